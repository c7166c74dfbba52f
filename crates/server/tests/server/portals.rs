//! What portals, browsers and vocabularies read: DCAT, `OpenSearch` and SKOS.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::bank::{get, get_from, get_with, state};

#[tokio::test(flavor = "multi_thread")]
async fn the_bank_is_described_for_portals() {
    let answer = get("/dcat.jsonld").await;
    assert_eq!(answer.header("content-type"), "application/ld+json");
    let mut catalogue = answer.json();
    for node in catalogue["@graph"].as_array_mut().unwrap() {
        if let Some(version) = node.get_mut("dcat:version") {
            *version = "(generation)".into();
        }
    }
    insta::assert_json_snapshot!(catalogue);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_is_told_whom_to_turn_to() {
    for (contact, by, href) in [
        (
            "bank@exempel.se",
            "vcard:hasEmail",
            "mailto:bank@exempel.se",
        ),
        (
            "https://exempel.se/kontakt",
            "vcard:hasURL",
            "https://exempel.se/kontakt",
        ),
    ] {
        let router = server::router(state().with_contact(contact.parse().unwrap()));
        let catalogue = get_from(&router, "/dcat.jsonld").await.json();
        let nodes = catalogue["@graph"].as_array().unwrap();
        let told = nodes
            .iter()
            .filter(|node| node.get("dcat:contactPoint").is_some());
        let told: Vec<&Value> = told.collect();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["@type"], "dcat:Dataset");
        assert_eq!(told[0]["dcat:contactPoint"][by]["@id"], href);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_distribution_is_there() {
    let catalogue = get("/dcat.jsonld").await.json();
    let graph = catalogue["@graph"].as_array().unwrap();
    let mut seen = 0;
    for node in graph
        .iter()
        .filter(|node| node["@type"] == "dcat:Distribution")
    {
        let address = node["dcat:downloadURL"]["@id"].as_str().unwrap();
        let path = address.strip_prefix("http://exempel.test").unwrap();
        let file = get(path).await;
        assert_eq!(file.status, 200, "{path}");
        let media_type = file.header("content-type").split(';').next().unwrap();
        let named = node["dcat:mediaType"]["@id"].as_str().unwrap();
        assert!(named.ends_with(&format!("/{media_type}")), "{named}");
        seen += 1;
    }
    assert_eq!(seen, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_told_how_to_search_here() {
    let answer = get("/opensearch.xml").await;
    assert_eq!(
        answer.header("content-type"),
        "application/opensearchdescription+xml"
    );
    insta::assert_snapshot!(answer.text());
    let page = get("/").await;
    assert!(
        page.text()
            .contains("rel=\"search\" type=\"application/opensearchdescription+xml\"")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_themes_are_concepts_with_names_in_both_languages() {
    let answer = get("/api/v1/themes?format=skos").await;
    assert_eq!(answer.header("content-type"), "application/ld+json");
    let scheme = answer.json();
    let graph = scheme["@graph"].as_array().unwrap();
    let ids: BTreeSet<&str> = graph
        .iter()
        .map(|node| node["@id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), graph.len(), "no id comes twice");
    let themes = get("/api/v1/themes").await.json();
    let concepts = graph.iter().filter(|node| node["@type"] == "skos:Concept");
    let count = |value: &Value| value.as_array().unwrap().len();
    assert_eq!(concepts.clone().count(), count(&themes["themes"]) + 5);
    for concept in concepts {
        assert_eq!(count(&concept["skos:prefLabel"]), 2);
        if let Some(broader) = concept["skos:broader"]["@id"].as_str() {
            assert!(ids.contains(broader), "{broader}");
        }
    }
    for (query, accept, status) in [
        ("?format=skos", "application/json", 406),
        ("?format=skos", "application/ld+json", 200),
        ("", "application/ld+json", 406),
        ("?format=rdf", "*/*", 400),
    ] {
        let answer = get_with(&format!("/api/v1/themes{query}"), &[("accept", accept)]).await;
        assert_eq!(answer.status, status, "{query} {accept}");
    }
}
