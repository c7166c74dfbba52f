//! `/om`, `/tillganglighet` and `/api`: what the bank is, for whom it works, and how to use it from
//! a program.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};

use super::frame::Frame;
use super::widget::Embedding;
use crate::answer::{answer, kept_from_others};
use crate::ask::Ask;
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::state::AppState;

/// What the bank is.
#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    frame: Frame,
    contact: Option<Person>,
    covered: usize,
    all_municipalities: usize,
    themes: usize,
    generation: String,
}

/// For whom the pages work, as the law asks for it.
#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage {
    frame: Frame,
    contact: Option<Person>,
}

/// Whom to turn to: the address of the link, and its text.
type Person = (String, String);

fn contact(state: &AppState) -> Option<Person> {
    let contact = state.contact()?;
    Some((contact.href(), contact.text().to_owned()))
}

/// How to use the bank from a program.
#[derive(Template)]
#[template(path = "api_guide.html")]
struct ApiPage {
    frame: Frame,
    /// The server's address, for commands that can be copied.
    host: String,
    widget: Embedding,
}

/// `GET /om`
pub(crate) async fn about(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    respond(&state, &ask, "/om", |bank, frame| {
        let vocabulary = bank.vocabulary();
        let page = AboutPage {
            covered: bank.spread()?.municipalities.len(),
            all_municipalities: vocabulary.register.municipalities().len(),
            themes: vocabulary.thesaurus.themes().len(),
            generation: bank.generation().to_owned(),
            contact: contact(&state),
            frame,
        };
        Ok(page.render()?)
    })
}

/// `GET /tillganglighet`
pub(crate) async fn accessibility(
    State(state): State<AppState>,
    ask: Ask,
) -> Result<Response, ApiError> {
    respond(&state, &ask, "/tillganglighet", |_, frame| {
        let contact = contact(&state);
        Ok(AccessibilityPage { frame, contact }.render()?)
    })
}

/// `GET /api`
pub(crate) async fn api(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    // Commands that can be copied must say where the server is.
    let host = ask.located("");
    let page = respond(&state, &ask, "/api", |_, frame| {
        let widget = Embedding::new(&ask);
        Ok(ApiPage {
            frame,
            host,
            widget,
        }
        .render()?)
    })?;
    Ok(kept_from_others(&ask, page))
}

/// Answers with a page of text.
pub(super) fn respond(
    state: &AppState,
    ask: &Ask,
    path: &'static str,
    render: impl FnOnce(&Bank, Frame) -> Result<String, ApiError>,
) -> Result<Response, ApiError> {
    let lang: Lang = ask.checked_page_lang()?;
    let bank = state.bank();
    let host = ask.absolute("");
    answer(&bank, &ask.headers, lang, &[path, &host], || {
        let manifest = bank.manifest();
        let mut frame = Frame::new(ask, lang, manifest, path, &QueryString::default());
        let page = &lang.messages().page;
        let [title, description] = match path {
            "/om" => page.about,
            "/api" => page.api_guide,
            "/widget" => page.widget,
            _ => page.accessibility,
        };
        title.clone_into(&mut frame.title);
        description.clone_into(&mut frame.description);
        Ok(Html(render(&bank, frame)?))
    })
}
