//! What a document says of how far municipalities came in the award.
//!
//! Sentences are read in order. One that says `nominerade`, `finalister`, `gått vidare` or `vann`
//! gives an outcome to the municipalities it names, or to those in the list below it, or to those
//! whom the sentence after it goes on with. Only what is said of the award whose editions are known
//! counts: a sentence that names another award, and those after it until this one is named again,
//! are passed over.

mod claims;
mod gathering;
mod lists;
mod phrases;
mod reader;
mod winners;
mod winning_phrases;

use jiff::ToSpan;
use records::{MunicipalityCode, Outcome, Year};
use vocabulary::{AwardClass, Vocabulary};

use self::gathering::presented_in;
use self::reader::Reader;
use super::lines::Lines;
use super::segment::{Segment, taken};
use crate::document::Document;
use crate::findings::Findings;
use crate::link::years::FoundYear;
use crate::rule;

/// For so many months after a ceremony its edition is the one that texts are about.
const MONTHS_AFTER: i64 = 16;

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

/// The edition that a document is about: that of its year, else the one presented in that year,
/// else the last one presented before it was published.
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
    editions
        .edition(value)
        .map(|edition| edition.year)
        .or_else(|| presented_in(value, vocabulary))
        .or_else(|| {
            let published = document.metadata.published?.date;
            let last = editions.all().iter().rev().find(|edition| {
                edition.ceremony_date.is_some_and(|ceremony| {
                    ceremony.date <= published
                        && ceremony
                            .date
                            .checked_add(MONTHS_AFTER.months())
                            .is_ok_and(|end| published <= end)
                })
            })?;
            Some(last.year)
        })
}
