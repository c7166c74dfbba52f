//! The records and diagnostics of invented files, held as snapshots.

use std::path::{Path, PathBuf};

use ingest::{Options, Parsed, ingest, parse_file};
use vocabulary::Vocabulary;

const OPTIONS: Options = Options::new(jiff::civil::date(2026, 6, 1));

/// Records as JSON, then diagnostics as a terminal shows them.
fn shown(parsed: &Parsed) -> String {
    let mut shown = String::new();
    for record in &parsed.records {
        shown.push_str(&serde_json::to_string_pretty(record).unwrap_or_default());
        shown.push('\n');
    }
    for diagnostic in &parsed.diagnostics {
        shown.push_str(&diagnostic.to_string());
        shown.push('\n');
    }
    shown
}

fn parse(path: &str) -> String {
    let path = Path::new("tests/fixtures").join(path);
    shown(&parse_file(&path, Vocabulary::embedded(), &OPTIONS))
}

#[test]
fn a_curated_example_with_every_field() {
    insta::assert_snapshot!(parse("examples/lekplats-app.md"));
}

#[test]
fn every_fault_of_an_example_is_told() {
    insta::assert_snapshot!(parse("examples/alla-fel.md"));
}

#[test]
fn an_example_that_gives_no_record() {
    let names = [
        "utan-slut",
        "utan-falt",
        "trasig-yaml",
        "utan-titel",
        "Fel_Namn",
        "latin-ett",
        "ingen-grupp",
        "finns-inte",
    ];
    let shown: Vec<String> = names
        .iter()
        .map(|name| parse(&format!("examples/{name}.md")))
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn an_announcement_as_saved_text() {
    insta::assert_snapshot!(parse("documents/tavlingen.txt"));
}

#[test]
fn an_interview_without_a_title() {
    insta::assert_snapshot!(parse("documents/intervju.txt"));
}

#[test]
fn a_news_page() {
    insta::assert_snapshot!(parse("documents/nyhet.html"));
}

#[test]
fn an_old_page_with_a_sidecar() {
    insta::assert_snapshot!(parse("documents/arkiv.html"));
}

#[test]
fn sidecars_with_faults() {
    insta::assert_snapshot!(parse("documents/fel-sidovagn.txt"));
    insta::assert_snapshot!("broken_sidecar", parse("documents/trasig-sidovagn.txt"));
}

#[test]
fn a_text_in_english() {
    insta::assert_snapshot!(parse("documents/library.txt"));
}

#[test]
fn markdown_without_front_matter_among_documents() {
    insta::assert_snapshot!(parse("documents/anteckning.md"));
}

#[test]
fn files_that_are_not_read() {
    let names = [
        "haftet.pdf",
        "forkladd.txt",
        "utan-andelse",
        "tom.txt",
        "buller.txt",
        "__.txt",
        "x.docx",
        "x.xyz",
    ];
    let shown: Vec<String> = names
        .iter()
        .map(|name| parse(&format!("other/{name}")))
        .collect();
    insta::assert_snapshot!(shown.join(""));
}

#[test]
fn equal_ids() {
    let paths = [PathBuf::from("tests/fixtures/twins")];
    let parsed = ingest(&paths, Vocabulary::embedded(), &OPTIONS, &|_| ());
    let ids: Vec<String> = parsed
        .records
        .iter()
        .map(|record| format!("{} {}", record.id, record.source.path))
        .collect();
    let told: Vec<String> = parsed.diagnostics.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(format!("{}\n\n{}", ids.join("\n"), told.join("\n")));
}
