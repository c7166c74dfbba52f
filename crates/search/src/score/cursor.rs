//! The postings of one term.

use index::worth::{Worth, as_score};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, Score, TERMINATED};

use super::window::{Bits, NONE, Window};

/// How many documents are looked at together: as many as the engine packs together.
const AT_ONCE: usize = 128;

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

    /// Merges what the occurrences in all documents of a window count, and goes on behind it.
    pub(super) fn merge_into(
        &mut self,
        counts: &mut Window,
        merge: impl Fn(Score, Score) -> Score + Copy,
    ) {
        self.each_block(counts.end(), |documents, occurrences, worth| {
            let block = documents.iter().copied().zip(occurrences);
            let block = block.map(|(one, occurrences)| (one, worth.of(one, *occurrences)));
            counts.merge_each(block, merge);
        });
    }

    /// Merges what the occurrences in some documents of a window count, which are in order.
    pub(super) fn merge_those_into(
        &mut self,
        those: &[DocId],
        counts: &mut Window,
        merge: impl Fn(Score, Score) -> Score + Copy,
    ) {
        for document in those {
            self.seek(*document);
            if self.document() == *document {
                counts.merge_each(std::iter::once((*document, self.here())), merge);
            }
        }
    }

    /// Merges what the occurrences in some documents of a window count, tells where all are that it
    /// is in, and goes on behind the window.
    pub(super) fn merge_some_into(
        &mut self,
        some: &Bits,
        counts: &mut Window,
        found: &mut Bits,
        merge: impl Fn(Score, Score) -> Score + Copy,
    ) {
        if *some == NONE {
            self.each_block(counts.end(), |documents, _, _| {
                Window::note(documents.iter().copied(), found);
            });
            return;
        }
        self.each_block(counts.end(), |documents, occurrences, worth| {
            for (documents, occurrences) in
                documents.chunks(AT_ONCE).zip(occurrences.chunks(AT_ONCE))
            {
                // Whether one is among them is as good as chance, which no branch should wait for.
                let mut among = [0; AT_ONCE];
                let mut count = 0;
                let noted = documents.iter().enumerate().map(|(at, one)| {
                    among[count] = at;
                    count += usize::from(Window::have(some, *one));
                    *one
                });
                Window::note(noted, found);
                let among = among[..count].iter().map(|at| {
                    let one = documents[*at];
                    (one, worth.of(one, occurrences[*at]))
                });
                counts.merge_each(among, merge);
            }
        });
    }

    /// Gives the documents before an end block by block, with how often the term occurs in each, and
    /// what tells what that counts.
    #[inline]
    fn each_block(&mut self, end: DocId, mut take: impl FnMut(&[DocId], &[u32], Occurrences<'_>)) {
        let worth = self.worth;
        let by_length = self.by_length.get_or_insert_with(|| worth.by_length());
        let worth = Occurrences {
            lengths: &self.lengths,
            by_length,
        };
        loop {
            let block = &self.postings.docs()[self.at..];
            let before = match block.last() {
                Some(last) if *last < end => block.len(),
                _ => block.partition_point(|document| *document < end),
            };
            let occurrences = &self.postings.freqs()[self.at..self.at + before];
            take(&block[..before], occurrences, worth);
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

/// What occurrences of a term count.
#[derive(Clone, Copy)]
struct Occurrences<'a> {
    lengths: &'a FieldNormReader,
    by_length: &'a [Score; 256],
}

impl Occurrences<'_> {
    /// So many in a document.
    #[inline]
    fn of(self, document: DocId, occurrences: u32) -> Score {
        let length = usize::from(self.lengths.fieldnorm_id(document));
        as_score(occurrences) * self.by_length[length]
    }
}
