//! The search over the whole corpus is at least as good as it was.

use std::collections::BTreeSet;

use index::{Layout, Snapshot};
use records::Record;
use search::quality::ranking;
use search::{Engine, Filters, Page, SearchRequest, Sort};
use serde_json::Value;

use crate::program::{Folder, project};

/// The least that each figure may be, as it was when it was last raised.
const FLOOR: &str = include_str!("floor.json");

fn with_whole_corpus() -> Folder {
    let folder = Folder::empty();
    let corpus = project().join("corpus");
    let run = folder.run(&["ingest", "--quiet", corpus.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{run:?}");
    folder
}

#[test]
fn the_judged_queries_are_answered_as_well_as_before() {
    let folder = with_whole_corpus();
    let queries = project().join("tests/relevance/queries.jsonl");
    let run = folder.run(&[
        "eval",
        "--queries",
        queries.to_str().unwrap(),
        "--format",
        "json",
    ]);
    let figures: Value = serde_json::from_str(&run.out).unwrap();
    let floor: Value = serde_json::from_str(FLOOR).unwrap();
    for (name, least) in floor.as_object().unwrap() {
        let found = figures["overall"][name].as_f64().unwrap();
        let least = least.as_f64().unwrap();
        let kept = if name == "zero_hit_share" {
            found <= least
        } else {
            found >= least
        };
        assert!(kept, "{name} was {least} and is {found}");
    }
}

#[test]
fn a_topic_finds_the_examples_of_that_topic() {
    let folder = with_whole_corpus();
    for (query, among_the_first, expected) in [
        ("trygghetskamera", 5, "kungsbacka-trygghetskamera"),
        ("Nacka bygglovsrobot", 3, "nacka-lovisa-bygglovsrobot-2023"),
        ("läkemedelsrobot", 3, "arvika-lakemedelsrobot"),
        ("\"öppna data\" Umeå", 5, "umea-openumea-efterfragan"),
    ] {
        let limit = among_the_first.to_string();
        let run = folder.run(&["search", query, "--limit", &limit]);
        assert!(run.out.contains(expected), "{query}:\n{}", run.out);
    }
}

#[test]
fn similar_records_are_better_than_the_engines_own() {
    let folder = with_whole_corpus();
    let judged = project().join("tests/relevance/similar.jsonl");
    let judged = judged.to_str().unwrap();
    let run = folder.run(&["eval", "--queries", judged, "--similar", "--format", "json"]);
    let figures: Value = serde_json::from_str(&run.out).unwrap();
    let ndcg = |way: &str| figures[way]["overall"]["ndcg_at_10"].as_f64().unwrap();
    let (ours, theirs) = (ndcg("similar"), ndcg("more_like_this_all_words"));
    assert!(
        ours >= 0.86,
        "nDCG@10 of similar records was .88 and is {ours}"
    );
    assert!(ours >= theirs + 0.15, "{ours} is no better than {theirs}");
}

/// An engine over the whole corpus, and its records.
fn engine(folder: &Folder) -> (Engine, Vec<Record>) {
    let snapshot = Snapshot::open(&Layout::new(folder.path("index"))).unwrap();
    let records = (0..u32::try_from(snapshot.manifest().records).unwrap())
        .map(|document| snapshot.read_record(document).unwrap())
        .collect();
    (Engine::new(snapshot), records)
}

#[test]
fn every_record_is_first_by_its_title_and_among_ten_by_its_municipality_and_theme() {
    let folder = with_whole_corpus();
    let (engine, records) = engine(&folder);
    let vocabulary = engine.snapshot().vocabulary();
    let mut astray = Vec::new();
    for record in &records {
        let id = record.id.to_string();
        let by_title = ranking(&engine, &record.title).unwrap();
        if by_title.first() != Some(&id) {
            astray.push(format!("{id} by its title"));
        }
        let theme = record.themes.first();
        let Some(theme) = theme.and_then(|theme| vocabulary.thesaurus.theme(&theme.id)) else {
            continue;
        };
        for code in record.about() {
            let name = &vocabulary.register.by_code(code).unwrap().name;
            let query = format!("{name} {}", theme.label_sv);
            let found = ranking(&engine, &query).unwrap();
            if !found.iter().take(10).any(|one| *one == id) {
                astray.push(format!("{id} by {query}"));
            }
        }
    }
    assert_eq!(astray, [""; 0]);
}

/// The ids of everything that a query finds.
fn all_hits(engine: &Engine, query: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for number in 1.. {
        let request = SearchRequest {
            query: query.to_owned(),
            filters: Filters::default(),
            facets: Vec::new(),
            sort: Sort::Relevance,
            page: Page::new(number, Page::MAX_LIMIT).unwrap(),
            explain: false,
            highlight: true,
        };
        let response = engine.search(&request).unwrap();
        ids.extend(response.hits.iter().map(|hit| hit.record.id.to_string()));
        if response.total <= number * Page::MAX_LIMIT {
            break;
        }
    }
    ids
}

#[test]
fn however_a_word_is_joined_the_hits_are_the_same() {
    let folder = with_whole_corpus();
    let (engine, _) = engine(&folder);
    for forms in [
        &[
            "e-tjänst",
            "etjänst",
            "e tjänst",
            "E-tjänster",
            "etjänsterna",
        ][..],
        &["e-förslag", "eförslag", "e förslag"],
        &["trygghetskamera", "trygghets kamera", "trygghetskameror"],
    ] {
        let found: BTreeSet<BTreeSet<String>> =
            forms.iter().map(|form| all_hits(&engine, form)).collect();
        assert_eq!(found.len(), 1, "{forms:?}: {found:?}");
    }
}
