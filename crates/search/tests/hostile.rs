//! Two thousand queries that no friend would type: each has an answer, or is over a limit that is
//! named, within a bounded amount of work.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use records::Record;
use search::{
    Engine, Facet, Filters, Page, QueryError, SearchError, SearchRequest, Snapshot, Sort,
};
use workload::{Workload, hostile_queries};

const QUERIES: usize = 2000;

fn engine() -> Engine {
    let records: Vec<Record> = Workload::new(1).records(40).collect();
    Engine::new(Snapshot::in_memory(&records).expect("made-up records are in order"))
}

fn request(query: &str) -> SearchRequest {
    SearchRequest {
        query: query.to_owned(),
        filters: Filters::default(),
        facets: vec![Facet::Theme],
        sort: Sort::Relevance,
        page: Page::new(1, 3).expect("a page of three hits is a page"),
        explain: false,
        highlight: true,
    }
}

#[test]
fn every_hostile_query_is_answered_or_refused_by_name() {
    let engine = engine();
    let queries = hostile_queries(7, QUERIES);
    assert_eq!(queries.len(), QUERIES);
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut times: Vec<(Duration, String)> = Vec::new();
    for query in &queries {
        let began = Instant::now();
        let answer = engine.search(&request(query));
        times.push((began.elapsed(), query.chars().take(60).collect()));
        let outcome = match answer {
            Ok(response) => {
                assert!(response.hits.len() <= response.total, "{query:?}");
                for hit in &response.hits {
                    for highlight in &hit.highlights {
                        for range in &highlight.ranges {
                            let marked = highlight.text.get(range.clone());
                            assert!(marked.is_some_and(|text| !text.is_empty()), "{query:?}");
                        }
                    }
                }
                if response.total > 0 {
                    "found"
                } else {
                    "found nothing"
                }
            }
            Err(SearchError::Query(QueryError::TooLong(bytes))) => {
                assert_eq!(bytes, query.len());
                "too long"
            }
            Err(SearchError::Query(QueryError::TooManyTerms(terms))) => {
                assert!(terms > search::MAX_TERMS);
                "too many words"
            }
            Err(error) => panic!("{query:?}: {error}"),
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    // Each way out is met, so that none of them is tested in name only.
    assert_eq!(outcomes.len(), 4, "{outcomes:?}");
    let reference = {
        let began = Instant::now();
        engine
            .search(&request("robot bygglov"))
            .expect("a plain query has an answer");
        began.elapsed()
    };
    times.sort_unstable();
    println!("{outcomes:?}; `robot bygglov` took {reference:?}; the slowest:");
    for (time, query) in times.iter().rev().take(10) {
        println!("{time:?} {query:?}");
    }
}

#[test]
fn a_word_and_its_hostile_company_give_the_same_answer_again() {
    let engine = engine();
    for query in hostile_queries(8, 150) {
        let (Ok(once), Ok(again)) = (
            engine.search(&request(&query)),
            engine.search(&request(&query)),
        ) else {
            continue;
        };
        assert!(once == again, "{query:?}");
    }
}
