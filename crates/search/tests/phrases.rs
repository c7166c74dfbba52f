//! Phrases, against the engine's own way of looking for them everywhere.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its input must stop"
)]

use std::collections::BTreeSet;

use analysis::{Analyzer, Chain};
use index::{Facet, Snapshot};
use proptest::prelude::*;
use search::quality::{Document, records_of};
use search::{Condition, Engine, Filters, Page, SearchRequest, Sort};
use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::PhraseQuery;
use vocabulary::Vocabulary;

/// Records with these texts.
fn engine(texts: &[String]) -> Engine {
    let document = |(number, text): (usize, &String)| Document {
        id: format!("t{number:02}"),
        title: Some("Titel".to_owned()),
        text: text.clone(),
    };
    let documents: Vec<Document> = texts.iter().enumerate().map(document).collect();
    Engine::new(Snapshot::in_memory(&records_of(&documents).0).unwrap())
}

/// How many hits a phrase has, and their places.
fn found(engine: &Engine, phrase: &str, filters: Filters) -> BTreeSet<u32> {
    let request = SearchRequest {
        query: format!("\"{phrase}\""),
        filters,
        facets: Vec::new(),
        sort: Sort::Relevance,
        page: Page::new(1, 100).unwrap(),
        explain: false,
        highlight: false,
    };
    let response = engine.search(&request).unwrap();
    let ids = response.hits.iter().map(|hit| hit.record.id.as_str());
    let found: BTreeSet<u32> = ids.map(|id| place(engine, id)).collect();
    assert_eq!(found.len(), response.total);
    found
}

fn place(engine: &Engine, id: &str) -> u32 {
    let records = 0..engine.snapshot().segment().max_doc();
    let is_it = |document: &u32| engine.snapshot().record(*document).unwrap().id.as_str() == id;
    records.into_iter().find(is_it).unwrap()
}

/// The places that the engine finds when it compares those of all words.
fn expected(engine: &Engine, phrase: &str) -> BTreeSet<u32> {
    let snapshot = engine.snapshot();
    let tokens = snapshot.analyzer().tokens(Chain::Exact, phrase).into_iter();
    let term = |text: String| Term::from_field_text(snapshot.fields().exact, &text);
    let query = PhraseQuery::new(tokens.map(|token| term(token.text)).collect());
    let found = snapshot
        .searcher()
        .search(&query, &DocSetCollector)
        .unwrap();
    found.into_iter().map(|address| address.doc_id).collect()
}

fn text() -> impl Strategy<Value = String> {
    let long = "å".repeat(70);
    let words = [
        "öppna",
        "Data",
        "e-tjänst",
        "IT-kommun",
        "och",
        "för-",
        "2019",
        "Ängs",
        &long,
    ];
    let word = proptest::sample::select(words.map(str::to_owned).to_vec());
    let between = proptest::sample::select(vec![" ", ", ", " – ", ".\n\n"]);
    let pieces = proptest::collection::vec((word, between), 2..14);
    pieces.prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(word, between)| word + between)
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_phrase_is_found_where_its_words_follow_one_another_and_nowhere_else(
        texts in proptest::collection::vec(text(), 1..12),
        from in any::<proptest::sample::Index>(),
        first in any::<proptest::sample::Index>(),
        words in 2..5_usize,
        other in text(),
    ) {
        let engine = engine(&texts);
        let text = from.get(&texts);
        let spoken: Vec<&str> = text.split_whitespace().filter(|word| *word != "–").collect();
        let first = first.index(spoken.len());
        let one = spoken[first..spoken.len().min(first + words)].join(" ");
        for phrase in [one, other] {
            let tokens = Analyzer::swedish().tokens(Chain::Exact, &phrase);
            if tokens.len() > 1 {
                prop_assert_eq!(found(&engine, &phrase, Filters::default()), expected(&engine, &phrase));
            }
        }
    }
}

/// Two words that have the number of these two.
fn with_the_number_of(pair: &str) -> String {
    let number = |text: &str| {
        Analyzer::swedish()
            .tokens(Chain::Pairs, text)
            .remove(0)
            .text
    };
    let of_pair = number(pair);
    let mut others = (0..).map(|other| format!("annat x{other}"));
    others.find(|other| number(other) == of_pair).unwrap()
}

#[test]
fn words_that_share_the_number_of_a_phrase_are_not_the_phrase() {
    let other = with_the_number_of("öppna data");
    let engine = engine(&[
        format!("Data som {other} är öppna."),
        "Här finns öppna data.".to_owned(),
    ]);
    assert_eq!(found(&engine, "öppna data", Filters::default()).len(), 1);
    assert_eq!(found(&engine, &other, Filters::default()).len(), 1);
    let mut filters = Filters::default();
    let swedish = Condition::parse(Facet::Language, "sv", Vocabulary::embedded()).unwrap();
    filters.add(Facet::Language, swedish);
    assert_eq!(found(&engine, "öppna data", filters).len(), 1);
}
