//! Words that the index does not know, mended to ones that it does.
//!
//! First the letters that some keyboards lack: `aldreomsorg` becomes `äldreomsorg`, the most
//! frequent known word with the same letters but for the marks. Then slips of the finger: a known
//! word one edit away, or two in a long word. Numbers, short words, words of known parts and names
//! of municipalities are never touched.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use analysis::{Analyzer, Chain, Tongue, fold_diacritics};
use index::Snapshot;
use tantivy::schema::Field;
use tantivy::{SegmentReader, Term};
use vocabulary::Vocabulary;

use crate::edits::{Edits, Letters};

/// Shorter words are too near to too many others to be mended.
const MIN_LETTERS: usize = 5;

/// From this length a word may be two edits away.
const TWO_EDITS_FROM: usize = 9;

/// How far apart two words may be as they are written, endings included, whose stems are near.
const MOST_EDITS_OF_FORMS: usize = 3;

/// A word seen once in the corpus may be misspelt itself; it is meant only by a long word that is
/// one edit away.
const SEEN_ENOUGH: u32 = 2;

/// How a word was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mend {
    /// The marks of å, ä, ö and their like were put back.
    Marks,
    /// A letter or two were changed.
    Spelling,
    /// Words that belong together were joined.
    Joined,
}

impl Mend {
    /// The word for it in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Marks => "marks",
            Self::Spelling => "spelling",
            Self::Joined => "joined",
        }
    }
}

/// A word that was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The word as it was typed.
    pub typed: String,
    /// The known word that was searched for.
    pub used: String,
    /// How it was mended.
    pub mend: Mend,
}

/// What an index knows how to spell.
#[derive(Debug)]
pub(crate) struct Spelling {
    analyzer: Analyzer,
    /// Where terms are looked up; without it, among the words that are known.
    segment: Option<SegmentReader>,
    fields: Vec<Field>,
    /// The languages beside Swedish that some record is in, and where their terms are looked up.
    tongues: Vec<(Tongue, Field)>,
    /// Worked out for the first word that the index does not know.
    words: OnceLock<KnownWords>,
}

