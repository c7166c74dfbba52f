//! Records by the words of their titles.

use std::collections::{BTreeMap, BTreeSet};

use analysis::{Analyzer, Memo, is_stop_word};
use tantivy::DocId;

use super::key::{key, starts};
use super::table::nearest_beginning;

/// The bits of a posting that hold the document number; those above hold the word's place.
const DOCUMENT_BITS: u32 = 28;

/// The last place that is told from those after it.
const LAST_PLACE: u32 = 7;

/// What the places of parts of words begin at: they come after all whole words.
const PARTS: u32 = LAST_PLACE + 1;

/// The words of titles, and the records that have them.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// Words, and what stands from a part of a word to its end, as they are compared, in order.
    words: Vec<Box<str>>,
    /// Where the postings of each word begin; one more than there are words.
    starts: Vec<u32>,
    /// For each word in turn: its place in a title, then the record; in order.
    postings: Vec<u32>,
}

impl Titles {
    /// The titles of all records, in the order of their document numbers.
    pub(super) fn new<E>(
        titles: impl Iterator<Item = Result<String, E>>,
        analyzer: &Analyzer,
    ) -> Result<Self, E> {
        let mut memo = Memo::default();
        let mut by_word: BTreeMap<Box<str>, Vec<u32>> = BTreeMap::new();
        for (title, document) in titles.zip(0_u32..1 << DOCUMENT_BITS) {
            let title = title?;
            for ((start, is_word), place) in
                starts(&title, analyzer, &mut memo).into_iter().zip(0..)
            {
                let rest = &title[start..];
                let end = rest
                    .find(|letter: char| !letter.is_alphanumeric() && letter != '-')
                    .unwrap_or(rest.len());
                let word = &rest[..end];
                // With a capital, `Vara` is a place.
                if is_stop_word(word) && word.starts_with(char::is_lowercase) {
                    continue;
                }
                let place = LAST_PLACE.min(place) + if is_word { 0 } else { PARTS };
                let posting = place << DOCUMENT_BITS | document;
                let postings = by_word.entry(key(word).into_boxed_str()).or_default();
                postings.push(posting);
            }
        }
        let mut titles = Self::default();
        for (word, mut postings) in by_word {
            postings.sort_unstable();
            postings.dedup();
            titles.words.push(word);
            titles.starts.push(titles.postings_len());
            titles.postings.extend(postings);
        }
        titles.starts.push(titles.postings_len());
        Ok(titles)
    }

    fn postings_len(&self) -> u32 {
        u32::try_from(self.postings.len()).unwrap_or(u32::MAX)
    }

    /// Records whose titles have words that begin so, all of them: first those in which the last
    /// is a whole word, then those in which it stands earliest, then by number.
    pub(super) fn find(&self, typed: &[String], limit: usize) -> Vec<DocId> {
        let Some((last, before)) = typed.split_last() else {
            return Vec::new();
        };
        let before: Vec<BTreeSet<DocId>> = before
            .iter()
            .filter(|word| !is_stop_word(word))
            .map(|word| {
                self.beginning(word)
                    .iter()
                    .map(|one| document(*one))
                    .collect()
            })
            .collect();
        let whole = self.words.binary_search_by(|word| (**word).cmp(last));
        let whole = whole.map_or(&[][..], |at| self.of_words(at, at + 1));
        let mut found: Vec<DocId> = Vec::new();
        for postings in [whole, self.beginning(last)] {
            // The least posting of each of the best records is kept while all are passed.
            let mut best: BTreeSet<u32> = BTreeSet::new();
            for posting in postings {
                let number = document(*posting);
                let is_full = best.len() >= limit + found.len();
                if is_full && best.last().is_none_or(|worst| posting >= worst) {
                    continue;
                }
                let own = best
                    .iter()
                    .copied()
                    .find(|other| document(*other) == number);
                match own {
                    Some(own) if own <= *posting => continue,
                    Some(own) => {
                        best.remove(&own);
                    }
                    None if before.iter().all(|records| records.contains(&number)) => {}
                    None => continue,
                }
                best.insert(*posting);
                if best.len() > limit + found.len() {
                    best.pop_last();
                }
            }
            for posting in best {
                let document = document(posting);
                if found.len() < limit && !found.contains(&document) {
                    found.push(document);
                }
            }
        }
        found
    }

    /// The postings of all words that begin so.
    fn beginning(&self, beginning: &str) -> &[u32] {
        let first = self.words.partition_point(|word| **word < *beginning);
        let count = self.words[first..].partition_point(|word| word.starts_with(beginning));
        self.of_words(first, first + count)
    }

    fn of_words(&self, first: usize, last: usize) -> &[u32] {
        let place = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        self.postings.get(place(first)..place(last)).unwrap_or(&[])
    }

    /// The beginning that is nearest to a misspelt one, with how many letters are wrong.
    pub(super) fn nearest_beginning(&self, typed: &str) -> Option<(usize, String)> {
        nearest_beginning(typed, self.words.iter().map(|word| &**word))
    }
}

fn document(posting: u32) -> DocId {
    posting & ((1 << DOCUMENT_BITS) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_by_words_of_their_titles() {
        let titles = Titles::new(
            [
                "Nacka prövar robot",
                "Robotar i Vara",
                "Trygghetslarm och robot",
                "Larm i Vara",
            ]
            .into_iter()
            .map(|title| Ok::<_, ()>(title.to_owned())),
            Analyzer::swedish(),
        )
        .unwrap();
        let find = |typed: &[&str], limit| {
            let typed: Vec<String> = typed.iter().map(|word| (*word).to_owned()).collect();
            titles.find(&typed, limit)
        };
        assert_eq!(find(&["robo"], 9), [1, 0, 2]);
        assert_eq!(find(&["robot"], 9), [0, 2, 1]);
        assert_eq!(find(&["robot"], 1), [0]);
        assert_eq!(find(&["larm"], 9), [3, 2]);
        assert_eq!(find(&["robot", "i", "var"], 9), [1]);
        assert_eq!(find(&["i"], 9), [0; 0]);
        assert_eq!(find(&[], 9), [0; 0]);
    }
}
