//! Records that were taken back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{RecordId, Text};

/// A record that was taken back. Its id stays known and is never used again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// The id that it had.
    pub id: RecordId,
    /// When it was taken back.
    pub date: Date,
    /// Why, in words for the public.
    pub reason: Text,
}
