//! What the records of a whole corpus have to do with each other.
//!
//! Of a text that stands in several places one copy is shown, and the others are kept as its further
//! sources ([`reprints`]). What is left is linked where it is about the same thing, with the reason
//! ([`initiatives`]).

mod initiatives;
mod reprints;
mod same_text;
mod shingles;
mod wording;

use records::{Diagnostic, Record};
use vocabulary::Vocabulary;

/// Collapses copies and links the rest. Records come and leave sorted by id, each id once.
pub(crate) fn cluster(
    records: Vec<Record>,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Record> {
    let mut records = reprints::collapse(records, diagnostics);
    initiatives::link(&mut records, vocabulary, diagnostics);
    records
}

/// Whether a record was read from a document, as a whole or as a part of it. An editor's example has
/// no place in its source.
fn is_of_document(record: &Record) -> bool {
    record.span.is_some()
}

/// Whether a record stands for a document.
fn is_document(record: &Record) -> bool {
    is_of_document(record) && record.part_of.is_none()
}

/// An address without what does not change where it leads.
fn address(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.split('#').next().unwrap_or_default();
    bare.strip_prefix("www.")
        .unwrap_or(bare)
        .trim_end_matches('/')
        .to_lowercase()
}

/// Whether two records were taken from one address.
fn share_address(left: &Record, right: &Record) -> bool {
    match (&left.source.url, &right.source.url) {
        (Some(left), Some(right)) => address(left) == address(right),
        _ => false,
    }
}
