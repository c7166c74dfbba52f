//! Whether the server lives and can answer, for whoever watches over it.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::ask::Ask;
use crate::error::ApiError;
use crate::state::AppState;

/// What a watcher is told.
#[derive(Serialize)]
pub(crate) struct Health {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    generation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<usize>,
    up_seconds: u64,
}

/// `GET /health/live`
pub(crate) async fn live(State(state): State<AppState>) -> Json<Health> {
    let up_seconds = state.started().elapsed().as_secs();
    Json(Health {
        status: "live",
        generation: None,
        records: None,
        up_seconds,
    })
}

/// `GET /health/ready`: there is a snapshot, whose checksums held when it was opened.
pub(crate) async fn ready(
    State(state): State<AppState>,
    ask: Ask,
) -> Result<Json<Health>, ApiError> {
    ask.only(&[])?;
    let bank = state.bank();
    Ok(Json(Health {
        status: "ready",
        generation: Some(bank.generation().to_owned()),
        records: Some(bank.manifest().records),
        up_seconds: state.started().elapsed().as_secs(),
    }))
}
