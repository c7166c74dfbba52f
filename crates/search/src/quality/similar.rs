//! How good similar records are, beside the engine's own way of finding them.

use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::query::MoreLikeThisQuery;
use tantivy::schema::OwnedValue;

use super::{DEPTH, Evaluation, JudgedQuery};
use crate::{Engine, SearchError, SimilarRequest};

/// Scores of similar records. A judged query's text is the id of a record, its judgements say how
/// like it others are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimilarEvaluation {
    /// Ours.
    pub similar: Evaluation,
    /// The engine's *more like this* over title, lead and body with its own defaults.
    pub more_like_this: Evaluation,
    /// The same where words count that stand once in the record and in two records.
    pub more_like_this_all_words: Evaluation,
}

/// Looks for what is like each judged record and scores what is found.
///
/// # Errors
/// Those of [`Engine::similar`].
pub fn evaluate_similar(
    engine: &Engine,
    queries: &[JudgedQuery],
) -> Result<SimilarEvaluation, SearchError> {
    let scored = |ranking: &dyn Fn(&str) -> Result<Vec<String>, SearchError>| {
        let rankings = queries
            .iter()
            .map(|query| ranking(&query.query))
            .collect::<Result<Vec<_>, _>>()?;
        Ok::<_, SearchError>(Evaluation::of(queries, &rankings))
    };
    Ok(SimilarEvaluation {
        similar: scored(&|id| similar(engine, id))?,
        more_like_this: scored(&|id| more_like_this(engine, id, MoreLikeThisQuery::builder()))?,
        more_like_this_all_words: scored(&|id| {
            let all_words = MoreLikeThisQuery::builder()
                .with_min_doc_frequency(2)
                .with_min_term_frequency(1);
            more_like_this(engine, id, all_words)
        })?,
    })
}

fn similar(engine: &Engine, id: &str) -> Result<Vec<String>, SearchError> {
    let Ok(id) = id.parse() else {
        return Ok(Vec::new());
    };
    let similar = engine.similar(&SimilarRequest {
        id,
        other_municipalities_only: false,
        limit: DEPTH,
    })?;
    let similar = similar.unwrap_or_default().into_iter();
    Ok(similar.map(|one| one.record.id.to_string()).collect())
}

fn more_like_this(
    engine: &Engine,
    id: &str,
    builder: tantivy::query::MoreLikeThisQueryBuilder,
) -> Result<Vec<String>, SearchError> {
    let snapshot = engine.snapshot();
    let document = match id.parse() {
        Ok(id) => snapshot.find(&id)?,
        Err(_) => None,
    };
    let Some(document) = document else {
        return Ok(Vec::new());
    };
    let fields = snapshot.fields();
    let record = snapshot.record(document)?;
    let value = |text: &str| OwnedValue::Str(text.to_owned());
    let texts = [
        (fields.title, Some(record.title.as_str())),
        (fields.lead, record.summary.as_deref()),
        (fields.body, record.text.as_deref()),
        (fields.body, record.effect.as_deref()),
        (fields.body, record.lessons.as_deref()),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(field, text)| Some((field, vec![value(text?)])));
    let query = builder.with_document_fields(texts.collect());
    let collector = TopDocs::with_limit(DEPTH + 1).order_by_score();
    let found = snapshot.searcher().search(&query, &collector)?.into_iter();
    found
        .filter(|(_, address)| address.doc_id != document)
        .map(|(_, address)| Ok(snapshot.record(address.doc_id)?.id.to_string()))
        .collect()
}
