//! What assistants send: any body, to the door that is theirs.

#![no_main]

use axum::body::Body;
use axum::http::Request;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let request = Request::post("/mcp")
        .header("host", "a")
        .header("content-type", "application/json")
        .header("accept", "application/json, text/event-stream")
        .body(Body::from(bytes.to_vec()));
    if let Ok(request) = request {
        fuzz::send(request);
    }
});
