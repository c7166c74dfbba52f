//! A file of all that a search finds.

use serde::Serialize;
use utoipa::ToSchema;

use super::{RecordBody, ThingLinks, UnderstoodBody};

/// All that a search finds, in JSON.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportAnswer<'a> {
    /// About the file.
    pub(crate) meta: ExportMeta,
    /// The records, in the order of the search.
    pub(crate) records: Vec<RecordBody<'a>>,
}

/// What a file says about itself.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExportMeta {
    /// How many records it holds.
    pub(crate) total: usize,
    /// How the query was understood, with all filters.
    pub(crate) query: UnderstoodBody,
    /// The generation of the index that it was taken from.
    pub(crate) generation: String,
    /// When that generation was built.
    pub(crate) built_at: String,
    /// When the file was made.
    pub(crate) exported_at: String,
    /// How the search is cited.
    pub(crate) citation: String,
    /// The licence of the bank's own texts.
    pub(crate) licence: String,
    /// What the licence is of, and what it is not of.
    pub(crate) rights: String,
    /// Addresses: the file's own, and that of the search as a page.
    pub(crate) links: ThingLinks,
}
