//! Learning the weights: ridge regression on the editors' choices, made a likelihood by what it
//! says of examples that it has not seen.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use analysis::{Analyzer, is_stop_word};
use records::{RecordId, ThemeId, ThemeRef};

use super::linear::{cholesky, dot, inverse_diagonal, solve};
use super::{ThemeWeights, Word, logistic, shares};
use crate::theme_text::ThemeText;
use crate::{Theme, Vocabulary};

/// A word of fewer examples says something about these and nothing about others.
const FEWEST_EXAMPLES: usize = 3;

/// A word of more than this share of the examples is everybody's.
const LARGEST_SHARE: f64 = 0.2;

/// What words may say beside the terms. From 2 to 8 the figures are the same to a hundredth, as
/// they are for a ridge from .3 to 1.
const WORDS: f64 = 2.0;

/// When something happened says nothing about what it was.
const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// How much the weights are held back.
const RIDGE: f64 = 0.6;

/// How steep the likelihood is where there is nothing to learn it from, and how firmly that is
/// believed.
const USUAL_SLOPE: f64 = 6.0;
const BELIEF: f64 = 0.05;

/// A word is known that is with some theme more often than without it by this many standard errors.
/// At 2 a third of the words are left out, at 3 two thirds and a hundredth of macro-F1.
const LEAST_SURPRISE: f64 = 2.0;

/// A weight is left out where word and theme go together as chance has it, this close, ...
const MERE_CHANCE: f64 = 0.5;

/// ... or where it is smaller than this. No figure changes.
const LEAST_WEIGHT: f64 = 0.3;

/// Into how many parts examples are divided to be predicted unseen.
const PARTS: usize = 10;

/// An example to learn from.
#[derive(Debug, Clone)]
pub struct ThemeExample {
    /// Its record's id.
    pub id: RecordId,
    /// What its text says.
    pub text: ThemeText,
    /// The themes that editors chose.
    pub themes: BTreeSet<ThemeId>,
}

impl ThemeWeights {
    /// Learns from examples. Names of places and months say nothing about themes and are left
    /// out.
    pub fn learn(examples: &[&ThemeExample], vocabulary: &Vocabulary) -> Self {
        let themes = vocabulary.thesaurus.themes();
        let links = Links::of(examples, themes);
        let mut weights = Self {
            bias: vec![0.0; themes.len()],
            terms: vec![vec![0.0; themes.len()]; themes.len()],
            words: words(examples, &links, &names(vocabulary)),
            learnt_from: examples.iter().map(|example| example.id.clone()).collect(),
        };
        let inputs: Vec<Input> = examples
            .iter()
            .map(|example| Input::of(&weights, &example.text))
            .collect();
        let Some(root) = cholesky(&kernel(&inputs)) else {
            return weights;
        };
        let certainty = inverse_diagonal(&root);
        for (nth, theme) in themes.iter().enumerate() {
            let chosen: Vec<f64> = examples
                .iter()
                .map(|example| f64::from(u8::from(example.themes.contains(&theme.id))))
                .collect();
            let mean = chosen.iter().sum::<f64>() / count(chosen.len().max(1));
            let wanted: Vec<f64> = chosen.iter().map(|chosen| chosen - mean).collect();
            let pull = solve(&root, &wanted);
            // What would be said of each example, had it not been there.
            let unseen: Vec<f64> = chosen
                .iter()
                .zip(&pull)
                .zip(&certainty)
                .map(|((chosen, pull), certainty)| chosen - pull / certainty)
                .collect();
            let (slope, offset) = calibrate(&unseen, &chosen);
            weights.bias[nth] = rounded(offset + slope * mean);
            for (input, pull) in inputs.iter().zip(&pull) {
                for (row, share) in weights.terms.iter_mut().zip(&input.terms) {
                    row[nth] += slope * pull * share;
                }
                for (word, weight) in &input.words {
                    if let Some(word) = weights.words.get_mut(word) {
                        word.weights[nth] += slope * pull * weight * WORDS;
                    }
                }
            }
        }
        weights.round(&links);
        weights
    }

