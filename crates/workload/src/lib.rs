#![doc = include_str!("../README.md")]

mod hostile;
mod question;
mod random;
mod record;
mod words;

use std::iter;

use records::Record;

pub use hostile::hostile_queries;
pub use question::{Kind, Question};
pub use random::Random;

use crate::words::Words;

/// A source of made-up records and questions.
#[derive(Debug)]
pub struct Workload {
    seed: u64,
    words: Words,
    /// Where phrases are taken from; the titles of made-up records when there are none.
    titles: Vec<String>,
}

/// Phrases are taken from so many of the first records, which are there however many there are.
const RECORDS_WITH_PHRASES: usize = 1_000;

impl Workload {
    /// The source with a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            words: Words::new(&mut Random::new(seed, 0)),
            titles: Vec::new(),
        }
    }

    /// The source of questions about records that are not made up: of these words, most frequent
    /// first, and phrases of these titles.
    ///
    /// # Panics
    /// When there is no word.
    pub fn about(seed: u64, words: Vec<String>, titles: Vec<String>) -> Self {
        assert!(!words.is_empty(), "text needs a word");
        Self {
            seed,
            words: Words::given(words),
            titles,
        }
    }

    /// The record with a number from 0; records are in order of id.
    pub fn record(&self, number: u32) -> Record {
        let mut random = Random::new(self.seed, 1 + u64::from(number));
        record::record(number, &self.words, &mut random)
    }

    /// The first records.
    pub fn records(&self, count: u32) -> impl Iterator<Item = Record> {
        (0..count).map(|number| self.record(number))
    }

    /// Questions of a kind, the same ones whatever the number of records.
    pub fn questions(&self, kind: Kind) -> impl Iterator<Item = Question> {
        // Records and questions never share a row of random numbers.
        let mut random = Random::new(!self.seed, kind as u64);
        let title = |random: &mut Random| match self.titles.as_slice() {
            [] => {
                let number = random.below(RECORDS_WITH_PHRASES);
                self.record(u32::try_from(number).unwrap_or_default())
                    .title
                    .to_string()
            }
            titles => random.pick(titles).clone(),
        };
        iter::repeat_with(move || question::question(kind, &self.words, title, &mut random))
    }
}
