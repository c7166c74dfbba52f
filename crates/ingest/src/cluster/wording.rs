//! How alike two descriptions are, by the words that both use, weighed by how few others use them.

use std::collections::{BTreeSet, HashMap};

use analysis::{Analyzer, Chain, is_stop_word};
use records::Record;
use vocabulary::Vocabulary;

use super::same_text::{share, text};
use super::shingles::digest;

/// A word that so many records have at most can be the name of something.
const FEW: usize = 3;

/// So can a word of which such a share of the records that have it are about one municipality.
const MOSTLY: f64 = 0.75;

/// Shorter words are abbreviations and parts of names.
const SHORTEST_NAME: usize = 4;

/// The words of many records.
pub(super) struct Wording {
    /// The digests of the stems of each record, in order.
    words: Vec<Vec<u64>>,
    /// Those of its title that can be a name.
    titles: Vec<Vec<u64>>,
    /// The records that have a stem.
    holders: HashMap<u64, Vec<usize>>,
}

impl Wording {
    /// The words of the records that are of a sort; the others have none.
    pub(super) fn new(
        records: &[Record],
        vocabulary: &Vocabulary,
        is_of_sort: impl Fn(&Record) -> bool,
    ) -> Self {
        let analyzer = Analyzer::swedish();
        let stems = |text: &str| -> Vec<(u64, bool)> {
            analyzer
                .tokens(Chain::Main, text)
                .into_iter()
                .filter(|token| !is_stop_word(&text[token.start..token.end].to_lowercase()))
                .filter(|token| token.text.chars().count() > 2)
                .map(|token| {
                    let can_be_name = token.text.chars().count() >= SHORTEST_NAME
                        && token.text.chars().all(char::is_alphabetic);
                    (digest(&token.text), can_be_name)
                })
                .collect()
        };
        let places: BTreeSet<u64> = places(vocabulary)
            .flat_map(stems)
            .map(|(stem, _)| stem)
            .collect();
        let set = |stems: Vec<u64>| -> Vec<u64> {
            let set: BTreeSet<u64> = stems.into_iter().collect();
            set.into_iter().collect()
        };
        let mut wording = Self {
            words: Vec::with_capacity(records.len()),
            titles: Vec::with_capacity(records.len()),
            holders: HashMap::new(),
        };
        for (at, record) in records.iter().enumerate() {
            let (title, rest) = if is_of_sort(record) {
                (stems(&record.title), stems(own_words(record)))
            } else {
                (Vec::new(), Vec::new())
            };
            let words = set(title.iter().chain(&rest).map(|(stem, _)| *stem).collect());
            for stem in &words {
                wording.holders.entry(*stem).or_default().push(at);
            }
            wording.words.push(words);
            wording.titles.push(set(title
                .into_iter()
                .filter(|(stem, can_be_name)| *can_be_name && !places.contains(stem))
                .map(|(stem, _)| stem)
                .collect()));
        }
        wording
    }

    /// The stems of a record, in order.
    pub(super) fn of(&self, record: usize) -> &[u64] {
        &self.words[record]
    }

    /// The share of the words of two records that both have, each with the weight that it tells
    /// records apart by.
    pub(super) fn likeness(&self, left: usize, right: usize) -> f64 {
        let [left, right] = [&self.words[left], &self.words[right]];
        let sum = |words: &mut dyn Iterator<Item = &u64>| -> f64 {
            words.map(|word| self.weight(*word)).sum()
        };
        let shared = sum(&mut left.iter().filter(|word| right.binary_search(word).is_ok()));
        let all = sum(&mut left.iter()) + sum(&mut right.iter()) - shared;
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// The inverse document frequency, above nothing where every record has the word.
    fn weight(&self, word: u64) -> f64 {
        let holders = self.holders.get(&word).map_or(1, Vec::len);
        (1.0 / share(holders, self.words.len()).max(f64::MIN_POSITIVE)).ln_1p()
    }

    /// Whether two records share what can be the name of what they are about: a word in the title
    /// of one, no place, that few records have, or almost only those about the same municipality.
    pub(super) fn share_name(
        &self,
        left: usize,
        right: usize,
        is_about_the_same: impl Fn(usize) -> bool,
    ) -> bool {
        let has = |record: usize, word: &u64| self.words[record].binary_search(word).is_ok();
        let own = self.titles[left].iter().filter(|word| has(right, word));
        let other = self.titles[right].iter().filter(|word| has(left, word));
        own.chain(other).any(|word| {
            let holders = self.holders.get(word).map_or(&[][..], Vec::as_slice);
            let about = || holders.iter().filter(|at| is_about_the_same(**at)).count();
            holders.len() <= FEW || share(about(), holders.len()) >= MOSTLY
        })
    }
}

/// What a record says in the words of an editor if there are any, else in its source's.
fn own_words(record: &Record) -> &str {
    record.summary.as_deref().unwrap_or_else(|| text(record))
}

/// Names that say where something is, and nothing of what it is.
fn places(vocabulary: &Vocabulary) -> impl Iterator<Item = &str> {
    let register = &vocabulary.register;
    let municipalities = register.municipalities().iter().flat_map(|municipality| {
        [
            municipality.name.as_str(),
            municipality.official_name.as_str(),
            municipality.genitive.as_str(),
        ]
    });
    municipalities.chain(
        register
            .counties()
            .iter()
            .map(|county| county.name.as_str()),
    )
}
