//! Identifiers that are safe in an address, a file name and a query.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest identifier, in bytes: one that still makes a file name and a short address.
const MAX_LEN: usize = 120;

/// The error of an identifier that is not a slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{what} `{value}` is not a slug: lower-case a-z and 0-9 in groups joined by single hyphens, \
     at most 120 characters"
)]
pub struct SlugError {
    what: &'static str,
    value: String,
}

macro_rules! slug {
    ($(#[$meta:meta])* $name:ident as $what:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The identifier's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = SlugError;

            fn from_str(text: &str) -> Result<Self, SlugError> {
                if is_slug(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(SlugError { what: $what, value: text.to_owned() })
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        crate::through_str!($name, SlugError);
    };
}

slug! {
    /// A record's identifier: unique, stable across rebuilds, never reused.
    RecordId as "record id"
}
slug! {
    /// A source document's identifier, from its file name.
    SourceId as "source id"
}
slug! {
    /// A theme's identifier in the thesaurus, such as `welfare-technology`.
    ThemeId as "theme id"
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_LEN
        && text.split('-').all(|group| {
            !group.is_empty()
                && group
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// Makes a slug of any text: å, ä and ö lose their marks, everything else that is not a letter
/// or digit of ASCII becomes a hyphen.
///
/// Returns `None` when nothing is left.
///
/// # Example
/// ```
/// assert_eq!(records::slugify("000_Ängelholms stad.html").as_deref(), Some("000-angelholms-stad-html"));
/// assert_eq!(records::slugify("…"), None);
/// ```
pub fn slugify(text: &str) -> Option<String> {
    let mut slug = String::with_capacity(text.len().min(MAX_LEN));
    for letter in text.chars().flat_map(char::to_lowercase) {
        let plain = match letter {
            'a'..='z' | '0'..='9' => letter,
            'å' | 'ä' | 'à' | 'á' | 'æ' => 'a',
            'ö' | 'ø' | 'ó' => 'o',
            'é' | 'è' | 'ë' => 'e',
            'ü' => 'u',
            // A combining mark belongs to the letter before it.
            '\u{300}'..='\u{36f}' => continue,
            _ => '-',
        };
        if plain == '-' && (slug.is_empty() || slug.ends_with('-')) {
            continue;
        }
        if slug.len() == MAX_LEN {
            break;
        }
        slug.push(plain);
    }
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_slugs_are_identifiers() {
        for text in ["a", "nacka-lovisa-bygglovsrobot-2023", "000-447b"] {
            assert_eq!(text.parse::<RecordId>().unwrap().as_str(), text);
        }
        let long = "a".repeat(121);
        for text in [
            "",
            "-",
            "a-",
            "-a",
            "a--b",
            "A",
            "å",
            "a_b",
            "a b",
            "../a",
            long.as_str(),
        ] {
            assert!(text.parse::<RecordId>().is_err(), "{text}");
        }
    }

    #[test]
    fn text_becomes_a_readable_slug() {
        for (text, slug) in [
            ("000_447b2520addc05a6", Some("000-447b2520addc05a6")),
            ("Malmö stad", Some("malmo-stad")),
            ("Malmo\u{308} stad", Some("malmo-stad")),
            ("  --x--  ", Some("x")),
            ("日本", None),
        ] {
            assert_eq!(slugify(text).as_deref(), slug, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_slugified_is_a_slug(text in "\\PC{0,200}") {
            if let Some(slug) = slugify(&text) {
                prop_assert!(slug.parse::<SourceId>().is_ok(), "{}", slug);
            }
        }
    }
}
