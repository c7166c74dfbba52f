//! How a query was understood, in the shape of an answer.

use search::{Clause, ClauseKind, Occur, PeersOf, SearchRequest, SearchResponse, Sort};
use vocabulary::Vocabulary;

use crate::api::types::{
    ClauseBody, CorrectionBody, ExpansionBody, RecognisedBody, UnderstoodBody,
};

/// Puts it in that shape.
pub(crate) fn understood(
    request: &SearchRequest,
    response: &SearchResponse,
    vocabulary: &Vocabulary,
) -> UnderstoodBody {
    let understood = &response.understood;
    let clauses = understood.query.clauses.iter().map(|clause| {
        let (kind, text) = match &clause.kind {
            ClauseKind::Word(word) => ("word", word.clone()),
            ClauseKind::Prefix(prefix) => ("prefix", prefix.clone()),
            ClauseKind::Phrase(phrase) => ("phrase", phrase.clone()),
            ClauseKind::Group(clauses) => ("group", in_words(clauses)),
        };
        let occur = match clause.occur {
            Occur::May => "may",
            Occur::Must => "must",
            Occur::MustNot => "must_not",
        };
        ClauseBody {
            occur: occur.to_owned(),
            kind: kind.to_owned(),
            text,
        }
    });
    let corrections = understood.corrections.iter().map(|one| CorrectionBody {
        typed: one.typed.clone(),
        used: one.used.clone(),
        kind: one.mend.as_str().to_owned(),
    });
    let recognised = understood.recognised.iter().map(|one| RecognisedBody {
        words: one.words.clone(),
        filter: one.facet.to_string(),
        values: one
            .conditions
            .iter()
            .map(|condition| condition.to_text(one.facet, vocabulary))
            .collect(),
        applied: one.is_filter,
    });
    let expansions = understood.expansions.iter().map(|one| ExpansionBody {
        typed: one.typed.clone(),
        means: one.means.clone(),
    });
    let peers = understood.filters.peers_of().iter();
    let peers: Vec<String> = peers.map(|filter| filter.to_text()).collect();
    let filters = response
        .understood
        .filters
        .iter()
        .map(|(facet, conditions)| {
            let texts = conditions
                .iter()
                .map(|condition| condition.to_text(facet, vocabulary));
            (facet.to_string(), texts.collect())
        })
        .chain((!peers.is_empty()).then(|| (PeersOf::NAME.to_owned(), peers)))
        .collect();
    UnderstoodBody {
        text: request.query.clone(),
        clauses: clauses.collect(),
        left_out: understood.left_out.clone(),
        misread: understood.query.misread.clone(),
        corrections: corrections.collect(),
        recognised: recognised.collect(),
        expansions: expansions.collect(),
        filters,
        sort: order(understood.sort, understood.query.clauses.is_empty())
            .as_str()
            .to_owned(),
    }
}

/// The order that the hits are in: without words there is no relevance, and the newest come first.
fn order(sort: Sort, is_browsing: bool) -> Sort {
    match sort {
        Sort::Relevance if is_browsing => Sort::YearDescending,
        sort => sort,
    }
}

/// Clauses as they would be typed.
fn in_words(clauses: &[Clause]) -> String {
    clauses
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}
