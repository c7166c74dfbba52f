//! What scores are made of: how rare a word is, and how long a field.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Score, Searcher};

/// How much more a word says the fewer records have it, as in BM25.
pub(super) fn rarity(searcher: &Searcher, documents: u64) -> Score {
    let all = as_score(searcher.num_docs());
    let with = as_score(documents);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

/// The average length of a field, in tokens; 0 when no record has it.
pub(super) fn average_length(searcher: &Searcher, field: Field) -> tantivy::Result<Score> {
    let tokens = searcher.total_num_tokens(field)?;
    Ok(as_score(tokens) / as_score(searcher.num_docs()).max(1.0))
}

#[expect(clippy::cast_precision_loss, reason = "scores are no exact numbers")]
fn as_score(number: u64) -> Score {
    number as Score
}
