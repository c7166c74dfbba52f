//! `/kommuner`: the municipalities on a map and in a table, for all examples or those of a search.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{Html, IntoResponse, Response};
use records::MunicipalityCode;
use search::{Facet, FacetValue, Page, SearchRequest};
use vocabulary::{Municipality, Vocabulary};

use super::chart::{SHADES, shade};
use super::filters::chips;
use super::frame::{Frame, localised};
use super::map::{self, HEIGHT, RADIUS, WIDTH};
use super::municipality;
use super::table::{Cell, Column, Table};
use super::{Link, search as search_page};
use crate::answer::answer;
use crate::ask::{Ask, lang_among, single};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::fault::Fault;
use crate::labels::label;
use crate::lang::Lang;
use crate::params::{self, on_page, to_query_string};
use crate::query_string::QueryString;
use crate::state::AppState;

pub(crate) const PATH: &str = "/kommuner";

/// The name of a municipality to go to.
const NAME: &str = "name";
/// The order of the table.
const ORDER: &str = "order";

/// The page of all municipalities.
#[derive(Template)]
#[template(path = "municipalities.html")]
struct MunicipalitiesPage {
    frame: Frame,
    /// The search whose examples are counted, in words; empty for all examples.
    search: String,
    chips: Vec<String>,
    search_href: String,
    all_href: String,
    csv: String,
    covered: String,
    all: usize,
    records: String,
    elsewhere: String,
    /// A name that is no municipality's, and the nearest that is.
    missed: Option<(String, Option<Link>)>,
    names: Vec<&'static str>,
    orders: Vec<(Link, bool)>,
    dots: Vec<Dot>,
    table: Table,
    width: u16,
    height: u16,
    radius: f64,
    shades: [&'static str; 5],
}

/// A municipality on the map.
struct Dot {
    href: String,
    title: String,
    shade: usize,
    x: String,
    y: String,
}

/// The order of the table's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Order {
    #[default]
    Name,
    Count,
    Population,
}

impl Order {
    const ALL: [Self; 3] = [Self::Name, Self::Count, Self::Population];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Count => "count",
            Self::Population => "population",
        }
    }
}

/// A request for the page.
struct Asked {
    lang: Lang,
    request: SearchRequest,
    order: Order,
    name: Option<String>,
}

/// `GET /kommuner`
pub(crate) async fn page(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let bank = state.bank();
    let vocabulary = bank.vocabulary();
    let asked = read(&ask, vocabulary)?;
    if let Some(found) = asked
        .name
        .as_deref()
        .and_then(|name| vocabulary.register.by_name(name))
    {
        let none = QueryString::default();
        let location = localised(&municipality::path(found.code), &none, asked.lang);
        let headers = [(LOCATION, location.as_str()), (CACHE_CONTROL, "no-store")];
        return Ok((StatusCode::SEE_OTHER, headers).into_response());
    }
    let host = ask.absolute("");
    let query = query(&asked, vocabulary);
    let name = asked.name.clone().unwrap_or_default();
    let variant = [PATH, query.as_str(), &name, &host];
    answer(&bank, &ask.headers, asked.lang, &variant, || {
        Ok(Html(view(&bank, &ask, &asked)?.render()?))
    })
}

/// `GET /kommuner.csv`
pub(crate) async fn csv(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let bank = state.bank();
    let asked = read(&ask, bank.vocabulary())?;
    let query = query(&asked, bank.vocabulary());
    answer(
        &bank,
        &ask.headers,
        asked.lang,
        &["csv", PATH, query.as_str()],
        || table(&bank, &asked, &counts(&bank, &asked.request)?).download("kommuner"),
    )
}

