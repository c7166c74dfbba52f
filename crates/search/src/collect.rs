//! One pass over the matches: the page, the total and all facet counts.
//!
//! A walk finds what matches the query; filters are tested here, on the columns or, where many
//! matches are tested, on the lists of the filters' values. A record
//! that passes all filters is a hit and is counted in every facet. A record that fails the filter
//! of just one facet is no hit, but is counted in that facet: it is what choosing another of its
//! values would give. So one pass gives exact disjunctive counts for every facet at once. What a
//! facet excludes stays excluded, in its own counts too, since choosing a value does not bring it
//! back.

use std::sync::Arc;

use index::{Facet, IndexError, Snapshot};
use tantivy::columnar::Column;
use tantivy::{DocId, Score};

use crate::best::{Best, Placed};
use crate::column::ColumnBlock;
use crate::filter::Gate;
use crate::narrow::{List, list};
use crate::score::Window;
use crate::tally::Tally;
use crate::{Condition, Filters, Rank, Sort, peers};

/// How many matches are looked at together. Columns are read for all of them at once.
const AT_ONCE: usize = 512;

/// To test a match on its column costs as much as to read so many entries of a filter's list.
const A_TEST: u64 = 8;

/// Of fewer matches it is not asked how long the list is.
const MANY: u64 = 2048;

/// What the pass gathers.
pub(crate) struct Matches {
    /// How many records pass everything.
    pub(crate) total: usize,
    /// The best of these, best first.
    pub(crate) best: Vec<Placed>,
    /// How many those are the best of: as many as there are, or as come after a rank.
    pub(crate) rest: usize,
    /// The tallies of the facets that were asked for, in that order.
    pub(crate) tallies: Vec<Tally>,
}

/// One pass.
pub(crate) struct Pass<'a> {
    snapshot: &'a Snapshot,
    filtered: Vec<Filtered>,
    counted: Vec<Counted>,
    tallies: Vec<Tally>,
    order: Order,
    /// Whether scores are all that is looked at.
    needs_no_column: bool,
    total: usize,
    best: Best,
    /// Matches that are not looked at yet.
    matches: Block,
    /// Room for those of them that are counted in one facet.
    passing: Vec<DocId>,
    /// Room for the values of a column.
    values: ColumnBlock,
    /// Room for who passes a filter.
    passed: Vec<bool>,
}

/// A filter that is tested on a column, or on its list when that is quicker.
pub(crate) struct Filtered {
    /// The facet; `None` for a filter that is of no facet, and is never lifted.
    facet: Option<Facet>,
    column: Column<u64>,
    gate: Gate,
    listed: Listed,
    /// How many records were tested.
    tested: u64,
    /// Whether it is counted too, so that a record that fails it alone is of interest.
    is_counted: bool,
}

/// The list of those who pass a filter.
enum Listed {
    /// Not looked for yet.
    Untried(Facet, Vec<Condition>),
    /// Not read yet.
    Unread(List),
    /// Read, a bit for each record.
    Read(Vec<u64>),
    /// There is none, or it says less than the column.
    Nowhere,
}

impl Listed {
    /// The next step, once so many records were tested. A list that cannot be read is no loss: the
    /// column says the same.
    fn after(self, tested: u64, snapshot: &Snapshot) -> Self {
        match self {
            Self::Untried(facet, conditions) if tested >= MANY => {
                let list = list(snapshot, facet, &conditions).ok().flatten();
                list.map_or(Self::Nowhere, Self::Unread)
            }
            Self::Unread(list) if list.len <= tested * A_TEST => {
                let bits = list.bits(snapshot.segment());
                bits.map_or(Self::Nowhere, Self::Read)
            }
            other => other,
        }
    }
}

