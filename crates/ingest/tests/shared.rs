//! The facts of five real documents that are not part of the repository: articles of 2013, 2017
//! and 2019 about the award. The test is run where a folder holds them.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what the tests share is test code, too, and says when nothing was checked"
)]

use std::path::{Path, PathBuf};

use ingest::{Options, parse_file};
use records::{Area, Kind, MunicipalityRole, OutcomeKind, Record};
use vocabulary::Vocabulary;

/// The folder that holds `seeds/`, or nothing, which is told.
fn seeds() -> Option<PathBuf> {
    match std::env::var_os("EXEMPELBANK_SHARED") {
        Some(folder) => Some(Path::new(&folder).join("seeds")),
        None => {
            println!("EXEMPELBANK_SHARED names no folder: the real documents were not checked");
            None
        }
    }
}

/// The records of the document whose name starts so.
fn records(seeds: &Path, start: &str) -> Vec<Record> {
    let path = std::fs::read_dir(seeds)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with(start)
        })
        .unwrap();
    let parsed = parse_file(
        &path,
        Vocabulary::embedded(),
        &Options::new(jiff::civil::date(2026, 11, 23)),
    );
    if std::env::var_os("EXEMPELBANK_SHOW").is_some() {
        for record in &parsed.records {
            println!("{}", serde_json::to_string_pretty(record).unwrap());
        }
        for diagnostic in &parsed.diagnostics {
            println!("{diagnostic}");
        }
    }
    parsed.records
}

fn name(code: records::MunicipalityCode) -> &'static str {
    &Vocabulary::embedded().register.by_code(code).unwrap().name
}

fn named(record: &Record, role: MunicipalityRole) -> Vec<&'static str> {
    let mut names: Vec<&str> = record
        .municipalities
        .iter()
        .filter(|municipality| municipality.role == role)
        .map(|municipality| name(municipality.code))
        .collect();
    names.sort_unstable();
    names
}

fn outcomes(record: &Record, edition: u16, kind: OutcomeKind) -> Vec<&'static str> {
    let mut names: Vec<&str> = record
        .outcomes
        .iter()
        .filter(|outcome| outcome.edition.number() == edition && outcome.outcome == kind)
        .map(|outcome| name(outcome.code))
        .collect();
    names.sort_unstable();
    names
}

/// The winners before some year, as `Kalix 2001`.
fn winners(record: &Record) -> Vec<String> {
    record
        .outcomes
        .iter()
        .filter(|outcome| outcome.outcome == OutcomeKind::Winner)
        .map(|outcome| format!("{} {}", name(outcome.code), outcome.edition))
        .collect()
}

fn year(record: &Record) -> Option<(u16, &'static str)> {
    record
        .year
        .map(|year| (year.value.number(), year.basis.as_str()))
}

const WINNERS: [&str; 9] = [
    "Kalix 2001",
    "Nacka 2003",
    "Malmö 2005",
    "Umeå 2007",
    "Falkenberg 2009",
    "Upplands Väsby 2011",
    "Karlstad 2013",
    "Helsingborg 2015",
    "Stockholm 2017",
];

#[test]
fn a_news_item_with_finalists_examples_and_quotes() {
    let Some(seeds) = seeds() else { return };
    let records = records(&seeds, "000");
    let article = &records[0];
    assert_eq!(named(article, MunicipalityRole::Subject), ["Kungsbacka"]);
    assert_eq!(
        named(article, MunicipalityRole::Mentioned),
        ["Falkenberg", "Karlskrona", "Stockholm", "Uppsala"]
    );
    assert_eq!(
        outcomes(article, 2017, OutcomeKind::Finalist),
        [
            "Falkenberg",
            "Karlskrona",
            "Kungsbacka",
            "Stockholm",
            "Uppsala"
        ]
    );
    assert_eq!(article.outcomes.len(), 5);
    assert_eq!(year(article), Some((2017, "edition")));
    let roles: Vec<Option<&str>> = article
        .quotes
        .iter()
        .map(|quote| quote.role.as_deref())
        .collect();
    assert_eq!(roles, [Some("digital utvecklingschef"); 2]);
    assert!(
        article
            .quotes
            .iter()
            .all(|quote| !quote.text.contains("säger"))
    );
    let parts = &records[1..];
    assert_eq!(parts.len(), 3);
    for part in parts {
        assert_eq!(part.kind, Kind::Initiative);
        assert_eq!(part.part_of.as_ref(), Some(&article.id));
        assert_eq!(named(part, MunicipalityRole::Subject), ["Kungsbacka"]);
        assert_eq!(year(part), Some((2017, "edition")));
    }
}

