//! The search over the whole corpus is at least as good as it was.

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
