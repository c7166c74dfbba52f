//! Words and the hyphens that join them.
//!
//! A word is a run of letters and digits. Words joined by hyphens make one group when one of them
//! holds a letter, so that `e-tjänst` is a word with two parts while `2013-2019` is two numbers.
//! The ending after a colon (`SKR:s`, `pdf:en`) belongs to no term.

use std::ops::Range;

/// More hyphens than this make no word, but an address or a line of dashes.
const MAX_PARTS: usize = 4;

/// Endings that Swedish writes after a colon.
const COLON_ENDINGS: &[&str] = &[
    "s", "n", "en", "et", "ar", "er", "or", "na", "arna", "erna", "ens", "ets", "are", "t", "a",
    "ns", "ers", "ars", "de", "e",
];

/// One word of a text, or a group of words joined by hyphens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where the words of the group stand; one for a word without hyphens.
    pub(crate) parts: Vec<Range<usize>>,
}

impl Word {
    /// Where the group stands, hyphens included.
    pub(crate) fn range(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |part| part.start);
        let end = self.parts.last().map_or(start, |part| part.end);
        start..end
    }
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut runs = runs(text).into_iter().peekable();
    while let Some(run) = runs.next() {
        let mut parts = vec![run];
        while let Some(next) = runs.peek() {
            let end = parts.last().map_or(0, |part| part.end);
            if &text[end..next.start] != "-" {
                break;
            }
            parts.push(next.clone());
            runs.next();
        }
        let end = parts.last().map_or(0, |part| part.end);
        if let Some(next) = runs.peek()
            && &text[end..next.start] == ":"
            && COLON_ENDINGS.contains(&&text[next.clone()])
            && text[parts[0].clone()].chars().any(char::is_alphabetic)
        {
            runs.next();
        }
        if joins(text, &parts) {
            words.push(Word { parts });
        } else {
            words.extend(parts.into_iter().map(|part| Word { parts: vec![part] }));
        }
    }
    words
}

/// Whether parts with hyphens between them make one word.
fn joins(text: &str, parts: &[Range<usize>]) -> bool {
    parts.len() <= MAX_PARTS
        && parts
            .iter()
            .any(|part| text[part.clone()].chars().any(char::is_alphabetic))
}

/// The runs of letters and digits, with the marks that belong to them.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        let within = letter.is_alphanumeric()
            // A mark that composes with no letter, as in Devanagari.
            || (start.is_some() && unicode_normalization::char::is_combining_mark(letter));
        match (within, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        runs.push(from..text.len());
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let found: Vec<Vec<&str>> = words(text)
            .iter()
            .map(|word| word.parts.iter().map(|part| &text[part.clone()]).collect())
            .collect();
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
