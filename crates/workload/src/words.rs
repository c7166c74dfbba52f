//! Words, each as often as words are.

use analysis::{PartRole, part_list};

use crate::random::Random;

/// How many different words there are, forms not counted.
const LEMMAS: usize = 120_000;

/// How steeply frequency falls with rank, as measured in running text.
const ZIPF: f64 = 1.02;

/// How many words of a hundred in running text are among the function words.
const FUNCTION_PER_CENT: usize = 38;

/// Frequent words that say little, most frequent first.
const FUNCTION: &[&str] = &[
    "och", "i", "att", "det", "som", "en", "på", "är", "av", "för", "med", "den", "till", "inte",
    "om", "ett", "men", "var", "sig", "så", "från", "kan", "har", "de", "vi", "under", "eller",
    "när", "nu", "också", "efter", "vid", "ut", "upp", "mer", "hur", "än", "där", "alla", "blir",
];

const ONSETS: &[&str] = &[
    "b", "br", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "r", "s",
    "sk", "st", "t", "tr", "v",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "y", "å", "ä", "ö"];
const CODAS: &[&str] = &["", "l", "m", "n", "r", "s", "t", "nd", "ng", "rk", "st"];

/// The words, most frequent first.
#[derive(Debug)]
pub(crate) struct Words {
    lemmas: Vec<String>,
    /// How much of all text the words up to each make up, from 0 to 1.
    up_to: Vec<f64>,
}

impl Words {
    pub(crate) fn new(random: &mut Random) -> Self {
        let (first, last): (Vec<_>, Vec<_>) = (
            part_list()
                .filter(|(_, role)| *role != PartRole::Head)
                .collect(),
            part_list()
                .filter(|(_, role)| *role != PartRole::Modifier)
                .collect(),
        );
        let mut simple: Vec<&str> = last.iter().map(|(word, _)| *word).collect();
        shuffle(&mut simple, random);
        let mut lemmas = Vec::with_capacity(LEMMAS);
        while lemmas.len() < LEMMAS {
            // Of a hundred new words some are simple, as long as there are any; most are compounds,
            // and the rest are names and words that are on no list.
            let lemma = match random.below(100) {
                0..30 if !simple.is_empty() => simple.pop().unwrap_or_default().to_owned(),
                0..85 => compound(random.pick(&first).0, random.pick(&last).0, random),
                _ => unheard(random),
            };
            lemmas.push(lemma);
        }
        Self::given(lemmas)
    }

    /// Words that are given, most frequent first.
    pub(crate) fn given(lemmas: Vec<String>) -> Self {
        let mut total = 0.0;
        let mut up_to: Vec<f64> = (1_u32..)
            .zip(&lemmas)
            .map(|(rank, _)| {
                total += f64::from(rank).powf(-ZIPF);
                total
            })
            .collect();
        for share in &mut up_to {
            *share /= total;
        }
        Self { lemmas, up_to }
    }

    /// Appends a run of words as they stand in running text.
    pub(crate) fn run(&self, count: usize, random: &mut Random, text: &mut String) {
        for nth in 0..count {
            if nth > 0 {
                text.push(' ');
            }
            if random.chance(FUNCTION_PER_CENT) {
                text.push_str(FUNCTION[random.log_uniform(FUNCTION.len())]);
            } else {
                push_form(self.frequent(random), random, text);
            }
        }
    }

    /// A word as a person would ask for it: frequent ones more often, but all sorts.
    pub(crate) fn asked_for(&self, random: &mut Random) -> &str {
        &self.lemmas[random.log_uniform((self.lemmas.len() / 4).max(1))]
    }

    /// A word as often as it stands in text.
    fn frequent(&self, random: &mut Random) -> &str {
        let share = random.share();
        let rank = self.up_to.partition_point(|up_to| *up_to < share);
        &self.lemmas[rank.min(self.lemmas.len() - 1)]
    }
}

/// A word in one of its forms.
fn push_form(lemma: &str, random: &mut Random, text: &mut String) {
    text.push_str(lemma);
    if random.chance(55) {
        return;
    }
    let endings: &[&str] = match lemma.chars().next_back() {
        Some('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö') => &["n", "s", "r", "rna"],
        _ => &["en", "er", "erna", "s", "et"],
    };
    text.push_str(random.pick::<&str>(endings));
}

/// A first part and a last, joined as Swedish joins them.
fn compound(first: &str, last: &str, random: &mut Random) -> String {
    let link = if random.chance(30) && !first.ends_with('s') {
        "s"
    } else {
        ""
    };
    format!("{first}{link}{last}")
}

/// A word that nobody has heard.
fn unheard(random: &mut Random) -> String {
    let mut word = String::new();
    for _ in 0..random.between(2, 3) {
        let sounds: [&[&str]; 3] = [ONSETS, VOWELS, CODAS];
        for own in sounds {
            word.push_str(random.pick::<&str>(own));
        }
    }
    word
}

fn shuffle<T>(all: &mut [T], random: &mut Random) {
    for at in (1..all.len()).rev() {
        all.swap(at, random.below(at + 1));
    }
}
