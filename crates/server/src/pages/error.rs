//! The page that says why there is no page.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::frame::Frame;
use crate::ask::Ask;
use crate::error::ApiError;
use crate::problem::{Problem, problem};
use crate::query_string::QueryString;
use crate::state::AppState;

/// The error page.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    problem: Problem,
}

/// An error as a page, with a way on.
///
/// # Errors
/// [`askama::Error`] when the page cannot be rendered.
pub(crate) fn page(
    ask: &Ask,
    state: &AppState,
    error: &ApiError,
) -> Result<Response, askama::Error> {
    let lang = ask.page_lang();
    let bank = state.bank();
    let manifest = bank.manifest();
    // There is no such page in the other language either: the way there is its start page.
    let mut frame = Frame::new(ask, lang, manifest, "/", &QueryString::default());
    let words = &lang.messages().page;
    frame.title = if error.status() == StatusCode::NOT_FOUND {
        words.not_found_title.to_owned()
    } else {
        words.failed_title.to_owned()
    };
    frame.unlisted = true;
    frame.astray = true;
    let problem = problem(error, lang, ask.uri.path());
    let html = ErrorPage { frame, problem }.render()?;
    Ok((error.status(), Html(html)).into_response())
}
