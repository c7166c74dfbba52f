//! What an index folder promises: what was published is whole, or refused by name.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its input must stop"
)]

use std::fs;
use std::path::Path;

use index::{Contents, Facet, IndexError, Layout, Published, Snapshot, build};
use records::{Record, Withdrawn, read_jsonl};
use tempfile::TempDir;

/// Records with these ids, as a line of `records.jsonl` would have them.
fn records(ids: &[&str]) -> Vec<Record> {
    let lines: String = ids
        .iter()
        .map(|id| {
            format!(
                r#"{{"id":"{id}","kind":"initiative","title":"Provexempel {id}","summary":"Nattkamera i hemtjänsten","status":"in_use","partners":[],"same_initiative":[],"municipalities":[{{"code":"1384","role":"subject"}}],"counties":[],"outcomes":[],"year":{{"value":2019,"basis":"stated"}},"themes":[{{"id":"welfare-technology","basis":"curated","confidence":1.0}}],"area":"society","language":"sv","voice":"municipality","quotes":[],"source":{{"id":"{id}","path":"corpus/{id}.md","media_type":"text/markdown","sha256":"{:064}","rights":"full"}},"also_published":[],"completeness":50}}"#,
                0
            ) + "\n"
        })
        .collect();
    read_jsonl(lines.as_bytes()).map(Result::unwrap).collect()
}

fn publish(layout: &Layout, ids: &[&str]) -> Published {
    let records = records(ids);
    let contents = Contents {
        records: &records,
        diagnostics: &[],
        withdrawn: &[],
        built_at: "2026-01-01T00:00:00Z",
    };
    build(layout, contents, &|_| ()).unwrap()
}

fn folder() -> (TempDir, Layout) {
    let folder = TempDir::new().unwrap();
    let layout = Layout::new(folder.path().join("index"));
    (folder, layout)
}

fn message(error: &IndexError, root: &Path) -> String {
    error.to_string().replace(root.to_str().unwrap(), "INDEX")
}

#[test]
fn what_was_taken_back_stays_known() {
    let (_folder, layout) = folder();
    let records = records(&["a", "b"]);
    let line = r#"{"id":"c","date":"2026-01-31","reason":"Kommunen bad om det."}"#;
    let withdrawn: Withdrawn = serde_json::from_str(line).unwrap();
    let contents = Contents {
        records: &records,
        diagnostics: &[],
        withdrawn: std::slice::from_ref(&withdrawn),
        built_at: "2026-01-01T00:00:00Z",
    };
    let with = build(&layout, contents, &|_| ()).unwrap();
    let snapshot = Snapshot::open(&layout).unwrap();
    assert_eq!(snapshot.withdrawn(&withdrawn.id), Some(&withdrawn));
    assert_eq!(snapshot.withdrawn(&records[0].id), None);
    // It is a part of what a generation is.
    assert_ne!(publish(&layout, &["a", "b"]).generation, with.generation);
}

#[test]
fn what_is_published_is_opened_and_read_back() {
    let (_folder, layout) = folder();
    let published = publish(&layout, &["a", "b", "c"]);
    let snapshot = Snapshot::open(&layout).unwrap();
    assert_eq!(snapshot.manifest().generation, published.generation);
    assert_eq!(snapshot.manifest().records, 3);
    for (record, document) in records(&["a", "b", "c"]).into_iter().zip(0..) {
        assert_eq!(snapshot.find(&record.id).unwrap(), Some(document));
        assert_eq!(snapshot.record(document).unwrap(), record.into());
    }
    assert_eq!(snapshot.find(&"d".parse().unwrap()).unwrap(), None);
    let column = snapshot.facet_column(Facet::Municipality).unwrap();
    assert_eq!(column.values_for_doc(0).collect::<Vec<_>>(), [1384]);
}

#[test]
fn an_empty_corpus_is_an_index_too() {
    let (_folder, layout) = folder();
    publish(&layout, &[]);
    assert_eq!(Snapshot::open(&layout).unwrap().manifest().records, 0);
}

#[test]
fn the_same_contents_are_built_once() {
    let (_folder, layout) = folder();
    let first = publish(&layout, &["a", "b"]);
    let second = publish(&layout, &["a", "b"]);
    assert!(first.built && !second.built);
    assert_eq!(first.generation, second.generation);
    assert_ne!(publish(&layout, &["a"]).generation, first.generation);
}

#[test]
fn an_opened_snapshot_outlives_the_generations_after_it() {
    let (_folder, layout) = folder();
    publish(&layout, &["a"]);
    let snapshot = Snapshot::open(&layout).unwrap();
    for ids in [&["b"][..], &["c"], &["d"]] {
        publish(&layout, ids);
    }
    assert_eq!(snapshot.record(0).unwrap().id.as_str(), "a");
    let kept = fs::read_dir(layout.root().join("generations"))
        .unwrap()
        .count();
    assert_eq!(kept, 2, "the published one and the one before it");
}

