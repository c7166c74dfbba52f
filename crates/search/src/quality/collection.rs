//! Any other collection of documents, searched with the same analysis and ranking.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use index::{IndexError, Snapshot};
use records::{
    Completeness, Kind, Language, Record, Rights, Sha256Hex, Source, Status, Text, Voice,
};
use serde::Deserialize;

use super::{Evaluation, JudgedQuery, ranking};
use crate::{Engine, SearchError};

/// A document of another collection.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Document {
    /// Its id, any text.
    pub id: String,
    /// Its title, if it has one.
    #[serde(default)]
    pub title: Option<String>,
    /// Its text.
    pub text: String,
}

/// Why a collection cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CollectionError {
    /// The file cannot be read.
    #[error("cannot read line {line}")]
    Read {
        /// The line, from 1.
        line: usize,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A line is not a document.
    #[error("line {line} is not a document (`id`, `title` if any, `text`)")]
    Parse {
        /// The line, from 1.
        line: usize,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// An index of it cannot be built.
    #[error("cannot index the collection")]
    Index(#[from] IndexError),
}

/// Reads documents, one a line of JSON; lines of white space alone are passed over.
///
/// # Errors
/// [`CollectionError`] for the first line that cannot be used.
pub fn read_documents(reader: impl BufRead) -> Result<Vec<Document>, CollectionError> {
    let mut documents = Vec::new();
    for (text, line) in reader.lines().zip(1..) {
        let text = text.map_err(|source| CollectionError::Read { line, source })?;
        if text.trim().is_empty() {
            continue;
        }
        let document = serde_json::from_str(&text)
            .map_err(|source| CollectionError::Parse { line, source })?;
        documents.push(document);
    }
    Ok(documents)
}

/// Another collection, indexed in memory.
#[derive(Debug)]
pub struct Collection {
    engine: Engine,
    /// The documents' own ids by the ids of the records that stand for them.
    ids: BTreeMap<String, String>,
}

impl Collection {
    /// Indexes documents as records that have nothing but a title and a text.
    ///
    /// # Errors
    /// [`CollectionError::Index`] when the engine fails.
    pub fn index(documents: &[Document]) -> Result<Self, CollectionError> {
        let (records, ids) = records_of(documents);
        Ok(Self {
            engine: Engine::new(Snapshot::in_memory(&records)?),
            ids,
        })
    }

    /// Runs judged queries over the collection and scores what they find.
    ///
    /// # Errors
    /// Those of [`Engine::search`].
    pub fn evaluate(&self, queries: &[JudgedQuery]) -> Result<Evaluation, SearchError> {
        let own = |ids: Vec<String>| {
            ids.iter()
                .filter_map(|id| self.ids.get(id).cloned())
                .collect()
        };
        let rankings = queries
            .iter()
            .map(|query| ranking(&self.engine, &query.query).map(own))
            .collect::<Result<Vec<Vec<String>>, _>>()?;
        Ok(Evaluation::of(queries, &rankings))
    }
}

/// Documents as records that have nothing but a title and a text, and the documents' own ids by
/// those of the records.
pub fn records_of(documents: &[Document]) -> (Vec<Record>, BTreeMap<String, String>) {
    let mut ids = BTreeMap::new();
    let mut records = Vec::new();
    for (document, number) in documents.iter().zip(0..) {
        let Some(record) = as_record(document, number) else {
            continue;
        };
        ids.insert(record.id.to_string(), document.id.clone());
        records.push(record);
    }
    (records, ids)
}

/// The record that stands for a document; `None` never happens, as the number makes a slug.
pub(crate) fn as_record(document: &Document, number: usize) -> Option<Record> {
    let name = format!("d{number:09}");
    // A title with no word in it, for a document that has none.
    let no_title = "-";
    let title = document.title.as_deref().and_then(Text::from_trimmed);
    Some(Record {
        id: name.parse().ok()?,
        kind: Kind::Article,
        part_of: None,
        title: title.or_else(|| Text::from_trimmed(no_title))?,
        summary: None,
        text: Text::from_trimmed(&analysis::normalise(&document.text)),
        question: None,
        status: Status::Unknown,
        partners: Vec::new(),
        same_initiative: Vec::new(),
        effect: None,
        lessons: None,
        municipalities: Vec::new(),
        counties: Vec::new(),
        outcomes: Vec::new(),
        year: None,
        themes: Vec::new(),
        area: None,
        language: Language::SWEDISH,
        voice: Voice::Editor,
        quotes: Vec::new(),
        editor_note: None,
        source: Source {
            id: name.parse().ok()?,
            title: None,
            publisher: None,
            url: None,
            path: String::new(),
            media_type: "application/json".to_owned(),
            published: None,
            retrieved: None,
            sha256: Sha256Hex::from_bytes([0; 32]),
            rights: Rights::Full,
        },
        span: None,
        also_published: Vec::new(),
        completeness: Completeness::of(&[]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_any_id_are_ranked_under_their_own() {
        let document = |id: &str, text: &str| Document {
            id: id.to_owned(),
            title: None,
            text: text.to_owned(),
        };
        let collection = Collection::index(&[
            document("Fråga/1", "Var ansöker jag om bygglov?"),
            document("Fråga/2", "Hur får jag förskoleplatserna?"),
        ])
        .unwrap();
        let query = JudgedQuery {
            id: "q".to_owned(),
            kind: "question".to_owned(),
            query: "förskoleplatsen".to_owned(),
            judgements: BTreeMap::from([("Fråga/2".to_owned(), 3)]),
        };
        let scores = collection.evaluate(&[query]).unwrap().overall;
        assert!((scores.ndcg_at_10 - 1.0).abs() < 1e-9, "{scores:?}");
    }
}
