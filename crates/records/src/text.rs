//! Text that says something.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The error of a text with nothing in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("text is empty; leave the field out or write null instead")]
pub struct TextError;

/// A text that is not empty and has no white space at its ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text(String);

impl Text {
    /// The text, trimmed, or `None` when nothing is left.
    pub fn from_trimmed(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Text {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TextError);
        }
        Ok(Self(text.to_owned()))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for Text {
    type Error = TextError;

    /// The text itself where there is nothing to trim, as in every record that is read back.
    fn try_from(text: String) -> Result<Self, TextError> {
        if !text.is_empty() && text.trim().len() == text.len() {
            return Ok(Self(text));
        }
        text.parse()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_never_empty() {
        assert_eq!(" \u{a0}ord \n".parse::<Text>().unwrap().as_str(), "ord");
        for empty in ["", " ", "\n\t\u{a0}"] {
            assert!(empty.parse::<Text>().is_err());
        }
    }
}
