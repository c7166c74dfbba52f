//! Where terms stand in texts.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::analyzer::{is_term, join};
use crate::tokenizer::{each_word, range_of};
use crate::{Analyzer, Memo};

/// Finds the words with some terms, and the parts of other words that have them.
///
/// The same as looking for the terms among all tokens of the main chain and of parts, but for what
/// lies within a word that is found whole, at a fraction of the cost: a word that does not hold the
/// letters of a term is not taken apart, and no word twice.
#[derive(Debug)]
pub struct Finder<'a> {
    analyzer: &'a Analyzer,
    terms: &'a BTreeSet<String>,
    /// Letters that a word must hold some of to give one of the terms, with their pairs.
    forms: Vec<(&'a str, Pairs)>,
    memo: Memo,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(analyzer: &'a Analyzer, terms: &'a BTreeSet<String>) -> Self {
        let lexicon = analyzer.lexicon();
        let forms = terms.iter().flat_map(|term| {
            let irregular = lexicon.irregular_forms(term).iter().copied();
            std::iter::once(letters_of(term)).chain(irregular)
        });
        Self {
            analyzer,
            terms,
            forms: forms.map(|form| (form, Pairs::of(form))).collect(),
            memo: Memo::default(),
        }
    }

    /// Where a text holds the terms, as bytes, in order of its words.
    pub fn occurrences(&mut self, text: &str) -> Vec<Range<usize>> {
        let Self {
            analyzer, terms, ..
        } = *self;
        let mut found = Vec::new();
        let mut joined = String::new();
        each_word(text, |sides| {
            join(sides, text, &mut joined);
            let pairs = Pairs::of(&joined);
            let may_give =
                |(form, of_form): &(&str, Pairs)| pairs.hold(*of_form) && holds(&joined, form);
            if !self.forms.iter().any(may_give) {
                return;
            }
            let stem = self.memo.stem(&joined, || analyzer.stem(&joined));
            if is_term(stem) && terms.contains(stem) {
                found.push(range_of(sides));
                return;
            }
            analyzer.each_part(sides, text, &mut self.memo, |term, range| {
                if terms.contains(term) {
                    found.push(range);
                }
            });
        });
        found
    }
}

/// The letters that every regular word with a term holds: stems only lose endings, but for a vowel
/// that another takes the place of in a compound.
fn letters_of(term: &str) -> &str {
    term.strip_suffix(['a', 'e']).unwrap_or(term)
}

/// Which pairs of letters beside each other a word has: a bit for each, shared by several. One look at
/// it excludes nearly all words that do not hold some letters.
#[derive(Debug, Clone, Copy)]
struct Pairs(u64);

impl Pairs {
    fn of(word: &str) -> Self {
        let pairs = word.as_bytes().windows(2);
        Self(pairs.fold(0, |all, pair| {
            all | 1 << (pair[0].wrapping_mul(11).wrapping_add(pair[1]) % 64)
        }))
    }

    fn hold(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }
}

/// Whether a word holds some letters. Words are short: looking at each place in turn is done
/// before a searcher for long texts is made.
fn holds(word: &str, letters: &str) -> bool {
    let (word, letters) = (word.as_bytes(), letters.as_bytes());
    letters.is_empty()
        || word
            .windows(letters.len())
            .any(|window| window[0] == letters[0] && window == letters)
}
