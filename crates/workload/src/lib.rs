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
}

impl Workload {
    /// The source with a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            words: Words::new(&mut Random::new(seed, 0)),
        }
    }

    /// The source whose records and questions are made of these words, most frequent first.
    ///
    /// # Panics
    /// When there is no word.
    pub fn of_words(seed: u64, words: Vec<String>) -> Self {
        assert!(!words.is_empty(), "text needs a word");
        Self {
            seed,
            words: Words::given(words),
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
        iter::repeat_with(move || question::question(kind, &self.words, &mut random))
    }
}
