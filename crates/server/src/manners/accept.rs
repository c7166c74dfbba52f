//! Whether a client takes what an address answers with.

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::ApiError;

/// What most addresses of the API answer with.
pub(crate) const JSON: &[&str] = &["application/json"];

/// Refuses a request whose `Accept` takes none of the media types that an address answers with.
pub(crate) async fn only(types: &'static [&'static str], request: Request, next: Next) -> Response {
    match must_take(request.headers(), types) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// Refuses a request whose `Accept` takes none of the media types that it would be answered with.
///
/// # Errors
/// [`ApiError::NotAcceptable`], with those types.
pub(crate) fn must_take(
    headers: &HeaderMap,
    types: &'static [&'static str],
) -> Result<(), ApiError> {
    if takes_any(headers, types) {
        Ok(())
    } else {
        Err(ApiError::NotAcceptable(types))
    }
}

/// Whether `Accept` takes one of the media types (RFC 9110, 12.5.1). Without the header, or with
/// nothing in it that can be read, everything is taken.
fn takes_any(headers: &HeaderMap, types: &[&str]) -> bool {
    let ranges: Vec<Range<'_>> = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(Range::parse)
        .collect();
    ranges.is_empty()
        || types.iter().any(|media_type| {
            ranges
                .iter()
                .filter_map(|range| Some((range.precision(media_type)?, range.is_wanted)))
                // Of two that fit, the more precise one counts.
                .max()
                .is_some_and(|(_, is_wanted)| is_wanted)
        })
}

/// A media range such as `application/*;q=0.5`.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    is_wanted: bool,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let weight = parts.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("q")
                .then_some(value.trim())
        });
        Some(Self {
            kind,
            subtype,
            is_wanted: weight.is_none_or(|weight| weight.parse::<f32>() != Ok(0.0)),
        })
    }

    /// How precisely it names a media type, if it fits at all.
    fn precision(&self, media_type: &str) -> Option<u8> {
        let (kind, subtype) = media_type.split_once('/')?;
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (own, "*") if own.eq_ignore_ascii_case(kind) => Some(1),
            (own, sub) if own.eq_ignore_ascii_case(kind) && sub.eq_ignore_ascii_case(subtype) => {
                Some(2)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_is_taken_or_not() {
        for (accept, taken) in [
            ("", true),
            ("*/*", true),
            ("application/json", true),
            ("APPLICATION/JSON; charset=utf-8", true),
            ("application/*;q=0.1", true),
            ("text/html,application/xhtml+xml,*/*;q=0.8", true),
            ("text/html", false),
            ("text/*, image/png", false),
            ("application/xml", false),
            ("application/json;q=0", false),
            ("*/*, application/json;q=0", false),
            ("application/json, */*;q=0", true),
            ("nonsense", true),
            ("application/problem+json", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, accept.parse().unwrap());
            assert_eq!(takes_any(&headers, JSON), taken, "{accept}");
        }
        assert!(takes_any(&HeaderMap::new(), JSON));
    }
}
