//! `/statistik`: how many municipalities the examples cover, and how the themes go over time.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};
use search::{Facet, Filters, Page};
use vocabulary::{Theme, Vocabulary};

use super::chart::Bars;
use super::frame::Frame;
use super::table::{Cell, Column, Table, per_cent, share};
use super::themes::{as_values, name};
use super::{Link, theme};
use crate::answer::answer;
use crate::ask::Ask;
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::spread::{Spread, ThemeSpread, browse};
use crate::state::AppState;
use crate::statistics::{self, Part};

const PATH: &str = "/statistik";

/// A year with fewer records than this is drawn faint: one example more would change its share by
/// a fifth or more.
const FEW: usize = 5;

/// The page of statistics.
#[derive(Template)]
#[template(path = "statistics.html")]
struct StatisticsPage {
    frame: Frame,
    covered: usize,
    all_municipalities: usize,
    covered_share: String,
    records: String,
    without_year: usize,
    few: usize,
    dimensions: Vec<Dimension>,
    coverage_csv: String,
    first_year: u16,
    last_year: u16,
    /// All records, year by year.
    corpus: Bars,
    rows: Vec<ThemeRow>,
    largest: String,
    table: Table,
    timeline_csv: String,
}

/// A way to divide the municipalities.
struct Dimension {
    name: &'static str,
    parts: Vec<PartView>,
}

/// A part of the municipalities.
struct PartView {
    link: Link,
    counted: Part,
}

impl PartView {
    /// How wide its bar is, of 100.
    fn width(&self) -> String {
        let share = share(self.counted.covered, self.counted.municipalities);
        format!("{:.1}", share.unwrap_or_default() * 100.0)
    }
}

struct ThemeRow {
    link: Link,
    records: String,
    /// The years with enough records, and those with few.
    bars: Bars,
    faint: Bars,
}

/// `GET /statistik`
pub(crate) async fn page(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let lang = ask.checked_page_lang()?;
    let bank = state.bank();
    let host = ask.absolute("");
    answer(&bank, &ask.headers, lang, &[PATH, &host], || {
        Ok(Html(view(&bank, &ask, lang)?.render()?))
    })
}

/// `GET /statistik/tidslinje.csv`
pub(crate) async fn timeline_csv(
    State(state): State<AppState>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let lang = ask.checked_page_lang()?;
    let bank = state.bank();
    answer(&bank, &ask.headers, lang, &["csv", "timeline"], || {
        let vocabulary = bank.vocabulary();
        timeline(bank.spread()?, vocabulary, lang).download("tidslinje")
    })
}

/// `GET /statistik/tackning.csv`
pub(crate) async fn coverage_csv(
    State(state): State<AppState>,
    ask: Ask,
) -> Result<Response, ApiError> {
    let lang = ask.checked_page_lang()?;
    let bank = state.bank();
    answer(&bank, &ask.headers, lang, &["csv", "coverage"], || {
        coverage(&bank, lang)?.download("tackning")
    })
}

fn view(bank: &Bank, ask: &Ask, lang: Lang) -> Result<StatisticsPage, ApiError> {
    let vocabulary = bank.vocabulary();
    let words = lang.messages();
    let spread = bank.spread()?;
    let mut frame = Frame::new(ask, lang, bank.manifest(), PATH, &QueryString::default());
    words.page.statistics_title.clone_into(&mut frame.title);
    words
        .page
        .statistics_description
        .clone_into(&mut frame.description);
    let all = vocabulary.register.municipalities().len();
    let covered = spread.municipalities.len();
    let sizes: Vec<usize> = spread.years.iter().map(|(_, count)| *count).collect();
    let sizes_as_values = as_values(&sizes);
    let largest = largest_share(spread);
    Ok(StatisticsPage {
        covered,
        all_municipalities: all,
        covered_share: per_cent(share(covered, all).unwrap_or_default(), lang),
        records: (words.examples)(spread.records),
        without_year: spread.without_year,
        few: FEW,
        dimensions: dimensions(bank, lang)?,
        coverage_csv: frame.to("/statistik/tackning.csv"),
        first_year: spread.years.first().map_or(0, |(year, _)| *year),
        last_year: spread.years.last().map_or(0, |(year, _)| *year),
        corpus: Bars::of(
            &sizes_as_values,
            sizes_as_values.iter().copied().fold(0.0, f64::max),
        ),
        rows: themes(spread, vocabulary)
            .into_iter()
            .map(|(theme, counted)| theme_row(theme, counted, &sizes, largest, &frame))
            .collect(),
        largest: per_cent(largest, lang),
        table: by_year(spread, vocabulary, lang),
        timeline_csv: frame.to("/statistik/tidslinje.csv"),
        frame,
    })
}

/// The themes with their counts, those with most records first.
fn themes<'a>(
    spread: &'a Spread,
    vocabulary: &'static Vocabulary,
) -> Vec<(&'static Theme, &'a ThemeSpread)> {
    let mut themes: Vec<_> = spread
        .themes
        .iter()
        .filter_map(|counted| Some((vocabulary.thesaurus.theme(&counted.id)?, counted)))
        .collect();
    themes.sort_by_key(|(_, counted)| std::cmp::Reverse(counted.records));
    themes
}

