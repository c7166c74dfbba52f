//! One file to its records.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use records::{Diagnostic, Record, Severity, Sha256Hex};
use sha2::{Digest, Sha256};
use vocabulary::Vocabulary;

use crate::findings::Findings;
use crate::media_type::{self, MediaType};
use crate::{FileReport, Options, Parsed, curated, document, read, rule};

/// The largest file that is read, in bytes. A long web page has a tenth of it; a larger file is a
/// mistake, or was made to fill the memory.
pub const MAX_FILE_BYTES: u64 = 20 * 1024 * 1024;

/// A file's bytes and what is known of it before it is read.
pub(crate) struct File<'a> {
    pub(crate) path: &'a Path,
    pub(crate) media_type: MediaType,
    pub(crate) bytes: Vec<u8>,
    pub(crate) sha256: Sha256Hex,
}

impl File<'_> {
    /// The file's name without its ending.
    pub(crate) fn stem(&self) -> String {
        self.path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default()
    }
}

/// Reads one file, a curated example or a document, with the sidecar beside it.
///
/// It never fails and never panics: what cannot be read is told by diagnostics. A Markdown file
/// that opens with front matter is a curated example. An identifier is unique within the file
/// only; [`ingest`](crate::ingest) sees to the rest.
pub fn parse_file(path: &Path, vocabulary: &Vocabulary, options: &Options) -> Parsed {
    let mut findings = Findings::new(&written(path));
    let records = load(path, &mut findings).and_then(|file| {
        if file.media_type == MediaType::Markdown && !is_document(&file) {
            curated::read(&file, vocabulary, options, &mut findings).map(|record| vec![record])
        } else {
            document::read(&file, vocabulary, options, &mut findings)
        }
    });
    let mut diagnostics = findings.into_list();
    sort(&mut diagnostics);
    let records: Vec<Record> = records.unwrap_or_default();
    let report = FileReport {
        path: written(path),
        records: records.len(),
        diagnostics: diagnostics.len(),
        is_cached: false,
    };
    Parsed {
        records,
        diagnostics,
        files: vec![report],
    }
}

/// A path as records and diagnostics write it: as it was given, with forward slashes.
pub(crate) fn written(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        path.into_owned()
    } else {
        path.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// The sidecar that belongs to a document: its whole name with `.toml` added.
pub(crate) fn sidecar_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".toml");
    PathBuf::from(name)
}

/// Puts diagnostics in the order of a file's lines.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| (diagnostic.line, diagnostic.span);
        a.path
            .cmp(&b.path)
            .then(key(a).cmp(&key(b)))
            .then_with(|| a.field.cmp(&b.field))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| a.message.cmp(&b.message))
    });
}

/// Reads a file's bytes, unless it is too large or of a kind that is not read.
fn load<'a>(path: &'a Path, findings: &mut Findings) -> Option<File<'a>> {
    let media_type = match media_type::by_name(path) {
        Ok(media_type) => media_type,
        Err(message) => {
            findings.error(rule::UNSUPPORTED_MEDIA_TYPE, message);
            return None;
        }
    };
    let bytes = load_bytes(path, MAX_FILE_BYTES, findings)?;
    if let Err(message) = media_type::check_signature(&bytes, media_type) {
        findings.error(rule::UNSUPPORTED_MEDIA_TYPE, message);
        return None;
    }
    Some(File {
        path,
        media_type,
        sha256: Sha256Hex::from_bytes(Sha256::digest(&bytes).into()),
        bytes,
    })
}

/// Reads the bytes of a regular file of at most so many.
pub(crate) fn load_bytes(path: &Path, most: u64, findings: &mut Findings) -> Option<Vec<u8>> {
    let fault = match fs::metadata(path) {
        // Reading a pipe or a device could go on for ever.
        Ok(metadata) if !metadata.is_file() => findings.make(
            Severity::Error,
            rule::NOT_A_FILE,
            "not a regular file; accepted: a file or a folder of files",
        ),
        Ok(metadata) if metadata.len() > most => findings.make(
            Severity::Error,
            rule::TOO_LARGE,
            format!(
                "the file has {} bytes; at most {most} are read",
                metadata.len()
            ),
        ),
        Ok(_) => match fs::read(path) {
            Ok(bytes) => return Some(bytes),
            Err(error) => findings.make(
                Severity::Error,
                rule::UNREADABLE,
                format!("cannot be read: {error}"),
            ),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => findings.make(
            Severity::Error,
            rule::MISSING_PATH,
            format!("there is no file or folder `{}`", written(path)),
        ),
        Err(error) => findings.make(
            Severity::Error,
            rule::UNREADABLE,
            format!("cannot be read: {error}"),
        ),
    };
    findings.add(fault);
    None
}

/// Whether a Markdown file is a document as it was retrieved: it stands under a folder of that
/// name and has no front matter.
fn is_document(file: &File<'_>) -> bool {
    let in_documents = file
        .path
        .components()
        .any(|component| component.as_os_str() == "documents");
    in_documents && !read::opens_front_matter(&file.bytes)
}
