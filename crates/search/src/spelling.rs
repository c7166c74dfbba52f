//! Words that the index does not know, mended to ones that it does.
//!
//! First the letters that some keyboards lack: `aldreomsorg` becomes `äldreomsorg`, the most
//! frequent known word with the same letters but for the marks. Then slips of the finger: a known
//! word one edit away, or two in a long word. Numbers, short words, words of known parts and names
//! of municipalities are never touched.

use std::collections::{BTreeMap, HashMap, HashSet};

use analysis::{Analyzer, Chain, fold_diacritics};
use vocabulary::Vocabulary;

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
    /// The terms of all known words.
    terms: HashSet<String>,
    /// The most frequent known word by its letters without marks, and by those of its term.
    by_letters: HashMap<String, (String, u32)>,
    /// Terms long enough to be meant by others: their letters, how often their words were seen,
    /// and the most frequent of those.
    words: Vec<(Vec<char>, u32, String)>,
    /// Forms of words, as they are written: their letters, how often they were seen, and they.
    forms: Vec<(Vec<char>, u32, String)>,
}

impl Spelling {
    /// What an analyzer's lexicon knows how to spell.
    pub(crate) fn of(analyzer: &Analyzer) -> Self {
        let mut by_letters: HashMap<String, (String, u32)> = HashMap::new();
        let mut by_term: BTreeMap<String, (u32, u32, String)> = BTreeMap::new();
        for (word, count) in analyzer.lexicon().counts() {
            let term = analyzer.term(word);
            for key in [fold_diacritics(word), fold_diacritics(&term)] {
                let best = by_letters.entry(key).or_default();
                if *count > best.1 {
                    *best = (word.clone(), *count);
                }
            }
            let (all, most, best) = by_term.entry(term).or_default();
            *all += count;
            // The plainest form of a word is the one that is its own term.
            let weight = if analyzer.term(word) == *word {
                u32::MAX
            } else {
                *count
            };
            if weight > *most {
                (*most, *best) = (weight, word.clone());
            }
        }
        let terms = by_term.keys().cloned().collect();
        let words = by_term
            .into_iter()
            .map(|(term, (count, _, word))| (term.chars().collect::<Vec<_>>(), count, word))
            .filter(|(letters, ..)| letters.len() >= MIN_LETTERS)
            .collect();
        let forms = analyzer.lexicon().counts().iter();
        let forms = forms
            .map(|(form, count)| (form.chars().collect::<Vec<_>>(), *count, form.clone()))
            .filter(|(letters, ..)| letters.len() >= MIN_LETTERS)
            .collect();
        Self {
            terms,
            by_letters,
            words,
            forms,
        }
    }

    /// The known word that was meant, unless the word is known or nothing is near.
    pub(crate) fn mend(
        &self,
        word: &str,
        analyzer: &Analyzer,
        vocabulary: &Vocabulary,
    ) -> Option<Correction> {
        let tokens = analyzer.tokens(Chain::Main, word);
        let [token] = tokens.as_slice() else {
            return None;
        };
        let letters = word[token.start..token.end].to_lowercase();
        let is_plain = letters
            .chars()
            .all(|letter| letter.is_alphabetic() || letter == '-');
        if !is_plain
            || self.terms.contains(&token.text)
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
        if let Some((used, _)) = folded.iter().find_map(|key| self.by_letters.get(key)) {
            return Some(correction(used, Mend::Marks));
        }
        let typed: Vec<char> = token.text.chars().collect();
        if typed.len() < MIN_LETTERS || analyzer.is_compound(&letters) {
            return None;
        }
        let written: Vec<char> = letters.chars().collect();
        let is_long = typed.len() >= TWO_EDITS_FROM;
        let of_terms = self.words.iter().filter_map(|(term, count, word)| {
            let edits = edits_within(&typed, term, if is_long { 2 } else { 1 })?;
            // Who slips twice still begins with the right letter; and words whose stems are near
            // and whose endings are not are other words: `befintliga` is not `befinner`.
            let word_letters: Vec<char> = word.chars().collect();
            edits_within(&written, &word_letters, MOST_EDITS_OF_FORMS)?;
            let is_sure = if edits == 2 {
                *count >= SEEN_ENOUGH && typed.first() == term.first()
            } else {
                *count >= SEEN_ENOUGH || is_long
            };
            is_sure.then_some((edits, std::cmp::Reverse(*count), word))
        });
        let nearest = of_terms.min().or_else(|| {
            // A slip in the ending makes another stem of it: `dröanre`.
            let of_forms = self.forms.iter().filter_map(|(form, count, word)| {
                let edits = edits_within(&written, form, 1)?;
                (*count >= SEEN_ENOUGH).then_some((edits, std::cmp::Reverse(*count), word))
            });
            of_forms.min()
        })?;
        Some(correction(nearest.2, Mend::Spelling))
    }
}

/// How many letters must be changed, added, left out or swapped with their neighbour to make one
/// word of the other, if it is no more than `most`.
fn edits_within(from: &[char], to: &[char], most: usize) -> Option<usize> {
    if from.len().abs_diff(to.len()) > most {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut now = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let change = last[column] + usize::from(letter != other);
            let mut edits = change.min(last[column + 1] + 1).min(now[column] + 1);
            let swapped =
                row > 0 && column > 0 && from[row - 1] == *other && to[column - 1] == *letter;
            if swapped {
                edits = edits.min(before_last[column - 1] + 1);
            }
            now.push(edits);
        }
        if now.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before_last = std::mem::replace(&mut last, now);
    }
    last.last().copied().filter(|edits| *edits <= most)
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
        let found = Spelling::of(&analyzer).mend(word, &analyzer, Vocabulary::embedded());
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

    #[test]
    fn edits_are_counted_with_swaps() {
        let edits = |from: &str, to: &str| {
            let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
            edits_within(&from, &to, 2)
        };
        assert_eq!(edits("kamera", "kamera"), Some(0));
        assert_eq!(edits("kamrea", "kamera"), Some(1));
        assert_eq!(edits("kamra", "kamera"), Some(1));
        assert_eq!(edits("kamare", "kamera"), Some(2));
        assert_eq!(edits("robot", "kamera"), None);
    }
}
