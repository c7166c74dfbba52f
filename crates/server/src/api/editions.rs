//! `/editions`: the award's editions.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use records::{MunicipalityCode, Text, Year};
use search::Facet;
use vocabulary::{AwardEdition, Vocabulary};

use super::record_body::named;
use super::record_counts;
use super::types::{
    EditionAnswer, EditionBody, EditionsAnswer, ListLinks, Meta, NamedCode, ThingLinks,
};
use crate::answer::api_answer;
use crate::ask::{Ask, PathPart};
use crate::error::ApiError;
use crate::state::AppState;

const PATH: &str = "/api/v1/editions";

/// Gives the editions of the award.
#[utoipa::path(
    get,
    path = "/editions",
    operation_id = "list_editions",
    tag = "editions",
    summary = "The editions of the award",
    description = "Gives all known editions of the award to the digitalisation municipality of the \
        year, as far as they could be sourced: nominees, shortlist, finalists and winner. A \
        nomination may be of several municipalities together. An empty list means that nothing \
        is known.",
    responses((status = 200, description = "All known editions", body = EditionsAnswer))
)]
pub(crate) async fn list(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    ask.only(&[])?;
    let bank = state.bank();
    api_answer(&bank, &ask.headers, ask.api_lang(), &[PATH], || {
        let counts = record_counts(&bank, Facet::Edition)?;
        let vocabulary = bank.vocabulary();
        let editions: Vec<EditionBody> = vocabulary
            .editions
            .all()
            .iter()
            .map(|edition| {
                let count = counts.get(&edition.year.to_string()).copied();
                body(edition, count.unwrap_or_default(), vocabulary)
            })
            .collect();
        Ok(Json(EditionsAnswer {
            meta: Meta {
                total: editions.len(),
                generation: bank.generation().to_owned(),
            },
            editions,
            links: ListLinks {
                this: PATH.to_owned(),
            },
        }))
    })
}

/// Gives one edition of the award.
#[utoipa::path(
    get,
    path = "/editions/{year}",
    operation_id = "get_edition",
    tag = "editions",
    summary = "One edition of the award",
    description = "Gives one edition of the award with its sources.",
    params(("year" = String, Path, description = "The year that names the edition", example = "2013")),
    responses((status = 200, description = "The edition", body = EditionAnswer))
)]
pub(crate) async fn one(
    State(state): State<AppState>,
    PathPart(year): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    ask.only(&[])?;
    let bank = state.bank();
    let vocabulary = bank.vocabulary();
    let edition = year
        .parse::<Year>()
        .ok()
        .and_then(|year| vocabulary.editions.edition(year))
        .ok_or_else(|| ApiError::NoEdition(year.clone()))?;
    api_answer(&bank, &ask.headers, ask.api_lang(), &[PATH, &year], || {
        let counts = record_counts(&bank, Facet::Edition)?;
        let count = counts.get(&year).copied().unwrap_or_default();
        Ok(Json(EditionAnswer {
            meta: Meta {
                total: 1,
                generation: bank.generation().to_owned(),
            },
            edition: body(edition, count, vocabulary),
        }))
    })
}

fn body(edition: &AwardEdition, record_count: usize, vocabulary: &Vocabulary) -> EditionBody {
    let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string);
    let nomination = |codes: &Vec<MunicipalityCode>| -> Vec<NamedCode> {
        codes.iter().map(|code| named(*code, vocabulary)).collect()
    };
    let all = |nominations: &[Vec<MunicipalityCode>]| nominations.iter().map(nomination).collect();
    EditionBody {
        year: edition.year.number(),
        award: edition.award.to_string(),
        winner: edition.winner.as_ref().map(nomination),
        finalists: all(&edition.finalists),
        shortlisted: all(&edition.shortlisted),
        nominees: all(&edition.nominees),
        motive_sv: text(&edition.motive_sv),
        motive_en: text(&edition.motive_en),
        ceremony_date: edition
            .ceremony_date
            .map(|ceremony| ceremony.date.to_string()),
        ceremony_date_precision: edition
            .ceremony_date
            .map(|ceremony| ceremony.precision.to_string()),
        ceremony_place: text(&edition.ceremony_place),
        presented_by: text(&edition.presented_by),
        sources: edition.sources.clone(),
        notes: text(&edition.notes),
        record_count,
        links: ThingLinks {
            this: format!("{PATH}/{}", edition.year),
            html: format!("/?edition={}", edition.year),
        },
    }
}
