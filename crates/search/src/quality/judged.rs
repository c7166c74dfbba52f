//! Judged queries, one a line of JSON.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use serde::Deserialize;

/// A query and how well each record answers it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct JudgedQuery {
    /// The query's id.
    pub id: String,
    /// What sort of query it is, such as `typo`.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// What is typed.
    pub query: String,
    /// Grades 1 to 3 by record id.
    pub judgements: BTreeMap<String, u8>,
}

/// Why a file of judged queries cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JudgedError {
    /// The file cannot be read.
    #[error("cannot read line {line}")]
    Read {
        /// The line, from 1.
        line: usize,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A line is not a judged query.
    #[error("line {line} is not a judged query (`id`, `type`, `query`, `judgements`)")]
    Parse {
        /// The line, from 1.
        line: usize,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// A grade means nothing.
    #[error("line {line}: grade `{grade}` of `{record}` is not 0, 1, 2 or 3")]
    Grade {
        /// The line, from 1.
        line: usize,
        /// The record.
        record: String,
        /// The grade.
        grade: u8,
    },
    /// There is no query.
    #[error("there is no query in it")]
    Empty,
}

/// Reads judged queries; lines of white space alone are passed over.
///
/// # Errors
/// [`JudgedError`] for the first line that cannot be used, or when there is none.
pub fn read_judged(reader: impl BufRead) -> Result<Vec<JudgedQuery>, JudgedError> {
    let mut queries = Vec::new();
    for (text, line) in reader.lines().zip(1..) {
        let text = text.map_err(|source| JudgedError::Read { line, source })?;
        if text.trim().is_empty() {
            continue;
        }
        let query: JudgedQuery =
            serde_json::from_str(&text).map_err(|source| JudgedError::Parse { line, source })?;
        if let Some((record, grade)) = query.judgements.iter().find(|(_, grade)| **grade > 3) {
            return Err(JudgedError::Grade {
                line,
                record: record.clone(),
                grade: *grade,
            });
        }
        queries.push(query);
    }
    if queries.is_empty() {
        return Err(JudgedError::Empty);
    }
    Ok(queries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_judged_query_is_named_by_line() {
        for (text, message) in [
            ("", "there is no query in it"),
            (
                "\n{}",
                "line 2 is not a judged query (`id`, `type`, `query`, `judgements`)",
            ),
            (
                r#"{"id": "a", "type": "x", "query": "q", "judgements": {"r": 4}}"#,
                "line 1: grade `4` of `r` is not 0, 1, 2 or 3",
            ),
        ] {
            assert_eq!(
                read_judged(text.as_bytes()).unwrap_err().to_string(),
                message
            );
        }
    }
}
