//! A name in a text, and what the words right beside it say.

use std::ops::RangeInclusive;

use records::MunicipalityCode;

use super::Gazetteer;
use super::context::Effect;
use super::forms::{FormKind, Found};
use super::words::{Case, Gap, Word};

/// A name that may be a municipality's.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one observation about the words beside a name, and any may hold with any"
)]
pub(super) struct Candidate {
    pub(super) code: MunicipalityCode,
    /// The first byte of the name.
    pub(super) start: usize,
    /// One past the last byte of the name and of the `kommun` after it.
    pub(super) end: usize,
    /// The places of its words, without the `kommun`.
    pub(super) words: RangeInclusive<usize>,
    pub(super) kind: FormKind,
    /// The words beside it say that it is something else.
    pub(super) rejected: bool,
    /// The words beside it say that it is a municipality.
    pub(super) strong: bool,
    /// It looks like somebody's surname.
    pub(super) is_person: bool,
    /// It stands in a list with names that are surely municipalities.
    pub(super) listed_with_others: bool,
    pub(super) opens_sentence: bool,
    /// A preposition of place stands before it.
    pub(super) is_place: bool,
    /// Another word with a capital follows it.
    pub(super) before_capital: bool,
    /// The word after it joins it with others.
    pub(super) joins: bool,
    /// A verb that suits a municipality follows it.
    pub(super) acts: bool,
    /// It follows `i`: somewhere inside it.
    pub(super) is_inside: bool,
    /// It is written in capitals throughout, so that its own says nothing.
    pub(super) is_upper: bool,
    /// It is all that stands on a line, in a cell or before a colon there, but for numbers.
    pub(super) is_label: bool,
}

impl Gazetteer {
    /// The names of a text, each judged by the words right beside it.
    pub(super) fn candidates(&self, text: &str, words: &[Word]) -> Vec<Candidate> {
        let finnish = is_finnish(words);
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let found = (self.forms.longest(words, at))
                .or_else(|| finnish.then(|| self.forms.finnish(&words[at])).flatten());
            let Some(found) = found else {
                at += 1;
                continue;
            };
            let mut candidate = self.candidate(words, at, found, candidates.last());
            candidate.is_label = is_label(text, candidate.start, candidate.end);
            if found.kind != FormKind::Attributive || candidate.strong {
                candidates.push(candidate);
            }
            at += found.len;
        }
        candidates
    }

    fn candidate(
        &self,
        words: &[Word],
        first: usize,
        found: Found,
        former: Option<&Candidate>,
    ) -> Candidate {
        let next = first + found.len;
        let corporate = self.contexts.after(words, next, Effect::Corporate);
        let strong = found.kind == FormKind::Official
            || corporate.is_some()
            || self.contexts.after(words, next, Effect::Strong).is_some()
            || self.contexts.before(words, first, Effect::Strong);
        let last_word = next + corporate.unwrap_or_default() - 1;
        let follows = |wanted: Gap| words.get(next).filter(|word| word.gap == wanted);
        // `Kungsbacka-modellen` and `Karlskrona.se` are other words.
        let is_part = matches!(words[first].gap, Gap::Hyphen | Gap::Joined)
            || [Gap::Hyphen, Gap::Joined, Gap::Suspended]
                .into_iter()
                .any(|gap| follows(gap).is_some());
        Candidate {
            code: found.code,
            start: words[first].range.start,
            end: words[last_word].range.end,
            words: first..=next - 1,
            kind: found.kind,
            rejected: is_part
                || self.contexts.before(words, first, Effect::Reject)
                || self.contexts.after(words, next, Effect::Reject).is_some(),
            strong,
            is_person: self.is_surname(words, first, former),
            listed_with_others: false,
            opens_sentence: opens_sentence(words, first),
            is_place: self.contexts.before(words, first, Effect::Place)
                || self.contexts.before(words, first, Effect::Inside),
            before_capital: follows(Gap::Space).is_some_and(|word| match words[first].case {
                Case::Upper => false,
                _ => !matches!(word.case, Case::Lower | Case::Number),
            }),
            // `Falkenberg, som vann 2009`
            acts: self.contexts.after(words, next, Effect::Acts).is_some()
                || follows(Gap::Mark).is_some_and(|word| RELATIVE.contains(&word.lower.as_str())),
            joins: follows(Gap::Space).is_some_and(|word| JOINING.contains(&word.lower.as_str()))
                && words
                    .get(next + 1)
                    .is_some_and(|word| GROUPS.contains(&word.lower.as_str())),
            is_inside: self.contexts.before(words, first, Effect::Inside),
            is_upper: words[first].case == Case::Upper,
            is_label: false,
        }
    }

    /// Whether the word before a name makes the name look like a surname.
    fn is_surname(&self, words: &[Word], first: usize, former: Option<&Candidate>) -> bool {
        let Some(before) = first.checked_sub(1).map(|before| &words[before]) else {
            return false;
        };
        let is_initial = before.range.len() == 1 && before.case == Case::Title;
        if words[first].gap == Gap::Break {
            let one_mark = words[first].range.start - before.range.end <= 2;
            // `A. Falkenberg`, but not `plan A` at the end of a line.
            return is_initial && one_mark && words[first].case == Case::Title;
        }
        if words[first].gap != Gap::Space {
            return false;
        }
        if ADDRESSES.contains(&before.lower.as_str()) {
            return true;
        }
        if self.first_names.contains(&before.lower) {
            return before.case.is_capital();
        }
        let is_name = former.is_some_and(|former| *former.words.end() + 1 == first);
        before.case == Case::Title
            && !is_initial
            && !is_name
            && !opens_sentence(words, first - 1)
            && !self.contexts.is_before_word(before)
    }
}

