//! `/api-info`: what this interface is, as the national profile for REST interfaces has it.

use axum::Json;
use axum::extract::State;
use axum::response::Response;

use super::types::ApiInfoAnswer;
use crate::answer::api_answer;
use crate::ask::Ask;
use crate::error::ApiError;
use crate::state::AppState;

const PATH: &str = "/api/v1/api-info";

/// When this version of the interface was released.
pub(crate) const RELEASED: &str = "2026-11-27";

/// Tells what this interface is.
#[utoipa::path(
    get,
    path = "/api-info",
    operation_id = "get_api_info",
    tag = "description",
    summary = "What this interface is",
    description = "Gives the interface's name, version and state, and where it is described.",
    responses((status = 200, description = "About the interface", body = ApiInfoAnswer))
)]
pub(crate) async fn info(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let lang = ask.api()?;
    let bank = state.bank();
    let host = ask.absolute("");
    api_answer(&bank, &ask.headers, lang, &[PATH, &host], || {
        Ok(Json(ApiInfoAnswer {
            api_name: "Exempelbanken".to_owned(),
            api_version: env!("CARGO_PKG_VERSION").to_owned(),
            api_released: RELEASED.to_owned(),
            api_documentation: ask.absolute("/api/v1/openapi.json"),
            api_status: "active".to_owned(),
            generation: bank.generation().to_owned(),
        }))
    })
}
