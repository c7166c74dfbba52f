//! `/records/{id}/similar`: records that are like one, and why.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use records::RecordId;
use search::{Facet, SimilarRequest};
use vocabulary::Vocabulary;

use super::record_body::{record_body, rounded};
use super::types::{InCommonBody, ListLinks, Meta, NamedTheme, SimilarAnswer, SimilarBody};
use crate::answer::api_answer;
use crate::ask::{Ask, PathPart, number, switch};
use crate::error::ApiError;
use crate::labels::label;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::shown::ShownSimilar;
use crate::state::AppState;

/// The most similar records in an answer.
pub(crate) const MAX_LIMIT: usize = 50;

/// How many similar records there are when nobody says.
pub(crate) const DEFAULT_LIMIT: usize = 10;

/// The parameter for records from elsewhere only.
pub(crate) const ELSEWHERE: &str = "other_municipalities_only";

/// Gives the records that are like one.
#[utoipa::path(
    get,
    path = "/records/{id}/similar",
    operation_id = "list_similar_records",
    tag = "records",
    summary = "Records that are like one",
    description = "Gives the records most like one, each with what they have in common: themes, \
        distinctive words, the award's area, or that they are about the same initiative. Never the \
        record itself, its article or its parts.",
    params(("id" = String, Path, description = "The record's id", example = "nacka-lovisa-bygglovsrobot-2023")),
    responses((status = 200, description = "Records, the most alike first", body = SimilarAnswer<'_>))
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    PathPart(id): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let pairs = ask.only(&["limit", ELSEWHERE, "lang"])?;
    let mut faults = Vec::new();
    let lang = ask.api_lang_among(&pairs, &mut faults);
    let limit = number(&pairs, "limit", 1..=MAX_LIMIT, DEFAULT_LIMIT, &mut faults);
    let other_municipalities_only = switch(&pairs, ELSEWHERE, false, &mut faults);
    ApiError::unless_empty(faults)?;
    let bank = state.bank();
    let record_id: RecordId = id.parse().map_err(|_| ApiError::NoRecord(id.clone()))?;
    let request = SimilarRequest {
        id: record_id,
        other_municipalities_only,
        limit,
    };
    let similar = bank
        .similar(&request)?
        .ok_or_else(|| bank.missing(&request.id))?;
    let path = format!("/api/v1/records/{id}/similar");
    let mut query = QueryString::default();
    if limit != DEFAULT_LIMIT {
        query.push("limit", &limit.to_string());
    }
    if other_municipalities_only {
        query.push(ELSEWHERE, "true");
    }
    api_answer(&bank, &ask.headers, lang, &[&path, query.as_str()], || {
        let vocabulary = bank.vocabulary();
        Ok(Json(SimilarAnswer {
            meta: Meta {
                total: similar.len(),
                generation: bank.generation().to_owned(),
            },
            records: similar
                .iter()
                .map(|one| body(one, lang, vocabulary))
                .collect(),
            links: ListLinks {
                this: query.after(&path),
            },
        }))
    })
}

fn body<'a>(similar: &'a ShownSimilar, lang: Lang, vocabulary: &'a Vocabulary) -> SimilarBody<'a> {
    let why = &similar.why;
    SimilarBody {
        record: record_body(&similar.record, lang, vocabulary),
        likeness: rounded(similar.likeness),
        in_common: InCommonBody {
            same_initiative: why.same_initiative.as_ref().map(ToString::to_string),
            themes: why
                .themes
                .iter()
                .map(|id| NamedTheme {
                    id: id.to_string(),
                    label: label(Facet::Theme, id.as_str(), lang, vocabulary).into_owned(),
                })
                .collect(),
            words: why.words.clone(),
            area: why.area.map(|area| area.to_string()),
        },
    }
}
