//! Hits of one article together.
//!
//! An article may have dozens of parts that all match, and a page with nothing else hides what others
//! have done. When more than [`MAX_APART`] hits of a page are one article or parts of it, they are a
//! group, to be shown together where the first of them stands. The hits themselves stay as they are:
//! every record is on exactly one page, at its own place, and totals and facets count records.

use index::Snapshot;
use records::{Record, RecordId};

use crate::{Hit, SearchError};

/// So many hits of one article stand on a page each by itself.
pub const MAX_APART: usize = 3;

/// Hits of a page that are one article or parts of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleGroup {
    /// The article, which may or may not be a hit itself.
    pub article: RecordId,
    /// Its title.
    pub title: String,
    /// The places of the hits on the page, from 0, in order: more than [`MAX_APART`].
    pub hits: Vec<usize>,
}

/// The article that a record is, or is a part of.
fn article(record: &Record) -> &RecordId {
    record.part_of.as_ref().unwrap_or(&record.id)
}

/// The groups of a page, in the order of their first hits.
pub(crate) fn groups(hits: &[Hit], snapshot: &Snapshot) -> Result<Vec<ArticleGroup>, SearchError> {
    let mut groups: Vec<ArticleGroup> = Vec::new();
    for (place, hit) in hits.iter().enumerate() {
        let id = article(&hit.record);
        match groups.iter_mut().find(|group| group.article == *id) {
            Some(group) => group.hits.push(place),
            None => groups.push(ArticleGroup {
                article: id.clone(),
                title: String::new(),
                hits: vec![place],
            }),
        }
    }
    groups.retain(|group| group.hits.len() > MAX_APART);
    let mut titled = Vec::with_capacity(groups.len());
    for mut group in groups {
        // Without the article there is nothing to show its parts under.
        if let Some(document) = snapshot.find(&group.article)? {
            group.title = snapshot.record(document)?.title.to_string();
            titled.push(group);
        }
    }
    Ok(titled)
}
