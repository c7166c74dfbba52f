//! What is like something, and what may be meant by something.

use axum::Router;
use serde_json::{Value, json};
use server::AppState;
use tempfile::TempDir;

use crate::bank::{generation, get, get_from, record, records, subject, theme};

fn ids(answer: &Value) -> Vec<&str> {
    let records = answer["records"].as_array().unwrap();
    records
        .iter()
        .map(|record| record["id"].as_str().unwrap())
        .collect()
}

/// The bank with three records about cameras at night beside it, two of them in one municipality.
fn with_night_cameras() -> (TempDir, Router) {
    let mut all = records();
    for (id, code, text) in [
        (
            "natt-kalix",
            "2514",
            "Nattkameran ersätter nattpatrullens besök hos äldre som vill sova.",
        ),
        (
            "natt-kalix-larm",
            "2514",
            "Nattkamera och trygghetslarm låter äldre sova utan nattpatrull.",
        ),
        (
            "natt-boden",
            "2582",
            "Med nattkamera slipper nattpatrullen väcka äldre som sover.",
        ),
    ] {
        all.push(record(id, |record| {
            record["title"] = json!(format!("Nattkamera i hemtjänsten, {id}"));
            record["summary"] = json!(text);
            record["municipalities"] = json!([subject(code)]);
            record["themes"] = json!([theme("welfare-technology")]);
        }));
    }
    let folder = TempDir::new().unwrap();
    let state = AppState::new(generation(&folder, all));
    (folder, server::router(state))
}

#[tokio::test(flavor = "multi_thread")]
async fn similar_records_say_what_they_have_in_common() {
    let (_folder, router) = with_night_cameras();
    let path = "/api/v1/records/natt-kalix/similar";
    let answer = get_from(&router, path).await.json();
    assert!(ids(&answer).contains(&"natt-boden") && !ids(&answer).contains(&"natt-kalix"));
    for record in answer["records"].as_array().unwrap() {
        assert!((0.0..=1.0).contains(&record["likeness"].as_f64().unwrap()));
        let why = &record["in_common"];
        let has_words = !why["words"].as_array().unwrap().is_empty();
        let has_themes = !why["themes"].as_array().unwrap().is_empty();
        assert!(has_words || has_themes, "{why}");
    }
    let elsewhere = format!("{path}?other_municipalities_only=true&limit=50");
    let answer = get_from(&router, &elsewhere).await.json();
    assert!(ids(&answer).contains(&"natt-boden") && !ids(&answer).contains(&"natt-kalix-larm"));
    assert_eq!(
        answer["links"]["self"],
        format!("{path}?limit=50&other_municipalities_only=true")
    );
    let one = get_from(&router, &format!("{path}?limit=1")).await.json();
    assert_eq!(ids(&one).len(), 1);
    // The description's example has the keys of a real answer.
    let example = include_str!("../../src/api/examples/list_similar_records.json");
    let example: Value = serde_json::from_str(example).unwrap();
    let keys = |answer: &Value| -> Vec<String> {
        answer["records"][0]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(keys(&example), keys(&one));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_similar_is_told() {
    for (address, status) in [
        ("/api/v1/records/nowhere/similar", 404),
        ("/api/v1/records/Nowhere%21/similar", 404),
        ("/api/v1/records/skola-04/similar?limit=51", 400),
        (
            "/api/v1/records/skola-04/similar?other_municipalities_only=ja",
            400,
        ),
        ("/api/v1/records/skola-04/similar?page=2", 400),
    ] {
        assert_eq!(get(address).await.status, status, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn suggestions_have_hits_where_they_lead() {
    for typed in ["sko", "stoc", "oppna", "svar", "karlst"] {
        let answer = get(&format!("/api/v1/suggestions?q={typed}&lang=en"))
            .await
            .json();
        let suggestions = answer["suggestions"].as_array().unwrap();
        assert!(!suggestions.is_empty(), "{typed}");
        for one in suggestions {
            let address = one["links"]["self"].as_str().unwrap();
            let led = get(address).await;
            assert_eq!(led.status, 200, "{address}");
            match one["kind"].as_str().unwrap() {
                "record" => assert_eq!(led.json()["record"]["id"], one["value"]),
                "words" => assert!(led.json()["meta"]["total"].as_u64() >= one["count"].as_u64()),
                _ => assert_eq!(led.json()["meta"]["total"], one["count"], "{address}"),
            }
            assert_eq!(
                get(one["links"]["html"].as_str().unwrap()).await.status,
                200
            );
            for range in one["ranges"].as_array().unwrap() {
                let len = one["text"].as_str().unwrap().chars().count() as u64;
                assert!(range[0].as_u64() < range[1].as_u64());
                assert!(range[1].as_u64().unwrap() <= len, "{one}");
            }
        }
    }
    assert_eq!(
        get("/api/v1/suggestions").await.json()["suggestions"],
        json!([])
    );
    assert_eq!(get("/api/v1/suggestions?q=a&limit=0").await.status, 400);
    assert_eq!(get("/api/v1/suggestions?query=a").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn peers_have_their_figures_and_their_records() {
    let answer = get("/api/v1/municipalities/1383/peers").await.json();
    let peers = answer["peers"].as_array().unwrap();
    assert!((3..=20).contains(&peers.len()));
    assert!(peers.is_sorted_by(|a, b| a["unlikeness"].as_f64() <= b["unlikeness"].as_f64()));
    let found = get(answer["links"]["records"].as_str().unwrap())
        .await
        .json();
    assert_eq!(
        found["meta"]["query"]["filters"]["peers_of"],
        json!(["1383"])
    );
    let counted: u64 = peers
        .iter()
        .map(|peer| peer["municipality"]["record_count"].as_u64().unwrap())
        .sum();
    assert!(found["meta"]["total"].as_u64().unwrap() <= counted);
    assert_eq!(get("/api/v1/municipalities/9999/peers").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_on_peers_is_one_like_others() {
    let total = async |query: &str| {
        let address = format!("/api/v1/records?{query}");
        get(&address).await.json()["meta"]["total"]
            .as_u64()
            .unwrap()
    };
    // Stockholm and Göteborg are each other's peers, for want of others.
    assert_eq!(total("peers_of=0180&theme=education").await, 12);
    assert_eq!(total("peers_of=Stockholm&theme=education").await, 12);
    assert_eq!(
        total("peers_of=0180&peers_of=1480&theme=education").await,
        24
    );
    assert_eq!(total("peers_of=!0180&theme=education").await, 12);
    let page = get("/api/v1/records?peers_of=0180&limit=5&facets=municipality")
        .await
        .json();
    assert_eq!(
        page["links"]["next"],
        "/api/v1/records?peers_of=0180&facets=municipality&limit=5&page=2"
    );
    let answer = get("/api/v1/records?peers_of=Stokholm&liknande=0180").await;
    assert_eq!(answer.status, 400);
    let details = answer.json()["errors"].to_string();
    assert!(details.contains("Menade du `Stockholm`?"), "{details}");
    assert!(details.contains("Menade du `peers_of`?"), "{details}");
}