impl Spelling {
    /// What a snapshot knows how to spell.
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        let fields = snapshot.fields();
        Self {
            segment: Some(snapshot.segment().clone()),
            fields: vec![fields.title, fields.lead, fields.body, fields.context],
            tongues: snapshot
                .tongues()
                .iter()
                .map(|tongue| (*tongue, fields.tongue(*tongue)))
                .collect(),
            ..Self::without_index(snapshot.analyzer())
        }
    }

    /// What an analyzer's lexicon knows how to spell.
    pub(crate) fn without_index(analyzer: &Analyzer) -> Self {
        Self {
            analyzer: analyzer.clone(),
            segment: None,
            fields: Vec::new(),
            tongues: Vec::new(),
            words: OnceLock::new(),
        }
    }

    /// Works out what the first word that is not known would else wait for.
    pub(crate) fn prepare(&self) {
        self.words();
    }

    /// The words that are within `most` edits and seen so often at least, each with how many and how
    /// often.
    pub(crate) fn near(&self, typed: &str, most: usize, least: u32) -> Vec<(usize, u32, &str)> {
        let (letters, mut edits) = (Letters::of(typed), Edits::new(typed));
        let words = self.words();
        let seen = words.forms.iter().zip(&words.letters_of_forms);
        seen.take_while(|(form, _)| form.count >= least)
            .filter(|(_, own)| letters.may_be_within(most, **own))
            .filter_map(|(form, _)| Some((edits.to(&form.word, most)?, form.count, &*form.word)))
            .collect()
    }

    fn words(&self) -> &KnownWords {
        self.words.get_or_init(|| KnownWords::of(&self.analyzer))
    }

    /// Whether a word with this term stands in some record, or the same word in another language.
    fn knows(&self, term: &str, word: &str) -> bool {
        let Some(segment) = &self.segment else {
            return self.words().have(term);
        };
        let has = |field: Field, term: &str| {
            let found = segment
                .inverted_index(field)
                .and_then(|terms| Ok(terms.get_term_info(&Term::from_field_text(field, term))?));
            // What cannot be looked up is left as it was typed.
            !matches!(found, Ok(None))
        };
        self.fields.iter().any(|field| has(*field, term))
            || self.tongues.iter().any(|(tongue, field)| {
                let tokens = self.analyzer.tokens(Chain::In(*tongue), word);
                tokens.iter().any(|token| has(*field, &token.text))
            })
    }

    /// The known word that was meant, unless the word is known or nothing is near.
    pub(crate) fn mend(&self, word: &str, vocabulary: &Vocabulary) -> Option<Correction> {
        let tokens = self.analyzer.tokens(Chain::Main, word);
        let [token] = tokens.as_slice() else {
            return None;
        };
        let letters = word[token.start..token.end].to_lowercase();
        let is_plain = letters
            .chars()
            .all(|letter| letter.is_alphabetic() || letter == '-');
        if !is_plain
            || self.knows(&token.text, &letters)
            || vocabulary.register.by_name(&letters).is_some()
            || vocabulary.synonyms.knows(&letters)
        {
            return None;
        }
        let correction = |used: &str, mend| Correction {
            typed: letters.clone(),
            used: used.to_owned(),
            mend,
        };
        let folded = [
            fold_diacritics(&letters).replace('-', ""),
            fold_diacritics(&token.text),
        ];
        let words = self.words();
        let by_letters = folded.iter().find_map(|key| words.by_letters.get(key));
        if let Some(known) = by_letters.map(|at| &words.all[*at]) {
            // What stands in texts just as a part of words, as `e` does, is spelt as it should be.
            return (*known.word != *letters).then(|| correction(&known.word, Mend::Marks));
        }
        if token.text.chars().count() < MIN_LETTERS || self.analyzer.is_compound(&letters) {
            return None;
        }
        words
            .nearest(&token.text, &letters)
            .or_else(|| self.nearest_form(&letters))
            .map(|used| correction(used, Mend::Spelling))
    }

    /// The form of a word that is one edit away, the most frequent of several: a slip in the ending
    /// makes another stem of it, as in `dröanre`.
    fn nearest_form(&self, written: &str) -> Option<&str> {
        let near = self.near(written, 1, SEEN_ENOUGH).into_iter();
        near.filter(|(_, _, form)| form.chars().count() >= MIN_LETTERS)
            .min_by_key(|(edits, count, form)| (*edits, Reverse(*count), *form))
            .map(|(_, _, form)| form)
    }
}

/// The words that are known.
#[derive(Debug)]
struct KnownWords {
    /// The most frequent or plainest word of each term, in order of the terms.
    all: Vec<KnownWord>,
    /// The most frequent of them by its letters without marks, and by those of its term.
    by_letters: HashMap<String, usize>,
    /// The letters of each of their terms.
    letters_of_terms: Vec<Letters>,
    /// All forms that the lexicon has, the most frequent first.
    forms: Vec<Form>,
    /// The letters of each of them.
    letters_of_forms: Vec<Letters>,
}

/// A form of a word.
#[derive(Debug)]
struct Form {
    count: u32,
    word: Box<str>,
}

/// A word that is known.
#[derive(Debug)]
struct KnownWord {
    term: Box<str>,
    /// How often it was seen, in all its forms.
    count: u32,
    word: Box<str>,
}

