//! How a record and a search are cited.

use serde_json::{Value, json};
use server::AppState;
use tempfile::TempDir;

use crate::bank::{generation, get, get_from, get_with, record};

const RECORD: &str = "/api/v1/records/varberg-svaromat/citation";

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_cited_by_its_source_and_not_by_the_year_it_is_about() {
    let mut told = Vec::new();
    for id in [
        // Its source was published in a month; it is about a year that is stated.
        "varberg-svaromat",
        // The date of its source is unknown, and its year is worked out.
        "mora-orsa-alvdalen-gemensam-natt",
        // It may be shown in excerpts only.
        "lomma-sensorer",
        "script-i-titeln",
    ] {
        for form in ["text", "ris", "bibtex", "csl-json"] {
            let answer = get(&format!("/api/v1/records/{id}/citation?format={form}")).await;
            assert_eq!(answer.status, 200, "{id} {form}");
            told.push(format!("{id} {form}\n{}", answer.text().replace('\r', "")));
        }
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_the_bank_are_not_put_in_the_mouth_of_a_publisher() {
    let folder = TempDir::new().unwrap();
    let untitled = record("utan-rubrik", |record| {
        record["title"] = json!("Bankens egen rubrik");
        record["source"]["title"] = Value::Null;
    });
    let router = server::router(AppState::new(generation(&folder, vec![untitled])));
    let path = "/api/v1/records/utan-rubrik/citation?format=csl-json";
    let item = get_from(&router, path).await.json();
    let item = item.get(0).unwrap_or(&item);
    assert_eq!(item["title"], "Bankens egen rubrik");
    assert_eq!(item["container-title"], "Exempelbanken");
    assert!(item["publisher"].is_null(), "{item}");
    assert!(item["note"].as_str().unwrap().contains("Exempelbladet"));
    let item = get(&format!("{RECORD}?format=csl-json")).await.json();
    let item = item.get(0).unwrap_or(&item);
    assert_eq!(item["title"], "En artikel");
    assert_eq!(item["publisher"], "Exempelbladet");
    let summary = item["abstract"].as_str().unwrap();
    assert!(summary.starts_with("Exempelbankens sammanfattning: En svaromat"));
    let note = item["note"].as_str().unwrap();
    assert!(
        note.contains("Rubrik i Exempelbanken: Varberg låter"),
        "{note}"
    );
    let feed = get("/api/v1/feed.json").await.json();
    for item in feed["items"].as_array().unwrap() {
        let is_theirs = item["id"].as_str().unwrap().ends_with("/lomma-sensorer");
        assert_eq!(item["authors"].is_array(), is_theirs, "{item}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_is_cited_with_what_was_asked_and_when() {
    let english = get("/api/v1/citation?q=skola&theme=education&lang=en").await;
    assert_eq!(english.header("content-type"), "text/plain; charset=utf-8");
    let today = jiff::Timestamp::now().to_string()[..10].to_owned();
    let generation = get("/api/v1/records").await.json()["meta"]["generation"].clone();
    assert_eq!(
        english.text(),
        format!(
            "Exempelbanken (2026-01-02). Search in Exempelbanken: q=skola, theme=education. 24 \
             examples in edition {}. Retrieved {today} from http://exempel.test/?q=skola&theme=education\n",
            generation.as_str().unwrap()
        )
    );
    let all = get("/api/v1/citation").await;
    assert!(
        all.text()
            .contains("Alla exempel i Exempelbanken. 32 exempel i utgåva"),
        "{}",
        all.text()
    );
    let item = get("/api/v1/citation?q=skola&format=csl-json").await.json();
    assert_eq!(item[0]["publisher"], "Exempelbanken");
    assert_eq!(
        item[0]["accessed"]["date-parts"][0][0],
        today[..4].parse::<u16>().unwrap()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_cited_as_the_record_that_holds_it() {
    let copy = get("/api/v1/records/bladet-karlstad-1/citation?format=ris").await;
    assert_eq!(copy.status, 307);
    assert_eq!(
        copy.header("location"),
        "/api/v1/records/utmarkelsen-2013-karlstad/citation?format=ris"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_cited_is_told() {
    for (address, status) in [
        ("/api/v1/records/nowhere/citation", 404),
        ("/api/v1/records/kommun-ville-inte/citation", 410),
        ("/api/v1/records/varberg-svaromat/citation?format=apa", 400),
        ("/api/v1/records/varberg-svaromat/citation?q=x", 400),
        ("/api/v1/citation?format=json", 400),
        ("/api/v1/citation?sort=year", 400),
    ] {
        assert_eq!(get(address).await.status, status, "{address}");
    }
    let other = get_with(&format!("{RECORD}?format=ris"), &[("accept", "text/html")]).await;
    assert_eq!(other.status, 406);
}
