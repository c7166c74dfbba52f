//! Folders of files to records with unique identifiers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use records::{Diagnostic, Record, RecordId, Severity, SourceId};
use sha2::{Digest, Sha256};
use vocabulary::Vocabulary;
use walkdir::WalkDir;

use crate::cache::Cache;
use crate::file::{parse_once, sort, written};
use crate::media_type::MediaType;
use crate::{FileReport, Options, Parsed, awards, cluster, extract, rule, withdrawn};

/// How far the reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Files read so far.
    pub done: usize,
    /// Files there are to read.
    pub total: usize,
}

/// The files to read among files and folders, sorted by path, each once.
///
/// Folders are walked, and links in them followed. Hidden files, `README.md`, `withdrawn.tsv` and
/// sidecars are passed over. A path that does not exist, a folder that cannot be opened, a loop of links and a
/// sidecar without its document become diagnostics.
pub fn find_files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Diagnostic>) {
    let mut files = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, &mut files, &mut diagnostics),
            // What cannot be read for another reason is told when it is read.
            Ok(_) => add(path.clone(), &mut files),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let message = format!("there is no file or folder `{}`", written(path));
                diagnostics.push(error_at(path, rule::MISSING_PATH, message));
            }
            Err(error) => {
                diagnostics.push(error_at(
                    path,
                    rule::UNREADABLE,
                    format!("cannot be read: {error}"),
                ));
            }
        }
    }
    let mut files: Vec<PathBuf> = files.into_values().collect();
    files.sort();
    sort(&mut diagnostics);
    (files, diagnostics)
}

/// Keeps a file by where it really is, so that overlapping paths give it once.
fn add(path: PathBuf, files: &mut BTreeMap<PathBuf, PathBuf>) {
    let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
    files.entry(real).or_insert(path);
}

