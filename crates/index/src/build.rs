//! Building a generation and publishing it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use analysis::{Analyzer, Lexicon};
use records::{Diagnostic, Record, Sha256Hex, Withdrawn};
use serde::Serialize;
use sha2::{Digest, Sha256};
use vocabulary::Vocabulary;

use crate::common_words::find_common;
use crate::file::FileMark;
use crate::generation::{SEAL, replace, sync_folder};
use crate::manifest::MANIFEST;
use crate::schema::{Fields, record_texts};
use crate::segments::{Home, STRETCH_BYTES, only_segment, write_segment};
use crate::{Current, IndexError, Layout, Manifest};

/// The file of a generation with its records, one on a line.
pub(crate) const RECORDS: &str = "records.jsonl";

/// The file of a generation that lists the records that were taken back.
pub(crate) const WITHDRAWN: &str = "withdrawn.jsonl";

/// The file of a generation that lists the common words, and the one that says where they are.
pub(crate) const COMMON: &str = "common.tsv";
pub(crate) const COMMON_BYTES: &str = "common.bin";

/// What a generation is built from.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'a> {
    /// The records, sorted by id, each id once.
    pub records: &'a [Record],
    /// What was uncertain about them.
    pub diagnostics: &'a [Diagnostic],
    /// The records that were taken back, sorted by id.
    pub withdrawn: &'a [Withdrawn],
    /// The moment of building, as RFC 3339 has it.
    pub built_at: &'a str,
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The generation's id.
    pub generation: String,
    /// Whether it was built now; `false` when the same generation stood there, whole.
    pub built: bool,
}

/// Builds a generation and publishes it.
///
/// `progress` is called after each record with the number of records indexed so far; records are
/// indexed on several processors, so that two numbers may come out of order.
///
/// # Errors
/// [`IndexError::Busy`] when another process is building there, [`IndexError::DuplicateId`] when
/// the records are not sorted with each id once, [`IndexError::Io`] and [`IndexError::Engine`]
/// when the disk or the engine refuses. Whatever happens, the published generation stays whole.
pub fn build(
    layout: &Layout,
    contents: Contents<'_>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Published, IndexError> {
    check_ids(contents.records)?;
    let _lock = layout.lock()?;
    let measured = Lines::of(contents.records);
    let diagnostics = lines_of(contents.diagnostics);
    let withdrawn = lines_of(contents.withdrawn);
    let manifest = Manifest::of(
        contents.records.len(),
        &[&diagnostics[..], &withdrawn].concat(),
        contents.built_at,
        measured.sha256,
    );
    let generation = manifest.generation.clone();
    let folder = layout.generation(&generation);
    let stands = Manifest::read(layout.root(), &folder).and_then(|found| found.verify(&folder));
    // What others left half-built may be what a full disk is full of.
    layout.sweep()?;
    if stands.is_err() {
        let new = layout.generations().join(format!(".{generation}.new"));
        let texts = Texts {
            line_lens: &measured.lens,
            diagnostics: &diagnostics,
            withdrawn: &withdrawn,
        };
        let built = write_generation(&new, texts, contents, manifest, progress);
        if let Err(error) = built.and_then(|()| replace(&folder, &new)) {
            // Why it failed is more than that it cannot be tidied up after.
            let _ = layout.sweep();
            return Err(error);
        }
        sync_folder(&layout.generations())?;
    }
    // What cannot be read of the one before is not kept for its sake.
    let before = layout.published().ok().flatten();
    layout.publish(&Current::read(&folder.join(SEAL))?)?;
    for tidied in [layout.prune(&generation, before.as_ref()), layout.sweep()] {
        if let Err(error) = tidied {
            // What is published is published; the next building tidies up.
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "a generation that is not needed any longer is left");
        }
    }
    Ok(Published {
        generation,
        built: stands.is_err(),
    })
}

/// What is known of the lines of a generation before they are written.
#[derive(Clone, Copy)]
struct Texts<'a> {
    line_lens: &'a [u64],
    diagnostics: &'a [u8],
    withdrawn: &'a [u8],
}

/// Writes all files of a generation into a new folder, its manifest and its seal last.
fn write_generation(
    folder: &Path,
    texts: Texts<'_>,
    contents: Contents<'_>,
    mut manifest: Manifest,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), IndexError> {
    fs::create_dir_all(folder).map_err(IndexError::io("create", folder))?;
    let write_lines = || {
        let path = folder.join(RECORDS);
        write_by(&path, |file| {
            lines(contents.records)
                .try_for_each(|line| file.write_all(line.as_bytes()))
                .map_err(IndexError::io("write", &path))
        })
    };
    let (written, analyzer) = rayon::join(write_lines, || analyzer_of(contents.records));
    written?;
    write(&folder.join("diagnostics.jsonl"), texts.diagnostics)?;
    write(&folder.join(WITHDRAWN), texts.withdrawn)?;
    let lexicon = analyzer.lexicon().to_lines();
    write(&folder.join("lexicon.tsv"), lexicon.as_bytes())?;
    let index = write_segment(
        Home::Folder(&folder.join("segments")),
        contents.records,
        texts.line_lens,
        &analyzer,
        STRETCH_BYTES,
        progress,
    )?;
    let path = folder.join(COMMON_BYTES);
    let list = write_by(&path, |file| {
        find_common(&only_segment(&index)?, &Fields::schema().1, |bytes| {
            file.write_all(bytes)
                .map_err(IndexError::io("write", &path))
        })
    })?;
    write(&folder.join(COMMON), list.as_bytes())?;
    manifest.diagnostics = count_by_severity(contents.diagnostics);
    manifest.files = mark_files(folder)?;
    // A manifest is plain strings and numbers, all of which JSON can hold.
    let text = serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n";
    write(&folder.join(MANIFEST), text.as_bytes())?;
    let seal = Current {
        generation: manifest.generation,
        manifest_crc32: crc32fast::hash(text.as_bytes()),
    };
    write(&folder.join(SEAL), seal.to_string().as_bytes())?;
    sync_folder(folder)
}

