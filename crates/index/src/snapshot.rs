//! An opened generation.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use analysis::{Analyzer, Lexicon, Tongue};
use records::{Record, RecordId, Withdrawn};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tantivy::collector::DocSetCollector;
use tantivy::columnar::Column;
use tantivy::directory::{FileSlice, OwnedBytes};
use tantivy::query::TermQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Directory, DocId, Index, ReloadPolicy, Searcher, SegmentReader, Term};
use vocabulary::Vocabulary;

use crate::build::{
    COMMON, COMMON_BYTES, Lines, RECORDS, WITHDRAWN, analyzer_of, check_ids, lines, with_names,
};
use crate::common_words::{CommonWord, CommonWords, find_common};
use crate::directory::ReadOnlyDirectory;
use crate::kept_records::KeptRecords;
use crate::schema::{Fields, LINE_LEN, LINE_START, MUNICIPALITY_ORDER};
use crate::segments::{Home, STRETCH_BYTES, only_segment, write_segment};
use crate::tokenize::register;
use crate::{Facet, IndexError, Layout, Manifest, Opened, file};

/// An opened generation, whole and checked.
///
/// It never changes: whoever answers a question takes one at the start and keeps it to the end,
/// so that records, index and vocabulary always belong together.
pub struct Snapshot {
    manifest: Manifest,
    analyzer: Analyzer,
    fields: Fields,
    tongues: Vec<Tongue>,
    searcher: Searcher,
    records: FileSlice,
    common: CommonWords,
    kept: KeptRecords,
    /// The columns of facets that were asked for, by facet.
    facet_columns: [OnceLock<Column<u64>>; Facet::ALL.len()],
    withdrawn: Vec<Withdrawn>,
    line_start: Column<u64>,
    line_len: Column<u64>,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot")
            .field("generation", &self.manifest.generation)
            .finish_non_exhaustive()
    }
}

impl Snapshot {
    /// Opens the published generation of an index folder and checks every file of it.
    ///
    /// # Errors
    /// [`IndexError::Missing`] when nothing is published there, [`IndexError::OtherFormat`] or
    /// [`IndexError::OtherFingerprint`] when another program made it, [`IndexError::Damaged`]
    /// when a file is not what the manifest says.
    pub fn open(layout: &Layout) -> Result<Self, IndexError> {
        Opened::whole(layout).map(|opened| opened.snapshot)
    }

    /// An index of records that lives in memory alone, for measuring and for tests.
    ///
    /// # Errors
    /// [`IndexError::DuplicateId`] when the records are not sorted with each id once,
    /// [`IndexError::Engine`] when the engine refuses.
    pub fn in_memory(records: &[Record]) -> Result<Self, IndexError> {
        Self::in_memory_with(records, analyzer_of(records))
    }

    /// The same without base forms, to measure what they are worth.
    ///
    /// # Errors
    /// Those of [`Snapshot::in_memory`].
    pub fn in_memory_without_base_forms(records: &[Record]) -> Result<Self, IndexError> {
        Self::in_memory_with(records, analyzer_of(records).without_base_forms())
    }

    fn in_memory_with(records: &[Record], analyzer: Analyzer) -> Result<Self, IndexError> {
        check_ids(records)?;
        let measured = Lines::of(records);
        let index = write_segment(
            Home::Memory,
            records,
            &measured.lens,
            &analyzer,
            STRETCH_BYTES,
            &|_| (),
        )?;
        let bytes = lines(records).collect::<String>().into_bytes();
        let segment = only_segment(&index)?;
        let mut common = Vec::new();
        let list = find_common(&segment, &Fields::schema().1, |bytes| {
            common.extend_from_slice(bytes);
            Ok(())
        })?;
        let common = CommonWords::read(&list, OwnedBytes::new(common), segment.max_doc())
            .map_err(|reason| IndexError::damaged(COMMON, reason))?;
        let manifest = Manifest::of(records.len(), &[], "1970-01-01T00:00:00Z", measured.sha256);
        Self::over(
            &index,
            FileSlice::from(bytes),
            common,
            manifest,
            analyzer,
            Vec::new(),
            Path::new("memory"),
        )
    }

