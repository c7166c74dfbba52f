//! The best of many hits.

use std::cmp::Reverse;

use tantivy::{DocId, Score};

use crate::Rank;
use crate::score::Window;

/// A hit's rank as it is compared: sort key, score, and the earlier document before the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Placed(u64, OrderedScore, Reverse<DocId>);

impl Placed {
    /// The standing of a hit.
    pub(crate) fn new(key: u64, score: Score, document: DocId) -> Self {
        Self(key, OrderedScore(score), Reverse(document))
    }

    pub(crate) fn score(&self) -> Score {
        self.1.0
    }

    pub(crate) fn document(&self) -> DocId {
        self.2.0
    }
}

impl From<Rank> for Placed {
    fn from(rank: Rank) -> Self {
        Self::new(rank.key, Score::from_bits(rank.score), rank.document)
    }
}

impl From<Placed> for Rank {
    fn from(Placed(key, OrderedScore(score), Reverse(document)): Placed) -> Self {
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

/// The best `keep` of all hits that are pushed, or of those that come after a rank.
///
/// Twice as many are held and cut in half when there is no more room, so that a push costs the
/// same however many are kept.
#[derive(Debug)]
pub(crate) struct Best {
    keep: usize,
    after: Option<Placed>,
    /// How many hits come after that rank.
    rest: usize,
    standings: Vec<Placed>,
    /// What a hit must surpass; the least that was kept at the last cut.
    least: Option<Placed>,
}

impl Best {
    /// None yet, of at most `keep`.
    pub(crate) fn new(keep: usize, after: Option<Placed>) -> Self {
        Self {
            keep,
            after,
            rest: 0,
            standings: Vec::new(),
            least: None,
        }
    }

    /// Takes a hit if it is among the best so far.
    pub(crate) fn push(&mut self, key: u64, score: Score, document: DocId) {
        let standing = Placed::new(key, score, document);
        if self.after.is_some_and(|after| standing >= after) {
            return;
        }
        self.rest += 1;
        if self.keep == 0 || self.least.is_some_and(|least| standing <= least) {
            return;
        }
        self.standings.push(standing);
        if self.standings.len() == 2 * self.keep {
            self.standings
                .select_nth_unstable_by_key(self.keep - 1, |standing| Reverse(*standing));
            self.standings.truncate(self.keep);
            self.least = self.standings.last().copied();
        }
    }

    /// Takes hits that have nothing but their scores to be compared by.
    pub(crate) fn push_all(&mut self, window: &Window) {
        // What was not scored scores nothing, and is passed over only if that is too little.
        let least = self.least.filter(|least| least.score() > 0.0);
        let (Some(least), None) = (least, self.after) else {
            window.each(|document, score| self.push(0, score, document));
            return;
        };
        // Most are far from it, and it only rises.
        let mut hopeless = 0;
        let passed = window.each_in_reach(least.score(), |document, score| {
            if self.least.is_some_and(|least| score < least.score()) {
                hopeless += 1;
            } else {
                self.push(0, score, document);
            }
        });
        self.rest += passed + hopeless;
    }

    /// Whether hits are only counted.
    pub(crate) fn keeps_none(&self) -> bool {
        self.keep == 0
    }

    /// What a hit must score to be among the best, if nothing but scores is compared.
    pub(crate) fn least_score(&self) -> Score {
        match self.least {
            _ if self.keeps_none() => Score::INFINITY,
            Some(least) => least.score(),
            None => Score::NEG_INFINITY,
        }
    }

    /// Whether no later hit with a key up to this one, and without a score, can be among the best.
    pub(crate) fn surpasses_all(&self, greatest_key: u64) -> bool {
        self.after.is_none()
            && (self.keep == 0 || self.least.is_some_and(|least| least.0 >= greatest_key))
    }

    /// The best, best first, and how many they are the best of.
    pub(crate) fn into_sorted(mut self) -> (Vec<Placed>, usize) {
        self.standings
            .sort_unstable_by_key(|standing| Reverse(*standing));
        self.standings.truncate(self.keep);
        (self.standings, self.rest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_best_are_those_of_a_sorted_list(
            hits in proptest::collection::vec((0_u64..4, 0_u8..6), 0..200),
            keep in 0_usize..20,
            after in proptest::option::of(any::<proptest::sample::Index>()),
        ) {
            let all: Vec<Placed> = (0..)
                .zip(hits)
                .map(|(document, (key, score))| Placed::new(key, f32::from(score), document))
                .collect();
            let after = after.filter(|_| !all.is_empty()).map(|after| *after.get(&all));
            let mut best = Best::new(keep, after);
            for Placed(key, score, document) in &all {
                best.push(*key, score.0, document.0);
            }
            let mut expected = all;
            expected.sort_unstable_by_key(|standing| Reverse(*standing));
            expected.retain(|standing| after.is_none_or(|after| *standing < after));
            let rest = expected.len();
            expected.truncate(keep);
            prop_assert_eq!(best.into_sorted(), (expected, rest));
        }
    }
}
