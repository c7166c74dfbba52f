//! The house as it must stand: who may import whom, what lives where, and that the documents name
//! nothing that is not there.

#![expect(
    clippy::unwrap_used,
    reason = "a manifest that cannot be read must stop the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which of our crates each may import; the program itself may import all.
const IMPORTS: &[(&str, &[&str])] = &[
    ("records", &[]),
    ("analysis", &[]),
    ("vocabulary", &["records", "analysis"]),
    ("ingest", &["records", "analysis", "vocabulary"]),
    ("index", &["records", "analysis", "vocabulary"]),
    ("search", &["records", "analysis", "vocabulary", "index"]),
    ("server", &["records", "vocabulary", "index", "search"]),
    ("workload", &["records", "analysis", "vocabulary"]),
];

/// Crates of others that only these of ours may import; `cli` is the program itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("tantivy", &["index", "search"]),
    ("axum", &["server"]),
    ("tokio", &["server"]),
    ("tower-http", &["server"]),
    ("axum-server", &["server"]),
    ("governor", &["server"]),
    ("prometheus-client", &["server"]),
    ("rmcp", &["server"]),
    ("askama", &["server"]),
    ("utoipa", &["server"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("anyhow", &["cli"]),
    ("tracing-subscriber", &["cli"]),
    ("scraper", &["ingest"]),
    ("pulldown-cmark", &["ingest"]),
    ("saphyr-parser", &["ingest"]),
    ("html5ever", &["ingest"]),
    ("dom_smoothie", &["ingest"]),
    ("unpdf", &["ingest"]),
    ("rlimit", &["ingest"]),
    ("chardetng", &["ingest"]),
    ("encoding_rs", &["ingest"]),
    ("whatlang", &["ingest"]),
    ("frostem", &["analysis"]),
];

/// A file longer than this, its tests not counted, wants a noun to be split by.
const MAX_LINES: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What each crate depends on, tests apart.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let names = IMPORTS
        .iter()
        .map(|(name, _)| ((*name).to_owned(), format!("crates/{name}/Cargo.toml")));
    names
        .chain([("cli".to_owned(), "Cargo.toml".to_owned())])
        .map(|(name, path)| {
            let manifest: toml::Table = read(path).parse().unwrap();
            let of = |section: &str| {
                manifest
                    .get(section)
                    .and_then(toml::Value::as_table)
                    .map(|table| table.keys().cloned().collect::<Vec<_>>())
                    .unwrap_or_default()
            };
            (
                name,
                of("dependencies")
                    .into_iter()
                    .chain(of("build-dependencies"))
                    .collect(),
            )
        })
        .collect()
}

/// Every file below a folder of the project.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn rust_files() -> impl Iterator<Item = (PathBuf, String)> {
    files("crates")
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| {
            let text = read(&path);
            (path, text)
        })
}

/// The part of a file before its tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

#[test]
fn every_crate_is_in_the_table() {
    let mut folders: Vec<String> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "cli")
        .collect();
    folders.sort();
    let mut table: Vec<&str> = IMPORTS.iter().map(|(name, _)| *name).collect();
    table.sort_unstable();
    assert_eq!(folders, table);
}

#[test]
fn crates_import_what_the_table_allows() {
    let ours: BTreeSet<&str> = IMPORTS.iter().map(|(name, _)| *name).collect();
    let dependencies = dependencies();
    for (name, allowed) in IMPORTS {
        for dependency in &dependencies[*name] {
            let import = dependency.as_str();
            assert!(
                !ours.contains(import) || allowed.contains(&import),
                "{name} may not import {import}"
            );
        }
    }
}

#[test]
fn a_crate_of_others_stays_in_its_room() {
    let dependencies = dependencies();
    for (theirs, rooms) in ROOMS {
        let mut importers: Vec<&str> = dependencies
            .iter()
            .filter(|(_, theirs_of)| theirs_of.contains(*theirs))
            .map(|(name, _)| name.as_str())
            .collect();
        importers.sort_unstable();
        assert_eq!(&importers, rooms, "{theirs}");
    }
}

