//! What was worked out for a word, kept for the next time it comes.
//!
//! Words come again and again: in a thousand records, one word in a hundred is new. Whoever makes
//! tokens of many texts keeps one of these.

use std::collections::HashMap;
use std::ops::Range;

/// So many words are kept; then it starts anew, so that a corpus without end has room.
const MAX_WORDS: usize = 200_000;

/// What was worked out for words in lower case.
#[derive(Debug, Clone, Default)]
pub struct Memo {
    stems: HashMap<String, String>,
    parts: HashMap<String, Vec<(Range<usize>, String)>>,
}

impl Memo {
    /// The stem of a word.
    pub(crate) fn stem(&mut self, word: &str, work_out: impl FnOnce() -> String) -> String {
        recall(&mut self.stems, word, work_out).clone()
    }

    /// The parts of a word, each with its place and its stem.
    pub(crate) fn parts(
        &mut self,
        word: &str,
        work_out: impl FnOnce() -> Vec<(Range<usize>, String)>,
    ) -> &[(Range<usize>, String)] {
        recall::<Vec<_>>(&mut self.parts, word, work_out)
    }
}

fn recall<'a, T>(
    known: &'a mut HashMap<String, T>,
    word: &str,
    work_out: impl FnOnce() -> T,
) -> &'a T {
    if !known.contains_key(word) {
        if known.len() >= MAX_WORDS {
            known.clear();
        }
        known.insert(word.to_owned(), work_out());
    }
    &known[word]
}
