//! `/utmarkelser/{year}`: one edition of the award, from the nominees to the winner, with what its
//! sources say and where they differ.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};
use records::{MunicipalityCode, OutcomeKind, Year};
use search::{Facet, Page};
use vocabulary::{AwardEdition, Claim, Standing, Vocabulary};

use super::awards::nomination;
use super::frame::Frame;
use super::{Link, awards};
use crate::answer::answer;
use crate::ask::{Ask, PathPart};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::reference::precise;
use crate::spread::{browse, only};
use crate::state::AppState;

/// The outcomes from the first step to the last.
const STEPS: [OutcomeKind; 4] = [
    OutcomeKind::Nominee,
    OutcomeKind::Shortlisted,
    OutcomeKind::Finalist,
    OutcomeKind::Winner,
];

/// The page of an edition.
#[derive(Template)]
#[template(path = "award.html")]
struct AwardPage {
    frame: Frame,
    award: String,
    year: String,
    prev: Option<Link>,
    next: Option<Link>,
    winner: Vec<Link>,
    motive: Option<String>,
    ceremony: Vec<String>,
    /// The steps that anything is known of.
    steps: Vec<&'static str>,
    nominations: Vec<NominationView>,
    claims: Vec<ClaimView>,
    conflicts: usize,
    sources: Vec<SourceView>,
    notes: Option<String>,
    records: String,
    search: String,
}

/// A nomination with the steps that it reached, as far as the steps are known.
struct NominationView {
    municipalities: Vec<Link>,
    reached: Vec<bool>,
}

/// What documents say of a municipality in the edition.
struct ClaimView {
    municipality: Link,
    outcome: &'static str,
    standing: Standing,
    stated_by: Vec<StatedView>,
}

impl ClaimView {
    fn conflicts(&self) -> bool {
        self.standing == Standing::Conflicts
    }

    fn is_new(&self) -> bool {
        self.standing == Standing::Unreviewed
    }
}

/// A document that says it.
struct StatedView {
    record: Link,
    publisher: Option<String>,
    wording: Option<String>,
}

struct SourceView {
    url: Option<String>,
    text: String,
}

/// The address of an edition's page.
pub(crate) fn path(year: Year) -> String {
    format!("{}/{year}", awards::PATH)
}

/// `GET /utmarkelser/{year}`
pub(crate) async fn page(
    State(state): State<AppState>,
    PathPart(year): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let lang = ask.checked_page_lang()?;
    let bank = state.bank();
    let editions = &bank.vocabulary().editions;
    let edition = year
        .parse::<Year>()
        .ok()
        .and_then(|year| editions.edition(year))
        .ok_or_else(|| ApiError::NoEdition(year.clone()))?;
    let host = ask.absolute("");
    answer(
        &bank,
        &ask.headers,
        lang,
        &[&path(edition.year), &host],
        || Ok(Html(view(&bank, &ask, edition, lang)?.render()?)),
    )
}

fn view(bank: &Bank, ask: &Ask, edition: &AwardEdition, lang: Lang) -> Result<AwardPage, ApiError> {
    let vocabulary = bank.vocabulary();
    let words = lang.messages();
    let path = path(edition.year);
    let mut frame = Frame::new(ask, lang, bank.manifest(), &path, &QueryString::default());
    frame.title = format!("{} {} – Exempelbanken", edition.award, edition.year);
    frame.description = (words.page.award_description)(edition.year.number());
    let editions = vocabulary.editions.all();
    let at = editions.iter().position(|one| one.year == edition.year);
    let beside = |at: Option<usize>| {
        let other = editions.get(at?)?;
        Some(Link {
            href: frame.to(&self::path(other.year)),
            text: other.year.to_string(),
        })
    };
    let known: Vec<OutcomeKind> = STEPS
        .into_iter()
        .filter(|step| edition.is_settled(*step))
        .collect();
    let claims = claims(bank, edition, &frame)?;
    let filters = only(Facet::Edition, edition.year.number().into());
    let records = bank.search(&browse(filters, &[], Page::NONE))?.total;
    let motive = lang.choose(&edition.motive_sv, &edition.motive_en);
    let ceremony = [
        edition
            .ceremony_date
            .map(|ceremony| precise(&ceremony.date, ceremony.precision)),
        edition.ceremony_place.as_ref().map(ToString::to_string),
        edition
            .presented_by
            .as_ref()
            .map(|by| (words.page.presented_by)(by)),
    ];
    Ok(AwardPage {
        award: edition.award.to_string(),
        year: edition.year.to_string(),
        prev: beside(at.and_then(|at| at.checked_sub(1))),
        next: beside(at.map(|at| at + 1)),
        winner: edition
            .winner
            .as_ref()
            .map(|codes| nomination(codes, &frame, vocabulary))
            .unwrap_or_default(),
        motive: motive.as_ref().map(ToString::to_string),
        ceremony: ceremony.into_iter().flatten().collect(),
        steps: known.iter().map(|step| (words.outcome)(*step)).collect(),
        nominations: nominations(edition, &known, &frame, vocabulary),
        conflicts: claims.iter().filter(|claim| claim.conflicts()).count(),
        claims,
        sources: edition
            .sources
            .iter()
            .map(|source| source_view(source))
            .collect(),
        notes: edition.notes.as_ref().map(ToString::to_string),
        records: (words.examples)(records),
        search: frame.search(Facet::Edition.as_str(), &edition.year.to_string()),
        frame,
    })
}

