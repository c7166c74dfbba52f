//! What is counted over a search.

use serde_json::{Value, json};

use crate::bank::get;

const TIMELINE: &str = "/api/v1/statistics/timeline";
const COVERAGE: &str = "/api/v1/statistics/coverage";

fn sum(values: &Value, field: &str) -> u64 {
    let values = values.as_array().unwrap().iter();
    values.map(|value| value[field].as_u64().unwrap()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn years_are_counted_beside_how_many_there_are() {
    for search in [
        "",
        "?theme=education",
        "?q=svaromat",
        "?year=2010..2012",
        "?kind=article",
    ] {
        let answer = get(&format!("{TIMELINE}{search}")).await.json();
        let found = get(&format!("/api/v1/records{search}")).await.json();
        let unknown = &answer["unknown"];
        let counted = sum(&answer["years"], "count") + unknown["count"].as_u64().unwrap();
        assert_eq!(json!(counted), found["meta"]["total"], "{search}");
        let whole = sum(&answer["years"], "in_bank") + unknown["in_bank"].as_u64().unwrap();
        assert_eq!(whole, 32, "{search}");
        // No year between the first and the last is left out.
        let years: Vec<u64> = answer["years"]
            .as_array()
            .unwrap()
            .iter()
            .map(|year| year["year"].as_u64().unwrap())
            .collect();
        assert_eq!(years, (2000..=2023).collect::<Vec<u64>>(), "{search}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_share_is_of_the_records_of_the_year() {
    let answer = get(&format!("{TIMELINE}?theme=education&lang=en"))
        .await
        .json();
    let of = |year: u64| {
        let years = answer["years"].as_array().unwrap();
        years
            .iter()
            .find(|one| one["year"] == year)
            .unwrap()
            .clone()
    };
    // One school project a year, and in 2013 three records of the award beside it.
    assert_eq!(of(2005)["share"], 1.0);
    assert_eq!(of(2013)["in_bank"], 3);
    assert_eq!(of(2013)["share"], 1.0 / 3.0);
    assert_eq!(
        of(2013)["themes"],
        json!([{
            "id": "education", "label": "Preschool, school and learning", "count": 1, "share": 1.0 / 3.0
        }])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_part_of_the_country_is_counted() {
    let answer = get(COVERAGE).await.json();
    let coverage = &answer["coverage"];
    assert_eq!(coverage["municipalities"], 290);
    assert_eq!(answer["meta"]["total"], coverage["covered"]);
    for parts in ["counties", "skr_groups", "population_bands"] {
        assert_eq!(sum(&coverage[parts], "municipalities"), 290, "{parts}");
        assert_eq!(
            json!(sum(&coverage[parts], "covered")),
            coverage["covered"],
            "{parts}"
        );
    }
    let missing = coverage["missing"].as_array().unwrap();
    assert_eq!(json!(290 - missing.len()), coverage["covered"]);
    // A part shows what filtering on it gives.
    for (facet, parts) in [("county", "counties"), ("population", "population_bands")] {
        for part in coverage[parts].as_array().unwrap() {
            let value = part["value"].as_str().unwrap();
            let found = get(&format!("/api/v1/records?{facet}={value}"))
                .await
                .json();
            assert_eq!(found["meta"]["total"], part["records"], "{facet} {value}");
        }
    }
    let schools = get(&format!("{COVERAGE}?theme=education")).await.json();
    assert_eq!(schools["coverage"]["covered"], 2);
    assert_eq!(schools["coverage"]["records"], 24);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_filter_is_refused() {
    for (query, parameter) in [
        ("page=2", "page"),
        ("sort=year", "sort"),
        ("tema=open-data", "tema"),
        ("theme=nonsense", "theme"),
        ("lang=de", "lang"),
    ] {
        for path in [TIMELINE, COVERAGE] {
            let answer = get(&format!("{path}?{query}")).await;
            assert_eq!(answer.status, 400, "{path} {query}");
            assert_eq!(answer.json()["errors"][0]["parameter"], parameter);
        }
    }
}
