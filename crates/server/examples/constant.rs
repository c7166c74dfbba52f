//! The floor over HTTP: the same frameworks, and an answer that takes no work.
//!
//! `constant ADDRESS` answers `GET /{bytes}` with so many letters, for as long as it runs. It is an
//! example so that the program never holds it; `make bench` sets it beside the server.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

/// The longest answer that can be asked for.
const MAX_BYTES: usize = 1 << 20;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_default();
    let listener = tokio::net::TcpListener::bind(address).await?;
    let letters = Bytes::from(vec![b'a'; MAX_BYTES]);
    let router = Router::new()
        .route("/{bytes}", get(constant))
        .with_state(letters);
    axum::serve(listener, router).await
}

/// As many letters as were asked for.
async fn constant(Path(bytes): Path<usize>, State(letters): State<Bytes>) -> impl IntoResponse {
    let answer = letters.slice(..bytes.min(MAX_BYTES));
    ([(CONTENT_TYPE, "application/json")], answer)
}
