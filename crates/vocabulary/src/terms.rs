//! The themes' terms, found in a text.

use std::collections::HashMap;

use analysis::{Analyzer, Chain, normalise};

use crate::Theme;
use crate::theme_text::{COMPOUND_WEIGHT, HEADING_WEIGHT, ThemeText, Words, dampened, weigh};

/// Shorter stems are found as whole words only: `it` ends half the language's words.
const SHORTEST_COMPOUND_PART: usize = 5;

/// What is left of a compound beside a term; less is an ending and no word.
const SHORTEST_COMPOUND_REST: usize = 2;

/// What a phrase weighs: two words beside each other are seldom there by chance.
const PHRASE_WEIGHT: f64 = 1.5;

/// What a weak term weighs. From .3 to .6 the figures are the same.
const WEAK_WEIGHT: f64 = 0.45;

#[derive(Debug)]
struct Term {
    theme: usize,
    /// The stems of its words, in order.
    stems: Vec<String>,
    /// What it weighs as a word of its own.
    weight: f64,
}

/// The terms of all themes by their first stem.
#[derive(Debug)]
pub(crate) struct TermIndex {
    themes: usize,
    terms: Vec<Term>,
    by_first_stem: HashMap<String, Vec<usize>>,
}

impl TermIndex {
    pub(crate) fn new(themes: &[Theme]) -> Self {
        let mut index = Self {
            themes: themes.len(),
            terms: Vec::new(),
            by_first_stem: HashMap::new(),
        };
        for (theme, concept) in themes.iter().enumerate() {
            let strong = concept.terms.iter().map(|term| (term, 1.0));
            let weak = concept.weak_terms.iter().map(|term| (term, WEAK_WEIGHT));
            for (term, weight) in strong.chain(weak) {
                for form in forms(term) {
                    index.add(theme, &form, weight);
                }
            }
        }
        index
    }

    fn add(&mut self, theme: usize, form: &str, weight: f64) {
        let stems = stems(form);
        let Some(first) = stems.first() else {
            return;
        };
        let known = self.by_first_stem.entry(first.clone()).or_default();
        if known.iter().all(|term| self.terms[*term].stems != stems) {
            known.push(self.terms.len());
            self.terms.push(Term {
                theme,
                stems,
                weight,
            });
        }
    }

    /// What a text says about the themes. `headings` are its title and headings.
    pub(crate) fn read(&self, headings: &str, text: &str) -> ThemeText {
        let (headings, text) = (Words::of(headings), Words::of(text));
        let mut weights = vec![0.0_f64; self.terms.len()];
        let mut evidence = vec![0.0; self.themes];
        let mut in_heading = vec![false; self.themes];
        self.find(&headings, |term, weight| {
            weights[term] += weight * HEADING_WEIGHT;
            in_heading[self.terms[term].theme] = true;
        });
        self.find(&text, |term, weight| weights[term] += weight);
        for (term, weight) in self.terms.iter().zip(weights) {
            evidence[term.theme] += dampened(weight) * term.weight;
        }
        ThemeText {
            evidence,
            in_heading,
            words: weigh(&headings, &text),
        }
    }

    /// Calls `found` with each term that stands in a text, and its weight there.
    fn find(&self, words: &Words, mut found: impl FnMut(usize, f64)) {
        for (at, word) in words.whole.iter().enumerate() {
            let whole = self.starting_with(&word.text);
            for term in whole {
                let stems = &self.terms[*term].stems;
                let following = words.whole.get(at..at + stems.len());
                if following.is_some_and(|following| {
                    following
                        .iter()
                        .zip(stems)
                        .all(|(word, stem)| word.text == *stem)
                }) {
                    let weight = if stems.len() > 1 { PHRASE_WEIGHT } else { 1.0 };
                    found(*term, weight);
                }
            }
            if whole.is_empty() {
                for term in self.within(&word.text) {
                    found(term, COMPOUND_WEIGHT);
                }
            }
        }
        for part in &words.parts {
            for term in self.starting_with(&part.text) {
                if self.terms[*term].stems.len() == 1 {
                    found(*term, COMPOUND_WEIGHT);
                }
            }
        }
    }

    fn starting_with(&self, stem: &str) -> &[usize] {
        self.by_first_stem.get(stem).map_or(&[], Vec::as_slice)
    }

    /// The one-word terms that a word starts or ends with: the longest at each end.
    fn within(&self, word: &str) -> Vec<usize> {
        let letters: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        let Some(longest) = letters.len().checked_sub(SHORTEST_COMPOUND_REST) else {
            return Vec::new();
        };
        let lengths = || (SHORTEST_COMPOUND_PART..=longest).rev();
        let single = |stem: &str| {
            self.starting_with(stem)
                .iter()
                .copied()
                .find(|term| self.terms[*term].stems.len() == 1)
        };
        let start = lengths().find_map(|length| single(&word[..letters[length]]));
        let end = lengths().find_map(|length| single(&word[letters[letters.len() - length]..]));
        let mut terms: Vec<usize> = start.into_iter().chain(end).collect();
        terms.dedup();
        terms
    }
}

/// The stems of a term's words, in order.
fn stems(term: &str) -> Vec<String> {
    Analyzer::swedish()
        .tokens(Chain::Main, &normalise(term))
        .into_iter()
        .map(|token| token.text)
        .collect()
}

/// A term, and its definite form: the stemmer keeps `skola` and `skolan`, `projekt` and
/// `projektet` apart.
fn forms(term: &str) -> Vec<String> {
    let mut forms = vec![term.to_owned()];
    match term.chars().last() {
        Some('a') => forms.push(format!("{term}n")),
        Some('e') => forms.push(format!("{term}t")),
        Some(last) if last.is_lowercase() => forms.push(format!("{term}et")),
        _ => {}
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    #[test]
    fn no_two_themes_have_terms_that_read_the_same() {
        let themes = Vocabulary::embedded().thesaurus.themes();
        let mut by_stems: HashMap<Vec<String>, (&str, &str)> = HashMap::new();
        let mut shadowed = Vec::new();
        for theme in themes {
            for term in theme.terms.iter().chain(&theme.weak_terms) {
                let stems = stems(term);
                let id = theme.id.as_str();
                match by_stems.get(&stems) {
                    Some((other, before)) if *other != id => {
                        shadowed.push(format!("{before} of {other} and {term} of {id}"));
                    }
                    Some(_) => {}
                    None => {
                        by_stems.insert(stems, (id, term));
                    }
                }
            }
        }
        assert_eq!(shadowed, Vec::<String>::new());
    }
}
