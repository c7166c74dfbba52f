//! What a text says about the themes.

use std::collections::HashMap;

use analysis::{Analyzer, Chain, Token};

/// What a word of a heading weighs beside one of the text. A heading says what a text is about.
pub(crate) const HEADING_WEIGHT: f64 = 2.0;

/// What a part of a longer word weighs beside a word of its own.
pub(crate) const COMPOUND_WEIGHT: f64 = 0.8;

/// A text taken apart: what themes are told from.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeText {
    /// What the terms of each theme weigh in it, in the themes' order.
    pub(crate) evidence: Vec<f64>,
    /// Whether a heading holds a term of the theme, in the themes' order.
    pub(crate) in_heading: Vec<bool>,
    /// The stems of its words and of their parts, in order, and what each weighs.
    pub(crate) words: Vec<(String, f64)>,
}

/// The words of a text and the parts of its compounds, by their stems.
pub(crate) struct Words {
    /// One for each word.
    pub(crate) whole: Vec<Token>,
    /// The parts of compounds.
    pub(crate) parts: Vec<Token>,
}

impl Words {
    pub(crate) fn of(text: &str) -> Self {
        let analyzer = Analyzer::swedish();
        Self {
            whole: analyzer.tokens(Chain::Main, text),
            parts: analyzer.tokens(Chain::Parts, text),
        }
    }
}

/// What each stem weighs: one for each time, more in a heading, less as a part; the tenth time says
/// little that the second did not.
pub(crate) fn weigh(headings: &Words, text: &Words) -> Vec<(String, f64)> {
    let mut weights: HashMap<&str, f64> = HashMap::new();
    for (words, weight) in [(headings, HEADING_WEIGHT), (text, 1.0)] {
        for word in &words.whole {
            *weights.entry(&word.text).or_default() += weight;
        }
        for part in &words.parts {
            *weights.entry(&part.text).or_default() += weight * COMPOUND_WEIGHT;
        }
    }
    let mut words: Vec<(String, f64)> = weights
        .into_iter()
        .map(|(word, weight)| (word.to_owned(), dampened(weight)))
        .collect();
    // In order, so that sums over them are the same to the last bit.
    words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    words
}

/// A weight that grows slowly from one on.
pub(crate) fn dampened(weight: f64) -> f64 {
    if weight > 1.0 {
        1.0 + weight.ln()
    } else {
        weight
    }
}
