//! The record: one thing a person would want as a search hit, with where it came from.

use serde::{Deserialize, Serialize};

use crate::{
    Area, Completeness, CountyCode, DatedYear, Language, MunicipalityCode, Outcome, RecordId,
    Source, Span, Text, ThemeRef,
};

crate::words! {
    /// What sort of thing a record is.
    Kind as "kind" {
        /// Something a municipality did, does or wants to do.
        Initiative = "initiative",
        /// What a municipality, or somebody in it, says.
        Statement = "statement",
        /// A whole source; its parts are records of their own.
        Article = "article",
    }
}

crate::words! {
    /// What became of an example, as far as its source says.
    Status as "status" {
        /// An idea, a study or a plan that is not carried out.
        Proposed = "proposed",
        /// A test, limited in time or scope.
        Pilot = "pilot",
        /// In use.
        InUse = "in_use",
        /// Stopped, rejected or replaced.
        Withdrawn = "withdrawn",
        /// The source does not say, or there is nothing to have a status.
        Unknown = "unknown",
    }
}

crate::words! {
    /// Who is speaking in a source, so that self-praise can be told from journalism.
    Voice as "voice" {
        /// A municipality about itself.
        Municipality = "municipality",
        /// The award's jury.
        Jury = "jury",
        /// An award's organiser.
        Organiser = "organiser",
        /// A newspaper, a trade journal or another newsroom.
        Press = "press",
        /// An editor of this bank, who retells what a third party wrote.
        Editor = "editor",
    }
}

crate::words! {
    /// What part a municipality plays in a record.
    MunicipalityRole as "municipality role" {
        /// The record is about it.
        Subject = "subject",
        /// It takes part in what the record is about.
        Partner = "partner",
        /// The text names it in passing.
        Mentioned = "mentioned",
    }
}

/// A municipality that a record has to do with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MunicipalityRef {
    /// The municipality.
    pub code: MunicipalityCode,
    /// The part it plays.
    pub role: MunicipalityRole,
    /// The words that name it, as they stand in the source.
    pub mention: Option<Text>,
}

/// Another record about the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SameInitiative {
    /// The other record.
    pub id: RecordId,
    /// Why the two are thought to be about the same thing.
    pub reason: Text,
}

/// Another place where the text of a record was published: a reprint, a copy under another address,
/// or the same text but for little.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlsoPublished {
    /// The id that the copy would have as a record of its own. It leads to the record that holds
    /// it, and no other record ever has it.
    pub id: RecordId,
    /// The article that the copy is a part of, where that article is another than the record's.
    pub part_of: Option<RecordId>,
    /// Where the copy was published.
    pub source: Source,
    /// Where it stands in that source's normalised text.
    pub span: Option<Span>,
}

/// Something said aloud in a source. The speaker is known by office, never by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// What was said.
    pub text: Text,
    /// The speaker's office title.
    pub role: Option<Text>,
    /// Where it stands in the source.
    pub span: Option<Span>,
}

/// One example, with where it came from.
///
/// The fields and their meaning are the contract between the ingester and everything else; a
/// line of `records.jsonl` is exactly one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Unique and stable; curated: the file's name.
    pub id: RecordId,
    /// What sort of thing it is.
    pub kind: Kind,
    /// The article that holds this statement or initiative.
    pub part_of: Option<RecordId>,
    /// Taken from the source, or composed.
    pub title: Text,
    /// A summary in our own words, if an editor wrote one.
    pub summary: Option<Text>,
    /// The source's own text for this part.
    pub text: Option<Text>,
    /// The question that a statement answers.
    pub question: Option<Text>,
    /// What became of it.
    pub status: Status,
    /// Organisations taking part that are not municipalities.
    pub partners: Vec<Text>,
    /// Other records about the same thing.
    pub same_initiative: Vec<SameInitiative>,
    /// What came of it.
    pub effect: Option<Text>,
    /// What was learnt.
    pub lessons: Option<Text>,
    /// The municipalities it has to do with: subjects first.
    pub municipalities: Vec<MunicipalityRef>,
    /// The counties it is about, where it names no municipality.
    pub counties: Vec<CountyCode>,
    /// Award outcomes that it states.
    pub outcomes: Vec<Outcome>,
    /// The year it is about.
    pub year: Option<DatedYear>,
    /// At most four themes, best first.
    pub themes: Vec<ThemeRef>,
    /// One of the award's five areas.
    pub area: Option<Area>,
    /// The language of the source.
    pub language: Language,
    /// Who is speaking in the source.
    pub voice: Voice,
    /// Spoken quotes.
    pub quotes: Vec<Quote>,
    /// What a reader must know to judge the evidence, by an editor.
    pub editor_note: Option<Text>,
    /// Where it came from.
    pub source: Source,
    /// Where in the source's normalised text.
    pub span: Option<Span>,
    /// Where else the same text was published, by id.
    pub also_published: Vec<AlsoPublished>,
    /// How much is filled in.
    pub completeness: Completeness,
}

impl Record {
    /// The most themes a record may have.
    pub const MAX_THEMES: usize = 4;

    /// The municipalities the record is about: its subjects and partners, not passing mentions.
    pub fn about(&self) -> impl Iterator<Item = MunicipalityCode> {
        self.municipalities
            .iter()
            .filter(|municipality| municipality.role != MunicipalityRole::Mentioned)
            .map(|municipality| municipality.code)
    }

    /// The share of the descriptive fields that are filled in.
    ///
    /// Looked at: summary or text, effect, lessons, municipality or county, year, theme, a known
    /// status, and the source's title, publisher, address and date.
    pub fn measure_completeness(&self) -> Completeness {
        Completeness::of(&[
            self.summary.is_some() || self.text.is_some(),
            self.effect.is_some(),
            self.lessons.is_some(),
            !self.municipalities.is_empty() || !self.counties.is_empty(),
            self.year.is_some(),
            !self.themes.is_empty(),
            self.status != Status::Unknown,
            self.source.title.is_some(),
            self.source.publisher.is_some(),
            self.source.url.is_some(),
            self.source.published.is_some(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_itself() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        for status in Status::ALL {
            assert_eq!(status.as_str().parse(), Ok(*status));
        }
        for voice in Voice::ALL {
            assert_eq!(voice.as_str().parse(), Ok(*voice));
        }
    }

    #[test]
    fn an_unknown_word_is_answered_with_the_accepted_ones() {
        assert_eq!(
            "idea".parse::<Kind>().unwrap_err().to_string(),
            "unknown kind `idea`; accepted: initiative, statement, article"
        );
    }
}
