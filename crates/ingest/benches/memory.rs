//! The memory that ten thousand documents take, one after another: it must not grow with them.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what is measured is printed, and a fixture that is not there must stop the bench"
)]

use std::fs;
use std::path::Path;

use ingest::{Options, parse_bytes};
use vocabulary::Vocabulary;

const DOCUMENTS: usize = 10_000;

/// More than this, in KiB, after the first thousand documents is growth, not chance.
const MOST_GROWTH: u64 = 8 * 1024;

/// The process's resident memory in KiB, as Linux tells it.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let mut pages: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "html") {
            pages.push(fs::read_to_string(path).unwrap());
        }
    }
    pages.sort();
    let options = Options::new(jiff::civil::date(2026, 6, 1));
    let mut after_thousand = None;
    for nth in 1..=DOCUMENTS {
        // No two are the same.
        let page = pages[nth % pages.len()].replace("<h1>", &format!("<h1>Nummer {nth}: "));
        let path = format!("documents/sida-{nth}.html");
        let parsed = parse_bytes(
            Path::new(&path),
            page.as_bytes(),
            None,
            Vocabulary::embedded(),
            &options,
        );
        assert!(!parsed.records.is_empty());
        if nth % 1000 == 0 {
            let Some(resident) = resident() else {
                println!("memory is not told here");
                return;
            };
            println!("{nth} documents: {resident} KiB");
            let first = *after_thousand.get_or_insert(resident);
            assert!(resident < first + MOST_GROWTH, "it grows");
        }
    }
}
