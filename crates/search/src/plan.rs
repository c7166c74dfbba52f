//! From clauses to a query of the engine.

use std::collections::BTreeSet;
use std::ops::Bound;

use analysis::{Analyzer, Chain, is_stop_word};
use index::Fields;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery,
    Occur as EngineOccur, PhrasePrefixQuery, PhraseQuery, Query as EngineQuery, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use vocabulary::Vocabulary;

use crate::expand::expand;
use crate::recognise::recognise;
use crate::spelling::Spelling;
use crate::{
    Clause, ClauseKind, Correction, Expansion, Facet, Occur, Query, Recognised, Test, rank,
};

/// A query that is ready to run.
pub(crate) struct Plan {
    /// What the engine is asked.
    pub(crate) engine_query: Box<dyn EngineQuery>,
    /// The query without what was left out, mended where it had to be.
    pub(crate) query: Query,
    /// Words left out because they say too little beside the others.
    pub(crate) left_out: Vec<String>,
    /// Words that were mended.
    pub(crate) corrections: Vec<Correction>,
    /// Places and years that were recognised.
    pub(crate) recognised: Vec<Recognised>,
    /// Other words that were looked for.
    pub(crate) expansions: Vec<Expansion>,
    /// What to mark in a hit.
    pub(crate) marked: Marked,
}

/// What a query is planned with.
#[derive(Clone, Copy)]
pub(crate) struct Tools<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) analyzer: &'a Analyzer,
    pub(crate) spelling: &'a Spelling,
    pub(crate) vocabulary: &'static Vocabulary,
}

/// What a hit's words are compared with when they are marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Marked {
    /// Stems of words and parts of words.
    pub(crate) stems: BTreeSet<String>,
    /// Beginnings of words in lower case.
    pub(crate) prefixes: BTreeSet<String>,
    /// Phrases as words in lower case.
    pub(crate) phrases: Vec<Vec<String>>,
}

impl Plan {
    /// Plans a query, in order: spelling, places and years, stop words, then the engine's query.
    ///
    /// A query without words, and one of exclusions alone, starts from every record.
    pub(crate) fn new(mut query: Query, tools: Tools<'_>) -> Self {
        let mut corrections = Vec::new();
        mend(&mut query.clauses, tools, &mut corrections);
        let recognition = recognise(&query.clauses, tools.vocabulary);
        let mut left_out = Vec::new();
        let mut at = 0;
        query.clauses.retain(|_| {
            at += 1;
            !recognition.spent.contains(&(at - 1))
        });
        leave_out_stop_words(&mut query.clauses, &mut left_out);
        let mut marked = Marked::default();
        let mut expansions = Vec::new();
        let found = clauses_query(&query.clauses, tools, &mut marked, &mut expansions);
        let pieces = pieces_query(&query.clauses, tools.fields, tools.analyzer);
        // Pieces of words, places and years lift what is found, and find nothing themselves.
        let mut queries: Vec<(EngineOccur, Box<dyn EngineQuery>)> =
            vec![(EngineOccur::Must, found), (EngineOccur::Should, pieces)];
        for one in recognition.recognised.iter().filter(|one| !one.is_filter) {
            queries.push((EngineOccur::Should, about_query(one, tools.fields)));
        }
        Self {
            engine_query: Box::new(BooleanQuery::new(queries)),
            query,
            left_out,
            corrections,
            recognised: recognition.recognised,
            expansions,
            marked,
        }
    }
}

/// Mends words that may or must be there and that the index does not know.
fn mend(clauses: &mut [Clause], tools: Tools<'_>, corrections: &mut Vec<Correction>) {
    for clause in clauses
        .iter_mut()
        .filter(|clause| clause.occur != Occur::MustNot)
    {
        match &mut clause.kind {
            ClauseKind::Word(word) => {
                let correction = tools.spelling.mend(word, tools.analyzer, tools.vocabulary);
                if let Some(correction) = correction {
                    word.clone_from(&correction.used);
                    corrections.push(correction);
                }
            }
            ClauseKind::Group(clauses) => mend(clauses, tools, corrections),
            ClauseKind::Prefix(_) | ClauseKind::Phrase(_) => {}
        }
    }
}

/// The records that are about a place or a year that was recognised.
fn about_query(recognised: &Recognised, fields: &Fields) -> Box<dyn EngineQuery> {
    let bound =
        |number| Bound::Included(Term::from_field_u64(fields.facet(recognised.facet), number));
    let any = recognised.conditions.iter().filter_map(|condition| {
        let (first, last) = match condition.test {
            Test::Is(number) => (number, number),
            Test::Between(first, last) => (first, last),
            Test::Unknown => return None,
        };
        let query: Box<dyn EngineQuery> = Box::new(RangeQuery::new(bound(first), bound(last)));
        Some(query)
    });
    let boost = match recognised.facet {
        Facet::Year => rank::ABOUT_YEAR,
        _ => rank::ABOUT_PLACE,
    };
    Box::new(ConstScoreQuery::new(
        Box::new(BooleanQuery::union(any.collect())),
        boost,
    ))
}

/// Leaves out words such as `och`, unless nothing else would remain.
fn leave_out_stop_words(clauses: &mut Vec<Clause>, left_out: &mut Vec<String>) {
    let says_little = |clause: &Clause| match (&clause.occur, &clause.kind) {
        (Occur::May, ClauseKind::Word(word)) => is_stop_word(word),
        _ => false,
    };
    if clauses.iter().all(says_little) {
        return;
    }
    clauses.retain_mut(|clause| {
        if let ClauseKind::Group(clauses) = &mut clause.kind {
            leave_out_stop_words(clauses, left_out);
        }
        let little = says_little(clause);
        if let (true, ClauseKind::Word(word)) = (little, &clause.kind) {
            left_out.push(word.clone());
        }
        !little
    });
}

