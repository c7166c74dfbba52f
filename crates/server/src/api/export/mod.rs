//! `/export`: all that a search finds, as a file in one of several formats.

mod columns;
mod file;
mod format;
mod made;

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use search::{Page, SearchRequest};

use self::file::File;
pub(crate) use self::format::Format;
use self::made::Made;
use super::types::ExportAnswer;
use crate::answer::located_answer;
use crate::ask::{Ask, word};
use crate::error::ApiError;
use crate::manners::accept;
use crate::metrics::{Door, FoundNothing};
use crate::params::{self, to_query_string};
use crate::state::AppState;
use crate::stream;
use crate::walk::Walk;

/// The address.
pub(crate) const PATH: &str = "/api/v1/export";

/// The parameters beside the query and the filters.
const OWN: &[&str] = &["format", "sort", "lang"];

/// Gives all that a search finds as a file.
#[utoipa::path(
    get,
    path = "/export",
    operation_id = "export_records",
    tag = "records",
    summary = "All that a search finds, as a file",
    description = "Gives every record that the query and the filters find, in the order of the \
        search, however many there are, from one generation of the index. The file is sent while \
        it is made; if it cannot be made to its end the connection is broken off, so that a part \
        is never taken for the whole.\n\n\
        Each file says what it is: the search with its filters, how many records it found, the \
        generation and the time. In `json` that is `meta`; in `geojson` the member `exempelbank`; in \
        `csv` the last columns and in `jsonl` the member `export` of every row; in `ris` the note of \
        every reference, so that a file of none says nothing; in `bibtex` a comment at the beginning, \
        also of a file of none; in `csl-json` the member `custom` of every \
        item.\n\n\
        `csv` is RFC 4180 in UTF-8 with a line of names. Several values in a cell stand between \
        ` | `. A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a \
        tab or a carriage return) has an apostrophe before it. In `geojson` a place is the middle of \
        a municipality; a record about none has no geometry.\n\n\
        What a source allows only as excerpts is given as excerpts in every format.",
    responses((status = 200, description = "The file", content(
        (ExportAnswer<'_> = "application/json"),
        (String = "application/jsonl"),
        (String = "text/csv"),
        (String = "application/x-research-info-systems"),
        (String = "application/x-bibtex"),
        (Vec<Object> = "application/vnd.citationstyles.csl+json"),
        (Object = "application/geo+json"),
    )))
)]
pub(crate) async fn export(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let pairs = ask.pairs()?;
    let bank = state.bank();
    let params::Asked {
        request,
        mut faults,
    } = params::parse_filters(&pairs, OWN, bank.vocabulary());
    let lang = ask.api_lang_among(&pairs, &mut faults);
    let format = word(&pairs, "format", Format::ALL, Format::as_str, &mut faults);
    ApiError::unless_empty(faults)?;
    let format = format.unwrap_or_default();
    accept::must_take(&ask.headers, format.media_types())?;
    let request = SearchRequest {
        facets: Vec::new(),
        page: Page::default(),
        explain: false,
        highlight: false,
        ..request
    };
    let host = ask.located("");
    let query = to_query_string(&request, bank.vocabulary());
    let variant = [PATH, format.as_str(), query.as_str()];
    located_answer(&bank, &ask, lang, &variant, || {
        let place = state.workers().place_for_file()?;
        let (walk, found) = Walk::begin(Arc::clone(&bank), request.clone())?;
        let nothing = FoundNothing::of(Door::Api, &request.query, found.total);
        let made = Made::now(&bank, &request, &found, &host, lang, format);
        let name = made.file_name(format);
        let mut file = File::new(format, made, walk, Arc::clone(&bank), lang, host.clone());
        let first = file.begin(&found.hits)?;
        let body = stream::body(
            state.workers().clone(),
            place,
            first,
            Box::new(move || file.block()),
        );
        let mut response = (nothing, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static(format.content_type()),
        );
        if let Ok(kept_as) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
            headers.insert(CONTENT_DISPOSITION, kept_as);
        }
        Ok(response)
    })
}
