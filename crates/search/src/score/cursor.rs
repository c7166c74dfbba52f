//! The postings of one term.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, Score, TERMINATED};

use super::window::{Bits, Window};

/// What one occurrence of a term counts, by how long its field is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Worth {
    pub(super) weight: Score,
    /// How much of the weight is lost in a long field, 0 to 1.
    pub(super) length_share: Score,
    /// How long the field is on average, in tokens.
    pub(super) average: Score,
}

impl Worth {
    fn at(self, length: u32) -> Score {
        let share = self.length_share;
        self.weight / (1.0 - share + share * as_score(length) / self.average)
    }

    /// The same for each of the lengths that the index tells apart.
    fn by_length(self) -> Box<[Score; 256]> {
        let mut by_length = Box::new([0.0; 256]);
        for (id, own) in (0..=u8::MAX).zip(&mut *by_length) {
            *own = self.at(FieldNormReader::id_to_fieldnorm(id));
        }
        by_length
    }
}

/// The postings of one term in one field, read a block at a time.
pub(super) struct Cursor {
    postings: BlockSegmentPostings,
    /// The place in the block.
    at: usize,
    lengths: FieldNormReader,
    worth: Worth,
    /// Worked out for whoever wants all documents; some are quicker each by itself.
    by_length: Option<Box<[Score; 256]>>,
    /// Which of the word's terms it is.
    pub(super) term: usize,
}

impl Cursor {
    /// At the first of some postings.
    pub(super) fn new(
        postings: BlockSegmentPostings,
        lengths: FieldNormReader,
        worth: Worth,
        term: usize,
    ) -> Self {
        Self {
            postings,
            at: 0,
            lengths,
            worth,
            by_length: None,
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
        let length = self.lengths.fieldnorm(self.document());
        as_score(self.postings.freq(self.at)) * self.worth.at(length)
    }

    /// Adds what the occurrences in all documents of a window count, and goes on behind it.
    pub(super) fn add_to(&mut self, counts: &mut Window) {
        self.each_block(counts.end(), |documents, occurrences, worth| {
            let documents = documents.iter().copied().zip(occurrences);
            counts.add_each(documents.map(|(one, occurrences)| (one, worth(one, *occurrences))));
        });
    }

    /// Adds what the occurrences in some documents of a window count, tells where all are that it
    /// is in, and goes on behind the window.
    pub(super) fn add_some_to(&mut self, some: &Bits, counts: &mut Window, found: &mut Bits) {
        self.each_block(counts.end(), |documents, occurrences, worth| {
            Window::note(documents, found);
            for (one, occurrences) in documents.iter().zip(occurrences) {
                if Window::have(some, *one) {
                    counts.add(*one, worth(*one, *occurrences));
                }
            }
        });
    }

    /// Gives the documents before an end block by block, with how often the term occurs in each and
    /// what tells what so many occurrences in a document count.
    #[inline]
    fn each_block(
        &mut self,
        end: DocId,
        mut take: impl FnMut(&[DocId], &[u32], &dyn Fn(DocId, u32) -> Score),
    ) {
        let worth = self.worth;
        let by_length = self.by_length.get_or_insert_with(|| worth.by_length());
        let lengths = &self.lengths;
        let worth = |document: DocId, occurrences: u32| {
            as_score(occurrences) * by_length[usize::from(lengths.fieldnorm_id(document))]
        };
        loop {
            let block = &self.postings.docs()[self.at..];
            let before = match block.last() {
                Some(last) if *last < end => block.len(),
                _ => block.partition_point(|document| *document < end),
            };
            take(&block[..before], &self.postings.freqs()[self.at..], &worth);
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
