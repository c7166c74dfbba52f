//! Walking through everything, drawing samples, grouping, and giving less of each record.

use std::collections::BTreeMap;

use axum::Router;
use serde_json::{Value, json};
use server::AppState;
use tempfile::TempDir;

use crate::bank::{generation, get, get_from, records, router};

const RECORDS: &str = "/api/v1/records";

fn ids(answer: &Value) -> Vec<String> {
    let records = answer["records"].as_array().unwrap();
    let id = |record: &Value| record["id"].as_str().unwrap().to_owned();
    records.iter().map(id).collect()
}

/// The ids of all records from an address on, by its links.
async fn walk(router: &Router, mut next: Value) -> Vec<String> {
    let mut seen = Vec::new();
    while let Some(address) = next.as_str() {
        let answer = get_from(router, address).await;
        assert_eq!(answer.status, 200, "{address} {}", answer.text());
        seen.extend(ids(&answer.json()));
        next = answer.json()["links"]["next"].clone();
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn a_walk_gives_what_the_pages_give() {
    for search in [
        "",
        "q=skola&",
        "q=svaromat+bygglov&year=2013..&",
        "sort=municipality&",
        "theme=nonsense-no&",
    ] {
        let search = search.replace("theme=nonsense-no&", "theme=!education&sort=-year&");
        let paged = walk(&router(), json!(format!("{RECORDS}?{search}limit=100"))).await;
        let walked = json!(format!("{RECORDS}?{search}cursor=*&limit=3&select=id"));
        assert_eq!(walk(&router(), walked).await, paged, "{search}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_walk_stays_in_its_generation_and_says_when_that_is_gone() {
    let folder = TempDir::new().unwrap();
    let state = AppState::new(generation(&folder, records()));
    let router = server::router(state.clone());
    let begun = get_from(&router, &format!("{RECORDS}?cursor=*&limit=10"))
        .await
        .json();
    let next = begun["links"]["next"].clone();
    let all = walk(&router, json!(format!("{RECORDS}?cursor=*&limit=100"))).await;
    let fewer = |count: usize| generation(&folder, records().into_iter().skip(count).collect());
    for count in 1..=2 {
        state.publish(fewer(count));
        let now = get_from(&router, RECORDS).await.json();
        assert_eq!(now["meta"]["total"], 32 - count);
        assert_ne!(now["meta"]["generation"], begun["meta"]["generation"]);
        // As if nothing had happened.
        let rest = walk(&router, next.clone()).await;
        assert_eq!([ids(&begun), rest].concat(), all);
    }
    state.publish(fewer(3));
    let gone = get_from(&router, next.as_str().unwrap()).await;
    assert_eq!(gone.status, 410);
    assert_eq!(gone.header("content-type"), "application/problem+json");
    assert_eq!(gone.json()["title"], "Finns inte längre");
    let generation = begun["meta"]["generation"].as_str().unwrap();
    assert!(gone.json()["detail"].as_str().unwrap().contains(generation));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_generation_again_loses_none_that_is_open() {
    let folder = TempDir::new().unwrap();
    let fewer = |count: usize| generation(&folder, records().into_iter().skip(count).collect());
    let state = AppState::new(fewer(0));
    let router = server::router(state.clone());
    let begun = get_from(&router, &format!("{RECORDS}?cursor=*&limit=10"))
        .await
        .json();
    for count in [1, 0, 1, 0, 1] {
        state.publish(fewer(count));
    }
    let rest = walk(&router, begun["links"]["next"].clone()).await;
    assert_eq!(rest.len(), 22);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_belongs_to_its_search() {
    let begun = get("/api/v1/records?q=skola&cursor=*&limit=2").await.json();
    assert_eq!(begun["meta"]["page"], Value::Null);
    assert_eq!(begun["links"]["last"], Value::Null);
    let cursor = begun["meta"]["next_cursor"].as_str().unwrap();
    // What is shown of each record may change on the way; what is found may not.
    for same in ["", "&limit=50", "&facets=year", "&select=title", "&lang=en"] {
        let address = format!("{RECORDS}?q=skola&cursor={cursor}{same}");
        assert_eq!(get(&address).await.status, 200, "{same}");
    }
    for other in ["", "q=skola&sort=year", "q=skola&kind=article", "q=skolor"] {
        let answer = get(&format!("{RECORDS}?{other}&cursor={cursor}")).await;
        assert_eq!(answer.status, 400, "{other}");
        assert_eq!(answer.json()["errors"][0]["parameter"], "cursor");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_is_drawn_again_the_same() {
    let whole = get("/api/v1/records?sample=7&seed=4&limit=5&facets=kind")
        .await
        .json();
    assert_eq!(whole["meta"]["total"], 7);
    assert_eq!(
        whole["meta"]["sample"],
        json!({"size": 7, "seed": 4, "matching": 32})
    );
    let drawn = walk(
        &router(),
        json!(format!("{RECORDS}?sample=7&seed=4&limit=3")),
    )
    .await;
    assert_eq!(drawn.len(), 7);
    assert_eq!(drawn[..5], ids(&whole)[..]);
    let other = walk(&router(), json!(format!("{RECORDS}?sample=7&seed=5"))).await;
    assert_ne!(other, drawn);
    let default = walk(&router(), json!(format!("{RECORDS}?sample=7"))).await;
    assert_eq!(
        default,
        walk(&router(), json!(format!("{RECORDS}?sample=7&seed=1"))).await
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_add_up() {
    let answer = get("/api/v1/records?group_by=kind&limit=1&kind=!article")
        .await
        .json();
    let total = answer["meta"]["total"].as_u64().unwrap();
    let groups = answer["groups"].as_array().unwrap();
    let counted: u64 = groups
        .iter()
        .map(|group| group["count"].as_u64().unwrap())
        .sum();
    assert_eq!(counted, total);
    assert!(
        groups
            .iter()
            .all(|group| group["values"]["kind"] != "article")
    );
    assert_eq!(groups[0]["labels"]["kind"], "Initiativ");

    let answer = get("/api/v1/records?group_by=theme,year&lang=en")
        .await
        .json();
    let mut by_year: BTreeMap<String, u64> = BTreeMap::new();
    for group in answer["groups"].as_array().unwrap() {
        if group["values"]["theme"] == "education" {
            let year = group["values"]["year"]
                .as_str()
                .unwrap_or("unknown")
                .to_owned();
            assert_eq!(group["labels"]["theme"], "Preschool, school and learning");
            *by_year.entry(year).or_default() += group["count"].as_u64().unwrap();
        }
    }
    for (year, count) in by_year {
        let address = format!("{RECORDS}?theme=education&year={year}");
        assert_eq!(get(&address).await.json()["meta"]["total"], count, "{year}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn less_of_each_record_can_be_asked_for() {
    let whole = get("/api/v1/records?q=skola&limit=2").await.json();
    let some = get("/api/v1/records?q=skola&limit=2&select=title,id&select=score")
        .await
        .json();
    for (whole, some) in whole["records"]
        .as_array()
        .unwrap()
        .iter()
        .zip(some["records"].as_array().unwrap())
    {
        let fields: Vec<&String> = some.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["id", "score", "title"]);
        assert_eq!(whole["title"], some["title"]);
        assert!(!whole["highlights"].as_array().unwrap().is_empty());
    }
    let plain = get("/api/v1/records?q=skola&limit=2&highlight=false")
        .await
        .json();
    assert_eq!(plain["records"][0]["highlights"], json!([]));
    // Every field that there is can be asked for, with all that it says.
    let explained = "/api/v1/records?q=skola&limit=2&explain=true";
    let whole = get(explained).await.json();
    assert_ne!(whole["records"][0]["matched_by"], json!([]));
    let fields: Vec<String> = whole["records"][0]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let address = format!("{explained}&select={}", fields.join(","));
    assert_eq!(get(&address).await.json()["records"], whole["records"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_walked_drawn_or_grouped_is_told() {
    let mut told = Vec::new();
    for query in [
        "cursor=x",
        "cursor=*&page=2",
        "cursor=*&sample=3",
        "cursor=*&cursor=*",
        "sample=0",
        "sample=10001",
        "sample=many&seed=-1",
        "sample=3&sort=year",
        "seed=3",
        "group_by=tema",
        "group_by=year,theme,kind",
        "select=titel",
        "select=id,,title",
        "highlight=yes",
        "lang=de",
        "fields=id",
    ] {
        let answer = get(&format!("{RECORDS}?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        let english = get(&format!("{RECORDS}?{query}&lang=en")).await;
        for json in [answer.json(), english.json()] {
            for error in json["errors"].as_array().unwrap() {
                told.push(format!(
                    "{query}: {} {}",
                    error["parameter"].as_str().unwrap(),
                    error["detail"].as_str().unwrap()
                ));
            }
        }
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_that_was_not_given_out_is_refused() {
    let answer = get(&format!("{RECORDS}?cursor=*&limit=5&q=skola"))
        .await
        .json();
    let cursor = answer["meta"]["next_cursor"].as_str().unwrap();
    let with = |at: usize| {
        let digit = if &cursor[at..=at] == "0" { "1" } else { "0" };
        format!("{}{digit}{}", &cursor[..at], &cursor[at + 1..])
    };
    for (cursor, query, status) in [
        (cursor.to_owned(), "q=skola", 200),
        // Of another search.
        (cursor.to_owned(), "q=svaromat", 400),
        // Another place in the order, and another seal.
        (with(40), "q=skola", 400),
        (with(62), "q=skola", 400),
        (with(79), "q=skola", 400),
        // Of no generation.
        (with(3), "q=skola", 410),
    ] {
        let answer = get(&format!("{RECORDS}?limit=5&{query}&cursor={cursor}")).await;
        assert_eq!(answer.status, status, "{cursor} {query}");
    }
}
