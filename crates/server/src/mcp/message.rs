//! What is no message, told as JSON-RPC 2.0 (5.1) tells it.

use axum::Json;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::MAX_BODY_BYTES;
use crate::state::AppState;

/// Answers a body of JSON that is no message with 400 and an error of JSON-RPC: -32700 for what
/// cannot be read, which is also what is nested too deep, and -32600 for what is no single message.
///
/// A body that is longer than any message, or that does not come, is not waited for: 413 and 408.
///
/// Who may ask at all is checked by the service within, and first.
pub(crate) async fn checked(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if !is_json(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    if body.size_hint().lower() > MAX_BODY_BYTES as u64 {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let whole = to_bytes(body, MAX_BODY_BYTES);
    let bytes = match tokio::time::timeout(state.limits().head_time, whole).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let request = Request::from_parts(parts, Body::from(bytes.clone()));
    let answer = next.run(request).await;
    // The type was right, so it is the body that was not.
    if answer.status() != StatusCode::UNSUPPORTED_MEDIA_TYPE {
        return answer;
    }
    let (code, message) = match serde_json::from_slice::<Value>(&bytes) {
        Err(error) => (
            -32700,
            format!("the body is no JSON that can be read: {error}"),
        ),
        Ok(Value::Array(_)) => (
            -32600,
            "a batch is not accepted; send one message".to_owned(),
        ),
        Ok(_) => (
            -32600,
            "the body is no request or notification of JSON-RPC 2.0".to_owned(),
        ),
    };
    let told = json!({
        "jsonrpc": "2.0", "id": null, "error": {"code": code, "message": message},
    });
    (StatusCode::BAD_REQUEST, Json(told)).into_response()
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|media_type| media_type.to_str().ok())
        .and_then(|media_type| media_type.split(';').next())
        .is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case("application/json"))
}
