//! The names by which texts know the award, and those of other awards.

use std::ops::Range;

use serde::Deserialize;

use crate::DataError;
use crate::key::lower_in_place;

const FILE: &str = "award-names.tsv";

/// Which award a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AwardClass {
    /// The award whose editions are known.
    Ours,
    /// Another one. What is told of it says nothing about the award.
    Other,
}

/// An award named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardMention {
    /// Which award.
    pub class: AwardClass,
    /// Where its name stands: bytes of the text.
    pub range: Range<usize>,
}

/// A line of the data file.
#[derive(Deserialize)]
struct Row {
    name: String,
    class: AwardClass,
    reason: String,
}

/// The names of awards.
#[derive(Debug)]
pub struct AwardNames(Vec<(String, AwardClass)>);

impl AwardNames {
    /// Reads the names from the text of their data file.
    ///
    /// # Errors
    /// [`DataError`] for a line that cannot be read or lacks its reason.
    pub(crate) fn parse(text: &str) -> Result<Self, DataError> {
        let mut names = Vec::new();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .from_reader(text.as_bytes());
        for row in reader.deserialize() {
            let row: Row = row.map_err(|source| DataError::Table { file: FILE, source })?;
            if row.reason.trim().is_empty() {
                return Err(DataError::value(FILE, &row.name, "no reason is given"));
            }
            names.push((row.name.to_lowercase(), row.class));
        }
        Ok(Self(names))
    }

    /// The awards that a normalised text names, in the order of the text.
    ///
    /// A name is found between the boundaries of words, in any case.
    pub fn mentions(&self, text: &str) -> Vec<AwardMention> {
        let lower = lower_in_place(text);
        let mut mentions: Vec<AwardMention> = Vec::new();
        for (name, class) in &self.0 {
            for (start, _) in lower.match_indices(name.as_str()) {
                let range = start..start + name.len();
                if is_word(&lower, &range) {
                    mentions.push(AwardMention {
                        class: *class,
                        range,
                    });
                }
            }
        }
        mentions.sort_by_key(|mention| (mention.range.start, std::cmp::Reverse(mention.range.end)));
        mentions.dedup_by(|later, former| later.range.start < former.range.end);
        mentions
    }

    /// Whether a normalised text names the award whose editions are known.
    pub fn names_ours(&self, text: &str) -> bool {
        self.mentions(text)
            .iter()
            .any(|mention| mention.class == AwardClass::Ours)
    }
}

fn is_word(text: &str, range: &Range<usize>) -> bool {
    let joins = |letter: char| letter.is_alphanumeric() || letter == '-';
    !text[..range.start].chars().next_back().is_some_and(joins)
        && !text[range.end..].chars().next().is_some_and(joins)
}

#[cfg(test)]
mod tests {
    use super::AwardClass::{Other, Ours};
    use super::*;
    use crate::Vocabulary;

    #[test]
    fn awards_are_known_by_name_in_any_case() {
        let names = &Vocabulary::embedded().award_names;
        let found = |text: &str| -> Vec<AwardClass> {
            names
                .mentions(text)
                .iter()
                .map(|mention| mention.class)
                .collect()
        };
        assert_eq!(
            found("Sveriges Kvalitetskommun och sveriges IT-kommun 2013"),
            [Other, Ours]
        );
        assert_eq!(found("SVERIGES DIGITALISERINGSKOMMUN"), [Ours]);
        assert_eq!(found("en digitaliseringskommunal fråga"), []);
        assert_eq!(found(""), []);
        assert!(!names.names_ours("Sveriges miljökommun"));
    }

    #[test]
    fn a_faulty_line_is_refused() {
        for line in ["it-kommun\tours\t", "it-kommun\ttheirs\tno class"] {
            assert!(AwardNames::parse(&format!("name\tclass\treason\n{line}\n")).is_err());
        }
    }
}
