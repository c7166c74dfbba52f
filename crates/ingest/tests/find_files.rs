//! Which files are found, and what is told about the others.

#![expect(
    clippy::unwrap_used,
    reason = "helpers that are not tests themselves unwrap, too"
)]

use std::fs;
use std::path::{Path, PathBuf};

use ingest::{MAX_TEXT_BYTES, Options, find_files, parse_file};
use vocabulary::Vocabulary;

/// The names of the files found under a folder, and the rules told about it.
fn found(folder: &Path) -> (Vec<String>, Vec<String>) {
    let (files, diagnostics) = find_files(&[folder.to_owned()]);
    let names = files
        .iter()
        .map(|file| {
            file.strip_prefix(folder)
                .unwrap_or(file)
                .display()
                .to_string()
        })
        .collect();
    (
        names,
        diagnostics
            .into_iter()
            .map(|diagnostic| diagnostic.rule)
            .collect(),
    )
}

fn write(folder: &Path, names: &[&str]) {
    for name in names {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "text").unwrap();
    }
}

#[test]
fn folders_are_walked_in_order() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        &[
            "b.md",
            "a/c.html",
            "a/c.html.toml",
            "a/lost.txt.toml",
            "README.md",
            ".git/x.md",
            ".x.md",
            "d.pdf",
        ],
    );
    let (names, rules) = found(folder.path());
    assert_eq!(names, ["a/c.html", "b.md", "d.pdf"]);
    assert_eq!(rules, ["orphan-sidecar"]);
}

#[test]
fn overlapping_paths_give_a_file_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &["a/x.md"]);
    let inner = folder.path().join("a");
    let file = inner.join("x.md");
    let (files, _) = find_files(&[folder.path().to_owned(), inner, file]);
    assert_eq!(files.len(), 1);
}

#[test]
fn a_missing_path_is_told_by_name() {
    let (files, diagnostics) = find_files(&[PathBuf::from("no/such/folder")]);
    assert!(files.is_empty());
    assert_eq!(
        diagnostics[0].to_string(),
        "no/such/folder: error [missing-path]: there is no file or folder `no/such/folder`"
    );
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_is_told() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &["a/x.md"]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("broken.md")).unwrap();
    let (names, rules) = found(folder.path());
    assert_eq!(names, ["a/x.md"]);
    assert_eq!(rules, ["unreadable", "unreadable"]);
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.txt");
    fs::File::create(&path)
        .unwrap()
        .set_len(MAX_TEXT_BYTES + 1)
        .unwrap();
    let options = Options::new(jiff::civil::date(2026, 6, 1));
    let parsed = parse_file(&path, Vocabulary::embedded(), &options);
    assert!(parsed.records.is_empty());
    assert_eq!(
        parsed.diagnostics[0].message,
        "the file has 4194305 bytes; at most 4194304 are read"
    );
    let parsed = parse_file(folder.path(), Vocabulary::embedded(), &options);
    assert_eq!(parsed.diagnostics[0].rule, "not-a-file");
}
