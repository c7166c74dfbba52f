#![doc = include_str!("../README.md")]

mod area;
mod codes;
mod completeness;
mod date;
mod diagnostic;
mod jsonl;
mod language;
mod outcome;
mod record;
mod slug;
mod source;
mod span;
mod text;
mod theme;
mod withdrawn;
mod year;

pub use area::Area;
pub use codes::{CodeError, CountyCode, MunicipalityCode};
pub use completeness::Completeness;
pub use date::{DateBasis, DateError, DatePrecision, PublishedDate, parse_date};
pub use diagnostic::{Diagnostic, Severity};
pub use jsonl::{JsonlError, read_jsonl, to_line, write_jsonl};
pub use language::{Language, LanguageError};
pub use outcome::{Outcome, OutcomeKind};
pub use record::{
    AlsoPublished, Kind, MunicipalityRef, MunicipalityRole, Quote, Record, SameInitiative, Status,
    Voice,
};
pub use slug::{RecordId, SlugError, SourceId, ThemeId, slugify};
pub use source::{Rights, Sha256Hex, Source};
pub use span::{Span, SpanError};
pub use text::{Text, TextError};
pub use theme::{Confidence, ConfidenceError, ThemeBasis, ThemeRef};
pub use withdrawn::Withdrawn;
pub use year::{DatedYear, Year, YearBasis, YearError};

/// The error of a word that is not one of a closed list, such as a kind or a status.
///
/// Its message names what the word was for, the word, and every accepted word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} `{value}`; accepted: {accepted}")]
pub struct UnknownWord {
    /// What the word should have named, such as `kind`.
    pub what: &'static str,
    /// The word as it was given.
    pub value: String,
    /// The accepted words, separated by commas.
    pub accepted: String,
}

/// Declares an enum whose variants are written as fixed lower-case words everywhere:
/// in JSON Lines, in front matter, in the API and on the command line.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident as $what:literal { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "&'static str")]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for the value in every file and answer.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownWord;
            fn from_str(word: &str) -> Result<Self, $crate::UnknownWord> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownWord {
                        what: $what,
                        value: word.to_owned(),
                        accepted: [$($word),+].join(", "),
                    }),
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::UnknownWord;
            fn try_from(word: String) -> Result<Self, $crate::UnknownWord> { word.parse() }
        }

        impl From<$name> for &'static str {
            fn from(value: $name) -> Self { value.as_str() }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
pub(crate) use words;

/// Gives a string newtype the traits that go through its checked text form.
macro_rules! through_str {
    ($name:ident, $error:ty) => {
        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    };
}
pub(crate) use through_str;
