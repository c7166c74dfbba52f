//! An answer with what caches need to know about it.

use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::ask::Ask;
use crate::assets;
use crate::bank::Bank;
use crate::digest::digest;
use crate::error::ApiError;
use crate::lang::Lang;

/// The number of the bank that an answer is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AnsweredFrom(pub(crate) u64);

/// How long an answer may be kept: as long as a rebuilt index may stay unnoticed.
pub(crate) const CACHE_POLICY: HeaderValue =
    HeaderValue::from_static("public, max-age=60, stale-while-revalidate=600");

/// Answers from a bank, or says that the asker has the answer already.
///
/// `variant` is all that the answer depends on beside the generation and the language: the path
/// and the normalised query.
///
/// The entity tag is weak: two answers with the same tag say the same, though one may be
/// compressed and another may have taken longer to work out.
///
/// # Errors
/// Those of `body`.
pub(crate) fn answer<R: IntoResponse>(
    bank: &Bank,
    headers: &HeaderMap,
    lang: Lang,
    variant: &[&str],
    body: impl FnOnce() -> Result<R, ApiError>,
) -> Result<Response, ApiError> {
    let program = [env!("CARGO_PKG_VERSION"), assets::fingerprint()];
    let parts: Vec<&[u8]> = program
        .iter()
        .chain([&bank.generation(), &lang.as_str()])
        .chain(variant)
        .map(|part| part.as_bytes())
        .collect();
    let tag = format!("W/\"{}\"", digest(&parts));
    let mut response = if is_known(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body()?.into_response()
    };
    response
        .extensions_mut()
        .insert(AnsweredFrom(bank.number()));
    let answered = response.headers_mut();
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answered.insert(ETAG, tag);
    }
    answered.insert(CACHE_CONTROL, CACHE_POLICY);
    // Said here too because what is not compressed, such as a 304, must say the same.
    answered.append(VARY, HeaderValue::from_static("accept-encoding"));
    answered.insert(CONTENT_LANGUAGE, HeaderValue::from_static(lang.as_str()));
    Ok(response)
}

/// The same for the API, whose language is that of `Accept-Language`.
///
/// # Errors
/// Those of `body`.
pub(crate) fn api_answer<R: IntoResponse>(
    bank: &Bank,
    headers: &HeaderMap,
    lang: Lang,
    variant: &[&str],
    body: impl FnOnce() -> Result<R, ApiError>,
) -> Result<Response, ApiError> {
    let mut response = answer(bank, headers, lang, variant, body)?;
    response
        .headers_mut()
        .append(VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}

/// The same for what says where the server is, with addresses of [`Ask::located`].
///
/// Where that is the request's own word for it, no cache may give the answer to anybody else.
///
/// # Errors
/// Those of `body`.
pub(crate) fn located_answer<R: IntoResponse>(
    bank: &Bank,
    ask: &Ask,
    lang: Lang,
    variant: &[&str],
    body: impl FnOnce() -> Result<R, ApiError>,
) -> Result<Response, ApiError> {
    let place = ask.located("");
    let variant = [variant, &[&place]].concat();
    let response = api_answer(bank, &ask.headers, lang, &variant, body)?;
    Ok(kept_from_others(ask, response))
}

/// The answer, with the word to caches that it is for the asker alone, where it says of the place
/// of the server what the request says.
pub(crate) fn kept_from_others(ask: &Ask, mut response: Response) -> Response {
    if !ask.is_told_its_place {
        let policy = HeaderValue::from_static("private, max-age=60");
        response.headers_mut().insert(CACHE_CONTROL, policy);
    }
    response
}

/// Whether `If-None-Match` names the tag, by the weak comparison of RFC 9110, 8.8.3.2.
pub(crate) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || opaque(known) == opaque(tag))
}
