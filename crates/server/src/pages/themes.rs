//! `/teman`: the themes, with what there is on each.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};
use vocabulary::Theme;

use super::Link;
use super::chart::Bars;
use super::frame::Frame;
use super::theme;
use crate::answer::answer;
use crate::ask::Ask;
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::state::AppState;

pub(crate) const PATH: &str = "/teman";

/// The page of all themes.
#[derive(Template)]
#[template(path = "themes.html")]
struct ThemesPage {
    frame: Frame,
    /// The first and the last year of the pictures.
    years: Option<(u16, u16)>,
    themes: Vec<ThemeRow>,
}

struct ThemeRow {
    link: Link,
    records: String,
    municipalities: String,
    bars: Bars,
}

/// `GET /teman`
pub(crate) async fn page(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let lang = ask.checked_page_lang()?;
    let bank = state.bank();
    let host = ask.absolute("");
    answer(&bank, &ask.headers, lang, &[PATH, &host], || {
        Ok(Html(view(&bank, &ask, lang)?.render()?))
    })
}

/// A theme's name in a language.
pub(crate) fn name(theme: &Theme, lang: Lang) -> &str {
    lang.choose(&theme.label_sv, &theme.label_en)
}

fn view(bank: &Bank, ask: &Ask, lang: Lang) -> Result<ThemesPage, ApiError> {
    let words = lang.messages();
    let mut frame = Frame::new(ask, lang, bank.manifest(), PATH, &QueryString::default());
    words.page.themes_title.clone_into(&mut frame.title);
    words
        .page
        .themes_description
        .clone_into(&mut frame.description);
    let spread = bank.spread()?;
    let mut themes: Vec<_> = spread
        .themes
        .iter()
        .filter_map(|counted| {
            let theme = bank.vocabulary().thesaurus.theme(&counted.id)?;
            Some((counted, theme))
        })
        .collect();
    themes.sort_by_key(|(counted, _)| std::cmp::Reverse(counted.records));
    let themes = themes
        .into_iter()
        .map(|(counted, theme)| {
            let values = as_values(&counted.by_year);
            ThemeRow {
                link: Link {
                    href: frame.to(&theme::path(&theme.id)),
                    text: name(theme, lang).to_owned(),
                },
                records: (words.examples)(counted.records),
                municipalities: (words.number)(counted.municipalities.len()),
                bars: Bars::of(&values, values.iter().copied().fold(0.0, f64::max)),
            }
        })
        .collect();
    Ok(ThemesPage {
        years: spread
            .years
            .first()
            .zip(spread.years.last())
            .map(|((first, _), (last, _))| (*first, *last)),
        themes,
        frame,
    })
}

/// Counts as the values of a picture.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of records are far below 2^52"
)]
pub(crate) fn as_values(counts: &[usize]) -> Vec<f64> {
    counts.iter().map(|count| *count as f64).collect()
}
