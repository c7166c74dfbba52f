//! Records as JSON Lines, both ways.

use std::io::{self, BufRead, Write};

use crate::Record;

/// What can be wrong with a file of records.
#[derive(Debug, thiserror::Error)]
pub enum JsonlError {
    /// The reader failed.
    #[error("cannot read line {line}")]
    Read {
        /// The line, from 1.
        line: usize,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A line is not a record.
    #[error("line {line} is not a record")]
    Parse {
        /// The line, from 1.
        line: usize,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
}

/// Reads records, one a line; lines of white space alone are passed over.
///
/// A faulty line does not stop the reading: each item is a record or its own error.
///
/// # Errors
/// An item is [`JsonlError::Parse`] when its line is not JSON, has an unknown or missing field
/// or a value that a type refuses, and [`JsonlError::Read`] when the reader fails or the line is
/// not UTF-8.
pub fn read_jsonl(reader: impl BufRead) -> impl Iterator<Item = Result<Record, JsonlError>> {
    reader.lines().zip(1..).filter_map(|(text, line)| {
        let text = match text {
            Ok(text) if text.trim().is_empty() => return None,
            Ok(text) => text,
            Err(source) => return Some(Err(JsonlError::Read { line, source })),
        };
        Some(serde_json::from_str(&text).map_err(|source| JsonlError::Parse { line, source }))
    })
}

/// The record as one line of JSON, without the line end.
pub fn to_line(record: &Record) -> String {
    // Every field is a string, a number, a list or a plain struct, all of which JSON can hold.
    serde_json::to_string(record).unwrap_or_default()
}

/// Writes records, one a line, each line ended by `\n`.
///
/// # Errors
/// Those of the writer.
pub fn write_jsonl<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    mut writer: impl Write,
) -> io::Result<()> {
    for record in records {
        writer.write_all(to_line(record).as_bytes())?;
        writer.write_all(b"\n")?;
    }
    Ok(())
}
