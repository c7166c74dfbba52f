//! `/utmarkelser`: the editions of the award.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};
use records::MunicipalityCode;
use vocabulary::{AwardEdition, Vocabulary};

use super::frame::Frame;
use super::table::{Cell, Column, Table};
use super::{Link, award, municipality};
use crate::answer::answer;
use crate::api::record_counts;
use crate::ask::Ask;
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::state::AppState;

pub(crate) const PATH: &str = "/utmarkelser";

/// The page of all editions.
#[derive(Template)]
#[template(path = "awards.html")]
struct AwardsPage {
    frame: Frame,
    editions: Vec<EditionView>,
    /// Municipalities that took part more than once, with the years.
    often: Vec<(Link, Vec<(Link, &'static str)>)>,
    csv: String,
}

struct EditionView {
    link: Link,
    award: String,
    winner: Vec<Link>,
    finalists: Vec<Vec<Link>>,
    /// Those who were nominated and did not get so far, as far as it is known.
    others: Vec<Vec<Link>>,
    sources: usize,
    records: String,
}

/// `GET /utmarkelser`
pub(crate) async fn page(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let lang = ask.checked_page_lang()?;
    let bank = state.bank();
    let host = ask.absolute("");
    answer(&bank, &ask.headers, lang, &[PATH, &host], || {
        Ok(Html(view(&bank, &ask, lang)?.render()?))
    })
}

/// `GET /utmarkelser.csv`
pub(crate) async fn csv(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let lang = ask.checked_page_lang()?;
    let bank = state.bank();
    answer(&bank, &ask.headers, lang, &["csv", PATH], || {
        table(bank.vocabulary(), lang).download("utmarkelser")
    })
}

/// The municipalities of a nomination, each with its page.
pub(super) fn nomination(
    codes: &[MunicipalityCode],
    frame: &Frame,
    vocabulary: &Vocabulary,
) -> Vec<Link> {
    codes
        .iter()
        .map(|code| Link {
            href: frame.to(&municipality::path(*code)),
            text: vocabulary
                .register
                .by_code(*code)
                .map_or_else(|| code.to_string(), |found| found.name.clone()),
        })
        .collect()
}

fn view(bank: &Bank, ask: &Ask, lang: Lang) -> Result<AwardsPage, ApiError> {
    let vocabulary = bank.vocabulary();
    let words = lang.messages();
    let counts = record_counts(bank, search::Facet::Edition)?;
    let mut frame = Frame::new(ask, lang, bank.manifest(), PATH, &QueryString::default());
    words.page.awards_title.clone_into(&mut frame.title);
    words
        .page
        .awards_description
        .clone_into(&mut frame.description);
    let all = |nominations: &[Vec<MunicipalityCode>]| -> Vec<Vec<Link>> {
        nominations
            .iter()
            .map(|codes| nomination(codes, &frame, vocabulary))
            .collect()
    };
    let edition_view = |edition: &AwardEdition| {
        let others: Vec<Vec<MunicipalityCode>> = edition
            .nominees
            .iter()
            .chain(&edition.shortlisted)
            .filter(|codes| !edition.finalists.contains(codes))
            .cloned()
            .collect();
        let mut distinct: Vec<Vec<MunicipalityCode>> = Vec::new();
        for codes in others {
            if !distinct.contains(&codes) {
                distinct.push(codes);
            }
        }
        let count = counts.get(&edition.year.to_string()).copied();
        let finalists: Vec<Vec<MunicipalityCode>> = edition
            .finalists
            .iter()
            .filter(|codes| edition.winner.as_ref() != Some(codes))
            .cloned()
            .collect();
        EditionView {
            link: Link {
                href: frame.to(&award::path(edition.year)),
                text: edition.year.to_string(),
            },
            award: edition.award.to_string(),
            winner: edition
                .winner
                .as_ref()
                .map(|codes| nomination(codes, &frame, vocabulary))
                .unwrap_or_default(),
            finalists: all(&finalists),
            others: all(&distinct),
            sources: edition.sources.len(),
            records: (words.examples)(count.unwrap_or_default()),
        }
    };
    Ok(AwardsPage {
        editions: vocabulary
            .editions
            .all()
            .iter()
            .rev()
            .map(edition_view)
            .collect(),
        often: often(&frame, vocabulary),
        csv: frame.to("/utmarkelser.csv"),
        frame,
    })
}

/// The municipalities that took part more than once, those most often first.
fn often(frame: &Frame, vocabulary: &Vocabulary) -> Vec<(Link, Vec<(Link, &'static str)>)> {
    let editions = vocabulary.editions.all();
    let mut often: Vec<_> = vocabulary
        .register
        .municipalities()
        .iter()
        .filter_map(|municipality| {
            let times: Vec<(Link, &'static str)> = editions
                .iter()
                .filter_map(|edition| {
                    let outcome = edition.outcome_of(municipality.code)?;
                    let link = Link {
                        href: frame.to(&award::path(edition.year)),
                        text: edition.year.to_string(),
                    };
                    Some((link, (frame.lang.messages().outcome)(outcome)))
                })
                .collect();
            let name = nomination(&[municipality.code], frame, vocabulary).pop()?;
            (times.len() > 1).then_some((name, times))
        })
        .collect();
    often.sort_by_key(|(_, times)| std::cmp::Reverse(times.len()));
    often
}

/// A line for each municipality and edition.
fn table(vocabulary: &Vocabulary, lang: Lang) -> Table {
    let words = lang.messages();
    let rows = vocabulary.editions.all().iter().flat_map(|edition| {
        edition.participants().into_iter().filter_map(move |code| {
            let place = vocabulary.register.by_code(code)?;
            let outcome = edition.outcome_of(code)?;
            Some(vec![
                Cell::Text(edition.year.to_string()),
                Cell::Text(edition.award.to_string()),
                Cell::Text(code.to_string()),
                Cell::Text(place.name.clone()),
                Cell::Text((words.outcome)(outcome).to_owned()),
            ])
        })
    });
    Table {
        caption: String::new(),
        columns: vec![
            Column::text(words.page.year),
            Column::text(words.page.award),
            Column::text(words.page.municipality_code),
            Column::text((words.facet)(search::Facet::Municipality)),
            Column::text((words.facet)(search::Facet::Outcome)),
        ],
        rows: rows.collect(),
    }
}
