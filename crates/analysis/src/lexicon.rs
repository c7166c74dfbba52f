//! The words that are known: our own list of word parts, and the words of a corpus.
//!
//! Two filters ask it: the one that takes definite forms back to their base form, and the one that
//! splits compounds. What they do depends on what is known, so a lexicon belongs to the index that
//! was built with it, and the query side reads the same one.

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::RandomState;

use crate::analyzer::{push_surface, surface};
use crate::definite::base_form;
use crate::digest::digest;
use crate::stem::stem;
use crate::stop_words::is_stop_word;
use crate::tokenizer::each_word;

const PARTS: &str = include_str!("../data/parts.tsv");
const WHOLE: &str = include_str!("../data/whole.tsv");
const NOT_PARTS: &str = include_str!("../data/not_parts.tsv");
const IRREGULAR: &str = include_str!("../data/irregular.tsv");

/// A word of the corpus is a part of others only when it was seen so often: a word seen once may
/// be a slip of the pen.
const SEEN_ENOUGH: u32 = 2;

/// Words of the corpus shorter than this are parts of too much by accident.
const MIN_PART: usize = 4;

/// How many words of a corpus are known, the most frequent. Rarer ones are found all the same;
/// they are only no parts of others, and no word is mended to them.
const MAX_WORDS: usize = 100_000;

/// How many forms a word takes before another, on average: room for all at once, since what grows
/// is copied again and again.
const FORMS: usize = 5;

/// How often a word of our own list counts as seen: it was chosen, which says more than any count.
const CHOSEN: u32 = 1_000;

/// Where in a compound a part of our own list may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartRole {
    /// Last.
    Head,
    /// Before another.
    Modifier,
    /// Anywhere.
    Both,
}

/// Our own list of parts of compounds, each with where it may stand.
pub fn part_list() -> impl Iterator<Item = (&'static str, PartRole)> {
    table(PARTS).map(|(word, role)| {
        let role = match role {
            "head" => PartRole::Head,
            "modifier" => PartRole::Modifier,
            _ => PartRole::Both,
        };
        (word, role)
    })
}

/// The error of a line that is not a word, a tab and a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LexiconError {
    line: usize,
}

impl std::fmt::Display for LexiconError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} is not a word, a tab and a count", self.line)
    }
}

impl std::error::Error for LexiconError {}

/// The words that are known.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// The words of the corpus and how often each was seen.
    counts: BTreeMap<String, u32>,
    /// Every known word, of the corpus and of our own list.
    known: HashSet<Box<str>, RandomState>,
    /// What may stand last in a compound, by stem.
    heads: HashMap<Box<str>, u32, RandomState>,
    /// What may stand before it.
    modifiers: Modifiers,
    /// Words that are never split, by stem.
    whole: HashSet<String, RandomState>,
    /// Prefixes and endings that look like words and are no parts.
    not_parts: HashSet<&'static str, RandomState>,
    /// Forms that no rule takes back to their base form.
    irregular: HashMap<&'static str, &'static str, RandomState>,
    /// The same forms by the stem of their base form.
    irregular_forms: HashMap<String, Vec<&'static str>>,
}

impl Lexicon {
    /// The lexicon of our own list alone.
    pub fn own() -> Self {
        Self::from_counts(BTreeMap::new())
    }

