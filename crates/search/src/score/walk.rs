//! All documents that are wanted, stretch by stretch.
//!
//! The engine would go from document to document and ask each term whether it is there. Here every
//! term goes through a stretch of documents by itself, in the order of its postings, and adds to
//! what the others found, which costs a third of it: no term waits for another.

use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::WordWalk;
use super::window::{Window, Windows};

/// What walks over the documents that are wanted. It goes forwards only.
pub(crate) enum Walk {
    /// None.
    Nothing,
    /// As many as there are; they score nothing.
    Everything(DocId),
    /// What a scorer of the engine finds.
    Found(Box<dyn Scorer>),
    /// Where a word is.
    Word(WordWalk),
    /// Where all that must be there is, nothing that must not, and some that should when nothing
    /// must; the scores added up.
    Together {
        must: Vec<Walk>,
        should: Vec<Walk>,
        must_not: Vec<Walk>,
    },
    /// Where any is; the best score counts, the others by a share.
    Best { any: Vec<Walk>, tie: Score },
}

impl Walk {
    /// Where all of `must` is.
    pub(crate) fn together(
        mut must: Vec<Self>,
        mut should: Vec<Self>,
        must_not: Vec<Self>,
    ) -> Self {
        match (must.as_slice(), should.as_slice(), must_not.as_slice()) {
            ([_], [], []) => must.swap_remove(0),
            ([], [_], []) => should.swap_remove(0),
            _ => Self::Together {
                must,
                should,
                must_not,
            },
        }
    }

    /// Gives all documents, in order, and their scores.
    pub(crate) fn for_each(mut self, mut take: impl FnMut(DocId, Score)) {
        let mut windows = Windows::default();
        let mut next = self.next();
        while next < TERMINATED {
            let mut window = windows.take(Window::start_of(next));
            self.fill(None, &mut windows, &mut window);
            window.each(&mut take);
            let end = window.end();
            windows.give_back(window);
            next = self.next().max(end);
        }
    }

    /// Gives those of some documents, which are in order, that are wanted, and their scores.
    pub(crate) fn for_each_of(mut self, documents: &[DocId], mut take: impl FnMut(DocId, Score)) {
        let mut windows = Windows::default();
        let same = |one: &DocId, other: &DocId| Window::start_of(*one) == Window::start_of(*other);
        for documents in documents.chunk_by(same) {
            let mut window = windows.take(Window::start_of(documents[0]));
            self.fill(Some(documents), &mut windows, &mut window);
            window.each(&mut take);
            windows.give_back(window);
        }
    }

    /// A document that none comes before which is not walked by, if it may be far before the first.
    fn next(&self) -> DocId {
        let first = |any: &[Self]| any.iter().map(Self::next).min().unwrap_or(TERMINATED);
        match self {
            Self::Nothing => TERMINATED,
            // Where it is follows from the others.
            Self::Everything(_) => 0,
            Self::Found(scorer) => scorer.doc(),
            Self::Word(word) => word.next().unwrap_or(TERMINATED),
            Self::Together { must, should, .. } if must.is_empty() => first(should),
            Self::Together { must, .. } => must.iter().map(Self::next).max().unwrap_or(TERMINATED),
            Self::Best { any, .. } => first(any),
        }
    }

    /// Adds the scores of what is wanted to a window: of all its documents, or of some.
    fn fill(&mut self, of: Option<&[DocId]>, windows: &mut Windows, into: &mut Window) {
        match self {
            Self::Nothing => {}
            Self::Everything(count) => match of {
                Some(documents) => documents.iter().for_each(|one| into.add(*one, 0.0)),
                None => (into.start()..into.end().min(*count)).for_each(|one| into.add(one, 0.0)),
            },
            Self::Found(scorer) => found(scorer.as_mut(), of, into),
            Self::Word(word) => match of {
                Some(documents) => word.fill_some(documents, into),
                None => word.fill(windows, into),
            },
            Self::Together {
                must,
                should,
                must_not,
            } => {
                if must.is_empty() && must_not.is_empty() {
                    for one in should {
                        one.fill(of, windows, into);
                    }
                } else {
                    together(must, should, must_not, of, windows, into);
                }
            }
            Self::Best { any, tie } => {
                let mut all = Vec::with_capacity(any.len());
                for one in any {
                    let mut own = windows.take(into.start());
                    one.fill(of, windows, &mut own);
                    all.push(own);
                }
                into.add_best(&all, *tie);
                all.into_iter().for_each(|own| windows.give_back(own));
            }
        }
    }
}

fn found(scorer: &mut dyn Scorer, of: Option<&[DocId]>, into: &mut Window) {
    match of {
        Some(documents) => {
            for document in documents {
                if scorer.doc() < *document {
                    scorer.seek(*document);
                }
                if scorer.doc() == *document {
                    into.add(*document, scorer.score());
                }
            }
        }
        None => {
            if scorer.doc() < into.start() {
                scorer.seek(into.start());
            }
            while scorer.doc() < into.end() {
                into.add(scorer.doc(), scorer.score());
                scorer.advance();
            }
        }
    }
}

/// What must be there first, so that the rest is asked about what is left alone.
fn together(
    must: &mut [Walk],
    should: &mut [Walk],
    must_not: &mut [Walk],
    of: Option<&[DocId]>,
    windows: &mut Windows,
    into: &mut Window,
) {
    let start = into.start();
    let mut all = windows.take(start);
    match must {
        [] => {
            for one in &mut *should {
                one.fill(of, windows, &mut all);
            }
        }
        [first, rest @ ..] => {
            first.fill(of, windows, &mut all);
            for one in rest {
                let left = all.documents();
                let mut own = windows.take(start);
                one.fill(Some(&left), windows, &mut own);
                all.retain(&own, true);
                all.add_all(&own);
                windows.give_back(own);
            }
            let left = all.documents();
            for one in &mut *should {
                one.fill(Some(&left), windows, &mut all);
            }
        }
    }
    for one in must_not {
        let left = all.documents();
        let mut own = windows.take(start);
        one.fill(Some(&left), windows, &mut own);
        all.retain(&own, false);
        windows.give_back(own);
    }
    into.add_all(&all);
    windows.give_back(all);
}
