//! Telling why there is no answer: as `application/problem+json` (RFC 9457) or as a page.
//!
//! Handlers and layers answer with an [`ApiError`]; here, in one place, it is put in the form
//! and language that was asked for, and causes that are ours are logged and not told.

use std::error::Error;
use std::sync::Arc;

use axum::Json;
use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ask::Ask;
use crate::error::ApiError;
use crate::fault::{Fault, Reason};
use crate::lang::Lang;
use crate::observe::RequestId;
use crate::pages;
use crate::state::AppState;

/// Why there is no answer (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// What sort of problem it is: a reference into this document.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// The sort of problem in words.
    pub(crate) title: String,
    /// The status code.
    pub(crate) status: u16,
    /// This problem in words.
    pub(crate) detail: String,
    /// The address that was asked for.
    pub(crate) instance: String,
    /// Each fault of the parameters; empty for other problems.
    pub(crate) errors: Vec<ParameterError>,
}

/// One parameter that cannot be read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ParameterError {
    /// The parameter.
    pub(crate) parameter: String,
    /// Its value as it was given, shortened when long.
    pub(crate) value: String,
    /// What is wrong, and what is accepted.
    pub(crate) detail: String,
}

/// Puts an [`ApiError`] that comes back into words.
pub(crate) async fn tell(
    state: &AppState,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let (parts, body) = request.into_parts();
    let ask = Ask::new(&parts, state);
    let id = parts.extensions.get::<RequestId>().cloned();
    let response = next(Request::from_parts(parts, body)).await;
    let Some(error) = response.extensions().get::<Arc<ApiError>>().cloned() else {
        return response;
    };
    if let ApiError::Internal(cause) = error.as_ref() {
        let id = id.as_ref().map_or("", RequestId::as_str);
        let cause: &(dyn Error + 'static) = cause.as_ref();
        tracing::error!(
            request.id = id,
            error = cause,
            "a request could not be answered"
        );
    }
    let is_api = ask.uri.path().starts_with("/api/");
    let told = if is_api || wants_json(&ask.headers) {
        json(&ask, &error)
    } else {
        pages::error::page(&ask, state, &error).unwrap_or_else(|_| json(&ask, &error))
    };
    keep_headers(response, told, is_api)
}

fn json(ask: &Ask, error: &ApiError) -> Response {
    let lang = ask.api_lang();
    let body = problem(error, lang, ask.uri.path());
    let headers = [
        (CONTENT_TYPE, "application/problem+json"),
        (CONTENT_LANGUAGE, lang.as_str()),
    ];
    (error.status(), headers, Json(body)).into_response()
}

/// The answer, with the headers that the error brought along, such as `Allow`.
fn keep_headers(bare: Response, told: Response, is_api: bool) -> Response {
    let (bare, _) = bare.into_parts();
    let (mut parts, body) = told.into_parts();
    for (name, value) in &bare.headers {
        if name != CONTENT_LENGTH && !parts.headers.contains_key(name) {
            parts.headers.append(name, value.clone());
        }
    }
    let vary = if is_api {
        "accept-language"
    } else {
        "accept, accept-language"
    };
    parts.headers.append(VARY, HeaderValue::from_static(vary));
    Response::from_parts(parts, body)
}

/// The error in words.
pub(crate) fn problem(error: &ApiError, lang: Lang, instance: &str) -> Problem {
    let [title, detail] = words(error, lang);
    let faults: &[Fault] = match error {
        ApiError::Faults(faults) => faults,
        _ => &[],
    };
    Problem {
        kind: format!("/api/v1/openapi.json#/x-problems/{}", name(error)),
        title,
        status: error.status().as_u16(),
        detail,
        instance: instance.to_owned(),
        errors: faults
            .iter()
            .map(|fault| ParameterError {
                parameter: fault.parameter.clone(),
                value: fault.value.clone(),
                detail: (lang.messages().fault)(fault),
            })
            .collect(),
    }
}

/// One problem of each sort, by the name that its type ends in, for the description of the API.
pub(crate) fn samples() -> Vec<(&'static str, ApiError)> {
    let fault = Fault::new("page", "0", Reason::PageNumber);
    [
        ApiError::Faults(vec![fault]),
        ApiError::Body,
        ApiError::Host,
        ApiError::NoPath,
        ApiError::GoneGeneration("0f3a5d2c9b8e7f61".to_owned()),
        ApiError::Method,
        ApiError::NotAcceptable(&["application/json"]),
        ApiError::Uri,
        ApiError::TooMany(3),
        ApiError::Overloaded,
        ApiError::Timeout,
        ApiError::panicked(),
    ]
    .into_iter()
    .map(|error| (name(&error), error))
    .collect()
}

fn name(error: &ApiError) -> &'static str {
    match error {
        ApiError::Faults(_) => "bad-parameters",
        ApiError::Body => "body",
        ApiError::Host => "host",
        ApiError::NoPath
        | ApiError::NoRecord(_)
        | ApiError::NoMunicipality { .. }
        | ApiError::NoTheme { .. }
        | ApiError::NoEdition(_) => "not-found",
        ApiError::Withdrawn(_) | ApiError::GoneGeneration(_) => "gone",
        ApiError::NotAcceptable(_) => "not-acceptable",
        ApiError::TooMany(_) => "too-many-requests",
        ApiError::Overloaded => "overloaded",
        ApiError::Method => "method",
        ApiError::Uri => "uri-too-long",
        ApiError::Timeout => "timeout",
        ApiError::Internal(_) => "internal",
    }
}

/// The title and the detail.
fn words(error: &ApiError, lang: Lang) -> [String; 2] {
    let words = &lang.messages().problem;
    let both = |words: [&str; 2]| words.map(ToOwned::to_owned);
    let not_found = |detail: String| [words.not_found.to_owned(), detail];
    match error {
        ApiError::Faults(faults) => [
            words.bad_parameters.to_owned(),
            (words.bad_parameters_detail)(faults.len()),
        ],
        ApiError::Body => both(words.body),
        ApiError::Host => both(words.host),
        ApiError::NoPath => not_found(words.no_path.to_owned()),
        ApiError::NoRecord(id) => not_found((words.no_record)(id)),
        ApiError::NoMunicipality { asked, meant } => {
            not_found((words.no_municipality)(asked, meant.as_ref()))
        }
        ApiError::NoTheme { id, nearest } => not_found((words.no_theme)(id, nearest.as_deref())),
        ApiError::NoEdition(year) => not_found((words.no_edition)(year)),
        ApiError::Withdrawn(withdrawn) => [words.gone.to_owned(), (words.withdrawn)(withdrawn)],
        ApiError::NotAcceptable(types) => [
            words.not_acceptable.to_owned(),
            (words.not_acceptable_detail)(&types.join(", ")),
        ],
        ApiError::TooMany(seconds) => {
            [words.too_many.to_owned(), (words.too_many_detail)(*seconds)]
        }
        ApiError::Overloaded => both(words.overloaded),
        ApiError::GoneGeneration(generation) => {
            [words.gone.to_owned(), (words.gone_generation)(generation)]
        }
        ApiError::Method => both(words.method),
        ApiError::Uri => both(words.uri),
        ApiError::Timeout => both(words.timeout),
        ApiError::Internal(_) => both(words.internal),
    }
}

/// Whether a client names JSON and not HTML among what it accepts.
fn wants_json(headers: &HeaderMap) -> bool {
    let accepted = || {
        headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
    };
    accepted().any(|value| value.contains("json"))
        && !accepted().any(|value| value.contains("text/html"))
}
