//! `/widget`: how to put the search on another site.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::about::respond;
use super::frame::Frame;
use crate::ask::Ask;
use crate::error::ApiError;
use crate::state::AppState;
use crate::widget;

/// Where the widget is had from, for a page that tells of it.
pub(super) struct Embedding {
    /// The server's address, empty if it does not know it.
    pub(super) host: String,
    /// The address that stays, without the host.
    pub(super) script: String,
    /// The address that names its content, without the host.
    pub(super) fixed: String,
    pub(super) integrity: &'static str,
}

impl Embedding {
    pub(super) fn new(ask: &Ask) -> Self {
        Self {
            host: ask.absolute(""),
            script: widget::href(),
            fixed: widget::fixed_href(),
            integrity: widget::integrity(),
        }
    }
}

/// How to put the search on another site, with the widget itself to try.
#[derive(Template)]
#[template(path = "widget.html")]
struct WidgetPage {
    frame: Frame,
    widget: Embedding,
}

/// `GET /widget`
pub(crate) async fn page(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let widget = Embedding::new(&ask);
    respond(&state, &ask, "/widget", |_, frame| {
        Ok(WidgetPage { frame, widget }.render()?)
    })
}
