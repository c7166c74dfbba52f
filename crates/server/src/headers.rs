//! Headers that every answer has.

use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, LINK, REFERRER_POLICY, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::response::Response;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::manners::rate::{RATE_LIMIT, RATE_LIMIT_POLICY};
use crate::observe::{REQUEST_ID, TRACEPARENT};

/// What a page may do: nothing, but for these.
///
/// - `style-src`, `script-src`, `img-src`: our own style sheet, script and icon
/// - `connect-src`: the script fetches our own pages and suggestions
/// - `form-action`: our own search form
///
/// There is nothing inline. The structured data of a record stands in a script element of another
/// type, which is data and not subject to the policy.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
                           img-src 'self'; connect-src 'self'; form-action 'self'; \
                           base-uri 'none'; frame-ancestors 'none'";

/// What an answer of the API may do when somebody opens it in a browser: nothing.
const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Adds what browsers are told about every answer.
pub(crate) fn secure(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let is_page = headers
        .get(CONTENT_TYPE)
        .and_then(|media_type| media_type.to_str().ok())
        .is_some_and(|media_type| media_type.starts_with("text/html"));
    let policy = if is_page { PAGE_POLICY } else { API_POLICY };
    let set = [
        (CONTENT_SECURITY_POLICY, policy),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // A query says what somebody is looking for; another site has no business with it.
        (REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), browsing-topics=()",
        ),
    ];
    for (name, value) in set {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let may_be_kept = response.status().is_success() || response.status().is_redirection();
    // What is not said to be kept must not be: least of all an error.
    if !may_be_kept || !response.headers().contains_key(CACHE_CONTROL) {
        response
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Lets the pages of others read the API: any origin, without credentials.
pub(crate) fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::any())
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers([IF_NONE_MATCH, TRACEPARENT, REQUEST_ID])
        .expose_headers([
            CONTENT_DISPOSITION,
            ALLOW,
            ETAG,
            LINK,
            RATE_LIMIT,
            RATE_LIMIT_POLICY,
            RETRY_AFTER,
            REQUEST_ID,
            TRACEPARENT,
        ])
        .max_age(std::time::Duration::from_hours(24))
        // Every origin gets the same answer.
        .vary([])
}
