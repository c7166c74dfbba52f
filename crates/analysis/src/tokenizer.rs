//! Words and the hyphens that join them.
//!
//! A word is a run of letters and digits. Words joined by hyphens make one group when one of them
//! holds a letter, so that `e-tjänst` is a word with two parts while `2013-2019` is two numbers.
//! The ending after a colon (`SKR:s`, `pdf:en`) belongs to no term.

use std::ops::Range;
use std::{iter, slice};

/// More hyphens than this make no word, but an address or a line of dashes.
const MAX_PARTS: usize = 4;

/// Endings that Swedish writes after a colon.
const COLON_ENDINGS: &[&str] = &[
    "s", "n", "en", "et", "ar", "er", "or", "na", "arna", "erna", "ens", "ets", "are", "t", "a",
    "ns", "ers", "ars", "de", "e",
];

/// Gives the words of a text in order, each as where its parts stand: one for a word without
/// hyphens, the sides of the hyphens for a group of words that they join.
pub(crate) fn each_word(text: &str, mut take: impl FnMut(&[Range<usize>])) {
    let mut runs = runs(text).peekable();
    let mut parts = Vec::new();
    while let Some(run) = runs.next() {
        let mut end = run.end;
        parts.clear();
        parts.push(run);
        while let Some(next) = runs.next_if(|next| &text[end..next.start] == "-") {
            end = next.end;
            parts.push(next);
        }
        if let Some(next) = runs.peek()
            && &text[end..next.start] == ":"
            && COLON_ENDINGS.contains(&&text[next.clone()])
            && text[parts[0].clone()].chars().any(char::is_alphabetic)
        {
            runs.next();
        }
        if joins(text, &parts) {
            take(&parts);
        } else {
            for part in &parts {
                take(slice::from_ref(part));
            }
        }
    }
}

/// The words of a text, each as where it stands, hyphens included.
pub(crate) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    each_word(text, |parts| words.push(range_of(parts)));
    words
}

/// Where a word stands whose parts are given.
pub(crate) fn range_of(parts: &[Range<usize>]) -> Range<usize> {
    let start = parts.first().map_or(0, |part| part.start);
    start..parts.last().map_or(start, |part| part.end)
}

/// Whether parts with hyphens between them make one word.
fn joins(text: &str, parts: &[Range<usize>]) -> bool {
    parts.len() == 1
        || parts.len() <= MAX_PARTS
            && parts
                .iter()
                .any(|part| text[part.clone()].chars().any(char::is_alphabetic))
}

/// The runs of letters and digits, with the marks that belong to them.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    iter::from_fn(move || {
        let start = find(text, at, is_letter)?;
        let end = find(text, start, |letter| !is_within(letter)).unwrap_or(text.len());
        at = end;
        Some(start..end)
    })
}

/// Where the first letter from a place on is that is such, as bytes.
fn find(text: &str, from: usize, is_such: impl Fn(char) -> bool) -> Option<usize> {
    let mut at = from;
    // Nearly all are of one byte, which needs no decoding.
    while let Some(byte) = text.as_bytes().get(at) {
        let (letter, len) = if byte.is_ascii() {
            (char::from(*byte), 1)
        } else {
            let letter = text[at..].chars().next()?;
            (letter, letter.len_utf8())
        };
        if is_such(letter) {
            return Some(at);
        }
        at += len;
    }
    None
}

/// Whether a letter or a digit.
fn is_letter(letter: char) -> bool {
    match letter {
        '\0'..='\x7f' => letter.is_ascii_alphanumeric(),
        // Those of Swedish and its neighbours are told without looking them up.
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => true,
        _ => letter.is_alphanumeric(),
    }
}

/// Whether a run that has begun goes on.
fn is_within(letter: char) -> bool {
    is_letter(letter)
        // A mark that composes with no letter, as in Devanagari.
        || !letter.is_ascii() && unicode_normalization::char::is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let mut found: Vec<Vec<&str>> = Vec::new();
        each_word(text, |parts| {
            found.push(parts.iter().map(|part| &text[part.clone()]).collect());
        });
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        check("", &[]);
        check("Vara kommun, 2013!", &[&["Vara"], &["kommun"], &["2013"]]);
        check("5G-nät 24/7", &[&["5G", "nät"], &["24"], &["7"]]);
        check("kl 10:30", &[&["kl"], &["10"], &["30"]]);
    }

    #[test]
    fn hyphens_join_words_but_not_numbers() {
        check("e-tjänst", &[&["e", "tjänst"]]);
        check("IT-kommun", &[&["IT", "kommun"]]);
        check("2013-2019", &[&["2013"], &["2019"]]);
        check("covid-19", &[&["covid", "19"]]);
        check(
            "för- och grundskola",
            &[&["för"], &["och"], &["grundskola"]],
        );
        check("a-b-c-d-e", &[&["a"], &["b"], &["c"], &["d"], &["e"]]);
        check("ett - två -tre", &[&["ett"], &["två"], &["tre"]]);
        check("ett--två", &[&["ett"], &["två"]]);
    }

    #[test]
    fn the_ending_after_a_colon_is_no_word() {
        check(
            "SKR:s IT-kommun:ens AI:stöd",
            &[&["SKR"], &["IT", "kommun"], &["AI"], &["stöd"]],
        );
        check("10:e", &[&["10"], &["e"]]);
    }
}
