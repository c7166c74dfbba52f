//! The postings of several terms, walked together.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, Score, TERMINATED};

/// The postings of one term.
pub(super) struct Cursor {
    pub(super) postings: SegmentPostings,
    pub(super) lengths: FieldNormReader,
    /// A number for each of the lengths that the index tells apart.
    pub(super) by_length: [Score; 256],
    /// Which of the query's terms it is.
    pub(super) term: usize,
}

impl Cursor {
    /// How often the term stands in the document that its postings are at, and the number that
    /// belongs to the field's length there.
    pub(super) fn here(&self) -> (Score, Score) {
        let length = self.lengths.fieldnorm_id(self.postings.doc());
        (
            as_score(self.postings.term_freq()),
            self.by_length[usize::from(length)],
        )
    }
}

/// A number for each of the lengths that the index tells apart.
pub(super) fn by_length(number: impl Fn(Score) -> Score) -> [Score; 256] {
    let mut numbers = [0.0; 256];
    for (id, place) in (0..=u8::MAX).zip(&mut numbers) {
        *place = number(as_score(FieldNormReader::id_to_fieldnorm(id)));
    }
    numbers
}

/// The postings of several terms: every document that one of them is at.
pub(super) struct Cursors {
    cursors: Vec<Cursor>,
    document: DocId,
}

impl Cursors {
    pub(super) fn new(cursors: Vec<Cursor>) -> Self {
        let mut all = Self {
            cursors,
            document: 0,
        };
        all.settle();
        all
    }

    /// The cursors that are at the document that all have come to.
    pub(super) fn here(&self) -> impl Iterator<Item = &Cursor> {
        self.cursors
            .iter()
            .filter(|cursor| cursor.postings.doc() == self.document)
    }

    fn settle(&mut self) -> DocId {
        let documents = self.cursors.iter().map(|cursor| cursor.postings.doc());
        self.document = documents.min().unwrap_or(TERMINATED);
        self.document
    }
}

impl DocSet for Cursors {
    fn advance(&mut self) -> DocId {
        for cursor in &mut self.cursors {
            if cursor.postings.doc() == self.document {
                cursor.postings.advance();
            }
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for cursor in &mut self.cursors {
            if cursor.postings.doc() < target {
                cursor.postings.seek(target);
            }
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        let hints = self
            .cursors
            .iter()
            .map(|cursor| cursor.postings.size_hint());
        hints.max().unwrap_or(0)
    }

    fn cost(&self) -> u64 {
        self.cursors
            .iter()
            .map(|cursor| cursor.postings.cost())
            .sum()
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "frequencies and lengths are small, and scores are no exact numbers"
)]
pub(super) fn as_score(number: u32) -> Score {
    number as Score
}
