//! `/traffar.csv`: all that a search finds, as a file.

use axum::extract::State;
use axum::response::Response;
use search::{Facet, Page, SearchRequest};
use vocabulary::Vocabulary;

use super::hits::{places, themes};
use super::reference::web_address;
use super::table::{Cell, Column, Table};
use crate::answer::answer;
use crate::ask::{Ask, lang_among};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::params::{self, to_query_string};
use crate::shown::ShownRecord;
use crate::state::AppState;

/// The address of the file of a search.
pub(crate) const PATH: &str = "/traffar.csv";

/// `GET /traffar.csv`
pub(crate) async fn csv(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let bank = state.bank();
    let vocabulary = bank.vocabulary();
    let pairs = ask.pairs()?;
    let params::Asked {
        request,
        mut faults,
    } = params::parse(&pairs, &["lang"], vocabulary);
    let lang = lang_among(&pairs, &mut faults);
    ApiError::unless_empty(faults)?;
    let request = SearchRequest {
        facets: Vec::new(),
        page: Page::default(),
        ..request
    };
    let query = to_query_string(&request, vocabulary);
    let host = ask.absolute("");
    let variant = [PATH, query.as_str(), &host];
    answer(&bank, &ask.headers, lang, &variant, || {
        table(&bank, &request, &host, lang)?.download("exempel")
    })
}

/// A row for each record that can be reached by paging, in the order of the search.
fn table(bank: &Bank, request: &SearchRequest, host: &str, lang: Lang) -> Result<Table, ApiError> {
    let words = lang.messages();
    let mut rows = Vec::new();
    for number in 1..=Page::MAX_DEPTH / Page::MAX_LIMIT {
        let found = bank.search(&SearchRequest {
            page: Page::new(number, Page::MAX_LIMIT).unwrap_or_default(),
            ..request.clone()
        })?;
        let hits = found.hits.iter();
        rows.extend(hits.map(|hit| row(&hit.record, host, lang, bank.vocabulary())));
        if number * Page::MAX_LIMIT >= found.total {
            break;
        }
    }
    let facet = |facet| Column::text((words.facet)(facet));
    Ok(Table {
        caption: String::new(),
        columns: vec![
            Column::text("Id"),
            Column::text(words.page.title_column),
            facet(Facet::Kind),
            facet(Facet::Status),
            facet(Facet::Municipality),
            facet(Facet::Year),
            facet(Facet::Theme),
            facet(Facet::Voice),
            Column::text(words.page.publisher_column),
            Column::text(words.page.source_column),
            Column::text(words.page.address_column),
        ],
        rows,
    })
}

fn row(record: &ShownRecord, host: &str, lang: Lang, vocabulary: &Vocabulary) -> Vec<Cell> {
    let words = lang.messages();
    let list = |links: Vec<super::Link>| {
        let names: Vec<String> = links.into_iter().map(|link| link.text).collect();
        names.join("; ")
    };
    let publisher = record.source.publisher.as_deref().unwrap_or_default();
    let year = record.year.map(|year| year.value.to_string());
    [
        record.id.to_string(),
        record.title.to_string(),
        (words.kind)(record.kind).to_owned(),
        (words.status)(record.status).to_owned(),
        list(places(record, lang, vocabulary)),
        year.unwrap_or_default(),
        list(themes(record, lang, vocabulary)),
        (words.voice)(record.voice).to_owned(),
        publisher.to_owned(),
        web_address(&record.source).unwrap_or_default(),
        format!("{host}/exempel/{}", record.id),
    ]
    .into_iter()
    .map(Cell::Text)
    .collect()
}
