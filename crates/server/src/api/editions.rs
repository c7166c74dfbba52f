//! `/editions`: the award's editions.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use records::{OutcomeKind, Text, Year};
use search::Facet;
use vocabulary::{
    AwardEdition, EditionEvidence, Nomination, Standing, StatedBy, Vocabulary, nominations,
};

use super::record_body::{named, published_body};
use super::record_counts;
use super::types::{
    ConflictBody, EditionAnswer, EditionBody, EditionsAnswer, ListLinks, Meta, NominationBody,
    StatedByBody, ThingLinks,
};
use crate::answer::api_answer;
use crate::ask::{Ask, PathPart};
use crate::bank::Bank;
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
        year, as far as they could be sourced: nominees, shortlist, finalists and winner, each with \
        the records that say so. What records state otherwise than was reviewed is told apart. A \
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
        let editions: Vec<EditionBody> = Known::all(&bank)?
            .iter()
            .map(|edition| {
                let count = counts.get(&edition.year.to_string()).copied();
                edition.body(count.unwrap_or_default(), vocabulary)
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
    description = "Gives one edition of the award: who was nominated, went on and won, each with the \
        records that say so, and what records state otherwise.",
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
    let none = || ApiError::NoEdition(year.clone());
    let number: Year = year.parse().map_err(|_| none())?;
    let edition = Known::find(number, &bank)?.ok_or_else(none)?;
    api_answer(&bank, &ask.headers, ask.api_lang(), &[PATH, &year], || {
        let counts = record_counts(&bank, Facet::Edition)?;
        let count = counts.get(&year).copied().unwrap_or_default();
        Ok(Json(EditionAnswer {
            meta: Meta {
                total: 1,
                generation: bank.generation().to_owned(),
            },
            edition: edition.body(count, bank.vocabulary()),
        }))
    })
}

/// An edition that was reviewed, or of which records tell, or both.
struct Known<'a> {
    year: Year,
    reviewed: Option<&'a AwardEdition>,
    evidence: Option<&'a EditionEvidence>,
}

impl<'a> Known<'a> {
    fn find(year: Year, bank: &'a Bank) -> Result<Option<Self>, ApiError> {
        let known = Self {
            year,
            reviewed: bank.vocabulary().editions.edition(year),
            evidence: bank.awards()?.edition(year),
        };
        Ok(Some(known).filter(|known| known.reviewed.is_some() || known.evidence.is_some()))
    }

    /// All, by year.
    fn all(bank: &'a Bank) -> Result<Vec<Self>, ApiError> {
        let reviewed = bank.vocabulary().editions.all();
        let years: BTreeSet<Year> = (reviewed.iter().map(|edition| edition.year))
            .chain(bank.awards()?.editions().map(|(year, _)| year))
            .collect();
        let found = years
            .into_iter()
            .map(|year| Self::find(year, bank))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    fn body(&self, record_count: usize, vocabulary: &Vocabulary) -> EditionBody {
        let text = |of: fn(&AwardEdition) -> &Option<Text>| {
            self.reviewed
                .and_then(|edition| of(edition).as_ref())
                .map(ToString::to_string)
        };
        let list = |outcome| -> Vec<NominationBody> {
            nominations(self.reviewed, self.evidence, outcome)
                .iter()
                .map(|nomination| nomination_body(nomination, vocabulary))
                .collect()
        };
        let award = match (self.reviewed, self.evidence) {
            (Some(edition), _) => edition.award.to_string(),
            (None, evidence) => evidence.map_or_else(String::new, |one| one.award.to_string()),
        };
        let ceremony = self.reviewed.and_then(|edition| edition.ceremony_date);
        EditionBody {
            year: self.year.number(),
            award,
            is_reviewed: self.reviewed.is_some(),
            winner: list(OutcomeKind::Winner).into_iter().next(),
            finalists: list(OutcomeKind::Finalist),
            shortlisted: list(OutcomeKind::Shortlisted),
            nominees: list(OutcomeKind::Nominee),
            conflicts: self.conflicts(vocabulary),
            motive_sv: text(|edition| &edition.motive_sv),
            motive_en: text(|edition| &edition.motive_en),
            ceremony_date: ceremony.map(|ceremony| ceremony.date.to_string()),
            ceremony_date_precision: ceremony.map(|ceremony| ceremony.precision.to_string()),
            ceremony_place: text(|edition| &edition.ceremony_place),
            presented_by: text(|edition| &edition.presented_by),
            sources: self
                .reviewed
                .map_or_else(Vec::new, |edition| edition.sources.clone()),
            notes: text(|edition| &edition.notes),
            record_count,
            links: ThingLinks {
                this: format!("{PATH}/{}", self.year),
                html: format!("/?edition={}", self.year),
            },
        }
    }

    fn conflicts(&self, vocabulary: &Vocabulary) -> Vec<ConflictBody> {
        self.evidence
            .iter()
            .flat_map(|evidence| &evidence.claims)
            .filter(|claim| claim.standing == Standing::Conflicts)
            .map(|claim| ConflictBody {
                municipality: named(claim.code, vocabulary),
                outcome: claim.outcome.to_string(),
                reviewed_outcome: self
                    .reviewed
                    .and_then(|edition| edition.outcome_of(claim.code))
                    .map(|outcome| outcome.to_string()),
                stated_by: claim.stated_by.iter().map(stated_by_body).collect(),
            })
            .collect()
    }
}

fn nomination_body(nomination: &Nomination<'_>, vocabulary: &Vocabulary) -> NominationBody {
    NominationBody {
        municipalities: (nomination.codes.iter())
            .map(|code| named(*code, vocabulary))
            .collect(),
        is_reviewed: nomination.is_reviewed,
        stated_by: (nomination.stated_by.iter())
            .map(|one| stated_by_body(one))
            .collect(),
    }
}

fn stated_by_body(one: &StatedBy) -> StatedByBody {
    let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string);
    StatedByBody {
        record: one.record.to_string(),
        title: one.title.to_string(),
        publisher: text(&one.source.publisher),
        url: text(&one.source.url),
        published: one.source.published.map(published_body),
        wording: text(&one.wording),
        copies: one.copies.len(),
        links: ThingLinks {
            this: format!("/api/v1/records/{}", one.record),
            html: format!("/exempel/{}", one.record),
        },
    }
}
