//! The postings of one term.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, Score, TERMINATED};

use super::window::Window;

/// The postings of one term in one field, read a block at a time.
pub(super) struct Cursor {
    postings: BlockSegmentPostings,
    /// The place in the block.
    at: usize,
    lengths: FieldNormReader,
    /// What one occurrence counts in a field of each of the lengths that the index tells apart.
    worth: [Score; 256],
    /// Which of the word's terms it is.
    pub(super) term: usize,
}

impl Cursor {
    /// At the first of some postings. `worth` is what one occurrence counts in a field of so many
    /// tokens.
    pub(super) fn new(
        postings: BlockSegmentPostings,
        lengths: FieldNormReader,
        worth: impl Fn(Score) -> Score,
        term: usize,
    ) -> Self {
        let mut by_length = [0.0; 256];
        for (id, own) in (0..=u8::MAX).zip(&mut by_length) {
            *own = worth(as_score(FieldNormReader::id_to_fieldnorm(id)));
        }
        Self {
            postings,
            at: 0,
            lengths,
            worth: by_length,
            term,
        }
    }

    /// The document it is at.
    #[inline]
    pub(super) fn document(&self) -> DocId {
        self.postings
            .docs()
            .get(self.at)
            .copied()
            .unwrap_or(TERMINATED)
    }

    /// Goes on to the first document that is not before another.
    #[inline]
    pub(super) fn seek(&mut self, document: DocId) {
        if self.document() < document {
            self.at = self.postings.seek(document);
        }
    }

    /// What the occurrences in the document that it is at count.
    #[inline]
    pub(super) fn here(&self) -> Score {
        self.count(self.document(), self.postings.freq(self.at))
    }

    #[inline]
    fn count(&self, document: DocId, occurrences: u32) -> Score {
        let length = self.lengths.fieldnorm_id(document);
        as_score(occurrences) * self.worth[usize::from(length)]
    }

    /// Adds what the occurrences in all documents of a window count, and goes on behind it.
    #[inline]
    pub(super) fn add_to(&mut self, counts: &mut Window) {
        let end = counts.end();
        loop {
            let block = &self.postings.docs()[self.at..];
            let before = match block.last() {
                Some(last) if *last < end => block.len(),
                _ => block.partition_point(|document| *document < end),
            };
            let documents = block[..before].iter().copied();
            let occurrences = &self.postings.freqs()[self.at..];
            counts.add_each(documents.zip(occurrences).map(|(document, occurrences)| {
                (document, self.count(document, *occurrences))
            }));
            let is_done = before < block.len() || block.is_empty();
            self.at += before;
            if is_done {
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "frequencies and lengths are small, and scores are no exact numbers"
)]
fn as_score(number: u32) -> Score {
    number as Score
}
