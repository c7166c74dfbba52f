//! The documents that are found in one stretch of the index, and their scores.

use std::ops::Add;

use index::CommonWord;
use tantivy::{DocId, Score};

/// How many documents a window spans: its scores fit into the nearest cache. Few where they are
/// tested, so that some hundred documents take several.
const SPAN: usize = if cfg!(test) { 128 } else { 4096 };

/// How many documents a row has.
const BITS: usize = 64;

/// How many rows a window has.
const ROWS: usize = SPAN / BITS;

/// A row in which more are found is computed whole: a row at a time is quicker than one by one.
const DENSE: u32 = 12;

/// Some documents of a stretch.
pub(super) type Bits = [u64; ROWS];

/// No document.
pub(super) const NONE: Bits = [0; ROWS];

/// Which documents of a stretch were found, and their scores so far; what was not scored scores 0.
///
/// Scores are kept by place, so that many terms can be added up one after the other, each in the
/// order of its postings, without asking which of them is at which document.
pub(crate) struct Window {
    start: DocId,
    /// Those that were found without being scored, and maybe others.
    found: Bits,
    /// Those that were found and scored.
    scored: Bits,
    scores: [[Score; BITS]; ROWS],
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
    pub(super) fn add(&mut self, document: DocId, score: Score) {
        self.merge_each(std::iter::once((document, score)), Add::add);
    }

    /// Finds documents of the stretch, which are in order, and merges numbers into their scores.
    #[inline]
    pub(super) fn merge_each(
        &mut self,
        documents: impl Iterator<Item = (DocId, Score)>,
        merge: impl Fn(Score, Score) -> Score,
    ) {
        // What is found in one row is noted once, since each note would wait for the one before.
        let (mut last, mut found) = (0, 0);
        for (document, score) in documents {
            let (row, bit) = place(document);
            self.scores[row][bit] = merge(self.scores[row][bit], score);
            if row != last {
                self.scored[last] |= found;
                (last, found) = (row, 0);
            }
            found |= 1 << bit;
        }
        self.scored[last] |= found;
    }

    /// Adds documents of a stretch, which are in order, to some of it.
    #[inline]
    pub(super) fn note(documents: impl Iterator<Item = DocId>, some: &mut Bits) {
        let (mut last, mut found) = (0, 0);
        for document in documents {
            let (row, bit) = place(document);
            if row != last {
                some[last] |= found;
                (last, found) = (row, 0);
            }
            found |= 1 << bit;
        }
        some[last] |= found;
    }

    /// How many documents were found.
    pub(crate) fn len(&self) -> usize {
        count(&self.found())
    }

    /// The documents that were found, in order, and their scores.
    #[inline]
    pub(crate) fn each(&self, mut take: impl FnMut(DocId, Score)) {
        for (row, found) in self.found().iter().enumerate() {
            let start = self.start + as_document(row * BITS);
            each_bit(*found, |bit| {
                take(start + as_document(bit), self.scores[row][bit]);
            });
        }
    }

    /// The same but for those that were not scored and, if rows are as full as makes it worth looking,
    /// rows in which nothing scores as much as the least that is wanted, which is more than 0; gives
    /// how many documents were passed over.
    #[inline]
    pub(crate) fn each_in_reach(&self, least: Score, mut take: impl FnMut(DocId, Score)) -> usize {
        let mut taken = 0;
        for (row, scored) in rows(&self.scored) {
            let scores = &self.scores[row];
            let reach = || scores.iter().filter(|score| **score >= least).count();
            if scored.count_ones() > DENSE && reach() == 0 {
                continue;
            }
            taken += scored.count_ones() as usize;
            let start = self.start + as_document(row * BITS);
            each_bit(scored, |bit| take(start + as_document(bit), scores[bit]));
        }
        self.len() - taken
    }

    /// The documents that were found, in order.
    pub(super) fn documents(&self) -> Vec<DocId> {
        Self::documents_of(&self.found(), self.start)
    }

    /// Some documents of the stretch that starts at one, in order.
    pub(super) fn documents_of(some: &Bits, start: DocId) -> Vec<DocId> {
        let mut documents = Vec::new();
        for (row, some) in some.iter().enumerate() {
            let start = start + as_document(row * BITS);
            each_bit(*some, |bit| documents.push(start + as_document(bit)));
        }
        documents
    }

    /// Whether a document of the stretch is among some.
    pub(super) fn have(some: &Bits, document: DocId) -> bool {
        let (row, bit) = place(document);
        some[row] >> bit & 1 == 1
    }

    /// Those that were found and score so much at least.
    pub(super) fn in_reach(&self, least: Score) -> Bits {
        let mut in_reach = if least > 0.0 {
            self.scored
        } else {
            self.found()
        };
        for (in_reach, scores) in in_reach.iter_mut().zip(&self.scores) {
            each_bit(*in_reach, |bit| {
                if scores[bit] < least {
                    *in_reach &= !(1 << bit);
                }
            });
        }
        in_reach
    }

    /// Which documents of the stretch that starts at one have a common word.
    pub(super) fn having(word: &CommonWord, start: DocId) -> Bits {
        let mut bits = NONE;
        for (bits, word) in bits.iter_mut().zip(word.bits_from(start)) {
            *bits = word;
        }
        bits
    }