/// The largest share that a theme has of a year, which all bars are drawn to.
fn largest_share(spread: &Spread) -> f64 {
    let shares = spread.themes.iter().flat_map(|theme| {
        let years = theme.by_year.iter().zip(&spread.years);
        years.filter_map(|(own, (_, all))| share(*own, *all))
    });
    shares.fold(0.0, f64::max)
}

fn theme_row(
    theme: &Theme,
    counted: &ThemeSpread,
    sizes: &[usize],
    largest: f64,
    frame: &Frame,
) -> ThemeRow {
    let values = |is_drawn: &dyn Fn(usize) -> bool| -> Vec<f64> {
        let years = counted.by_year.iter().zip(sizes);
        years
            .map(|(own, all)| {
                if is_drawn(*all) {
                    share(*own, *all).unwrap_or_default()
                } else {
                    0.0
                }
            })
            .collect()
    };
    ThemeRow {
        link: Link {
            href: frame.to(&theme::path(&theme.id)),
            text: name(theme, frame.lang).to_owned(),
        },
        records: (frame.lang.messages().examples)(counted.records),
        bars: Bars::of(&values(&|all| all >= FEW), largest),
        faint: Bars::of(&values(&|all| all < FEW), largest),
    }
}

/// The parts of the country, the shorter divisions first.
fn dimensions(bank: &Bank, lang: Lang) -> Result<Vec<Dimension>, ApiError> {
    let everything = browse(Filters::default(), &[], Page::NONE);
    let mut parts = statistics::coverage(bank, &everything)?.parts;
    parts.sort_by_key(|(_, parts)| parts.len());
    let view = |facet, counted: Part| PartView {
        link: super::hits::filtered(facet, &counted.value, lang, bank.vocabulary()),
        counted,
    };
    Ok(parts
        .into_iter()
        .map(|(facet, parts)| Dimension {
            name: (lang.messages().facet)(facet),
            parts: parts.into_iter().map(|part| view(facet, part)).collect(),
        })
        .collect())
}

/// How well each part of the municipalities is covered, for a file.
fn coverage(bank: &Bank, lang: Lang) -> Result<Table, ApiError> {
    let page = &lang.messages().page;
    let dimensions = dimensions(bank, lang)?;
    let rows = dimensions.iter().flat_map(|dimension| {
        dimension.parts.iter().map(|part| {
            vec![
                Cell::Text(dimension.name.to_owned()),
                Cell::Text(part.counted.value.clone()),
                Cell::Text(part.link.text.clone()),
                Cell::Number(part.counted.municipalities),
                Cell::Number(part.counted.covered),
                Cell::Share(share(part.counted.covered, part.counted.municipalities)),
                Cell::Number(part.counted.records),
            ]
        })
    });
    Ok(Table {
        caption: String::new(),
        columns: vec![
            Column::text(page.division),
            Column::text(page.code),
            Column::text(page.part),
            Column::number(page.municipalities_column),
            Column::number(page.with_examples),
            Column::number(page.share),
            Column::number(page.examples_column),
        ],
        rows: rows.collect(),
    })
}

/// The share of each year's records that each theme has, a row for each year.
fn by_year(spread: &Spread, vocabulary: &'static Vocabulary, lang: Lang) -> Table {
    let page = &lang.messages().page;
    let themes = themes(spread, vocabulary);
    let columns = themes
        .iter()
        .map(|(theme, _)| Column::number(name(theme, lang)));
    Table {
        caption: page.timeline_caption.to_owned(),
        columns: [
            Column::text(page.year),
            Column::number(page.examples_column),
        ]
        .into_iter()
        .chain(columns)
        .collect(),
        rows: spread
            .years
            .iter()
            .enumerate()
            .map(|(at, (year, all))| {
                let shares = themes.iter().map(|(_, counted)| {
                    let own = counted.by_year.get(at).copied().unwrap_or_default();
                    Cell::Share(share(own, *all))
                });
                [Cell::Text(year.to_string()), Cell::Number(*all)]
                    .into_iter()
                    .chain(shares)
                    .collect()
            })
            .collect(),
    }
}

/// A row for each year and theme, for a file.
fn timeline(spread: &Spread, vocabulary: &'static Vocabulary, lang: Lang) -> Table {
    let page = &lang.messages().page;
    let themes = themes(spread, vocabulary);
    let rows = spread
        .years
        .iter()
        .enumerate()
        .flat_map(|(at, (year, all))| {
            let themes = &themes;
            themes.iter().map(move |(theme, counted)| {
                let own = counted.by_year.get(at).copied().unwrap_or_default();
                vec![
                    Cell::Text(year.to_string()),
                    Cell::Text(theme.id.to_string()),
                    Cell::Text(name(theme, lang).to_owned()),
                    Cell::Number(own),
                    Cell::Number(*all),
                    Cell::Share(share(own, *all)),
                ]
            })
        });
    Table {
        caption: String::new(),
        columns: vec![
            Column::text(page.year),
            Column::text(page.theme_id),
            Column::text((lang.messages().facet)(Facet::Theme)),
            Column::number(page.examples_column),
            Column::number(page.of_all),
            Column::number(page.share),
        ],
        rows: rows.collect(),
    }
}
