//! Files to documents: the normalised text, and what the file says about itself.

mod dates;
mod encoding;
mod furniture;
mod html;
mod html_blocks;
mod html_markup;
mod html_metadata;
mod json_ld;
pub(crate) mod markdown;
#[cfg(feature = "pdf")]
pub(crate) mod pdf;
pub(crate) mod sidecar;
mod text;

use std::ops::Range;

use analysis::normalise;
use jiff::civil::Date;
use records::{Language, PublishedDate, Rights, Text};
use serde::{Deserialize, Serialize};
use vocabulary::Vocabulary;

use self::dates::Written;

use crate::file::File;
use crate::findings::Findings;
use crate::media_type::MediaType;
use crate::{Options, pdf_reader, rule};

/// What stands in a text as one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum BlockKind {
    /// Level 1 to 6 where the document tells it. Plain text does not.
    Heading {
        level: Option<u8>,
    },
    Paragraph,
    /// An item of a list; items that follow each other stand on lines of one paragraph.
    Item,
    /// A paragraph that is marked as somebody else's words.
    Quote,
    /// A row of a table, its cells parted by [`CELL_MARK`]; an empty cell stands between two marks.
    Row,
    /// The term of a definition list.
    Term,
    /// What a definition list says of the term above it.
    Definition,
}

/// What stands between the cells of a row.
pub(crate) const CELL_MARK: &str = " | ";

impl BlockKind {
    pub(crate) const fn is_heading(self) -> bool {
        matches!(self, Self::Heading { .. })
    }

    /// Whether a block stands on the line below the former one, without a blank line between.
    const fn follows(self, former: Self) -> bool {
        matches!(
            (former, self),
            (Self::Item, Self::Item)
                | (Self::Row, Self::Row)
                | (Self::Term | Self::Definition, Self::Definition)
        )
    }
}

/// A heading, a paragraph, an item of a list and so on, without blank lines in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    pub(crate) text: String,
}

impl Block {
    /// A block of normalised text, or `None` when nothing is left of it.
    pub(crate) fn new(kind: BlockKind, text: &str) -> Option<Self> {
        let text = normalise(text);
        let lines: Vec<String> = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|line| !line.is_empty())
            .collect();
        (!lines.is_empty()).then(|| Self {
            kind,
            text: lines.join("\n"),
        })
    }

    /// A row of a table. An empty cell keeps its place between others, so that the cells of a column
    /// stay under its head; those before the first and after the last are left out.
    fn row(cells: &[String]) -> Option<Self> {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| {
                let cell = normalise(cell);
                cell.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect();
        let first = cells.iter().position(|cell| !cell.is_empty())?;
        let last = cells.iter().rposition(|cell| !cell.is_empty())?;
        Some(Self {
            kind: BlockKind::Row,
            text: cells[first..=last].join(CELL_MARK),
        })
    }
}

/// A text that is made of blocks, and where each of them stands in it.
#[derive(Debug, Default)]
pub(crate) struct Composed {
    pub(crate) text: String,
    pub(crate) places: Vec<(BlockKind, Range<usize>)>,
}

/// Joins blocks: a blank line between them, a line end between those of one list or table.
pub(crate) fn compose(blocks: &[Block]) -> Composed {
    let mut composed = Composed::default();
    let mut former: Option<BlockKind> = None;
    for block in blocks {
        match former {
            None => {}
            Some(former) if block.kind.follows(former) => composed.text.push('\n'),
            Some(_) => composed.text.push_str("\n\n"),
        }
        let start = composed.text.len();
        composed.text.push_str(&block.text);
        composed
            .places
            .push((block.kind, start..composed.text.len()));
        former = Some(block.kind);
    }
    composed
}

/// What a document or its sidecar says about the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<Text>,
    pub(crate) publisher: Option<Text>,
    pub(crate) url: Option<Text>,
    pub(crate) published: Option<PublishedDate>,
    pub(crate) retrieved: Option<Date>,
    pub(crate) language: Option<Language>,
    pub(crate) rights: Option<Rights>,
}

impl Metadata {
    /// This with what it lacks taken from another.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            publisher: self.publisher.or(other.publisher),
            url: self.url.or(other.url),
            published: self.published.or(other.published),
            retrieved: self.retrieved.or(other.retrieved),
            language: self.language.or(other.language),
            rights: self.rights.or(other.rights),
        }
    }
}

/// A document as a reader of its kind hands it over.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) blocks: Vec<Block>,
    pub(crate) metadata: Metadata,
    /// The block that is the document's title, if one is; what stands before it is no text.
    pub(crate) title_block: Option<usize>,
    /// The publisher's name was guessed from a line above the title.
    pub(crate) publisher_guessed: bool,
    /// A day and month above the title, without a year, as they are written.
    pub(crate) partial_date: Option<String>,
    /// A date that no calendar has where that of publication stands, as it is written.
    pub(crate) bad_date: Option<String>,
    /// The first block above the title that is of the text all the same.
    pub(crate) text_above: Option<usize>,
    /// What was kept is less than a third of the page's text.
    pub(crate) is_small_part: bool,
}

impl Reading {
    /// Takes a date that stands alone right below the title for that of publication, where none is
    /// known yet.
    fn take_date_below_title(&mut self) {
        let Some(below) = self.title_block.and_then(|at| self.blocks.get(at + 1)) else {
            return;
        };
        match dates::alone(&below.text) {
            Some(Written::Full(date)) => {
                self.metadata.published = self.metadata.published.or(Some(date));
            }
            Some(Written::Impossible(date)) if self.metadata.published.is_none() => {
                self.bad_date = Some(date);
            }
            _ => {}
        }
    }
}

/// Reads a document by the reader of its kind. `None`, with a diagnostic, when it cannot be read.
pub(crate) fn document(
    file: &File<'_>,
    vocabulary: &Vocabulary,
    options: &Options,
    findings: &mut Findings,
) -> Option<Reading> {
    let mut reading = by_kind(file, vocabulary, options, findings)?;
    reading.take_date_below_title();
    Some(reading)
}

fn by_kind(
    file: &File<'_>,
    vocabulary: &Vocabulary,
    options: &Options,
    findings: &mut Findings,
) -> Option<Reading> {
    if file.media_type == MediaType::Pdf {
        return pdf_reader::read(&file.bytes, options.pdf_reader.as_ref(), findings);
    }
    let text = encoding::decode(&file.bytes, file.media_type, findings)?;
    match file.media_type {
        MediaType::Html => {
            let reading = html::read(&text);
            if reading.is_none() {
                let message = format!("the page nests deeper than {} elements", html::MAX_DEPTH);
                findings.error(rule::TOO_DEEP, message);
            }
            reading
        }
        MediaType::Markdown => Some(markdown::read(&text)),
        MediaType::Text | MediaType::Pdf => Some(text::read(&text, vocabulary)),
    }
}

/// Whether a Markdown file's first line opens front matter.
pub(crate) fn opens_front_matter(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    line.trim_ascii_end() == b"---"
}