#[test]
fn what_was_published_before_is_kept_though_another_was_built_after_it() {
    let (_folder, layout) = folder();
    let first = publish(&layout, &["a"]).generation;
    let second = publish(&layout, &["b"]).generation;
    assert!(!publish(&layout, &["a"]).built);
    publish(&layout, &["c"]);
    assert!(layout.generation(&first).try_exists().unwrap());
    assert!(!layout.generation(&second).try_exists().unwrap());
}

#[test]
fn what_a_crash_left_behind_is_cleaned_up() {
    let (_folder, layout) = folder();
    publish(&layout, &["a"]);
    let orphans = [".new", ".old"].map(|ending| {
        let name = format!("generations/.0123456789abcdef{ending}");
        layout.root().join(name)
    });
    for orphan in &orphans {
        fs::create_dir_all(orphan.join("segments")).unwrap();
    }
    fs::write(layout.root().join("current.new"), "half").unwrap();
    assert_eq!(Snapshot::open(&layout).unwrap().manifest().records, 1);
    publish(&layout, &["a", "b"]);
    for orphan in &orphans {
        assert!(!orphan.try_exists().unwrap());
    }
    assert!(!layout.root().join("current.new").try_exists().unwrap());
}

#[test]
fn a_second_writer_is_turned_away() {
    let (_folder, layout) = folder();
    publish(&layout, &["a"]);
    let lock = fs::File::open(layout.root().join("lock")).unwrap();
    lock.lock().unwrap();
    let records = records(&["b"]);
    let contents = Contents {
        records: &records,
        diagnostics: &[],
        withdrawn: &[],
        built_at: "2026-01-01T00:00:00Z",
    };
    let error = build(&layout, contents, &|_| ()).unwrap_err();
    assert_eq!(
        message(&error, layout.root()),
        "another ingest is running in INDEX; wait until it is done"
    );
}

#[test]
fn records_out_of_order_are_refused() {
    let (_folder, layout) = folder();
    for ids in [&["b", "a"][..], &["a", "a"]] {
        let records = records(ids);
        let contents = Contents {
            records: &records,
            diagnostics: &[],
            withdrawn: &[],
            built_at: "2026-01-01T00:00:00Z",
        };
        let error = build(&layout, contents, &|_| ()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "two records have the id `a`; an id belongs to one record"
        );
    }
}

#[test]
fn a_damaged_generation_is_built_again() {
    let (_folder, layout) = folder();
    let published = publish(&layout, &["a"]);
    fs::write(
        layout
            .generation(&published.generation)
            .join("records.jsonl"),
        "",
    )
    .unwrap();
    assert!(Snapshot::open(&layout).is_err());
    assert!(publish(&layout, &["a"]).built);
    assert_eq!(Snapshot::open(&layout).unwrap().manifest().records, 1);
}

#[test]
fn another_format_or_fingerprint_is_refused_with_what_to_run() {
    let (_folder, layout) = folder();
    let published = publish(&layout, &["a"]);
    let generation = layout.generation(&published.generation);
    let path = generation.join("manifest.json");
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for (field, value, expected) in [
        (
            "format_version",
            serde_json::json!(99),
            "the index in INDEX has format 99, and this program reads format 8; run `exempelbank ingest --index INDEX` to build it anew",
        ),
        (
            "analyzer",
            serde_json::json!("older"),
            "the index in INDEX was made with another analyzer than this program has (older, not \
             CURRENT); run `exempelbank ingest --index INDEX` to build it anew",
        ),
        (
            "vocabulary",
            serde_json::json!("older"),
            "the index in INDEX was made with another vocabulary than this program has (older, \
             not CURRENT); run `exempelbank ingest --index INDEX` to build it anew",
        ),
        (
            "weighing",
            serde_json::json!("older"),
            "the index in INDEX was made with another weighing than this program has (older, not \
             CURRENT); run `exempelbank ingest --index INDEX` to build it anew",
        ),
    ] {
        let mut other = manifest.clone();
        let current = std::mem::replace(&mut other[field], value);
        let text = other.to_string();
        fs::write(&path, &text).unwrap();
        let id = &published.generation;
        let seal = format!("{id} {:08x}\n", crc32fast::hash(text.as_bytes()));
        fs::write(generation.join("seal"), seal).unwrap();
        let mut message = message(&Snapshot::open(&layout).unwrap_err(), layout.root());
        if let Some(current) = current.as_str() {
            message = message.replace(current, "CURRENT");
        }
        assert_eq!(message, expected);
    }
    // Earlier formats had no seal.
    let mut first = manifest;
    first["format_version"] = serde_json::json!(4);
    fs::write(&path, first.to_string()).unwrap();
    fs::remove_file(generation.join("seal")).unwrap();
    let message = message(&Snapshot::open(&layout).unwrap_err(), layout.root());
    assert!(message.contains("has format 4"), "{message}");
}

#[test]
fn a_folder_without_an_index_says_what_to_run() {
    let (_folder, layout) = folder();
    assert_eq!(
        message(&Snapshot::open(&layout).unwrap_err(), layout.root()),
        "no index in INDEX; run `exempelbank ingest --index INDEX` to build it"
    );
}
