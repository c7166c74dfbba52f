#![doc = include_str!("../README.md")]

mod corpus;
mod curated;
mod document;
mod file;
mod findings;
mod front_matter;
mod link;
mod media_type;
mod read;
mod rule;

use jiff::civil::Date;
use records::{Diagnostic, Record};

pub use corpus::{Progress, find_files, ingest};
pub use file::{MAX_FILE_BYTES, parse_file};

/// What the reading of files depends on besides the files.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The day of the reading. Years and dates after it are refused, since an example is not
    /// about the future.
    pub today: Date,
}

/// What was read, and what there is to tell about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The records, sorted by id where they come from more than one file.
    pub records: Vec<Record>,
    /// Faults and uncertainties, sorted by file and line.
    pub diagnostics: Vec<Diagnostic>,
}
