//! The formats of a file of records.

use crate::reference::Form;
use crate::spreadsheet;

/// A format of a file of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Format {
    /// One object: what the file is, and the records.
    #[default]
    Json,
    /// A record on each line.
    Jsonl,
    /// A table with a row for each record.
    Csv,
    /// References for most reference managers.
    Ris,
    /// References for LaTeX.
    Bibtex,
    /// References for programs that use the Citation Style Language.
    CslJson,
    /// Places on a map.
    GeoJson,
}

impl Format {
    /// Every format, the one that is given unasked first.
    pub(crate) const ALL: &'static [Self] = &[
        Self::Json,
        Self::Jsonl,
        Self::Csv,
        Self::Ris,
        Self::Bibtex,
        Self::CslJson,
        Self::GeoJson,
    ];

    /// The word for it in addresses.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Ris => "ris",
            Self::Bibtex => "bibtex",
            Self::CslJson => "csl-json",
            Self::GeoJson => "geojson",
        }
    }

    /// The end of a file's name.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Bibtex => "bib",
            Self::CslJson => "csl.json",
            other => other.as_str(),
        }
    }

    /// The media type, as a list of one.
    pub(crate) const fn media_types(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["application/json"],
            Self::Jsonl => &["application/jsonl"],
            Self::Csv => &["text/csv"],
            Self::Ris => Form::Ris.media_types(),
            Self::Bibtex => Form::Bibtex.media_types(),
            Self::CslJson => Form::CslJson.media_types(),
            Self::GeoJson => &["application/geo+json"],
        }
    }

    /// The media type with what a reader must know.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => spreadsheet::MEDIA_TYPE,
            Self::Ris => Form::Ris.content_type(),
            Self::Bibtex => Form::Bibtex.content_type(),
            other => other.media_types()[0],
        }
    }
}
