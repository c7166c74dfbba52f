//! Writing the inverted index and its columns.
//!
//! Records are written in stretches, each into a segment of its own, as many at a time as there are
//! processors, up to eight; in the end all segments are put together, in order, into the one that
//! document numbers are the line numbers of. What a stretch is depends on the records alone, and not
//! on the machine.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use analysis::Analyzer;
use rayon::prelude::*;
use records::Record;
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::indexer::merge_indices;
use tantivy::schema::TantivyDocument;
use tantivy::{
    Directory, Index, IndexReader, ReloadPolicy, SegmentReader, SingleSegmentIndexWriter,
};
use vocabulary::Vocabulary;

use crate::IndexError;
use crate::generation::remove;
use crate::schema::{Fields, record_texts, tongue_of};
use crate::tokenize::tokenizers;

/// How long the lines of a stretch of records are together, in bytes: some fifteen thousand records
/// of an ordinary length, for which the engine holds some four times as much meanwhile.
pub(crate) const STRETCH_BYTES: u64 = 32_000_000;

/// So many stretches are written at once at most, however many processors there are.
const MOST_AT_ONCE: usize = 8;

/// The size that the engine's tables begin with, in bytes; they grow as they must.
const TABLE_BYTES: usize = 50_000_000;

/// Where a segment is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Home<'a> {
    /// In memory alone.
    Memory,
    /// In this folder, which is not there yet.
    Folder(&'a Path),
}

impl Home<'_> {
    fn directory(self) -> Result<Box<dyn Directory>, IndexError> {
        match self {
            Self::Memory => Ok(Box::new(RamDirectory::create())),
            Self::Folder(path) => {
                fs::create_dir_all(path).map_err(IndexError::io("create", path))?;
                match MmapDirectory::open(path) {
                    Ok(directory) => Ok(Box::new(directory)),
                    Err(error) => Err(IndexError::engine("open the folder")(error.into())),
                }
            }
        }
    }

    /// The directory of a segment that is only a part of what will stand here.
    fn part(self, number: usize) -> Result<Box<dyn Directory>, IndexError> {
        match self {
            Self::Memory => self.directory(),
            Self::Folder(path) => Home::Folder(&part_of(path, number)).directory(),
        }
    }
}

/// The folder of all parts of what will stand in a folder.
fn parts_of(folder: &Path) -> PathBuf {
    folder.with_extension("parts")
}

fn part_of(folder: &Path, number: usize) -> PathBuf {
    parts_of(folder).join(number.to_string())
}

/// Writes one document a record, in order, into one segment, by way of stretches whose lines are
/// about `stretch_bytes` long. `line_lens` are how long the records' lines are without their ends,
/// and `progress` is called after each record with how many are done.
pub(crate) fn write_segment(
    home: Home<'_>,
    records: &[Record],
    line_lens: &[u64],
    analyzer: &Analyzer,
    stretch_bytes: u64,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Index, IndexError> {
    let documents = Documents::new();
    let done = AtomicUsize::new(0);
    let mut parts: Vec<Index> = Vec::new();
    for some in stretches(line_lens, stretch_bytes).chunks(MOST_AT_ONCE) {
        let write = |(number, stretch): (usize, &Stretch)| {
            let mut writer = part_writer(home.part(number)?, analyzer)?;
            let mut line_start = stretch.line_start;
            let records = records[stretch.records.clone()].iter();
            for (record, line_len) in records.zip(&line_lens[stretch.records.clone()]) {
                writer
                    .add_document(documents.of(record, analyzer, (line_start, *line_len)))
                    .map_err(IndexError::engine("add a record"))?;
                line_start += line_len + 1;
                progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            }
            finish(writer)
        };
        let numbered = (parts.len()..parts.len() + some.len())
            .into_par_iter()
            .zip(some);
        let written: Result<Vec<Index>, IndexError> = numbered.map(write).collect();
        parts.extend(written?);
    }
    put_together(parts, home)
}

/// Records that are written into a segment of their own.
struct Stretch {
    /// Their places.
    records: Range<usize>,
    /// Where the line of the first begins.
    line_start: u64,
}

/// The stretches of records whose lines are so long; one at least.
fn stretches(line_lens: &[u64], stretch_bytes: u64) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let (mut first, mut line_start, mut bytes) = (0, 0, 0);
    for (at, line_len) in line_lens.iter().enumerate() {
        bytes += line_len + 1;
        if bytes > stretch_bytes || at + 1 == line_lens.len() {
            stretches.push(Stretch {
                records: first..at + 1,
                line_start,
            });
            (first, line_start, bytes) = (at + 1, line_start + bytes, 0);
        }
    }
    if stretches.is_empty() {
        stretches.push(Stretch {
            records: 0..0,
            line_start,
        });
    }
    stretches
}

fn part_writer(
    directory: Box<dyn Directory>,
    analyzer: &Analyzer,
) -> Result<SingleSegmentIndexWriter, IndexError> {
    Index::builder()
        .schema(Fields::schema().0)
        .tokenizers(tokenizers(analyzer))
        .single_segment_index_writer(directory, TABLE_BYTES)
        .map_err(IndexError::engine("start writing"))
}

fn finish(writer: SingleSegmentIndexWriter) -> Result<Index, IndexError> {
    writer
        .finalize()
        .map_err(IndexError::engine("finish writing"))
}

