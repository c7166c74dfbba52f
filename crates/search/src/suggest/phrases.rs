//! Words and phrases that records have, and how many have each.
//!
//! A phrase is two or three words that stand next to each other in a sentence, in any form, in at
//! least [`MIN_RECORDS`] records, and in at least a quarter of the records that have the rarest of
//! them: `öppna data` is a phrase, `data i` and `ny data` are not. It neither begins nor ends with a
//! word that says too little, and holds no name of a municipality, which is suggested by itself.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};

use analysis::{Analyzer, Chain, Memo, is_stop_word};
use records::Record;
use vocabulary::Vocabulary;

/// The most words of a phrase.
const MAX_WORDS: usize = 3;

/// The fewest records that make words a phrase.
const MIN_RECORDS: usize = 2;

/// A phrase has at least one in so many of the records that have the rarest of its words.
const ONE_IN: usize = 4;

/// A shorter word is typed sooner than found in a list.
const MIN_LETTERS: usize = 2;

/// A word or a phrase and how many records have it, in any form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The stems of its words, with blanks between.
    pub(super) stems: String,
    /// The form to show.
    pub(super) text: String,
    pub(super) records: usize,
}

/// One word of a sentence.
struct Word<'a> {
    stem: String,
    written: Cow<'a, str>,
    /// Whether it follows another word with nothing but a blank between.
    follows: bool,
    /// Whether it says something by itself.
    says: bool,
}

/// How many records have a phrase, and how often each of its forms was seen.
#[derive(Default)]
struct Seen {
    records: usize,
    forms: BTreeMap<String, usize>,
}

/// The words and phrases of records, which are gone through twice: nearly all runs of words stand
/// in one record alone, and are told from the rest by numbers before any is kept as text.
pub(super) fn phrases<E>(
    each_record: impl Fn(&mut dyn FnMut(&Record)) -> Result<(), E>,
    analyzer: &Analyzer,
    vocabulary: &Vocabulary,
) -> Result<Vec<Phrase>, E> {
    let numbers = RandomState::new();
    let mut memo = Memo::default();
    let mut counts: HashMap<u64, usize> = HashMap::new();
    each_record(&mut |record| {
        let mut own: BTreeSet<u64> = BTreeSet::new();
        each_run(record, analyzer, vocabulary, &mut memo, |stems, run| {
            if run.len() > 1 {
                own.insert(numbers.hash_one(stems));
            }
        });
        for number in own {
            *counts.entry(number).or_default() += 1;
        }
    })?;
    // Two runs with one number would only keep one that falls through later.
    counts.retain(|_, records| *records >= MIN_RECORDS);
    let mut all: HashMap<String, Seen> = HashMap::new();
    each_record(&mut |record| {
        let mut own: BTreeSet<String> = BTreeSet::new();
        each_run(record, analyzer, vocabulary, &mut memo, |stems, run| {
            if run.len() > 1 && !counts.contains_key(&numbers.hash_one(stems)) {
                return;
            }
            let form = joined(run.iter().map(|word| &*word.written));
            let seen = all.entry(stems.to_owned()).or_default();
            *seen.forms.entry(form).or_default() += 1;
            seen.records += usize::from(own.insert(stems.to_owned()));
        });
    })?;
    let records_of = |stems: &str| all.get(stems).map_or(usize::MAX, |seen| seen.records);
    let mut phrases: Vec<Phrase> = all
        .iter()
        .filter(|(stems, seen)| {
            let rarest = stems.split(' ').map(records_of).min().unwrap_or(0);
            let is_word = !stems.contains(' ');
            is_word || (seen.records >= MIN_RECORDS && seen.records * ONE_IN >= rarest)
        })
        .map(|(stems, seen)| Phrase {
            stems: stems.clone(),
            text: plainest(&seen.forms, analyzer),
            records: seen.records,
        })
        .collect();
    phrases.sort_by(|a, b| b.records.cmp(&a.records).then_with(|| a.text.cmp(&b.text)));
    Ok(phrases)
}

