//! What was worked out for a word, kept for the next time it comes.
//!
//! Words come again and again: in a thousand records, one word in a hundred is new. Whoever makes
//! tokens of many texts keeps one of these.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::Tongue;

/// So many words are kept; then it starts anew, so that a corpus without end has room. Few where
/// it is tested, so that short texts have too many.
const MAX_WORDS: usize = if cfg!(test) { 8 } else { 500_000 };

/// A part of a word: where it stands in the word, and its stem.
pub(crate) type Part = (Range<usize>, Box<str>);

/// What was worked out for words in lower case, by any chain.
#[derive(Debug, Clone, Default)]
pub struct Memo {
    stems: Known<Box<str>>,
    stems_in: BTreeMap<Tongue, Known<Box<str>>>,
    parts: Known<Box<[Part]>>,
    bounded: Known<Box<str>>,
}

impl Memo {
    /// The stem of a word.
    pub(crate) fn stem(&mut self, word: &str, work_out: impl FnOnce() -> String) -> &str {
        self.stems.recall(word, || work_out().into())
    }

    /// The stem of a word in another language.
    pub(crate) fn stem_in(
        &mut self,
        tongue: Tongue,
        word: &str,
        work_out: impl FnOnce() -> String,
    ) -> &str {
        let known = self.stems_in.entry(tongue).or_default();
        known.recall(word, || work_out().into())
    }

    /// The parts of a word.
    pub(crate) fn parts(&mut self, word: &str, work_out: impl FnOnce() -> Vec<Part>) -> &[Part] {
        self.parts.recall(word, || work_out().into())
    }

    /// The word between its bounds, which pieces are cut from.
    pub(crate) fn bounded(&mut self, word: &str, work_out: impl FnOnce() -> String) -> &str {
        self.bounded.recall(word, || work_out().into())
    }
}

/// One thing that was worked out for each word.
#[derive(Debug, Clone)]
struct Known<T> {
    places: HashMap<Box<str>, usize, RandomState>,
    all: Vec<T>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self {
            places: HashMap::default(),
            all: Vec::new(),
        }
    }
}

impl<T> Known<T> {
    fn recall(&mut self, word: &str, work_out: impl FnOnce() -> T) -> &T {
        let place = match self.places.get(word) {
            Some(place) => *place,
            None => self.learn(word, work_out()),
        };
        &self.all[place]
    }

    fn learn(&mut self, word: &str, one: T) -> usize {
        if self.all.len() >= MAX_WORDS {
            self.places.clear();
            self.all.clear();
        }
        self.places.insert(word.into(), self.all.len());
        self.all.push(one);
        self.all.len() - 1
    }
}
