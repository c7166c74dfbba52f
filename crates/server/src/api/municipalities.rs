//! `/municipalities`: the register, with what there is about each.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use search::{Facet, GroupKinship};
use vocabulary::{Municipality, Vocabulary};

use super::record_counts;
use super::types::{
    ListLinks, Meta, MunicipalitiesAnswer, MunicipalityAnswer, MunicipalityBody, NamedCode,
    PeerBody, PeersAnswer, PeersLinks, ThingLinks,
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
    let lang = ask.api()?;
    let bank = state.bank();
    api_answer(&bank, &ask.headers, lang, &[PATH], || {
        let counts = record_counts(&bank, Facet::Municipality)?;
        let vocabulary = bank.vocabulary();
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
    let lang = ask.api()?;
    let bank = state.bank();
    let vocabulary = bank.vocabulary();
    let municipality = found(&code, vocabulary)?;
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

/// Gives the peers of a municipality.
#[utoipa::path(
    get,
    path = "/municipalities/{code}/peers",
    operation_id = "list_peers",
    tag = "municipalities",
    summary = "Municipalities that are like one",
    description = "Gives the municipalities that are most like one, with the figures that make them \
        so: the kinship of their groups, how large they are beside it, and how far away. The filter \
        peers_of finds what they have done. Where none is much alike, the three nearest to being so \
        are given, and is_alike says that they are not.",
    params(("code" = String, Path, description = "Four-digit code of Statistics Sweden", example = "1384")),
    responses((status = 200, description = "The peers, the most alike first", body = PeersAnswer))
)]
pub(crate) async fn peers(
    State(state): State<AppState>,
    PathPart(code): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let lang = ask.api()?;
    let bank = state.bank();
    let vocabulary = bank.vocabulary();
    let municipality = found(&code, vocabulary)?;
    api_answer(&bank, &ask.headers, lang, &[PATH, &code, "peers"], || {
        let counts = record_counts(&bank, Facet::Municipality)?;
        let peers: Vec<PeerBody> = search::peers(municipality.code, &vocabulary.register)
            .iter()
            .filter_map(|peer| {
                let found = vocabulary.register.by_code(peer.code)?;
                let count = counts.get(&found.code.to_string()).copied();
                Some(PeerBody {
                    municipality: body(found, count.unwrap_or_default(), lang, vocabulary),
                    group: match peer.group {
                        GroupKinship::Same => "same",
                        GroupKinship::SameMainGroup => "same_main_group",
                        GroupKinship::Other => "other",
                    }
                    .to_owned(),
                    population_ratio: rounded(peer.population_ratio),
                    distance_km: rounded(peer.distance_km),
                    unlikeness: rounded(peer.unlikeness),
                    is_alike: peer.is_alike(),
                })
            })
            .collect();
        Ok(Json(PeersAnswer {
            meta: Meta {
                total: peers.len(),
                generation: bank.generation().to_owned(),
            },
            peers,
            links: PeersLinks {
                this: format!("{PATH}/{code}/peers"),
                records: format!("/api/v1/records?peers_of={code}"),
            },
        }))
    })
}

/// A figure with as many digits as mean something.
fn rounded(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

fn body(
    municipality: &Municipality,
    record_count: usize,
    lang: Lang,
    vocabulary: &Vocabulary,
) -> MunicipalityBody {
    let named = |facet, code: String| NamedCode {
        name: Some(label(facet, &code, lang, vocabulary).into_owned()),
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

/// The municipality with a code.
///
/// # Errors
/// [`ApiError::NoMunicipality`], with the code of the one that is called so or nearly so.
pub(crate) fn found<'a>(
    code: &str,
    vocabulary: &'a Vocabulary,
) -> Result<&'a Municipality, ApiError> {
    let register = &vocabulary.register;
    let municipality = code.parse().ok().and_then(|code| register.by_code(code));
    municipality.ok_or_else(|| {
        let meant = register.by_name(code).or_else(|| register.nearest(code));
        ApiError::NoMunicipality {
            asked: code.to_owned(),
            meant: meant.map(|one| [one.code.to_string(), one.name.clone()]),
        }
    })
}
