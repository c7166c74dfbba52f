//! What is known about a request afterwards: an id in the answer and a line in the log.
//!
//! The line holds neither the query nor the address it came from.

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, OriginalUri, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;

use crate::state::AppState;

/// The header with the id of a request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The header with the place of a request in a trace, as the Trace Context of W3C has it.
pub(crate) const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// The id of a request, for the log.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) HeaderValue);

impl RequestId {
    pub(crate) fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }
}

/// Gives the request an id, sends it back, and logs the answer.
pub(crate) async fn observe(
    state: &AppState,
    mut request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let began = Instant::now();
    let in_flight = state.metrics().begin();
    let id = RequestId(given_id(request.headers()).unwrap_or_else(new_id));
    let trace = request
        .headers()
        .get(TRACEPARENT)
        .filter(|value| is_trace(value))
        .cloned()
        .unwrap_or_else(|| new_trace(&id));
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let method = request.method().clone();
    let uri = request
        .extensions()
        .get::<OriginalUri>()
        .map_or_else(|| request.uri().clone(), |original| original.0.clone());
    request.extensions_mut().insert(id.clone());
    let mut response = next(request).await;
    let (status, duration) = (response.status().as_u16(), began.elapsed());
    drop(in_flight);
    state
        .metrics()
        .answered(&route, method.as_str(), status, duration);
    if let Some(found_nothing) = response.extensions().get() {
        state.metrics().found_nothing(*found_nothing);
    }
    tracing::info!(
        request.id = id.as_str(),
        trace.parent = trace.to_str().unwrap_or_default(),
        http.method = method.as_str(),
        http.path = uri.path(),
        http.status = status,
        duration_us = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX),
        "answered {status}",
    );
    response.headers_mut().insert(REQUEST_ID, id.0);
    response.headers_mut().insert(TRACEPARENT, trace);
    response
}

/// The id that a proxy gave the request, unless it is more than an id.
fn given_id(headers: &HeaderMap) -> Option<HeaderValue> {
    let id = headers.get(REQUEST_ID)?;
    let is_id = (8..=64).contains(&id.len())
        && id
            .as_bytes()
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    is_id.then(|| id.clone())
}

/// An id of our own: unlike any other of this process, and hardly like one of another's.
fn new_id() -> HeaderValue {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    HeaderValue::try_from(number_of(count)).unwrap_or_else(|_| HeaderValue::from_static("0"))
}

/// The place of a request that came without one: the beginning of a trace of its own, which
/// nobody records.
fn new_trace(id: &RequestId) -> HeaderValue {
    let [start, end, span] = ["start", "ended", "spans"].map(|part| number_of((part, id.as_str())));
    HeaderValue::try_from(format!("00-{start}{end}-{span}-00"))
        .unwrap_or_else(|_| HeaderValue::from_static("00"))
}

/// Sixteen hexadecimal digits that are those of something in this process alone: nobody can tell them
/// beforehand.
fn number_of(something: impl Hash) -> String {
    static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    format!("{:016x}", KEYS.hash_one(something))
}

/// Whether a value has the form of version 00 of the Trace Context.
fn is_trace(value: &HeaderValue) -> bool {
    let groups: Vec<&[u8]> = value.as_bytes().split(|byte| *byte == b'-').collect();
    let hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [2, 32, 16, 2]
        && groups.iter().all(|group| group.iter().all(hex))
        && groups[1..3]
            .iter()
            .all(|group| group.iter().any(|byte| *byte != b'0'))
}
