//! Files that did not change are not parsed again, and nothing else is different for it.

#![expect(
    clippy::unwrap_used,
    reason = "helpers that are not tests themselves unwrap, too"
)]

use std::fs;
use std::path::{Path, PathBuf};

use ingest::{Options, Parsed, ingest};
use vocabulary::Vocabulary;

struct Corpus {
    folder: tempfile::TempDir,
}

impl Corpus {
    fn new() -> Self {
        let corpus = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for name in ["ett", "tva", "tre"] {
            corpus.write(
                &format!("{name}.txt"),
                &format!("En app nummer {name}\n\nText om Tierp."),
            );
        }
        corpus
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("documents").join(name)
    }

    fn cache(&self) -> PathBuf {
        self.folder.path().join("cache")
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path("")).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn read_on(&self, day: jiff::civil::Date, cache: Option<PathBuf>) -> Parsed {
        let options = Options {
            cache,
            ..Options::new(day)
        };
        ingest(&[self.path("")], Vocabulary::embedded(), &options, &|_| ())
    }

    /// The files that were parsed. What was read must be as if there were no cache.
    #[track_caller]
    fn parsed(&self) -> Vec<String> {
        let day = jiff::civil::date(2026, 6, 1);
        let cached = self.read_on(day, Some(self.cache()));
        let fresh = self.read_on(day, None);
        assert_eq!(cached.records, fresh.records);
        assert_eq!(cached.diagnostics, fresh.diagnostics);
        let counts = |parsed: &Parsed| -> Vec<(String, usize, usize)> {
            let count =
                |file: &ingest::FileReport| (file.path.clone(), file.records, file.diagnostics);
            parsed.files.iter().map(count).collect()
        };
        assert_eq!(counts(&cached), counts(&fresh));
        let name = |path: &str| {
            Path::new(path)
                .file_name()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        };
        (cached.files.iter())
            .filter(|file| !file.is_cached)
            .map(|file| name(&file.path))
            .collect()
    }

    fn entries(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.cache()).unwrap();
        let mut entries: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        entries
    }
}

const NONE: &[&str] = &[];

#[test]
fn only_what_changed_is_parsed_again() {
    let corpus = Corpus::new();
    assert_eq!(corpus.parsed(), ["ett.txt", "tre.txt", "tva.txt"]);
    assert_eq!(corpus.parsed(), NONE);
    corpus.write("ett.txt", "En annan app\n\nText om Arvika.");
    assert_eq!(corpus.parsed(), ["ett.txt"]);
    corpus.write("tva.txt.toml", "publisher = \"Tierps kommun\"");
    assert_eq!(corpus.parsed(), ["tva.txt"]);
    corpus.write("tva.txt.toml", "publisher = 3");
    assert_eq!(corpus.parsed(), ["tva.txt"]);
    assert_eq!(corpus.parsed(), NONE);
    fs::rename(corpus.path("tre.txt"), corpus.path("fyra.txt")).unwrap();
    assert_eq!(corpus.parsed(), ["fyra.txt"]);
    assert_eq!(corpus.entries().len(), 3);
    // Back to what it was, but the entry is gone.
    fs::rename(corpus.path("fyra.txt"), corpus.path("tre.txt")).unwrap();
    assert_eq!(corpus.parsed(), ["tre.txt"]);
}

#[test]
fn a_damaged_entry_is_none() {
    let corpus = Corpus::new();
    corpus.parsed();
    let entries = corpus.entries();
    let whole = fs::read(&entries[0]).unwrap();
    let mut flipped = whole.clone();
    let at = whole.len() / 2;
    flipped[at] = if flipped[at] == b'a' { b'b' } else { b'a' };
    for damaged in [&whole[..at], &flipped, b"", b"\xff\xfe", b"\n{}"] {
        fs::write(&entries[0], damaged).unwrap();
        assert_eq!(corpus.parsed().len(), 1);
        assert_eq!(corpus.parsed(), NONE);
    }
}

#[test]
fn what_is_not_ours_stays_in_the_folder() {
    let corpus = Corpus::new();
    fs::create_dir_all(corpus.cache()).unwrap();
    fs::write(corpus.cache().join("README.md"), "x").unwrap();
    corpus.parsed();
    assert_eq!(corpus.entries().len(), 4);
    fs::remove_file(corpus.path("ett.txt")).unwrap();
    corpus.parsed();
    assert_eq!(corpus.entries().len(), 3);
}

#[test]
fn time_goes_on() {
    let corpus = Corpus::new();
    corpus.write("ett.txt.toml", "published = 2026-06-02");
    let on = |day| {
        let parsed = corpus.read_on(jiff::civil::date(2026, 6, day), Some(corpus.cache()));
        let cached = parsed.files.iter().filter(|file| file.is_cached).count();
        let dated = parsed
            .records
            .iter()
            .any(|record| record.source.published.is_some());
        (cached, dated)
    };
    assert_eq!(on(1), (0, false));
    assert_eq!(on(2), (2, true));
    assert_eq!(on(3), (3, true));
    // An entry of a later day may hold what is not to be known yet; the others are of the first.
    assert_eq!(on(1), (2, false));
}

#[test]
fn a_cache_that_cannot_be_kept_is_told_of() {
    let corpus = Corpus::new();
    fs::write(corpus.cache(), "a file where the folder is to be").unwrap();
    let parsed = corpus.read_on(jiff::civil::date(2026, 6, 1), Some(corpus.cache()));
    assert_eq!(parsed.files.len(), 3);
    assert!(
        parsed
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.rule == "no-cache")
    );
}
