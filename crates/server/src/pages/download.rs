//! All that a search finds, as a table for a spreadsheet: where it is, and where it once was.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use search::{Page, SearchRequest};
use vocabulary::Vocabulary;

use crate::api::export::{self, Format};
use crate::ask::{Ask, lang_among};
use crate::error::ApiError;
use crate::lang::Lang;
use crate::params::{self, to_query_string};
use crate::state::AppState;

/// The address of the file of a search.
pub(super) fn address(request: &SearchRequest, lang: Lang, vocabulary: &Vocabulary) -> String {
    let whole = SearchRequest {
        facets: Vec::new(),
        page: Page::default(),
        ..request.clone()
    };
    let mut query = to_query_string(&whole, vocabulary);
    query.push("format", Format::Csv.as_str());
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
    let address = address(&request, lang, bank.vocabulary());
    Ok(Redirect::permanent(&address).into_response())
}
