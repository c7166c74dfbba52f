//! A record whose source allows excerpts only never leaves whole, whatever is asked.

use std::collections::BTreeSet;

use serde_json::json;
use server::AppState;
use tempfile::TempDir;

use crate::bank::{GUARDED, generation, get, get_from, record, subject};

/// Every door, as `router.rs` and `pages/mod.rs` name it, with addresses at which the guarded record could come out.
const DOORS: &[(&str, &[&str])] = &[
    (
        "/records",
        &[
            "/api/v1/records?municipality=1262",
            "/api/v1/records?q=sensorer&explain=true",
            "/api/v1/records?q=%22ligger+sist%22+badplatser&municipality=1262",
            "/api/v1/records?q=+slutklang",
            "/api/v1/records?q=slutklangg",
            "/api/v1/records?q=xslutklangx",
            "/api/v1/records?municipality=1262&select=id,text,effect,quotes,excerpts,highlights",
            "/api/v1/records?cursor=*&limit=100",
            "/api/v1/records?sample=100&limit=100&group_by=municipality",
        ],
    ),
    ("/records/{id}", &["/api/v1/records/lomma-sensorer"]),
    (
        "/records/{id}/similar",
        &[
            "/api/v1/records/lomma-sensorer/similar",
            "/api/v1/records/varberg-svaromat/similar?limit=50",
        ],
    ),
    (
        "/suggestions",
        &[
            "/api/v1/suggestions?q=sensor",
            "/api/v1/suggestions?q=hemlighetsordet+ligger+si&limit=20",
            "/api/v1/suggestions?q=",
        ],
    ),
    (
        "/municipalities/{code}/peers",
        &["/api/v1/municipalities/1262/peers"],
    ),
    (
        "/records/{id}/citation",
        &[
            "/api/v1/records/lomma-sensorer/citation",
            "/api/v1/records/lomma-sensorer/citation?format=ris",
            "/api/v1/records/lomma-sensorer/citation?format=bibtex",
            "/api/v1/records/lomma-sensorer/citation?format=csl-json",
        ],
    ),
    (
        "/export",
        &[
            "/api/v1/export",
            "/api/v1/export?format=json&q=slutklang",
            "/api/v1/export?format=jsonl&q=%22ligger+sist%22+badplatser",
            "/api/v1/export?format=csv&municipality=1262",
            "/api/v1/export?format=ris&q=slutklang",
            "/api/v1/export?format=bibtex",
            "/api/v1/export?format=csl-json&q=sensorer",
            "/api/v1/export?format=geojson&q=slutklang",
        ],
    ),
    (
        "/feed.atom",
        &["/api/v1/feed.atom", "/api/v1/feed.atom?q=slutklang"],
    ),
    (
        "/feed.json",
        &["/api/v1/feed.json", "/api/v1/feed.json?q=slutklang"],
    ),
    ("/citation", &["/api/v1/citation?q=slutklang"]),
    ("/municipalities", &["/api/v1/municipalities"]),
    ("/municipalities/{code}", &["/api/v1/municipalities/1262"]),
    ("/themes", &["/api/v1/themes", "/api/v1/themes?format=skos"]),
    ("/themes/{id}", &["/api/v1/themes/open-data"]),
    ("/editions", &["/api/v1/editions"]),
    ("/editions/{year}", &["/api/v1/editions/2013"]),
    (
        "/statistics/timeline",
        &["/api/v1/statistics/timeline?municipality=1262"],
    ),
    (
        "/statistics/coverage",
        &["/api/v1/statistics/coverage?municipality=1262"],
    ),
    ("/api-info", &["/api/v1/api-info"]),
    ("/openapi.json", &["/api/v1/openapi.json"]),
    (
        "/",
        &[
            "/?municipality=1262",
            "/?q=sensorer",
            "/?q=slutklang&lang=en",
        ],
    ),
    (
        "/exempel/{id}",
        &["/exempel/lomma-sensorer", "/exempel/lomma-sensorer?lang=en"],
    ),
    // It leads on to the export.
    ("/traffar.csv", &[]),
    (
        "/kommuner",
        &["/kommuner?q=slutklang", "/kommuner?municipality=1262"],
    ),
    ("/kommuner.csv", &["/kommuner.csv?q=slutklang"]),
    (
        "/kommuner/{code}",
        &["/kommuner/1262", "/kommuner/1383?with=1262"],
    ),
    (
        "/kommuner/{code}/jamforelse.csv",
        &["/kommuner/1262/jamforelse.csv"],
    ),
    ("/teman", &["/teman"]),
    (
        "/teman/{id}",
        &["/teman/open-data", "/teman/climate-environment"],
    ),
    ("/teman/{id}/ar.csv", &["/teman/open-data/ar.csv"]),
    ("/utmarkelser", &["/utmarkelser"]),
    ("/utmarkelser.csv", &["/utmarkelser.csv"]),
    (
        "/utmarkelser/{year}",
        &["/utmarkelser/2013", "/utmarkelser/2017"],
    ),
    ("/statistik", &["/statistik"]),
    ("/statistik/tidslinje.csv", &["/statistik/tidslinje.csv"]),
    ("/statistik/tackning.csv", &["/statistik/tackning.csv"]),
    ("/om", &["/om"]),
    ("/api", &["/api"]),
    ("/tillganglighet", &["/tillganglighet"]),
    ("/widget", &["/widget"]),
    ("/robots.txt", &["/robots.txt"]),
    // They are there where the server knows its address.
    ("/sitemap.xml", &[]),
    ("/sitemap/{part}", &[]),
    ("/assets/{name}", &[]),
    ("/widget/v1/{name}", &["/widget/v1/exempelbank.js"]),
    ("/dcat.jsonld", &["/dcat.jsonld"]),
    ("/opensearch.xml", &["/opensearch.xml"]),
    ("/health/live", &["/health/live"]),
    ("/health/ready", &["/health/ready"]),
    ("/metrics", &["/metrics"]),
];

