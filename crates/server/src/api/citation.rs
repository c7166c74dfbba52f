//! `/citation` and `/records/{id}/citation`: how a search, or one record, is cited.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};
use search::{Page, SearchRequest};

use crate::answer::located_answer;
use crate::ask::{Ask, PathPart, word};
use crate::error::ApiError;
use crate::fault::Fault;
use crate::lang::Lang;
use crate::manners::accept;
use crate::params::{self, in_words, to_query_string};
use crate::query_string::Pair;
use crate::reference::{CitedSearch, Form, Reference, today};
use crate::state::AppState;

/// The address of the citation of a search.
const PATH: &str = "/api/v1/citation";

/// The parameter that names the form.
const FORM: &str = "format";

/// Cites a search.
#[utoipa::path(
    get,
    path = "/citation",
    operation_id = "cite_search",
    tag = "records",
    summary = "How a search is cited",
    description = "Cites a search as it is today: what was asked for, how many records it finds, \
        in which generation, and the day. As a sentence, or for a reference manager.",
    responses((status = 200, description = "The citation", content(
        (String = "text/plain"),
        (String = "application/x-research-info-systems"),
        (String = "application/x-bibtex"),
        (Vec<Object> = "application/vnd.citationstyles.csl+json"),
    )))
)]
pub(crate) async fn of_search(
    State(state): State<AppState>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let pairs = ask.pairs()?;
    let bank = state.bank();
    let vocabulary = bank.vocabulary();
    let params::Asked {
        request,
        mut faults,
    } = params::parse_filters(&pairs, &[FORM, "lang"], vocabulary);
    let lang = ask.api_lang_among(&pairs, &mut faults);
    let form = form(&ask, &pairs, faults)?;
    let request = SearchRequest {
        page: Page::NONE,
        ..request
    };
    // Without the limit of a page that is not asked for.
    let asked = SearchRequest {
        page: Page::default(),
        ..request.clone()
    };
    let query = to_query_string(&asked, vocabulary);
    let address = query.after(&ask.located("/"));
    let variant = [PATH, form.as_str(), &address, &today()];
    located_answer(&bank, &ask, lang, &variant, || {
        let cited = CitedSearch {
            asked: &in_words(&asked, vocabulary),
            total: bank.search(&request)?.total,
            address: &address,
            generation: bank.generation(),
            built_at: &bank.manifest().built_at,
        };
        Ok(respond(&Reference::of_search(&cited, lang), form, lang))
    })
}

/// Cites one record.
#[utoipa::path(
    get,
    path = "/records/{id}/citation",
    operation_id = "cite_record",
    tag = "records",
    summary = "How a record is cited",
    description = "Cites the document that the record was taken from, by its publisher and date \
        as far as they are known, and the record's address in the bank. The year that the record is \
        about stands in the note; what is worked out is said to be probable. As a sentence, or for a \
        reference manager.",
    params(("id" = String, Path, description = "The record's id", example = "nacka-lovisa-bygglovsrobot-2023")),
    responses(
        (status = 200, description = "The citation", content(
            (String = "text/plain"),
            (String = "application/x-research-info-systems"),
            (String = "application/x-bibtex"),
            (Vec<Object> = "application/vnd.citationstyles.csl+json"),
        )),
        (status = 307, description = "The id is that of a copy; the record that holds it is cited at `Location`")
    )
)]
pub(crate) async fn of_record(
    State(state): State<AppState>,
    PathPart(id): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let pairs = ask.only(&[FORM, "lang"])?;
    let mut faults = Vec::new();
    let lang = ask.api_lang_among(&pairs, &mut faults);
    let form = form(&ask, &pairs, faults)?;
    let bank = state.bank();
    let record = super::records::found(&bank, &id)?;
    if record.id.as_str() != id {
        let path = format!("/api/v1/records/{}/citation", record.id);
        let address = ask
            .uri
            .query()
            .map_or(path.clone(), |query| format!("{path}?{query}"));
        return Ok(Redirect::temporary(&address).into_response());
    }
    let address = ask.located(&format!("/exempel/{}", record.id));
    located_answer(&bank, &ask, lang, &[PATH, form.as_str(), &address], || {
        let reference = Reference::of_record(&record, lang, &address, bank.vocabulary());
        Ok(respond(&reference, form, lang))
    })
}

/// The form that is asked for; a sentence when none is.
fn form(ask: &Ask, pairs: &[Pair], mut faults: Vec<Fault>) -> Result<Form, ApiError> {
    let form = word(pairs, FORM, Form::ALL, Form::as_str, &mut faults);
    ApiError::unless_empty(faults)?;
    let form = form.unwrap_or(Form::Text);
    accept::must_take(&ask.headers, form.media_types())?;
    Ok(form)
}

/// The citation in its form; an item of CSL-JSON is a list of one.
fn respond(reference: &Reference, form: Form, lang: Lang) -> Response {
    let written = reference.written(form, lang);
    let body = match form {
        Form::CslJson => format!("[{written}]\n"),
        Form::Text | Form::Ris | Form::Bibtex => written,
    };
    let mut response = body.into_response();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(form.content_type()));
    response
}