/// Pieces of the words that may or must be there.
fn pieces_query(clauses: &[Clause], fields: &Fields, analyzer: &Analyzer) -> Box<dyn EngineQuery> {
    let mut pieces: BTreeSet<String> = BTreeSet::new();
    let mut open: Vec<&Clause> = clauses.iter().collect();
    while let Some(clause) = open.pop() {
        match &clause.kind {
            _ if clause.occur == Occur::MustNot => {}
            ClauseKind::Word(said) | ClauseKind::Prefix(said) | ClauseKind::Phrase(said) => {
                let tokens = analyzer.tokens(Chain::Ngram, said);
                pieces.extend(tokens.into_iter().map(|token| token.text));
            }
            ClauseKind::Group(clauses) => open.extend(clauses),
        }
    }
    let terms = pieces
        .iter()
        .map(|piece| boosted_term(fields.ngram, piece, rank::NGRAM));
    Box::new(BooleanQuery::union(terms.collect()))
}

fn clauses_query(
    clauses: &[Clause],
    tools: Tools<'_>,
    marked: &mut Marked,
    expansions: &mut Vec<Expansion>,
) -> Box<dyn EngineQuery> {
    let own = expand(clauses, tools.vocabulary);
    let Tools {
        fields, analyzer, ..
    } = tools;
    let mut queries: Vec<(EngineOccur, Box<dyn EngineQuery>)> = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        // What must not be there is not marked where it is.
        let mut unmarked = Marked::default();
        let (occur, marked) = match clause.occur {
            Occur::May => (EngineOccur::Should, &mut *marked),
            Occur::Must => (EngineOccur::Must, &mut *marked),
            Occur::MustNot => (EngineOccur::MustNot, &mut unmarked),
        };
        let said = match &clause.kind {
            ClauseKind::Word(word) => word_query(word, fields, analyzer, marked),
            ClauseKind::Prefix(prefix) => prefix_query(prefix, fields, analyzer, marked),
            ClauseKind::Phrase(phrase) => phrase_query(phrase, fields, analyzer, marked),
            ClauseKind::Group(clauses) => clauses_query(clauses, tools, marked, expansions),
        };
        let mut any = vec![said];
        for expansion in own.iter().filter(|expansion| expansion.at == at) {
            any.push(expansion_query(expansion, fields, analyzer, marked));
        }
        // What was said or another word for it, whichever says more: a record that has both is not
        // twice as much about it.
        let best = DisjunctionMaxQuery::with_tie_breaker(any, rank::SYNONYM_TIE);
        queries.push((occur, Box::new(best)));
    }
    expansions.extend(own);
    if queries
        .iter()
        .all(|(occur, _)| *occur == EngineOccur::MustNot)
    {
        queries.push((EngineOccur::Must, Box::new(AllQuery)));
    }
    Box::new(BooleanQuery::new(queries))
}

/// Other words for the same thing: the best of them counts, so that many words for one thing do
/// not outweigh the other things that were asked for.
fn expansion_query(
    expansion: &Expansion,
    fields: &Fields,
    analyzer: &Analyzer,
    marked: &mut Marked,
) -> Box<dyn EngineQuery> {
    let meanings = expansion
        .means
        .iter()
        .map(|meaning| -> Box<dyn EngineQuery> {
            let words = meaning
                .split_whitespace()
                .filter(|word| !is_stop_word(word));
            let all = words.map(|word| {
                (
                    EngineOccur::Must,
                    word_query(word, fields, analyzer, marked),
                )
            });
            Box::new(BooleanQuery::new(all.collect()))
        });
    let boost = if expansion.is_translation {
        rank::TRANSLATION
    } else {
        rank::SYNONYM
    };
    let best = DisjunctionMaxQuery::with_tie_breaker(meanings.collect(), rank::SYNONYM_TIE);
    Box::new(BoostQuery::new(Box::new(best), boost))
}

/// Words that begin so, as they are written. Which word it is does not score.
fn prefix_query(
    prefix: &str,
    fields: &Fields,
    analyzer: &Analyzer,
    marked: &mut Marked,
) -> Box<dyn EngineQuery> {
    let tokens = analyzer.tokens(Chain::Exact, prefix);
    let mut queries: Vec<(EngineOccur, Box<dyn EngineQuery>)> = Vec::new();
    for (token, left) in tokens.iter().zip((0..tokens.len()).rev()) {
        let term = Term::from_field_text(fields.exact, &token.text);
        let query: Box<dyn EngineQuery> = if left == 0 {
            let mut query = PhrasePrefixQuery::new(vec![term]);
            query.set_max_expansions(u32::MAX);
            Box::new(query)
        } else {
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        queries.push((EngineOccur::Must, query));
    }
    if let Some(token) = tokens.into_iter().next_back() {
        marked.prefixes.insert(token.text);
    }
    Box::new(BooleanQuery::new(queries))
}

/// A word in any form, in any field, whole or as a part.
fn word_query(
    word: &str,
    fields: &Fields,
    analyzer: &Analyzer,
    marked: &mut Marked,
) -> Box<dyn EngineQuery> {
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
fn phrase_query(
    phrase: &str,
    fields: &Fields,
    analyzer: &Analyzer,
    marked: &mut Marked,
) -> Box<dyn EngineQuery> {
    let words: Vec<String> = analyzer
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
