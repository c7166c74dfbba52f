//! The municipalities' names in running text.
//!
//! A name is taken where it is written with a capital, stands between letters' boundaries, and
//! nothing around it says that it is a part of another name. What speaks for and against, and
//! which names are also words, surnames or places, stands in data files with reasons.

mod ambiguity;
mod candidate;
mod context;
mod enumeration;
mod forms;
mod words;

#[cfg(test)]
mod sentences;

use std::collections::{HashMap, HashSet};

use records::{MunicipalityCode, Span};

use self::ambiguity::Ambiguity;
use self::candidate::Candidate;
use self::context::Contexts;
use self::forms::Forms;
use crate::key::key;
use crate::{DataError, Register};

/// How surely a mention names a municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// The text says that it is one: `Vara kommun`, `kommunen Vara`, `Region Gotland`.
    Strong,
    /// The name alone, where nothing speaks against it.
    Plain,
}

/// A municipality named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The municipality.
    pub code: MunicipalityCode,
    /// Where the words stand that name it, with `kommun` or `stad` where that follows.
    pub span: Span,
    /// How surely.
    pub strength: Strength,
}

/// A name in a text that was not taken for a municipality, only because it is ambiguous.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unresolved {
    /// The municipality that it could be.
    pub code: MunicipalityCode,
    /// Where the name stands.
    pub span: Span,
}

/// Finds the municipalities that a text names.
#[derive(Debug)]
pub struct Gazetteer {
    forms: Forms,
    ambiguous: HashMap<MunicipalityCode, Ambiguity>,
    contexts: Contexts,
    /// In lower case.
    first_names: HashSet<String>,
    /// `stockholms`, `uppsala`: what stands before `län`.
    county_stems: HashSet<String>,
}

impl Gazetteer {
    /// Reads what names are judged by from the texts of the data files.
    ///
    /// # Errors
    /// [`DataError`] for a line that cannot be read, that lacks its reason, or that names an
    /// unknown municipality.
    pub(crate) fn parse(
        register: &Register,
        ambiguous_names: &str,
        name_contexts: &str,
        first_names: &str,
    ) -> Result<Self, DataError> {
        Ok(Self {
            forms: Forms::new(register),
            ambiguous: ambiguity::parse(ambiguous_names, register)?,
            contexts: Contexts::parse(name_contexts)?,
            first_names: first_names.lines().skip(1).map(key).collect(),
            county_stems: register
                .counties()
                .iter()
                .map(|county| key(county.stem()))
                .collect(),
        })
    }

    /// Whether a municipality's name is a name only where the text says so, since it is an
    /// ordinary word or a person's name as well, as Vara and Mark are.
    pub fn needs_context(&self, code: MunicipalityCode) -> bool {
        matches!(
            self.ambiguous.get(&code),
            Some(Ambiguity::Hard | Ambiguity::Person | Ambiguity::Word)
        )
    }

    /// The municipalities that a normalised text names, in the order of the text.
    ///
    /// Spans are bytes of the text and do not overlap. The time taken grows with the text's
    /// length and no faster.
    pub fn mentions(&self, normalised_text: &str) -> Vec<Mention> {
        self.read(normalised_text).0
    }

    /// The names that a normalised text holds and that were left out of
    /// [`mentions`](Self::mentions) only because they are also words, surnames or other places.
    pub fn unresolved(&self, normalised_text: &str) -> Vec<Unresolved> {
        self.read(normalised_text).1
    }

    fn read(&self, text: &str) -> (Vec<Mention>, Vec<Unresolved>) {
        let words = words::words(text);
        let mut candidates = self.candidates(text, &words);
        enumeration::spread(self, text, &words, &mut candidates);

        let persons: HashSet<MunicipalityCode> = candidates
            .iter()
            .filter(|candidate| candidate.is_person)
            .map(|candidate| candidate.code)
            .collect();
        // What one place says surely holds where the name is repeated.
        let licensed: HashSet<MunicipalityCode> = candidates
            .iter()
            .filter(|candidate| !candidate.rejected && !candidate.is_person)
            .filter(|candidate| {
                candidate.strong
                    || candidate.listed_with_others
                    || self.is_plain(candidate, false, persons.contains(&candidate.code))
            })
            .map(|candidate| candidate.code)
            .collect();
        let mut mentions = Vec::new();
        let mut unresolved = Vec::new();
        for candidate in candidates.iter().filter(|candidate| !candidate.rejected) {
            let Ok(span) = Span::new(candidate.start, candidate.end) else {
                continue;
            };
            let code = candidate.code;
            if candidate.strong {
                mentions.push(Mention {
                    code,
                    span,
                    strength: Strength::Strong,
                });
            } else if candidate.is_person {
                // Somebody's surname says nothing about a place.
            } else if self.is_plain(candidate, licensed.contains(&code), persons.contains(&code)) {
                mentions.push(Mention {
                    code,
                    span,
                    strength: Strength::Plain,
                });
            } else {
                unresolved.push(Unresolved { code, span });
            }
        }
        (mentions, unresolved)
    }

    /// Whether a name that nothing speaks against, and that no word beside it makes strong, is
    /// a municipality's: one that is `licensed` is so elsewhere in the text, and one that is
    /// `shared` is somebody's surname there.
    fn is_plain(&self, candidate: &Candidate, licensed: bool, shared: bool) -> bool {
        // An ordinary word has a capital at the start of a sentence, too.
        let repeats = licensed && (!candidate.opens_sentence || candidate.acts);
        match self.ambiguous.get(&candidate.code) {
            None => true,
            Some(_) if candidate.listed_with_others => true,
            Some(Ambiguity::Hard) => repeats || (licensed && candidate.is_label),
            Some(Ambiguity::Person) => {
                repeats
                    || (licensed && candidate.is_label)
                    || (candidate.is_inside && !candidate.before_capital)
            }
            Some(class @ (Ambiguity::Word | Ambiguity::Soft)) => {
                let capital_counts = !candidate.opens_sentence && !candidate.is_upper && !shared;
                candidate.is_label
                    || repeats
                    || (*class == Ambiguity::Soft && !shared && (licensed || candidate.joins))
                    || (candidate.opens_sentence && candidate.acts && !shared)
                    || ((capital_counts || candidate.is_place) && !candidate.before_capital)
            }
        }
    }
}