    /// Opens a generation whose manifest and small files have been checked.
    pub(crate) fn open_verified(folder: &Path, manifest: Manifest) -> Result<Self, IndexError> {
        let segments = ReadOnlyDirectory::open(&folder.join("segments"))
            .map_err(IndexError::engine("open the segments"))?;
        let index = Index::open(segments).map_err(IndexError::engine("open the index"))?;
        let files =
            ReadOnlyDirectory::open(folder).map_err(IndexError::engine("open the generation"))?;
        let open = |name| {
            let opened = files.open_read(Path::new(name));
            opened.map_err(|error| IndexError::engine("open a file")(error.into()))
        };
        let records = open(RECORDS)?;
        let common = open(COMMON_BYTES)?
            .read_bytes()
            .map_err(IndexError::io("read", folder.join(COMMON_BYTES)))?;
        let path = folder.join(COMMON);
        let documents = DocId::try_from(manifest.records).unwrap_or(DocId::MAX);
        let common = CommonWords::read(&file::text(&path)?, common, documents)
            .map_err(|reason| IndexError::damaged(path, reason))?;
        let path = folder.join("lexicon.tsv");
        let lines = file::text(&path)?;
        let lexicon = Lexicon::from_lines(&lines)
            .map_err(|error| IndexError::damaged(path, error.to_string()))?;
        let path = folder.join(WITHDRAWN);
        let lines = file::text(&path)?;
        let withdrawn = lines
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()
            .map_err(|error| IndexError::damaged(path, error.to_string()))?;
        Self::over(
            &index,
            records,
            common,
            manifest,
            Analyzer::with(with_names(lexicon)),
            withdrawn,
            folder,
        )
    }

