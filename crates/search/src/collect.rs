//! One pass over the matches: the page, the total and all facet counts.
//!
//! The engine finds what matches the query; filters are tested here, on the columns. A record
//! that passes all filters is a hit and is counted in every facet. A record that fails the filter
//! of just one facet is no hit, but is counted in that facet: it is what choosing another of its
//! values would give. So one pass gives exact disjunctive counts for every facet at once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use index::{Facet, IndexError, Snapshot};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::filter::passes;
use crate::{Condition, FacetCount, FacetCounts, FacetValue, Filters, Rank, Sort, peers};

/// What the pass gathers.
pub(crate) struct Matches {
    /// How many records pass everything.
    pub(crate) total: usize,
    /// The best of these, best first, with their scores.
    pub(crate) best: Vec<(DocId, Score)>,
    /// The rank of the last of the best, if more come after it.
    pub(crate) next: Option<Rank>,
    /// The tallies of the facets that were asked for, in that order.
    pub(crate) tallies: Vec<Tally>,
}

/// How often each value of a facet was seen.
pub(crate) struct Tally {
    facet: Facet,
    /// The smallest value of the column, which the first count stands for.
    first: u64,
    counts: Vec<usize>,
    unknown: usize,
}

impl Tally {
    fn new(facet: Facet, column: &Column<u64>) -> Self {
        let (first, last) = (column.min_value(), column.max_value());
        let len = usize::try_from(last.saturating_sub(first)).map_or(0, |span| span + 1);
        // An empty column has its least value above its greatest.
        let len = if last < first { 0 } else { len };
        Self {
            facet,
            first,
            counts: vec![0; len],
            unknown: 0,
        }
    }

    fn count(&mut self, values: &[u64]) {
        if values.is_empty() {
            self.unknown += 1;
        }
        for value in values {
            let at = usize::try_from(value.saturating_sub(self.first)).unwrap_or(usize::MAX);
            if let Some(count) = self.counts.get_mut(at) {
                *count += 1;
            }
        }
    }