/// Checks that records are in order of id, each id once.
pub(crate) fn check_ids(records: &[Record]) -> Result<(), IndexError> {
    match records.windows(2).find(|pair| pair[0].id >= pair[1].id) {
        Some(pair) => Err(IndexError::DuplicateId {
            id: pair[1].id.to_string(),
        }),
        None => Ok(()),
    }
}

/// What the lines of some records are, without holding them.
pub(crate) struct Lines {
    /// The digest of them all.
    pub(crate) sha256: Sha256Hex,
    /// How long each is, without its end.
    pub(crate) lens: Vec<u64>,
}

impl Lines {
    pub(crate) fn of(records: &[Record]) -> Self {
        let mut digest = Sha256::new();
        let mut lens = Vec::with_capacity(records.len());
        for line in lines(records) {
            digest.update(&line);
            lens.push(line.len() as u64 - 1);
        }
        Self {
            sha256: Sha256Hex::from_bytes(digest.finalize().into()),
            lens,
        }
    }
}

/// The line of each record, with its end.
pub(crate) fn lines(records: &[Record]) -> impl Iterator<Item = String> {
    records.iter().map(|record| records::to_line(record) + "\n")
}

fn lines_of<T: Serialize>(all: &[T]) -> Vec<u8> {
    let mut lines = Vec::new();
    for one in all {
        // What is written so is plain strings and numbers, all of which JSON can hold.
        lines.extend_from_slice(serde_json::to_string(one).unwrap_or_default().as_bytes());
        lines.push(b'\n');
    }
    lines
}

fn count_by_severity(diagnostics: &[Diagnostic]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry(diagnostic.severity.to_string()).or_default() += 1;
    }
    counts
}

/// Writes a file through to the disk.
fn write(path: &Path, bytes: &[u8]) -> Result<(), IndexError> {
    write_by(path, |file| {
        file.write_all(bytes).map_err(IndexError::io("write", path))
    })
}

/// Writes a file through to the disk, whose bytes are given to its writer.
fn write_by<T>(
    path: &Path,
    give: impl FnOnce(&mut BufWriter<File>) -> Result<T, IndexError>,
) -> Result<T, IndexError> {
    let file = File::create(path).map_err(IndexError::io("create", path))?;
    let mut writer = BufWriter::new(file);
    let given = give(&mut writer)?;
    writer
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)
        .and_then(|file| file.sync_all())
        .map_err(IndexError::io("write", path))?;
    Ok(given)
}

/// The analyzer that knows the words of the records.
pub(crate) fn analyzer_of(records: &[Record]) -> Analyzer {
    let (_, fields) = Fields::schema();
    let vocabulary = Vocabulary::embedded();
    let texts = records
        .iter()
        .flat_map(|record| record_texts(&fields, record, vocabulary));
    Analyzer::with(with_names(Lexicon::of_texts(texts.map(|(_, text)| text))))
}

/// The lexicon that never splits the name of a municipality.
pub(crate) fn with_names(lexicon: Lexicon) -> Lexicon {
    let municipalities = Vocabulary::embedded().register.municipalities();
    lexicon.with_names(
        municipalities
            .iter()
            .map(|municipality| municipality.name.as_str()),
    )
}

/// The marks of all files below a generation, each written through to the disk.
fn mark_files(generation: &Path) -> Result<BTreeMap<String, FileMark>, IndexError> {
    let mut marks = BTreeMap::new();
    for (folder, prefix) in [
        (generation.to_owned(), ""),
        (generation.join("segments"), "segments/"),
    ] {
        for entry in fs::read_dir(&folder).map_err(IndexError::io("list", &folder))? {
            let entry = entry.map_err(IndexError::io("list", &folder))?;
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            // The engine's lock files mean nothing once it is done.
            if path.is_dir() {
                continue;
            }
            if name.starts_with(".tantivy") && has_lock_ending(&path) {
                fs::remove_file(&path).map_err(IndexError::io("remove", &path))?;
                continue;
            }
            File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(IndexError::io("sync", &path))?;
            let mark = FileMark::of(&path)?;
            marks.insert(format!("{prefix}{name}"), mark);
        }
        sync_folder(&folder)?;
    }
    Ok(marks)
}

fn has_lock_ending(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "lock")
}