#[test]
fn the_types_of_the_search_name_nothing_of_the_engine() {
    for file in [
        "request.rs",
        "response.rs",
        "filter.rs",
        "highlight.rs",
        "query/mod.rs",
    ] {
        let path = format!("crates/search/src/{file}");
        assert!(!read(&path).contains("tantivy"), "{path}");
    }
}

#[test]
fn the_clock_is_read_by_the_program_and_the_server_alone() {
    for (path, text) in rust_files() {
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
        // The process that reads a PDF is given so long and no longer, whatever the hour.
        let is_time_limit = name == "crates/ingest/src/pdf_reader.rs";
        let is_test = name.contains("/tests/") || name.contains("/benches/");
        if name.starts_with("crates/cli")
            || name.starts_with("crates/server")
            || is_time_limit
            || is_test
        {
            continue;
        }
        for clock in ["Timestamp::now", "Zoned::now", "SystemTime", "Instant::now"] {
            assert!(!text.contains(clock), "{name} reads {clock}");
        }
    }
}

#[test]
fn records_leave_the_bank_only_as_what_may_be_shown_of_them() {
    // The one holds the engine and the snapshot, the other decides what may be shown.
    let inside = ["crates/server/src/bank.rs", "crates/server/src/shown.rs"];
    for (path, text) in rust_files() {
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
        if !name.starts_with("crates/server/src/") || inside.contains(&name) {
            continue;
        }
        // A suggestion that leads to a record has its id alone.
        let text = without_tests(&text).replace("Offer::Record", "");
        let mut words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let raw = words.find(|word| ["Record", "Hit", "Engine"].contains(word));
        assert_eq!(raw, None, "{name} names what only the bank may hold");
    }
}

#[test]
fn files_are_short_and_named_by_nouns_of_the_field() {
    for (path, text) in rust_files() {
        let lines = without_tests(&text).lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines", path.display());
        for part in path.iter().filter_map(|part| part.to_str()) {
            let stem = part.trim_end_matches(".rs");
            let vague = [
                "utils", "util", "helpers", "helper", "common", "misc", "manager",
            ];
            assert!(!vague.contains(&stem), "{}", path.display());
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    for (path, text) in rust_files() {
        for stub in ["todo!(", "unimplemented!(", "#[ignore", "FIXME", "TODO"] {
            assert!(!text.contains(stub), "{} holds {stub}", path.display());
        }
    }
}

#[test]
fn the_documents_name_only_paths_that_are_there() {
    for document in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "deploy/README.md",
    ] {
        let text = read(document);
        for path in text
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|quoted| is_path(quoted))
        {
            let there = root()
                .join(path.trim_end_matches('/'))
                .try_exists()
                .unwrap();
            assert!(there, "{document} names `{path}`");
        }
    }
}

/// Whether a quoted word names a file or folder of the project.
fn is_path(quoted: &str) -> bool {
    let top = [
        "crates/",
        "corpus/",
        "deploy/",
        "tests/",
        "index/README.md",
        ".ci/",
    ];
    top.iter().any(|top| quoted.starts_with(top)) && !quoted.contains(['*', '<', ' ', '…'])
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let names = manifest["workspace"]["dependencies"]
        .as_table()
        .unwrap()
        .keys();
    let architecture = read("ARCHITECTURE.md");
    for name in names.filter(|name| !IMPORTS.iter().any(|(ours, _)| ours == name)) {
        assert!(
            architecture.contains(&format!("| `{name}` |")),
            "{name} has no row"
        );
    }
}

#[test]
fn every_dependency_of_the_workspace_is_used() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let manifests: Vec<String> = IMPORTS
        .iter()
        .map(|(name, _)| read(format!("crates/{name}/Cargo.toml")))
        .chain([read("Cargo.toml")])
        .collect();
    for name in manifest["workspace"]["dependencies"]
        .as_table()
        .unwrap()
        .keys()
    {
        let used = manifests.iter().any(|manifest| {
            manifest.lines().any(|line| {
                line.starts_with(&format!("{name}.workspace"))
                    || line.starts_with(&format!("{name} = {{ workspace"))
            })
        });
        assert!(used, "{name}");
    }
}
