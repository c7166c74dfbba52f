//! Building a generation and publishing it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use analysis::{Analyzer, Lexicon};
use records::{Diagnostic, Record, Sha256Hex, Withdrawn};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tantivy::directory::MmapDirectory;
use tantivy::schema::TantivyDocument;
use tantivy::{Directory, Index, SingleSegmentIndexWriter};
use vocabulary::Vocabulary;

use crate::generation::{remove, sync_folder};
use crate::manifest::FileMark;
use crate::schema::{Fields, record_texts};
use crate::tokenize::tokenizers;
use crate::{Current, IndexError, Layout, Manifest};

/// The memory the engine may take for one segment before it complains.
///
/// All records go into one segment, so that its document numbers are the line numbers of
/// `records.jsonl`; the engine takes what it needs beyond this.
const WRITER_BYTES: usize = 50_000_000;

/// The file of a generation that lists the records that were taken back.
pub(crate) const WITHDRAWN: &str = "withdrawn.jsonl";

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
/// `progress` is called after each record with the number of records indexed so far.
///
/// # Errors
/// [`IndexError::Busy`] when another process is building there, [`IndexError::DuplicateId`] when
/// the records are not sorted with each id once, [`IndexError::Io`] and [`IndexError::Engine`]
/// when the disk or the engine refuses. Whatever happens, the published generation stays whole.
pub fn build(
    layout: &Layout,
    contents: Contents<'_>,
    progress: &dyn Fn(usize),
) -> Result<Published, IndexError> {
    if let Some(pair) = contents
        .records
        .windows(2)
        .find(|pair| pair[0].id >= pair[1].id)
    {
        return Err(IndexError::DuplicateId {
            id: pair[1].id.to_string(),
        });
    }
    let _lock = layout.lock()?;
    let (corpus, lines) = corpus_digest(contents.records);
    let diagnostics = lines_of(contents.diagnostics);
    let withdrawn = lines_of(contents.withdrawn);
    let mut manifest = Manifest::of(
        contents.records.len(),
        &[&diagnostics[..], &withdrawn].concat(),
        contents.built_at,
        corpus,
    );
    let generation = manifest.generation.clone();
    let folder = layout.generation(&generation);
    let stands = Manifest::read(layout.root(), &folder).and_then(|found| found.verify(&folder));
    if stands.is_err() {
        let new = layout.generations().join(format!(".{generation}.new"));
        remove(&new)?;
        let segments = new.join("segments");
        fs::create_dir_all(&segments).map_err(IndexError::io("create", &segments))?;
        write(&new.join("records.jsonl"), &lines)?;
        write(&new.join("diagnostics.jsonl"), &diagnostics)?;
        write(&new.join(WITHDRAWN), &withdrawn)?;
        let directory = MmapDirectory::open(&segments)
            .map_err(|error| IndexError::engine("open the folder")(error.into()))?;
        let analyzer = analyzer_of(contents.records);
        write(
            &new.join("lexicon.tsv"),
            analyzer.lexicon().to_lines().as_bytes(),
        )?;
        write_segments(directory, contents.records, &analyzer, progress)?;
        manifest.diagnostics = count_by_severity(contents.diagnostics);
        manifest.files = mark_files(&new)?;
        // A manifest is plain strings and numbers, all of which JSON can hold.
        let text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
        write(&new.join("manifest.json"), format!("{text}\n").as_bytes())?;
        sync_folder(&new)?;
        remove(&folder)?;
        fs::rename(&new, &folder).map_err(IndexError::io("move in", &folder))?;
        sync_folder(&layout.generations())?;
    }
    let path = folder.join("manifest.json");
    let mark = FileMark::of(&path).map_err(IndexError::io("read", &path))?;
    layout.publish(&Current {
        generation: generation.clone(),
        manifest_crc32: mark.crc32,
    })?;
    layout.prune(&generation)?;
    Ok(Published {
        generation,
        built: stands.is_err(),
    })
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

/// The records as lines, and the digest of those lines.
pub(crate) fn corpus_digest(records: &[Record]) -> (Sha256Hex, Vec<u8>) {
    let mut lines = Vec::new();
    for record in records {
        lines.extend_from_slice(records::to_line(record).as_bytes());
        lines.push(b'\n');
    }
    (Sha256Hex::from_bytes(Sha256::digest(&lines).into()), lines)
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
    let file = File::create(path).map_err(IndexError::io("create", path))?;
    let mut writer = BufWriter::new(file);
    writer
        .write_all(bytes)
        .and_then(|()| {
            writer
                .into_inner()
                .map_err(std::io::IntoInnerError::into_error)
        })
        .and_then(|file| file.sync_all())
        .map_err(IndexError::io("write", path))
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

/// Writes the inverted index and its columns, one document a record, in order.
pub(crate) fn write_segments(
    directory: impl Into<Box<dyn Directory>>,
    records: &[Record],
    analyzer: &Analyzer,
    progress: &dyn Fn(usize),
) -> Result<Index, IndexError> {
    let vocabulary = Vocabulary::embedded();
    let (schema, fields) = Fields::schema();
    let mut writer: SingleSegmentIndexWriter = Index::builder()
        .schema(schema)
        .tokenizers(tokenizers(analyzer))
        .single_segment_index_writer(directory, WRITER_BYTES)
        .map_err(IndexError::engine("start writing"))?;
    let order = municipality_order(vocabulary);
    let mut line_start = 0;
    for (record, done) in records.iter().zip(1..) {
        let mut document = TantivyDocument::new();
        document.add_text(fields.id, record.id.as_str());
        for copy in &record.also_published {
            document.add_text(fields.id, copy.id.as_str());
            if let Some(article) = &copy.part_of {
                document.add_text(fields.part_of, article.as_str());
            }
        }
        if let Some(article) = &record.part_of {
            document.add_text(fields.part_of, article.as_str());
        }
        for (field, text) in record_texts(&fields, record, vocabulary) {
            for field in [field, fields.parts, fields.exact, fields.ngram] {
                document.add_text(field, text);
            }
            for meant in analyzer.suspended(text) {
                for field in [field, fields.parts, fields.ngram] {
                    document.add_text(field, &meant);
                }
            }
        }
        for (facet, field) in fields.facets() {
            for number in facet.numbers(record, vocabulary) {
                document.add_u64(field, number);
            }
        }
        let line_len = records::to_line(record).len() as u64;
        document.add_u64(fields.line_start, line_start);
        document.add_u64(fields.line_len, line_len);
        line_start += line_len + 1;
        if let Some(place) = record.about().filter_map(|code| order.get(&code)).min() {
            document.add_u64(fields.municipality_order, *place);
        }
        writer
            .add_document(document)
            .map_err(IndexError::engine("add a record"))?;
        progress(done);
    }
    writer
        .finalize()
        .map_err(IndexError::engine("finish writing"))
}

/// The place of each municipality in Swedish alphabetical order.
fn municipality_order(vocabulary: &Vocabulary) -> BTreeMap<records::MunicipalityCode, u64> {
    let mut municipalities: Vec<_> = vocabulary.register.municipalities().iter().collect();
    municipalities.sort_by_cached_key(|municipality| analysis::collation_key(&municipality.name));
    municipalities
        .iter()
        .zip(0..)
        .map(|(municipality, place)| (municipality.code, place))
        .collect()
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
            if path.is_dir() || name.starts_with(".tantivy") && has_lock_ending(&path) {
                continue;
            }
            File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(IndexError::io("sync", &path))?;
            let mark = FileMark::of(&path).map_err(IndexError::io("read", &path))?;
            marks.insert(format!("{prefix}{name}"), mark);
        }
        sync_folder(&folder)?;
    }
    Ok(marks)
}

fn has_lock_ending(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "lock")
}