#[test]
fn five_statements_under_one_question() {
    let Some(seeds) = seeds() else { return };
    let records = records(&seeds, "001");
    let nominees = ["Karlskrona", "Karlstad", "Lidingö", "Södertälje", "Umeå"];
    let article = &records[0];
    assert_eq!(year(article), Some((2019, "inferred")));
    assert_eq!(outcomes(article, 2019, OutcomeKind::Nominee), nominees);
    assert_eq!(named(article, MunicipalityRole::Subject), nominees);
    let parts = &records[1..];
    assert_eq!(parts.len(), 5);
    for (part, municipality) in parts.iter().zip(nominees) {
        assert_eq!(part.kind, Kind::Statement);
        assert_eq!(named(part, MunicipalityRole::Subject), [municipality]);
        let question = part.question.as_deref().unwrap();
        assert!(question.starts_with("Om vi ser") && question.ends_with('?'));
        assert_eq!(part.voice.as_str(), "municipality");
        assert_eq!(year(part), Some((2019, "inferred")));
        let text = part.text.as_deref().unwrap();
        assert!(
            !text.contains("12 november")
                && !text.starts_with(&format!("{municipality}s kommun\n"))
        );
    }
}

#[test]
fn an_interview_with_a_fact_box() {
    let Some(seeds) = seeds() else { return };
    let records = records(&seeds, "002");
    let article = &records[0];
    assert_eq!(named(article, MunicipalityRole::Subject), ["Kungsbacka"]);
    assert_eq!(year(article), Some((2017, "inferred")));
    assert_eq!(
        outcomes(article, 2017, OutcomeKind::Shortlisted),
        [
            "Falkenberg",
            "Karlskrona",
            "Kungsbacka",
            "Lomma",
            "Sollentuna",
            "Stockholm",
            "Sundsvall",
            "Uppsala"
        ]
    );
    assert_eq!(winners(article), WINNERS[..8]);
    assert_eq!(article.outcomes.len(), 16);
    for record in &records {
        assert!(!record.text.as_deref().unwrap().contains("Läs också"));
    }
    assert!(!article.quotes.is_empty());
    for quote in &article.quotes {
        assert_eq!(quote.role.as_deref(), Some("digital strateg"));
        assert!(!quote.text.contains("berättar"));
    }
}

#[test]
fn a_matrix_in_prose() {
    let Some(seeds) = seeds() else { return };
    let records = records(&seeds, "003");
    let nominees = ["Haparanda", "Karlstad", "Västerås"];
    let article = &records[0];
    assert_eq!(year(article), Some((2013, "edition")));
    assert_eq!(named(article, MunicipalityRole::Subject), nominees);
    assert_eq!(named(article, MunicipalityRole::Mentioned), [""; 0]);
    assert_eq!(outcomes(article, 2013, OutcomeKind::Nominee), nominees);
    assert_eq!(article.outcomes.len(), 3);
    let parts = &records[1..];
    assert_eq!(parts.len(), 15);
    for (at, part) in parts.iter().enumerate() {
        assert_eq!(part.kind, Kind::Initiative);
        assert_eq!(named(part, MunicipalityRole::Subject), [nominees[at % 3]]);
        assert_eq!(part.area, Some(Area::ALL[at / 3]), "{}", part.title);
        assert_eq!(year(part), Some((2013, "edition")));
    }
    for record in &records {
        assert!(!record.text.as_deref().unwrap().contains("it_kommun"));
    }
}

#[test]
fn an_award_page_with_a_timetable() {
    let Some(seeds) = seeds() else { return };
    let records = records(&seeds, "004");
    let nominees = ["Karlskrona", "Karlstad", "Lidingö", "Södertälje", "Umeå"];
    let article = &records[0];
    assert_eq!(year(article), Some((2019, "edition")));
    assert_eq!(outcomes(article, 2019, OutcomeKind::Nominee), nominees);
    assert_eq!(winners(article), WINNERS);
    assert_eq!(article.outcomes.len(), 14);
    assert_eq!(records.len(), 1);
}
