//! The themes' terms, found in a text.

use std::collections::HashMap;

use analysis::{Analyzer, Chain, Token, normalise};

use crate::Theme;

/// Shorter stems are found as whole words only: `it` ends half the language's words.
const SHORTEST_COMPOUND_PART: usize = 5;

/// What is left of a compound beside a term; less is an ending and no word.
const SHORTEST_COMPOUND_REST: usize = 2;

/// What a term in a heading weighs beside one in the text. A heading says what a text is about.
const HEADING_WEIGHT: f64 = 2.0;

/// What a term weighs that is a part of a longer word, beside a word of its own.
const COMPOUND_WEIGHT: f64 = 0.8;

/// What a phrase weighs: two words beside each other are seldom there by chance.
const PHRASE_WEIGHT: f64 = 1.5;

/// What a weak term weighs: one alone points nowhere, two together do. Measured on the half of the
/// curated examples that terms are added by: .25, .35 and .45 give a macro-averaged F1 of .714,
/// .726 and .734; on the other half .637, .646 and .650.
const WEAK_WEIGHT: f64 = 0.45;

/// What points to one theme.
#[derive(Debug)]
pub(crate) struct Evidence {
    /// The theme's place in the thesaurus.
    pub(crate) theme: usize,
    /// One for each different term, and less for each repetition.
    pub(crate) score: f64,
    /// Whether a heading holds one of its terms.
    pub(crate) in_heading: bool,
}

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
        let stems: Vec<String> = tokens(Chain::Main, &normalise(form))
            .into_iter()
            .map(|token| token.text)
            .collect();
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

    /// What a text's headings and the text itself say about each theme, in the themes' order.
    pub(crate) fn evidence(&self, headings: &str, text: &str) -> Vec<Evidence> {
        let mut weights = vec![0.0_f64; self.terms.len()];
        let mut evidence: Vec<Evidence> = (0..self.themes)
            .map(|theme| Evidence {
                theme,
                score: 0.0,
                in_heading: false,
            })
            .collect();
        self.find(headings, |term, weight| {
            weights[term] += weight * HEADING_WEIGHT;
            evidence[self.terms[term].theme].in_heading = true;
        });
        self.find(text, |term, weight| weights[term] += weight);
        for (term, weight) in self.terms.iter().zip(weights) {
            // A tenth repetition says little that the second did not.
            let score = if weight > 1.0 {
                1.0 + weight.ln()
            } else {
                weight
            };
            evidence[term.theme].score += score * term.weight;
        }
        evidence
    }

    /// Calls `found` with each term that stands in a text, and its weight there.
    fn find(&self, text: &str, mut found: impl FnMut(usize, f64)) {
        let words = tokens(Chain::Main, text);
        for (at, word) in words.iter().enumerate() {
            let whole = self.starting_with(&word.text);
            for term in whole {
                let stems = &self.terms[*term].stems;
                let following = words.get(at..at + stems.len());
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
        for part in tokens(Chain::Parts, text) {
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

fn tokens(chain: Chain, text: &str) -> Vec<Token> {
    Analyzer::swedish().tokens(chain, text)
}
