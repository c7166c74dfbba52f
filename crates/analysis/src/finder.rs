//! Where terms stand in texts.

use std::collections::BTreeSet;

use crate::analyzer::{push, push_surface};
use crate::tokenizer::words;
use crate::{Analyzer, Memo, Token};

/// Finds the tokens of the main chain and of parts that are among some terms.
///
/// The same as looking for them among all tokens, at a fraction of the cost: a word that does
/// not hold the letters of a term is not taken apart, and no word twice.
#[derive(Debug)]
pub struct Finder<'a> {
    analyzer: &'a Analyzer,
    terms: &'a BTreeSet<String>,
    /// Letters that a word must hold some of to give one of the terms.
    forms: Vec<&'a str>,
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
            forms: forms.collect(),
            memo: Memo::default(),
        }
    }

    /// Where a text holds the terms, in order of its words.
    pub fn occurrences(&mut self, text: &str) -> Vec<Token> {
        let Self {
            analyzer, terms, ..
        } = *self;
        let mut tokens = Vec::new();
        let mut joined = String::new();
        for (position, word) in words(text).iter().enumerate() {
            joined.clear();
            for part in &word.parts {
                push_surface(&text[part.clone()], &mut joined);
            }
            if !self.forms.iter().any(|form| holds(&joined, form)) {
                continue;
            }
            let from = tokens.len();
            let stem = self.memo.stem(&joined, || analyzer.stem(&joined));
            push(&mut tokens, stem, word.range(), position);
            analyzer.push_parts(&mut tokens, word, text, position, &mut self.memo);
            let mut at = 0;
            tokens.retain(|token: &Token| {
                at += 1;
                at <= from || terms.contains(&token.text)
            });
        }
        tokens
    }
}

/// The letters that every regular word with a term holds: stems only lose endings, but for a vowel
/// that another takes the place of in a compound.
fn letters_of(term: &str) -> &str {
    term.strip_suffix(['a', 'e']).unwrap_or(term)
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
