//! How good the search is, measured against judged queries.
//!
//! A *judgement* says how well a record answers a query: 3 exactly, 2 clearly, 1 marginally; a
//! record without one does not answer it. Measured are *nDCG@10* (gain 2^grade - 1, discount
//! log2 of the rank + 1, ideal from all judgements), *MRR@10* (the reciprocal rank of the first
//! record graded 2 or 3), *recall@20* (the share of those that are among the twenty best) and the
//! share of queries without any hit.

mod ablation;
pub(crate) mod collection;
mod judged;
mod metrics;
mod plain;
mod similar;
mod themes;

use crate::{Engine, Filters, Page, SearchError, SearchRequest, Sort};

pub use ablation::{Ablation, AblationRow};
pub use collection::{Collection, CollectionError, Document, read_documents, records_of};
pub use judged::{JudgedError, JudgedQuery, read_judged};
pub use metrics::{Evaluation, Scores};
pub use similar::{SimilarEvaluation, evaluate_similar};
pub use themes::{ConfidenceBand, ThemeEvaluation, ThemeScores, evaluate_themes, theme_examples};

/// How deep a ranking is looked at.
const DEPTH: usize = 20;

/// The ids that a query finds, best first, at most twenty.
///
/// # Errors
/// Those of [`Engine::search`], but for a query over a limit, which finds nothing.
pub fn ranking(engine: &Engine, query: &str) -> Result<Vec<String>, SearchError> {
    let request = SearchRequest {
        query: query.to_owned(),
        filters: Filters::default(),
        facets: Vec::new(),
        sort: Sort::Relevance,
        page: Page::new(1, DEPTH).unwrap_or_default(),
        explain: false,
        highlight: true,
    };
    match engine.search(&request) {
        Ok(response) => Ok(response
            .hits
            .into_iter()
            .map(|hit| hit.record.id.to_string())
            .collect()),
        Err(SearchError::Query(_)) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Runs judged queries and scores what they find.
///
/// # Errors
/// Those of [`Engine::search`].
pub fn evaluate(engine: &Engine, queries: &[JudgedQuery]) -> Result<Evaluation, SearchError> {
    let rankings = queries
        .iter()
        .map(|query| ranking(engine, &query.query))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Evaluation::of(queries, &rankings))
}
