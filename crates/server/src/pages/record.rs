//! `/exempel/{id}`: the page of one record.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use records::{
    MunicipalityCode, MunicipalityRole, RecordId, Rights, Source, Text, Year, YearBasis,
};
use search::{Facet, HighlightField, SimilarRequest};
use vocabulary::Vocabulary;

use super::frame::{Frame, localised};
use super::hits::{Badge, HitView, badge, place, places, themes};
use super::reference::{area, json_ld, meta_tags};
use super::{Link, award};
use crate::answer::answer;
use crate::ask::{Ask, PathPart};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::labels::label;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::reference::{Reference, date, web_address};
use crate::shown::{ShownRecord, ShownSimilar};
use crate::state::AppState;

/// How many characters of a description a list of search results shows.
const DESCRIPTION_CHARS: usize = 160;

/// How many records like it are shown.
const SIMILAR: usize = 5;

/// The record page.
#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    frame: Frame,
    title: String,
    kind: &'static str,
    badge: Option<Badge>,
    /// The status in words, unless it is unknown.
    status: Option<&'static str>,
    places: Vec<Link>,
    mentioned: Vec<Link>,
    year: Option<String>,
    year_is_guess: bool,
    themes: Vec<Link>,
    area: Option<String>,
    question: Option<String>,
    /// The paragraphs of what the record says first.
    lead: Vec<String>,
    /// The paragraphs of the source's text, below a summary.
    text: Vec<String>,
    /// Whether what is shown of the text is only its beginning.
    is_excerpt: bool,
    effect: Option<Section>,
    lessons: Option<Section>,
    partners: Vec<String>,
    outcomes: Vec<OutcomeView>,
    quotes: Vec<QuoteView>,
    note: Option<String>,
    same: Vec<(Link, String)>,
    similar: Vec<SimilarView>,
    article: Option<Link>,
    parts: Vec<Link>,
    evidence: Evidence,
    copies: Vec<CopyView>,
    citation: String,
    permalink: String,
    meta_tags: Vec<(&'static str, String)>,
    json_ld: String,
    api: String,
}

/// A section with a heading of its own.
struct Section {
    paragraphs: Vec<String>,
    is_excerpt: bool,
}

struct OutcomeView {
    edition: Link,
    municipality: Link,
    outcomes: Vec<&'static str>,
    wordings: Vec<String>,
}

struct QuoteView {
    text: String,
    role: Option<String>,
}

/// A record like this one, and why.
struct SimilarView {
    hit: HitView,
    themes: String,
    words: String,
    initiative: Option<String>,
}

/// What the record rests on.
struct Evidence {
    publisher: Option<String>,
    title: Option<String>,
    url: Option<String>,
    published: Option<String>,
    retrieved: Option<String>,
    voice: &'static str,
    voice_explained: &'static str,
    is_full: bool,
    language: String,
    sha256: String,
    completeness: u8,
}

/// Another place where the same text was published.
struct CopyView {
    /// What to call it: its publisher and title, as far as they are known.
    name: String,
    url: Option<String>,
    published: Option<String>,
}

/// `GET /exempel/{id}`
pub(crate) async fn page(
    State(state): State<AppState>,
    PathPart(id): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let lang = ask.checked_page_lang()?;
    let bank = state.bank();
    let record_id: RecordId = id.parse().map_err(|_| ApiError::NoRecord(id.clone()))?;
    let record = bank
        .record(&record_id)?
        .ok_or_else(|| bank.missing(&record_id))?;
    if record.id != record_id {
        // The id of a copy leads to the record that holds it.
        let shown = localised(&path(&record.id), &QueryString::default(), lang);
        return Ok(Redirect::temporary(&shown).into_response());
    }
    let host = ask.absolute("");
    answer(
        &bank,
        &ask.headers,
        lang,
        &[&path(&record.id), &host],
        || Ok(Html(view(&bank, &ask, &record, lang)?.render()?)),
    )
}

fn path(id: &RecordId) -> String {
    format!("/exempel/{id}")
}

