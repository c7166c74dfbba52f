//! Walks, samples and groups, against the hits of the same search.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its input must stop"
)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use index::{Facet, Snapshot};
use proptest::prelude::*;
use records::{Record, read_jsonl};
use search::{Condition, Engine, Filters, Page, SearchRequest, SearchResponse, Sort};
use vocabulary::Vocabulary;

/// A hundred and fifty records whose values and words repeat in cycles of different lengths.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let one_of = |words: &[&'static str], number: usize| words[number % words.len()];
    let lines: Vec<String> = (0..150_usize)
        .map(|number| {
            let themes: Vec<_> = ["open-data", "education", "business"]
                .iter()
                .enumerate()
                .filter(|(at, _)| number % (at + 2) == 0)
                .map(|(_, id)| serde_json::json!({"id": id, "basis": "curated", "confidence": 1.0}))
                .collect();
            let year = serde_json::json!({"value": 2010 + number % 7, "basis": "stated"});
            let record = serde_json::json!({
                "id": format!("r{number:03}"),
                "kind": one_of(&["initiative", "statement", "article"], number),
                "title": one_of(&["robot", "kamera", "skolor", "bygglov"], number / 3),
                "summary": one_of(&["robot och kamera", "skolor", "öppna data 2013"], number),
                "status": one_of(&["proposed", "pilot", "in_use", "unknown"], number),
                "partners": [], "same_initiative": [], "counties": [], "quotes": [],
                "municipalities": [{
                    "code": one_of(&["0114", "0180", "1384", "1480", "2584"], number / 2),
                    "role": "subject",
                }],
                "themes": themes, "outcomes": [],
                "year": if number % 5 == 0 { serde_json::Value::Null } else { year },
                "language": "sv", "voice": "press",
                "source": {"id": "s", "path": "s.md", "media_type": "text/markdown",
                    "sha256": "0".repeat(64), "rights": "full"},
                "also_published": [], "completeness": 50,
            });
            format!("{record}\n")
        })
        .collect();
    let records: Vec<Record> = read_jsonl(lines.concat().as_bytes())
        .map(Result::unwrap)
        .collect();
    Engine::new(Snapshot::in_memory(&records).unwrap())
});

fn request(query: &str, sort: Sort, page: Page) -> SearchRequest {
    SearchRequest {
        query: query.to_owned(),
        filters: Filters::default(),
        facets: Vec::new(),
        sort,
        page,
        explain: false,
        highlight: true,
    }
}

fn ask(query: &str, sort: Sort, page: Page) -> SearchResponse {
    ENGINE.search(&request(query, sort, page)).unwrap()
}

/// All hits, page by page.
fn all(query: &str, sort: Sort) -> Vec<Record> {
    let mut hits = Vec::new();
    for number in 1.. {
        let page = ask(query, sort, Page::new(number, 100).unwrap());
        if page.hits.is_empty() {
            break;
        }
        hits.extend(page.hits.into_iter().map(|hit| (*hit.record).clone()));
    }
    hits
}

fn ids(response: &SearchResponse) -> Vec<String> {
    let id = |hit: &search::Hit| hit.record.id.to_string();
    response.hits.iter().map(id).collect()
}

fn values(record: &Record, facet: Facet) -> Vec<String> {
    let values: Vec<String> = match facet {
        Facet::Theme => record
            .themes
            .iter()
            .map(|theme| theme.id.to_string())
            .collect(),
        Facet::Year => record
            .year
            .iter()
            .map(|year| year.value.to_string())
            .collect(),
        Facet::Municipality => record.about().map(|code| code.to_string()).collect(),
        Facet::Status => Some(record.status.to_string())
            .filter(|status| status != "unknown")
            .into_iter()
            .collect(),
        _ => vec![record.kind.to_string()],
    };
    if values.is_empty() {
        vec!["unknown".to_owned()]
    } else {
        values
    }
}

const FACETS: &[Facet] = &[
    Facet::Theme,
    Facet::Year,
    Facet::Municipality,
    Facet::Status,
    Facet::Kind,
];

const QUERIES: &[&str] = &[
    "",
    "robot",
    "kamera 2013",
    "+skolor -robot",
    "öppna data",
    "xyzzy",
];

#[test]
fn a_walk_gives_every_hit_once_in_the_same_order() {
    for query in QUERIES {
        for sort in Sort::ALL {
            let whole: Vec<String> = all(query, *sort)
                .iter()
                .map(|record| record.id.to_string())
                .collect();
            let mut walked = Vec::new();
            let mut after = None;
            loop {
                let response = ask(query, *sort, Page::walk(after, 7).unwrap());
                assert_eq!(response.total, whole.len());
                walked.extend(ids(&response));
                after = response.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(whole, walked, "{query} {sort:?}");
        }
    }
}

#[test]
fn a_sample_is_the_same_again_and_of_what_matches() {
    let drawn = |size, seed| {
        let page = Page::new(1, 100).unwrap();
        let sample = search::Sample::new(size, seed).unwrap();
        ask("robot", Sort::Relevance, page.of_sample(sample))
    };
    let matching: Vec<String> = all("robot", Sort::Relevance)
        .iter()
        .map(|record| record.id.to_string())
        .collect();
    let sample = drawn(9, 1);
    assert_eq!((sample.total, sample.hits.len()), (9, 9));
    assert_eq!(sample.matching, matching.len());
    assert_eq!(ids(&sample), ids(&drawn(9, 1)));
    assert_ne!(ids(&sample), ids(&drawn(9, 2)));
    assert_eq!(ids(&sample), ids(&drawn(50, 1))[..9]);
    assert!(ids(&sample).iter().all(|id| matching.contains(id)));
    assert_eq!(drawn(10_000, 1).total, matching.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn groups_are_what_counting_the_hits_gives(
        query in proptest::sample::select(QUERIES),
        kind in proptest::option::of(proptest::sample::select(&["article", "!article", "unknown"][..])),
        first in proptest::sample::select(FACETS),
        second in proptest::option::of(proptest::sample::select(FACETS)),
    ) {
        let mut request = request(query, Sort::Relevance, Page::default());
        let mut hits = all(query, Sort::Relevance);
        if let Some(kind) = kind {
            let condition = Condition::parse(Facet::Kind, kind, Vocabulary::embedded()).unwrap();
            request.filters.add(Facet::Kind, condition);
            hits.retain(|record| match kind {
                "article" => record.kind.as_str() == "article",
                "!article" => record.kind.as_str() != "article",
                _ => false,
            });
        }
        let mut expected: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for record in &hits {
            for one in values(record, first) {
                let others = second.map_or(vec![vec![]], |second| {
                    values(record, second).into_iter().map(|other| vec![other]).collect()
                });
                for other in others {
                    *expected.entry([vec![one.clone()], other].concat()).or_default() += 1;
                }
            }
        }
        let groups = ENGINE.group_by(&request, first, second).unwrap();
        prop_assert!(groups.is_sorted_by(|a, b| a.count >= b.count));
        let found: BTreeMap<Vec<String>, usize> = groups
            .iter()
            .map(|group| {
                let values = group.values.iter().map(|value| value.as_str().to_owned());
                (values.collect(), group.count)
            })
            .collect();
        prop_assert_eq!(found, expected);
    }
}
