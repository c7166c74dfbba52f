//! The description of the API, and that it tells the truth.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::bank::{get, get_from, state};

#[tokio::test(flavor = "multi_thread")]
async fn the_description_is_as_agreed() {
    let mut document = get("/api/v1/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    // The examples are real answers, which change with the corpus they were taken from.
    for (_, item) in document["paths"].as_object_mut().unwrap() {
        let content = &mut item["get"]["responses"]["200"]["content"];
        for (_, form) in content.as_object_mut().unwrap() {
            form["examples"] = Value::Null;
        }
    }
    insta::assert_json_snapshot!(document);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_described_with_examples_and_all_errors() {
    let document = get("/api/v1/openapi.json").await.json();
    for (path, item) in document["paths"].as_object().unwrap() {
        let operation = &item["get"];
        for field in ["description", "summary", "operationId"] {
            assert!(
                !operation[field].as_str().unwrap().is_empty(),
                "{path} {field}"
            );
        }
        let content = operation["responses"]["200"]["content"]
            .as_object()
            .unwrap();
        let examples = content
            .values()
            .map(|form| &form["examples"]["example"]["value"]);
        assert!(examples.clone().any(|example| !example.is_null()), "{path}");
        if let Some(json) = content.get("application/json") {
            assert!(json["examples"]["example"]["value"].is_object(), "{path}");
        }
        for status in [
            "304", "400", "405", "406", "414", "415", "429", "500", "503", "default",
        ] {
            assert!(
                operation["responses"][status].is_object(),
                "{path} {status}"
            );
        }
        assert_eq!(
            operation["responses"]["404"].is_object(),
            path.contains('{'),
            "{path}"
        );
        for parameter in operation["parameters"].as_array().unwrap() {
            assert!(
                !parameter["description"].as_str().unwrap().is_empty(),
                "{path}"
            );
        }
    }
    let description = document["info"]["description"].as_str().unwrap();
    for word in ["och", "på", "and", "the"] {
        assert!(description.contains(&format!(" {word} ")), "{word}");
    }
}

/// The references of a document.
fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if name == "$ref" {
                    found.insert(value.as_str().unwrap());
                }
                references(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reference_and_every_type_of_problem_is_there() {
    let document = get("/api/v1/openapi.json").await.json();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 10);
    for reference in found {
        assert!(
            document
                .pointer(reference.trim_start_matches('#'))
                .is_some(),
            "{reference}"
        );
    }
    for address in ["/api/v1/records?page=0", "/api/v1/nowhere"] {
        let problem = get(address).await.json();
        let kind = problem["type"].as_str().unwrap();
        let pointer = kind.strip_prefix("/api/v1/openapi.json#").unwrap();
        assert!(document.pointer(pointer).is_some(), "{kind}");
    }
}

/// The keys of a value, all the way down; lists are looked into by their first item.
fn keys(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let at = format!("{at}.{name}");
                keys(value, &at, found);
                found.insert(at);
            }
        }
        Value::Array(values) => {
            for value in values {
                keys(value, &format!("{at}[]"), found);
            }
        }
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_have_the_keys_of_real_answers() {
    let document = get("/api/v1/openapi.json").await.json();
    for (path, address) in [
        (
            "/records",
            "/api/v1/records?q=skola&facets=theme,year&limit=1",
        ),
        ("/records/{id}", "/api/v1/records/varberg-svaromat"),
        ("/municipalities", "/api/v1/municipalities"),
        ("/municipalities/{code}", "/api/v1/municipalities/0180"),
        ("/themes", "/api/v1/themes"),
        ("/themes/{id}", "/api/v1/themes/open-data"),
        ("/editions", "/api/v1/editions"),
        ("/editions/{year}", "/api/v1/editions/2013"),
        ("/suggestions", "/api/v1/suggestions?q=sko"),
        (
            "/municipalities/{code}/peers",
            "/api/v1/municipalities/1384/peers",
        ),
        ("/statistics/timeline", "/api/v1/statistics/timeline"),
        ("/statistics/coverage", "/api/v1/statistics/coverage"),
        ("/api-info", "/api/v1/api-info"),
        ("/export", "/api/v1/export?q=skola&year=2010..2012"),
    ] {
        let responses = &document["paths"][path]["get"]["responses"]["200"];
        let example = &responses["content"]["application/json"]["examples"]["example"]["value"];
        let shallow = |value: &Value| -> BTreeSet<String> {
            let mut found = BTreeSet::new();
            keys(value, "", &mut found);
            // What a record may or may not have, and the facets and filters that were asked for.
            found.retain(|key| {
                ![
                    "[].municipalities",
                    "record.municipalities",
                    "themes[]",
                    "quotes",
                    "outcomes",
                    "excerpts",
                    "facets",
                    ".filters",
                    "same_initiatives",
                    "also_published",
                    "stated_by",
                    "conflicts",
                    "year.",
                    "published.",
                    "span.",
                    "counties",
                    "winner",
                    "finalists",
                    "shortlisted",
                    "nominees",
                    "clauses",
                    "expansions",
                ]
                .iter()
                .any(|optional| key.contains(optional))
            });
            found
        };
        assert_eq!(
            shallow(example),
            shallow(&get(address).await.json()),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_names_the_host_the_server_is_known_under() {
    let known = server::router(state().with_public_url("http://exempel.test".parse().unwrap()));
    let document = get_from(&known, "/api/v1/openapi.json").await.json();
    assert_eq!(document["servers"][0]["url"], "http://exempel.test/api/v1");
    assert_eq!(document["info"]["contact"]["url"], "http://exempel.test/");
}
