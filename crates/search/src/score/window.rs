//! The documents that are found in one stretch of the index, and their scores.

use tantivy::{DocId, Score};

/// How many documents a window spans: two of them fit into the nearest cache.
pub(super) const SPAN: usize = 2048;

/// How many documents one number tells of.
const BITS: usize = 64;

/// How many such numbers a window has.
const ROWS: usize = SPAN / BITS;

/// Which documents of a stretch were found, and their scores so far.
///
/// Scores are kept by place, so that many terms can be added up one after the other, each in the
/// order of its postings, without asking which of them is at which document.
pub(super) struct Window {
    start: DocId,
    found: [u64; ROWS],
    scores: [Score; SPAN],
}

impl Window {
    /// The first document of the stretch that a document lies in.
    pub(super) fn start_of(document: DocId) -> DocId {
        document - document % span()
    }

    /// The document after the last.
    pub(super) fn end(&self) -> DocId {
        self.start + span()
    }

    pub(super) fn start(&self) -> DocId {
        self.start
    }

    /// Finds a document of the stretch, if it was not found yet, and adds to its score.
    #[inline]
    pub(super) fn add(&mut self, document: DocId, score: Score) {
        let place = place(document);
        self.found[place / BITS] |= 1 << (place % BITS);
        self.scores[place] += score;
    }

    /// Adds to the scores of documents of the stretch, which are in order.
    #[inline]
    pub(super) fn add_each(&mut self, documents: impl Iterator<Item = (DocId, Score)>) {
        // What is found in one row is noted once, since each note would wait for the one before.
        let (mut row, mut found) = (0, 0);
        for (document, score) in documents {
            let place = place(document);
            self.scores[place] += score;
            if place / BITS != row {
                self.found[row] |= found;
                (row, found) = (place / BITS, 0);
            }
            found |= 1 << (place % BITS);
        }
        self.found[row] |= found;
    }

    /// The documents that were found, in order, and their scores.
    #[inline]
    pub(super) fn each(&self, mut take: impl FnMut(DocId, Score)) {
        let document = |place| self.start + as_document(place);
        each_place(&self.found, |place| {
            take(document(place), self.scores[place]);
        });
    }

    /// The documents that were found, in order.
    pub(super) fn documents(&self) -> Vec<DocId> {
        let mut documents = Vec::new();
        self.each(|document, _| documents.push(document));
        documents
    }

    /// Adds what another window of the stretch holds.
    pub(super) fn add_all(&mut self, other: &Self) {
        other.each(|document, score| self.add(document, score));
    }

    /// Adds the best score that other windows of the stretch hold, and a share of the rest.
    pub(super) fn add_best(&mut self, others: &[Box<Self>], share: Score) {
        let mut found = [0; ROWS];
        for other in others {
            for (row, found) in found.iter_mut().enumerate() {
                *found |= other.found[row];
            }
        }
        each_place(&found, |place| {
            let (mut sum, mut best) = (0.0, Score::MIN);
            for score in others.iter().map(|other| other.scores[place]) {
                sum += score;
                best = best.max(score);
            }
            self.scores[place] += best + share * (sum - best);
        });
        for (own, found) in self.found.iter_mut().zip(found) {
            *own |= found;
        }
    }

    /// Keeps just what another window has too, or has not.
    pub(super) fn retain(&mut self, other: &Self, is_there: bool) {
        let mut gone = self.found;
        for ((own, gone), others) in self.found.iter_mut().zip(&mut gone).zip(other.found) {
            *own &= if is_there { others } else { !others };
            *gone &= !*own;
        }
        each_place(&gone, |place| self.scores[place] = 0.0);
    }

    fn clear(&mut self) {
        for (row, found) in self.found.iter_mut().enumerate() {
            if *found != 0 {
                self.scores[row * BITS..][..BITS].fill(0.0);
                *found = 0;
            }
        }
    }
}

/// Windows that are used again and again.
#[derive(Default)]
pub(super) struct Windows(Vec<Box<Window>>);

impl Windows {
    /// An empty window of the stretch that starts at a document.
    pub(super) fn take(&mut self, start: DocId) -> Box<Window> {
        let mut window = self.0.pop().unwrap_or_else(|| {
            Box::new(Window {
                start,
                found: [0; ROWS],
                scores: [0.0; SPAN],
            })
        });
        window.start = start;
        window
    }

    pub(super) fn give_back(&mut self, mut window: Box<Window>) {
        window.clear();
        self.0.push(window);
    }
}

#[inline]
fn each_place(found: &[u64; ROWS], mut take: impl FnMut(usize)) {
    for (row, found) in found.iter().enumerate() {
        let mut left = *found;
        while left != 0 {
            take(row * BITS + left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }
}

/// A document's place in its stretch.
fn place(document: DocId) -> usize {
    document as usize % SPAN
}

#[expect(clippy::cast_possible_truncation, reason = "places are below the span")]
fn as_document(place: usize) -> DocId {
    place as DocId
}

fn span() -> DocId {
    as_document(SPAN)
}
