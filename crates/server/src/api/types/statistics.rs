//! Counts over a search.

use serde::Serialize;
use utoipa::ToSchema;

use super::{ListLinks, Meta, NamedCode};

/// The records of a search by year and theme.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimelineAnswer {
    /// About the answer; its total is the number of years.
    pub(crate) meta: Meta,
    /// Every year from the bank's first to its last.
    pub(crate) years: Vec<PeriodBody>,
    /// The records without a year.
    pub(crate) unknown: PeriodBody,
    /// Addresses.
    pub(crate) links: ListLinks,
}

/// The records of a year.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PeriodBody {
    /// The year; null for the records that have none.
    pub(crate) year: Option<u16>,
    /// How many records of the search there are.
    pub(crate) count: usize,
    /// How many records of the bank there are.
    pub(crate) in_bank: usize,
    /// The first as a part of the second, 0 to 1; null when the bank has none.
    pub(crate) share: Option<f64>,
    /// How many have each theme, in order of theme. A record may have several.
    pub(crate) themes: Vec<ThemeCountBody>,
}

/// The records of a year that have a theme.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ThemeCountBody {
    /// The theme's id; null for the records that have none.
    pub(crate) id: Option<String>,
    /// Its name in the language of the answer.
    pub(crate) label: Option<String>,
    /// How many records of the search there are.
    pub(crate) count: usize,
    /// They as a part of the bank's records of the year, 0 to 1.
    pub(crate) share: Option<f64>,
}

/// The municipalities that records of a search are about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CoverageAnswer {
    /// About the answer; its total is the number of municipalities covered.
    pub(crate) meta: Meta,
    /// The counts.
    pub(crate) coverage: CoverageBody,
    /// Addresses.
    pub(crate) links: ListLinks,
}

/// Counts of municipalities.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CoverageBody {
    /// How many municipalities some record of the search is about.
    pub(crate) covered: usize,
    /// How many there are.
    pub(crate) municipalities: usize,
    /// How many records are about one of them or several.
    pub(crate) records: usize,
    /// The same by county.
    pub(crate) counties: Vec<CoveragePartBody>,
    /// The same by group in the classification of the association of municipalities.
    pub(crate) skr_groups: Vec<CoveragePartBody>,
    /// The same by population.
    pub(crate) population_bands: Vec<CoveragePartBody>,
    /// The municipalities that no record of the search is about.
    pub(crate) missing: Vec<NamedCode>,
}

/// Counts of the municipalities of a part of the country.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CoveragePartBody {
    /// The part, as filters take it.
    pub(crate) value: String,
    /// Its name in the language of the answer.
    pub(crate) label: String,
    /// How many of its municipalities some record of the search is about.
    pub(crate) covered: usize,
    /// How many municipalities it has.
    pub(crate) municipalities: usize,
    /// How many records are about one of them or several.
    pub(crate) records: usize,
}
