//! What is said when a request cannot be answered.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::bank::{get, get_with, send};

/// The faults of a request as `parameter: detail`.
fn faults(problem: &Value) -> Vec<String> {
    problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            format!(
                "{}: {}",
                error["parameter"].as_str().unwrap(),
                error["detail"].as_str().unwrap()
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_is_told_with_parameter_value_and_what_is_accepted() {
    let long = "a".repeat(5000);
    let many = vec!["theme=education"; 51].join("&");
    let words = vec!["ord"; 65].join("+");
    let addresses = [
        "tema=open-data",
        "theme=nonsense",
        "theme=open-dat",
        "theme=",
        "theme=open-data,education",
        "municipality=Varbergg",
        "municipality=9999",
        "county=99",
        "skr_group=Z9",
        "population=small",
        "year=abc",
        "year=2019..2013",
        "year=1066",
        "kind=a..b",
        "language=swe",
        "facets=theme,yaer",
        "facets=",
        "sort=date",
        "sort=year&sort=-year",
        "page=0",
        "page=-1",
        "page=1e3",
        "page=99999999999999999999",
        "page=101&limit=100",
        "limit=0",
        "limit=101",
        "limit=ten",
        "q=a&q=b",
        &format!("q={long}"),
        &format!("q={words}"),
        &many,
        "q=%",
        "q=%ff",
        "%zz=1",
        "=1",
        "page=0&year=abc&theme=nonsense&frobnicate=1",
    ];
    let mut told = String::new();
    for query in addresses {
        for (language, name) in [("sv", "sv"), ("en", "en")] {
            let headers = [("accept-language", language)];
            let answer = get_with(&format!("/api/v1/records?{query}"), &headers).await;
            assert_eq!(answer.status, 400, "{query}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.header("content-language"), language);
            assert_eq!(answer.header("cache-control"), "no-store");
            let shown: String = query.chars().take(60).collect();
            told += &[name, " ", &shown, "\n"].concat();
            for fault in faults(&answer.json()) {
                told += &["    ", &fault, "\n"].concat();
            }
        }
    }
    insta::assert_snapshot!(told);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_problem_is_told_in_the_agreed_form() {
    for (name, address, status) in [
        (
            "bad_parameters",
            "/api/v1/records?page=0&tehme=open-data",
            400,
        ),
        ("no_path", "/api/v1/nowhere", 404),
        ("no_record", "/api/v1/records/nowhere", 404),
        ("withdrawn", "/api/v1/records/kommun-ville-inte", 410),
        ("no_slug", "/api/v1/records/Nowhere%21", 404),
        ("no_municipality", "/api/v1/municipalities/9999", 404),
        ("no_theme", "/api/v1/themes/open-dat", 404),
        ("no_edition", "/api/v1/editions/1999", 404),
        ("no_parameter", "/api/v1/themes?q=a", 400),
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        insta::assert_json_snapshot!(name, answer.json());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_may_have_eight_kilobytes() {
    let address = |len: usize| {
        let start = "/api/v1/records?q=";
        format!("{start}{}", "a".repeat(len - start.len()))
    };
    assert_eq!(get(&address(8192)).await.status, 400);
    let answer = get(&address(8193)).await;
    assert_eq!(answer.status, 414);
    insta::assert_json_snapshot!("uri_too_long", answer.json());
    let page = get(&format!("/?q={}", "a".repeat(9000))).await;
    assert_eq!(page.status, 414);
    assert!(page.text().contains("<!doctype html>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_reading_is_allowed() {
    for path in [
        "/api/v1/records",
        "/api/v1/records/varberg-svaromat",
        "/",
        "/health/live",
    ] {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            let request = Request::builder().method(method.clone()).uri(path);
            let answer = send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.header("allow"), "GET,HEAD", "{method} {path}");
        }
    }
    let request = Request::post("/api/v1/records")
        .body(Body::empty())
        .unwrap();
    insta::assert_json_snapshot!("method", send(request).await.json());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_refused() {
    let request = Request::get("/api/v1/records").header("content-length", "2");
    let answer = send(request.body(Body::from("{}")).unwrap()).await;
    assert_eq!(answer.status, 415);
    insta::assert_json_snapshot!("body", answer.json());
    let request = Request::get("/api/v1/records").header("content-length", "0");
    assert_eq!(send(request.body(Body::empty()).unwrap()).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_address_is_told_as_the_asker_reads() {
    let page = get("/nowhere").await;
    assert_eq!(page.status, 404);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.text().contains("name=\"q\""));
    let json = get_with("/nowhere", &[("accept", "application/json")]).await;
    assert_eq!(json.status, 404);
    assert_eq!(json.json()["status"], json!(404));
    let browser = [("accept", "text/html,application/json;q=0.9,*/*;q=0.8")];
    assert!(
        get_with("/nowhere", &browser)
            .await
            .text()
            .contains("<!doctype html>")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_paths_are_not_found_and_harm_nothing() {
    for path in [
        "/exempel/..%2f..%2fetc%2fpasswd",
        "/exempel/%00",
        "/exempel/%ff",
        "/exempel/a/b",
        "/assets/..%2fstyle.css",
        "/assets/style.css",
        "/api/v1",
        "/api/v1/records/%ff",
        "/api/v1/municipalities/138",
        "/api/v1/editions/20l3",
        "//",
    ] {
        assert_eq!(get(path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_back_says_so_at_each_of_its_addresses() {
    for address in [
        "/api/v1/records/kommun-ville-inte",
        "/api/v1/records/kommun-ville-inte/similar",
        "/exempel/kommun-ville-inte",
        "/exempel/kommun-ville-inte?lang=en",
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, 410, "{address}");
        assert!(answer.text().contains("2026-01-31"), "{address}");
        assert!(answer.text().contains("Kommunen bad om det."), "{address}");
    }
}
