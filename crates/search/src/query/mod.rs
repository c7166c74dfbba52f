//! What a query says, before it meets the index.

mod parse;

use std::fmt;

/// The longest query, in bytes.
pub const MAX_QUERY_BYTES: usize = 1024;

/// The most words and phrases in a query.
pub const MAX_TERMS: usize = 64;

/// The error of a query over a limit. What a query says is never refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Too many bytes.
    #[error("the query has {0} bytes; at most {MAX_QUERY_BYTES} are accepted")]
    TooLong(usize),
    /// Too many words.
    #[error("the query has {0} words and phrases; at most {MAX_TERMS} are accepted")]
    TooManyTerms(usize),
}

/// A query: clauses in the order they were typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The clauses.
    pub clauses: Vec<Clause>,
}

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether it may, must or must not be there.
    pub occur: Occur,
    /// What is looked for.
    pub kind: ClauseKind,
}

/// What a clause looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClauseKind {
    /// A word in any of its forms.
    Word(String),
    /// Words in just this form and order.
    Phrase(String),
}

/// Whether a clause may, must or must not be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occur {
    /// The more of these, the better.
    May,
    /// Every hit has it.
    Must,
    /// No hit has it.
    MustNot,
}

impl Query {
    /// Reads a query; see `parse.rs` for the language.
    ///
    /// # Errors
    /// [`QueryError`] when it is over a limit, never for what it says.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        if text.len() > MAX_QUERY_BYTES {
            return Err(QueryError::TooLong(text.len()));
        }
        let query = parse::parse(text);
        if query.clauses.len() > MAX_TERMS {
            return Err(QueryError::TooManyTerms(query.clauses.len()));
        }
        Ok(query)
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}

impl fmt::Display for Query {
    /// Writes the query so that reading it gives the same query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, clause) in self.clauses.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            let sign = match clause.occur {
                Occur::May => "",
                Occur::Must => "+",
                Occur::MustNot => "-",
            };
            match &clause.kind {
                ClauseKind::Word(word) => write!(f, "{space}{sign}{word}")?,
                ClauseKind::Phrase(phrase) => write!(f, "{space}{sign}\"{phrase}\"")?,
            }
        }
        Ok(())
    }
}