impl KnownWords {
    fn of(analyzer: &Analyzer) -> Self {
        let mut forms: Vec<(String, &str, u32)> = analyzer
            .lexicon()
            .counts()
            .iter()
            .map(|(word, count)| (analyzer.term(word), word.as_str(), *count))
            .collect();
        forms.sort_unstable();
        let mut all: Vec<KnownWord> = Vec::new();
        let mut by_letters: HashMap<String, (u32, usize)> = HashMap::new();
        for forms in forms.chunk_by(|one, other| one.0 == other.0) {
            // The plainest form of a word is the one that is its own term.
            let plainest = forms
                .iter()
                .max_by_key(|(term, word, count)| (term == word, *count, Reverse(*word)));
            let Some((term, word, _)) = plainest else {
                continue;
            };
            for (_, form, count) in forms {
                for key in [fold_diacritics(form), fold_diacritics(term)] {
                    let best = by_letters.entry(key).or_default();
                    if *count > best.0 {
                        *best = (*count, all.len());
                    }
                }
            }
            all.push(KnownWord {
                term: term.as_str().into(),
                count: forms.iter().map(|(_, _, count)| count).sum(),
                word: (*word).into(),
            });
        }
        let by_letters = by_letters.into_iter().map(|(key, (_, at))| (key, at));
        let counts = analyzer.lexicon().counts().iter();
        let mut forms: Vec<Form> = counts
            .map(|(word, count)| Form {
                count: *count,
                word: word.as_str().into(),
            })
            .collect();
        forms.sort_by_key(|form| Reverse(form.count));
        Self {
            letters_of_terms: all.iter().map(|known| Letters::of(&known.term)).collect(),
            letters_of_forms: forms.iter().map(|form| Letters::of(&form.word)).collect(),
            all,
            by_letters: by_letters.collect(),
            forms,
        }
    }

    fn have(&self, term: &str) -> bool {
        self.all
            .binary_search_by(|known| (*known.term).cmp(term))
            .is_ok()
    }

    /// The known word whose term is the fewest edits away, the most frequent of several.
    fn nearest(&self, typed: &str, written: &str) -> Option<&str> {
        let is_long = typed.chars().count() >= TWO_EDITS_FROM;
        let most = if is_long { 2 } else { 1 };
        let (letters, mut edits) = (Letters::of(typed), Edits::new(typed));
        let mut nearest: Option<(usize, Reverse<u32>, &str)> = None;
        for (known, own) in self.all.iter().zip(&self.letters_of_terms) {
            if !letters.may_be_within(most, *own) {
                continue;
            }
            let Some(distance) = edits
                .to(&known.term, most)
                .filter(|_| known.term.chars().count() >= MIN_LETTERS)
            else {
                continue;
            };
            // Who slips twice still begins with the right letter.
            let is_sure = if distance == 2 {
                known.count >= SEEN_ENOUGH && typed.chars().next() == known.term.chars().next()
            } else {
                known.count >= SEEN_ENOUGH || is_long
            };
            let found = (distance, Reverse(known.count), &*known.word);
            // Words whose stems are near and whose endings are not are other words: `befintliga` is
            // not `befinner`.
            if is_sure
                && nearest.is_none_or(|nearest| found < nearest)
                && Edits::new(written)
                    .to(&known.word, MOST_EDITS_OF_FORMS)
                    .is_some()
            {
                nearest = Some(found);
            }
        }
        nearest.map(|(_, _, word)| word)
    }
}

#[cfg(test)]
mod tests {
    use analysis::Lexicon;

    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<(&str, Mend)>) {
        let text = "Trygghetskamera och trygghetskameror i äldreomsorgen. Äldreomsorg och \
                    fjärrundervisning, fjärrundervisning. En e-tjänst för trygghetskamera.";
        let analyzer = Analyzer::with(Lexicon::of_texts([text]));
        let found = Spelling::without_index(&analyzer).mend(word, Vocabulary::embedded());
        let found = found
            .as_ref()
            .map(|found| (found.used.as_str(), found.mend));
        assert_eq!(found, expected, "{word}");
    }

    #[test]
    fn marks_are_put_back() {
        check("aldreomsorg", Some(("äldreomsorg", Mend::Marks)));
        check("Aldreomsorgens", Some(("äldreomsorg", Mend::Marks)));
        check("etjanst", Some(("etjänst", Mend::Marks)));
        check("äldreomsorg", None);
    }

    #[test]
    fn slips_are_mended_and_known_words_are_not() {
        check("tryghetskamera", Some(("trygghetskamera", Mend::Spelling)));
        check(
            "fjärundervisning",
            Some(("fjärrundervisning", Mend::Spelling)),
        );
        check(
            "fjärrundervisnign",
            Some(("fjärrundervisning", Mend::Spelling)),
        );
        check("trygghetskamerorna", None);
    }

    #[test]
    fn names_numbers_and_short_words_stay() {
        check("Mora", None);
        check("Kungsbacka", None);
        check("2019x", None);
        check("natr", None);
        check("blockkedja", None);
    }
}