    /// The lexicon of our own list and the words of a corpus.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut counts: HashMap<String, u32, RandomState> = HashMap::default();
        let (mut joined, mut lower) = (String::new(), String::new());
        for text in texts {
            each_word(text, |sides| {
                joined.clear();
                for side in sides {
                    lower.clear();
                    push_surface(&text[side.clone()], &mut lower);
                    count(&mut counts, &lower);
                    joined.push_str(&lower);
                }
                if sides.len() > 1 {
                    count(&mut counts, &joined);
                }
            });
        }
        Self::from_counts(most_frequent(counts.into_iter().collect(), MAX_WORDS))
    }

    /// The lexicon of our own list and words with how often each was seen.
    pub fn from_counts(counts: BTreeMap<String, u32>) -> Self {
        let mut lexicon = Self {
            irregular: table(IRREGULAR).collect(),
            ..Self::default()
        };
        for (form, base) in table(IRREGULAR) {
            let forms = lexicon.irregular_forms.entry(stem(base)).or_default();
            forms.push(form);
        }
        lexicon.not_parts = table(NOT_PARTS).map(|(word, _)| word).collect();
        lexicon
            .whole
            .extend(table(WHOLE).map(|(word, _)| stem(word)));
        let own = part_list().map(|(word, role)| (word, CHOSEN, role));
        let of_the_corpus = counts
            .iter()
            .filter(|(word, count)| **count >= SEEN_ENOUGH && is_part(word))
            .map(|(word, count)| (word.as_str(), (*count).min(CHOSEN - 1), PartRole::Both));
        let parts: Vec<(&str, u32, PartRole)> = own.chain(of_the_corpus).collect();
        // A server that starts waits for these.
        ((lexicon.known, lexicon.heads), lexicon.modifiers) =
            rayon::join(|| (known(&counts), heads(&parts)), || Modifiers::of(&parts));
        lexicon.counts = counts;
        lexicon
    }

    /// The digest of our own lists.
    pub(crate) fn lists_digest() -> u32 {
        let lists = [PARTS, WHOLE, NOT_PARTS, IRREGULAR];
        digest(lists.into_iter().flat_map(str::bytes))
    }

    /// The words of the corpus as lines of `word`, a tab and its count, in order.
    pub fn to_lines(&self) -> String {
        let lines = self
            .counts
            .iter()
            .map(|(word, count)| format!("{word}\t{count}\n"));
        lines.collect::<Vec<_>>().concat()
    }

    /// Reads what [`Lexicon::to_lines`] wrote.
    ///
    /// # Errors
    /// [`LexiconError`] with the first line that is not a word, a tab and a count.
    pub fn from_lines(lines: &str) -> Result<Self, LexiconError> {
        let counts = lines
            .lines()
            .zip(1..)
            .map(|(text, line)| {
                let (word, count) = text.split_once('\t').ok_or(LexiconError { line })?;
                Ok((
                    word.to_owned(),
                    count.parse().map_err(|_| LexiconError { line })?,
                ))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self::from_counts(counts))
    }

    /// The words of the corpus and how often each was seen.
    pub fn counts(&self) -> &BTreeMap<String, u32> {
        &self.counts
    }

    /// Whether a lower-case word is known.
    pub fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// How often the word was seen that may stand last in a compound in this form; 0 when it may
    /// not.
    pub(crate) fn head(&self, form: &str) -> u32 {
        let seen = self
            .heads
            .get(stem(&base_form(form, self)).as_str())
            .copied()
            .unwrap_or(0);
        // A short ending that happens to be the stem of a longer word is no word.
        if seen >= CHOSEN || form.chars().count() >= MIN_PART {
            seen
        } else {
            0
        }
    }

    /// Whether a form is of a word of our own list that may stand last in a compound.
    pub(crate) fn is_chosen_head(&self, form: &str) -> bool {
        self.head(form) >= CHOSEN
    }

    /// How often the word was seen that may stand in this form before the last; 0 when it may not.
    pub(crate) fn modifier(&self, form: &str) -> u32 {
        self.modifiers.seen(form)
    }

    /// The word that a form before another is a form of.
    pub(crate) fn modifier_base(&self, form: &str) -> Option<&str> {
        self.modifiers.base(form)
    }

    /// Whether a piece is a prefix or an ending that looks like a word.
    pub(crate) fn is_no_part(&self, piece: &str) -> bool {
        self.not_parts.contains(piece)
    }

    /// Whether a word is one that is never split, in any of its forms.
    pub(crate) fn is_whole(&self, word: &str) -> bool {
        self.whole.contains(&stem(&base_form(word, self)))
    }

    /// The same lexicon, by which names are never split, in their genitive neither.
    #[must_use]
    pub fn with_names<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        for name in names.into_iter().map(surface) {
            self.whole.insert(stem(&name));
            self.whole.insert(stem(&format!("{name}s")));
        }
        self
    }

    /// The forms that only our own list takes back to a word with this stem.
    pub(crate) fn irregular_forms(&self, stem: &str) -> &[&'static str] {
        self.irregular_forms.get(stem).map_or(&[], Vec::as_slice)
    }

    /// The base form of a form that no rule takes back.
    pub(crate) fn irregular_base(&self, form: &str) -> Option<&'static str> {
        self.irregular.get(form).copied()
    }
}

/// Every word of the corpus and of our own list.
fn known(counts: &BTreeMap<String, u32>) -> HashSet<Box<str>, RandomState> {
    let own = part_list().map(|(word, _)| word);
    let mut known = HashSet::with_capacity_and_hasher(counts.len(), RandomState::default());
    known.extend(own.chain(counts.keys().map(String::as_str)).map(Box::from));
    known
}