impl Filtered {
    /// What all filters ask of the columns.
    pub(crate) fn all(
        snapshot: &Snapshot,
        filters: &Filters,
        counted: &[Facet],
    ) -> Result<Vec<Self>, IndexError> {
        let peers = peers::conditions(filters.peers_of(), &snapshot.vocabulary().register);
        let mut all = vec![(None, Facet::Municipality, peers)];
        for (facet, conditions) in filters.iter() {
            let conditions = conditions.iter().cloned();
            let (not, any) = conditions.partition(|condition: &Condition| condition.negated);
            all.push((None, facet, not));
            all.push((Some(facet), facet, any));
        }
        all.retain(|(.., conditions)| !conditions.is_empty());
        all.into_iter()
            .map(|(facet, listed_in, conditions)| {
                let column = snapshot.facet_column(listed_in)?;
                Ok(Self {
                    facet,
                    gate: Gate::new(&conditions, column.min_value(), column.max_value()),
                    column,
                    listed: if conditions.iter().any(|condition| condition.negated) {
                        Listed::Nowhere
                    } else {
                        Listed::Untried(listed_in, conditions)
                    },
                    tested: 0,
                    is_counted: facet.is_some_and(|facet| counted.contains(&facet)),
                })
            })
            .collect()
    }

    /// Tells of some records, which are in order, who passes; `values` is room for their values.
    fn test(
        &mut self,
        snapshot: &Snapshot,
        documents: &[DocId],
        values: &mut ColumnBlock,
        passed: &mut Vec<bool>,
    ) {
        self.tested += documents.len() as u64;
        let listed = std::mem::replace(&mut self.listed, Listed::Nowhere);
        self.listed = listed.after(self.tested, snapshot);
        passed.clear();
        if let Listed::Read(bits) = &self.listed {
            let is_on =
                |one: &DocId| bits[(one / u64::BITS) as usize] >> (one % u64::BITS) & 1 == 1;
            passed.extend(documents.iter().map(is_on));
        } else {
            values.read(&self.column, documents);
            let all = values.by_record(documents);
            passed.extend(all.map(|own| self.gate.passes(own)));
        }
    }

    /// Whether a record passes; `values` is room for its values.
    pub(crate) fn passes(&self, document: DocId, values: &mut Vec<u64>) -> bool {
        values.clear();
        values.extend(self.column.values_for_doc(document));
        self.gate.passes(values)
    }
}

/// A facet that is counted.
struct Counted {
    facet: Facet,
    column: Column<u64>,
    /// Its place among those that are filtered on.
    filtered_at: Option<usize>,
}

/// What hits are sorted by before their scores.
pub(crate) enum Order {
    Score,
    Ascending(Column<u64>),
    Descending(Column<u64>),
    /// By a number for each document, the smallest first.
    Numbers(Arc<[u64]>),
}

impl Order {
    /// The order that is asked for.
    pub(crate) fn of(sort: Sort, snapshot: &Snapshot) -> Result<Self, IndexError> {
        Ok(match sort {
            Sort::Relevance => Self::Score,
            Sort::YearDescending => Self::Descending(snapshot.facet_column(Facet::Year)?),
            Sort::Year => Self::Ascending(snapshot.facet_column(Facet::Year)?),
            Sort::Municipality => Self::Ascending(snapshot.municipality_order()?),
        })
    }

    fn column(&self) -> Option<&Column<u64>> {
        match self {
            Self::Score | Self::Numbers(_) => None,
            Self::Ascending(column) | Self::Descending(column) => Some(column),
        }
    }

    /// The greatest key that a record can have.
    fn greatest_key(&self) -> u64 {
        match self {
            Self::Score => 0,
            Self::Numbers(_) => u64::MAX,
            Self::Ascending(column) => u64::MAX - column.min_value(),
            Self::Descending(column) => column.max_value().saturating_add(1),
        }
    }

    /// A number that is greater for what comes first; what has no value comes last.
    fn key(&self, document: DocId, values: &[u64]) -> u64 {
        match (self, values.first()) {
            (Self::Numbers(numbers), _) => numbers
                .get(document as usize)
                .map_or(0, |number| u64::MAX - number),
            (Self::Score, _) | (_, None) => 0,
            (Self::Ascending(_), Some(value)) => u64::MAX - value,
            (Self::Descending(_), Some(value)) => value + 1,
        }
    }
}

/// Matches that are looked at together, in order.
#[derive(Default)]
struct Block {
    documents: Vec<DocId>,
    scores: Vec<Score>,
    /// The place of the one filter that each failed.
    failed: Vec<Option<usize>>,
}