/// Whether a word is the first of a sentence, a line or a quotation.
fn opens_sentence(words: &[Word], at: usize) -> bool {
    at == 0 || matches!(words[at].gap, Gap::Break | Gap::Colon)
}

/// Words that go on, after a comma, with what the one just named does or is.
const RELATIVE: &[&str] = &[
    "som", "där", "vars", "which", "where", "whose", "joka", "jossa", "der",
];

/// Words that join a name with others.
const JOINING: &[&str] = &["och", "samt", "and", "og", "ja"];

/// Words after those that open a group of municipalities, and no group of colleagues.
const GROUPS: &[&str] = &["de", "the", "a", "en", "trion", "tre"];

/// What people are called by before their surname.
const ADDRESSES: &[&str] = &["herr", "fru", "fröken", "mr", "mrs", "ms", "herra", "rouva"];

/// Whether a name is all that stands on its line, in its cell, or before a colon or a dash there.
/// Numbers, bullets and brackets say nothing.
fn is_label(text: &str, start: usize, end: usize) -> bool {
    let says = |letter: &char| letter.is_alphabetic() || *letter == '|' || *letter == '\n';
    // The full stop of a number before it; any other ends a sentence.
    let before = text[..start].chars().rev().find(says);
    let mut after = text[end..]
        .chars()
        .filter(|letter| !letter.is_ascii_digit());
    let mut opens = false;
    let ends = loop {
        match after.next() {
            None | Some('\n' | '|' | ':') => break true,
            Some('-' | '(') => break opens,
            Some(' ') => opens = true,
            Some(')') => {}
            Some(_) => break false,
        }
    };
    ends && before.is_none_or(|letter| !letter.is_alphabetic())
}

/// Words that only a Finnish text holds several of.
const FINNISH: &[&str] = &[
    "ja", "että", "kunta", "kunnan", "kunnat", "kuntien", "myös", "oli", "ovat", "sekä", "vuoden",
    "vuonna",
];

fn is_finnish(words: &[Word]) -> bool {
    let mut seen: Vec<&str> = words
        .iter()
        .filter_map(|word| FINNISH.iter().find(|finnish| **finnish == word.lower))
        .copied()
        .collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len() > 1
}
