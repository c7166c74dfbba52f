//! Words that say too little to search for when other words are there.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::analyzer::surface;

const LIST: &str = include_str!("../data/stop_words.txt");

static STOP_WORDS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| LIST.lines().filter(|line| !line.starts_with('#')).collect());

/// Whether a word is one such as `och` or `hur`, which a query drops if others remain.
///
/// Punctuation around the word and case do not matter.
pub fn is_stop_word(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    STOP_WORDS.contains(surface(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_plain() {
        let words: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(words, sorted);
        for word in words {
            assert_eq!(surface(word), word);
            assert_eq!(crate::normalise(word), word);
        }
    }

    #[test]
    fn function_words_are_stop_words_and_subjects_are_not() {
        for word in ["och", "Hur", "är?", "the"] {
            assert!(is_stop_word(word), "{word}");
        }
        for word in ["data", "kommun", "digital", "", "?"] {
            assert!(!is_stop_word(word), "{word}");
        }
    }
}
