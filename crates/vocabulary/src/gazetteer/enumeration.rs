//! Names in a list: `Mora, Orsa och Älvdalens kommuner`.

use std::collections::HashSet;

use records::MunicipalityCode;

use super::Gazetteer;
use super::ambiguity::Ambiguity;
use super::candidate::Candidate;
use super::context::Effect;
use super::forms::FormKind;
use super::words::{Case, Word};

/// So many names in a list that are surely municipalities vouch for the others in it.
///
/// With one, `Berg och Karlstad` would do, and a person can stand beside a town.
const VOUCHERS: usize = 2;

/// So many names that are no everyday words do, too: `Mora, Orsa och Älvdalen`.
const SOFT_VOUCHERS: usize = 3;

/// Words that may stand between two names of a list.
const LINKS: &[&str] = &["och", "samt", "eller", "respektive", "and", "or"];

/// Passes on, within each list of names, what is said before its first or after its last name.
///
/// A name is sure that is nothing else, or that the text elsewhere says to be a municipality's.
pub(super) fn spread(
    gazetteer: &Gazetteer,
    text: &str,
    words: &[Word],
    candidates: &mut [Candidate],
) {
    let named: HashSet<MunicipalityCode> = candidates
        .iter()
        .filter(|candidate| candidate.strong && !candidate.rejected)
        .map(|candidate| candidate.code)
        .collect();
    let mut from = 0;
    while from < candidates.len() {
        let mut to = from + 1;
        while to < candidates.len() && linked(text, words, &candidates[to - 1], &candidates[to]) {
            to += 1;
        }
        judge(gazetteer, words, &named, &mut candidates[from..to]);
        from = to;
    }
}

fn judge(
    gazetteer: &Gazetteer,
    words: &[Word],
    named: &HashSet<MunicipalityCode>,
    list: &mut [Candidate],
) {
    let [first, .., last] = list else {
        return;
    };
    let (start, end) = (*first.words.start(), *last.words.end() + 1);
    if last.rejected
        && gazetteer
            .contexts
            .after(words, end, Effect::Reject)
            .is_some()
    {
        // `Stockholms och Uppsala län`, `Göteborgs och Lunds universitet`: the last word goes
        // with every name that is written as the last one is.
        for candidate in list.iter_mut().filter(|candidate| !candidate.strong) {
            let name: Vec<&str> = words[candidate.words.clone()]
                .iter()
                .map(|word| word.lower.as_str())
                .collect();
            candidate.rejected |= candidate.kind == FormKind::Genitive
                || gazetteer.county_stems.contains(&name.join(" "));
        }
    }
    let plural = gazetteer
        .contexts
        .after(words, end, Effect::Plural)
        .is_some()
        || gazetteer.contexts.before(words, start, Effect::Plural);
    let mut sure: Vec<_> = list
        .iter()
        .filter(|candidate| !candidate.rejected && !candidate.is_person)
        .filter(|candidate| {
            named.contains(&candidate.code) || !gazetteer.ambiguous.contains_key(&candidate.code)
        })
        .map(|candidate| candidate.code)
        .collect();
    sure.sort_unstable();
    sure.dedup();
    let mut soft: Vec<_> = list
        .iter()
        .filter(|candidate| !candidate.rejected && !candidate.is_person)
        .filter(|candidate| {
            sure.contains(&candidate.code)
                || matches!(
                    gazetteer.ambiguous.get(&candidate.code),
                    Some(Ambiguity::Soft | Ambiguity::Word)
                )
        })
        .map(|candidate| candidate.code)
        .collect();
    soft.sort_unstable();
    soft.dedup();
    // `i Skara och Tibro`: what makes the first a place makes the others so.
    let is_place = list.first().is_some_and(|first| first.is_place);
    // `Nacka eller Värmdö blir`: what the last one does the others do, and a place beside another
    // is no everyday word.
    let acts = list.last().is_some_and(|last| last.acts) || soft.len() > 1;
    for candidate in list.iter_mut().filter(|candidate| !candidate.is_person) {
        candidate.strong |= plural;
        candidate.acts |= acts;
        candidate.is_place |= is_place;
        candidate.listed_with_others = sure.len() >= VOUCHERS || soft.len() >= SOFT_VOUCHERS;
    }
}

/// Whether two names stand beside each other in a list.
///
/// Between them are commas, line ends, bullets or a conjunction; a year in brackets or not, and
/// the first one's `kommun`, are passed over.
fn linked(text: &str, words: &[Word], left: &Candidate, right: &Candidate) -> bool {
    let mut joined = false;
    let mut between = left.end;
    let after = words.partition_point(|word| word.range.start < left.end);
    for word in &words[after..*right.words.start()] {
        let is_link = LINKS.contains(&word.lower.as_str());
        let is_year = word.case == Case::Number && word.lower.len() == 4;
        let Some(separates) = separates(&text[between..word.range.start]) else {
            return false;
        };
        if !is_link && !is_year {
            return false;
        }
        joined |= is_link || separates;
        between = word.range.end;
    }
    separates(&text[between..right.start]).is_some_and(|separates| joined || separates)
}

/// Whether the marks between two words part the items of a list; `None` when they end a sentence.
fn separates(marks: &str) -> Option<bool> {
    let mut separates = false;
    for mark in marks.chars() {
        match mark {
            ',' | ';' | '/' | '&' | '\n' | '•' | '·' | '*' | '+' | '|' => separates = true,
            ' ' | '\t' | '(' | ')' | '-' => {}
            _ => return None,
        }
    }
    Some(separates)
}
