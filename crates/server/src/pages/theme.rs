//! `/teman/{id}`: one theme.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};
use records::{Status, ThemeId};
use search::{Condition, Facet, FacetValue, Filters, Page, SearchRequest};
use vocabulary::{Theme, Vocabulary};

use super::chart::Bars;
use super::frame::Frame;
use super::hits::HitView;
use super::table::{Cell, Column, Table, share};
use super::themes::{as_values, name};
use super::{Link, municipality, themes};
use crate::answer::answer;
use crate::ask::{Ask, PathPart};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::shown::Found;
use crate::spread::{Spread, ThemeSpread, browse};
use crate::state::AppState;

/// How many examples are shown.
const NEWEST: usize = 5;
/// How many municipalities are named.
const MOST_ACTIVE: usize = 12;
/// How many other themes are named.
const RELATED: usize = 6;
/// How many of a theme's terms are told.
const TERMS: usize = 14;

/// The page of a theme.
#[derive(Template)]
#[template(path = "theme.html")]
struct ThemePage {
    frame: Frame,
    name: String,
    area: &'static str,
    records: String,
    municipalities: usize,
    all_municipalities: usize,
    search: String,
    map: String,
    /// Where its numbers are as a file.
    csv: String,
    first_year: u16,
    last_year: u16,
    bars: Bars,
    table: Table,
    statuses: Vec<(Link, String)>,
    active: Vec<(Link, String)>,
    related: Vec<(Link, String)>,
    terms: String,
    newest: Vec<HitView>,
}

/// The address of a theme's page.
pub(crate) fn path(id: &ThemeId) -> String {
    format!("{}/{id}", themes::PATH)
}

/// `GET /teman/{id}`
pub(crate) async fn page(
    State(state): State<AppState>,
    PathPart(id): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let lang = ask.checked_page_lang()?;
    let bank = state.bank();
    let theme = find(&bank, &id)?;
    let host = ask.absolute("");
    answer(
        &bank,
        &ask.headers,
        lang,
        &[&path(&theme.id), &host],
        || Ok(Html(view(&bank, &ask, theme, lang)?.render()?)),
    )
}

/// `GET /teman/{id}/ar.csv`
pub(crate) async fn years_csv(
    State(state): State<AppState>,
    PathPart(id): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let lang = ask.checked_page_lang()?;
    let bank = state.bank();
    let theme = find(&bank, &id)?;
    answer(
        &bank,
        &ask.headers,
        lang,
        &["csv", &path(&theme.id)],
        || {
            let spread = bank.spread()?;
            let counted = counted(spread, theme)?;
            years(spread, counted, theme, lang).download(&format!("{}-ar", theme.id))
        },
    )
}

fn find(bank: &Bank, id: &str) -> Result<&'static Theme, ApiError> {
    let thesaurus = &bank.vocabulary().thesaurus;
    id.parse()
        .ok()
        .and_then(|id| thesaurus.theme(&id))
        .ok_or_else(|| ApiError::NoTheme {
            id: id.to_owned(),
            nearest: thesaurus.nearest(id).map(|theme| theme.id.to_string()),
        })
}

fn counted<'a>(spread: &'a Spread, theme: &Theme) -> Result<&'a ThemeSpread, ApiError> {
    spread
        .theme(&theme.id)
        .ok_or_else(|| ApiError::Internal("a theme of the thesaurus is not counted".into()))
}

/// The theme's examples, the newest first, with what they are about beside it.
fn found(bank: &Bank, theme: &Theme) -> Result<Found, ApiError> {
    let vocabulary = bank.vocabulary();
    let page = Page::new(1, NEWEST).unwrap_or_default();
    let newest = browse(of_theme(theme, vocabulary), &[Facet::Status], page);
    Ok(bank.search(&SearchRequest {
        sort: search::Sort::YearDescending,
        ..newest
    })?)
}

