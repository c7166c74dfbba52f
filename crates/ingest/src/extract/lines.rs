//! The lines of a document: what extraction reads one by one.

use std::ops::Range;

use crate::document::Document;
use crate::read::BlockKind;

/// A shorter line that ends without a mark was ended by its writer, not by the page's width.
const SHORTEST_WRAPPED: usize = 50;

/// A longer line is no heading.
const LONGEST_CAPTION: usize = 90;

/// Marks before the items of a list.
const BULLETS: &[&str] = &["• ", "* ", "· ", "▪ ", "◦ ", "● "];

/// What sort of line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// A heading, of a level where the document tells it.
    Heading(Option<u8>),
    /// The first line of a paragraph, short and without a mark at its end: it may be a heading.
    Caption,
    Text,
    Item,
    /// A line that opens with a dash, or a block marked as a quotation.
    Speech,
    Row,
    Term,
}

/// One line, without the bullet or dash before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) kind: LineKind,
    pub(crate) range: Range<usize>,
    /// The block that it stands in, counted from the title.
    pub(crate) block: usize,
}

impl Line {
    /// Whether the line stands above what it is about.
    pub(crate) fn is_heading(&self) -> bool {
        matches!(
            self.kind,
            LineKind::Heading(_) | LineKind::Caption | LineKind::Term
        )
    }

    /// The heading's level, where it is known.
    pub(crate) fn level(&self) -> Option<u8> {
        match self.kind {
            LineKind::Heading(level) => level,
            _ => None,
        }
    }
}

/// The lines of a document below its title.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    pub(crate) text: &'a str,
    pub(crate) list: Vec<Line>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        let mut lines = Self {
            text: &document.text,
            list: Vec::new(),
        };
        for (block, (kind, range)) in document.blocks.iter().enumerate() {
            let kind = match kind {
                BlockKind::Heading { level } => LineKind::Heading(*level),
                BlockKind::Item => LineKind::Item,
                BlockKind::Quote => LineKind::Speech,
                BlockKind::Row => LineKind::Row,
                BlockKind::Term => LineKind::Term,
                BlockKind::Paragraph | BlockKind::Definition => {
                    lines.paragraph(block, range);
                    continue;
                }
            };
            lines.push(kind, range.clone(), block);
        }
        lines
    }

    /// The words of a line.
    pub(crate) fn words(&self, line: &Line) -> &'a str {
        &self.text[line.range.clone()]
    }

    fn push(&mut self, kind: LineKind, range: Range<usize>, block: usize) {
        let words = &self.text[range.clone()];
        let start = range.start + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        if start < end {
            self.list.push(Line {
                kind,
                range: start..end,
                block,
            });
        }
    }

    /// Parts a paragraph at its line ends, unless a sentence goes on over them.
    fn paragraph(&mut self, block: usize, range: &Range<usize>) {
        let text = &self.text[range.clone()];
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut start = range.start;
        for line in text.split('\n') {
            let end = start + line.len();
            let goes_on = pieces.last().is_some_and(|last: &Range<usize>| {
                last.len() >= SHORTEST_WRAPPED && line.starts_with(char::is_lowercase)
            });
            match pieces.last_mut() {
                Some(last) if goes_on => last.end = end,
                _ => pieces.push(start..end),
            }
            start = end + 1;
        }
        let count = pieces.len();
        for (at, piece) in pieces.into_iter().enumerate() {
            let words = &self.text[piece.clone()];
            let (kind, mark) =
                if let Some(bullet) = BULLETS.iter().find(|bullet| words.starts_with(**bullet)) {
                    (LineKind::Item, bullet.len())
                } else if words.starts_with("- ") {
                    (LineKind::Speech, 2)
                } else if at == 0 && count > 1 && is_caption(words) {
                    (LineKind::Caption, 0)
                } else {
                    (LineKind::Text, 0)
                };
            self.push(kind, piece.start + mark..piece.end, block);
        }
    }
}

fn is_caption(words: &str) -> bool {
    words.chars().count() <= LONGEST_CAPTION
        && words.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '?' | ')'))
}