impl Block {
    fn clear(&mut self) {
        self.documents.clear();
        self.scores.clear();
        self.failed.clear();
    }

    /// Takes in who passes a filter: those that failed another before are done with, and so are those
    /// that fail this one if it is not counted.
    fn filter(&mut self, at: usize, is_counted: bool, passed: &[bool]) {
        self.failed.resize(self.documents.len(), None);
        let mut kept = 0;
        for (from, passes) in passed.iter().enumerate() {
            let failed = match (passes, self.failed[from]) {
                (true, failed) => failed,
                (false, None) if is_counted => Some(at),
                (false, _) => continue,
            };
            self.documents[kept] = self.documents[from];
            self.scores[kept] = self.scores[from];
            self.failed[kept] = failed;
            kept += 1;
        }
        self.documents.truncate(kept);
        self.scores.truncate(kept);
        self.failed.truncate(kept);
    }
}

impl<'a> Pass<'a> {
    /// A pass that keeps the best `keep` hits of those that come after a rank.
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        filters: &Filters,
        facets: &[Facet],
        order: Order,
        keep: usize,
        after: Option<Rank>,
    ) -> Result<Self, IndexError> {
        let mut filtered = Filtered::all(snapshot, filters, facets)?;
        // A record that fails one of the first is done with.
        filtered.sort_by_key(|filtered| filtered.is_counted);
        let counted = facets
            .iter()
            .map(|facet| {
                Ok(Counted {
                    facet: *facet,
                    column: snapshot.facet_column(*facet)?,
                    filtered_at: filtered.iter().position(|one| one.facet == Some(*facet)),
                })
            })
            .collect::<Result<Vec<_>, IndexError>>()?;
        let needs_no_column =
            filtered.is_empty() && counted.is_empty() && matches!(order, Order::Score);
        Ok(Self {
            snapshot,
            needs_no_column,
            filtered,
            tallies: counted
                .iter()
                .map(|counted| Tally::new(counted.facet, &counted.column))
                .collect(),
            counted,
            order,
            total: 0,
            best: Best::new(keep, after.map(Placed::from)),
            matches: Block::default(),
            passing: Vec::with_capacity(AT_ONCE),
            values: ColumnBlock::default(),
            passed: Vec::with_capacity(AT_ONCE),
        })
    }

    /// Takes every record, of which there are so many.
    pub(crate) fn take_everything(&mut self, documents: DocId) {
        if self.filtered.is_empty() {
            let tallies = self.counted.iter();
            self.tallies = tallies
                .map(|counted| Tally::of_all(counted.facet, &counted.column))
                .collect();
            self.counted.clear();
        }
        let is_all = self.filtered.is_empty();
        for document in 0..documents {
            // The rest cannot come before those that are kept, and were counted.
            if is_all
                && self.matches.documents.is_empty()
                && self.best.surpasses_all(self.order.greatest_key())
            {
                break;
            }
            self.take(document, 0.0);
        }
        if is_all {
            self.flush();
            self.total = documents as usize;
        }
    }

    /// Takes the matches of a stretch; stretches come in order. Gives back what a later match must
    /// score for its score to matter.
    pub(crate) fn take_all(&mut self, window: &Window) -> Score {
        if self.needs_no_column {
            self.total += window.len();
            self.best.push_all(window);
        } else {
            window.each(|document, score| self.take(document, score));
        }
        if matches!(self.order, Order::Score) || self.best.keeps_none() {
            self.best.least_score()
        } else {
            Score::NEG_INFINITY
        }
    }

    fn take(&mut self, document: DocId, score: Score) {
        self.matches.documents.push(document);
        self.matches.scores.push(score);
        if self.matches.documents.len() == AT_ONCE {
            self.flush();
        }
    }

    /// What was gathered.
    pub(crate) fn finish(mut self) -> Matches {
        self.flush();
        let (best, rest) = self.best.into_sorted();
        Matches {
            total: self.total,
            best,
            rest,
            tallies: self.tallies,
        }
    }

    /// Looks at the matches that were taken.
    fn flush(&mut self) {
        for (at, filtered) in self.filtered.iter_mut().enumerate() {
            let documents = &self.matches.documents;
            filtered.test(self.snapshot, documents, &mut self.values, &mut self.passed);
            self.matches.filter(at, filtered.is_counted, &self.passed);
        }
        for (counted, tally) in self.counted.iter().zip(&mut self.tallies) {
            let documents = if self.filtered.is_empty() {
                &self.matches.documents
            } else {
                let matches = self.matches.documents.iter().zip(&self.matches.failed);
                let counts = matches
                    .filter(|(_, failed)| failed.is_none() || **failed == counted.filtered_at)
                    .map(|(document, _)| *document);
                self.passing.clear();
                self.passing.extend(counts);
                &self.passing
            };
            self.values.read(&counted.column, documents);
            tally.count(documents.len(), &self.values);
        }
        if !self.filtered.is_empty() {
            let mut failed = self.matches.failed.iter();
            let mut is_hit = || failed.next().is_some_and(Option::is_none);
            self.matches.documents.retain(|_| is_hit());
            let mut failed = self.matches.failed.iter();
            self.matches
                .scores
                .retain(|_| failed.next().is_some_and(Option::is_none));
        }
        self.total += self.matches.documents.len();
        let hits = self.matches.documents.iter().zip(&self.matches.scores);
        if let Some(column) = self.order.column() {
            self.values.read(column, &self.matches.documents);
            let keys = self.values.by_record(&self.matches.documents);
            for ((document, score), values) in hits.zip(keys) {
                let key = self.order.key(*document, values);
                self.best.push(key, *score, *document);
            }
        } else {
            for (document, score) in hits {
                let key = self.order.key(*document, &[]);
                self.best.push(key, *score, *document);
            }
        }
        self.matches.clear();
    }
}

