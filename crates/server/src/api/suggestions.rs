//! `/suggestions`: what may be meant by a text that is still being typed.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use search::{Facet, Offer, SuggestRequest, Suggestion};
use vocabulary::Vocabulary;

use super::code_points;
use super::types::{ListLinks, Meta, SuggestionBody, SuggestionLinks, SuggestionsAnswer};
use crate::answer::api_answer;
use crate::ask::{Ask, number, single};
use crate::error::ApiError;
use crate::labels::label;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::state::AppState;

const PATH: &str = "/api/v1/suggestions";

/// The most suggestions of each kind.
pub(crate) const MAX_LIMIT: usize = 20;

/// How many suggestions of each kind there are when nobody says.
pub(crate) const DEFAULT_LIMIT: usize = 5;

/// Suggests.
#[utoipa::path(
    get,
    path = "/suggestions",
    operation_id = "list_suggestions",
    tag = "suggestions",
    summary = "Suggestions as one types",
    description = "Completes the last word of what has been typed so far, or a part of it, with or \
        without marks (`aldreo`, `larm`), and mends a letter or two when nothing begins so: words \
        that stand in records, municipalities, themes and records. Each has hits.",
    responses((status = 200, description = "Suggestions, by kind and then the likeliest first", body = SuggestionsAnswer))
)]
pub(crate) async fn list(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let pairs = ask.only(&["q", "limit", "lang"])?;
    let mut faults = Vec::new();
    let lang = ask.api_lang_among(&pairs, &mut faults);
    let text = single(&pairs, "q", &mut faults)
        .unwrap_or_default()
        .to_owned();
    let limit = number(&pairs, "limit", 1..=MAX_LIMIT, DEFAULT_LIMIT, &mut faults);
    ApiError::unless_empty(faults)?;
    let bank = state.bank();
    let mut query = QueryString::default();
    query.push("q", &text);
    query.push("limit", &limit.to_string());
    api_answer(&bank, &ask.headers, lang, &[PATH, query.as_str()], || {
        let request = SuggestRequest { text, limit };
        let suggestions: Vec<SuggestionBody> = bank
            .suggest(&request)?
            .iter()
            .map(|one| body(one, lang, bank.vocabulary()))
            .collect();
        Ok(Json(SuggestionsAnswer {
            meta: Meta {
                total: suggestions.len(),
                generation: bank.generation().to_owned(),
            },
            suggestions,
            links: ListLinks {
                this: query.after(PATH),
            },
        }))
    })
}

fn body(suggestion: &Suggestion, lang: Lang, vocabulary: &Vocabulary) -> SuggestionBody {
    let filter = match &suggestion.offer {
        Offer::Words | Offer::Record(_) => None,
        Offer::Municipality(code) => Some((Facet::Municipality, code.to_string())),
        Offer::Theme(id) => Some((Facet::Theme, id.to_string())),
    };
    let mut search = QueryString::default();
    if !suggestion.query.is_empty() {
        search.push("q", &suggestion.query);
    }
    if let Some((facet, value)) = &filter {
        search.push(facet.as_str(), value);
    }
    let (kind, links) = match &suggestion.offer {
        Offer::Record(id) => (
            "record",
            SuggestionLinks {
                this: format!("/api/v1/records/{id}"),
                html: format!("/exempel/{id}"),
            },
        ),
        offer => (
            match offer {
                Offer::Municipality(_) => "municipality",
                Offer::Theme(_) => "theme",
                Offer::Words | Offer::Record(_) => "words",
            },
            SuggestionLinks {
                this: search.after("/api/v1/records"),
                html: search.after("/"),
            },
        ),
    };
    SuggestionBody {
        kind: kind.to_owned(),
        text: suggestion.text.clone(),
        ranges: suggestion
            .marked
            .iter()
            .map(|range| code_points(&suggestion.text, range))
            .collect(),
        label: filter
            .as_ref()
            .map(|(facet, value)| label(*facet, value, lang, vocabulary).into_owned()),
        query: suggestion.query.clone(),
        value: filter
            .map(|(_, value)| value)
            .or_else(|| match &suggestion.offer {
                Offer::Record(id) => Some(id.to_string()),
                _ => None,
            }),
        count: suggestion.count,
        links,
    }
}
