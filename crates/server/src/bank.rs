//! A snapshot with what the server works out from it once.

use std::collections::BTreeMap;

use index::{IndexError, Snapshot};
use records::{Record, RecordId};

use crate::shown::ShownRecord;

/// What one request is answered from, from start to end.
#[derive(Debug)]
pub(crate) struct Bank {
    snapshot: Snapshot,
    /// The parts of each article, with their titles, in order of id.
    parts: BTreeMap<RecordId, Vec<Part>>,
}

/// A record that is a part of an article.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) id: RecordId,
    pub(crate) title: String,
}

impl Bank {
    /// Reads through a snapshot.
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        let mut parts: BTreeMap<RecordId, Vec<Part>> = BTreeMap::new();
        let documents = u32::try_from(snapshot.manifest().records).unwrap_or(u32::MAX);
        for record in (0..documents).map(|document| snapshot.record(document)) {
            match record {
                Ok(Record {
                    id,
                    title,
                    part_of: Some(article),
                    ..
                }) => {
                    parts.entry(article).or_default().push(Part {
                        id,
                        title: title.to_string(),
                    });
                }
                Ok(_) => {}
                // A snapshot is checked when it is opened, so that this is the disk's doing.
                Err(error) => tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "a record cannot be read"
                ),
            }
        }
        Self { snapshot, parts }
    }

    /// The snapshot, for searches.
    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The generation's id.
    pub(crate) fn generation(&self) -> &str {
        &self.snapshot.manifest().generation
    }

    /// The record with an id, as it may be shown.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub(crate) fn record(&self, id: &RecordId) -> Result<Option<ShownRecord>, IndexError> {
        let Some(document) = self.snapshot.find(id)? else {
            return Ok(None);
        };
        self.snapshot
            .record(document)
            .map(|record| Some(ShownRecord::from(record)))
    }

    /// The parts of an article.
    pub(crate) fn parts(&self, article: &RecordId) -> &[Part] {
        self.parts.get(article).map_or(&[], Vec::as_slice)
    }
}
