//! Hostile queries over HTTP: an answer, or a refusal that names the parameter; never a fault of
//! ours.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use workload::hostile_queries;

use crate::bank::get;

/// Bytes that are no text: lone surrogates, cut and overlong sequences.
const NO_TEXT: &[&[u8]] = &[
    b"\xed\xa0\x80",
    b"\xed\xb0\x80",
    b"\xed\xa0\x80\xed\xb0\x80",
    b"\xff",
    b"\xfe\xff",
    b"\xc0\xaf",
    b"\xe5",
    b"robot \xc3",
    b"\xf4\x90\x80\x80",
];

/// Every byte as `%xx`, as a client may write it.
fn percent_encoded(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    bytes
        .iter()
        .flat_map(|byte| ['%', digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_query_is_answered_or_refused_by_name() {
    let mut statuses: BTreeMap<StatusCode, usize> = BTreeMap::new();
    // What is longer is no address that a client could send.
    let queries = hostile_queries(9, 400).into_iter();
    let queries = queries.filter(|query| query.len() < 10_000);
    for (nth, query) in queries.enumerate() {
        let value = percent_encoded(query.as_bytes());
        // All that take any query, in turn.
        let path = [
            "/api/v1/records?facets=theme,year&q=",
            "/?q=",
            "/api/v1/suggestions?q=",
        ][nth % 3];
        let answer = get(&format!("{path}{value}")).await;
        match answer.status {
            StatusCode::OK | StatusCode::URI_TOO_LONG => {}
            StatusCode::BAD_REQUEST if nth % 3 == 0 => {
                assert_eq!(answer.json()["errors"][0]["parameter"], "q", "{query:?}");
            }
            StatusCode::BAD_REQUEST => {}
            status => panic!("{status} for {query:?}"),
        }
        *statuses.entry(answer.status).or_default() += 1;
    }
    assert_eq!(statuses.len(), 3, "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_text_are_refused_by_name() {
    for bytes in NO_TEXT {
        let value = percent_encoded(bytes);
        let answer = get(&format!("/api/v1/records?q={value}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{value}");
        assert_eq!(answer.json()["errors"][0]["parameter"], "q", "{value}");
    }
}
