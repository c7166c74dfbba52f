//! One file to its records.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use records::{Diagnostic, Record, Severity, Sha256Hex};
use sha2::{Digest, Sha256};
use vocabulary::Vocabulary;

use crate::cache::Cache;
use crate::findings::Findings;
use crate::media_type::{self, MediaType};
use crate::read::{self, sidecar};
use crate::{FileReport, Options, Parsed, awards, curated, document, rule};

/// The largest file that is read, in bytes: a booklet with pictures. A larger one is a mistake, or was
/// made to fill the memory.
pub const MAX_FILE_BYTES: u64 = 20 * 1024 * 1024;

/// The largest file that is all text. A long web page has a fourth of it, and the longest report; what
/// is read takes some forty times its size in memory, and a second of work a megabyte.
pub const MAX_TEXT_BYTES: u64 = 4 * 1024 * 1024;

/// A file's bytes and what is known of it before it is read.
pub(crate) struct File<'a> {
    pub(crate) path: &'a Path,
    pub(crate) media_type: MediaType,
    pub(crate) bytes: Vec<u8>,
    pub(crate) sha256: Sha256Hex,
    /// The bytes of the sidecar beside a document.
    pub(crate) sidecar: Option<Vec<u8>>,
}

impl<'a> File<'a> {
    fn new(path: &'a Path, media_type: MediaType, bytes: Vec<u8>) -> Self {
        Self {
            path,
            media_type,
            sha256: Sha256Hex::from_bytes(Sha256::digest(&bytes).into()),
            bytes,
            sidecar: None,
        }
    }

