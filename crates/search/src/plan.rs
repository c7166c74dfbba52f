//! From clauses to a query of the engine.

use std::collections::BTreeSet;

use analysis::{Analyzer, Chain, is_stop_word};
use index::Fields;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur as EngineOccur, PhraseQuery,
    Query as EngineQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::{Clause, ClauseKind, Occur, Query, rank};

/// A query that is ready to run.
pub(crate) struct Plan {
    /// What the engine is asked.
    pub(crate) engine_query: Box<dyn EngineQuery>,
    /// The query as it was searched for, without what was left out.
    pub(crate) query: Query,
    /// Words left out because they say too little beside the others.
    pub(crate) left_out: Vec<String>,
    /// What to mark in a hit.
    pub(crate) marked: Marked,
}

/// What a hit's words are compared with when they are marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Marked {
    /// Stems of words and parts of words.
    pub(crate) stems: BTreeSet<String>,
    /// Phrases as words in lower case.
    pub(crate) phrases: Vec<Vec<String>>,
}

impl Plan {
    /// Plans a query. An empty query, and one of exclusions alone, starts from every record.
    pub(crate) fn new(query: Query, fields: &Fields) -> Self {
        let (query, left_out) = leave_out_stop_words(query);
        let mut marked = Marked::default();
        let mut clauses: Vec<(EngineOccur, Box<dyn EngineQuery>)> = Vec::new();
        for clause in &query.clauses {
            let occur = match clause.occur {
                Occur::May => EngineOccur::Should,
                Occur::Must => EngineOccur::Must,
                Occur::MustNot => EngineOccur::MustNot,
            };
            let clause_marks = if occur == EngineOccur::MustNot {
                &mut Marked::default()
            } else {
                &mut marked
            };
            let engine_query = match &clause.kind {
                ClauseKind::Word(word) => word_query(word, fields, clause_marks),
                ClauseKind::Phrase(phrase) => phrase_query(phrase, fields, clause_marks),
            };
            clauses.push((occur, engine_query));
        }
        if clauses
            .iter()
            .all(|(occur, _)| *occur == EngineOccur::MustNot)
        {
            clauses.push((EngineOccur::Must, Box::new(AllQuery)));
        }
        Self {
            engine_query: Box::new(BooleanQuery::new(clauses)),
            query,
            left_out,
            marked,
        }
    }
}

/// Leaves out words such as `och`, unless nothing else would remain.
fn leave_out_stop_words(query: Query) -> (Query, Vec<String>) {
    let says_little = |clause: &Clause| match (&clause.occur, &clause.kind) {
        (Occur::May, ClauseKind::Word(word)) => is_stop_word(word),
        _ => false,
    };
    if query.clauses.iter().all(says_little) {
        return (query, Vec::new());
    }
    let (left_out, clauses): (Vec<Clause>, Vec<Clause>) =
        query.clauses.into_iter().partition(says_little);
    let left_out = left_out
        .into_iter()
        .map(|clause| match clause.kind {
            ClauseKind::Word(said) | ClauseKind::Phrase(said) => said,
        })
        .collect();
    (Query { clauses }, left_out)
}

/// A word in any form, in any field, whole or as a part.
fn word_query(word: &str, fields: &Fields, marked: &mut Marked) -> Box<dyn EngineQuery> {
    let analyzer = Analyzer::swedish();
    let mut any: Vec<Box<dyn EngineQuery>> = Vec::new();
    for token in analyzer.tokens(Chain::Main, word) {
        for (field, boost) in [
            (fields.title, rank::TITLE),
            (fields.lead, rank::LEAD),
            (fields.body, rank::BODY),
            (fields.context, rank::CONTEXT),
            (fields.parts, rank::PARTS),
        ] {
            any.push(boosted_term(field, &token.text, boost));
        }
        marked.stems.insert(token.text);
    }
    for part in analyzer.tokens(Chain::Parts, word) {
        for (field, boost) in [
            (fields.title, rank::TITLE),
            (fields.lead, rank::LEAD),
            (fields.body, rank::BODY),
        ] {
            any.push(boosted_term(field, &part.text, boost * rank::QUERY_PART));
        }
        any.push(boosted_term(fields.parts, &part.text, rank::QUERY_PART));
        marked.stems.insert(part.text);
    }
    Box::new(BooleanQuery::union(any))
}

fn boosted_term(field: Field, text: &str, boost: f32) -> Box<dyn EngineQuery> {
    let term = Term::from_field_text(field, text);
    Box::new(BoostQuery::new(
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
        boost,
    ))
}

/// Words in just this form and order.
fn phrase_query(phrase: &str, fields: &Fields, marked: &mut Marked) -> Box<dyn EngineQuery> {
    let words: Vec<String> = Analyzer::swedish()
        .tokens(Chain::Exact, phrase)
        .into_iter()
        .map(|token| token.text)
        .collect();
    let term = |word: &String| Term::from_field_text(fields.exact, word);
    let query: Box<dyn EngineQuery> = match words.as_slice() {
        [] => Box::new(EmptyQuery),
        [word] => Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs)),
        words => Box::new(PhraseQuery::new(words.iter().map(term).collect())),
    };
    marked.phrases.push(words);
    query
}
