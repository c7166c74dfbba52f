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

#[cfg(test)]
mod tests {
    use records::ThemeId;

    use super::*;
    use crate::Vocabulary;

    fn example(id: &str, text: &str, themes: &[&str]) -> ThemeExample {
        ThemeExample {
            id: RecordId::try_from(id.to_owned()).unwrap(),
            text: Vocabulary::embedded().thesaurus.read("", text),
            themes: themes
                .iter()
                .map(|id| ThemeId::try_from((*id).to_owned()).unwrap())
                .collect(),
        }
    }

    /// Thirty texts: those about climate hold a made-up word, and so do no others.
    fn examples() -> Vec<ThemeExample> {
        (0..30)
            .map(|nth| match nth % 5 {
                0 => example(
                    &format!("klimat-{nth}"),
                    "Kommunen mäter klimat och flumsar i Varberg i september.",
                    &["climate-environment"],
                ),
                _ => example(
                    &format!("skola-{nth}"),
                    "Eleverna i skolan läser på en läsplatta.",
                    &["education"],
                ),
            })
            .collect()
    }

    fn learn(examples: &[ThemeExample]) -> ThemeWeights {
        let examples: Vec<&ThemeExample> = examples.iter().collect();
        ThemeWeights::learn(&examples, Vocabulary::embedded())
    }

    fn first(weights: &ThemeWeights, text: &str) -> Option<String> {
        let thesaurus = &Vocabulary::embedded().thesaurus;
        let themes = thesaurus.judge(&thesaurus.read("", text), weights);
        themes.first().map(|theme| theme.id.to_string())
    }

    #[test]
    fn what_is_learnt_is_what_examples_have_in_common() {
        let weights = learn(&examples());
        let known: Vec<&str> = weights.words.keys().map(String::as_str).collect();
        assert!(
            known.iter().any(|stem| stem.starts_with("flums")),
            "{known:?}"
        );
        for absent in ["varberg", "septemb", "och"] {
            assert!(!known.contains(&absent), "{absent}");
        }
        assert_eq!(
            first(&weights, "Vårt klimat flumsar.").as_deref(),
            Some("climate-environment")
        );
        assert_eq!(first(&weights, "En elev.").as_deref(), Some("education"));
    }

    #[test]
    fn a_theme_without_any_of_its_terms_is_never_named() {
        assert_eq!(first(&learn(&examples()), "Det flumsar och flumsar."), None);
    }

    #[test]
    fn the_table_holds_all_that_was_learnt() {
        let themes = Vocabulary::embedded().thesaurus.themes();
        let weights = learn(&examples());
        assert!(weights.is_learnt_from(&RecordId::try_from("klimat-0".to_owned()).unwrap()));
        assert!(!weights.is_learnt_from(&RecordId::try_from("klimat-1".to_owned()).unwrap()));
        let table = weights.to_table(themes);
        assert_eq!(ThemeWeights::parse(&table, themes).unwrap(), weights);
    }

    #[test]
    fn little_or_nothing_can_be_learnt_from() {
        for count in 0..4 {
            let weights = learn(&examples()[..count]);
            for likelihood in weights.likelihoods(&examples()[0].text) {
                assert!((0.0..=1.0).contains(&likelihood), "{likelihood}");
            }
        }
    }

    #[test]
    fn an_example_is_predicted_by_what_the_others_teach() {
        let mut examples = examples();
        // Only this one has the word, so that nothing can be known of it.
        examples.push(example("ensam", "Turism.", &["business"]));
        let predicted = ThemeWeights::predict_unseen(&examples, Vocabulary::embedded());
        assert_eq!(predicted.len(), examples.len());
        assert_eq!(predicted[0][0].id.as_str(), "climate-environment");
        assert_eq!(predicted[30], []);
    }
}
