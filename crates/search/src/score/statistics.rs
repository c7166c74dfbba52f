//! How rare a word is.

use index::worth::many_as_score;
use tantivy::{Score, Searcher};

/// How much more a word says the fewer records have it, as in BM25.
pub(super) fn rarity(searcher: &Searcher, documents: u64) -> Score {
    let all = many_as_score(searcher.num_docs());
    let with = many_as_score(documents);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