#[test]
fn every_door_is_walked_through() {
    let sources = [
        include_str!("../../src/router.rs"),
        include_str!("../../src/pages/mod.rs"),
    ];
    let routes: BTreeSet<&str> = sources
        .into_iter()
        .flat_map(|source| {
            let source = source.split("#[cfg(test)]").next().unwrap();
            source.split(".route(").skip(1)
        })
        .map(|rest| rest.split('"').nth(1).unwrap())
        .collect();
    let doors: BTreeSet<&str> = DOORS.iter().map(|(route, _)| *route).collect();
    assert_eq!(routes, doors);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guarded_text_comes_out_of_no_door() {
    for address in DOORS.iter().flat_map(|(_, addresses)| *addresses) {
        let answer = get(address).await;
        assert_eq!(answer.status, 200, "{address}");
        let text = answer.text();
        assert!(!text.contains(GUARDED), "{address}");
        assert!(!text.contains("Det här är ett helt citat"), "{address}");
        assert!(!text.contains("slutar med slutklang"), "{address}");
        // Not in pieces either: the beginning and the end of the text together are the whole.
        let beginning = &GUARDED[..GUARDED.len() / 2];
        assert!(
            !(text.contains(beginning) && text.contains("heter slutklang")),
            "{address}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guarded_record_is_shown_in_excerpts() {
    for address in [
        "/api/v1/records/lomma-sensorer",
        "/api/v1/records?municipality=1262",
        "/exempel/lomma-sensorer",
        "/?municipality=1262",
    ] {
        let answer = get(address).await;
        assert!(answer.text().contains("i badplatserna"), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_excerpt_is_the_beginning_and_no_more_than_half() {
    let json = get("/api/v1/records/lomma-sensorer").await.json();
    let record = &json["record"];
    for field in ["text", "effect", "lessons"] {
        assert!(record[field].is_null(), "{field}");
    }
    assert_eq!(record["quotes"], serde_json::json!([]));
    let excerpt = record["excerpts"][0]["text"].as_str().unwrap();
    assert!(GUARDED.starts_with(excerpt));
    assert!(excerpt.chars().count() <= GUARDED.chars().count() / 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_number_of_searches_gives_more_than_the_excerpt() {
    let record = get("/api/v1/records/lomma-sensorer").await.json();
    let excerpts = record["record"]["excerpts"].as_array().unwrap();
    let excerpt = |field: &str| {
        let found = excerpts.iter().find(|excerpt| excerpt["field"] == field);
        found.map_or("", |excerpt| excerpt["text"].as_str().unwrap())
    };
    let mut shown = 0;
    for word in GUARDED.split_whitespace() {
        let word = word.trim_matches('.');
        let json = get(&format!("/api/v1/records?q=%2B{word}&municipality=1262"))
            .await
            .json();
        for highlight in json["records"][0]["highlights"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let field = highlight["field"].as_str().unwrap();
            if field != "title" {
                let text = highlight["text"].as_str().unwrap();
                assert!(excerpt(field).contains(text), "{word}: {text}");
                shown += 1;
            }
        }
    }
    assert!(shown > 3, "what lies in the excerpt is marked: {shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_shown_is_shown_whole() {
    let json = get("/api/v1/records/varberg-svaromat").await.json();
    assert!(
        json["record"]["effect"]
            .as_str()
            .unwrap()
            .contains("telefonkö")
    );
    assert_eq!(json["record"]["excerpts"], serde_json::json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_licence_stands_what_it_is_not_of_stands_too() {
    for address in [
        "/api/v1/export?format=json",
        "/api/v1/export?format=geojson",
        "/api/v1/export?format=bibtex",
        "/api/v1/feed.atom",
        "/api/v1/feed.json",
        "/dcat.jsonld",
    ] {
        let answer = get(address).await;
        let text = answer.text();
        assert!(
            text.contains("creativecommons.org/licenses/by/4.0/"),
            "{address}"
        );
        assert!(
            text.contains("källornas texter har sina egna rättigheter"),
            "{address}"
        );
    }
    let english = get("/api/v1/feed.json?lang=en").await.json();
    let rights = english["_exempelbank"]["rights"].as_str().unwrap();
    assert!(rights.contains("texts of sources have rights of their own"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_that_is_made_of_the_text_is_cut_where_the_text_is() {
    let folder = TempDir::new().unwrap();
    let guarded = |id: &str, title: &str, text: &str| {
        record(id, |record| {
            record["kind"] = json!("statement");
            record["part_of"] = json!("artikeln");
            record["title"] = json!(title);
            record["summary"] = serde_json::Value::Null;
            record["text"] = json!(text);
            record["municipalities"] = json!([subject("1383")]);
            record["outcomes"] = json!([{
                "edition": 2013, "award": "Sveriges IT-kommun", "code": "1383",
                "outcome": "nominee", "wording": null, "span": null,
            }]);
            record["source"]["rights"] = json!("excerpt");
        })
    };
    let whole = "Att pröva lånecyklar med slutklang.";
    let router = server::router(AppState::new(generation(
        &folder,
        vec![
            guarded("ett", "Varberg: Att pröva lånecyklar med slutklang", whole),
            guarded(
                "tva",
                "Rubriken är källans egen",
                "Något annat står i texten.",
            ),
            guarded("ord", "Vattenorgel", "Vattenorgel."),
            record("artikeln", |record| {
                record["kind"] = json!("article");
                record["summary"] = serde_json::Value::Null;
                record["title"] = json!("Vi fyra ord klockspel");
                record["text"] = json!("Vi fyra ord klockspel!");
                record["source"]["rights"] = json!("excerpt");
            }),
        ],
    )));
    for address in [
        "/api/v1/records?q=l%C3%A5necyklar",
        "/api/v1/records?sort=municipality",
        "/api/v1/records/ett",
        "/api/v1/records/ett/similar",
        "/api/v1/records/tva/similar",
        "/api/v1/records/ett/citation?format=ris",
        "/api/v1/records/artikeln",
        "/api/v1/suggestions?q=att+pr%C3%B6va+l%C3%A5ne",
        "/api/v1/suggestions?q=vi+fyra",
        "/api/v1/editions/2013",
        "/api/v1/export?format=json",
        "/api/v1/export?format=csv",
        "/api/v1/export?format=ris",
        "/api/v1/export?format=bibtex",
        "/api/v1/export?format=csl-json",
        "/api/v1/export?format=geojson",
        "/api/v1/feed.atom",
        "/api/v1/feed.json",
        "/",
        "/?q=l%C3%A5necyklar",
        "/exempel/ett",
        "/exempel/artikeln",
        "/kommuner/1383",
        "/utmarkelser/2013",
    ] {
        let answer = get_from(&router, address).await;
        assert_eq!(answer.status, 200, "{address} {}", answer.text());
        let text = answer.text().to_lowercase();
        for guarded in ["slutklang", "klockspel", "vattenorgel"] {
            assert!(!text.contains(guarded), "{address}: {text}");
        }
    }
    for (id, title) in [
        ("ett", "Varberg: Att pröva …"),
        ("tva", "Rubriken är källans egen"),
        ("ord", "…"),
        ("artikeln", "Vi fyra ord …"),
    ] {
        let one = get_from(&router, &format!("/api/v1/records/{id}")).await;
        assert_eq!(one.json()["record"]["title"], title);
    }
    let hits = get_from(&router, "/api/v1/records?q=pr%C3%B6va")
        .await
        .json();
    let piece = &hits["records"][0]["highlights"][0];
    assert_eq!(piece["text"], "Varberg: Att pröva …");
    assert_eq!(piece["ranges"], json!([[13, 18]]));
}
