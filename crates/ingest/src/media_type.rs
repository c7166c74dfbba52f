//! Which files are read, and as what.

use std::path::Path;

/// A kind of file that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediaType {
    Markdown,
    Html,
    Text,
    Pdf,
}

impl MediaType {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Text => "text/plain",
            Self::Pdf => "application/pdf",
        }
    }
}

/// What is accepted, for messages.
pub(crate) const ACCEPTED: &str =
    "text/markdown (.md), text/html (.html, .htm), text/plain (.txt), application/pdf (.pdf)";

/// Files that people try, by their endings, so that a message can say what they are.
const REFUSED: &[(&str, &str)] = &[
    ("doc", "a word processor's document"),
    ("docx", "a word processor's document"),
    ("odt", "a word processor's document"),
    ("rtf", "a word processor's document"),
    ("xls", "a spreadsheet"),
    ("xlsx", "a spreadsheet"),
    ("ods", "a spreadsheet"),
    ("csv", "a table"),
    ("ppt", "a presentation"),
    ("pptx", "a presentation"),
    ("odp", "a presentation"),
    ("zip", "an archive"),
    ("gz", "an archive"),
    ("tar", "an archive"),
    ("7z", "an archive"),
    ("epub", "an e-book"),
    ("png", "an image"),
    ("jpg", "an image"),
    ("jpeg", "an image"),
    ("gif", "an image"),
    ("webp", "an image"),
    ("svg", "an image"),
    ("tif", "an image"),
    ("tiff", "an image"),
];

/// How a PDF file begins; a few bytes may stand before it.
const PDF_SIGNATURE: &[u8] = b"%PDF-";
const PDF_SIGNATURE_WITHIN: usize = 1024;

/// How files of other kinds begin, whatever their names say.
const SIGNATURES: &[(&[u8], &str)] = &[
    (PDF_SIGNATURE, "application/pdf"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"PK\x05\x06", "an empty archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"{\\rtf", "a word processor's document"),
    (b"\x1f\x8b", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ\0", "an archive"),
    (b"(\xb5/\xfd", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"Rar!\x1a\x07", "an archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
];

/// Further marks of archives, which stand at a place of their own.
const TAR_MARK: (&[u8], usize) = (b"ustar", 257);
const WEBP_MARK: (&[u8], usize) = (b"WEBP", 8);

/// The media type that a file's name tells, or why it is not read.
///
/// # Errors
/// The message for a diagnostic, when the ending is not one of those accepted.
pub(crate) fn by_name(path: &Path) -> Result<MediaType, String> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    match ending.as_str() {
        "md" | "markdown" => Ok(MediaType::Markdown),
        "html" | "htm" | "xhtml" => Ok(MediaType::Html),
        "txt" | "text" => Ok(MediaType::Text),
        "pdf" => Ok(MediaType::Pdf),
        "" => Err(format!(
            "a file without an ending is not read; accepted: {ACCEPTED}"
        )),
        _ => {
            let what = REFUSED
                .iter()
                .find(|(refused, _)| *refused == ending)
                .map(|(_, what)| format!(", {what},"))
                .unwrap_or_default();
            Err(format!(
                "a file named `.{ending}`{what} is not read; accepted: {ACCEPTED}"
            ))
        }
    }
}

/// Refuses a file whose bytes are not of the kind that its name tells.
///
/// # Errors
/// The message for a diagnostic.
pub(crate) fn check_signature(bytes: &[u8], media_type: MediaType) -> Result<(), String> {
    if media_type == MediaType::Pdf {
        let head = &bytes[..bytes.len().min(PDF_SIGNATURE_WITHIN)];
        let is_pdf = (head.windows(PDF_SIGNATURE.len())).any(|bytes| bytes == PDF_SIGNATURE);
        return if is_pdf {
            Ok(())
        } else {
            Err("the file does not begin as application/pdf does, whatever its name".to_owned())
        };
    }
    let is_marked =
        |(mark, at): (&[u8], usize)| bytes.get(at..).is_some_and(|bytes| bytes.starts_with(mark));
    let found = SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, what)| *what)
        .or_else(|| is_marked(TAR_MARK).then_some("an archive"))
        .or_else(|| (bytes.starts_with(b"RIFF") && is_marked(WEBP_MARK)).then_some("an image"));
    match found {
        Some(what) => Err(format!(
            "the file holds {what} whatever its name; accepted: {ACCEPTED}"
        )),
        None => Ok(()),
    }
}
