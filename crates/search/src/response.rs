//! What is answered.

use std::sync::Arc;

use records::Record;

use crate::{
    ArticleGroup, Correction, DidYouMean, Evidence, Expansion, Facet, Filters, Highlight, Query,
    Rank, Recognised, Sort,
};

/// The answer to a [`SearchRequest`](crate::SearchRequest).
#[derive(Debug, Clone, PartialEq)]
pub struct SearchResponse {
    /// How many records match the query and all filters, or of those are in the sample.
    pub total: usize,
    /// How many match the query and all filters, whether in the sample or not.
    pub matching: usize,
    /// The hits of the page, in order.
    pub hits: Vec<Hit>,
    /// Which of the hits are to be shown together, since they would fill the page.
    pub groups: Vec<ArticleGroup>,
    /// Another query that may have been meant; it has hits.
    pub did_you_mean: Option<DidYouMean>,
    /// When there is no hit at all: at most ten records with words that look like those of the
    /// query, the nearest first. They are no hits, and are not counted.
    pub similar: Vec<Hit>,
    /// The counts of the facets that were asked for, in that order.
    pub facets: Vec<FacetCounts>,
    /// How the query was understood.
    pub understood: Understood,
    /// The rank of the last hit, if there are others after it.
    pub next: Option<Rank>,
}

/// One hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record.
    pub record: Arc<Record>,
    /// How well it matches the query; 0 when nothing was typed. Comparable within one answer only.
    pub score: f32,
    /// Where the query's words stand in the record.
    pub highlights: Vec<Highlight>,
    /// Why it is a hit, the strongest reason first; empty unless that was asked for, and when
    /// nothing was typed.
    pub matched_by: Vec<Evidence>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FacetValue {
    /// A value, in the form that filters take.
    Known(String),
    /// The records have none.
    Unknown,
}

impl FacetValue {
    /// The word that stands for records without a value, in filters and in answers.
    pub const UNKNOWN: &'static str = "unknown";

    /// The value in the form that filters take.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(value) => value,
            Self::Unknown => Self::UNKNOWN,
        }
    }
}

/// One value and how many records choosing it would give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The value.
    pub value: FacetValue,
    /// How many records match the query, this value, and all filters on other facets.
    pub count: usize,
}

/// The counts of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// The facet.
    pub facet: Facet,
    /// Every value that some record has: most frequent first, then by value, and unknown last.
    pub values: Vec<FacetCount>,
}

/// How a query was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The clauses that were searched for.
    pub query: Query,
    /// Words left out because they say too little beside the others.
    pub left_out: Vec<String>,
    /// Words that were mended.
    pub corrections: Vec<Correction>,
    /// Places and years that were recognised.
    pub recognised: Vec<Recognised>,
    /// Other words that were looked for.
    pub expansions: Vec<Expansion>,
    /// All filters: those of the request and those of the query.
    pub filters: Filters,
    /// The order of the hits: that of the query, or that of the request.
    pub sort: Sort,
}
