//! Which theme a record belongs to, and how that is known.

use serde::{Deserialize, Serialize};

use crate::ThemeId;

crate::words! {
    /// How a theme was found.
    ThemeBasis as "theme basis" {
        /// An editor chose it.
        Curated = "curated",
        /// A heading of the source names it.
        Heading = "heading",
        /// The text's words point to it.
        Terms = "terms",
    }
}

/// The error of a confidence outside 0 to 1.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("confidence `{0}` is not between 0 and 1")]
pub struct ConfidenceError(f64);

/// How sure a guess is: 0 to 1, kept to two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Confidence(u8);

impl Confidence {
    /// Certain, as an editor's choice is.
    pub const CERTAIN: Self = Self(100);

    /// The confidence as a share, 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl TryFrom<f64> for Confidence {
    type Error = ConfidenceError;

    fn try_from(share: f64) -> Result<Self, ConfidenceError> {
        if !(0.0..=1.0).contains(&share) {
            return Err(ConfidenceError(share));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of 0 to 1 gives 0 to 100"
        )]
        Ok(Self((share * 100.0).round() as u8))
    }
}

impl From<Confidence> for f64 {
    fn from(confidence: Confidence) -> Self {
        confidence.share()
    }
}

/// A theme of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeRef {
    /// The theme.
    pub id: ThemeId,
    /// How it was found.
    pub basis: ThemeBasis,
    /// How sure it is.
    pub confidence: Confidence,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_lies_between_0_and_1() {
        assert_eq!(Confidence::try_from(1.0), Ok(Confidence::CERTAIN));
        assert!((Confidence::try_from(0.666).unwrap().share() - 0.67).abs() < f64::EPSILON);
        for share in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert!(Confidence::try_from(share).is_err(), "{share}");
        }
    }
}
