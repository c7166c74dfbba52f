//! A snapshot with what the server works out from it once.

use index::{IndexError, Snapshot};
use records::RecordId;
use search::{Engine, SearchError, SearchRequest, SearchResponse};

use crate::shown::ShownRecord;

/// What one request is answered from, from start to end.
#[derive(Debug)]
pub(crate) struct Bank {
    engine: Engine,
}

/// A record that is a part of an article.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) id: RecordId,
    pub(crate) title: String,
}

impl Bank {
    /// A bank that answers from a snapshot.
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        Self {
            engine: Engine::new(snapshot),
        }
    }

    /// The snapshot.
    pub(crate) fn snapshot(&self) -> &Snapshot {
        self.engine.snapshot()
    }

    /// Answers a search.
    ///
    /// # Errors
    /// Those of [`Engine::search`].
    pub(crate) fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        self.engine.search(request)
    }

    /// The generation's id.
    pub(crate) fn generation(&self) -> &str {
        &self.snapshot().manifest().generation
    }

    /// The record with an id, as it may be shown.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub(crate) fn record(&self, id: &RecordId) -> Result<Option<ShownRecord>, IndexError> {
        let Some(document) = self.snapshot().find(id)? else {
            return Ok(None);
        };
        self.snapshot()
            .record(document)
            .map(|record| Some(ShownRecord::from(record)))
    }

    /// The parts of an article, in order of id.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub(crate) fn parts(&self, article: &RecordId) -> Result<Vec<Part>, IndexError> {
        let documents = self.snapshot().parts_of(article)?.into_iter();
        documents
            .map(|document| {
                let record = self.snapshot().record(document)?;
                Ok(Part {
                    title: record.title.to_string(),
                    id: record.id,
                })
            })
            .collect()
    }
}