/// What may stand last in a compound, by stem, with how often it was seen.
fn heads(parts: &[(&str, u32, PartRole)]) -> HashMap<Box<str>, u32, RandomState> {
    let mut heads = HashMap::with_capacity_and_hasher(parts.len(), RandomState::default());
    let parts = parts
        .iter()
        .filter(|(.., role)| *role != PartRole::Modifier);
    for (word, count, _) in parts {
        let head: &mut u32 = heads.entry(stem(word).into_boxed_str()).or_default();
        *head = (*head).max(*count);
    }
    heads
}

/// What may stand before another in a compound, in the forms it takes there.
#[derive(Debug, Clone, Default)]
struct Modifiers {
    /// How often the most frequent word with each form was seen, and its place.
    forms: HashMap<Box<str>, (u32, u32), RandomState>,
    /// The words.
    bases: Vec<Box<str>>,
}

impl Modifiers {
    fn of(parts: &[(&str, u32, PartRole)]) -> Self {
        let room = FORMS * parts.len();
        let mut modifiers = Self {
            forms: HashMap::with_capacity_and_hasher(room, RandomState::default()),
            bases: Vec::with_capacity(parts.len()),
        };
        let parts = parts.iter().filter(|(.., role)| *role != PartRole::Head);
        for ((word, count, _), base) in parts.zip(0..) {
            each_modifier_form(word, |form| match modifiers.forms.get_mut(form) {
                Some(known) if *count > known.0 => *known = (*count, base),
                Some(_) => {}
                None => {
                    modifiers.forms.insert(form.into(), (*count, base));
                }
            });
            modifiers.bases.push((*word).into());
        }
        modifiers
    }

    /// The most frequent word with a form.
    fn base(&self, form: &str) -> Option<&str> {
        let (_, base) = self.forms.get(form)?;
        self.bases.get(*base as usize).map(|base| &**base)
    }

    /// How often a word with a form was seen; 0 when there is none.
    fn seen(&self, form: &str) -> u32 {
        self.forms.get(form).map_or(0, |(seen, _)| *seen)
    }
}

fn count(counts: &mut HashMap<String, u32, RandomState>, word: &str) {
    match counts.get_mut(word) {
        Some(count) => *count += 1,
        None => {
            counts.insert(word.to_owned(), 1);
        }
    }
}

/// The most frequent of some words, and of those that are as frequent the first.
fn most_frequent(counts: BTreeMap<String, u32>, most: usize) -> BTreeMap<String, u32> {
    if counts.len() <= most {
        return counts;
    }
    let mut words: Vec<(String, u32)> = counts.into_iter().collect();
    words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    words.truncate(most);
    words.into_iter().collect()
}

/// The rows of a table below its head: the first column and the second.
fn table(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .map(|(first, rest)| (first, rest.split('\t').next().unwrap_or_default()))
}

/// Whether a word of the corpus may be a part of others.
fn is_part(word: &str) -> bool {
    word.chars().count() >= MIN_PART && word.chars().all(char::is_alphabetic) && !is_stop_word(word)
}

/// Gives the forms a word takes before another: `trygghet` and `trygghets`, `skola` and `skol`,
/// `kvinna` and `kvinno`, `gata` and `gatu`.
fn each_modifier_form(word: &str, mut take: impl FnMut(&str)) {
    let mut form = String::with_capacity(word.len() + 1);
    let mut give = |beginning: &str, ending: &str| {
        form.clear();
        form.extend([beginning, ending]);
        take(&form);
    };
    for ending in ["", "s"] {
        give(word, ending);
    }
    if word.ends_with(|last: char| !"aeiouyåäö".contains(last)) {
        give(word, "e");
    }
    if let Some(base) = word.strip_suffix('a') {
        for ending in ["", "e", "o", "u", "s"] {
            give(base, ending);
        }
    }
    if let Some(base) = word.strip_suffix('e') {
        for ending in ["", "a", "s"] {
            give(base, ending);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_words_are_known() {
        let counts = [("b", 1), ("a", 1), ("d", 3), ("c", 1)];
        let counts = counts.map(|(word, count)| (word.to_owned(), count));
        let kept = most_frequent(BTreeMap::from(counts), 2);
        let words: Vec<&str> = kept.keys().map(String::as_str).collect();
        assert_eq!(words, ["a", "d"]);
    }

    #[test]
    fn every_row_of_a_list_counts() {
        for list in [PARTS, WHOLE, NOT_PARTS, IRREGULAR] {
            let rows = list.lines().filter(|line| !line.starts_with('#')).count();
            // One of them is the head.
            assert_eq!(table(list).count(), rows - 1);
            let head = list.lines().find(|line| !line.starts_with('#'));
            assert!(
                head.is_some_and(|head| head.starts_with("word\t") || head.starts_with("form\t"))
            );
        }
    }
}
