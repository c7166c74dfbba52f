//! What is like something, and what may be meant by something.

use serde::Serialize;
use utoipa::ToSchema;

use super::{ListLinks, Meta, MunicipalityBody, RecordBody};

/// Records that are like one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SimilarAnswer<'a> {
    /// About the answer.
    pub(crate) meta: Meta,
    /// The records, the most alike first.
    pub(crate) records: Vec<SimilarBody<'a>>,
    /// Addresses.
    pub(crate) links: ListLinks,
}

/// A record that is like another.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SimilarBody<'a> {
    /// The record.
    #[serde(flatten)]
    pub(crate) record: RecordBody<'a>,
    /// How alike they are, 0 to 1, where the record itself would be 1.
    pub(crate) likeness: f64,
    /// What they have in common.
    pub(crate) in_common: InCommonBody,
}

/// What two records have in common.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InCommonBody {
    /// Why they are thought to be about the same initiative, if they are.
    pub(crate) same_initiative: Option<String>,
    /// Themes.
    pub(crate) themes: Vec<NamedTheme>,
    /// Distinctive words, the most telling first.
    pub(crate) words: Vec<String>,
    /// The award's area.
    pub(crate) area: Option<String>,
}

/// A theme with its name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NamedTheme {
    /// The id.
    pub(crate) id: String,
    /// The name in the language of the answer.
    pub(crate) label: String,
}

/// What may be meant by a text that is still being typed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionsAnswer {
    /// About the answer.
    pub(crate) meta: Meta,
    /// The suggestions: words, municipalities, themes and records, of each the likeliest first.
    pub(crate) suggestions: Vec<SuggestionBody>,
    /// Addresses.
    pub(crate) links: ListLinks,
}

/// Something that may be meant.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionBody {
    /// What it leads to: a search for `words`, one filtered by a `municipality` or a `theme`, or a
    /// `record`.
    pub(crate) kind: String,
    /// What to show: words, a name, a theme in Swedish, or a title.
    pub(crate) text: String,
    /// Where what was typed stands in `text`, as `[start, end)` in Unicode code points.
    pub(crate) ranges: Vec<[usize; 2]>,
    /// The name of the municipality or theme in the language of the answer.
    pub(crate) label: Option<String>,
    /// The query that goes with it; empty for a record.
    pub(crate) query: String,
    /// The municipality, theme or record.
    pub(crate) value: Option<String>,
    /// How many records it has.
    pub(crate) count: usize,
    /// Addresses.
    pub(crate) links: SuggestionLinks,
}

/// Where a suggestion leads to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionLinks {
    /// In the API.
    #[serde(rename = "self")]
    pub(crate) this: String,
    /// Among the pages.
    pub(crate) html: String,
}

/// The peers of a municipality.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PeersAnswer {
    /// About the answer.
    pub(crate) meta: Meta,
    /// The peers, the most alike first.
    pub(crate) peers: Vec<PeerBody>,
    /// Addresses.
    pub(crate) links: PeersLinks,
}

/// A municipality that is like another, and what makes it so.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PeerBody {
    /// The municipality.
    pub(crate) municipality: MunicipalityBody,
    /// How its group is related to the other's: `same`, `same_main_group` or `other`.
    pub(crate) group: String,
    /// Its population divided by the other's.
    pub(crate) population_ratio: f64,
    /// The way between their centroids, in kilometres.
    pub(crate) distance_km: f64,
    /// How unlike they are, from 0: nothing for the same group, a half for the same main group,
    /// else 1; 1 for each doubling of the population; 1 for each 500 km, at most 1.5.
    pub(crate) unlikeness: f64,
    /// Whether it is alike enough, and not only there because nothing is.
    pub(crate) is_alike: bool,
}

/// Addresses of peers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PeersLinks {
    /// This answer.
    #[serde(rename = "self")]
    pub(crate) this: String,
    /// The records about them.
    pub(crate) records: String,
}
