//! How often each value of a facet was seen.

use std::cmp::Reverse;

use index::Facet;
use tantivy::columnar::Column;
use vocabulary::Vocabulary;

use crate::column::{ColumnBlock, each_value, records_with_value};
use crate::{FacetCount, FacetCounts, FacetValue};

/// How often each value of a facet was seen.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    facet: Facet,
    /// The smallest value of the column, which the first count stands for.
    first: u64,
    counts: Vec<usize>,
    unknown: usize,
}

impl Tally {
    /// Nothing seen yet.
    pub(crate) fn new(facet: Facet, column: &Column<u64>) -> Self {
        let (first, last) = (column.min_value(), column.max_value());
        // A damaged column may say anything, and none is so long.
        let last = last.min(Facet::NUMBERS - 1);
        // An empty column has its least value above its greatest.
        let span = last.checked_sub(first).map(usize::try_from);
        let len = span.and_then(Result::ok).map_or(0, |span| span + 1);
        Self {
            facet,
            first,
            counts: vec![0; len],
            unknown: 0,
        }
    }

    /// Every record seen.
    pub(crate) fn of_all(facet: Facet, column: &Column<u64>) -> Self {
        let mut tally = Self::new(facet, column);
        each_value(column, |values| tally.count_values(values));
        tally.unknown = column.num_docs() as usize - records_with_value(column);
        tally
    }

    /// Counts so many records, whose values were read.
    pub(crate) fn count(&mut self, records: usize, block: &ColumnBlock) {
        self.count_values(block.values());
        self.unknown += records - block.records_with_value();
    }

    fn count_values(&mut self, values: &[u64]) {
        for value in values {
            let at = usize::try_from(value.saturating_sub(self.first)).unwrap_or(usize::MAX);
            if let Some(count) = self.counts.get_mut(at) {
                *count += 1;
            }
        }
    }

    /// The counts by value: most frequent first, then by value, unknown last.
    pub(crate) fn into_counts(self, vocabulary: &Vocabulary) -> FacetCounts {
        let mut seen: Vec<(u64, usize)> = (self.first..)
            .zip(self.counts)
            .filter(|(_, count)| *count > 0)
            .collect();
        seen.sort_unstable_by_key(|(value, count)| (Reverse(*count), *value));
        let known = seen.into_iter().map(|(value, count)| FacetCount {
            value: FacetValue::Known(self.facet.value(value, vocabulary)),
            count,
        });
        let unknown = (self.unknown > 0).then_some(FacetCount {
            value: FacetValue::Unknown,
            count: self.unknown,
        });
        FacetCounts {
            facet: self.facet,
            values: known.chain(unknown).collect(),
        }
    }
}
