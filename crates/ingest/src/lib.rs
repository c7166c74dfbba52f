#![doc = include_str!("../README.md")]

mod awards;
mod cache;
mod cluster;
mod corpus;
mod curated;
mod document;
mod extract;
mod file;
mod findings;
mod front_matter;
mod link;
mod media_type;
mod pdf_reader;
mod read;
mod rule;
mod withdrawn;

use std::path::PathBuf;

use jiff::civil::Date;
use records::{Diagnostic, Record, Withdrawn};

pub use corpus::{Progress, find_files, ingest};
pub use file::{MAX_FILE_BYTES, MAX_TEXT_BYTES, parse_bytes, parse_file};
pub use pdf_reader::{PdfReader, pdf_answer, pdf_child_main};

/// What the reading of files depends on besides the files.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day of the reading. Years and dates after it are refused, since an example is not
    /// about the future.
    pub today: Date,
    /// The program that reads PDF files in a process of its own. Without one a PDF is a
    /// diagnostic.
    pub pdf_reader: Option<PdfReader>,
    /// The folder in which [`ingest`] keeps what it parsed, so that files that did not change
    /// are not parsed again. It may be removed at any time.
    pub cache: Option<PathBuf>,
}

impl Options {
    /// The options for a day: no PDF, and nothing kept.
    pub const fn new(today: Date) -> Self {
        Self {
            today,
            pdf_reader: None,
            cache: None,
        }
    }
}

/// What was read, and what there is to tell about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The records, sorted by id where they come from more than one file.
    pub records: Vec<Record>,
    /// Faults and uncertainties, sorted by file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// What became of each file, sorted by path.
    pub files: Vec<FileReport>,
    /// The records that were taken back, sorted by id.
    pub withdrawn: Vec<Withdrawn>,
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    /// The file, as it was given or found.
    pub path: String,
    /// How many records it gave.
    pub records: usize,
    /// How many diagnostics there are about it and its sidecar.
    pub diagnostics: usize,
    /// It had not changed since it was parsed, and was taken from the cache.
    pub is_cached: bool,
}