/// Gives the runs of words of a record that may be a phrase or are a word, with their stems.
fn each_run(
    record: &Record,
    analyzer: &Analyzer,
    vocabulary: &Vocabulary,
    memo: &mut Memo,
    mut take: impl FnMut(&str, &[Word<'_>]),
) {
    for text in texts(record) {
        let words = words_of(text, analyzer, vocabulary, memo);
        for at in 0..words.len() {
            for len in 1..=MAX_WORDS {
                let Some(run) = words.get(at..at + len) else {
                    break;
                };
                if len > 1 && !run[len - 1].follows {
                    break;
                }
                if run[0].says && run[len - 1].says {
                    take(&joined(run.iter().map(|word| word.stem.as_str())), run);
                }
            }
        }
    }
}

fn texts(record: &Record) -> impl Iterator<Item = &str> {
    let rest = [
        record.summary.as_deref(),
        record.text.as_deref(),
        record.effect.as_deref(),
        record.lessons.as_deref(),
    ];
    std::iter::once(record.title.as_str()).chain(rest.into_iter().flatten())
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

fn words_of<'a>(
    text: &'a str,
    analyzer: &Analyzer,
    vocabulary: &Vocabulary,
    memo: &mut Memo,
) -> Vec<Word<'a>> {
    let tokens = analyzer.tokens_by(Chain::Main, text, memo);
    let mut end = None;
    tokens
        .into_iter()
        .map(|token| {
            let written = &text[token.start..token.end];
            let follows = end.is_some_and(|end| &text[end..token.start] == " ");
            end = Some(token.end);
            let is_name = written.starts_with(char::is_uppercase)
                && [written, written.trim_end_matches('s')]
                    .iter()
                    .any(|name| vocabulary.register.by_name(name).is_some());
            let letters = written.chars().filter(|one| one.is_alphabetic()).count();
            // A capital at the start of a sentence is none of the word's own.
            let is_sentence_case = !follows && !written.chars().skip(1).any(char::is_uppercase);
            Word {
                stem: token.text,
                written: if is_sentence_case {
                    Cow::Owned(written.to_lowercase())
                } else {
                    Cow::Borrowed(written)
                },
                follows: follows && !is_name,
                says: letters >= MIN_LETTERS && !is_stop_word(written) && !is_name,
            }
        })
        .collect()
}

/// The form to show: the base form of a word, if it was seen, else the most frequent form, of
/// equals the shortest.
fn plainest(forms: &BTreeMap<String, usize>, analyzer: &Analyzer) -> String {
    let rank = |(form, count): &(&String, &usize)| {
        let is_base = analyzer.term(form) == **form;
        (is_base, **count, Reverse(form.len()))
    };
    forms
        .iter()
        .max_by_key(rank)
        .map(|(form, _)| form.clone())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use analysis::Lexicon;

    use super::*;

    #[test]
    fn what_stands_together_is_a_phrase() {
        let texts = [
            "Kommunen delar öppna data. Öppna data om snö i Nacka kommun.",
            "Ny portal för öppna data. AI och digitala tvillingar.",
            "En digital tvilling med data om trafik. Data samlas.",
            "Digitala tvillingar ger AI data.",
        ];
        let lines = texts.iter().enumerate().map(|(number, text)| {
            let record = serde_json::json!({
                "id": format!("r{number}"), "kind": "initiative", "title": text,
                "status": "unknown", "partners": [], "same_initiative": [], "counties": [],
                "quotes": [], "municipalities": [], "themes": [], "outcomes": [],
                "language": "sv", "voice": "press",
                "source": {"id": "s", "path": "s.md", "media_type": "text/markdown",
                    "sha256": "0".repeat(64), "rights": "full"},
                "also_published": [], "completeness": 50,
            });
            serde_json::from_value(record).unwrap()
        });
        let records: Vec<Record> = lines.collect();
        let analyzer = Analyzer::with(Lexicon::of_texts(texts));
        let each_record = |take: &mut dyn FnMut(&Record)| {
            records.iter().for_each(take);
            Ok::<(), std::convert::Infallible>(())
        };
        let Ok(found) = phrases(each_record, &analyzer, Vocabulary::embedded());
        let found: Vec<(&str, usize)> = found
            .iter()
            .map(|phrase| (phrase.text.as_str(), phrase.records))
            .collect();
        assert_eq!(found[0], ("data", 4));
        for phrase in [
            ("digital tvilling", 3),
            ("öppna data", 2),
            ("AI", 2),
            ("portal", 1),
        ] {
            assert!(found.contains(&phrase), "{phrase:?} is not among {found:?}");
        }
        for text in ["data om", "Nacka", "nacka kommun", "ny portal"] {
            assert!(found.iter().all(|(found, _)| *found != text), "{text}");
        }
    }
}
