//! How well the facts of invented documents are found: precision and recall.
//!
//! A document's facts stand beside it in `<file>.expected.json`, written down by a reader before
//! the program saw the document. Run with `--nocapture` to see the table and every miss.

#![expect(clippy::unwrap_used, reason = "what the tests share is test code, too")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ingest::{Options, parse_file};
use records::{MunicipalityCode, MunicipalityRole, Record};
use serde_json::Value;
use vocabulary::Vocabulary;

/// Right, found and expected facts of one sort.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    right: u32,
    found: u32,
    expected: u32,
}

impl Count {
    fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(self) -> f64 {
        share(self.right, self.expected)
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.expected += other.expected;
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        return 1.0;
    }
    f64::from(part) / f64::from(whole)
}

const SORTS: [&str; 9] = [
    "municipality",
    "role",
    "year",
    "year basis",
    "theme",
    "outcome",
    "part",
    "quote",
    "language",
];

fn name(code: MunicipalityCode) -> String {
    let register = &Vocabulary::embedded().register;
    register.by_code(code).unwrap().name.clone()
}

fn strings(value: &Value) -> Vec<String> {
    value
        .as_array()
        .map(|list| {
            list.iter()
                .map(|item| item.as_str().unwrap_or("-").to_owned())
                .collect()
        })
        .unwrap_or_default()
}

/// What a document gave, as lists of words like those that are expected.
fn found(records: &[Record]) -> BTreeMap<&'static str, Vec<String>> {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let Some(article) = records.first() else {
        return found;
    };
    for municipality in &article.municipalities {
        let name = name(municipality.code);
        found
            .entry("role")
            .or_default()
            .push(format!("{name} {}", role(municipality.role)));
        found.entry("municipality").or_default().push(name);
    }
    if let Some(year) = article.year {
        found.insert("year", vec![year.value.to_string()]);
        found.insert("year basis", vec![format!("{} {}", year.value, year.basis)]);
    }
    found.insert(
        "theme",
        (article.themes.iter())
            .map(|theme| theme.id.to_string())
            .collect(),
    );
    found.insert(
        "outcome",
        article
            .outcomes
            .iter()
            .map(|outcome| {
                format!(
                    "{} {} {}",
                    outcome.edition,
                    outcome.outcome,
                    name(outcome.code)
                )
            })
            .collect(),
    );
    found.insert(
        "part",
        records[1..]
            .iter()
            .map(|part| {
                let names: Vec<String> = part.about().map(name).collect();
                format!("{} {}", part.kind, names.join("+"))
            })
            .collect(),
    );
    found.insert(
        "quote",
        article
            .quotes
            .iter()
            .map(|quote| {
                quote
                    .role
                    .as_ref()
                    .map_or_else(|| "-".to_owned(), ToString::to_string)
            })
            .collect(),
    );
    found.insert("language", vec![article.language.to_string()]);
    found
}

/// A partner is as much as a mention here: which of the two is a matter of taste.
fn role(role: MunicipalityRole) -> &'static str {
    match role {
        MunicipalityRole::Subject => "subject",
        MunicipalityRole::Partner | MunicipalityRole::Mentioned => "mentioned",
    }
}

fn expected(facts: &Value) -> BTreeMap<&'static str, Vec<String>> {
    let mut expected: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, role) in facts["municipalities"].as_object().unwrap() {
        expected
            .entry("municipality")
            .or_default()
            .push(name.clone());
        let role = role.as_str().unwrap();
        expected
            .entry("role")
            .or_default()
            .push(format!("{name} {role}"));
    }
    if let Some([value, basis]) = facts["year"].as_array().map(Vec::as_slice) {
        expected.insert("year", vec![value.to_string()]);
        expected.insert(
            "year basis",
            vec![format!("{value} {}", basis.as_str().unwrap())],
        );
    }
    for (sort, key) in [
        ("theme", "themes"),
        ("outcome", "outcomes"),
        ("part", "parts"),
        ("quote", "quotes"),
    ] {
        expected.insert(sort, strings(&facts[key]));
    }
    expected.insert(
        "language",
        vec![facts["language"].as_str().unwrap().to_owned()],
    );
    expected
}

