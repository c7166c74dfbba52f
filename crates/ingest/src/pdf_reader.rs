//! The guarded process that reads PDF files.

use std::path::PathBuf;

/// The program that reads PDF files, apart from the one that asks.
///
/// The format is large and its parsers are young: a file made with ill will may take all memory
/// or all time, and only a process can be held to limits of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfReader {
    /// The program: most often the one that asks, itself.
    pub program: PathBuf,
    /// Its arguments. It is to call `pdf_child_main`.
    pub arguments: Vec<String>,
}
