//! `/municipalities`: the register, with what there is about each.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use records::MunicipalityCode;
use search::Facet;
use vocabulary::{Municipality, Vocabulary};

use super::record_counts;
use super::types::{
    ListLinks, Meta, MunicipalitiesAnswer, MunicipalityAnswer, MunicipalityBody, NamedCode,
    ThingLinks,
};
use crate::answer::api_answer;
use crate::ask::{Ask, PathPart};
use crate::error::ApiError;
use crate::labels::label;
use crate::lang::Lang;
use crate::state::AppState;

const PATH: &str = "/api/v1/municipalities";

/// Gives the register of municipalities.
#[utoipa::path(
    get,
    path = "/municipalities",
    operation_id = "list_municipalities",
    tag = "municipalities",
    summary = "The register of municipalities",
    description = "Gives all 290 municipalities in order of code, each with how many records are \
        about it. These are the values of the filters municipality, county, skr_group and population.",
    responses((status = 200, description = "All municipalities", body = MunicipalitiesAnswer))
)]
pub(crate) async fn list(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    ask.only(&[])?;
    let bank = state.bank();
    let lang = ask.api_lang();
    api_answer(&bank, &ask.headers, lang, &[PATH], || {
        let counts = record_counts(&bank, Facet::Municipality)?;
        let vocabulary = bank.snapshot().vocabulary();
        let municipalities: Vec<MunicipalityBody> = vocabulary
            .register
            .municipalities()
            .iter()
            .map(|municipality| {
                let count = counts.get(&municipality.code.to_string()).copied();
                body(municipality, count.unwrap_or_default(), lang, vocabulary)
            })
            .collect();
        Ok(Json(MunicipalitiesAnswer {
            meta: Meta {
                total: municipalities.len(),
                generation: bank.generation().to_owned(),
            },
            municipalities,
            links: ListLinks {
                this: PATH.to_owned(),
            },
        }))
    })
}

/// Gives one municipality.
#[utoipa::path(
    get,
    path = "/municipalities/{code}",
    operation_id = "get_municipality",
    tag = "municipalities",
    summary = "One municipality",
    description = "Gives one municipality of the register, with how many records are about it.",
    params(("code" = String, Path, description = "Four-digit code of Statistics Sweden", example = "1384")),
    responses((status = 200, description = "The municipality", body = MunicipalityAnswer))
)]
pub(crate) async fn one(
    State(state): State<AppState>,
    PathPart(code): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    ask.only(&[])?;
    let bank = state.bank();
    let lang = ask.api_lang();
    let vocabulary = bank.snapshot().vocabulary();
    let municipality = code
        .parse::<MunicipalityCode>()
        .ok()
        .and_then(|code| vocabulary.register.by_code(code))
        .ok_or_else(|| ApiError::NoMunicipality(code.clone()))?;
    api_answer(&bank, &ask.headers, lang, &[PATH, &code], || {
        let counts = record_counts(&bank, Facet::Municipality)?;
        let count = counts.get(&code).copied().unwrap_or_default();
        Ok(Json(MunicipalityAnswer {
            meta: Meta {
                total: 1,
                generation: bank.generation().to_owned(),
            },
            municipality: body(municipality, count, lang, vocabulary),
        }))
    })
}

fn body(
    municipality: &Municipality,
    record_count: usize,
    lang: Lang,
    vocabulary: &Vocabulary,
) -> MunicipalityBody {
    let named = |facet, code: String| NamedCode {
        name: Some(label(facet, &code, lang, vocabulary)),
        code,
    };
    MunicipalityBody {
        code: municipality.code.to_string(),
        name: municipality.name.clone(),
        official_name: municipality.official_name.clone(),
        aliases: municipality.aliases.clone(),
        county: named(Facet::County, municipality.county.to_string()),
        skr_group: named(Facet::SkrGroup, municipality.skr_group.clone()),
        population: municipality.population,
        population_year: municipality.population_year,
        population_band: municipality.population_band().to_string(),
        latitude: municipality.lat,
        longitude: municipality.lon,
        wikidata_id: municipality.wikidata_id.clone(),
        record_count,
        links: ThingLinks {
            this: format!("{PATH}/{}", municipality.code),
            html: format!("/?municipality={}", municipality.code),
        },
    }
}