/// Compares two lists in which a thing may stand more than once. Themes are judged mildly: the
/// best one must be among those expected, and one of those expected must be found.
fn compare(sort: &str, found: &[String], expected: &[String]) -> Count {
    if sort == "theme" {
        if expected.is_empty() {
            return Count::default();
        }
        let first_is_right = found.first().is_some_and(|first| expected.contains(first));
        return Count {
            right: u32::from(first_is_right),
            found: u32::from(!found.is_empty()),
            expected: 1,
        };
    }
    let mut left = expected.to_vec();
    let mut right = 0;
    for item in found {
        if let Some(at) = left.iter().position(|other| other == item) {
            left.swap_remove(at);
            right += 1;
        }
    }
    Count {
        right,
        found: u32::try_from(found.len()).unwrap(),
        expected: u32::try_from(expected.len()).unwrap(),
    }
}

fn documents() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir("tests/fixtures/documents")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".expected.json"))
        .map(|path| PathBuf::from(path.to_string_lossy().trim_end_matches(".expected.json")))
        .collect();
    paths.sort();
    paths
}

fn facts(path: &Path) -> Value {
    let facts = std::fs::read(format!("{}.expected.json", path.display())).unwrap();
    serde_json::from_slice(&facts).unwrap()
}

/// The least precision and recall over all documents: a little below what was measured last.
const FLOORS: [(&str, f64, f64); 8] = [
    ("municipality", 0.97, 0.97),
    ("role", 0.92, 0.90),
    ("year", 0.95, 0.95),
    ("theme", 0.77, 0.77),
    ("outcome", 0.97, 0.97),
    ("part", 0.97, 0.97),
    ("quote", 0.95, 0.95),
    ("language", 0.95, 0.95),
];

#[test]
fn the_facts_of_invented_documents_are_found() {
    let options = Options {
        #[cfg(feature = "pdf")]
        pdf_reader: Some(ingest::PdfReader {
            program: PathBuf::from(env!("CARGO_BIN_EXE_read-pdf")),
            arguments: Vec::new(),
        }),
        ..Options::new(jiff::civil::date(2026, 11, 23))
    };
    // By batch; batch 0 is all of them.
    let mut counts: BTreeMap<(u64, &str), Count> = BTreeMap::new();
    let documents = documents();
    assert!(documents.len() >= 40, "{}", documents.len());
    for path in &documents {
        let facts = facts(path);
        let parsed = parse_file(path, Vocabulary::embedded(), &options);
        let found = found(&parsed.records);
        let expected = expected(&facts);
        if parsed.records.is_empty() && facts["municipalities"].as_object().unwrap().is_empty() {
            continue;
        }
        let batch = facts["batch"].as_u64().unwrap();
        for sort in SORTS {
            if sort == "quote" && facts["quotes"].is_null() {
                continue;
            }
            let none = Vec::new();
            let (found, expected) = (
                found.get(sort).unwrap_or(&none),
                expected.get(sort).unwrap_or(&none),
            );
            let count = compare(sort, found, expected);
            if count.right < count.found || count.right < count.expected {
                println!(
                    "{}: {sort}: found {found:?}, expected {expected:?}",
                    path.display()
                );
            }
            counts.entry((0, sort)).or_default().add(count);
            counts.entry((batch, sort)).or_default().add(count);
        }
    }
    println!("\n{:14} precision recall   (right, found, expected)", "");
    let last = counts.keys().map(|(batch, _)| *batch).max().unwrap();
    for (batch, title) in [
        (0, "all documents".to_owned()),
        (last, format!("of them batch {last}, the last")),
    ] {
        println!("{title}");
        for sort in SORTS {
            let count = counts.get(&(batch, sort)).copied().unwrap_or_default();
            println!(
                "  {sort:12} {:9.3} {:6.3}   ({}, {}, {})",
                count.precision(),
                count.recall(),
                count.right,
                count.found,
                count.expected
            );
        }
    }
    for (sort, precision, recall) in FLOORS {
        let count = counts[&(0, sort)];
        assert!(count.precision() >= precision, "{sort} {count:?}");
        assert!(count.recall() >= recall, "{sort} {count:?}");
    }
}
