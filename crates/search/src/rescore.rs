//! The scores of a few records, beside the pass that found them.
//!
//! Pieces of words lift what is found and find nothing themselves, and they are the most frequent
//! terms there are: to score every match by them takes five times as long as to find it. So only
//! the best matches are scored by them, in an order that is then theirs.

use std::cmp::Reverse;

use tantivy::{DocId, Score};

use crate::Rank;
use crate::best::Placed;
use crate::score::Walk;

/// The score that is given to each of some documents; 0 to those that are not wanted.
pub(crate) fn scores(walk: Walk, documents: &[DocId]) -> Vec<Score> {
    let mut in_order: Vec<(DocId, usize)> = documents.iter().copied().zip(0..).collect();
    in_order.sort_unstable();
    let documents: Vec<DocId> = in_order.iter().map(|(document, _)| *document).collect();
    let mut scores = vec![0.0; documents.len()];
    let mut places = in_order.into_iter();
    walk.for_each_of(&documents, |window| {
        window.each(|document, score| {
            if let Some((_, place)) = places.find(|(own, _)| *own == document) {
                scores[place] = score;
            }
        });
    });
    scores
}

/// The key of hits that were scored by pieces too: they come before all others, so that a walk may
/// end among them and go on behind them.
const LIFTED: u64 = 1;

/// Whether a rank is that of a hit which was scored by pieces too.
pub(crate) fn is_lifted(rank: Rank) -> bool {
    rank.key == LIFTED
}

/// Adds what a walk says of the best hits to their scores, and sorts them anew.
pub(crate) fn lift(walk: Walk, best: &mut [Placed]) {
    let documents: Vec<DocId> = best.iter().map(Placed::document).collect();
    let more = scores(walk, &documents);
    for (standing, more) in best.iter_mut().zip(more) {
        *standing = Placed::new(LIFTED, standing.score() + more, standing.document());
    }
    best.sort_unstable_by_key(|standing| Reverse(*standing));
}
