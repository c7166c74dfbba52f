//! The year an example is about, and how that is known.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The error of a year that is no year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum YearError {
    /// The text is not four digits.
    #[error("year `{0}` is not four digits")]
    Form(String),
    /// The number is not a year in which there could be an example.
    #[error("year `{0}` is not between 1950 and 2099")]
    Range(u64),
}

/// A year from 1950 to 2099.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u16")]
pub struct Year(u16);

impl Year {
    /// The earliest year there is.
    pub const MIN: Self = Self(1950);
    /// The latest year there is.
    pub const MAX: Self = Self(2099);

    /// The year as a number.
    pub fn number(self) -> u16 {
        self.0
    }
}

impl TryFrom<u64> for Year {
    type Error = YearError;

    fn try_from(number: u64) -> Result<Self, YearError> {
        u16::try_from(number)
            .ok()
            .map(Self)
            .filter(|year| (Self::MIN..=Self::MAX).contains(year))
            .ok_or(YearError::Range(number))
    }
}

impl FromStr for Year {
    type Err = YearError;

    fn from_str(text: &str) -> Result<Self, YearError> {
        if text.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(YearError::Form(text.to_owned()));
        }
        text.parse::<u64>()
            .map_err(|_| YearError::Form(text.to_owned()))?
            .try_into()
    }
}

impl From<Year> for u16 {
    fn from(year: Year) -> Self {
        year.0
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

crate::words! {
    /// How a record's year is known.
    YearBasis as "year basis" {
        /// The source says in so many words when it was.
        Stated = "stated",
        /// The year of the award's edition that the source is about.
        Edition = "edition",
        /// The year the source was published.
        Published = "published",
        /// Worked out from other facts.
        Inferred = "inferred",
    }
}

/// The year a record is about, not a year it merely mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedYear {
    /// The year.
    pub value: Year,
    /// How it is known.
    pub basis: YearBasis,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_four_digits_within_reason() {
        assert_eq!("2013".parse::<Year>().unwrap().number(), 2013);
        for (text, message) in [
            ("20l3", "year `20l3` is not four digits"),
            ("", "year `` is not four digits"),
            ("+201", "year `+201` is not four digits"),
            ("20130", "year `20130` is not four digits"),
            ("1066", "year `1066` is not between 1950 and 2099"),
            ("2100", "year `2100` is not between 1950 and 2099"),
        ] {
            assert_eq!(text.parse::<Year>().unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn a_year_in_json_is_a_number() {
        assert_eq!(serde_json::from_str::<Year>("2013").unwrap().number(), 2013);
        assert!(serde_json::from_str::<Year>("\"2013\"").is_err());
        assert!(serde_json::from_str::<Year>("13").is_err());
        assert!(serde_json::from_str::<Year>("-2013").is_err());
    }
}