fn view(bank: &Bank, ask: &Ask, theme: &Theme, lang: Lang) -> Result<ThemePage, ApiError> {
    let vocabulary = bank.vocabulary();
    let words = lang.messages();
    let spread = bank.spread()?;
    let counted = counted(spread, theme)?;
    let path = path(&theme.id);
    let mut frame = Frame::new(ask, lang, bank.manifest(), &path, &QueryString::default());
    frame.title = format!("{} – Exempelbanken", name(theme, lang));
    frame.description = (words.page.theme_description)(name(theme, lang), counted.records);
    let found = found(bank, theme)?;
    let values = as_values(&counted.by_year);
    let mut query = QueryString::default();
    query.push(Facet::Theme.as_str(), theme.id.as_str());
    let mut active: Vec<_> = counted.municipalities.iter().collect();
    active.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), **code));
    let active = active
        .into_iter()
        .take(MOST_ACTIVE)
        .filter_map(|(code, count)| {
            let place = vocabulary.register.by_code(*code)?;
            let link = Link {
                href: frame.to(&municipality::path(*code)),
                text: place.name.clone(),
            };
            Some((link, (words.number)(*count)))
        })
        .collect();
    Ok(ThemePage {
        name: name(theme, lang).to_owned(),
        area: (words.area)(theme.area),
        records: (words.examples)(counted.records),
        municipalities: counted.municipalities.len(),
        all_municipalities: vocabulary.register.municipalities().len(),
        search: frame.search(Facet::Theme.as_str(), theme.id.as_str()),
        map: super::frame::localised("/kommuner", &query, lang),
        csv: frame.to(&format!("{path}/ar.csv")),
        first_year: spread.years.first().map_or(0, |(year, _)| *year),
        last_year: spread.years.last().map_or(0, |(year, _)| *year),
        bars: Bars::of(&values, values.iter().copied().fold(0.0, f64::max)),
        table: years(spread, counted, theme, lang),
        statuses: statuses(&found, theme, &frame),
        active,
        related: related(bank, theme, &frame)?,
        terms: theme
            .terms
            .iter()
            .take(TERMS)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", "),
        newest: found
            .hits
            .into_iter()
            .map(|hit| HitView::new(&hit, lang, vocabulary))
            .collect(),
        frame,
    })
}

/// Year by year: how many, and of how many.
fn years(spread: &Spread, counted: &ThemeSpread, theme: &Theme, lang: Lang) -> Table {
    let page = &lang.messages().page;
    let mut rows: Vec<Vec<Cell>> = spread
        .years
        .iter()
        .zip(&counted.by_year)
        .map(|((year, all), own)| {
            vec![
                Cell::Text(year.to_string()),
                Cell::Number(*own),
                Cell::Number(*all),
                Cell::Share(share(*own, *all)),
            ]
        })
        .collect();
    rows.push(vec![
        Cell::Text(page.unknown.to_owned()),
        Cell::Number(counted.without_year),
        Cell::Number(spread.without_year),
        Cell::Share(share(counted.without_year, spread.without_year)),
    ]);
    Table {
        caption: (page.theme_years)(name(theme, lang)),
        columns: vec![
            Column::text(page.year),
            Column::number(page.examples_column),
            Column::number(page.of_all),
            Column::number(page.share),
        ],
        rows,
    }
}

fn statuses(found: &Found, theme: &Theme, frame: &Frame) -> Vec<(Link, String)> {
    let words = frame.lang.messages();
    let counts = found.facets.iter().flat_map(|counts| &counts.values);
    counts
        .filter_map(|one| {
            let FacetValue::Known(value) = &one.value else {
                return None;
            };
            let status: Status = value.parse().ok()?;
            let mut query = QueryString::default();
            query.push(Facet::Theme.as_str(), theme.id.as_str());
            query.push(Facet::Status.as_str(), value);
            let link = Link {
                href: super::frame::localised("/", &query, frame.lang),
                text: (words.status)(status).to_owned(),
            };
            Some((link, (words.number)(one.count)))
        })
        .collect()
}

/// The themes that the theme's examples have most often beside it.
fn related(bank: &Bank, theme: &Theme, frame: &Frame) -> Result<Vec<(Link, String)>, ApiError> {
    let vocabulary = bank.vocabulary();
    let request = browse(of_theme(theme, vocabulary), &[], Page::NONE);
    let groups = bank.group_by(&request, Facet::Theme, None)?;
    let others = groups.into_iter().filter_map(|group| {
        let FacetValue::Known(id) = group.values.first()? else {
            return None;
        };
        let other = vocabulary.thesaurus.theme(&id.parse().ok()?)?;
        let link = Link {
            href: frame.to(&path(&other.id)),
            text: name(other, frame.lang).to_owned(),
        };
        (other.id != theme.id).then_some((link, (frame.lang.messages().number)(group.count)))
    });
    Ok(others.take(RELATED).collect())
}

/// The filter for the theme.
fn of_theme(theme: &Theme, vocabulary: &Vocabulary) -> Filters {
    let mut filters = Filters::default();
    if let Ok(condition) = Condition::parse(Facet::Theme, theme.id.as_str(), vocabulary) {
        filters.add(Facet::Theme, condition);
    }
    filters
}
