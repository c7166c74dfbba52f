//! Phrases, against the engine's own way of looking for them everywhere.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its input must stop"
)]

use std::collections::BTreeMap;

use analysis::{Analyzer, Chain};
use index::{Facet, Snapshot};
use proptest::prelude::*;
use search::quality::{Document, records_of};
use search::{Condition, Engine, Filters, Page, SearchRequest, Settings, Sort, Stage, Stages};
use tantivy::collector::TopDocs;
use tantivy::query::PhraseQuery;
use tantivy::{Score, Term};
use vocabulary::Vocabulary;

/// Records with these texts, searched by words alone: pieces of words would add to scores.
fn engine(texts: &[String]) -> Engine {
    let document = |(number, text): (usize, &String)| Document {
        id: format!("t{number:02}"),
        title: Some("Titel".to_owned()),
        text: text.clone(),
    };
    let documents: Vec<Document> = texts.iter().enumerate().map(document).collect();
    let snapshot = Snapshot::in_memory(&records_of(&documents).0).unwrap();
    Engine::with(
        snapshot,
        Settings {
            stages: Stages::ALL.without(Stage::Pieces),
            ..Settings::default()
        },
    )
}

/// The places of a query's hits, and their scores.
#[track_caller]
fn found(engine: &Engine, query: &str, filters: Filters) -> BTreeMap<u32, Score> {
    let request = SearchRequest {
        query: query.to_owned(),
        filters,
        facets: Vec::new(),
        sort: Sort::Relevance,
        page: Page::new(1, 100).unwrap(),
        explain: false,
        highlight: false,
    };
    let response = engine.search(&request).unwrap();
    let hits = response.hits.iter();
    let found: BTreeMap<u32, Score> = hits
        .map(|hit| (place(engine, hit.record.id.as_str()), hit.score))
        .collect();
    assert_eq!(found.len(), response.total);
    found
}

#[track_caller]
fn place(engine: &Engine, id: &str) -> u32 {
    let records = 0..engine.snapshot().segment().max_doc();
    let is_it = |document: &u32| engine.snapshot().record(*document).unwrap().id.as_str() == id;
    records.into_iter().find(is_it).unwrap()
}

/// What the engine finds of a phrase when it compares the places of all words.
fn expected(engine: &Engine, phrase: &str) -> BTreeMap<u32, Score> {
    let snapshot = engine.snapshot();
    let tokens = snapshot.analyzer().tokens(Chain::Exact, phrase).into_iter();
    let term = |text: String| Term::from_field_text(snapshot.fields().exact, &text);
    let query = PhraseQuery::new(tokens.map(|token| term(token.text)).collect());
    let best = TopDocs::with_limit(100).order_by_score();
    let found = snapshot.searcher().search(&query, &best).unwrap();
    let found = found.into_iter();
    found
        .map(|(score, address)| (address.doc_id, score))
        .collect()
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
            if tokens.len() < 2 {
                continue;
            }
            let expected = expected(&engine, &phrase);
            let ask = |query: String| found(&engine, &query, Filters::default());
            prop_assert_eq!(&ask(format!("\"{phrase}\"")), &expected);
            let others = ask(format!("-\"{phrase}\""));
            prop_assert!(others.keys().all(|place| !expected.contains_key(place)));
            prop_assert_eq!(others.len() + expected.len(), texts.len());
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
    let language = |text| {
        let mut filters = Filters::default();
        filters.add(
            Facet::Language,
            Condition::parse(Facet::Language, text, Vocabulary::embedded()).unwrap(),
        );
        filters
    };
    for phrase in ["öppna data", &other] {
        let query = format!("\"{phrase}\"");
        assert_eq!(found(&engine, &query, Filters::default()).len(), 1);
        assert_eq!(found(&engine, &query, language("sv")).len(), 1);
        assert_eq!(found(&engine, &query, language("!sv")).len(), 0);
    }
}
