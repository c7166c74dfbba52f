//! `/statistics`: what can be counted over a search.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use search::{Facet, SearchRequest};
use vocabulary::Vocabulary;

use super::types::{
    CoverageAnswer, CoverageBody, CoveragePartBody, ListLinks, Meta, NamedCode, PeriodBody,
    ThemeCountBody, TimelineAnswer,
};
use crate::answer::api_answer;
use crate::ask::Ask;
use crate::error::ApiError;
use crate::labels::label;
use crate::lang::Lang;
use crate::params::{self, to_query_string};
use crate::state::AppState;
use crate::statistics::{Part, Period, coverage, timeline};

const TIMELINE: &str = "/api/v1/statistics/timeline";
const COVERAGE: &str = "/api/v1/statistics/coverage";

/// Counts by year and theme.
#[utoipa::path(
    get,
    path = "/statistics/timeline",
    operation_id = "get_timeline",
    tag = "statistics",
    summary = "Records by year and theme",
    description = "Counts the records of a search by year and theme, beside how many records the \
        bank has of each year: a share is a part of these. All years from the bank's first to its \
        last are given, those without records too. The bank is a selection; the counts say \
        something about it, and not how much is done in municipalities.",
    responses((status = 200, description = "Counts by year", body = TimelineAnswer))
)]
pub(crate) async fn by_year(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let (request, lang) = asked(&ask)?;
    let bank = state.bank();
    let vocabulary = bank.vocabulary();
    let query = to_query_string(&request, vocabulary);
    api_answer(
        &bank,
        &ask.headers,
        lang,
        &[TIMELINE, query.as_str()],
        || {
            let timeline = timeline(&bank, &request)?;
            let body = |period: &Period| period_body(period, lang, vocabulary);
            let years: Vec<PeriodBody> = timeline.years.iter().map(body).collect();
            Ok(Json(TimelineAnswer {
                meta: Meta {
                    total: years.len(),
                    generation: bank.generation().to_owned(),
                },
                years,
                unknown: body(&timeline.unknown),
                links: ListLinks {
                    this: query.after(TIMELINE),
                },
            }))
        },
    )
}

/// Counts municipalities.
#[utoipa::path(
    get,
    path = "/statistics/coverage",
    operation_id = "get_coverage",
    tag = "statistics",
    summary = "Municipalities that there are records about",
    description = "Counts the municipalities that records of a search are about, of all 290 and by \
        county, group of municipalities and population, and names those that none is about.",
    responses((status = 200, description = "Counts of municipalities", body = CoverageAnswer))
)]
pub(crate) async fn by_place(
    State(state): State<AppState>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let (request, lang) = asked(&ask)?;
    let bank = state.bank();
    let vocabulary = bank.vocabulary();
    let query = to_query_string(&request, vocabulary);
    api_answer(
        &bank,
        &ask.headers,
        lang,
        &[COVERAGE, query.as_str()],
        || {
            let coverage = coverage(&bank, &request)?;
            let of = |facet: Facet| {
                let parts = coverage.parts.iter().filter(|(other, _)| *other == facet);
                let parts = parts.flat_map(|(_, parts)| parts);
                parts
                    .map(|part| part_body(part, facet, lang, vocabulary))
                    .collect()
            };
            Ok(Json(CoverageAnswer {
                meta: Meta {
                    total: coverage.country.covered,
                    generation: bank.generation().to_owned(),
                },
                coverage: CoverageBody {
                    covered: coverage.country.covered,
                    municipalities: coverage.country.municipalities,
                    records: coverage.country.records,
                    counties: of(Facet::County),
                    skr_groups: of(Facet::SkrGroup),
                    population_bands: of(Facet::Population),
                    missing: coverage
                        .missing
                        .iter()
                        .map(|one| NamedCode {
                            code: one.code.to_string(),
                            name: Some(one.name.clone()),
                        })
                        .collect(),
                },
                links: ListLinks {
                    this: query.after(COVERAGE),
                },
            }))
        },
    )
}

fn asked(ask: &Ask) -> Result<(SearchRequest, Lang), ApiError> {
    let pairs = ask.pairs()?;
    let mut asked = params::parse_filters(&pairs, &["lang"], Vocabulary::embedded());
    let lang = ask.api_lang_among(&pairs, &mut asked.faults);
    ApiError::unless_empty(asked.faults)?;
    Ok((asked.request, lang))
}

fn period_body(period: &Period, lang: Lang, vocabulary: &Vocabulary) -> PeriodBody {
    PeriodBody {
        year: period.year,
        count: period.count,
        in_bank: period.in_bank,
        share: period.share(period.count),
        themes: period
            .themes
            .iter()
            .map(|(theme, count)| ThemeCountBody {
                id: theme.clone(),
                label: theme
                    .as_ref()
                    .map(|theme| label(Facet::Theme, theme, lang, vocabulary).into_owned()),
                count: *count,
                share: period.share(*count),
            })
            .collect(),
    }
}

fn part_body(part: &Part, facet: Facet, lang: Lang, vocabulary: &Vocabulary) -> CoveragePartBody {
    CoveragePartBody {
        value: part.value.clone(),
        label: label(facet, &part.value, lang, vocabulary).into_owned(),
        covered: part.covered,
        municipalities: part.municipalities,
        records: part.records,
    }
}
