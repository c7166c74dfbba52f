//! How much of a record is filled in.

use serde::{Deserialize, Serialize};

/// The share of a record's descriptive fields that are filled, 0 to 100 per cent.
///
/// It is shown, and never used to hide a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Completeness(u8);

impl Completeness {
    /// The share of `filled` among the fields looked at, rounded to the nearest per cent.
    pub fn of(filled: &[bool]) -> Self {
        let count = filled.iter().filter(|filled| **filled).count();
        let per_cent = (count * 200 + filled.len()) / (filled.len().max(1) * 2);
        Self(u8::try_from(per_cent).unwrap_or(100).min(100))
    }

    /// The share in per cent, 0 to 100.
    pub fn per_cent(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Completeness {
    type Error = String;

    fn try_from(per_cent: u8) -> Result<Self, String> {
        if per_cent > 100 {
            return Err(format!("completeness `{per_cent}` is over 100"));
        }
        Ok(Self(per_cent))
    }
}

impl From<Completeness> for u8 {
    fn from(completeness: Completeness) -> Self {
        completeness.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_rounded_to_the_nearest_per_cent() {
        for (filled, per_cent) in [
            (vec![], 0),
            (vec![false], 0),
            (vec![true], 100),
            (vec![true, false, false], 33),
            (vec![true, true, false], 67),
            (vec![true, false], 50),
        ] {
            assert_eq!(Completeness::of(&filled).per_cent(), per_cent, "{filled:?}");
        }
    }
}
