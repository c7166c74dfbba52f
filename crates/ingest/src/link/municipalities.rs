//! The municipalities of a document, and what part each plays in it.

use std::collections::{BTreeMap, BTreeSet};

use analysis::fold_diacritics;
use records::{MunicipalityCode, MunicipalityRef, MunicipalityRole, Severity, Span, Text};
use vocabulary::{Strength, Vocabulary};

use super::years::FoundYear;
use super::{interviews, partners};
use crate::document::Document;
use crate::findings::Findings;
use crate::rule;

/// A municipality is clearly the most mentioned with so many mentions, ...
const FEWEST_MENTIONS: usize = 3;

/// So many municipalities that a document's parts are about are all what it is about.
const FEWEST_OWNERS: usize = 3;

/// ... and so many times as many as the next.
const LEAD: usize = 2;

/// A municipality that a document names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) code: MunicipalityCode,
    /// The words that name it: the first strong mention, else the first.
    words: Text,
    strength: Strength,
    mentions: usize,
    in_title: bool,
}

/// The municipalities that a document names, in the order of their first mention. A name that is
/// left out since it could be something else is told.
pub(crate) fn find(
    document: &Document,
    vocabulary: &Vocabulary,
    findings: &mut Findings,
) -> Vec<Place> {
    let gazetteer = &vocabulary.gazetteer;
    let mut places: Vec<Place> = Vec::new();
    if document.title_span.is_none() && !document.is_composed {
        for mention in gazetteer.mentions(&document.title) {
            add(
                &mut places,
                mention.code,
                &document.title,
                mention.span,
                mention.strength,
                true,
            );
        }
    }
    for mention in gazetteer.mentions(&document.text) {
        let at = mention.span.start();
        let in_title = document
            .title_span
            .as_ref()
            .is_some_and(|title| title.contains(&at));
        // What stands above the title is the site's, not the document's.
        if in_title || document.body.contains(&at) {
            add(
                &mut places,
                mention.code,
                &document.text,
                mention.span,
                mention.strength,
                in_title,
            );
        }
    }
    let mut told: Vec<MunicipalityCode> = Vec::new();
    for name in gazetteer.unresolved(&document.text) {
        let is_named = places.iter().any(|place| place.code == name.code);
        if is_named || told.contains(&name.code) {
            continue;
        }
        told.push(name.code);
        let word = &document.text[name.span.range()];
        let fault = findings
            .make(
                Severity::Info,
                rule::AMBIGUOUS_NAME,
                format!("`{word}` is not taken for a municipality; nothing beside it says that it is one"),
            )
            .at(name.span);
        findings.add(fault);
    }
    places
}

fn add(
    places: &mut Vec<Place>,
    code: MunicipalityCode,
    text: &str,
    span: Span,
    strength: Strength,
    in_title: bool,
) {
    let Some(words) = Text::from_trimmed(&text[span.range()].replace('\n', " ")) else {
        return;
    };
    if let Some(place) = places.iter_mut().find(|place| place.code == code) {
        place.mentions += 1;
        place.in_title |= in_title;
        if strength < place.strength {
            place.strength = strength;
            place.words = words;
        }
        return;
    }
    places.push(Place {
        code,
        words,
        strength,
        mentions: 1,
        in_title,
    });
}

/// Which of the municipalities the document is about.
///
/// A document is about the municipality that published it and about those that its title names.
/// Where there is none of either, it is about the one for which it speaks; else the one that it names
/// three times or more and at least twice as often as any other, or its only one; else all the
/// nominees of the edition that it is about, if it names them all. Of the others, those with whom something is done
/// are partners, and the rest mentioned.
pub(crate) fn roles(
    document: &Document,
    places: &[Place],
    year: Option<&FoundYear>,
    vocabulary: &Vocabulary,
) -> Vec<MunicipalityRef> {
    let publisher = publisher(document, vocabulary);
    let mut subjects: Vec<MunicipalityCode> = places
        .iter()
        .filter(|place| place.in_title)
        .map(|place| place.code)
        .chain(publisher)
        .collect();
    if subjects.is_empty() {
        subjects.extend(speaker(document, vocabulary));
    }
    if subjects.is_empty() {
        subjects.extend(most_mentioned(places, FEWEST_MENTIONS));
    }
    if subjects.is_empty()
        && let Some(year) = year
    {
        subjects.clone_from(&year.nominees);
    }
    if subjects.is_empty() {
        subjects.extend(most_mentioned(places, 2));
    }
    let mentions = vocabulary.gazetteer.mentions(document.body());
    let partners = partners::find(document.body(), &mentions);
    let mut municipalities: Vec<MunicipalityRef> = places
        .iter()
        .map(|place| MunicipalityRef {
            code: place.code,
            role: if subjects.contains(&place.code) {
                MunicipalityRole::Subject
            } else if partners.contains(&place.code) {
                MunicipalityRole::Partner
            } else {
                MunicipalityRole::Mentioned
            },
            mention: Some(place.words.clone()),
        })
        .collect();
    if let Some(code) = publisher.filter(|code| places.iter().all(|place| place.code != *code)) {
        municipalities.push(MunicipalityRef {
            code,
            role: MunicipalityRole::Subject,
            mention: None,
        });
    }
    municipalities
}

