//! The language of a text.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The error of a language that is not two lower-case ASCII letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("language `{0}` is not a two-letter code of ISO 639-1 in lower case, such as sv")]
pub struct LanguageError(String);

/// A language as ISO 639-1 has it, such as `sv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language([u8; 2]);

impl Language {
    /// Swedish.
    pub const SWEDISH: Self = Self(*b"sv");
    /// English.
    pub const ENGLISH: Self = Self(*b"en");

    /// The two letters.
    pub fn as_str(&self) -> &str {
        // Two ASCII letters by construction.
        std::str::from_utf8(&self.0).unwrap_or("sv")
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(text: &str) -> Result<Self, LanguageError> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Ok(Self([*a, *b])),
            _ => Err(LanguageError(text.to_owned())),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

crate::through_str!(Language, LanguageError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_two_lower_case_letters() {
        assert_eq!("sv".parse(), Ok(Language::SWEDISH));
        for text in ["", "s", "SV", "swe", "sv-SE", "å"] {
            assert!(text.parse::<Language>().is_err(), "{text}");
        }
    }
}