    /// Those that were found.
    pub(super) fn found(&self) -> Bits {
        let mut found = self.found;
        join(&mut found, &self.scored);
        found
    }

    /// Those that were found and are among some.
    pub(super) fn among(&self, some: &Bits) -> Bits {
        both(&self.found(), some)
    }

    /// Finds some documents of the stretch, and adds nothing to what they score.
    pub(super) fn find(&mut self, some: &Bits) {
        join(&mut self.found, some);
    }

    /// Adds what another window of the stretch holds.
    pub(super) fn add_all(&mut self, other: &Self) {
        self.add_scores(other, |score| score);
    }

    /// Adds a score for each number that another window of the stretch holds; 0 must score 0.
    #[inline]
    pub(super) fn add_scores(&mut self, other: &Self, score: impl Fn(Score) -> Score) {
        self.find(&other.found);
        for (row, scored) in rows(&other.scored) {
            self.scored[row] |= scored;
            let (own, others) = (&mut self.scores[row], &other.scores[row]);
            if scored.count_ones() > DENSE {
                for (own, other) in own.iter_mut().zip(others) {
                    *own += score(*other);
                }
            } else {
                each_bit(scored, |bit| own[bit] += score(others[bit]));
            }
        }
    }

    /// Adds the best score that other windows of the stretch hold, and a share of the rest.
    pub(super) fn add_best(&mut self, others: &[Box<Self>], share: Score) {
        let mut scored = NONE;
        for other in others {
            self.find(&other.found);
            join(&mut scored, &other.scored);
        }
        for (row, scored) in rows(&scored) {
            self.scored[row] |= scored;
            if scored.count_ones() > DENSE {
                let (mut sums, mut bests) = ([0.0; BITS], [0.0; BITS]);
                for other in others.iter().filter(|other| other.scored[row] != 0) {
                    let rows = sums.iter_mut().zip(&mut bests).zip(&other.scores[row]);
                    for ((sum, best), score) in rows {
                        *sum += score;
                        *best = if score > best { *score } else { *best };
                    }
                }
                let rows = self.scores[row].iter_mut().zip(&sums).zip(&bests);
                for ((own, sum), best) in rows {
                    *own += best + share * (sum - best);
                }
            } else {
                each_bit(scored, |bit| {
                    let scores = others.iter().map(|other| other.scores[row][bit]);
                    let sum: Score = scores.clone().sum();
                    let best = scores.fold(0.0, Score::max);
                    self.scores[row][bit] += best + share * (sum - best);
                });
            }
        }
    }

    /// Keeps just what another window has too, or has not.
    pub(super) fn retain(&mut self, other: &Self, is_there: bool) {
        for (row, others) in other.found().iter().enumerate() {
            let kept = if is_there { *others } else { !others };
            each_bit(self.scored[row] & !kept, |bit| self.scores[row][bit] = 0.0);
            self.found[row] &= kept;
            self.scored[row] &= kept;
        }
    }

    fn clear(&mut self) {
        self.found = NONE;
        for (scored, scores) in self.scored.iter_mut().zip(&mut self.scores) {
            if *scored != 0 {
                (*scored, *scores) = (0, [0.0; BITS]);
            }
        }
    }
}

/// The rows that have any document.
fn rows(some: &Bits) -> impl Iterator<Item = (usize, u64)> {
    let rows = some.iter().copied().enumerate();
    rows.filter(|(_, row)| *row != 0)
}

/// How many documents some are.
pub(super) fn count(some: &Bits) -> usize {
    some.iter().map(|row| row.count_ones() as usize).sum()
}

/// Adds others to some.
pub(super) fn join(some: &mut Bits, others: &Bits) {
    for (some, others) in some.iter_mut().zip(others) {
        *some |= others;
    }
}

/// Those that are among one and the other.
pub(super) fn both(one: &Bits, other: &Bits) -> Bits {
    let mut both = *one;
    for (both, other) in both.iter_mut().zip(other) {
        *both &= other;
    }
    both
}

/// Windows that are used again and again.
#[derive(Default)]
#[cfg_attr(
    test,
    expect(clippy::vec_box, reason = "windows are small where they are tested")
)]
pub(super) struct Windows(Vec<Box<Window>>);

impl Windows {
    /// An empty window of the stretch that starts at a document.
    pub(super) fn take(&mut self, start: DocId) -> Box<Window> {
        let mut window = self.0.pop().unwrap_or_else(|| {
            Box::new(Window {
                start,
                found: NONE,
                scored: NONE,
                scores: [[0.0; BITS]; ROWS],
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
fn each_bit(mut row: u64, mut take: impl FnMut(usize)) {
    while row != 0 {
        take(row.trailing_zeros() as usize);
        row &= row - 1;
    }
}

/// A document's row in its stretch, and its place in the row.
fn place(document: DocId) -> (usize, usize) {
    let place = document as usize % SPAN;
    (place / BITS, place % BITS)
}

#[expect(clippy::cast_possible_truncation, reason = "places are below the span")]
fn as_document(place: usize) -> DocId {
    place as DocId
}

fn span() -> DocId {
    as_document(SPAN)
}
