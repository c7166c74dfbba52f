//! The program over a real socket.

use records::{Record, read_jsonl};

use crate::program::{Folder, project};
use crate::serving::Server;

#[test]
fn serving_builds_the_index_if_there_is_none_and_stops_when_asked() {
    let folder = Folder::with_corpus();
    let server = Server::start(&folder, &[]);
    assert_eq!(server.get("/health/live").0, 200);
    assert_eq!(server.get("/health/ready").0, 200);
    let (status, page) = server.get("/?q=trygghetskamera");
    assert_eq!(status, 200);
    assert!(page.contains("Vara prövar"), "{page}");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_new_generation_is_served_without_a_restart() {
    let folder = Folder::with_index();
    let server = Server::start(&folder, &[]);
    let total = || {
        server.json("/api/v1/records")["meta"]["total"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(total(), 3);
    std::fs::remove_file(folder.path("corpus/flen-snokarta.md")).unwrap();
    folder.run(&["ingest", "--quiet"]);
    // The server looks once a second; ten times that is a machine that has much else to do.
    let seen = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        total() == 2
    });
    assert!(seen);
}

/// The whole corpus, served; counts are compared with those of a plain reading of the records.
#[test]
fn two_filters_and_three_facets_give_exact_counts() {
    let folder = Folder::empty();
    let corpus = project().join("corpus");
    let ingest = folder.run(&["ingest", "--quiet", corpus.to_str().unwrap()]);
    assert_eq!(ingest.code, Some(0), "{ingest:?}");
    let lines = std::fs::read(folder.generation().join("records.jsonl")).unwrap();
    let records: Vec<Record> = read_jsonl(lines.as_slice()).map(Result::unwrap).collect();
    let server = Server::start(&folder, &[]);
    let answer = server.json(
        "/api/v1/records?theme=welfare-technology&year=2015..2019&facets=theme,kind,year&limit=100",
    );

    let has_theme = |record: &&Record| {
        record
            .themes
            .iter()
            .any(|theme| theme.id.as_str() == "welfare-technology")
    };
    let has_year = |record: &&Record| {
        record
            .year
            .is_some_and(|year| (2015..=2019).contains(&year.value.number()))
    };
    let both = records
        .iter()
        .filter(|record| has_theme(record) && has_year(record))
        .count();
    assert!(both > 5, "the corpus has enough to count");
    assert_eq!(answer["meta"]["total"], both);
    assert_eq!(answer["records"].as_array().unwrap().len(), both);

    let count = |facet: &str, value: &str| -> u64 {
        let values = answer["facets"][facet]["values"].as_array().unwrap();
        let found = values.iter().find(|count| count["value"] == value);
        found.map_or(0, |count| count["count"].as_u64().unwrap())
    };
    // Each facet is counted with its own filter lifted.
    let lifted_theme = records
        .iter()
        .filter(has_year)
        .filter(|record| {
            record
                .themes
                .iter()
                .any(|theme| theme.id.as_str() == "education")
        })
        .count();
    assert_eq!(count("theme", "education"), lifted_theme as u64);
    let lifted_year = records
        .iter()
        .filter(has_theme)
        .filter(|record| record.year.is_some_and(|year| year.value.number() == 2020))
        .count();
    assert_eq!(count("year", "2020"), lifted_year as u64);
    let unknown_year = records
        .iter()
        .filter(has_theme)
        .filter(|record| record.year.is_none())
        .count();
    assert_eq!(answer["facets"]["year"]["unknown"], unknown_year);
    let initiatives = records
        .iter()
        .filter(|record| has_theme(record) && has_year(record))
        .filter(|record| record.kind == records::Kind::Initiative)
        .count();
    assert_eq!(count("kind", "initiative"), initiatives as u64);
}
