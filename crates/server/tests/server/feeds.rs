//! A search as a feed.

use std::collections::BTreeSet;

use serde_json::json;
use server::AppState;
use tempfile::TempDir;

use crate::bank::{generation, get, get_from, record};

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_as_agreed() {
    let atom = get("/api/v1/feed.atom?q=svaromat+sensorer+nattpatrull").await;
    assert_eq!(atom.status, 200);
    assert_eq!(
        atom.header("content-type"),
        "application/atom+xml; charset=utf-8"
    );
    let json = get("/api/v1/feed.json?q=svaromat+sensorer+nattpatrull&lang=en").await;
    assert_eq!(json.header("content-type"), "application/feed+json");
    let pretty = serde_json::to_string_pretty(&json.json()).unwrap();
    insta::assert_snapshot!(format!("{}\n\n{pretty}", atom.text()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_known_of_a_day_is_its_update_and_no_day_is_made_up() {
    let json = get("/api/v1/feed.json").await.json();
    let of = |id: &str| {
        let items = json["items"].as_array().unwrap();
        let address = format!("http://exempel.test/exempel/{id}");
        items
            .iter()
            .find(|item| item["id"] == address)
            .unwrap()
            .clone()
    };
    // Read on a day; published in a month, which is no day.
    assert_eq!(
        of("varberg-svaromat")["date_modified"],
        "2025-11-20T00:00:00Z"
    );
    assert!(of("varberg-svaromat")["date_published"].is_null());
    // Nothing is known: the index was built then.
    assert_eq!(of("emoji-fa")["date_modified"], "2026-01-02T03:04:05Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_means_something_to_xml_is_text() {
    let atom = get("/api/v1/feed.atom?q=citat").await;
    assert!(
        atom.text().contains("&#60;script&#62;alert(1)"),
        "{}",
        atom.text()
    );
    assert!(!atom.text().contains("<script"));
    let odd = get("/api/v1/feed.atom?q=a%00b%1B%E2%80%AEc%EF%BF%BE").await;
    assert_eq!(odd.status, 200);
    let unseen = |letter: char| {
        (letter.is_control() && letter != '\n') || "\u{202e}\u{fffe}".contains(letter)
    };
    assert!(!odd.text().contains(unseen), "{}", odd.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_a_feed_are_told() {
    for (query, parameter) in [
        ("sort=year", "sort"),
        ("limit=5", "limit"),
        ("cursor=x", "cursor"),
        ("theme=x", "theme"),
    ] {
        for path in ["/api/v1/feed.atom", "/api/v1/feed.json"] {
            let answer = get(&format!("{path}?{query}")).await;
            assert_eq!(answer.status, 400, "{path} {query}");
            assert_eq!(answer.json()["errors"][0]["parameter"], parameter);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_feed_goes_on_in_its_generation() {
    let folder = TempDir::new().unwrap();
    let many = (0..230).map(|number| {
        record(&format!("exempel-{number:03}"), |record| {
            record["year"] = json!({"value": 1990 + number % 30, "basis": "stated"});
        })
    });
    let state = AppState::new(generation(&folder, many.collect()));
    let router = server::router(state);
    let mut next = Some("/api/v1/feed.json".to_owned());
    let (mut ids, mut lengths) = (BTreeSet::new(), Vec::new());
    while let Some(address) = next {
        let path = address.trim_start_matches("http://exempel.test");
        let document = get_from(&router, path).await.json();
        let items = document["items"].as_array().unwrap().clone();
        lengths.push(items.len());
        ids.extend(
            items
                .iter()
                .map(|item| item["id"].as_str().unwrap().to_owned()),
        );
        next = document["next_url"].as_str().map(ToOwned::to_owned);
    }
    assert_eq!((ids.len(), lengths), (230, vec![100, 100, 30]));
    let atom = get_from(&router, "/api/v1/feed.atom").await;
    assert_eq!(atom.text().matches("<entry>").count(), 100);
    assert!(atom.text().contains("rel=\"next\""));
}