    /// The counts by value: most frequent first, then by value, unknown last.
    pub(crate) fn into_counts(self, vocabulary: &vocabulary::Vocabulary) -> FacetCounts {
        let mut seen: Vec<(u64, usize)> = (self.first..)
            .zip(self.counts)
            .filter(|(_, count)| *count > 0)
            .collect();
        seen.sort_by_key(|(value, count)| (Reverse(*count), *value));
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

/// The collector of one search.
pub(crate) struct Pass {
    filtered: Vec<Filtered>,
    counted: Vec<Counted>,
    order: Order,
    after: Option<Standing>,
    keep: usize,
}

/// A facet that is filtered on.
#[derive(Clone)]
pub(crate) struct Filtered {
    column: Column<u64>,
    conditions: Vec<Condition>,
}

impl Filtered {
    /// What all filters ask of the columns: those of the facets in their order, and then the
    /// peers.
    pub(crate) fn all(snapshot: &Snapshot, filters: &Filters) -> Result<Vec<Self>, IndexError> {
        let mut filtered: Vec<Self> = filters
            .iter()
            .map(|(facet, conditions)| {
                let column = snapshot.facet_column(facet)?;
                Ok(Self {
                    column,
                    conditions: conditions.to_vec(),
                })
            })
            .collect::<Result<_, IndexError>>()?;
        // After those of the facets: no facet has this place, so that it is never lifted.
        let peers = peers::conditions(filters.peers_of(), &snapshot.vocabulary().register);
        if !peers.is_empty() {
            filtered.push(Self {
                column: snapshot.facet_column(Facet::Municipality)?,
                conditions: peers,
            });
        }
        Ok(filtered)
    }

    /// Whether a record passes; `values` is room for its values.
    pub(crate) fn passes(&self, document: DocId, values: &mut Vec<u64>) -> bool {
        values.clear();
        values.extend(self.column.values_for_doc(document));
        passes(&self.conditions, values)
    }
}

/// A facet that is counted.
#[derive(Clone)]
struct Counted {
    facet: Facet,
    column: Column<u64>,
    /// Its place among those that are filtered on.
    filtered_at: Option<usize>,
}

/// What hits are sorted by before their scores.
#[derive(Clone)]
enum Order {
    Score,
    Ascending(Column<u64>),
    Descending(Column<u64>),
    /// By a number for each document, the smallest first.
    Numbers(Arc<[u64]>),
}

impl Order {
    /// A number that is greater for what comes first; what has no value comes last.
    fn key(&self, document: DocId) -> u64 {
        match self {
            Self::Score => 0,
            Self::Ascending(column) => column.first(document).map_or(0, |value| u64::MAX - value),
            Self::Descending(column) => column.first(document).map_or(0, |value| value + 1),
            Self::Numbers(numbers) => numbers
                .get(document as usize)
                .map_or(0, |number| u64::MAX - number),
        }
    }
}

impl Pass {
    /// A pass that keeps the best `keep` hits.
    pub(crate) fn new(
        snapshot: &Snapshot,
        filters: &Filters,
        facets: &[Facet],
        sort: Sort,
        has_query: bool,
        keep: usize,
    ) -> Result<Self, IndexError> {
        let filtered_facets: Vec<Facet> = filters.iter().map(|(facet, _)| facet).collect();
        let filtered = Filtered::all(snapshot, filters)?;
        let counted = facets
            .iter()
            .map(|facet| {
                Ok(Counted {
                    facet: *facet,
                    column: snapshot.facet_column(*facet)?,
                    filtered_at: filtered_facets
                        .iter()
                        .position(|filtered| filtered == facet),
                })
            })
            .collect::<Result<_, IndexError>>()?;
        let order = match sort {
            Sort::Relevance if has_query => Order::Score,
            Sort::Relevance | Sort::YearDescending => {
                Order::Descending(snapshot.facet_column(Facet::Year)?)
            }
            Sort::Year => Order::Ascending(snapshot.facet_column(Facet::Year)?),
            Sort::Municipality => Order::Ascending(snapshot.municipality_order()?),
        };
        Ok(Self {
            filtered,
            counted,
            order,
            after: None,
            keep,
        })
    }

    /// The same pass, that keeps only what comes after a rank.
    pub(crate) fn after(self, rank: Option<Rank>) -> Self {
        Self {
            after: rank.map(Standing::from),
            ..self
        }
    }

    /// The same pass, in the order of a number for each document.
    pub(crate) fn in_order_of(self, numbers: Arc<[u64]>) -> Self {
        Self {
            order: Order::Numbers(numbers),
            ..self
        }
    }
}

impl Collector for Pass {
    type Fruit = Matches;
    type Child = SegmentPass;

    fn for_segment(
        &self,
        _segment: SegmentOrdinal,
        _reader: &SegmentReader,
    ) -> tantivy::Result<SegmentPass> {
        Ok(SegmentPass {
            filtered: self.filtered.clone(),
            tallies: self
                .counted
                .iter()
                .map(|counted| Tally::new(counted.facet, &counted.column))
                .collect(),
            counted: self.counted.clone(),
            order: self.order.clone(),
            after: self.after,
            keep: self.keep,
            total: 0,
            rest: 0,
            best: BinaryHeap::with_capacity(self.keep + 1),
            values: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Matches>) -> tantivy::Result<Matches> {
        // A generation has one segment, which a snapshot checks when it is opened.
        fruits.into_iter().next().ok_or_else(|| {
            tantivy::TantivyError::InternalError("a generation without a segment".to_owned())
        })
    }
}

/// A hit's rank as it is compared: sort key, score, and the earlier document before the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Standing(u64, OrderedScore, Reverse<DocId>);

impl From<Rank> for Standing {
    fn from(rank: Rank) -> Self {
        let score = OrderedScore(Score::from_bits(rank.score));
        Self(rank.key, score, Reverse(rank.document))
    }
}

impl From<Standing> for Rank {
    fn from(Standing(key, OrderedScore(score), Reverse(document)): Standing) -> Self {
        Self {
            key,
            score: score.to_bits(),
            document,
        }
    }
}

/// A score that has an order.
#[derive(Debug, Clone, Copy, PartialEq)]
struct OrderedScore(Score);

impl Eq for OrderedScore {}

impl PartialOrd for OrderedScore {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OrderedScore {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The pass over the one segment.
pub(crate) struct SegmentPass {
    filtered: Vec<Filtered>,
    counted: Vec<Counted>,
    tallies: Vec<Tally>,
    order: Order,
    after: Option<Standing>,
    keep: usize,
    total: usize,
    rest: usize,
    best: BinaryHeap<Reverse<Standing>>,
    /// Room for the values of one record, kept between records.
    values: Vec<u64>,
}

/// Which filters a record failed.
enum Failed {
    None,
    /// Only the one at this place.
    One(usize),
    More,
}

impl SegmentPass {
    fn test(&mut self, document: DocId) -> Failed {
        let mut failed = Failed::None;
        for (at, filtered) in self.filtered.iter().enumerate() {
            if !filtered.passes(document, &mut self.values) {
                failed = match failed {
                    Failed::None => Failed::One(at),
                    Failed::One(_) | Failed::More => return Failed::More,
                };
            }
        }
        failed
    }
}

impl SegmentCollector for SegmentPass {
    type Fruit = Matches;

    fn collect(&mut self, document: DocId, score: Score) {
        let failed_at = match self.test(document) {
            Failed::None => None,
            Failed::One(at) => Some(at),
            Failed::More => return,
        };
        for (counted, tally) in self.counted.iter().zip(&mut self.tallies) {
            if failed_at.is_none() || counted.filtered_at == failed_at {
                self.values.clear();
                self.values.extend(counted.column.values_for_doc(document));
                tally.count(&self.values);
            }
        }
        if failed_at.is_some() {
            return;
        }
        self.total += 1;
        let standing = Standing(
            self.order.key(document),
            OrderedScore(score),
            Reverse(document),
        );
        if self.after.is_some_and(|after| standing >= after) {
            return;
        }
        self.rest += 1;
        self.best.push(Reverse(standing));
        if self.best.len() > self.keep {
            self.best.pop();
        }
    }

    fn harvest(self) -> Matches {
        let standings = self.best.into_sorted_vec();
        let last = standings
            .last()
            .map(|Reverse(standing)| Rank::from(*standing));
        Matches {
            total: self.total,
            next: last.filter(|_| self.rest > standings.len()),
            best: standings
                .into_iter()
                .map(|Reverse(Standing(_, score, Reverse(document)))| (document, score.0))
                .collect(),
            tallies: self.tallies,
        }
    }
}
