//! The editions of the award.

use serde::Serialize;
use utoipa::ToSchema;

use super::{ListLinks, Meta, NamedCode, PublishedBody, ThingLinks};

/// The editions of the award.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EditionsAnswer {
    /// About the answer.
    pub(crate) meta: Meta,
    /// All that are known, by year.
    pub(crate) editions: Vec<EditionBody>,
    /// Addresses.
    pub(crate) links: ListLinks,
}

/// One edition of the award.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EditionAnswer {
    /// About the answer.
    pub(crate) meta: Meta,
    /// The edition.
    pub(crate) edition: EditionBody,
}

/// An edition of the award, as far as it could be sourced. An empty list means that nothing is
/// known.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EditionBody {
    /// The year that names it.
    pub(crate) year: u16,
    /// The award's name then.
    pub(crate) award: String,
    /// Whether anything of it was reviewed; else all that is known is what records state.
    pub(crate) is_reviewed: bool,
    /// The winning nomination.
    pub(crate) winner: Option<NominationBody>,
    /// The last few, the winner included.
    pub(crate) finalists: Vec<NominationBody>,
    /// Those who went on from the first round.
    pub(crate) shortlisted: Vec<NominationBody>,
    /// Those who were published as nominated.
    pub(crate) nominees: Vec<NominationBody>,
    /// What records state otherwise than was reviewed, or than each other where nothing was.
    pub(crate) conflicts: Vec<ConflictBody>,
    /// The jury's reasons retold in Swedish.
    pub(crate) motive_sv: Option<String>,
    /// The same in English.
    pub(crate) motive_en: Option<String>,
    /// When the award was presented; unknown parts are 01.
    pub(crate) ceremony_date: Option<String>,
    /// How much of that date is known.
    pub(crate) ceremony_date_precision: Option<String>,
    /// Where it was presented.
    pub(crate) ceremony_place: Option<String>,
    /// By which office or organisation.
    pub(crate) presented_by: Option<String>,
    /// Where what was reviewed was found.
    pub(crate) sources: Vec<String>,
    /// What a reader must know to judge it.
    pub(crate) notes: Option<String>,
    /// How many records state an outcome in it.
    pub(crate) record_count: usize,
    /// Addresses.
    pub(crate) links: ThingLinks,
}

/// A nomination that came so far.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NominationBody {
    /// The municipality; several where they were nominated together.
    pub(crate) municipalities: Vec<NamedCode>,
    /// Whether it was reviewed; else records alone say so.
    pub(crate) is_reviewed: bool,
    /// The records that say so, by id.
    pub(crate) stated_by: Vec<StatedByBody>,
}

/// What records state otherwise than was reviewed, or than each other where nothing was.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConflictBody {
    /// The municipality.
    pub(crate) municipality: NamedCode,
    /// The outcome that is stated of it.
    pub(crate) outcome: String,
    /// The outcome that it had as reviewed; null when it is not known to have had any.
    pub(crate) reviewed_outcome: Option<String>,
    /// The records that state it, by id.
    pub(crate) stated_by: Vec<StatedByBody>,
}

/// A record that states an outcome, with its source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatedByBody {
    /// The record.
    pub(crate) record: String,
    /// Its title.
    pub(crate) title: String,
    /// Who published its source.
    pub(crate) publisher: Option<String>,
    /// Where.
    pub(crate) url: Option<String>,
    /// When.
    pub(crate) published: Option<PublishedBody>,
    /// The source's own words for the outcome.
    pub(crate) wording: Option<String>,
    /// How many copies of the source there are: the same witness once more.
    pub(crate) copies: usize,
    /// Addresses.
    pub(crate) links: ThingLinks,
}
