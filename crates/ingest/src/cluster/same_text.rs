//! Whether two records hold one text.

use std::collections::BTreeSet;

use records::{MunicipalityCode, MunicipalityRole, OutcomeKind, Record, Year, YearBasis};

use super::shingles::{SHINGLE, shingles, words};

/// A shorter text has too few shingles to tell by: it must be the same to the word, and its title
/// too.
const FEWEST_WORDS: usize = 20;

/// Two texts with such a share of their shingles in common are one: a reprint has another headline,
/// a date or a line about the newspaper.
const SAME_TEXT: f64 = 0.8;

/// A text that is cut is one with the whole if such a share of its shingles is in that, ...
const CUT_TEXT: f64 = 0.9;

/// ... it has so many words, ...
const FEWEST_WORDS_OF_CUT: usize = 60;

/// ... and such a share of the words of the whole. What has fewer is a quotation.
const LEAST_SHARE_OF_CUT: f64 = 1.0 / 3.0;

/// Two texts that each have so many words in a row of their own say different things in one frame: a
/// form, or a text about the award that many use. An edited sentence is shorter.
const OWN_PASSAGE: usize = 15;

/// What a record says, as its source has it if that is known.
pub(super) fn text(record: &Record) -> &str {
    let text = record.text.as_deref().or(record.summary.as_deref());
    text.unwrap_or_default()
}

/// Whether the texts of two records are one, as it is after small changes or cuts, and nothing that
/// was understood of them says that they are about different things.
pub(super) fn is_same_text(left: &Record, right: &Record) -> bool {
    if !facts_agree(left, right) {
        return false;
    }
    let (own, other) = (words(text(left)), words(text(right)));
    if own == other && !own.is_empty() {
        return own.len() >= FEWEST_WORDS || words(&left.title) == words(&right.title);
    }
    if own.len().min(other.len()) < FEWEST_WORDS {
        return false;
    }
    match compare(&own, &other) {
        Likeness::Same => true,
        Likeness::Cut => named(left) == named(right),
        Likeness::Different => false,
    }
}

/// Whether two records hold the same words, whatever their titles are.
pub(super) fn is_unchanged(left: &Record, right: &Record) -> bool {
    words(text(left)) == words(text(right))
}

#[derive(Debug, PartialEq, Eq)]
enum Likeness {
    Same,
    /// One is the other without some of it.
    Cut,
    Different,
}

fn compare(left: &[String], right: &[String]) -> Likeness {
    let (own, other) = (shingles(left), shingles(right));
    let [own_set, other_set] =
        [&own, &other].map(|list| list.iter().copied().collect::<BTreeSet<u64>>());
    let shared = own_set.intersection(&other_set).count();
    let passages = [(&own, &other_set), (&other, &own_set)]
        .map(|(shingles, shared)| longest_own_passage(shingles, shared));
    if passages.iter().all(|passage| *passage >= OWN_PASSAGE) {
        return Likeness::Different;
    }
    let all = own_set.len() + other_set.len() - shared;
    if share(shared, all) >= SAME_TEXT {
        return Likeness::Same;
    }
    let (short, long) = (left.len().min(right.len()), left.len().max(right.len()));
    let fewer = own_set.len().min(other_set.len());
    if short >= FEWEST_WORDS_OF_CUT
        && share(short, long) >= LEAST_SHARE_OF_CUT
        && share(shared, fewer) >= CUT_TEXT
    {
        return Likeness::Cut;
    }
    Likeness::Different
}

/// The most words in a row of which none is in a shingle that the other text has, too.
fn longest_own_passage(shingles: &[u64], others: &BTreeSet<u64>) -> usize {
    let mut is_shared = vec![false; shingles.len() + SHINGLE - 1];
    for (at, shingle) in shingles.iter().enumerate() {
        if others.contains(shingle) {
            is_shared[at..at + SHINGLE].fill(true);
        }
    }
    is_shared
        .split(|is_shared| *is_shared)
        .map(<[bool]>::len)
        .max()
        .unwrap_or_default()
}

/// Whether two records can hold one text: neither names a municipality or states an outcome where
/// the other has another, and they are not said to be of different years. The parts of documents
/// are about the same municipalities and answer the same question.
fn facts_agree(left: &Record, right: &Record) -> bool {
    let is_told = |record: &Record| -> Option<Year> {
        let year = record.year?;
        matches!(year.basis, YearBasis::Stated | YearBasis::Edition).then_some(year.value)
    };
    if let (Some(left), Some(right)) = (is_told(left), is_told(right))
        && left != right
    {
        return false;
    }
    if left.part_of.is_some() && right.part_of.is_some() {
        return left.kind == right.kind
            && left.question == right.question
            && subjects(left) == subjects(right);
    }
    holds_all(&named(left), &named(right)) && holds_all(&outcomes(left), &outcomes(right))
}

/// Whether one of two sets holds all of the other.
fn holds_all<T: Ord>(left: &BTreeSet<T>, right: &BTreeSet<T>) -> bool {
    left.is_subset(right) || right.is_subset(left)
}

fn subjects(record: &Record) -> BTreeSet<MunicipalityCode> {
    (record.municipalities.iter())
        .filter(|municipality| municipality.role == MunicipalityRole::Subject)
        .map(|municipality| municipality.code)
        .collect()
}

/// The municipalities that stand in a record's own words. That of a publisher need not.
fn named(record: &Record) -> BTreeSet<MunicipalityCode> {
    (record.municipalities.iter())
        .filter(|municipality| municipality.mention.is_some())
        .map(|municipality| municipality.code)
        .collect()
}

fn outcomes(record: &Record) -> BTreeSet<(Year, MunicipalityCode, OutcomeKind)> {
    (record.outcomes.iter())
        .map(|outcome| (outcome.edition, outcome.code, outcome.outcome))
        .collect()
}

/// A part's share of a whole.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 {
        return 0.0;
    }
    number(part) / number(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(from: usize, to: usize) -> String {
        let words: Vec<String> = (from..to).map(|nth| format!("ord{nth}")).collect();
        words.join(" ")
    }

    #[test]
    fn texts_are_compared_by_what_each_has_of_its_own() {
        let whole = numbered(0, 200);
        for (name, other, expected) in [
            ("itself", numbered(0, 200), Likeness::Same),
            (
                "a word changed",
                whole.replace("ord90 ", "en "),
                Likeness::Same,
            ),
            (
                "a sentence changed",
                whole.replace(&numbered(90, 100), &numbered(500, 510)),
                Likeness::Same,
            ),
            (
                "a paragraph more",
                format!("{whole} {}", numbered(500, 540)),
                Likeness::Same,
            ),
            ("a tail cut", numbered(0, 100), Likeness::Cut),
            ("a quotation", numbered(0, 50), Likeness::Different),
            ("cut to under a third", numbered(0, 61), Likeness::Different),
            // Nine tenths of both are a frame, in which each tells something else.
            (
                "a form filled in",
                whole.replace(&numbered(90, 106), &numbered(500, 516)),
                Likeness::Different,
            ),
            (
                "half another text",
                format!("{} {}", numbered(0, 100), numbered(500, 600)),
                Likeness::Different,
            ),
            ("another text", numbered(500, 700), Likeness::Different),
        ] {
            for (left, right) in [(&whole, &other), (&other, &whole)] {
                assert_eq!(compare(&words(left), &words(right)), expected, "{name}");
            }
        }
    }
}
