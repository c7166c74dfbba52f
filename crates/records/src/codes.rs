//! Statistics Sweden's codes for municipalities and counties.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The error of a code that does not have the right form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} code `{value}` is not {digits} digits")]
pub struct CodeError {
    what: &'static str,
    value: String,
    digits: &'static str,
}

/// A four-digit municipality code of Statistics Sweden, such as `1384`.
///
/// Leading zeros count: Upplands Väsby is `0114`. The code is checked for form only; whether it
/// stands in the register is the vocabulary's business.
///
/// Source: Statistics Sweden, "Län och kommuner i kodnummerordning".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MunicipalityCode(u16);

impl MunicipalityCode {
    /// The county that the first two digits name.
    pub fn county(self) -> CountyCode {
        // A code is at most 9999, so its hundreds are at most 99.
        CountyCode(u8::try_from(self.0 / 100).unwrap_or_default())
    }

    /// The code as a number, for a column of an index.
    pub fn number(self) -> u16 {
        self.0
    }
}

impl FromStr for MunicipalityCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        digits(text, 4).map(Self).ok_or_else(|| CodeError {
            what: "municipality",
            value: text.to_owned(),
            digits: "four",
        })
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

crate::through_str!(MunicipalityCode, CodeError);

/// A two-digit county code of Statistics Sweden, such as `13`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountyCode(u8);

impl CountyCode {
    /// The code as a number, for a column of an index.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl FromStr for CountyCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        digits(text, 2)
            .and_then(|number| u8::try_from(number).ok())
            .map(Self)
            .ok_or_else(|| CodeError {
                what: "county",
                value: text.to_owned(),
                digits: "two",
            })
    }
}

impl fmt::Display for CountyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

crate::through_str!(CountyCode, CodeError);

fn digits(text: &str, count: usize) -> Option<u16> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_municipality_code_is_four_digits_and_keeps_its_zero() {
        for text in ["0114", "1384", "2584"] {
            assert_eq!(text.parse::<MunicipalityCode>().unwrap().to_string(), text);
        }
        for text in ["", "114", "01140", "01a4", "+114", "０１１４", " 114"] {
            let error = text.parse::<MunicipalityCode>().unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("municipality code `{text}` is not four digits")
            );
        }
    }

    #[test]
    fn the_first_two_digits_are_the_county() {
        let code: MunicipalityCode = "0114".parse().unwrap();
        assert_eq!(code.county(), "01".parse().unwrap());
        assert_eq!(code.number(), 114);
    }

    #[test]
    fn a_county_code_is_two_digits() {
        assert_eq!("01".parse::<CountyCode>().unwrap().number(), 1);
        assert_eq!(
            "1".parse::<CountyCode>().unwrap_err().to_string(),
            "county code `1` is not two digits"
        );
    }
}
