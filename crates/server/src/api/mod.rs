//! The JSON API, a file for each resource.

pub(crate) mod api_info;
pub(crate) mod citation;
pub(crate) mod editions;
mod examples;
pub(crate) mod export;
pub(crate) mod feed;
pub(crate) mod municipalities;
pub(crate) mod openapi;
pub(crate) mod record_body;
pub(crate) mod records;
pub(crate) mod similar;
pub(crate) mod skos;
pub(crate) mod statistics;
pub(crate) mod suggestions;
pub(crate) mod themes;
pub(crate) mod types;

use std::collections::BTreeMap;

use search::{Facet, FacetValue, Filters, Page, SearchRequest, Sort};

use crate::bank::Bank;
use crate::error::ApiError;

/// A range of bytes of a text, counted in code points.
pub(crate) fn code_points(text: &str, range: &std::ops::Range<usize>) -> [usize; 2] {
    [range.start, range.end]
        .map(|bytes| text.get(..bytes).map_or(0, |before| before.chars().count()))
}

/// How many records there are for each value of a facet.
pub(crate) fn record_counts(
    bank: &Bank,
    facet: Facet,
) -> Result<BTreeMap<String, usize>, ApiError> {
    let request = SearchRequest {
        query: String::new(),
        filters: Filters::default(),
        facets: vec![facet],
        sort: Sort::default(),
        page: Page::NONE,
        explain: false,
        highlight: false,
    };
    let response = bank.search(&request)?;
    let counts = response.facets.iter().flat_map(|counts| &counts.values);
    Ok(counts
        .filter_map(|count| match &count.value {
            FacetValue::Known(value) => Some((value.clone(), count.count)),
            FacetValue::Unknown => None,
        })
        .collect())
}
