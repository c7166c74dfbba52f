//! What can be counted over a search: how it spreads over years and themes, and over the country.
//!
//! The bank is a selection, which grows unevenly. So every count stands beside what it is a count
//! of: so many of the bank's records of that year, so many of the municipalities there are.

use std::collections::{BTreeMap, BTreeSet};

use search::{Facet, FacetValue, Filters, Page, SearchError, SearchRequest, Sort};
use vocabulary::Municipality;

use crate::bank::Bank;

/// How the records of a search spread over years and themes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Timeline {
    /// Every year from the bank's first to its last, those without records too.
    pub(crate) years: Vec<Period>,
    /// The records without a year.
    pub(crate) unknown: Period,
}

/// The records of a year, or of none.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Period {
    /// The year; `None` for the records that have none.
    pub(crate) year: Option<u16>,
    /// How many records of the search there are.
    pub(crate) count: usize,
    /// How many records of the bank there are.
    pub(crate) in_bank: usize,
    /// How many records of the search have each theme, in order of theme; `None` is no theme. A
    /// record may have several.
    pub(crate) themes: Vec<(Option<String>, usize)>,
}

impl Period {
    /// A part of the bank's records of the year, from 0 to 1; `None` when there are none.
    #[expect(clippy::cast_precision_loss, reason = "no bank holds 2^52 records")]
    pub(crate) fn share(&self, count: usize) -> Option<f64> {
        (self.in_bank > 0).then(|| count as f64 / self.in_bank as f64)
    }
}

/// Counts the records of a search by year and theme.
///
/// # Errors
/// Those of [`Bank::group_by`].
pub(crate) fn timeline(bank: &Bank, request: &SearchRequest) -> Result<Timeline, SearchError> {
    let mut periods: BTreeMap<Option<u16>, Period> = BTreeMap::new();
    let whole = bank.group_by(&everything(), Facet::Year, None)?;
    let found = bank.group_by(request, Facet::Year, None)?;
    let by_theme = bank.group_by(request, Facet::Year, Some(Facet::Theme))?;
    let mut at = |value: &FacetValue, add: &dyn Fn(&mut Period)| {
        let year = known(value).and_then(|year| year.parse().ok());
        let period = periods.entry(year).or_default();
        period.year = year;
        add(period);
    };
    for group in &whole {
        at(&group.values[0], &|period| period.in_bank = group.count);
    }
    for group in &found {
        at(&group.values[0], &|period| period.count = group.count);
    }
    for group in &by_theme {
        let theme = known(&group.values[1]).map(ToOwned::to_owned);
        at(&group.values[0], &|period| {
            period.themes.push((theme.clone(), group.count));
        });
    }
    for period in periods.values_mut() {
        period
            .themes
            .sort_by(|(a, _), (b, _)| (a.is_none(), a).cmp(&(b.is_none(), b)));
    }
    let unknown = periods.remove(&None).unwrap_or_default();
    let span = periods
        .keys()
        .flatten()
        .min()
        .zip(periods.keys().flatten().max());
    let years = span.map_or_else(Vec::new, |(first, last)| {
        (*first..=*last)
            .map(|year| {
                let period = periods.get(&Some(year)).cloned();
                period.unwrap_or(Period {
                    year: Some(year),
                    ..Period::default()
                })
            })
            .collect()
    });
    Ok(Timeline { years, unknown })
}

/// How the records of a search spread over the country.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Coverage {
    /// The whole country.
    pub(crate) country: Part,
    /// By county, by group of municipalities and by population, in the order of the register.
    pub(crate) parts: Vec<(Facet, Vec<Part>)>,
    /// The municipalities that no record of the search is about, in order of code.
    pub(crate) missing: Vec<&'static Municipality>,
}

/// A part of the country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The value of the facet that it is a part by; empty for the country.
    pub(crate) value: String,
    /// How many of its municipalities some record is about.
    pub(crate) covered: usize,
    /// How many municipalities it has.
    pub(crate) municipalities: usize,
    /// How many records are about one of them or several.
    pub(crate) records: usize,
}

/// What parts of the country are counted by.
const PARTED_BY: [Facet; 3] = [Facet::County, Facet::SkrGroup, Facet::Population];

/// Counts the municipalities that records of a search are about.
///
/// # Errors
/// Those of [`Bank::group_by`].
pub(crate) fn coverage(bank: &Bank, request: &SearchRequest) -> Result<Coverage, SearchError> {
    let register = bank.vocabulary().register.municipalities();
    let groups = bank.group_by(request, Facet::Municipality, None)?;
    let covered: BTreeSet<&str> = groups
        .iter()
        .filter_map(|group| known(&group.values[0]))
        .collect();
    let total = bank.search(&SearchRequest {
        page: Page::NONE,
        facets: Vec::new(),
        ..request.clone()
    })?;
    let nowhere = groups
        .iter()
        .find(|group| group.values[0] == FacetValue::Unknown);
    let is_covered = |one: &Municipality| covered.contains(one.code.to_string().as_str());
    let country = Part {
        value: String::new(),
        covered: covered.len(),
        municipalities: register.len(),
        records: total.matching - nowhere.map_or(0, |group| group.count),
    };
    let mut parts = Vec::new();
    for facet in PARTED_BY {
        let counts = bank.group_by(request, facet, None)?;
        let mut of_facet: BTreeMap<String, Part> = BTreeMap::new();
        for one in register {
            let value = part_of(one, facet);
            let part = of_facet.entry(value.clone()).or_insert(Part {
                value,
                covered: 0,
                municipalities: 0,
                records: 0,
            });
            part.municipalities += 1;
            part.covered += usize::from(is_covered(one));
        }
        for group in &counts {
            let part = known(&group.values[0]).and_then(|value| of_facet.get_mut(value));
            if let Some(part) = part {
                part.records = group.count;
            }
        }
        let mut of_facet: Vec<Part> = of_facet.into_values().collect();
        of_facet.sort_by_key(|part| facet.number(&part.value, bank.vocabulary()).ok());
        parts.push((facet, of_facet));
    }
    Ok(Coverage {
        country,
        parts,
        missing: register.iter().filter(|one| !is_covered(one)).collect(),
    })
}

/// The value of a facet that a municipality has.
fn part_of(municipality: &Municipality, facet: Facet) -> String {
    match facet {
        Facet::County => municipality.county.to_string(),
        Facet::SkrGroup => municipality.skr_group.clone(),
        _ => municipality.population_band().to_string(),
    }
}

fn everything() -> SearchRequest {
    SearchRequest {
        query: String::new(),
        filters: Filters::default(),
        facets: Vec::new(),
        sort: Sort::default(),
        page: Page::NONE,
        explain: false,
        highlight: false,
    }
}

fn known(value: &FacetValue) -> Option<&str> {
    match value {
        FacetValue::Known(value) => Some(value),
        FacetValue::Unknown => None,
    }
}