/// Every nomination once, those who came farthest first.
fn nominations(
    edition: &AwardEdition,
    known: &[OutcomeKind],
    frame: &Frame,
    vocabulary: &Vocabulary,
) -> Vec<NominationView> {
    let mut all: Vec<&Vec<MunicipalityCode>> = Vec::new();
    let lists = [&edition.finalists, &edition.shortlisted, &edition.nominees];
    for codes in edition.winner.iter().chain(lists.into_iter().flatten()) {
        if !all.contains(&codes) {
            all.push(codes);
        }
    }
    all.into_iter()
        .map(|codes| NominationView {
            municipalities: nomination(codes, frame, vocabulary),
            reached: known
                .iter()
                .map(|step| codes.iter().all(|code| edition.agrees(*code, *step)))
                .collect(),
        })
        .collect()
}

/// What the records claim of the edition; what contradicts the reviewed list stands first, where a
/// reader sees it.
fn claims(bank: &Bank, edition: &AwardEdition, frame: &Frame) -> Result<Vec<ClaimView>, ApiError> {
    let vocabulary = bank.vocabulary();
    let words = frame.lang.messages();
    let Some(evidence) = bank.awards()?.edition(edition.year) else {
        return Ok(Vec::new());
    };
    let mut claims: Vec<&Claim> = evidence.claims.iter().collect();
    claims.sort_by_key(|claim| claim.standing != Standing::Conflicts);
    let views = claims.into_iter().filter_map(|claim| {
        Some(ClaimView {
            municipality: nomination(&[claim.code], frame, vocabulary).pop()?,
            outcome: (words.outcome)(claim.outcome),
            standing: claim.standing,
            stated_by: claim
                .stated_by
                .iter()
                .map(|one| StatedView {
                    record: Link {
                        href: frame.to(&format!("/exempel/{}", one.record)),
                        text: one.title.to_string(),
                    },
                    publisher: one.source.publisher.as_ref().map(ToString::to_string),
                    wording: one.wording.as_ref().map(ToString::to_string),
                })
                .collect(),
        })
    });
    Ok(views.collect())
}

/// A source: an address with what is said about it, or what is said alone.
fn source_view(source: &str) -> SourceView {
    let (url, note) = source.split_once(' ').unwrap_or((source, ""));
    let is_url = url.starts_with("https://") || url.starts_with("http://");
    if !is_url {
        return SourceView {
            url: None,
            text: source.to_owned(),
        };
    }
    SourceView {
        url: Some(url.to_owned()),
        text: note
            .trim_start_matches('(')
            .trim_end_matches(')')
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_an_address_and_what_is_said_of_it() {
        for (source, url, text) in [
            ("https://exempel.se/a", Some("https://exempel.se/a"), ""),
            (
                "https://exempel.se/a (2019, lista)",
                Some("https://exempel.se/a"),
                "2019, lista",
            ),
            ("en broschyr från 2011", None, "en broschyr från 2011"),
            ("javascript:alert(1)", None, "javascript:alert(1)"),
        ] {
            let view = source_view(source);
            assert_eq!((view.url.as_deref(), view.text.as_str()), (url, text));
        }
    }
}
