//! What every answer does beside what it says: caches, origins, compression, safety.

use axum::body::Body;
use axum::http::{Method, Request};

use server::AppState;
use tempfile::TempDir;

use crate::bank::{generation, get, get_from, get_with, records, send};

const ADDRESSES: &[&str] = &[
    "/",
    "/?q=skola",
    "/exempel/varberg-svaromat",
    "/api/v1/records?q=skola",
    "/api/v1/records/varberg-svaromat",
    "/api/v1/municipalities",
    "/api/v1/municipalities/0180",
    "/api/v1/themes",
    "/api/v1/themes/open-data",
    "/api/v1/editions",
    "/api/v1/editions/2013",
    "/api/v1/statistics/timeline",
    "/api/v1/statistics/coverage?theme=education",
    "/api/v1/api-info",
    "/api/v1/records/varberg-svaromat/similar",
    "/api/v1/suggestions?q=sko",
    "/api/v1/municipalities/1384/peers",
    "/api/v1/openapi.json",
];

#[tokio::test(flavor = "multi_thread")]
async fn what_is_known_is_not_sent_again() {
    for address in ADDRESSES {
        let first = get(address).await;
        assert_eq!(first.status, 200, "{address}");
        let tag = first.header("etag");
        assert!(tag.starts_with("W/\""), "{address}: {tag}");
        assert_eq!(
            first.header("cache-control"),
            "public, max-age=60, stale-while-revalidate=600",
            "{address}"
        );
        for known in [
            tag,
            &format!("\"x\", {tag}"),
            tag.trim_start_matches("W/"),
            "*",
        ] {
            let again = get_with(address, &[("if-none-match", known)]).await;
            assert_eq!(again.status, 304, "{address} {known}");
            assert!(again.bytes.is_empty());
            assert_eq!(again.header("etag"), tag);
            assert_eq!(again.header("vary"), first.header("vary"));
        }
        let other = get_with(address, &[("if-none-match", "W/\"other\"")]).await;
        assert_eq!(other.status, 200, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_again_is_answered_the_same() {
    let forms: &[&[(&str, &str)]] = &[
        &[],
        &[("accept-encoding", "gzip")],
        &[("accept-encoding", "br")],
        &[("accept-language", "en")],
        &[("accept", "application/json")],
        &[("accept", "text/html")],
    ];
    for address in ADDRESSES {
        for form in forms {
            let [first, again] = [get_with(address, form).await, get_with(address, form).await];
            assert_eq!(first.status, again.status, "{address} {form:?}");
            // Also what it says of the time that it took.
            assert_eq!(first.bytes, again.bytes, "{address} {form:?}");
            for name in first.headers.keys() {
                let is_own = ["x-request-id", "traceparent", "ratelimit"].contains(&name.as_str());
                assert!(
                    is_own || first.headers[name] == again.headers[name],
                    "{address} {name}"
                );
            }
            assert_eq!(first.headers.len(), again.headers.len(), "{address}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_without_hits_is_counted_each_time_it_is_asked() {
    let folder = TempDir::new().unwrap();
    let router = server::router(AppState::new(generation(&folder, records())));
    for expected in ["0", "1", "2", "3"] {
        let told = get_from(&router, "/metrics").await;
        let start = "exempelbank_queries_without_hits_total{door=\"api\"} ";
        let count = told
            .text()
            .lines()
            .find_map(|line| line.strip_prefix(start));
        assert_eq!(count.unwrap_or("0"), expected);
        get_from(&router, "/api/v1/records?q=xyzzyxyzzy").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tag_is_of_what_is_asked_and_not_of_how_it_is_written() {
    let tag = async |address: &str| get(address).await.header("etag").to_owned();
    let plain = tag("/api/v1/records?q=skola&theme=education").await;
    assert_eq!(
        plain,
        tag("/api/v1/records?theme=education&page=1&q=skola").await
    );
    assert_ne!(plain, tag("/api/v1/records?q=skola").await);
    let english = get_with(
        "/api/v1/records?q=skola&theme=education",
        &[("accept-language", "en")],
    )
    .await;
    assert_ne!(plain, english.header("etag"));
    assert_ne!(tag("/?q=skola").await, tag("/?q=skola&lang=en").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn head_is_get_without_a_body() {
    for address in
        ADDRESSES
            .iter()
            .chain(&["/api/v1/nowhere", "/nowhere", "/api/v1/records?page=0"])
    {
        let whole = get(address).await;
        let request = Request::head(*address).body(Body::empty()).unwrap();
        let head = send(request).await;
        assert_eq!(head.status, whole.status, "{address}");
        assert!(head.bytes.is_empty(), "{address}");
        assert_eq!(
            head.header("content-type"),
            whole.header("content-type"),
            "{address}"
        );
        assert_eq!(head.header("etag"), whole.header("etag"), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_origin_may_read_the_api() {
    let origin = [("origin", "https://kommun.example")];
    for address in [
        "/api/v1/records",
        "/api/v1/records?page=0",
        "/api/v1/nowhere",
    ] {
        let answer = get_with(address, &origin).await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "*",
            "{address}"
        );
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        assert!(
            answer
                .header("access-control-expose-headers")
                .contains("link")
        );
        assert!(!answer.header("vary").contains("origin"), "{address}");
    }
    let preflight = Request::builder()
        .method(Method::OPTIONS)
        .uri("/api/v1/records")
        .header("origin", "https://kommun.example")
        .header("access-control-request-method", "GET");
    let answer = send(preflight.body(Body::empty()).unwrap()).await;
    assert!(answer.status.is_success());
    assert_eq!(answer.header("access-control-allow-methods"), "GET,HEAD");
    assert_eq!(
        get_with("/", &origin)
            .await
            .header("access-control-allow-origin"),
        ""
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_and_what_watchers_ask_for_are_sent_as_they_are() {
    for (address, status) in [
        ("/api/v1/records?page=0", 400),
        ("/api/v1/nothing", 404),
        ("/nothing", 404),
        ("/health/ready", 200),
        ("/metrics", 200),
    ] {
        let answer = get_with(address, &[("accept-encoding", "gzip, br")]).await;
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(answer.header("content-encoding"), "", "{address}");
        assert!(!answer.bytes.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_compressed_for_those_who_can_read_it() {
    for address in ["/", "/api/v1/records"] {
        let plain = get(address).await;
        assert_eq!(plain.header("content-encoding"), "");
        for encoding in ["gzip", "br"] {
            let answer = get_with(address, &[("accept-encoding", encoding)]).await;
            assert_eq!(answer.header("content-encoding"), encoding, "{address}");
            assert!(answer.bytes.len() < plain.bytes.len());
        }
        for answer in [
            &plain,
            &get_with(address, &[("accept-encoding", "gzip")]).await,
        ] {
            let vary: Vec<&str> = answer
                .headers
                .get_all("vary")
                .iter()
                .map(|vary| vary.to_str().unwrap())
                .collect();
            assert!(
                vary.join(",").contains("accept-encoding"),
                "{address} {vary:?}"
            );
        }
    }
    let api = get("/api/v1/records").await;
    let vary: Vec<&str> = api
        .headers
        .get_all("vary")
        .iter()
        .map(|vary| vary.to_str().unwrap())
        .collect();
    assert!(vary.contains(&"accept-language"), "{vary:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_tells_browsers_to_be_careful() {
    for address in ADDRESSES
        .iter()
        .chain(&["/nowhere", "/api/v1/records?page=0", "/health/live"])
    {
        let answer = get(address).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{address}");
        assert!(policy.contains("frame-ancestors 'none'"), "{address}");
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(
            answer.header("x-content-type-options"),
            "nosniff",
            "{address}"
        );
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
        assert_eq!(answer.header("set-cookie"), "", "{address}");
        assert!(!answer.header("x-request-id").is_empty(), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_of_requests_are_kept_if_they_are_ids() {
    let given = get_with("/api/v1/themes", &[("x-request-id", "0af7651916cd43dd")]).await;
    assert_eq!(given.header("x-request-id"), "0af7651916cd43dd");
    for odd in ["x", "<script>alert(1)</script>", &"a".repeat(65)] {
        let answer = get_with("/api/v1/themes", &[("x-request-id", odd)]).await;
        assert_eq!(answer.header("x-request-id").len(), 16);
    }
    let two = [get("/health/live").await, get("/health/live").await];
    assert_ne!(two[0].header("x-request-id"), two[1].header("x-request-id"));
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let traced = get_with("/api/v1/themes", &[("traceparent", trace)]).await;
    assert_eq!(traced.header("traceparent"), trace);
    // What is no trace, or none, begins one.
    let odd = get_with("/api/v1/themes", &[("traceparent", "00-x-y-01")]).await;
    let other = get("/api/v1/themes").await;
    for begun in [&odd, &other] {
        let parts: Vec<usize> = begun
            .header("traceparent")
            .split('-')
            .map(str::len)
            .collect();
        assert_eq!(parts, [2, 32, 16, 2]);
    }
    assert_ne!(odd.header("traceparent"), other.header("traceparent"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_style_sheet_never_changes_at_its_address() {
    let page = get("/").await;
    let start = page.text().find("/assets/style.").unwrap();
    let address: String = page.text()[start..]
        .chars()
        .take_while(|letter| *letter != '"')
        .collect();
    let style = get(&address).await;
    assert_eq!(style.status, 200);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        style.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn health_is_told_and_not_kept() {
    for (address, status) in [("/health/live", "live"), ("/health/ready", "ready")] {
        let answer = get(address).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["status"], status);
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert_eq!(get("/health/ready").await.json()["records"], 32);
}
