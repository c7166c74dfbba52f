//! Words that leave their last part to a later one: `för- och grundskola`.

use crate::Analyzer;
use crate::analyzer::surface;
use crate::splitter::split;
use crate::tokenizer::words;

/// Words that stand between, or before the one that has the last part.
const CONJUNCTIONS: &[&str] = &["och", "eller", "samt", "respektive"];

/// How many words after the hyphen the one with the last part may be.
const MAX_DISTANCE: usize = 5;

impl Analyzer {
    /// The words that a text means and does not write out: `förskola` for `för- och grundskola`.
    pub fn suspended(&self, text: &str) -> Vec<String> {
        if !["- ", "-,"].iter().any(|after| text.contains(after)) {
            return Vec::new();
        }
        let words: Vec<&str> = words(text).into_iter().map(|word| &text[word]).collect();
        let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let is_suspended = |word: &str| {
            let after = &text[place(word) + word.len()..];
            after
                .strip_prefix('-')
                .is_some_and(|rest| rest.starts_with([' ', ',']))
        };
        let mut meant = Vec::new();
        for (at, first) in words.iter().enumerate() {
            if !is_suspended(first) {
                continue;
            }
            let later = words[at + 1..].iter().take(MAX_DISTANCE);
            let last = later
                .skip_while(|word| {
                    is_suspended(word) || CONJUNCTIONS.contains(&surface(word).as_str())
                })
                .map(|word| surface(word))
                .next();
            // Between them there is nothing but others of the kind.
            let Some(last) = last else { continue };
            if let Some(part) = split(&last, self.lexicon()).into_iter().next_back() {
                meant.push(format!("{}{}", surface(first), &last[part]));
            }
        }
        meant
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_is_lent_to_the_words_before() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(Analyzer::swedish().suspended(text), expected, "{text}");
        };
        check("för- och grundskola", &["förskola"]);
        check(
            "Inom för-, grund- och gymnasieskolan.",
            &["förskolan", "grundskolan"],
        );
        check("städ- eller hemtjänst", &["städtjänst"]);
        check("kultur- och fritid", &[]);
        check("e-tjänst och grundskola", &[]);
        check("2013- och", &[]);
        check("för-", &[]);
        check("ett - och grundskola", &[]);
    }
}
