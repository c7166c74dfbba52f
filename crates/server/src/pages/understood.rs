//! How a query was understood, in words.

use search::{ClauseKind, Condition, Occur, Recognised, SearchRequest, SearchResponse};
use vocabulary::Vocabulary;

use crate::lang::Lang;
use crate::pages::filters::{chip_text, peers_text};
use crate::params::{on_page, with_conditions};

/// A line of the explanation: what is said about some words.
#[derive(Debug)]
pub(crate) struct UnderstoodLine {
    pub(crate) label: &'static str,
    pub(crate) words: Vec<UnderstoodWord>,
}

/// A word of the explanation, and the search that takes it as a filter where it could be one.
#[derive(Debug)]
pub(crate) struct UnderstoodWord {
    pub(crate) text: String,
    pub(crate) filtered: Option<SearchRequest>,
}

impl From<String> for UnderstoodWord {
    fn from(text: String) -> Self {
        Self {
            text,
            filtered: None,
        }
    }
}

/// The explanation; empty when there is nothing to explain, as with a single word.
pub(crate) fn lines(
    request: &SearchRequest,
    response: &SearchResponse,
    lang: Lang,
    vocabulary: &Vocabulary,
) -> Vec<UnderstoodLine> {
    let understood = &response.understood;
    let clauses = &understood.query.clauses;
    let is_plain = clauses.len() <= 1
        && understood.left_out.is_empty()
        && clauses
            .iter()
            .all(|clause| clause.occur == Occur::May && matches!(clause.kind, ClauseKind::Word(_)));
    let page = &lang.messages().page;
    let that = |occur: Occur| -> Vec<UnderstoodWord> {
        let clauses = clauses
            .iter()
            .filter(|clause| clause.occur == occur && !is_plain);
        clauses
            .map(|clause| in_words(&clause.kind).into())
            .collect()
    };
    let corrections = understood
        .corrections
        .iter()
        .map(|one| format!("{} → {}", one.typed, one.used).into())
        .collect();
    let said = |facet, condition: &Condition| -> UnderstoodWord {
        chip_text(facet, condition, lang, vocabulary).into()
    };
    // A region is many municipalities, which its own name says best.
    let place = |one: &Recognised| match one.conditions.as_slice() {
        [condition] => said(one.facet, condition),
        _ => one.words.clone().into(),
    };
    let recognised = |is_filter: bool| {
        understood
            .recognised
            .iter()
            .filter(move |one| one.is_filter == is_filter)
    };
    let fields = understood
        .query
        .filters
        .iter()
        .map(|(facet, one)| said(*facet, one));
    let like = understood
        .query
        .peers_of
        .iter()
        .map(|filter| peers_text(*filter, lang, vocabulary).into());
    let only = fields.chain(like).chain(recognised(true).map(place));
    let lifted = recognised(false).map(|one| UnderstoodWord {
        filtered: Some(on_page(
            &with_conditions(request, one.facet, &one.conditions),
            1,
        )),
        ..place(one)
    });
    let also = understood
        .expansions
        .iter()
        .flat_map(|one| one.means.iter().cloned());
    let also = also.map(UnderstoodWord::from);
    let misread = understood
        .query
        .misread
        .iter()
        .cloned()
        .map(UnderstoodWord::from);
    let left_out = understood
        .left_out
        .iter()
        .cloned()
        .map(UnderstoodWord::from);
    [
        (page.corrected, corrections),
        (page.any_of, that(Occur::May)),
        (page.must, that(Occur::Must)),
        (page.must_not, that(Occur::MustNot)),
        (page.also, also.collect()),
        (page.only, only.collect()),
        (page.lifted, lifted.collect()),
        (page.left_out, left_out.collect()),
        (page.misread, misread.collect()),
    ]
    .into_iter()
    .filter(|(_, words): &(_, Vec<UnderstoodWord>)| !words.is_empty())
    .map(|(label, words)| UnderstoodLine { label, words })
    .collect()
}

/// What a clause looks for, as a reader would write it.
fn in_words(kind: &ClauseKind) -> String {
    match kind {
        ClauseKind::Word(word) => word.clone(),
        ClauseKind::Prefix(prefix) => format!("{prefix}…"),
        ClauseKind::Phrase(phrase) => format!("”{phrase}”"),
        ClauseKind::Group(clauses) => {
            let clauses: Vec<String> = clauses
                .iter()
                .map(|clause| in_words(&clause.kind))
                .collect();
            format!("({})", clauses.join(" "))
        }
    }
}
