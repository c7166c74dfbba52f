//! The table of requests and answers: what is asked, in what way, and what comes back beside the
//! body.

use std::net::SocketAddr;
use std::num::NonZeroU32;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use server::{AppState, Limits, TrustedProxies};
use tempfile::TempDir;

use crate::bank::{Answer, generation, records, router, send_to};

/// The headers that are told, where an answer has them.
const TOLD: &[&str] = &[
    "content-type",
    "content-encoding",
    "content-language",
    "allow",
    "location",
    "cache-control",
    "vary",
    "etag",
    "link",
    "access-control-allow-origin",
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-expose-headers",
    "access-control-max-age",
    "ratelimit-policy",
    "ratelimit",
    "retry-after",
];

/// A request as `GET /address`, and its headers as `name: value`.
async fn ask(router: &Router, line: &str, headers: &[&str], peer: Option<&str>) -> Answer {
    let (method, address) = line.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(address);
    for header in headers {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    if let Some(peer) = peer {
        let peer = SocketAddr::new(peer.parse().unwrap(), 50_000);
        request.extensions_mut().insert(ConnectInfo(peer));
    }
    send_to(router.clone(), request).await
}

/// What came back, as a paragraph.
fn told(line: &str, headers: &[&str], answer: &Answer) -> String {
    let mut told = vec![line.to_owned()];
    for header in headers {
        let is_tag = header.starts_with("if-none-match: W/");
        let shown = if is_tag {
            "if-none-match: (its etag)"
        } else {
            header
        };
        told.push(format!("  > {shown}"));
    }
    told.push(format!("  < {}", answer.status));
    for name in TOLD {
        let values: Vec<&str> = answer
            .headers
            .get_all(*name)
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect();
        if !values.is_empty() {
            // A tag is of the generation, which is of the program's version too.
            let value = if *name == "etag" {
                assert!(values[0].starts_with("W/\"") && values[0].len() == 20);
                "W/\"…\"".to_owned()
            } else if ["ratelimit", "retry-after"].contains(name) {
                // How long the test takes is of no account.
                let (left, seconds) = values[0].rsplit_once("t=").unwrap_or(("", values[0]));
                assert!((1..=60).contains(&seconds.parse().unwrap()), "{seconds}");
                format!("{left}…")
            } else {
                values.join(", ")
            };
            told.push(format!("  < {name}: {value}"));
        }
    }
    if answer.bytes.is_empty() {
        told.push("  < (no body)".to_owned());
    }
    told.join("\n") + "\n"
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_and_what_comes_back() {
    let known = ask(&router(), "GET /api/v1/themes/open-data", &[], None).await;
    let known = format!("if-none-match: {}", known.header("etag"));
    let mut table = Vec::new();
    for (line, headers) in [
        // Reading.
        ("GET /api/v1/records?limit=1&theme=education", &[][..]),
        ("HEAD /api/v1/themes/open-data", &[]),
        ("GET /api/v1/themes/open-data", &["accept-language: en"]),
        (
            "GET /api/v1/themes/open-data?lang=en",
            &["accept-language: sv"],
        ),
        ("GET /", &[]),
        ("GET /health/live", &[]),
        // What is known already.
        ("GET /api/v1/themes/open-data", &[&known]),
        ("GET /api/v1/themes/open-data", &["if-none-match: *"]),
        (
            "GET /api/v1/themes/open-data",
            &["if-none-match: \"other\""],
        ),
        // Compressed.
        ("GET /api/v1/themes", &["accept-encoding: gzip"]),
        ("GET /api/v1/themes", &["accept-encoding: gzip, br"]),
        (
            "GET /api/v1/themes",
            &["accept-encoding: gzip;q=0, identity"],
        ),
        // From the page of somebody else.
        (
            "GET /api/v1/themes/open-data",
            &["origin: https://kommun.example"],
        ),
        (
            "OPTIONS /api/v1/records",
            &[
                "origin: https://kommun.example",
                "access-control-request-method: GET",
                "access-control-request-headers: if-none-match, traceparent",
            ],
        ),
        (
            "GET /api/v1/records?page=0",
            &["origin: https://kommun.example"],
        ),
        // In another form.
        ("GET /api/v1/themes/open-data", &["accept: application/*"]),
        (
            "GET /api/v1/themes/open-data",
            &["accept: text/html, */*;q=0.1"],
        ),
        ("GET /api/v1/themes/open-data", &["accept: application/xml"]),
        (
            "GET /api/v1/themes/open-data",
            &["accept: */*, application/json;q=0"],
        ),
        // What cannot be done.
        ("POST /api/v1/records", &[]),
        ("DELETE /api/v1/themes/open-data", &["accept-language: en"]),
        ("PUT /", &[]),
        (
            "GET /api/v1/records",
            &["content-length: 2", "content-type: application/json"],
        ),
        ("GET /api/v1/records", &["transfer-encoding: chunked"]),
        ("GET /api/v1/nowhere", &[]),
        ("GET /nowhere", &[]),
        ("GET /nowhere", &["accept: application/json"]),
        ("GET /api/v1/themes?lang=de", &[]),
        ("GET /api/v1/openapi.json?lang=xx", &[]),
        ("GET /?lang=xx", &[]),
    ] {
        table.push(told(
            line,
            headers,
            &ask(&router(), line, headers, None).await,
        ));
    }
    let long = format!("GET /api/v1/records?q={}", "a".repeat(8192));
    let answer = ask(&router(), &long, &[], None).await;
    table.push(told("GET /api/v1/records?q=(8,192 letters)", &[], &answer));
    insta::assert_snapshot!(table.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_for_in_a_form_and_at_a_host() {
    let mut table = Vec::new();
    for (line, headers) in [
        // As a file, a feed and a citation.
        ("GET /api/v1/export?format=csv&q=nattpatrull", &[][..]),
        ("HEAD /api/v1/export?format=ris", &[]),
        (
            "GET /api/v1/export?format=jsonl",
            &["accept-encoding: gzip", "accept: */*"],
        ),
        (
            "GET /api/v1/export?format=csv",
            &["accept: application/json"],
        ),
        ("GET /api/v1/export?format=xml", &[]),
        ("GET /api/v1/feed.atom?q=svaromat", &["accept: text/xml"]),
        (
            "GET /api/v1/feed.json?q=svaromat",
            &["if-none-match: *", "accept-language: en"],
        ),
        ("GET /api/v1/citation?format=bibtex", &[]),
        ("GET /traffar.csv?q=nattpatrull", &[]),
        (
            "OPTIONS /api/v1/export",
            &[
                "origin: https://kommun.example",
                "access-control-request-method: GET",
            ],
        ),
        ("GET /dcat.jsonld", &[]),
        ("GET /opensearch.xml", &[]),
        (
            "GET /mcp",
            &["host: localhost", "accept: text/event-stream"],
        ),
        // For which host.
        ("GET /api/v1/themes/open-data", &["host: exempel.test:8080"]),
        ("GET /api/v1/themes/open-data", &["host: a/b"]),
        (
            "GET /api/v1/themes/open-data",
            &["host: a.example", "host: b.example"],
        ),
        ("POST /api/v1/export", &[]),
    ] {
        let answer = ask(&router(), line, headers, None).await;
        table.push(told(line, headers, &answer));
    }
    insta::assert_snapshot!(table.join("\n"));
}

/// A router that lets a client ask twice a minute, and trusts proxies in 10.0.0.0/8.
fn strict(folder: &TempDir) -> Router {
    let limits = Limits {
        requests_per_minute: NonZeroU32::new(2),
        trusted_proxies: TrustedProxies {
            networks: vec![TrustedProxies::network("10.0.0.0/8").unwrap()],
            ..TrustedProxies::default()
        },
        ..Limits::default()
    };
    let state = AppState::new(generation(folder, records()));
    server::router(state.with_limits(limits))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_may_ask_so_often_and_no_more() {
    let folder = TempDir::new().unwrap();
    let router = strict(&folder);
    let line = "GET /api/v1/themes/open-data";
    let mut table = Vec::new();
    for _ in 0..3 {
        table.push(told(
            line,
            &[],
            &ask(&router, line, &[], Some("192.0.2.1")).await,
        ));
    }
    insta::assert_snapshot!(table.join("\n"));
    // Another client, a watcher, and the page of a client that is over the limit.
    assert_eq!(ask(&router, line, &[], Some("192.0.2.2")).await.status, 200);
    let live = ask(&router, "GET /health/live", &[], Some("192.0.2.1")).await;
    assert_eq!(live.status, 200);
    let page = ask(&router, "GET /", &[], Some("192.0.2.1")).await;
    assert_eq!(page.status, 429);
    assert!(page.text().contains("<!doctype html>"));
    assert!(page.text().contains("För många anrop"));
    let message = ask(&router, "POST /mcp", &[], Some("192.0.2.1")).await;
    assert_eq!(message.status, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_are_told_apart_as_far_as_they_can_be_believed() {
    let folder = TempDir::new().unwrap();
    let line = "GET /api/v1/themes/open-data";
    for (peer, told, is_one) in [
        // Behind a proxy that is trusted, each has a quota of its own.
        (
            "10.0.0.1",
            ["198.51.100.1", "198.51.100.2", "198.51.100.3"],
            false,
        ),
        // Anybody else can write what it likes.
        (
            "192.0.2.1",
            ["198.51.100.1", "198.51.100.2", "198.51.100.3"],
            true,
        ),
        (
            "10.0.0.2",
            [
                "1.1.1.1, 198.51.100.9",
                "2.2.2.2, 198.51.100.9",
                "3.3.3.3, 198.51.100.9",
            ],
            true,
        ),
        // A household has a network of addresses.
        (
            "10.0.0.3",
            ["2001:db8::1", "2001:db8::2", "2001:db8::3"],
            true,
        ),
    ] {
        let router = strict(&folder);
        let mut last = 0;
        for client in told {
            let header = format!("x-forwarded-for: {client}");
            last = ask(&router, line, &[&header], Some(peer))
                .await
                .status
                .as_u16();
        }
        assert_eq!(last, if is_one { 429 } else { 200 }, "{peer} {told:?}");
    }
}
