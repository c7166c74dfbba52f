//! `/kommuner/{code}`: what a municipality has done, which others are like it, and what they have
//! done that it has not.

mod compared;
mod gaps;
mod matrix;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{Html, IntoResponse, Response};
use records::MunicipalityCode;
use search::{Facet, Page, SearchRequest, Sort};
use vocabulary::{Municipality, Vocabulary};

use self::compared::{Compared, PeerView};
use self::gaps::{GapView, SharedView};
use self::matrix::Matrix;
use super::frame::{Frame, localised};
use super::hits::HitView;
use super::table::Table;
use super::{Link, award, municipalities};
use crate::answer::answer;
use crate::api::municipalities as register;
use crate::ask::{Ask, PathPart, lang_among};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::spread::{browse, only};
use crate::state::AppState;

/// How many of a municipality's own examples are listed.
const OWN: usize = 40;

/// The page of a municipality.
#[derive(Template)]
#[template(path = "municipality.html")]
struct MunicipalityPage {
    frame: Frame,
    name: String,
    county: Link,
    group: Link,
    population: String,
    population_year: u16,
    own_count: String,
    has_own: bool,
    own: Vec<HitView>,
    own_search: String,
    own_is_cut: bool,
    /// Those that it is compared with.
    with: Vec<&'static str>,
    /// The filter for their examples, as fields of a form.
    filter: Vec<(String, String)>,
    is_default: bool,
    default: String,
    gaps: Vec<GapView>,
    shared: Vec<SharedView>,
    peers: Vec<PeerView>,
    names: Vec<&'static str>,
    matrix: Matrix,
    awards: Vec<(Link, &'static str)>,
    /// All examples of those that it is compared with, as a search.
    all_search: String,
    permalink: String,
    csv: String,
}

/// The address of a municipality's page.
pub(crate) fn path(code: MunicipalityCode) -> String {
    format!("{}/{code}", municipalities::PATH)
}

/// A request for the page.
struct Asked {
    lang: Lang,
    own: &'static Municipality,
    compared: Compared,
    /// Whether the address names something in another way than ours.
    is_spelt_otherwise: bool,
}

fn read(ask: &Ask, code: &str, vocabulary: &'static Vocabulary) -> Result<Asked, ApiError> {
    let own = register::found(code, vocabulary)?;
    let pairs = ask.only(&["lang", compared::PARAMETER])?;
    let mut faults = Vec::new();
    let lang = lang_among(&pairs, &mut faults);
    let compared = Compared::read(own, &pairs, vocabulary, &mut faults);
    ApiError::unless_empty(faults)?;
    let given: Vec<&str> = pairs
        .iter()
        .filter(|(name, _)| name == compared::PARAMETER)
        .map(|(_, value)| value.as_str())
        .collect();
    let is_spelt_otherwise = given != compared.given();
    Ok(Asked {
        lang,
        own,
        compared,
        is_spelt_otherwise,
    })
}

/// `GET /kommuner/{code}`
pub(crate) async fn page(
    State(state): State<AppState>,
    PathPart(code): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let bank = state.bank();
    let asked = read(&ask, &code, bank.vocabulary())?;
    let path = path(asked.own.code);
    let query = asked.compared.query();
    if asked.is_spelt_otherwise {
        let location = localised(&path, &query, asked.lang);
        let headers = [(LOCATION, location.as_str()), (CACHE_CONTROL, "no-store")];
        return Ok((StatusCode::SEE_OTHER, headers).into_response());
    }
    let host = ask.absolute("");
    let variant = [path.as_str(), query.as_str(), &host];
    answer(&bank, &ask.headers, asked.lang, &variant, || {
        Ok(Html(view(&bank, &ask, &asked)?.render()?))
    })
}

/// `GET /kommuner/{code}/jamforelse.csv`
pub(crate) async fn csv(
    State(state): State<AppState>,
    PathPart(code): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let bank = state.bank();
    let asked = read(&ask, &code, bank.vocabulary())?;
    let path = path(asked.own.code);
    let variant = ["csv", path.as_str(), &asked.compared.query().after("")];
    answer(&bank, &ask.headers, asked.lang, &variant, || {
        let table: Table = matrix::table(&bank, &asked)?;
        table.download(&format!("jamforelse-{}", asked.own.code))
    })
}

fn view(bank: &Bank, ask: &Ask, asked: &Asked) -> Result<MunicipalityPage, ApiError> {
    let vocabulary = bank.vocabulary();
    let (own, lang, words) = (asked.own, asked.lang, asked.lang.messages());
    let path = path(own.code);
    let query = asked.compared.query();
    let mut frame = Frame::new(ask, lang, bank.manifest(), &path, &query);
    frame.title = (words.page.municipality_title)(&own.name);
    frame.description = (words.page.municipality_description)(&own.name);
    frame.unlisted = !asked.compared.is_default();
    let found = bank.search(&SearchRequest {
        sort: Sort::YearDescending,
        ..browse(
            only(Facet::Municipality, own.code.number().into()),
            &[],
            Page::new(1, OWN).unwrap_or_default(),
        )
    })?;
    let link = |facet: Facet, value: &str| super::hits::filtered(facet, value, lang, vocabulary);
    let (gaps, shared) = gaps::gaps(bank, asked, &frame)?;
    Ok(MunicipalityPage {
        name: own.name.clone(),
        county: link(Facet::County, &own.county.to_string()),
        group: link(Facet::SkrGroup, &own.skr_group),
        population: (words.number)(usize::try_from(own.population).unwrap_or(usize::MAX)),
        population_year: own.population_year,
        own_count: (words.examples)(found.total),
        has_own: found.total > 0,
        own_is_cut: found.total > found.hits.len(),
        own: found
            .hits
            .into_iter()
            .map(|hit| HitView::new(&hit, lang, vocabulary))
            .collect(),
        own_search: frame.search(Facet::Municipality.as_str(), &own.code.to_string()),
        with: asked
            .compared
            .places()
            .map(|place| place.name.as_str())
            .collect(),
        filter: filter(asked),
        is_default: asked.compared.is_default(),
        default: frame.to(&path),
        peers: compared::peer_views(asked, bank.spread()?, &frame, vocabulary),
        names: municipalities::names(vocabulary),
        matrix: matrix::matrix(bank, asked, &frame)?,
        awards: vocabulary
            .editions
            .all()
            .iter()
            .filter_map(|edition| {
                let outcome = edition.outcome_of(own.code)?;
                let link = Link {
                    href: frame.to(&award::path(edition.year)),
                    text: format!("{} {}", edition.award, edition.year),
                };
                Some((link, (words.outcome)(outcome)))
            })
            .collect(),
        all_search: asked.compared.search(&QueryString::default(), lang),
        permalink: ask.absolute(&localised(&path, &query, lang)),
        csv: localised(&format!("{path}/jamforelse.csv"), &query, lang),
        gaps,
        shared,
        frame,
    })
}

/// The filter for the examples of those compared, and the page's language, as fields of a form.
fn filter(asked: &Asked) -> Vec<(String, String)> {
    let mut fields = asked.compared.filter();
    if asked.lang != Lang::default() {
        fields.push(("lang".to_owned(), asked.lang.as_str().to_owned()));
    }
    fields
}
