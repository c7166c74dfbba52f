//! A part of a document that becomes a record of its own.

use std::ops::Range;

use records::{Area, Kind, MunicipalityCode};

/// A part of a document. Places are bytes of the document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) kind: Kind,
    /// Whom it is about; several where they answer or act together.
    pub(crate) codes: Vec<MunicipalityCode>,
    /// What it says.
    pub(crate) text: Range<usize>,
    /// The heading it stands under, if that says what it is about.
    pub(crate) heading: Option<Range<usize>>,
    /// The area that a heading puts it in.
    pub(crate) area: Option<Area>,
    /// The question that it answers.
    pub(crate) question: Option<Range<usize>>,
    pub(crate) effect: Option<Range<usize>>,
    pub(crate) lessons: Option<Range<usize>>,
    /// The first line and the one after the last that it takes.
    pub(crate) lines: Range<usize>,
}

impl Segment {
    pub(crate) fn new(
        kind: Kind,
        codes: Vec<MunicipalityCode>,
        text: Range<usize>,
        lines: Range<usize>,
    ) -> Self {
        Self {
            kind,
            codes,
            text,
            heading: None,
            area: None,
            question: None,
            effect: None,
            lessons: None,
            lines,
        }
    }
}

/// Which of a document's lines belong to segments.
pub(crate) fn taken(segments: &[Segment], lines: usize) -> Vec<bool> {
    let mut taken = vec![false; lines];
    for segment in segments {
        if let Some(lines) = taken.get_mut(segment.lines.clone()) {
            lines.fill(true);
        }
    }
    taken
}
