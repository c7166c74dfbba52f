//! How the records are spread over years, themes and municipalities.
//!
//! Worked out once for each snapshot, from the same facet counts that the searches give, so that a
//! picture never says something else than the list behind it.

use std::collections::BTreeMap;
use std::str::FromStr;

use records::{MunicipalityCode, ThemeId};
use search::{
    Condition, Facet, FacetValue, Filters, Group, Page, SearchError, SearchRequest, Sort, Test,
};

use crate::bank::Bank;

/// How the records are spread.
#[derive(Debug, Default)]
pub(crate) struct Spread {
    /// How many records there are.
    pub(crate) records: usize,
    /// Every year from the first to the last that a record is about, with how many are.
    pub(crate) years: Vec<(u16, usize)>,
    /// How many records have no year.
    pub(crate) without_year: usize,
    /// How many records are about each municipality; those that none is about are not here.
    pub(crate) municipalities: BTreeMap<MunicipalityCode, usize>,
    /// The themes in the order of the thesaurus, also those that no record has.
    pub(crate) themes: Vec<ThemeSpread>,
}

/// How the records of a theme are spread.
#[derive(Debug)]
pub(crate) struct ThemeSpread {
    pub(crate) id: ThemeId,
    pub(crate) records: usize,
    /// For each of [`Spread::years`] how many records there are.
    pub(crate) by_year: Vec<usize>,
    pub(crate) without_year: usize,
    pub(crate) municipalities: BTreeMap<MunicipalityCode, usize>,
}

/// A request for all records that pass some filters: no words, nothing else asked for.
pub(crate) fn browse(filters: Filters, facets: &[Facet], page: Page) -> SearchRequest {
    SearchRequest {
        query: String::new(),
        filters,
        facets: facets.to_vec(),
        sort: Sort::default(),
        page,
        explain: false,
        highlight: true,
    }
}

/// One filter.
pub(crate) fn only(facet: Facet, number: u64) -> Filters {
    let mut filters = Filters::default();
    filters.add(
        facet,
        Condition {
            test: Test::Is(number),
            negated: false,
        },
    );
    filters
}

impl Spread {
    /// Counts everything.
    ///
    /// # Errors
    /// Those of [`Bank::group_by`].
    pub(crate) fn of(bank: &Bank) -> Result<Self, SearchError> {
        let all = browse(Filters::default(), &[], Page::NONE);
        let total = bank.search(&all)?.matching;
        let mut years = BTreeMap::new();
        let mut without_year = 0;
        for group in bank.group_by(&all, Facet::Year, None)? {
            match parsed(&group, 0) {
                Some(year) => {
                    years.insert(year, group.count);
                }
                None => without_year = group.count,
            }
        }
        let years = whole_range(&years);
        let at = |year: u16| years.iter().position(|(other, _)| *other == year);
        let thesaurus = &bank.vocabulary().thesaurus;
        let mut themes: BTreeMap<ThemeId, ThemeSpread> = thesaurus
            .themes()
            .iter()
            .map(|theme| (theme.id.clone(), ThemeSpread::empty(&theme.id, years.len())))
            .collect();
        let mut add = |group: &Group, add: &dyn Fn(&mut ThemeSpread)| {
            if let Some(theme) = parsed(group, 0).and_then(|id| themes.get_mut(&id)) {
                add(theme);
            }
        };
        for group in bank.group_by(&all, Facet::Theme, None)? {
            add(&group, &|theme| theme.records = group.count);
        }
        for group in bank.group_by(&all, Facet::Theme, Some(Facet::Year))? {
            let year = parsed(&group, 1).and_then(at);
            add(&group, &|theme| match year {
                Some(at) => theme.by_year[at] = group.count,
                None => theme.without_year = group.count,
            });
        }
        for group in bank.group_by(&all, Facet::Theme, Some(Facet::Municipality))? {
            if let Some(code) = parsed(&group, 1) {
                add(&group, &|theme| {
                    theme.municipalities.insert(code, group.count);
                });
            }
        }
        Ok(Self {
            records: total,
            without_year,
            municipalities: bank
                .group_by(&all, Facet::Municipality, None)?
                .iter()
                .filter_map(|group| Some((parsed(group, 0)?, group.count)))
                .collect(),
            themes: thesaurus
                .themes()
                .iter()
                .filter_map(|theme| themes.remove(&theme.id))
                .collect(),
            years,
        })
    }

    /// A theme's own.
    pub(crate) fn theme(&self, id: &ThemeId) -> Option<&ThemeSpread> {
        self.themes.iter().find(|theme| theme.id == *id)
    }

    /// How many records are about a municipality.
    pub(crate) fn about(&self, code: MunicipalityCode) -> usize {
        self.municipalities.get(&code).copied().unwrap_or_default()
    }
}

impl ThemeSpread {
    fn empty(id: &ThemeId, years: usize) -> Self {
        Self {
            id: id.clone(),
            records: 0,
            by_year: vec![0; years],
            without_year: 0,
            municipalities: BTreeMap::new(),
        }
    }

    /// How many of the theme's records are about a municipality.
    pub(crate) fn about(&self, code: MunicipalityCode) -> usize {
        self.municipalities.get(&code).copied().unwrap_or_default()
    }
}

/// A value of a group, unless it stands for records without one.
fn parsed<T: FromStr>(group: &Group, at: usize) -> Option<T> {
    match group.values.get(at)? {
        FacetValue::Known(value) => value.parse().ok(),
        FacetValue::Unknown => None,
    }
}

/// Every year between the first and the last, also those without records.
fn whole_range(years: &BTreeMap<u16, usize>) -> Vec<(u16, usize)> {
    let (Some((first, _)), Some((last, _))) = (years.first_key_value(), years.last_key_value())
    else {
        return Vec::new();
    };
    (*first..=*last)
        .map(|year| (year, years.get(&year).copied().unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_years_has_no_holes() {
        let years = BTreeMap::from([(2001, 3), (2004, 1)]);
        assert_eq!(
            whole_range(&years),
            [(2001, 3), (2002, 0), (2003, 0), (2004, 1)]
        );
        assert_eq!(whole_range(&BTreeMap::new()), []);
    }
}
