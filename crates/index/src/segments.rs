//! Writing the inverted index and its columns.
//!
//! The engine gathers what it is given in memory, of which it can address four gigabytes. So it is
//! made to write a segment whenever it holds much, and in the end all of them are put together, in
//! order, into the one that document numbers are the line numbers of.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use analysis::Analyzer;
use records::Record;
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::indexer::merge_indices;
use tantivy::schema::TantivyDocument;
use tantivy::{Directory, Index, SingleSegmentIndexWriter};
use vocabulary::Vocabulary;

use crate::IndexError;
use crate::generation::remove;
use crate::schema::{Fields, record_texts};
use crate::tokenize::tokenizers;

/// What the engine may hold before it writes a segment, in bytes: a quarter of what it can address,
/// and about what a hundred thousand records of an ordinary length take.
pub(crate) const SEGMENT_BYTES: usize = 1_000_000_000;

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

/// Writes one document a record, in order, into one segment; the engine holds at most about
/// `most_bytes` meanwhile. `line_lens` are how long the records' lines are without their ends, and
/// `progress` is called after each record with how many are done.
pub(crate) fn write_segment(
    home: Home<'_>,
    records: &[Record],
    line_lens: &[u64],
    analyzer: &Analyzer,
    most_bytes: usize,
    progress: &dyn Fn(usize),
) -> Result<Index, IndexError> {
    let documents = Documents::new();
    let mut parts = Vec::new();
    let mut writer = part_writer(home.part(0)?, analyzer)?;
    let mut line_start = 0;
    for ((record, line_len), done) in records.iter().zip(line_lens).zip(1..) {
        let document = documents.of(record, analyzer, (line_start, *line_len));
        line_start += line_len + 1;
        writer
            .add_document(document)
            .map_err(IndexError::engine("add a record"))?;
        if writer.mem_usage() > most_bytes && done < records.len() {
            let next = part_writer(home.part(parts.len() + 1)?, analyzer)?;
            parts.push(finish(std::mem::replace(&mut writer, next))?);
        }
        progress(done);
    }
    parts.push(finish(writer)?);
    put_together(parts, home)
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
        for (field, text) in record_texts(fields, record, vocabulary) {
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
    use tantivy::{DocSet, SegmentReader, TERMINATED};

    use super::*;
    use crate::build::{Lines, analyzer_of};
    use workload::Workload;

    /// Every term of every field, with the documents that have it, how often and where.
    fn postings(index: &Index) -> Vec<String> {
        let reader = only_segment(index);
        let mut all = Vec::new();
        for (field, entry) in index.schema().fields() {
            if !entry.is_indexed() {
                continue;
            }
            let inverted = reader.inverted_index(field).unwrap();
            let lengths = reader.get_fieldnorms_reader(field).unwrap();
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
                        lengths.fieldnorm(found.doc()),
                    ));
                    found.advance();
                }
            }
        }
        all
    }

    /// Every value of every column, document by document.
    fn columns(index: &Index) -> Vec<(String, Vec<Vec<u64>>)> {
        let reader = only_segment(index);
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

    fn only_segment(index: &Index) -> SegmentReader {
        let searcher = index.reader().unwrap().searcher();
        let [segment] = searcher.segment_readers() else {
            panic!("{} segments", searcher.segment_readers().len());
        };
        segment.clone()
    }

    #[test]
    fn segments_that_are_put_together_are_the_one_that_would_have_been_written() {
        let records: Vec<Record> = Workload::new(3).records(7).collect();
        let lens = Lines::of(&records).lens;
        let analyzer = analyzer_of(&records);
        let write = |home, most_bytes| {
            write_segment(home, &records, &lens, &analyzer, most_bytes, &|_| ()).unwrap()
        };
        let whole = write(Home::Memory, SEGMENT_BYTES);
        let folder = tempfile::tempdir().unwrap();
        let (one, many) = (folder.path().join("one"), folder.path().join("many"));
        for index in [
            // Less than anything takes: each record is a segment.
            write(Home::Memory, 0),
            write(Home::Folder(&many), 0),
            write(Home::Folder(&one), SEGMENT_BYTES),
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
