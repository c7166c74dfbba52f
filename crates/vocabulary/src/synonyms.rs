//! Other words for the same thing: synonyms, older and English words, abbreviations.

use std::collections::HashMap;
use std::str::FromStr;

use analysis::{Analyzer, Chain};
use serde::Deserialize;

use crate::DataError;

const FILE: &str = "synonyms.tsv";

/// What sort of word stands for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SynonymKind {
    /// Another current Swedish word.
    Synonym,
    /// An older word.
    Older,
    /// An English word.
    English,
    /// An abbreviation.
    Abbreviation,
    /// A narrower word, whose searcher is served by a broader one.
    Broader,
}

impl SynonymKind {
    /// The word for it in the data file and in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Synonym => "synonym",
            Self::Older => "older",
            Self::English => "english",
            Self::Abbreviation => "abbreviation",
            Self::Broader => "broader",
        }
    }
}

impl FromStr for SynonymKind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "synonym" => Ok(Self::Synonym),
            "older" => Ok(Self::Older),
            "english" => Ok(Self::English),
            "abbreviation" => Ok(Self::Abbreviation),
            "broader" => Ok(Self::Broader),
            _ => Err(()),
        }
    }
}

/// What a term means in other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// What sort of word it is.
    pub kind: SynonymKind,
    /// Words and phrases for the same thing, best first.
    pub means: Vec<String>,
}

/// Other words for the same thing, from the term that is typed to those that are used.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    /// The synonyms by their terms' stems, joined by spaces.
    by_stems: HashMap<String, Vec<Synonym>>,
    /// The most words that a term has.
    longest: usize,
}

/// A line of the data file.
#[derive(Deserialize)]
struct Row {
    term: String,
    kind: String,
    means: String,
    note: String,
}

impl Synonyms {
    /// Reads the text of the data file.
    ///
    /// # Errors
    /// [`DataError`] for a line that cannot be read, without a meaning or a note, of an unknown
    /// kind, or that means itself.
    pub(crate) fn parse(text: &str) -> Result<Self, DataError> {
        let mut synonyms = Self::default();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .from_reader(text.as_bytes());
        for row in reader.deserialize() {
            let row: Row = row.map_err(|source| DataError::Table { file: FILE, source })?;
            let fault = |message: &str| DataError::value(FILE, &row.term, message);
            let means: Vec<String> = row.means.split('|').map(str::to_owned).collect();
            if means.iter().any(|meaning| meaning.trim().is_empty()) {
                return Err(fault("a meaning is empty"));
            }
            if means.contains(&row.term) {
                return Err(fault("the term means itself"));
            }
            if row.note.trim().is_empty() {
                return Err(fault("no note says what it is for"));
            }
            let kind = row.kind.parse().map_err(|()| {
                fault("unknown kind; accepted: synonym, older, english, abbreviation, broader")
            })?;
            let stems = stems(&row.term);
            synonyms.longest = synonyms.longest.max(stems.len());
            let synonym = Synonym { kind, means };
            synonyms
                .by_stems
                .entry(stems.join(" "))
                .or_default()
                .push(synonym);
        }
        Ok(synonyms)
    }

    /// What the words from the first on mean in other words: how many of them the longest term has
    /// that they begin with, and its meanings. Without such a term both are nothing.
    pub fn at_start_of(&self, words: &[&str]) -> (usize, &[Synonym]) {
        let most = words.len().min(self.longest);
        (1..=most)
            .rev()
            .find_map(|count| {
                let stems = stems(&words[..count].join(" ")).join(" ");
                self.by_stems
                    .get(&stems)
                    .map(|synonyms| (count, synonyms.as_slice()))
            })
            .unwrap_or((0, &[]))
    }

    /// Whether a word has a meaning of its own here.
    pub fn knows(&self, word: &str) -> bool {
        self.by_stems.contains_key(&stems(word).join(" "))
    }
}

/// The stems of a term's words; its forms have the same.
fn stems(term: &str) -> Vec<String> {
    let tokens = Analyzer::swedish().tokens(Chain::Main, term);
    tokens.into_iter().map(|token| token.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    #[test]
    fn every_form_of_a_term_has_its_meanings() {
        let synonyms = Synonyms::parse(
            "term\tkind\tmeans\tnote\nnight camera\tenglish\ttrygghetskamera|nattillsyn\tcare\n\
             medicinrobot\tsynonym\tläkemedelsrobot\tcare\n",
        )
        .unwrap();
        let means = |words: &[&str]| -> Vec<String> {
            synonyms
                .at_start_of(words)
                .1
                .iter()
                .flat_map(|one| one.means.clone())
                .collect()
        };
        assert_eq!(
            means(&["Night", "cameras", "elderly"]),
            ["trygghetskamera", "nattillsyn"]
        );
        assert_eq!(means(&["medicinrobotarna"]), ["läkemedelsrobot"]);
        assert_eq!(means(&["camera", "night"]), [""; 0]);
        assert!(synonyms.knows("medicinrobot") && !synonyms.knows("night"));
    }

    #[test]
    fn a_faulty_line_is_refused_by_name() {
        for (line, message) in [
            ("a\tenglish\tb|\tx", "row `a`: a meaning is empty"),
            ("a\tenglish\ta\tx", "row `a`: the term means itself"),
            ("a\tenglish\tb\t", "row `a`: no note says what it is for"),
            (
                "a\tslang\tb\tx",
                "row `a`: unknown kind; accepted: synonym, older, english",
            ),
        ] {
            let error = Synonyms::parse(&format!("term\tkind\tmeans\tnote\n{line}\n")).unwrap_err();
            assert!(error.to_string().contains(message), "{error}");
        }
    }

    #[test]
    fn the_data_file_speaks_of_things_of_this_field() {
        let synonyms = &Vocabulary::embedded().synonyms;
        for (words, meaning) in [
            (&["chatbot"][..], "chattbot"),
            (&["self-driving", "bus"], "självkörande buss"),
        ] {
            let (_, found) = synonyms.at_start_of(words);
            assert!(
                found
                    .iter()
                    .any(|one| one.means.iter().any(|own| own == meaning)),
                "{words:?}"
            );
        }
    }
}