fn read(ask: &Ask, vocabulary: &Vocabulary) -> Result<Asked, ApiError> {
    let pairs = ask.pairs()?;
    let params::Asked {
        request,
        mut faults,
    } = params::parse(&pairs, &["lang", NAME, ORDER], vocabulary);
    let lang = lang_among(&pairs, &mut faults);
    let order = single(&pairs, ORDER, &mut faults);
    let order = order.and_then(|word| {
        let order = Order::ALL.into_iter().find(|order| order.as_str() == word);
        if order.is_none() {
            let words = || Order::ALL.into_iter().map(Order::as_str);
            faults.push(Fault::new(ORDER, word, params::word_reason(word, words)));
        }
        order
    });
    let name = single(&pairs, NAME, &mut faults).map(str::trim);
    let name = name.filter(|name| !name.is_empty()).map(ToOwned::to_owned);
    ApiError::unless_empty(faults)?;
    Ok(Asked {
        lang,
        // There is but one page, and the table has an order of its own.
        request: SearchRequest {
            facets: Vec::new(),
            sort: search::Sort::default(),
            page: Page::default(),
            ..request
        },
        order: order.unwrap_or_default(),
        name,
    })
}

/// The page's own query string, without the language.
fn query(asked: &Asked, vocabulary: &Vocabulary) -> QueryString {
    let mut query = to_query_string(&asked.request, vocabulary);
    if asked.order != Order::default() {
        query.push(ORDER, asked.order.as_str());
    }
    query
}

/// How many of the search's records are about each municipality, and about none.
struct Counts {
    total: usize,
    by_code: BTreeMap<MunicipalityCode, usize>,
    unknown: usize,
}

impl Counts {
    fn of(&self, code: MunicipalityCode) -> usize {
        self.by_code.get(&code).copied().unwrap_or_default()
    }
}

fn counts(bank: &Bank, request: &SearchRequest) -> Result<Counts, ApiError> {
    let response = bank.search(&SearchRequest {
        facets: vec![Facet::Municipality],
        page: Page::NONE,
        ..request.clone()
    })?;
    let mut counts = Counts {
        total: response.total,
        by_code: BTreeMap::new(),
        unknown: 0,
    };
    for one in response.facets.iter().flat_map(|counts| &counts.values) {
        match &one.value {
            FacetValue::Unknown => counts.unknown = one.count,
            FacetValue::Known(code) => {
                if let Ok(code) = code.parse() {
                    counts.by_code.insert(code, one.count);
                }
            }
        }
    }
    Ok(counts)
}

fn view(bank: &Bank, ask: &Ask, asked: &Asked) -> Result<MunicipalitiesPage, ApiError> {
    let vocabulary = bank.vocabulary();
    let register = &vocabulary.register;
    let (lang, words) = (asked.lang, asked.lang.messages());
    let counts = counts(bank, &asked.request)?;
    let query = query(asked, vocabulary);
    let mut frame = Frame::new(ask, lang, bank.manifest(), PATH, &query);
    words.page.municipalities_title.clone_into(&mut frame.title);
    words
        .page
        .municipalities_description
        .clone_into(&mut frame.description);
    let is_search = !asked.request.query.trim().is_empty() || !asked.request.filters.is_empty();
    frame.unlisted = is_search || asked.name.is_some() || asked.order != Order::default();
    let missed = asked.name.as_ref().map(|name| {
        let nearest = register.nearest(name).map(|found| Link {
            href: frame.to(&municipality::path(found.code)),
            text: found.name.clone(),
        });
        (name.clone(), nearest)
    });
    let order_href = |order| {
        let asked = Asked {
            lang,
            request: asked.request.clone(),
            order,
            name: None,
        };
        localised(PATH, &self::query(&asked, vocabulary), lang)
    };
    Ok(MunicipalitiesPage {
        search: asked.request.query.trim().to_owned(),
        chips: chips(&asked.request, lang, vocabulary)
            .into_iter()
            .map(|chip| chip.text)
            .collect(),
        search_href: localised(
            search_page::PATH,
            &to_query_string(&on_page(&asked.request, 1), vocabulary),
            lang,
        ),
        all_href: if is_search {
            frame.to(PATH)
        } else {
            String::new()
        },
        csv: localised("/kommuner.csv", &query, lang),
        covered: (words.number)(counts.by_code.len()),
        all: register.municipalities().len(),
        records: (words.examples)(counts.total),
        elsewhere: (words.page.about_no_municipality)(counts.unknown),
        missed,
        names: names(vocabulary),
        orders: Order::ALL
            .into_iter()
            .zip(words.page.municipality_orders)
            .map(|(order, text)| {
                let link = Link {
                    href: order_href(order),
                    text: text.to_owned(),
                };
                (link, order == asked.order)
            })
            .collect(),
        dots: dots(&counts, &frame, register.municipalities()),
        table: table(bank, asked, &counts),
        width: WIDTH,
        height: HEIGHT,
        radius: RADIUS,
        shades: SHADES,
        frame,
    })
}