    /// The themes of each example by weights learnt without it: the examples are divided into ten
    /// parts, and each part is predicted by what the others teach.
    pub fn predict_unseen(
        examples: &[ThemeExample],
        vocabulary: &Vocabulary,
    ) -> Vec<Vec<ThemeRef>> {
        let by_part: Vec<Self> = (0..PARTS.min(examples.len()))
            .map(|part| {
                let others: Vec<&ThemeExample> = examples
                    .iter()
                    .enumerate()
                    .filter(|(nth, _)| nth % PARTS != part)
                    .map(|(_, example)| example)
                    .collect();
                Self::learn(&others, vocabulary)
            })
            .collect();
        examples
            .iter()
            .zip(by_part.iter().cycle())
            .map(|(example, weights)| vocabulary.thesaurus.judge(&example.text, weights))
            .collect()
    }

    fn round(&mut self, links: &Links<'_>) {
        for weight in self.terms.iter_mut().flatten() {
            *weight = rounded(*weight);
        }
        for (stem, word) in &mut self.words {
            let holding = links.by_word.get(stem.as_str());
            for (theme, weight) in word.weights.iter_mut().enumerate() {
                let by_chance = holding
                    .is_none_or(|holding| links.surprise(holding, theme).abs() < MERE_CHANCE);
                *weight = if by_chance || weight.abs() < LEAST_WEIGHT {
                    0.0
                } else {
                    rounded(*weight)
                };
            }
        }
    }
}

/// What one example says, as numbers.
struct Input {
    terms: Vec<f64>,
    /// In order of the words.
    words: Vec<(String, f64)>,
}

impl Input {
    fn of(weights: &ThemeWeights, text: &ThemeText) -> Self {
        let known = text
            .words
            .iter()
            .map(|(stem, _)| stem)
            .filter(|stem| weights.words.contains_key(*stem));
        Self {
            terms: shares(&text.evidence),
            words: known
                .cloned()
                .zip(weights.known(text).into_iter().map(|(_, weight)| weight))
                .collect(),
        }
    }
}

/// How much alike each two examples are.
fn kernel(inputs: &[Input]) -> Vec<Vec<f64>> {
    let mut kernel: Vec<Vec<f64>> = inputs
        .iter()
        .enumerate()
        .map(|(nth, a)| {
            inputs[..=nth]
                .iter()
                .map(|b| dot(&a.terms, &b.terms) + WORDS * common(&a.words, &b.words))
                .collect()
        })
        .collect();
    for (nth, row) in kernel.iter_mut().enumerate() {
        row[nth] += RIDGE;
    }
    kernel
}

/// The sum of the products of the weights of the words that two texts share.
fn common(a: &[(String, f64)], b: &[(String, f64)]) -> f64 {
    let mut b = b.iter().peekable();
    let mut sum = 0.0;
    for (word, weight) in a {
        while b.next_if(|(other, _)| other < word).is_some() {}
        if let Some((_, other)) = b.next_if(|(other, _)| other == word) {
            sum += weight * other;
        }
    }
    sum
}

/// The words that point to some theme more than chance does, and how rare each is.
fn words(
    examples: &[&ThemeExample],
    links: &Links<'_>,
    names: &HashSet<String>,
) -> BTreeMap<String, Word> {
    links
        .by_word
        .iter()
        .filter(|(stem, holding)| {
            holding.examples >= FEWEST_EXAMPLES
                && count(holding.examples) <= count(examples.len()) * LARGEST_SHARE
                && !is_stop_word(stem)
                && !names.contains(**stem)
                && stem.chars().all(char::is_alphabetic)
                && (0..links.by_theme.len())
                    .any(|theme| links.surprise(holding, theme) >= LEAST_SURPRISE)
        })
        .map(|(stem, holding)| {
            let word = Word {
                rarity: rounded((count(examples.len()) / count(holding.examples)).ln()),
                weights: vec![0.0; links.by_theme.len()],
            };
            ((*stem).to_owned(), word)
        })
        .collect()
}

