//! A file of all that a search finds, in every format.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::bank::{Answer, get, get_with};

const FORMATS: &[&str] = &[
    "json", "jsonl", "csv", "ris", "bibtex", "csl-json", "geojson",
];

async fn export(format: &str, search: &str) -> Answer {
    let answer = get(&format!("/api/v1/export?format={format}&{search}")).await;
    assert_eq!(answer.status, 200, "{format} {search}: {}", answer.text());
    answer
}

/// The rows of a table, by the names of its columns.
fn rows(answer: &Answer) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_reader(answer.bytes.as_slice());
    let names = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let cells = names.iter().zip(row.iter());
            cells
                .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
                .collect()
        })
        .collect()
}

fn cell<'a>(row: &'a [(String, String)], name: &str) -> &'a str {
    let found = row.iter().find(|(column, _)| column == name);
    &found.unwrap_or_else(|| panic!("no column {name}")).1
}

/// The values after a mark, up to the end of the line or another mark.
fn after<'a>(text: &'a str, mark: &str, end: char) -> Vec<String> {
    let parts = text.split(mark).skip(1);
    parts
        .map(|rest: &'a str| rest.split(end).next().unwrap().trim().to_owned())
        .collect()
}

/// The ids of the records in a file.
fn ids(format: &str, answer: &Answer) -> Vec<String> {
    let list = |value: &Value| -> Vec<String> {
        let records = value.as_array().unwrap().iter();
        records
            .map(|record| record["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let keys = |keys: Vec<String>| -> Vec<String> {
        let ids = keys.iter();
        ids.map(|key| key.strip_prefix("exempelbanken-").unwrap().to_owned())
            .collect()
    };
    match format {
        "json" => list(&answer.json()["records"]),
        "geojson" => list(&answer.json()["features"]),
        "jsonl" => {
            let lines = answer.text().lines();
            let rows: Vec<Value> = lines
                .map(|line| serde_json::from_str(line).unwrap())
                .collect();
            list(&Value::Array(rows))
        }
        "csv" => {
            let rows = rows(answer);
            rows.iter().map(|row| cell(row, "id").to_owned()).collect()
        }
        "ris" => keys(after(answer.text(), "\r\nID  - ", '\r')),
        "bibtex" => keys(after(answer.text(), "\n@misc{", ',')),
        "csl-json" => keys(list(&answer.json())),
        other => panic!("{other}"),
    }
}

/// The ids of all records of a search, walked through.
async fn walked(search: &str) -> Vec<String> {
    let mut next = format!("/api/v1/records?cursor=*&limit=20&select=id&{search}");
    let mut ids = Vec::new();
    loop {
        let answer = get(&next).await;
        assert_eq!(answer.status, 200, "{next}: {}", answer.text());
        let page = answer.json();
        for record in page["records"].as_array().unwrap() {
            ids.push(record["id"].as_str().unwrap().to_owned());
        }
        match page["links"]["next"].as_str() {
            Some(address) => address.clone_into(&mut next),
            None => return ids,
        }
    }
}

/// Numbers that are always the same and look like none in particular.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }
}

/// Some of the filters that there are, together.
fn search(numbers: &mut Numbers) -> String {
    const CHOICES: &[&[&str]] = &[
        &[
            "q=skola",
            "q=svaromat+bygglov",
            "q=-skola",
            "q=slutklang",
            "q=surfplattor+kommun",
        ],
        &[
            "year=2013..",
            "year=..2010",
            "year=unknown",
            "year=2005&year=2021",
            "year=!2003",
        ],
        &[
            "theme=education",
            "theme=!education",
            "theme=unknown",
            "theme=open-data&theme=e-services",
        ],
        &[
            "municipality=0180",
            "municipality=!1480",
            "municipality=1780",
            "municipality=unknown",
        ],
        &[
            "kind=initiative",
            "kind=!initiative",
            "kind=statement&kind=article",
        ],
        &["voice=editor", "voice=press&voice=municipality"],
        &[
            "status=in_use",
            "status=pilot&status=proposed",
            "status=unknown",
        ],
        &[
            "county=01",
            "county=!01",
            "skr_group=A1",
            "population=unknown",
        ],
        &[
            "outcome=winner",
            "edition=2013",
            "edition=2000..2020",
            "peers_of=1384",
        ],
        &["sort=year", "sort=-year", "sort=municipality"],
    ];
    let mut chosen: Vec<&str> = Vec::new();
    for choices in CHOICES {
        if numbers.below(3) == 0 {
            chosen.push(choices[numbers.below(choices.len())]);
        }
    }
    chosen.join("&")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_format_holds_what_the_search_finds_in_its_order() {
    let mut numbers = Numbers(20_261_127);
    let searches: BTreeSet<String> = std::iter::repeat_with(|| search(&mut numbers))
        .take(200)
        .collect();
    assert!(searches.len() > 50);
    let mut sizes = BTreeSet::new();
    for search in searches.iter().take(50) {
        let found = walked(search).await;
        sizes.insert(found.len());
        for format in FORMATS {
            let file = export(format, search).await;
            assert_eq!(ids(format, &file), found, "{format} {search}");
        }
    }
    assert!(sizes.len() > 5, "the searches find more or less: {sizes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_says_what_it_is_and_has_a_name_that_tells() {
    for (format, media_type, end) in [
        ("json", "application/json", "json"),
        ("jsonl", "application/jsonl", "jsonl"),
        ("csv", "text/csv; charset=utf-8; header=present", "csv"),
        (
            "ris",
            "application/x-research-info-systems; charset=utf-8",
            "ris",
        ),
        ("bibtex", "application/x-bibtex; charset=utf-8", "bib"),
        (
            "csl-json",
            "application/vnd.citationstyles.csl+json",
            "csl.json",
        ),
        ("geojson", "application/geo+json", "geojson"),
    ] {
        let file = export(format, "q=Skola&theme=education&year=2010..2012").await;
        assert_eq!(file.header("content-type"), media_type);
        let kept_as = file.header("content-disposition");
        let name = kept_as
            .strip_prefix(
                "attachment; filename=\"exempelbanken-q-skola-year-2010-2012-theme-education-20",
            )
            .unwrap_or_else(|| panic!("{kept_as}"));
        assert!(name.ends_with(&format!(".{end}\"")), "{kept_as}");
        // The search with its filters, how much it found, when, and in what generation.
        let text = file.text();
        let generation = get("/api/v1/records").await.json()["meta"]["generation"].clone();
        for told in [
            "?q=Skola&year=2010..2012&theme=education",
            generation.as_str().unwrap(),
            &name[..8],
        ] {
            let told = if format == "bibtex" && !text.contains(told) {
                told.replace('&', "\\&")
            } else {
                told.to_owned()
            };
            assert!(text.contains(&told), "{format}: {told}\n{text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn json_says_in_full_how_it_was_made() {
    let file = export("json", "q=skolla&year=2010..2012&lang=en")
        .await
        .json();
    let meta = &file["meta"];
    assert_eq!(meta["total"], file["records"].as_array().unwrap().len());
    assert_eq!(meta["query"]["filters"]["year"][0], "2010..2012");
    assert_eq!(meta["query"]["text"], "skolla");
    assert_eq!(meta["built_at"], "2026-01-02T03:04:05Z");
    assert_eq!(
        meta["links"]["self"],
        "http://exempel.test/api/v1/export?q=skolla&year=2010..2012&format=json"
    );
    let citation = meta["citation"].as_str().unwrap();
    assert!(
        citation.starts_with(
            "Exempelbanken (2026-01-02). Search in Exempelbanken: q=skolla, year=2010..2012."
        ),
        "{citation}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_has_every_field_and_no_formula() {
    let file = export("csv", "q=nattpatrull").await;
    let rows = rows(&file);
    let row = &rows[0];
    for (name, value) in [
        ("id", "mora-orsa-alvdalen-gemensam-natt"),
        ("municipalities", "Mora | Orsa | Älvdalen"),
        ("municipalities_codes", "2062 | 2034 | 2039"),
        ("year", "2023"),
        ("year_basis", "inferred"),
        ("themes", "welfare-technology"),
        ("voice", "municipality"),
        ("source_rights", "full"),
    ] {
        assert_eq!(cell(row, name), value, "{name}");
    }
    assert_eq!(cell(row, "search_total"), rows.len().to_string());
    // A text that a spreadsheet would work out is defused: the first name is no formula either.
    assert!(
        !file
            .text()
            .lines()
            .any(|line| line.starts_with(['=', '+', '@']))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn places_are_points_of_the_municipalities_it_is_about() {
    let file = export("geojson", "").await.json();
    assert_eq!(file["type"], "FeatureCollection");
    assert_eq!(file["exempelbank"]["total"], 32);
    let of = |id: &str| {
        let features = file["features"].as_array().unwrap();
        features
            .iter()
            .find(|feature| feature["id"] == id)
            .unwrap()
            .clone()
    };
    assert_eq!(of("varberg-svaromat")["geometry"]["type"], "Point");
    let [lon, lat] = [0, 1].map(|at| {
        of("varberg-svaromat")["geometry"]["coordinates"][at]
            .as_f64()
            .unwrap()
    });
    assert!(
        (11.0..14.0).contains(&lon) && (56.0..58.0).contains(&lat),
        "{lon} {lat}"
    );
    let three = of("mora-orsa-alvdalen-gemensam-natt");
    assert_eq!(three["geometry"]["type"], "MultiPoint");
    assert_eq!(
        three["geometry"]["coordinates"].as_array().unwrap().len(),
        3
    );
    assert!(of("emoji-fa")["geometry"].is_null());
    // It names Lund in passing, and is not about it.
    assert_eq!(of("lomma-sensorer")["geometry"]["type"], "Point");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_that_finds_nothing_is_an_empty_file_and_no_fault() {
    for format in FORMATS {
        let file = export(format, "q=%2Bxqzvxqzv").await;
        assert_eq!(ids(format, &file), [""; 0], "{format}");
        if *format == "bibtex" {
            let text = file.text();
            assert!(
                text.starts_with("@comment{") && text.contains("xqzvxqzv"),
                "{text}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_not_taken_and_a_fault_are_told() {
    let not_taken = get_with(
        "/api/v1/export?format=csv",
        &[("accept", "application/json")],
    )
    .await;
    assert_eq!(not_taken.status, 406);
    assert!(
        not_taken.json()["detail"]
            .as_str()
            .unwrap()
            .contains("text/csv")
    );
    for (query, parameter, named) in [
        ("format=xlsx", "format", "geojson"),
        ("format=cvs", "format", "csv"),
        ("format=csv&limit=10", "limit", "format"),
        ("format=csv&page=2", "page", "format"),
        ("format=csv&tema=skola", "tema", "theme"),
        ("theme=nonsense", "theme", ""),
        ("sort=size", "sort", "relevance"),
    ] {
        let answer = get(&format!("/api/v1/export?{query}&lang=en")).await;
        assert_eq!(answer.status, 400, "{query}");
        let error = &answer.json()["errors"][0];
        assert_eq!(error["parameter"], parameter, "{query}");
        assert!(
            error["detail"].as_str().unwrap().contains(named),
            "{query}: {error}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_the_search_page_is_the_same_file() {
    let answer = get("/traffar.csv?q=skola&year=2010..&sort=-year&page=2&limit=50").await;
    assert_eq!(answer.status, 308);
    assert_eq!(
        answer.header("location"),
        "/api/v1/export?q=skola&year=2010..&sort=-year&format=csv&lang=sv"
    );
}