fn view(bank: &Bank, ask: &Ask, record: &ShownRecord, lang: Lang) -> Result<RecordPage, ApiError> {
    let vocabulary = bank.vocabulary();
    let words = lang.messages();
    let none = QueryString::default();
    let mut frame = Frame::new(ask, lang, bank.manifest(), &path(&record.id), &none);
    frame.title = format!("{} – Exempelbanken", record.title);
    frame.description = shortened(record.lead().unwrap_or(&record.title));
    // A record's address in the citation has no language: it is one record.
    let permalink = ask.absolute(&path(&record.id));
    let (lead, is_excerpt, text) = body(record);
    let own = |text: &Option<Text>| text.as_ref().map(ToString::to_string);
    let link_to = |id: &RecordId, text: String| Link {
        href: localised(&path(id), &none, lang),
        text,
    };
    let title_of = |id: &RecordId| -> Result<String, ApiError> {
        let other = bank.record(id)?;
        Ok(other.map_or_else(|| id.to_string(), |other| other.title.to_string()))
    };
    let same = record
        .same_initiative
        .iter()
        .map(|same| {
            Ok((
                link_to(&same.id, title_of(&same.id)?),
                same.reason.to_string(),
            ))
        })
        .collect::<Result<_, ApiError>>()?;
    let article = match &record.part_of {
        Some(id) => Some(link_to(id, title_of(id)?)),
        None => None,
    };
    let whole = record.part_of.as_ref().unwrap_or(&record.id);
    Ok(RecordPage {
        title: record.title.to_string(),
        kind: (words.kind)(record.kind),
        badge: badge(record.status, record.kind, lang),
        status: (record.status != records::Status::Unknown).then(|| (words.status)(record.status)),
        places: places(record, lang, vocabulary),
        mentioned: mentioned(record, lang, vocabulary),
        year: record
            .year
            .map(|year| (words.year)(year.value.number(), year.basis)),
        year_is_guess: record
            .year
            .is_some_and(|year| year.basis == YearBasis::Inferred),
        themes: themes(record, lang, vocabulary),
        area: area(record, lang, vocabulary),
        question: own(&record.question),
        lead,
        is_excerpt,
        text,
        effect: section(record, HighlightField::Effect, record.effect.as_ref()),
        lessons: section(record, HighlightField::Lessons, record.lessons.as_ref()),
        partners: record.partners.iter().map(ToString::to_string).collect(),
        outcomes: outcomes(record, lang, vocabulary),
        quotes: record
            .quotes
            .iter()
            .map(|quote| QuoteView {
                text: quote.text.to_string(),
                role: own(&quote.role),
            })
            .collect(),
        note: own(&record.editor_note),
        same,
        similar: similar(bank, record, lang)?,
        article,
        parts: bank
            .parts(whole)?
            .iter()
            .filter(|part| part.id != record.id)
            .map(|part| link_to(&part.id, part.title.clone()))
            .collect(),
        evidence: evidence(record, lang, vocabulary),
        copies: (record.also_published.iter())
            .map(|copy| copy_view(&copy.source))
            .collect(),
        citation: Reference::of_record(record, lang, &permalink, vocabulary).sentence(lang),
        meta_tags: meta_tags(record, &permalink),
        json_ld: json_ld(record, lang, &permalink, vocabulary),
        permalink,
        api: format!("/api/v1/records/{}", record.id),
        frame,
    })
}

/// Records of other municipalities that are like the record, best first.
fn similar(bank: &Bank, record: &ShownRecord, lang: Lang) -> Result<Vec<SimilarView>, ApiError> {
    let vocabulary = bank.vocabulary();
    let similar = bank.similar(&SimilarRequest {
        id: record.id.clone(),
        other_municipalities_only: true,
        limit: SIMILAR,
    })?;
    let view = |ShownSimilar { record, why, .. }: ShownSimilar| {
        let names = why.themes.iter();
        let names = names.map(|id| label(Facet::Theme, id.as_str(), lang, vocabulary));
        SimilarView {
            themes: names.collect::<Vec<_>>().join(", "),
            words: why.words.join(", "),
            initiative: why.same_initiative.map(|reason| reason.to_string()),
            hit: HitView::of(&record, &[], lang, vocabulary),
        }
    };
    Ok(similar.unwrap_or_default().into_iter().map(view).collect())
}