#[cfg(test)]
mod tests {
    use records::Record;
    use vocabulary::Vocabulary;
    use workload::Workload;

    use super::*;

    #[test]
    fn who_passes_by_the_list_is_who_passes_by_the_column() {
        let vocabulary = Vocabulary::embedded();
        let records: Vec<Record> = Workload::new(4).records(150).collect();
        let snapshot = Snapshot::in_memory(&records).unwrap();
        let documents: Vec<DocId> = (0..snapshot.segment().max_doc()).collect();
        let (mut values, mut passed) = (ColumnBlock::default(), Vec::new());
        let mut is_read = |filters: &Filters| {
            let filtered = Filtered::all(&snapshot, filters, &[]).unwrap();
            let [mut filtered] = <[Filtered; 1]>::try_from(filtered).ok().unwrap();
            let passes = |document| filtered.passes(document, &mut Vec::new());
            let expected: Vec<bool> = documents.iter().copied().map(passes).collect();
            while filtered.tested < 2 * MANY {
                filtered.test(&snapshot, &documents, &mut values, &mut passed);
                assert_eq!(passed, expected, "{filters:?}");
            }
            matches!(filtered.listed, Listed::Read(_))
        };
        for (facet, conditions, has_list) in [
            (Facet::Theme, &["education"][..], true),
            (Facet::Theme, &["education", "automation-ai"], true),
            (Facet::Theme, &["!education"], false),
            (Facet::Year, &["2013..2019"], true),
            (Facet::Year, &["..2004", "2021"], true),
            (Facet::Municipality, &["0182"], true),
            // What has no value stands on no list.
            (Facet::Municipality, &["0182", "1384", "unknown"], false),
        ] {
            let mut filters = Filters::default();
            for text in conditions {
                filters.add(facet, Condition::parse(facet, text, vocabulary).unwrap());
            }
            assert_eq!(is_read(&filters), has_list, "{facet} {conditions:?}");
        }
        for (places, has_list) in [(&["Nacka"][..], true), (&["Nacka", "!Solna"], false)] {
            let mut filters = Filters::default();
            for place in places {
                filters.add_peers_of(crate::PeersOf::parse(place, vocabulary).unwrap());
            }
            assert_eq!(is_read(&filters), has_list, "{places:?}");
        }
    }
}