    /// The file's name without its ending.
    pub(crate) fn stem(&self) -> String {
        self.path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    /// Whether the file is an example as an editor wrote it. A Markdown file is one unless it was
    /// retrieved: then it stands under a folder for documents and has no front matter.
    fn is_curated(&self) -> bool {
        let in_documents = || {
            self.path
                .components()
                .any(|component| component.as_os_str() == "documents")
        };
        self.media_type == MediaType::Markdown
            && (read::opens_front_matter(&self.bytes) || !in_documents())
    }

    fn parse(
        &self,
        vocabulary: &Vocabulary,
        options: &Options,
        findings: &mut Findings,
    ) -> Vec<Record> {
        let records = if self.is_curated() {
            curated::read(self, vocabulary, options, findings).map(|record| vec![record])
        } else {
            document::read(self, vocabulary, options, findings)
        };
        records.unwrap_or_default()
    }
}

/// Reads one file, a curated example or a document, with the sidecar beside it.
///
/// It never fails and never panics: what cannot be read is told by diagnostics. A Markdown file
/// that opens with front matter is a curated example. An identifier is unique within the file
/// only; [`ingest`](crate::ingest) sees to the rest.
pub fn parse_file(path: &Path, vocabulary: &Vocabulary, options: &Options) -> Parsed {
    let mut findings = Findings::new(&written(path));
    if let Some((rule, message)) = no_file(path) {
        findings.error(rule, message);
        return parsed(path, Vec::new(), findings);
    }
    compared(parse_once(path, vocabulary, options, None), vocabulary)
}

/// Why a path that was named is no file to read, if it is none.
fn no_file(path: &Path) -> Option<(&'static str, String)> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            let message = "is a folder; one file is read here, and a folder by an ingest of it";
            Some((rule::NOT_A_FILE, message.to_owned()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some((
            rule::MISSING_PATH,
            format!("there is no file `{}`", written(path)),
        )),
        _ => None,
    }
}

/// Reads one file among others, or takes what was parsed when it was the same.
pub(crate) fn parse_once(
    path: &Path,
    vocabulary: &Vocabulary,
    options: &Options,
    cache: Option<&Cache>,
) -> Parsed {
    let mut findings = Findings::new(&written(path));
    let Some(file) = load(path, &mut findings) else {
        return parsed(path, Vec::new(), findings);
    };
    let entry = cache.map(|cache| (cache, cache.name(&file)));
    // What loading has to tell is of the sidecar, and is told again each time.
    let told = findings.into_list();
    let kept = entry
        .as_ref()
        .and_then(|(cache, name)| cache.get(name, options.today));
    let mut whole = match kept {
        Some((records, diagnostics)) => Parsed {
            files: vec![FileReport {
                path: written(path),
                records: records.len(),
                diagnostics: diagnostics.len(),
                is_cached: true,
            }],
            records,
            diagnostics,
            withdrawn: Vec::new(),
        },
        None => {
            let mut findings = Findings::new(&written(path));
            let records = file.parse(vocabulary, options, &mut findings);
            let parsed = parsed(path, records, findings);
            if let Some((cache, name)) = &entry {
                cache.put(name, options.today, &parsed.records, &parsed.diagnostics);
            }
            parsed
        }
    };
    for report in &mut whole.files {
        report.diagnostics += told.len();
    }
    whole.diagnostics.extend(told);
    sort(&mut whole.diagnostics);
    whole
}

/// Reads a file that was loaded already, and its sidecar if it has one, as [`parse_file`] does.
/// The path tells its kind and its id; nothing is read from there.
pub fn parse_bytes(
    path: &Path,
    bytes: &[u8],
    sidecar: Option<&[u8]>,
    vocabulary: &Vocabulary,
    options: &Options,
) -> Parsed {
    let mut findings = Findings::new(&written(path));
    let file = media_type(path, &mut findings)
        .and_then(|media_type| checked(path, media_type, bytes.to_vec(), &mut findings));
    let records = file.map(|mut file| {
        file.sidecar = sidecar.map(<[u8]>::to_vec);
        file.parse(vocabulary, options, &mut findings)
    });
    compared(
        parsed(path, records.unwrap_or_default(), findings),
        vocabulary,
    )
}

/// What was read of a file on its own, with its outcomes set against the reviewed editions.
fn compared(mut parsed: Parsed, vocabulary: &Vocabulary) -> Parsed {
    let told = awards::compare(&parsed.records, vocabulary);
    for report in &mut parsed.files {
        report.diagnostics += told.len();
    }
    parsed.diagnostics.extend(told);
    sort(&mut parsed.diagnostics);
    parsed
}

fn parsed(path: &Path, records: Vec<Record>, findings: Findings) -> Parsed {
    let mut diagnostics = findings.into_list();
    sort(&mut diagnostics);
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
        withdrawn: Vec::new(),
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

/// Reads a file's bytes and its sidecar's, unless it is too large or of a kind that is not read.
fn load<'a>(path: &'a Path, findings: &mut Findings) -> Option<File<'a>> {
    let media_type = media_type(path, findings)?;
    let most = match media_type {
        MediaType::Pdf => MAX_FILE_BYTES,
        MediaType::Html | MediaType::Markdown | MediaType::Text => MAX_TEXT_BYTES,
    };
    let bytes = load_bytes(path, most, findings)?;
    let mut file = checked(path, media_type, bytes, findings)?;
    if !file.is_curated() {
        file.sidecar = sidecar::load(path, findings);
    }
    Some(file)
}

fn media_type(path: &Path, findings: &mut Findings) -> Option<MediaType> {
    match media_type::by_name(path) {
        Ok(media_type) => Some(media_type),
        Err(message) => {
            findings.error(rule::UNSUPPORTED_MEDIA_TYPE, message);
            None
        }
    }
}

fn checked<'a>(
    path: &'a Path,
    media_type: MediaType,
    bytes: Vec<u8>,
    findings: &mut Findings,
) -> Option<File<'a>> {
    if let Err(message) = media_type::check_signature(&bytes, media_type) {
        findings.error(rule::UNSUPPORTED_MEDIA_TYPE, message);
        return None;
    }
    Some(File::new(path, media_type, bytes))
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
        Ok(_) => match read_at_most(path, most) {
            Ok(bytes) if bytes.len() as u64 <= most => return Some(bytes),
            Ok(_) => findings.make(
                Severity::Error,
                rule::TOO_LARGE,
                format!("the file has more than {most} bytes; at most so many are read"),
            ),
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

/// A file's bytes, and one more than the limit where it has grown over it since it was measured,
/// or tells no length, as files do that a system makes up.
fn read_at_most(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(most + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
