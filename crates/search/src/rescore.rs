//! The scores of a few records, beside the pass that found them.
//!
//! Pieces of words lift what is found and find nothing themselves, and they are the most frequent
//! terms there are: to score every match by them takes five times as long as to find it. So only
//! the best matches are scored by them, in an order that is then theirs.

use std::cmp::Reverse;

use tantivy::query::{EnableScoring, Query};
use tantivy::{DocId, DocSet, Score, Searcher};

use crate::Rank;
use crate::best::Standing;

/// The score that queries give each of some documents together; 0 where none matches.
pub(crate) fn scores(
    searcher: &Searcher,
    queries: &[Box<dyn Query>],
    documents: &[DocId],
) -> tantivy::Result<Vec<Score>> {
    let mut in_order: Vec<usize> = (0..documents.len()).collect();
    in_order.sort_unstable_by_key(|at| documents[*at]);
    let mut scores = vec![0.0; documents.len()];
    for query in queries {
        let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
        let mut scorer = weight.scorer(searcher.segment_reader(0), 1.0)?;
        for at in &in_order {
            let document = documents[*at];
            if scorer.doc() < document {
                scorer.seek(document);
            }
            if scorer.doc() == document {
                scores[*at] += scorer.score();
            }
        }
    }
    Ok(scores)
}

/// The key of hits that were scored by pieces too: they come before all others, so that a walk may
/// end among them and go on behind them.
const LIFTED: u64 = 1;

/// Whether a rank is that of a hit which was scored by pieces too.
pub(crate) fn is_lifted(rank: Rank) -> bool {
    rank.key == LIFTED
}

/// Adds what queries say of the best hits to their scores, and sorts them anew.
pub(crate) fn lift(
    searcher: &Searcher,
    queries: &[Box<dyn Query>],
    best: &mut [Standing],
) -> tantivy::Result<()> {
    let documents: Vec<DocId> = best.iter().map(Standing::document).collect();
    let more = scores(searcher, queries, &documents)?;
    for (standing, more) in best.iter_mut().zip(more) {
        *standing = Standing::new(LIFTED, standing.score() + more, standing.document());
    }
    best.sort_unstable_by_key(|standing| Reverse(*standing));
    Ok(())
}
