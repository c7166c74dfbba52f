//! How a query was understood, in words.

use search::{ClauseKind, Occur, SearchResponse};

use crate::lang::Lang;

/// A line of the explanation: what is said about some words.
#[derive(Debug)]
pub(crate) struct UnderstoodLine {
    pub(crate) label: &'static str,
    pub(crate) words: Vec<String>,
}

/// The explanation; empty when there is nothing to explain, as with a single word.
pub(crate) fn lines(response: &SearchResponse, lang: Lang) -> Vec<UnderstoodLine> {
    let understood = &response.understood;
    let clauses = &understood.query.clauses;
    let is_plain = clauses.len() <= 1
        && understood.left_out.is_empty()
        && clauses
            .iter()
            .all(|clause| clause.occur == Occur::May && matches!(clause.kind, ClauseKind::Word(_)));
    if is_plain {
        return Vec::new();
    }
    let page = &lang.messages().page;
    let that = |occur: Occur| {
        clauses
            .iter()
            .filter(|clause| clause.occur == occur)
            .map(|clause| match &clause.kind {
                ClauseKind::Word(word) => word.clone(),
                ClauseKind::Phrase(phrase) => format!("”{phrase}”"),
            })
            .filter(|word| !understood.left_out.contains(word))
            .collect()
    };
    [
        (page.any_of, that(Occur::May)),
        (page.must, that(Occur::Must)),
        (page.must_not, that(Occur::MustNot)),
        (page.left_out, understood.left_out.clone()),
    ]
    .into_iter()
    .filter(|(_, words): &(_, Vec<String>)| !words.is_empty())
    .map(|(label, words)| UnderstoodLine { label, words })
    .collect()
}