    fn over(
        index: &Index,
        records: FileSlice,
        common: CommonWords,
        manifest: Manifest,
        analyzer: Analyzer,
        withdrawn: Vec<Withdrawn>,
        folder: &Path,
    ) -> Result<Self, IndexError> {
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            let path = folder.join("segments/meta.json");
            return Err(IndexError::damaged(
                path,
                "has other fields than this format",
            ));
        }
        register(index.tokenizers(), &analyzer);
        let searcher = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(IndexError::engine("read the index"))?
            .searcher();
        let [segment] = searcher.segment_readers() else {
            let path = folder.join("segments/meta.json");
            return Err(IndexError::damaged(
                path,
                "does not hold exactly one segment",
            ));
        };
        if segment.max_doc() as usize != manifest.records {
            let path = folder.join("segments/meta.json");
            return Err(IndexError::damaged(path, "holds another number of records"));
        }
        let mut tongues = Vec::new();
        for tongue in Tongue::ALL {
            let words = segment
                .inverted_index(fields.tongue(tongue))
                .map_err(IndexError::engine("count the words of a language"))?;
            if words.total_num_tokens() > 0 {
                tongues.push(tongue);
            }
        }
        let column = |name| {
            segment
                .fast_fields()
                .u64(name)
                .map_err(IndexError::engine("read the line columns"))
        };
        let (line_start, line_len) = (column(LINE_START)?, column(LINE_LEN)?);
        Ok(Self {
            kept: KeptRecords::new(manifest.records),
            facet_columns: Default::default(),
            manifest,
            analyzer,
            fields,
            tongues,
            searcher,
            records,
            common,
            withdrawn,
            line_start,
            line_len,
        })
    }

    /// What the generation holds and what it was made with.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The vocabulary the generation was made with, which is the program's own.
    pub fn vocabulary(&self) -> &'static Vocabulary {
        Vocabulary::embedded()
    }

    /// The analyzer that the generation was built with: it knows the words of its records.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The fields of the inverted index.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The languages beside Swedish that some text is in.
    pub fn tongues(&self) -> &[Tongue] {
        &self.tongues
    }

    /// The engine's searcher over this generation.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The engine's reader of the one segment.
    pub fn segment(&self) -> &SegmentReader {
        self.searcher.segment_reader(0)
    }

    /// The column of a facet.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the column cannot be read.
    pub fn facet_column(&self, facet: Facet) -> Result<Column<u64>, IndexError> {
        let opened = &self.facet_columns[facet as usize];
        if let Some(column) = opened.get() {
            return Ok(column.clone());
        }
        let column = self
            .segment()
            .fast_fields()
            .u64(facet.as_str())
            .map_err(IndexError::engine("read the column of a facet"))?;
        Ok(opened.get_or_init(|| column).clone())
    }

    /// The document numbers of the records that have any value of a facet, in order.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the column cannot be read.
    pub fn documents_with_any(&self, facet: Facet) -> Result<Vec<DocId>, IndexError> {
        let column = self.facet_column(facet)?;
        let all = 0..self.segment().max_doc();
        Ok(all
            .filter(|document| column.first(*document).is_some())
            .collect())
    }

    /// How many records a term stands in.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the list of terms cannot be read.
    pub fn records_with(&self, term: &Term) -> Result<u64, IndexError> {
        let count = self
            .segment()
            .inverted_index(term.field())
            .and_then(|terms| Ok(terms.doc_freq(term)?));
        count
            .map(u64::from)
            .map_err(IndexError::engine("look a term up"))
    }

    /// Where a word is, by its stem, if it is common.
    pub fn common_word(&self, stem: &str) -> Option<CommonWord> {
        self.common.find(stem)
    }

    /// The column that sorts by municipality, in Swedish alphabetical order.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the column cannot be read.
    pub fn municipality_order(&self) -> Result<Column<u64>, IndexError> {
        self.segment()
            .fast_fields()
            .u64(MUNICIPALITY_ORDER)
            .map_err(IndexError::engine("read the order of municipalities"))
    }

    /// A record by its document number, which is its line number in `records.jsonl` from 0; those
    /// that were asked for last are kept.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when its line is no record, which a verified generation excludes.
    pub fn record(&self, document: DocId) -> Result<Arc<Record>, IndexError> {
        if let Some(kept) = self.kept.find(document) {
            return Ok(kept);
        }
        let line = self.line(document)?;
        let record = Arc::new(parsed(&line)?);
        self.kept.keep(document, &record, line.len());
        Ok(record)
    }

    /// The same read from its line, and not kept: for whoever goes through many of them.
    ///
    /// # Errors
    /// Those of [`Snapshot::record`].
    pub fn read_record(&self, document: DocId) -> Result<Record, IndexError> {
        parsed(&self.line(document)?)
    }

    /// The title of a record, which is read several times as fast as the record is.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] when its line is no record, which a verified generation excludes.
    pub fn title(&self, document: DocId) -> Result<String, IndexError> {
        #[derive(Deserialize)]
        struct Titled {
            title: String,
        }
        Ok(parsed::<Titled>(&self.line(document)?)?.title)
    }

    fn line(&self, document: DocId) -> Result<OwnedBytes, IndexError> {
        let damaged = |reason: String| IndexError::damaged(RECORDS, reason);
        let place = |column: &Column<u64>| {
            column
                .first(document)
                .and_then(|number| usize::try_from(number).ok())
        };
        let (Some(start), Some(len)) = (place(&self.line_start), place(&self.line_len)) else {
            return Err(damaged(format!("has no line for document {document}")));
        };
        let bytes = usize::try_from(self.records.num_bytes().get_bytes()).unwrap_or(0);
        let end = start.checked_add(len).filter(|end| *end <= bytes);
        let end =
            end.ok_or_else(|| damaged(format!("ends before the line of document {document}")))?;
        self.records
            .read_bytes_slice(start..end)
            .map_err(IndexError::io("read", RECORDS))
    }

    /// The document number of an id, or `None` when there is no such record. The id of a copy gives
    /// the record that holds it, whose own id is another.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index cannot be read.
    pub fn find(&self, id: &RecordId) -> Result<Option<DocId>, IndexError> {
        Ok(self.documents_with(self.fields.id, id)?.first().copied())
    }

    /// What is known of a record that was taken back, by the id that it had.
    pub fn withdrawn(&self, id: &RecordId) -> Option<&Withdrawn> {
        let at = self.withdrawn.binary_search_by(|one| one.id.cmp(id)).ok()?;
        self.withdrawn.get(at)
    }

    /// The document numbers of the parts of an article, in order of id.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index cannot be read.
    pub fn parts_of(&self, article: &RecordId) -> Result<Vec<DocId>, IndexError> {
        self.documents_with(self.fields.part_of, article)
    }

    /// Gives every id to a function, in order of document number, which is the order of ids.
    ///
    /// # Errors
    /// [`IndexError::Engine`] when the index cannot be read.
    pub fn for_each_id(&self, mut take: impl FnMut(&str)) -> Result<(), IndexError> {
        let failed = |error: std::io::Error| IndexError::engine("list the ids")(error.into());
        let index = self
            .segment()
            .inverted_index(self.fields.id)
            .map_err(IndexError::engine("list the ids"))?;
        let mut ids = index.terms().stream().map_err(failed)?;
        while ids.advance() {
            take(&String::from_utf8_lossy(ids.key()));
        }
        Ok(())
    }

    fn documents_with(&self, field: Field, id: &RecordId) -> Result<Vec<DocId>, IndexError> {
        let term = Term::from_field_text(field, id.as_str());
        let found = self
            .searcher
            .search(
                &TermQuery::new(term, IndexRecordOption::Basic),
                &DocSetCollector,
            )
            .map_err(IndexError::engine("look an id up"))?;
        let mut documents: Vec<DocId> = found.into_iter().map(|address| address.doc_id).collect();
        documents.sort_unstable();
        Ok(documents)
    }
}

/// The line of a record, read as what is wanted of it.
fn parsed<T: DeserializeOwned>(line: &[u8]) -> Result<T, IndexError> {
    let damaged = |reason: String| IndexError::damaged(RECORDS, reason);
    // Checked as a whole, which is quicker than text by text.
    let line = std::str::from_utf8(line).map_err(|error| damaged(error.to_string()))?;
    serde_json::from_str(line).map_err(|error| damaged(format!("has no record: {error}")))
}
