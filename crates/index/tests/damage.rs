//! A damaged file is refused by its name, and the last good generation is there to be answered from.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its input must stop"
)]

use std::fs;
use std::path::{Path, PathBuf};

use index::{Contents, IndexError, Layout, Opened, Snapshot, build};
use records::Record;
use tempfile::TempDir;
use workload::Workload;

const WORST: &[Damage] = &[
    Damage::CutByOne,
    Damage::FirstFlipped,
    Damage::MiddleFlipped,
    Damage::LastFlipped,
    Damage::Longer,
    Damage::Empty,
    Damage::Missing,
    Damage::Folder,
];

#[derive(Debug, Clone, Copy)]
enum Damage {
    CutByOne,
    FirstFlipped,
    MiddleFlipped,
    LastFlipped,
    Longer,
    Empty,
    Missing,
    Folder,
}

impl Damage {
    /// Damages a file; whether that changed anything.
    fn done_to(self, path: &Path, whole: &[u8]) -> bool {
        let flipped = |at: usize| {
            let mut bytes = whole.to_owned();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1;
            }
            bytes
        };
        let last = whole.len().saturating_sub(1);
        let bytes = match self {
            Self::CutByOne => whole[..last].to_owned(),
            Self::FirstFlipped => flipped(0),
            Self::MiddleFlipped => flipped(whole.len() / 2),
            Self::LastFlipped => flipped(last),
            Self::Longer => [whole, b"\n"].concat(),
            Self::Empty => Vec::new(),
            Self::Missing | Self::Folder => {
                fs::remove_file(path).unwrap();
                if matches!(self, Self::Folder) {
                    fs::create_dir(path).unwrap();
                }
                return true;
            }
        };
        fs::write(path, &bytes).unwrap();
        bytes != whole
    }
}

fn mend(path: &Path, whole: &[u8]) {
    if path.is_dir() {
        fs::remove_dir(path).unwrap();
    }
    fs::write(path, whole).unwrap();
}

fn publish(layout: &Layout, records: u32) -> String {
    let records: Vec<Record> = Workload::new(7).records(records).collect();
    let contents = Contents {
        records: &records,
        diagnostics: &[],
        withdrawn: &[],
        built_at: "2026-01-01T00:00:00Z",
    };
    build(layout, contents, &|_| ()).unwrap().generation
}

/// An index with two generations, of twenty and of thirty records, and their ids.
fn two() -> (TempDir, Layout, [String; 2]) {
    let folder = TempDir::new().unwrap();
    let layout = Layout::new(folder.path().join("index"));
    let ids = [publish(&layout, 20), publish(&layout, 30)];
    (folder, layout, ids)
}

/// Every file of a generation.
fn files(layout: &Layout, generation: &str) -> Vec<PathBuf> {
    let generation = layout.generation(generation);
    let folders = [generation.clone(), generation.join("segments")];
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

fn generation(opened: &Opened) -> &str {
    &opened.snapshot.manifest().generation
}

#[test]
fn any_damage_to_any_file_is_refused_by_name_and_the_last_good_generation_serves() {
    let (_folder, layout, [before, published]) = two();
    let mut files = files(&layout, &published);
    assert!(files.len() > 10, "{files:?}");
    files.push(layout.root().join("current"));
    let mut refused = 0;
    for path in &files {
        let whole = fs::read(path).unwrap();
        for damage in WORST {
            if !damage.done_to(path, &whole) {
                continue;
            }
            let name = path.file_name().unwrap().to_str().unwrap();
            let error = match Snapshot::open(&layout) {
                Err(error) => error.to_string(),
                Ok(_) => panic!("{damage:?} {name} was not noticed"),
            };
            // What says something about another file and differs from it may be either.
            let named = error.contains(name)
                || (name == "seal" && error.contains("manifest.json"))
                || (name == "current" && error.contains("generations"));
            assert!(
                named && error.contains("exempelbank ingest"),
                "{damage:?} {name}: {error}"
            );

            let opened = Opened::soon(&layout).unwrap();
            // The published one is whole if only the file that names it is not.
            let last_good = if name == "current" {
                &published
            } else {
                &before
            };
            assert_eq!(generation(&opened), last_good, "{damage:?} {name}");
            assert!(opened.refused.is_some());
            assert!(opened.unread.is_empty());
            mend(path, &whole);
            refused += 1;
        }
        assert_eq!(generation(&Opened::soon(&layout).unwrap()), published);
    }
    assert!(refused > 80, "{refused}");
}

#[test]
fn an_ingest_mends_any_damage_to_any_file() {
    let (_folder, layout, [_, published]) = two();
    let count = files(&layout, &published).len();
    for number in 0..count + 2 {
        // Each building gives the engine's files other names, in the same order.
        let mut files = files(&layout, &published);
        files.extend([layout.root().join("current"), layout.root().join("current")]);
        let path = files.swap_remove(number);
        let damage = if number % 2 == 0 {
            Damage::MiddleFlipped
        } else {
            Damage::Folder
        };
        if damage.done_to(&path, &fs::read(&path).unwrap()) {
            assert_eq!(publish(&layout, 30), published);
            let opened = Opened::whole(&layout).unwrap();
            assert_eq!(generation(&opened), published, "{damage:?} {path:?}");
        }
    }
}

#[test]
fn a_damaged_generation_is_not_kept_in_the_place_of_a_good_one() {
    let (_folder, layout, [before, published]) = two();
    fs::write(layout.generation(&published).join("lexicon.tsv"), "").unwrap();
    publish(&layout, 10);
    assert!(layout.generation(&before).is_dir());
    assert!(!layout.generation(&published).is_dir());
}

#[test]
fn where_nothing_is_whole_the_published_one_is_refused() {
    let (_folder, layout, ids) = two();
    for id in &ids {
        fs::write(layout.generation(id).join("records.jsonl"), "").unwrap();
    }
    let error = Opened::soon(&layout).unwrap_err().to_string();
    let place = layout.generation(&ids[1]).join("records.jsonl");
    assert!(error.contains(place.to_str().unwrap()), "{error}");
    assert!(Snapshot::latest_but(&layout, &ids[1]).is_none());
}

#[test]
fn a_generation_of_another_program_leaves_the_one_before_it() {
    let (_folder, layout, [before, published]) = two();
    let manifest = layout.generation(&published).join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(
        &manifest,
        text.replace("\"format_version\": 8", "\"format_version\": 7"),
    )
    .unwrap();
    fs::remove_file(layout.generation(&published).join("seal")).unwrap();
    let opened = Opened::soon(&layout).unwrap();
    assert_eq!(generation(&opened), before);
    assert!(matches!(
        opened.refused,
        Some(IndexError::OtherFormat { .. })
    ));
}
