//! What the words around a name say about it.

use std::collections::HashMap;

use serde::Deserialize;

use super::words::{Case, Gap, Word};
use crate::DataError;

const FILE: &str = "name-contexts.tsv";

/// What a context does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Effect {
    /// The name is that of something else.
    Reject,
    /// The name is that of a municipality, and the words belong to it: `kommun`.
    Corporate,
    /// The name is that of a municipality.
    Strong,
    /// So are all the names that are listed with it.
    Plural,
    /// The name is that of a place.
    Place,
    /// So it is, and of one that somebody is in: no person is.
    Inside,
    /// The name is that of something that acts.
    Acts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Side {
    Before,
    After,
}

/// A line of the data file.
#[derive(Deserialize)]
struct Row {
    side: Side,
    effect: Effect,
    words: String,
    reason: String,
}

/// A phrase that stands beside a name.
#[derive(Debug)]
struct Phrase {
    effect: Effect,
    words: Vec<Pattern>,
}

/// A word of a phrase. `*` before or after it stands for any letters.
#[derive(Debug)]
struct Pattern {
    lower: String,
    /// A word with a capital in the data file has one in the text, too.
    capital: bool,
    any_start: bool,
    any_end: bool,
}

impl Pattern {
    fn new(word: &str) -> Self {
        let bare = word.trim_matches('*');
        Self {
            lower: bare.to_lowercase(),
            capital: bare.chars().any(char::is_uppercase),
            any_start: word.starts_with('*'),
            any_end: word.ends_with('*'),
        }
    }

    fn matches(&self, word: &Word) -> bool {
        let same = match (self.any_start, self.any_end) {
            (false, false) => word.lower == self.lower,
            (false, true) => word.lower.starts_with(&self.lower),
            (true, false) => word.lower.ends_with(&self.lower),
            (true, true) => word.lower.contains(&self.lower),
        };
        same && (!self.capital || word.case != Case::Lower)
    }
}

/// The contexts that names are judged by.
#[derive(Debug)]
pub(super) struct Contexts {
    /// Phrases that stand before a name, by the first two letters of their last word.
    before: Phrases,
    /// Phrases that stand after a name, by the first two letters of their first word.
    after: Phrases,
}

#[derive(Debug, Default)]
struct Phrases {
    by_start: HashMap<String, Vec<Phrase>>,
    /// Those whose nearest word may start with any letters.
    any: Vec<Phrase>,
}

impl Phrases {
    fn add(&mut self, phrase: Phrase, nearest: usize) {
        let pattern = &phrase.words[nearest];
        if pattern.any_start {
            self.any.push(phrase);
        } else {
            self.by_start
                .entry(start(&pattern.lower))
                .or_default()
                .push(phrase);
        }
    }

    fn candidates(&self, word: &str) -> impl Iterator<Item = &Phrase> {
        self.by_start
            .get(&start(word))
            .into_iter()
            .flatten()
            .chain(&self.any)
    }
}

fn start(word: &str) -> String {
    word.chars().take(2).collect()
}

impl Contexts {
    pub(super) fn parse(text: &str) -> Result<Self, DataError> {
        let mut contexts = Self {
            before: Phrases::default(),
            after: Phrases::default(),
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .from_reader(text.as_bytes());
        for row in reader.deserialize() {
            let row: Row = row.map_err(|source| DataError::Table { file: FILE, source })?;
            if row.words.trim().is_empty() || row.reason.trim().is_empty() {
                return Err(DataError::value(
                    FILE,
                    &row.words,
                    "words and reason must be given",
                ));
            }
            let words: Vec<Pattern> = row.words.split(' ').map(Pattern::new).collect();
            let last = words.len() - 1;
            let effect = row.effect;
            match row.side {
                Side::Before => contexts.before.add(Phrase { effect, words }, last),
                Side::After => contexts.after.add(Phrase { effect, words }, 0),
            }
        }
        Ok(contexts)
    }

    /// Whether a phrase of some effect ends right before a word, or before a colon there.
    pub(super) fn before(&self, words: &[Word], at: usize, effect: Effect) -> bool {
        let colon_counts = effect == Effect::Plural;
        match words[at].gap {
            Gap::Space => {}
            Gap::Colon if colon_counts => {}
            _ => return false,
        }
        let Some(nearest) = at.checked_sub(1).map(|nearest| &words[nearest]) else {
            return false;
        };
        self.before
            .candidates(&nearest.lower)
            .filter(|phrase| phrase.effect == effect)
            .any(|phrase| {
                let Some(from) = at.checked_sub(phrase.words.len()) else {
                    return false;
                };
                let joined = words[from + 1..at]
                    .iter()
                    .all(|word| word.gap == Gap::Space);
                joined
                    && phrase
                        .words
                        .iter()
                        .zip(&words[from..at])
                        .all(|(p, word)| p.matches(word))
            })
    }

    /// Whether a word by itself may stand before a name whatever the effect, so that it is no
    /// first name.
    pub(super) fn is_before_word(&self, word: &Word) -> bool {
        self.before
            .candidates(&word.lower)
            .any(|phrase| matches!(phrase.words.as_slice(), [only] if only.matches(word)))
    }

    /// How many words a phrase of some effect takes that starts right at a word.
    pub(super) fn after(&self, words: &[Word], at: usize, effect: Effect) -> Option<usize> {
        let nearest = words.get(at)?;
        self.after
            .candidates(&nearest.lower)
            .filter(|phrase| phrase.effect == effect)
            .find(|phrase| {
                words
                    .get(at..at + phrase.words.len())
                    .is_some_and(|following| {
                        following
                            .iter()
                            .zip(&phrase.words)
                            .all(|(word, pattern)| word.gap == Gap::Space && pattern.matches(word))
                    })
            })
            .map(|phrase| phrase.words.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_line_is_refused() {
        for line in [
            "after\treject\t\tno words",
            "after\treject\tord\t",
            "under\treject\tord\tno side",
        ] {
            let text = format!("side\teffect\twords\treason\n{line}\n");
            assert!(Contexts::parse(&text).is_err(), "{line}");
        }
    }
}
