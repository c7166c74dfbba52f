//! Why a search has no answer.

use index::IndexError;

use crate::QueryError;

/// Why a search has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The asker can mend it: the query is over a limit.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Ours: the snapshot cannot be read.
    #[error("the index cannot be read")]
    Index(#[from] IndexError),
    /// Ours: the engine failed.
    #[error("the index engine failed")]
    Engine(#[source] Box<tantivy::TantivyError>),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Engine(Box::new(error))
    }
}
