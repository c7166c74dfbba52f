//! What words and terms say about each theme, learnt from the examples whose themes editors chose.
//!
//! A theme's *score* is a sum: its bias, what the share of each theme's terms in the text is worth
//! to it, and what each word is worth to it, the rarer the more. The logistic function of the score
//! is how likely an editor is to choose the theme.

mod file;
mod learn;
mod linear;

use std::collections::{BTreeMap, BTreeSet};

use records::RecordId;

use crate::theme_text::ThemeText;

pub use learn::ThemeExample;

/// The length, as a vector, of a text of enough words to judge by. Nineteen of twenty examples are as
/// long; a word that stands alone must not say all that such a text would.
const FULL_TEXT: f64 = 16.0;

/// What words and terms say about each theme.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeWeights {
    /// The score of a text that says nothing, by theme.
    bias: Vec<f64>,
    /// What the terms of a theme (first) are worth to each theme (second).
    terms: Vec<Vec<f64>>,
    words: BTreeMap<String, Word>,
    /// The examples that it was learnt from.
    learnt_from: BTreeSet<RecordId>,
}

#[derive(Debug, Clone, PartialEq)]
struct Word {
    /// The logarithm of the examples by those that hold the word.
    rarity: f64,
    /// What it is worth to each theme.
    weights: Vec<f64>,
}

impl ThemeWeights {
    /// Whether an example is one of those that the weights were learnt from. What is predicted for
    /// it says nothing about how well others are predicted.
    pub fn is_learnt_from(&self, id: &RecordId) -> bool {
        self.learnt_from.contains(id)
    }

    /// How likely editors are to choose each theme for a text, in the themes' order.
    pub(crate) fn likelihoods(&self, text: &ThemeText) -> Vec<f64> {
        let mut scores = self.bias.clone();
        for (share, weights) in shares(&text.evidence).iter().zip(&self.terms) {
            add(&mut scores, *share, weights);
        }
        for (word, weight) in self.known(text) {
            add(&mut scores, weight, &word.weights);
        }
        scores.into_iter().map(logistic).collect()
    }

    /// The known words of a text and what each weighs there; the squares of the weights sum to one,
    /// and to less in a text of few words.
    fn known<'a>(&'a self, text: &'a ThemeText) -> Vec<(&'a Word, f64)> {
        let mut known: Vec<(&Word, f64)> = text
            .words
            .iter()
            .filter_map(|(stem, weight)| {
                let word = self.words.get(stem)?;
                Some((word, weight * word.rarity))
            })
            .collect();
        let length = length(known.iter().map(|(_, weight)| *weight)).max(FULL_TEXT);
        for (_, weight) in &mut known {
            *weight /= length;
        }
        known
    }
}

/// What the terms of each theme weigh beside those of all. One term alone stays what it is.
fn shares(evidence: &[f64]) -> Vec<f64> {
    let length = length(evidence.iter().copied()).max(1.0);
    evidence.iter().map(|weight| weight / length).collect()
}

fn length(weights: impl Iterator<Item = f64>) -> f64 {
    weights.map(|weight| weight * weight).sum::<f64>().sqrt()
}

fn add(scores: &mut [f64], share: f64, weights: &[f64]) {
    for (score, weight) in scores.iter_mut().zip(weights) {
        *score += share * weight;
    }
}

fn logistic(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}
