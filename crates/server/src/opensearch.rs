//! `/opensearch.xml`: how a browser searches here from its own field (`OpenSearch` 1.1).

use askama::Template;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::answer::located_answer;
use crate::api::feed;
use crate::ask::Ask;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::reference::NAME;
use crate::state::AppState;

/// The address.
pub(crate) const PATH: &str = "/opensearch.xml";

#[derive(Template)]
#[template(path = "opensearch.xml")]
struct Description<'a> {
    name: &'static str,
    host: &'a str,
    feed: &'static str,
}

/// `GET /opensearch.xml`
pub(crate) async fn description(
    State(state): State<AppState>,
    ask: Ask,
) -> Result<Response, ApiError> {
    ask.only(&[])?;
    let bank = state.bank();
    let host = ask.located("");
    located_answer(&bank, &ask, Lang::default(), &[PATH], || {
        let description = Description {
            name: NAME,
            host: &host,
            feed: feed::ATOM_PATH,
        };
        let headers = [(CONTENT_TYPE, "application/opensearchdescription+xml")];
        Ok((headers, description.render()?).into_response())
    })
}
