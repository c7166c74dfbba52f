//! How the hits fall into groups by the values of one or two facets.
//!
//! Unlike the counts of facets, no filter is lifted: the groups divide just the hits. A record
//! with several values of a facet is in the group of each.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use index::{Facet, IndexError, Snapshot};
use tantivy::DocId;
use tantivy::columnar::Column;

use crate::collect::Filtered;
use crate::{FacetValue, Filters};

/// Hits that have the same values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The value of each facet that was grouped by, in that order.
    pub values: Vec<FacetValue>,
    /// How many hits have all of them.
    pub count: usize,
}

/// The most facets to group by.
const MAX_FACETS: usize = 2;

/// The values of a record, as many as there are facets; `None` is no value, and comes last.
type Key = [Option<u64>; MAX_FACETS];

/// A counting of groups.
pub(crate) struct Grouping {
    filtered: Vec<Filtered>,
    columns: Vec<Column<u64>>,
    counts: BTreeMap<Key, usize>,
    /// Room for the values of one record, kept between records.
    values: [Vec<u64>; MAX_FACETS],
}

impl Grouping {
    /// A grouping of what passes the filters by one facet or two.
    pub(crate) fn new(
        snapshot: &Snapshot,
        filters: &Filters,
        by: (Facet, Option<Facet>),
    ) -> Result<Self, IndexError> {
        Ok(Self {
            filtered: Filtered::all(snapshot, filters, &[])?,
            columns: facets_of(by)
                .map(|facet| snapshot.facet_column(facet))
                .collect::<Result<_, IndexError>>()?,
            counts: BTreeMap::new(),
            values: [Vec::new(), Vec::new()],
        })
    }

    /// Counts a record that the query matches.
    pub(crate) fn take(&mut self, document: DocId) {
        let [room, _] = &mut self.values;
        if !self
            .filtered
            .iter()
            .all(|filtered| filtered.passes(document, room))
        {
            return;
        }
        for (values, column) in self.values.iter_mut().zip(&self.columns) {
            values.clear();
            values.extend(column.values_for_doc(document));
        }
        let of = |at: usize| {
            let values = &self.values[at];
            let none = self.columns.len() <= at || values.is_empty();
            let known = values.iter().copied().map(Some).filter(move |_| !none);
            known.chain(none.then_some(None))
        };
        for first in of(0) {
            for second in of(1) {
                *self.counts.entry([first, second]).or_default() += 1;
            }
        }
    }

    /// How many records each group has.
    pub(crate) fn finish(self) -> BTreeMap<Key, usize> {
        self.counts
    }
}

fn facets_of((first, second): (Facet, Option<Facet>)) -> impl Iterator<Item = Facet> {
    [Some(first), second].into_iter().flatten()
}

/// The groups in words: the largest first, then by value, unknown last.
pub(crate) fn counted(
    counts: BTreeMap<Key, usize>,
    by: (Facet, Option<Facet>),
    vocabulary: &vocabulary::Vocabulary,
) -> Vec<Group> {
    let mut counts: Vec<(Key, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(key, count)| {
        let place = key.map(|value| (value.is_none(), value));
        (Reverse(*count), place)
    });
    counts
        .into_iter()
        .map(|(key, count)| Group {
            values: facets_of(by)
                .zip(key)
                .map(|(facet, value)| match value {
                    Some(value) => FacetValue::Known(facet.value(value, vocabulary)),
                    None => FacetValue::Unknown,
                })
                .collect(),
            count,
        })
        .collect()
}
