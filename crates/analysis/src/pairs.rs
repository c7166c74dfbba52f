//! Words that follow one another, as terms that are few however many words there are.
//!
//! A term for each two words would make as large an index again. As one of some numbers, which others
//! share, they tell where two words may follow one another: nearly nowhere else.

use std::fmt::Write;

use crate::analyzer::is_term;
use crate::digest::digest;

/// How many numbers there are. A text of two hundred words has one in eighty of them.
const NUMBERS: u32 = 1 << 14;

/// What goes from word to word.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    before: String,
    pair: String,
}

impl Pairs {
    /// The term of a word and the one before it; `None` when either is no term.
    pub(crate) fn with(&mut self, word: &str) -> Option<&str> {
        self.pair.clear();
        if is_term(&self.before) && is_term(word) {
            let bytes = self.before.bytes().chain([b' ']).chain(word.bytes());
            let digest = digest(bytes);
            // The lowest bits alone depend on the last letters too much.
            let number = (digest ^ (digest >> 14)) % NUMBERS;
            // Nothing goes wrong where a string is written to.
            let _ = write!(self.pair, "{number:x}");
        }
        self.before.clear();
        self.before.push_str(word);
        (!self.pair.is_empty()).then_some(&self.pair)
    }
}
