//! What a query says, before it meets the index.

mod fields;
mod lexer;
mod parse;

use std::fmt;

use vocabulary::Vocabulary;

use crate::{Condition, Facet, PeersOf, Sort};

/// The longest query, in bytes.
pub const MAX_QUERY_BYTES: usize = 1024;

/// The most words and phrases in a query.
pub const MAX_TERMS: usize = 64;

/// The deepest brackets; those further in are passed over, so that what stands in them counts
/// where the deepest ones stand.
const MAX_DEPTH: usize = 8;

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

/// A query: clauses in the order they were typed, and the filters and the order among them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The clauses.
    pub clauses: Vec<Clause>,
    /// Filters written as fields, such as `kommun:Nacka`.
    pub filters: Vec<(Facet, Condition)>,
    /// Filters on the peers of a municipality, such as `liknande:Nacka`.
    pub peers_of: Vec<PeersOf>,
    /// The order written as a field, such as `sort:-year`.
    pub sort: Option<Sort>,
    /// Fields whose values they do not have, as they were typed; their values are words.
    pub misread: Vec<String>,
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
    /// A beginning of words.
    Prefix(String),
    /// Words in just this form and order.
    Phrase(String),
    /// Clauses in brackets.
    Group(Vec<Clause>),
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
    pub fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Self, QueryError> {
        if text.len() > MAX_QUERY_BYTES {
            return Err(QueryError::TooLong(text.len()));
        }
        let query = parse::parse(text, vocabulary);
        let terms = count_terms(&query.clauses);
        if terms > MAX_TERMS {
            return Err(QueryError::TooManyTerms(terms));
        }
        Ok(query)
    }

    /// Whether no word is looked for.
    pub fn has_no_words(&self) -> bool {
        self.clauses.is_empty()
    }

    /// The query as [`Query::parse`] reads it back.
    pub fn to_text(&self, vocabulary: &Vocabulary) -> String {
        let filters = self.filters.iter().map(|(facet, condition)| {
            let text = condition.to_text(*facet, vocabulary);
            match text.strip_prefix('!') {
                Some(value) => format!("-{facet}:{value}"),
                None => format!("{facet}:{text}"),
            }
        });
        let peers = self.peers_of.iter().map(|filter| {
            let PeersOf { code, negated } = filter;
            format!(
                "{}{}:{code}",
                if *negated { "-" } else { "" },
                PeersOf::NAME
            )
        });
        let sort = self.sort.map(|sort| format!("sort:{}", sort.as_str()));
        let clauses = self.clauses.iter().map(ToString::to_string);
        let said: Vec<String> = clauses.chain(filters).chain(peers).chain(sort).collect();
        said.join(" ")
    }
}

/// How many words and phrases there are, in brackets too. Brackets are never deep.
fn count_terms(clauses: &[Clause]) -> usize {
    clauses
        .iter()
        .map(|clause| match &clause.kind {
            ClauseKind::Group(clauses) => count_terms(clauses),
            ClauseKind::Word(_) | ClauseKind::Prefix(_) | ClauseKind::Phrase(_) => 1,
        })
        .sum()
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.occur {
            Occur::May => "",
            Occur::Must => "+",
            Occur::MustNot => "-",
        })?;
        match &self.kind {
            ClauseKind::Word(word) => f.write_str(word),
            ClauseKind::Prefix(prefix) => write!(f, "{prefix}*"),
            ClauseKind::Phrase(phrase) => write!(f, "\"{phrase}\""),
            ClauseKind::Group(clauses) => {
                let clauses: Vec<String> = clauses.iter().map(ToString::to_string).collect();
                write!(f, "({})", clauses.join(" "))
            }
        }
    }
}
