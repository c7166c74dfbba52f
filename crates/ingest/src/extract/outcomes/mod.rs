//! What a document says of how far municipalities came in the award.
//!
//! Sentences are read in order. One that says `nominerade`, `finalister`, `gått vidare` or `vann`
//! gives an outcome to the municipalities it names, or to those in the list below it, or to those
//! whom the sentence after it goes on with. Only what is said of the award whose editions are known
//! counts: a sentence that names another award, and those after it until this one is named again,
//! are passed over.

mod claims;
mod denials;
mod gathering;
mod known;
mod linking_phrases;
mod lists;
mod phrases;
mod reader;
mod whom;
mod winners;
mod winning_phrases;

use jiff::ToSpan;
use jiff::civil::Date;
use records::{DatePrecision, MunicipalityCode, Outcome, Year, YearBasis};
use vocabulary::{AwardClass, AwardEdition, Vocabulary};

use self::gathering::presented_in;
use self::reader::Reader;
use super::lines::Lines;
use super::segment::{Segment, taken};
use super::sentences::sentences;
use crate::document::Document;
use crate::findings::Findings;
use crate::link::award_years::AwardYears;
use crate::link::years::FoundYear;
use crate::rule;

/// For so many months after a ceremony its edition is the one that texts are about.
const MONTHS_AFTER: i64 = 16;

/// So many years after it the only edition that a text names may be what it is about.
const YEARS_AFTER: u16 = 2;

/// Whether a cell of a table is a word or two for how far somebody came.
pub(super) fn is_outcome_word(cell: &str) -> bool {
    lists::outcome_word(cell).is_some()
}

/// The outcomes that a document states outside the parts in which others speak or act.
pub(crate) fn find(
    document: &Document,
    lines: &Lines<'_>,
    parts: &[Segment],
    subjects: &[MunicipalityCode],
    year: Option<&FoundYear>,
    vocabulary: &Vocabulary,
    findings: &mut Findings,
) -> Vec<Outcome> {
    let names = &vocabulary.award_names;
    if !names.names_ours(&document.text) && !names.names_ours(&document.title) {
        return Vec::new();
    }
    let edition = edition_of(document, year, vocabulary);
    // The award last named: what is said without naming one is said of it.
    let ours = names.names_ours(&document.title) || !names_other(vocabulary, lines);
    let subject = match subjects {
        [only] => Some(*only),
        _ => None,
    };
    let mut reader = Reader::new(&document.text, vocabulary, edition, subject, ours);
    reader.gathering.decided = decided(document, edition, vocabulary);
    reader.gathering.is_decided = is_decided(document, year, edition, vocabulary);
    match &document.title_span {
        Some(title) => reader.sentence(title.clone(), true),
        None if document.is_composed => {}
        None => reader.title(&document.title),
    }
    let taken = taken(parts, lines.list.len());
    for (at, line) in lines.list.iter().enumerate() {
        if taken[at] {
            reader.taken(line);
        } else {
            reader.line(line, lines.list.get(at + 1));
        }
    }
    reader.close();
    let announced = reader.announced();
    reader.of_parts(parts);
    let mut gathering = reader.gathering;
    if gathering.without_edition {
        findings.info(
            rule::NO_EDITION,
            "outcomes are stated, but not of which edition of the award; they are left out",
        );
    }
    gathering.settle_places();
    gathering.settle_competitors(announced);
    let mut found = gathering.found;
    found.sort_by_key(|outcome| (outcome.edition, outcome.code));
    found
}

fn names_other(vocabulary: &Vocabulary, lines: &Lines<'_>) -> bool {
    let first = lines.list.iter().find_map(|line| {
        vocabulary
            .award_names
            .mentions(lines.words(line))
            .first()
            .cloned()
    });
    first.is_some_and(|award| award.class == AwardClass::Other)
}

/// The last edition presented before a document was published, where the one that it is about was
/// presented later: what it tells of a winner is of that one.
fn decided(document: &Document, edition: Option<Year>, vocabulary: &Vocabulary) -> Option<Year> {
    let published = document.metadata.published?;
    let editions = &vocabulary.editions;
    let own = editions.edition(edition?)?.ceremony_date?;
    if published.precision != DatePrecision::Day || own.date <= published.date {
        return None;
    }
    (editions.all().iter().rev())
        .find(|former| edition.is_some_and(|edition| former.year < edition))
        .map(|former| former.year)
}

/// The day of an edition's ceremony; where it is not known, the end of the November of its year, in
/// which most were.
fn ceremony(edition: &AwardEdition) -> Option<Date> {
    let known = edition.ceremony_date.map(|ceremony| ceremony.date);
    let year = i16::try_from(edition.year.number()).ok()?;
    known.or_else(|| Date::new(year, 11, 30).ok())
}

/// When a document was published; where that is not known, the end of the year that it states.
fn told_on(document: &Document, year: Option<&FoundYear>) -> Option<Date> {
    let published = document.metadata.published.map(|published| published.date);
    let stated = || {
        let dated = year?.dated;
        let year = i16::try_from(dated.value.number()).ok()?;
        (dated.basis == YearBasis::Stated)
            .then(|| Date::new(year, 12, 31).ok())
            .flatten()
    };
    published.or_else(stated)
}

/// Whether a document was published after the edition that it is about had its winner.
fn is_decided(
    document: &Document,
    year: Option<&FoundYear>,
    edition: Option<Year>,
    vocabulary: &Vocabulary,
) -> bool {
    let ceremony = edition
        .and_then(|edition| vocabulary.editions.edition(edition))
        .and_then(ceremony);
    match (told_on(document, year), ceremony) {
        (Some(told), Some(ceremony)) => told > ceremony,
        _ => false,
    }
}

/// The one edition that a text names, where it does not tell of it as a former one.
fn only_edition_named(text: &str, vocabulary: &Vocabulary) -> Option<Year> {
    let years = AwardYears::new(vocabulary);
    let mut named: Vec<Year> = sentences(text, &(0..text.len()))
        .into_iter()
        .map(|sentence| &text[sentence])
        .filter(|sentence| {
            !claims::is_about_the_past(sentence) && !claims::tells_of_the_reigning(sentence)
        })
        .flat_map(|sentence| years.beside(sentence))
        .filter(|year| vocabulary.editions.edition(*year).is_some())
        .collect();
    named.sort_unstable();
    named.dedup();
    match named.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The edition that a document is about: that of its year, else the only one that it names, else the
/// one presented in that year, else the last one presented before it was published.
fn edition_of(
    document: &Document,
    year: Option<&FoundYear>,
    vocabulary: &Vocabulary,
) -> Option<Year> {
    let year = year?;
    if let Some(edition) = year.edition {
        return Some(edition);
    }
    let value = year.dated.value;
    let editions = &vocabulary.editions;
    let named = only_edition_named(&document.text, vocabulary)
        // What is long past is history.
        .filter(|named| (named.number()..=named.number() + YEARS_AFTER).contains(&value.number()));
    if named.is_some() {
        return named;
    }
    editions
        .edition(value)
        .map(|edition| edition.year)
        .or_else(|| presented_in(value, vocabulary))
        .or_else(|| {
            let published = told_on(document, Some(year))?;
            let last = editions.all().iter().rev().find(|edition| {
                let ceremony = ceremony(edition);
                ceremony.is_some_and(|ceremony| {
                    ceremony <= published
                        && ceremony
                            .checked_add(MONTHS_AFTER.months())
                            .is_ok_and(|end| published <= end)
                })
            })?;
            Some(last.year)
        })
}