/// The names of all municipalities, for the box that completes them.
pub(crate) fn names(vocabulary: &'static Vocabulary) -> Vec<&'static str> {
    sorted_by_name(vocabulary)
        .into_iter()
        .map(|municipality| municipality.name.as_str())
        .collect()
}

fn sorted_by_name(vocabulary: &Vocabulary) -> Vec<&Municipality> {
    let mut municipalities: Vec<&Municipality> =
        vocabulary.register.municipalities().iter().collect();
    municipalities
        .sort_by_cached_key(|municipality| super::filters::alphabetical(&municipality.name));
    municipalities
}

fn dots(counts: &Counts, frame: &Frame, municipalities: &[Municipality]) -> Vec<Dot> {
    let words = frame.lang.messages();
    map::places()
        .iter()
        .zip(municipalities)
        .map(|(place, municipality)| {
            let count = counts.of(place.code);
            Dot {
                href: frame.to(&municipality::path(place.code)),
                title: format!("{}: {}", municipality.name, (words.examples)(count)),
                shade: shade(count),
                x: format!("{:.1}", place.x),
                y: format!("{:.1}", place.y),
            }
        })
        .collect()
}

fn table(bank: &Bank, asked: &Asked, counts: &Counts) -> Table {
    let vocabulary = bank.vocabulary();
    let lang = asked.lang;
    let words = lang.messages();
    let mut municipalities = sorted_by_name(vocabulary);
    match asked.order {
        Order::Name => {}
        Order::Count => municipalities.sort_by_key(|one| std::cmp::Reverse(counts.of(one.code))),
        Order::Population => municipalities.sort_by_key(|one| std::cmp::Reverse(one.population)),
    }
    Table {
        caption: words.page.municipalities_caption.to_owned(),
        columns: vec![
            Column::text((words.facet)(Facet::Municipality)),
            Column::number(words.page.examples_column),
            Column::number((words.facet)(Facet::Population)),
            Column::text((words.facet)(Facet::County)),
            Column::text((words.facet)(Facet::SkrGroup)),
        ],
        rows: municipalities
            .into_iter()
            .map(|one| {
                let link = Link {
                    href: localised(&municipality::path(one.code), &QueryString::default(), lang),
                    text: one.name.clone(),
                };
                let named = |facet, value: &str| label(facet, value, lang, vocabulary).into_owned();
                vec![
                    Cell::Link(link),
                    Cell::Number(counts.of(one.code)),
                    Cell::Number(usize::try_from(one.population).unwrap_or(usize::MAX)),
                    Cell::Text(county(one, vocabulary)),
                    Cell::Text(named(Facet::SkrGroup, &one.skr_group)),
                ]
            })
            .collect(),
    }
}

/// The county without the word for one, which the column's heading says.
fn county(municipality: &Municipality, vocabulary: &Vocabulary) -> String {
    let county = vocabulary.register.county(municipality.county);
    county.map_or_else(String::new, |county| county.stem().to_owned())
}