fn walk(folder: &Path, files: &mut BTreeMap<PathBuf, PathBuf>, diagnostics: &mut Vec<Diagnostic>) {
    let root = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let leads_out = |path: &Path| !fs::canonicalize(path).is_ok_and(|real| real.starts_with(&root));
    let mut walk = WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path()));
    while let Some(entry) = walk.next() {
        match entry {
            // What is read is published: a link must not bring in what lies elsewhere.
            Ok(entry) if entry.path_is_symlink() && leads_out(entry.path()) => {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                let message = format!("the link leads out of `{}`", written(folder));
                diagnostics.push(error_at(entry.path(), rule::OUTSIDE, message));
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry)
                if ["README.md", withdrawn::FILE_NAME]
                    .contains(&&*entry.file_name().to_string_lossy()) => {}
            Ok(entry)
                if entry
                    .path()
                    .extension()
                    .is_some_and(|ending| ending == "toml") =>
            {
                let document = entry.path().with_extension("");
                if !document.is_file() {
                    diagnostics.push(Diagnostic::new(
                        Severity::Warning,
                        written(entry.path()),
                        rule::ORPHAN_SIDECAR,
                        format!(
                            "there is no document `{}` beside the sidecar",
                            written(&document)
                        ),
                    ));
                }
            }
            Ok(entry) => add(entry.into_path(), files),
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let message = match error.loop_ancestor() {
                    Some(ancestor) => format!("the link leads back to `{}`", written(ancestor)),
                    None => format!("cannot be read: {error}"),
                };
                diagnostics.push(error_at(&path, rule::UNREADABLE, message));
            }
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn error_at(path: &Path, rule: &str, message: String) -> Diagnostic {
    Diagnostic::new(Severity::Error, written(path), rule, message)
}

/// Reads files and folders of files, in parallel.
///
/// With a folder for a cache, files that did not change since they were last read are not parsed
/// again; the result is the same, and [`Parsed::files`] tells which. Entries of files that are not
/// among these are removed.
///
/// The result depends on the files alone: records are sorted by id, and ids are unique. Of two
/// curated examples with one id the later in path order is refused. A document whose name is
/// taken gets the first six digits of its path's digest added to its id. `progress` is called
/// after each file, from any thread.
pub fn ingest(
    paths: &[PathBuf],
    vocabulary: &Vocabulary,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Parsed {
    let (files, mut diagnostics) = find_files(paths);
    let cache = options
        .cache
        .as_deref()
        .and_then(|folder| open_cache(folder, vocabulary, &mut diagnostics));
    let done = AtomicUsize::new(0);
    let parsed: Vec<Parsed> = files
        .par_iter()
        .map(|path| {
            let parsed = parse_once(path, vocabulary, options, cache.as_ref());
            progress(Progress {
                done: done.fetch_add(1, Ordering::Relaxed) + 1,
                total: files.len(),
            });
            parsed
        })
        .collect();
    if let Some(cache) = cache {
        cache.prune();
    }
    let mut records = Vec::new();
    let mut reports = Vec::new();
    for file in parsed {
        reports.extend(file.files);
        records.extend(file.records);
        diagnostics.extend(file.diagnostics);
    }
    let withdrawn = withdrawn::read(paths, &mut diagnostics);
    let mut told = Vec::new();
    let mut records = with_unique_ids(records, &mut told);
    withdrawn::leave_out(&mut records, &withdrawn, &mut told);
    records.sort_by(|a, b| a.id.cmp(&b.id));
    // Copies are evidence as much as what is shown.
    told.extend(awards::compare(&records, vocabulary));
    let records = cluster::cluster(records, vocabulary, &mut told);
    count(&told, &mut reports);
    diagnostics.extend(told);
    sort(&mut diagnostics);
    Parsed {
        records,
        diagnostics,
        files: reports,
        withdrawn,
    }
}

/// Counts what was told over the whole corpus with the files that it is about.
fn count(told: &[Diagnostic], reports: &mut [FileReport]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in told {
        *counts.entry(&diagnostic.path).or_default() += 1;
    }
    for report in reports {
        report.diagnostics += counts
            .get(report.path.as_str())
            .copied()
            .unwrap_or_default();
    }
}

fn open_cache(
    folder: &Path,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Cache> {
    Cache::open(folder, vocabulary.fingerprint())
        .map_err(|error| {
            diagnostics.push(Diagnostic::new(
                Severity::Warning,
                written(folder),
                rule::NO_CACHE,
                format!("what is parsed cannot be kept for the next time: {error}"),
            ));
        })
        .ok()
}

/// Refuses or renames the later of records with one id. Curated examples choose first: their ids
/// are written down elsewhere.
fn with_unique_ids(records: Vec<Record>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Record> {
    let (mut curated, mut documents): (Vec<Record>, Vec<Record>) =
        records.into_iter().partition(is_curated);
    curated.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    documents.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    let mut first: BTreeMap<RecordId, String> = BTreeMap::new();
    curated.retain(|record| {
        if let Some(former) = first.get(&record.id) {
            diagnostics.push(Diagnostic::new(
                Severity::Error,
                record.source.path.as_str(),
                rule::DUPLICATE_ID,
                format!(
                    "the id `{}` belongs to `{former}` already; rename this file",
                    record.id
                ),
            ));
            return false;
        }
        first.insert(record.id.clone(), record.source.path.clone());
        true
    });
    let mut taken: BTreeSet<RecordId> = first.keys().cloned().collect();
    let mut moved_path = String::new();
    // The article that was renamed last, with its former id: its parts follow it in the list.
    let mut moved: Option<(RecordId, RecordId, SourceId)> = None;
    for record in &mut documents {
        if let Some((former, article, source)) = &moved
            && record.part_of.as_ref() == Some(former)
            && record.source.path.as_str() == moved_path
        {
            record.id = extract::moved_part(&record.id, former, article)
                .unwrap_or_else(|| record.id.clone());
            record.part_of = Some(article.clone());
            record.source.id = source.clone();
        }
        if taken.contains(&record.id)
            && let Some((id, source)) = renamed(&record.id, &record.source.path)
        {
            diagnostics.push(Diagnostic::new(
                Severity::Warning,
                record.source.path.as_str(),
                rule::DUPLICATE_ID,
                format!(
                    "the id `{}` is taken; the document is known as `{id}`",
                    record.id
                ),
            ));
            if record.part_of.is_none() {
                moved = Some((record.id.clone(), id.clone(), source.clone()));
                moved_path.clone_from(&record.source.path);
                record.source.id = source;
            }
            record.id = id;
        }
        taken.insert(record.id.clone());
    }
    curated.extend(documents);
    curated
}

fn is_curated(record: &Record) -> bool {
    record.source.media_type == MediaType::Markdown.as_str() && record.span.is_none()
}

/// An id with six digits of the path's digest added.
fn renamed(id: &RecordId, path: &str) -> Option<(RecordId, SourceId)> {
    let digest = Sha256::digest(path.as_bytes());
    let mut name = id.as_str().to_owned();
    // The longest id has to leave room for what is added.
    name.truncate(113);
    let mut name = name.trim_end_matches('-').to_owned();
    name.push('-');
    for byte in digest.iter().take(3) {
        let _ = write!(name, "{byte:02x}");
    }
    Some((name.parse().ok()?, name.parse().ok()?))
}
