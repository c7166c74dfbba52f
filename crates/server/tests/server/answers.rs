//! What the API answers when all is well.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use server::{AppState, Limits};
use tempfile::TempDir;

use crate::bank::{Answer, generation, get, get_from, get_with, records};

/// An answer with what changes from run to run put out of sight.
fn steady(answer: &Answer) -> Value {
    let mut json = answer.json();
    if let Some(took) = json.pointer_mut("/meta/took_ms") {
        assert!(took.is_number());
        *took = json!(0.0);
    }
    json["meta"]["generation"] = json!("generation");
    if let Some(records) = json.get_mut("records").and_then(Value::as_array_mut) {
        for record in records {
            assert!(record["score"].is_number());
            record["score"] = json!(1.0);
        }
    }
    json
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_is_answered_in_the_agreed_form() {
    let answer =
        get("/api/v1/records?q=%2Bsvaromat+fr%C3%A5gor&facets=theme,status&kind=initiative").await;
    assert_eq!(answer.status, 200);
    insta::assert_json_snapshot!(steady(&answer));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_again_is_answered_as_before_and_anew_from_another_generation() {
    let folder = TempDir::new().unwrap();
    let state = AppState::new(generation(&folder, records()));
    let forgetful = server::router(state.clone().with_limits(Limits {
        kept_bytes: 0,
        ..Limits::default()
    }));
    let router = server::router(state.clone());
    let mut seen = BTreeSet::new();
    for asked in [
        "q=skola",
        "q=skola&lang=en",
        "q=+skola",
        "status=in_use&status=pilot",
        "status=pilot&status=in_use",
        "q=skola&facets=theme",
        "q=skola&highlight=false",
        "q=skola&explain=true",
        "q=skola&select=id",
        "q=skola&limit=3",
        "q=skola&limit=3&page=2",
        "q=skola&group_by=year",
        "cursor=*",
        "sample=3&seed=1",
        "sample=3&seed=2",
    ] {
        let address = format!("/api/v1/records?{asked}");
        let [first, again] = [
            get_from(&router, &address).await,
            get_from(&router, &address).await,
        ];
        // Even in what it took to work it out.
        assert_eq!(first.bytes, again.bytes, "{asked}");
        let mut said = [again, get_from(&forgetful, &address).await].map(|answer| {
            let mut headers = answer.headers.clone();
            for name in ["x-request-id", "traceparent", "content-length"] {
                assert!(headers.remove(name).is_some(), "{name}");
            }
            (answer.json(), headers)
        });
        for (json, _) in &mut said {
            json["meta"]["took_ms"].take();
        }
        assert_eq!(said[0], said[1], "{asked}");
        assert!(seen.insert(first.bytes), "{asked}");
    }
    let before = get_from(&router, "/api/v1/records").await.json();
    state.publish(generation(&folder, records().split_off(1)));
    let after = get_from(&router, "/api/v1/records").await.json();
    assert_eq!(before["meta"]["total"], 32);
    assert_eq!(after["meta"]["total"], 31);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_answered_in_the_agreed_form() {
    for id in ["varberg-svaromat", "utmarkelsen-2013-karlstad"] {
        let answer = get(&format!("/api/v1/records/{id}")).await;
        assert_eq!(answer.status, 200);
        insta::assert_json_snapshot!(id, steady(&answer));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_the_themes_and_the_editions_are_answered_with_counts() {
    let municipalities = get("/api/v1/municipalities").await.json();
    assert_eq!(municipalities["meta"]["total"], 290);
    assert_eq!(municipalities["municipalities"][0]["code"], "0114");
    let stockholm = get("/api/v1/municipalities/0180").await;
    insta::assert_json_snapshot!("municipality", steady(&stockholm));
    let themes = get("/api/v1/themes").await.json();
    assert!(themes["themes"].as_array().unwrap().len() > 10);
    let theme = get("/api/v1/themes/open-data").await.json();
    assert_eq!(theme["theme"]["record_count"], 1);
    assert_eq!(theme["theme"]["label"], "Öppna data");
    let editions = get("/api/v1/editions").await.json();
    assert_eq!(editions["editions"][0]["year"], 2001);
    let edition = get("/api/v1/editions/2013").await;
    insta::assert_json_snapshot!("edition", steady(&edition));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_in_the_language_that_is_asked_for() {
    let english = [("accept-language", "en-GB, sv;q=0.5")];
    let theme = get_with("/api/v1/themes/open-data", &english).await;
    assert_eq!(theme.json()["theme"]["label"], "Open data");
    assert_eq!(theme.header("content-language"), "en");
    let counts = get_with("/api/v1/records?facets=county&limit=1", &english)
        .await
        .json();
    let labels = counts["facets"]["county"]["values"].to_string();
    assert!(labels.contains("Stockholm County"), "{labels}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_facet_says_what_choosing_a_value_gives() {
    let all = get("/api/v1/records?facets=theme&facets=year,kind&kind=initiative&limit=1").await;
    for facet in ["theme", "year", "kind"] {
        let counts = all.json()["facets"][facet].clone();
        let mut values: Vec<(String, u64)> = counts["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| {
                (
                    value["value"].as_str().unwrap().to_owned(),
                    value["count"].as_u64().unwrap(),
                )
            })
            .collect();
        values.push(("unknown".to_owned(), counts["unknown"].as_u64().unwrap()));
        for (value, count) in values {
            let kind = if facet == "kind" {
                ""
            } else {
                "&kind=initiative"
            };
            let chosen = get(&format!("/api/v1/records?{facet}={value}{kind}"))
                .await
                .json();
            assert_eq!(chosen["meta"]["total"], count, "{facet}={value}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_filters_widen_others_narrow_and_a_sign_excludes() {
    let total = async |query: &str| {
        let address = format!("/api/v1/records?{query}");
        get(&address).await.json()["meta"]["total"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(total("municipality=0180").await, 12);
    assert_eq!(total("municipality=Stockholm").await, 12);
    assert_eq!(total("municipality=0180&municipality=1480").await, 24);
    assert_eq!(total("municipality=0180&theme=open-data").await, 0);
    assert_eq!(total("theme=!education").await, 8);
    assert_eq!(total("year=2013..2016&theme=education").await, 4);
    assert_eq!(total("year=..2001").await, 2);
    assert_eq!(total("year=unknown").await, 3);
    assert_eq!(total("lang=en").await, 32);
    assert_eq!(total("").await, 32);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_linked_in_the_body_and_in_the_header() {
    let answer = get("/api/v1/records?theme=education&limit=10&page=2&sort=-year").await;
    let json = answer.json();
    let links = json["links"].clone();
    let base = "/api/v1/records?theme=education&sort=-year&limit=10";
    assert_eq!(
        links,
        json!({
            "self": format!("{base}&page=2"),
            "next": format!("{base}&page=3"),
            "prev": base,
            "first": base,
            "last": format!("{base}&page=3"),
        })
    );
    for (relation, address) in links.as_object().unwrap() {
        let link = format!("<{}>; rel=\"{relation}\"", address.as_str().unwrap());
        assert!(answer.header("link").contains(&link), "{link}");
        assert_eq!(get(address.as_str().unwrap()).await.status, 200);
    }
    let ids = |json: &Value| -> Vec<String> {
        let records = json["records"].as_array().unwrap();
        records
            .iter()
            .map(|record| record["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut seen = Vec::new();
    let mut next = json!(base);
    while let Some(address) = next.as_str() {
        let page = get(address).await.json();
        seen.extend(ids(&page));
        next = page["links"]["next"].clone();
    }
    let expected: Vec<String> = (0..24)
        .rev()
        .map(|number| format!("skola-{number:02}"))
        .collect();
    assert_eq!(seen, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_last_page_there_is_nothing_but_a_way_back() {
    let json = get("/api/v1/records?theme=education&page=9").await.json();
    assert_eq!(json["records"], json!([]));
    assert_eq!(json["meta"]["total"], 24);
    assert_eq!(json["links"]["next"], Value::Null);
    assert_eq!(
        json["links"]["prev"],
        "/api/v1/records?theme=education&page=2"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn highlights_are_counted_in_code_points() {
    let json = get("/api/v1/records?q=f%C3%A5+exempel").await.json();
    let found = json["records"].as_array().unwrap();
    let record = found
        .iter()
        .find(|record| record["id"] == "emoji-fa")
        .unwrap();
    let mut marked = Vec::new();
    for highlight in record["highlights"].as_array().unwrap() {
        let text: Vec<char> = highlight["text"].as_str().unwrap().chars().collect();
        for range in highlight["ranges"].as_array().unwrap() {
            let end = |at: usize| usize::try_from(range[at].as_u64().unwrap()).unwrap();
            marked.push(text[end(0)..end(1)].iter().collect::<String>());
        }
    }
    assert_eq!(marked, ["Få", "exempel", "få"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn decomposed_letters_ask_the_same() {
    let composed = get("/api/v1/records?q=sv%C3%A5r").await.json();
    let decomposed = get("/api/v1/records?q=sva%CC%8Ar").await.json();
    assert_eq!(composed["meta"]["total"], decomposed["meta"]["total"]);
    assert_ne!(composed["meta"]["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_id_of_a_copy_leads_to_the_record_that_holds_it() {
    for (asked, answered) in [
        (
            "/api/v1/records/bladet-karlstad-1",
            "/api/v1/records/utmarkelsen-2013-karlstad",
        ),
        (
            "/exempel/bladet-karlstad-1",
            "/exempel/utmarkelsen-2013-karlstad",
        ),
        (
            "/exempel/bladet-karlstad-1?lang=en",
            "/exempel/utmarkelsen-2013-karlstad?lang=en",
        ),
    ] {
        let answer = get(asked).await;
        assert_eq!(answer.status, 307, "{asked}");
        assert_eq!(answer.header("location"), answered);
    }
    let page = get("/exempel/utmarkelsen-2013-karlstad").await;
    assert!(
        page.text()
            .contains("<a href=\"https://bladet.example/karlstad\"")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edition_shows_who_says_what_and_what_is_contradicted() {
    let edition = get("/api/v1/editions/2013").await.json();
    let edition = &edition["edition"];
    assert_eq!(edition["winner"]["municipalities"][0]["name"], "Karlstad");
    assert_eq!(edition["winner"]["is_reviewed"], true);
    let by = &edition["winner"]["stated_by"][0];
    assert_eq!(by["record"], "utmarkelsen-2013");
    assert_eq!(by["wording"], "segrade");
    let [conflict] = edition["conflicts"].as_array().unwrap().as_slice() else {
        panic!("{}", edition["conflicts"]);
    };
    assert_eq!(conflict["municipality"]["name"], "Kil");
    assert_eq!(conflict["outcome"], "winner");
    assert_eq!(conflict["reviewed_outcome"], Value::Null);
    assert_eq!(conflict["stated_by"][0]["wording"], "tog hem priset");
}
