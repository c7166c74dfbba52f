//! Which files are read, and as what.

use std::path::Path;

/// A kind of file that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediaType {
    Markdown,
    Html,
    Text,
}

impl MediaType {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Text => "text/plain",
        }
    }
}

/// What is accepted, for messages.
pub(crate) const ACCEPTED: &str = "text/markdown (.md), text/html (.html, .htm), text/plain (.txt)";

/// Files that people try, by their endings, so that a message can say what they are.
const REFUSED: &[(&str, &str)] = &[
    ("pdf", "application/pdf"),
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

/// How files of other kinds begin, whatever their names say.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "an archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
];

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
pub(crate) fn check_signature(bytes: &[u8]) -> Result<(), String> {
    match SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
    {
        Some((_, what)) => Err(format!(
            "the file holds {what} whatever its name; accepted: {ACCEPTED}"
        )),
        None => Ok(()),
    }
}
