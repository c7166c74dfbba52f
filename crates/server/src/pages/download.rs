//! All that a search finds, as files and as a feed: where they are, and where the table once was.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use search::{Page, SearchRequest, Sort};
use vocabulary::Vocabulary;

use super::Link;
use crate::api::export::{self, Format};
use crate::api::feed::ATOM_PATH;
use crate::ask::{Ask, lang_among};
use crate::error::ApiError;
use crate::lang::Lang;
use crate::params::{self, to_query_string};
use crate::state::AppState;

/// The other files of a search that a page offers, by the names that readers know them by.
const OTHERS: [(Format, &str); 4] = [
    (Format::Ris, "RIS"),
    (Format::Bibtex, "BibTeX"),
    (Format::Json, "JSON"),
    (Format::GeoJson, "GeoJSON"),
];

/// The files of a search that are no table.
pub(super) fn others(request: &SearchRequest, lang: Lang, vocabulary: &Vocabulary) -> Vec<Link> {
    let link = |(format, name): (Format, &str)| Link {
        href: address(request, format, lang, vocabulary),
        text: name.to_owned(),
    };
    OTHERS.into_iter().map(link).collect()
}

/// The feed of a search, which has an order of its own.
pub(super) fn feed(request: &SearchRequest, lang: Lang, vocabulary: &Vocabulary) -> String {
    let whole = SearchRequest {
        facets: Vec::new(),
        page: Page::default(),
        sort: Sort::default(),
        ..request.clone()
    };
    let mut query = to_query_string(&whole, vocabulary);
    query.push("lang", lang.as_str());
    query.after(ATOM_PATH)
}

/// The address of a file of a search.
pub(super) fn address(
    request: &SearchRequest,
    format: Format,
    lang: Lang,
    vocabulary: &Vocabulary,
) -> String {
    let whole = SearchRequest {
        facets: Vec::new(),
        page: Page::default(),
        ..request.clone()
    };
    let mut query = to_query_string(&whole, vocabulary);
    query.push("format", format.as_str());
    query.push("lang", lang.as_str());
    query.after(export::PATH)
}

/// `GET /traffar.csv`: leads on to where the file is.
pub(crate) async fn csv(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let bank = state.bank();
    let pairs = ask.pairs()?;
    let params::Asked {
        request,
        mut faults,
    } = params::parse(&pairs, &["lang"], bank.vocabulary());
    let lang = lang_among(&pairs, &mut faults);
    ApiError::unless_empty(faults)?;
    let address = address(&request, Format::Csv, lang, bank.vocabulary());
    Ok(Redirect::permanent(&address).into_response())
}
