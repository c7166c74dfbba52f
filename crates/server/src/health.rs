//! Whether the server lives and can answer, for whoever watches over it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;

use crate::ask::Ask;
use crate::error::ApiError;
use crate::state::{AppState, Standing};

/// What a watcher is told.
#[derive(Serialize)]
pub(crate) struct Health {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    generation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<usize>,
    /// Whether the generation is the published one and no file of it is known to be damaged; if not,
    /// the log says why.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_published: Option<bool>,
    up_seconds: u64,
}

/// `GET /health/live`
pub(crate) async fn live(State(state): State<AppState>) -> Json<Health> {
    let up_seconds = state.started().elapsed().as_secs();
    Json(Health {
        status: "live",
        generation: None,
        records: None,
        is_published: None,
        up_seconds,
    })
}

/// `GET /health/ready`: there is a snapshot without a file that is known to be damaged.
pub(crate) async fn ready(
    State(state): State<AppState>,
    ask: Ask,
) -> Result<(StatusCode, Json<Health>), ApiError> {
    ask.only(&[])?;
    let bank = state.bank();
    let standing = state.standing();
    let (code, status) = match standing {
        Standing::Published | Standing::LastGood => (StatusCode::OK, "ready"),
        Standing::Damaged => (StatusCode::SERVICE_UNAVAILABLE, "damaged"),
    };
    let health = Health {
        status,
        generation: Some(bank.generation().to_owned()),
        records: Some(bank.manifest().records),
        is_published: Some(standing.is_published()),
        up_seconds: state.started().elapsed().as_secs(),
    };
    Ok((code, Json(health)))
}
