//! The letters that typed beginnings are compared by.

use std::collections::BTreeMap;
use std::ops::Range;

use analysis::{Analyzer, Chain, Memo, fold_diacritics};

/// A text as it is compared: lower case without marks, letters and digits alone, one blank between
/// words. `E-tjänster  för` is `etjanster for`.
pub(super) fn key(text: &str) -> String {
    let words = text.split_whitespace().map(word_key);
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn word_key(word: &str) -> String {
    fold_diacritics(word)
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// The words of a text as they are compared, each with where it stands.
pub(super) fn typed_words(text: &str) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| !letter.is_whitespace()) {
        let word = &rest[start..];
        let len = word.find(char::is_whitespace).unwrap_or(word.len());
        let at = text.len() - word.len();
        let key = word_key(&word[..len]);
        if !key.is_empty() {
            words.push((at, key));
        }
        rest = &word[len..];
    }
    words
}

/// Where words and parts of words begin in a text, in order, and whether it is a word's beginning.
pub(super) fn starts(text: &str, analyzer: &Analyzer, memo: &mut Memo) -> BTreeMap<usize, bool> {
    let mut starts = BTreeMap::new();
    for (chain, is_word) in [(Chain::Parts, false), (Chain::Exact, true)] {
        analyzer.each_token(chain, text, memo, |_, range, _| {
            starts.insert(range.start, is_word);
        });
    }
    starts
}

/// Where typed beginnings stand in a text, in order and apart.
pub(super) fn marked(text: &str, typed: &[String], analyzer: &Analyzer) -> Vec<Range<usize>> {
    let mut marked: Vec<Range<usize>> = Vec::new();
    for start in starts(text, analyzer, &mut Memo::default()).into_keys() {
        if marked.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let ends = typed.iter().filter_map(|key| end_of(key, text, start));
        marked.extend(ends.max().map(|end| start..end));
    }
    marked
}

/// Where a key ends in a text that begins so from `start` on.
fn end_of(wanted: &str, text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    rest.char_indices()
        .map(|(at, letter)| at + letter.len_utf8())
        // The key of a longer beginning is never shorter.
        .find(|end| key(&rest[..*end]).len() >= wanted.len())
        .filter(|end| key(&rest[..*end]) == wanted)
        .map(|end| start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_by_their_letters() {
        assert_eq!(
            key("  E-tjänster  för \"ÄLDRE\" "),
            "e-tjanster for aldre".replace('-', "")
        );
        assert_eq!(key("- +"), "");
        assert_eq!(
            typed_words(" öppna  da"),
            [(1, "oppna".to_owned()), (9, "da".to_owned())]
        );
    }

    #[test]
    fn what_was_typed_is_marked_in_words_and_parts() {
        let marked = |text: &str, typed: &[&str]| -> Vec<String> {
            let typed: Vec<String> = typed.iter().map(|word| key(word)).collect();
            let ranges = marked(text, &typed, Analyzer::swedish());
            ranges
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect()
        };
        assert_eq!(
            marked("Äldre och e-tjänster", &["ald", "etj"]),
            ["Äld", "e-tj"]
        );
        assert_eq!(marked("Öppna data", &["oppna d"]), ["Öppna d"]);
        assert_eq!(marked("Ett trygghetslarm", &["lar"]), ["lar"]);
        assert_eq!(marked("Robot", &["bot"]), [""; 0]);
    }
}
