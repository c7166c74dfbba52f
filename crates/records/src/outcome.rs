//! How a municipality fared in an edition of the award.

use serde::{Deserialize, Serialize};

use crate::{MunicipalityCode, Span, Text, Year};

crate::words! {
    /// How far a nominee came.
    OutcomeKind as "outcome" {
        /// Entered or nominated.
        Nominee = "nominee",
        /// Went on from the first round.
        Shortlisted = "shortlisted",
        /// One of the last few.
        Finalist = "finalist",
        /// Received the award.
        Winner = "winner",
    }
}

/// One municipality's outcome in one edition, as a source states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The year that names the edition, which need not be the year of the ceremony.
    pub edition: Year,
    /// The award's name in that edition.
    pub award: Text,
    /// The municipality.
    pub code: MunicipalityCode,
    /// How far it came.
    pub outcome: OutcomeKind,
    /// The source's own words for it; `None` where an editor stated it.
    pub wording: Option<Text>,
    /// Where the source says so.
    pub span: Option<Span>,
}
