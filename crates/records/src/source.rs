//! Where a record came from.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{PublishedDate, SourceId, Text};

crate::words! {
    /// How much of a source's text may be shown.
    Rights as "rights" {
        /// The whole text may be shown.
        Full = "full",
        /// The text may be searched, and shown as snippets with a link.
        Excerpt = "excerpt",
    }
}

/// The document that a record was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The document's identifier.
    pub id: SourceId,
    /// Its title.
    pub title: Option<Text>,
    /// Who published it.
    pub publisher: Option<Text>,
    /// Where it was published.
    pub url: Option<Text>,
    /// The path as it was given.
    pub path: String,
    /// Its media type, such as `text/html`.
    pub media_type: String,
    /// When it was published.
    pub published: Option<PublishedDate>,
    /// When it was read.
    pub retrieved: Option<Date>,
    /// The digest of the file's bytes.
    pub sha256: Sha256Hex,
    /// How much may be shown.
    pub rights: Rights,
}

/// A SHA-256 digest as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sha256Hex(String);

impl Sha256Hex {
    /// The digest of 32 bytes, as a hash function gives it.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        Self(
            bytes
                .iter()
                .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
                .collect(),
        )
    }

    /// The 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Sha256Hex {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(hex) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!(
                "sha256 `{text}` is not 64 lower-case hexadecimal digits"
            ))
        }
    }
}

impl fmt::Display for Sha256Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

crate::through_str!(Sha256Hex, String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_64_hexadecimal_digits() {
        let digest = Sha256Hex::from_bytes([0xab; 32]);
        assert_eq!(digest.as_str().parse(), Ok(digest.clone()));
        assert!("ab".parse::<Sha256Hex>().is_err());
        assert!("AB".repeat(32).parse::<Sha256Hex>().is_err());
    }
}
