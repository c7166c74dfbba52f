//! The postings of one term.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, Score, TERMINATED};

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

    /// Goes on to the first document that is not before `end`, and gives those on the way and what
    /// their occurrences count.
    #[inline]
    pub(super) fn each_before(&mut self, end: DocId, mut take: impl FnMut(DocId, Score)) {
        loop {
            let block = self.postings.docs();
            let from = self.at;
            let rest = block.get(from..).unwrap_or_default();
            let before = match rest.last() {
                Some(last) if *last < end => rest.len(),
                _ => rest.partition_point(|document| *document < end),
            };
            let occurrences = &self.postings.freqs()[from..];
            for (document, occurrences) in rest[..before].iter().zip(occurrences) {
                take(*document, self.count(*document, *occurrences));
            }
            let len = block.len();
            self.at += before;
            if self.at < len || len == 0 {
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
