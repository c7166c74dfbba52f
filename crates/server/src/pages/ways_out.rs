//! Where to go from a search that found nothing.

use search::{Filters, Occur, Page, Query, SearchRequest, SearchResponse};

use super::filters::Chip;
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;

/// The most filters that are tried one by one.
const MOST: usize = 12;

/// A search that is a little wider and finds something.
#[derive(Debug)]
pub(crate) struct WayOut {
    pub(crate) text: String,
    pub(crate) request: SearchRequest,
    pub(crate) count: usize,
}

/// The wider searches that find something, each counted.
pub(crate) fn ways_out(
    bank: &Bank,
    request: &SearchRequest,
    response: &SearchResponse,
    chips: &[Chip],
    lang: Lang,
) -> Result<Vec<WayOut>, ApiError> {
    let page = &lang.messages().page;
    let mut wider: Vec<(String, SearchRequest)> = chips
        .iter()
        .take(MOST)
        .map(|chip| ((page.without_filter)(&chip.text), chip.without.clone()))
        .collect();
    if chips.len() > 1 {
        let without = SearchRequest {
            filters: Filters::default(),
            ..request.clone()
        };
        wider.push((page.without_filters.to_owned(), without));
    }
    let query = &response.understood.query;
    let has_signs = query
        .clauses
        .iter()
        .any(|clause| clause.occur != Occur::May);
    let softened = softened(query);
    if has_signs && !softened.has_no_words() {
        let without_signs = SearchRequest {
            query: softened.to_text(bank.vocabulary()),
            ..request.clone()
        };
        if !chips.is_empty() {
            let request = SearchRequest {
                filters: Filters::default(),
                ..without_signs.clone()
            };
            wider.push((page.without_signs_and_filters.to_owned(), request));
        }
        wider.push((page.without_signs.to_owned(), without_signs));
    }
    let mut found = Vec::new();
    for (text, request) in wider {
        let request = SearchRequest {
            page: Page::default(),
            ..request
        };
        let counting = SearchRequest {
            page: Page::NONE,
            facets: Vec::new(),
            ..request.clone()
        };
        let count = bank.search(&counting)?.total;
        if count > 0 {
            found.push(WayOut {
                text,
                request,
                count,
            });
        }
    }
    Ok(found)
}

/// The query with nothing required and nothing excluded.
fn softened(query: &Query) -> Query {
    let mut softened = query.clone();
    softened
        .clauses
        .retain(|clause| clause.occur != Occur::MustNot);
    for clause in &mut softened.clauses {
        clause.occur = Occur::May;
    }
    softened
}