/// What the record says first, whether that is only a beginning, and the text below it.
fn body(record: &ShownRecord) -> (Vec<String>, bool, Vec<String>) {
    let own = |text: &Option<Text>| {
        text.as_ref()
            .map(|text| paragraphs(text))
            .unwrap_or_default()
    };
    let excerpt = record
        .excerpts()
        .iter()
        .find(|one| one.field == HighlightField::Text);
    match (own(&record.summary), excerpt) {
        (summary, None) if summary.is_empty() => (own(&record.text), false, Vec::new()),
        (summary, Some(excerpt)) if summary.is_empty() => {
            (paragraphs(&excerpt.text), true, Vec::new())
        }
        (summary, _) => (summary, false, own(&record.text)),
    }
}

fn section(record: &ShownRecord, field: HighlightField, text: Option<&Text>) -> Option<Section> {
    let excerpt = || {
        let excerpt = record.excerpts().iter().find(|one| one.field == field)?;
        Some(Section {
            paragraphs: paragraphs(&excerpt.text),
            is_excerpt: true,
        })
    };
    text.map(|text| Section {
        paragraphs: paragraphs(text),
        is_excerpt: false,
    })
    .or_else(excerpt)
}

fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

fn mentioned(record: &ShownRecord, lang: Lang, vocabulary: &Vocabulary) -> Vec<Link> {
    record
        .municipalities
        .iter()
        .filter(|municipality| municipality.role == MunicipalityRole::Mentioned)
        .map(|municipality| place(municipality.code, lang, vocabulary))
        .collect()
}

/// The outcomes, one line for each municipality and edition.
fn outcomes(record: &ShownRecord, lang: Lang, vocabulary: &Vocabulary) -> Vec<OutcomeView> {
    let mut views: Vec<((Year, MunicipalityCode), OutcomeView)> = Vec::new();
    for outcome in &record.outcomes {
        let key = (outcome.edition, outcome.code);
        let word = (lang.messages().outcome)(outcome.outcome);
        let wording = outcome.wording.as_ref().map(ToString::to_string);
        if let Some((_, view)) = views.iter_mut().find(|(other, _)| *other == key) {
            view.outcomes.push(word);
            view.wordings.extend(wording);
            continue;
        }
        let none = QueryString::default();
        let view = OutcomeView {
            edition: Link {
                href: localised(&award::path(outcome.edition), &none, lang),
                text: format!("{} {}", outcome.award, outcome.edition),
            },
            municipality: place(outcome.code, lang, vocabulary),
            outcomes: vec![word],
            wordings: wording.into_iter().collect(),
        };
        views.push((key, view));
    }
    views.into_iter().map(|(_, view)| view).collect()
}

fn evidence(record: &ShownRecord, lang: Lang, vocabulary: &Vocabulary) -> Evidence {
    let source = &record.source;
    let words = lang.messages();
    Evidence {
        publisher: source.publisher.as_ref().map(ToString::to_string),
        title: source.title.as_ref().map(ToString::to_string),
        url: web_address(source),
        published: source.published.map(date),
        retrieved: source.retrieved.map(|date| date.to_string()),
        voice: (words.voice)(record.voice),
        voice_explained: (words.voice_explained)(record.voice),
        is_full: source.rights == Rights::Full,
        language: label(Facet::Language, record.language.as_str(), lang, vocabulary).into_owned(),
        sha256: source.sha256.as_str().chars().take(12).collect(),
        completeness: record.completeness.per_cent(),
    }
}

fn copy_view(source: &Source) -> CopyView {
    let named: Vec<&str> = [&source.publisher, &source.title]
        .into_iter()
        .flatten()
        .map(Text::as_str)
        .collect();
    CopyView {
        name: if named.is_empty() {
            source.id.to_string()
        } else {
            named.join(": ")
        },
        url: web_address(source),
        published: source.published.map(date),
    }
}

/// The first words of a text, for a list of search results.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(DESCRIPTION_CHARS) {
        None => text.to_owned(),
        Some((end, _)) => {
            let cut = text[..end].rfind(char::is_whitespace).unwrap_or(end);
            format!("{}…", text[..cut].trim_end())
        }
    }
}