/// Puts the documents of several segments into one, in order.
fn put_together(mut parts: Vec<Index>, home: Home<'_>) -> Result<Index, IndexError> {
    let is_one = parts.len() == 1;
    match (home, parts.pop()) {
        (Home::Memory, Some(only)) if is_one => Ok(only),
        (Home::Folder(folder), Some(_)) if is_one => {
            fs::rename(part_of(folder, 0), folder).map_err(IndexError::io("move in", folder))?;
            remove(&parts_of(folder))?;
            Index::open(home.directory()?).map_err(IndexError::engine("open the index"))
        }
        (_, last) => {
            parts.extend(last);
            let index = merge_indices(&parts, home.directory()?)
                .map_err(IndexError::engine("put segments together"))?;
            if let Home::Folder(folder) = home {
                remove(&parts_of(folder))?;
            }
            Ok(index)
        }
    }
}

/// The reader of the only segment of an index that was written here.
pub(crate) fn only_segment(index: &Index) -> Result<SegmentReader, IndexError> {
    let reader: tantivy::Result<IndexReader> = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into();
    let searcher = reader
        .map_err(IndexError::engine("read the segment"))?
        .searcher();
    Ok(searcher.segment_reader(0).clone())
}

/// What makes documents of records.
struct Documents {
    vocabulary: &'static Vocabulary,
    fields: Fields,
    /// The place of each municipality in Swedish alphabetical order.
    order: BTreeMap<records::MunicipalityCode, u64>,
}

impl Documents {
    fn new() -> Self {
        let vocabulary = Vocabulary::embedded();
        let mut municipalities: Vec<_> = vocabulary.register.municipalities().iter().collect();
        municipalities
            .sort_by_cached_key(|municipality| analysis::collation_key(&municipality.name));
        let codes = municipalities.iter().map(|municipality| municipality.code);
        Self {
            vocabulary,
            fields: Fields::schema().1,
            order: codes.zip(0..).collect(),
        }
    }

    /// The document of a record, whose line starts somewhere and is so long.
    fn of(
        &self,
        record: &Record,
        analyzer: &Analyzer,
        (line_start, line_len): (u64, u64),
    ) -> TantivyDocument {
        let Self {
            vocabulary,
            fields,
            order,
        } = self;
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
        let tongue = tongue_of(record).map(|tongue| fields.tongue(tongue));
        for (field, text) in record_texts(fields, record, vocabulary) {
            // What a record is known by beside its text is Swedish.
            if let Some(tongue) = tongue.filter(|_| field != fields.context) {
                document.add_text(tongue, text);
            }
            for field in [
                field,
                fields.parts,
                fields.exact,
                fields.pairs,
                fields.ngram,
            ] {
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
        document.add_u64(fields.line_start, line_start);
        document.add_u64(fields.line_len, line_len);
        if let Some(place) = record.about().filter_map(|code| order.get(&code)).min() {
            document.add_u64(fields.municipality_order, *place);
        }
        document
    }
}

#[cfg(test)]
mod tests {
    use tantivy::postings::Postings;
    use tantivy::schema::IndexRecordOption;
    use tantivy::{DocSet, TERMINATED};

    use super::*;
    use crate::build::{Lines, analyzer_of};
    use workload::Workload;

    /// Every term of every field, with the documents that have it, how often and where.
    fn postings(index: &Index) -> Vec<String> {
        let reader = only_segment(index).unwrap();
        let mut all = Vec::new();
        for (field, entry) in index.schema().fields() {
            if !entry.is_indexed() {
                continue;
            }
            let inverted = reader.inverted_index(field).unwrap();
            let lengths = reader.fieldnorms_readers().get_field(field).unwrap();
            let mut terms = inverted.terms().stream().unwrap();
            while terms.advance() {
                let option = IndexRecordOption::WithFreqsAndPositions;
                let mut found = inverted
                    .read_postings_from_terminfo(terms.value(), option)
                    .unwrap();
                let mut positions = Vec::new();
                while found.doc() != TERMINATED {
                    found.positions(&mut positions);
                    all.push(format!(
                        "{} {:?} {} {} {positions:?} {}",
                        entry.name(),
                        terms.key(),
                        found.doc(),
                        found.term_freq(),
                        lengths
                            .as_ref()
                            .map_or(0, |lengths| lengths.fieldnorm(found.doc())),
                    ));
                    found.advance();
                }
            }
        }
        all
    }

    /// Every value of every column, document by document.
    fn columns(index: &Index) -> Vec<(String, Vec<Vec<u64>>)> {
        let reader = only_segment(index).unwrap();
        let schema = index.schema();
        let fast = schema.fields().filter(|(_, entry)| entry.is_fast());
        fast.map(|(_, entry)| {
            let column = reader.fast_fields().u64(entry.name()).unwrap();
            let documents = 0..reader.max_doc();
            let values = documents.map(|document| column.values_for_doc(document).collect());
            (entry.name().to_owned(), values.collect())
        })
        .collect()
    }

    #[test]
    fn segments_that_are_put_together_are_the_one_that_would_have_been_written() {
        let records: Vec<Record> = Workload::new(3).records(7).collect();
        let lens = Lines::of(&records).lens;
        let analyzer = analyzer_of(&records);
        let write = |home, stretch_bytes| {
            write_segment(home, &records, &lens, &analyzer, stretch_bytes, &|_| ()).unwrap()
        };
        let whole = write(Home::Memory, STRETCH_BYTES);
        let folder = tempfile::tempdir().unwrap();
        let (one, many) = (folder.path().join("one"), folder.path().join("many"));
        for index in [
            // Less than any line: each record is a segment.
            write(Home::Memory, 0),
            // Two or three are.
            write(Home::Memory, lens.iter().sum::<u64>() / 3),
            write(Home::Folder(&many), 0),
            write(Home::Folder(&one), STRETCH_BYTES),
        ] {
            assert_eq!(postings(&index), postings(&whole));
            assert_eq!(columns(&index), columns(&whole));
        }
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(left, ["many", "one"]);
    }
}
