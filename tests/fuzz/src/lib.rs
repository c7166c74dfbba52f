//! What the targets have in common: something comes in, and what comes out is held to its promises.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use index::{Contents, Layout};
use ingest::{Options, Parsed, parse_bytes};
use records::Record;
use search::{Engine, Facet, Filters, Page, QueryError, SearchError, SearchRequest, Snapshot, Sort};
use server::{AppState, Limits};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;
use vocabulary::Vocabulary;
use workload::Workload;

/// Reads bytes as a file of a name, with a sidecar or without.
///
/// # Panics
/// When a file gives neither record nor diagnostic, or a span is not of the text it points at.
pub fn parse(name: &str, bytes: &[u8], sidecar: Option<&[u8]>) -> Parsed {
    let options = Options::new(jiff::civil::date(2026, 6, 1));
    let parsed = parse_bytes(Path::new(name), bytes, sidecar, Vocabulary::embedded(), &options);
    assert!(!parsed.records.is_empty() || !parsed.diagnostics.is_empty());
    for record in &parsed.records {
        if let (Some(span), Some(text), None) = (record.span, &record.text, &record.part_of) {
            assert_eq!(span.end() - span.start(), text.len(), "{}", record.id);
        }
        assert!(record.themes.len() <= 4);
    }
    parsed
}

/// A search over records that live in memory.
///
/// # Panics
/// When the records cannot be indexed.
pub fn engine(records: &[Record]) -> Engine {
    Engine::new(Snapshot::in_memory(records).expect("records in order are indexed"))
}

/// Asks for something and holds the answer to its promises.
///
/// # Panics
/// When a query is refused for more than its length, or a mark is not on words of its text.
pub fn ask(engine: &Engine, query: &str) {
    let request = SearchRequest {
        query: query.to_owned(),
        filters: Filters::default(),
        facets: vec![Facet::Theme, Facet::Municipality],
        sort: Sort::Relevance,
        page: Page::new(1, 10).expect("ten hits are a page"),
        explain: true,
        highlight: true,
    };
    let response = match engine.search(&request) {
        Ok(response) => response,
        Err(SearchError::Query(QueryError::TooLong(_) | QueryError::TooManyTerms(_))) => return,
        Err(error) => panic!("{query:?}: {error}"),
    };
    assert!(response.hits.len() <= response.total);
    for highlight in response.hits.iter().flat_map(|hit| &hit.highlights) {
        let mut end = 0;
        for range in &highlight.ranges {
            assert!(range.start >= end, "{query:?}");
            assert!(highlight.text.get(range.clone()).is_some_and(|text| !text.is_empty()), "{query:?}");
            end = range.end;
        }
    }
}

/// Sends a request to a server over made-up records, and takes the whole answer.
///
/// # Panics
/// When the answer is a fault of the server's, or breaks off.
pub fn send(request: Request<Body>) {
    thread_local! {
        static SERVER: (tempfile::TempDir, Router, Runtime) = {
            let folder = tempfile::tempdir().expect("there is room for a folder");
            let layout = Layout::new(folder.path());
            let records: Vec<Record> = Workload::new(1).records(30).collect();
            let contents = Contents {
                records: &records,
                diagnostics: &[],
                withdrawn: &[],
                built_at: "2026-01-02T03:04:05Z",
            };
            index::build(&layout, contents, &|_| {}).expect("records in order are indexed");
            let state = AppState::new(Snapshot::open(&layout).expect("what was built opens"));
            let state = state.with_limits(Limits { requests_per_minute: None, ..Limits::default() });
            let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads can be had");
            (folder, server::router(state), runtime)
        };
    }
    SERVER.with(|(_, router, runtime)| {
        runtime.block_on(async {
            let answer = match router.clone().oneshot(request).await {
                Ok(answer) => answer,
                Err(never) => match never {},
            };
            let status = answer.status();
            assert!(!status.is_server_error(), "{status}");
            answer.into_body().collect().await.expect("the answer is whole");
        });
    });
}