/// Settles the subjects of a document that neither its publisher nor its title tells, by what
/// stands in it: whom its parts are about, where nobody else is or they are several, or the one who
/// won the edition that it is about.
pub(crate) fn settle(
    municipalities: &mut [MunicipalityRef],
    owners: impl Iterator<Item = MunicipalityCode>,
    winners: &[MunicipalityCode],
) {
    let owners: BTreeSet<MunicipalityCode> = owners.collect();
    let is_subject =
        |municipality: &MunicipalityRef| municipality.role == MunicipalityRole::Subject;
    let has_subject = municipalities.iter().any(is_subject);
    let subjects: Vec<MunicipalityCode> =
        if owners.len() >= FEWEST_OWNERS || (!owners.is_empty() && !has_subject) {
            owners.into_iter().collect()
        } else if !winners.is_empty() && owners.is_empty() {
            winners.to_vec()
        } else {
            return;
        };
    for municipality in municipalities.iter_mut() {
        if subjects.contains(&municipality.code) {
            municipality.role = MunicipalityRole::Subject;
        } else if municipality.role == MunicipalityRole::Subject {
            municipality.role = MunicipalityRole::Mentioned;
        }
    }
    municipalities.sort_by_key(|municipality| !is_subject(municipality));
}

/// Whether a document's publisher, its title, or who speaks in it tells whom it is about.
pub(crate) fn is_told(document: &Document, places: &[Place], vocabulary: &Vocabulary) -> bool {
    publisher(document, vocabulary).is_some()
        || places.iter().any(|place| place.in_title)
        || speaker(document, vocabulary).is_some()
}

/// The one municipality for which a text speaks: `vi i Karlskrona`, or whose office it interviews.
pub(crate) fn speaker(document: &Document, vocabulary: &Vocabulary) -> Option<MunicipalityCode> {
    let body = document.body();
    let mut speakers: Vec<MunicipalityCode> = vocabulary
        .gazetteer
        .mentions(body)
        .iter()
        .filter(|mention| {
            let before = body[..mention.span.start()].trim_end();
            let mut words = before.rsplit(char::is_whitespace);
            let place = words
                .next()
                .is_some_and(|word| matches!(word, "i" | "på" | "in"));
            place
                && words.next().is_some_and(|word| {
                    matches!(word.to_lowercase().as_str(), "vi" | "oss" | "we" | "us")
                })
        })
        .map(|mention| mention.code)
        .collect();
    speakers.dedup();
    match speakers.as_slice() {
        [only] => Some(*only),
        [] => interviews::find(body, vocabulary).map(|found| found.code),
        _ => None,
    }
}

fn most_mentioned(places: &[Place], fewest: usize) -> Option<MunicipalityCode> {
    if let [only] = places {
        return Some(only.code);
    }
    let most = places.iter().max_by_key(|place| place.mentions)?;
    let next = places
        .iter()
        .filter(|place| place.code != most.code)
        .map(|place| place.mentions)
        .max()
        .unwrap_or_default();
    let is_first = places.first().is_some_and(|first| first.code == most.code);
    (most.mentions >= fewest && most.mentions >= next * LEAD && (is_first || fewest > 2))
        .then_some(most.code)
}

/// The municipality that published a document: by the publisher's name, else by the address's
/// host, such as `www.kungsbacka.se`.
pub(crate) fn publisher(document: &Document, vocabulary: &Vocabulary) -> Option<MunicipalityCode> {
    let register = &vocabulary.register;
    if let Some(name) = &document.metadata.publisher {
        return register.by_name(name).map(|municipality| municipality.code);
    }
    let host = document
        .metadata
        .url
        .as_deref()?
        .split("://")
        .nth(1)?
        .split(['/', ':', '?'])
        .next()?
        .to_lowercase();
    let name = host
        .strip_suffix(".se")?
        .rsplit('.')
        .next()?
        .replace('-', "");
    let mut by_host: BTreeMap<String, Option<MunicipalityCode>> = BTreeMap::new();
    for municipality in register.municipalities() {
        let folded = fold_diacritics(&municipality.name).replace([' ', '-'], "");
        // Habo and Håbo are one without the ring; such a host names neither.
        by_host
            .entry(folded)
            .and_modify(|code| *code = None)
            .or_insert(Some(municipality.code));
    }
    by_host.get(&name).copied().flatten()
}