/// How often words and themes go together.
struct Links<'a> {
    examples: usize,
    by_theme: Vec<usize>,
    by_word: BTreeMap<&'a str, Holding>,
}

/// The examples that hold a word.
struct Holding {
    examples: usize,
    /// Those of each theme.
    by_theme: Vec<usize>,
}

impl<'a> Links<'a> {
    fn of(examples: &[&'a ThemeExample], themes: &[Theme]) -> Self {
        let mut links = Self {
            examples: examples.len(),
            by_theme: vec![0; themes.len()],
            by_word: BTreeMap::new(),
        };
        for example in examples {
            let chosen: Vec<usize> = themes
                .iter()
                .enumerate()
                .filter(|(_, theme)| example.themes.contains(&theme.id))
                .map(|(nth, _)| nth)
                .collect();
            for theme in &chosen {
                links.by_theme[*theme] += 1;
            }
            for (stem, _) in &example.text.words {
                let holding = links.by_word.entry(stem).or_insert_with(|| Holding {
                    examples: 0,
                    by_theme: vec![0; themes.len()],
                });
                holding.examples += 1;
                for theme in &chosen {
                    holding.by_theme[*theme] += 1;
                }
            }
        }
        links
    }

    /// By how many standard errors a theme is more frequent with a word than without it.
    fn surprise(&self, holding: &Holding, theme: usize) -> f64 {
        let (with, all) = (count(holding.examples), count(self.examples));
        let share = count(self.by_theme[theme]) / all;
        let without = (all - with).max(1.0);
        let difference = count(holding.by_theme[theme]) / with
            - count(self.by_theme[theme] - holding.by_theme[theme]) / without;
        let error = (share * (1.0 - share) * (1.0 / with + 1.0 / without)).sqrt();
        if error > 0.0 { difference / error } else { 0.0 }
    }
}

/// The stems of the names of municipalities, counties, regions and months.
fn names(vocabulary: &Vocabulary) -> HashSet<String> {
    let municipalities = vocabulary
        .register
        .municipalities()
        .iter()
        .flat_map(|municipality| [municipality.name.as_str(), &municipality.genitive]);
    let counties = vocabulary
        .register
        .counties()
        .iter()
        .map(|county| county.name.as_str());
    municipalities
        .chain(counties)
        .chain(vocabulary.regions.names())
        .chain(MONTHS)
        .flat_map(|name| name.split_whitespace())
        .map(|name| Analyzer::swedish().term(name))
        .collect()
}

/// The slope and offset that make scores the likelihood of the choices, by Newton's method.
fn calibrate(scores: &[f64], chosen: &[f64]) -> (f64, f64) {
    let (mut slope, mut offset) = (USUAL_SLOPE, -USUAL_SLOPE / 2.0);
    for _ in 0..30 {
        let (mut by_slope, mut by_offset) = ((slope - USUAL_SLOPE) * BELIEF, 0.0);
        let (mut ss, mut so, mut oo) = (BELIEF, 0.0, 1e-6);
        for (score, chosen) in scores.iter().zip(chosen) {
            let likelihood = logistic(slope * score + offset);
            let spread = likelihood * (1.0 - likelihood);
            by_slope += (likelihood - chosen) * score;
            by_offset += likelihood - chosen;
            ss += spread * score * score;
            so += spread * score;
            oo += spread;
        }
        let determinant = ss * oo - so * so;
        let step = (
            (oo * by_slope - so * by_offset) / determinant,
            (ss * by_offset - so * by_slope) / determinant,
        );
        slope -= step.0;
        offset -= step.1;
        if step.0.abs().max(step.1.abs()) < 1e-6 {
            break;
        }
    }
    // A theme that nobody chose has no slope; it must not become one of the wrong sign.
    (slope.max(0.0), offset.max(-10.0))
}

/// To one decimal, as the file has it.
fn rounded(weight: f64) -> f64 {
    (weight * 10.0).round() / 10.0
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of examples stay far below 2^52"
)]
fn count(count: usize) -> f64 {
    count as f64
}
