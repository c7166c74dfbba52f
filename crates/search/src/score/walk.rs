//! All documents that are wanted, stretch by stretch.
//!
//! The engine would go from document to document and ask each term whether it is there. Here every
//! term goes through a stretch of documents by itself, in the order of its postings, and adds to
//! what the others found, which costs a third of it: no term waits for another.
//!
//! Everything that is wanted is found, since it is counted; but what cannot be among the best need
//! not be scored. As soon as it is known what the best score at least, words that are worth less
//! than that together only say where they are (`MaxScore`: Turtle and Flood, *Query Evaluation:
//! Strategies and Optimizations*, 1995).

use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::WordWalk;
use super::window::{Bits, NONE, Window, Windows, join};

/// The share of what a document must score from which on it is scored: sums are rounded.
const SLACK: Score = 0.9999;

/// What walks over the documents that are wanted. It goes forwards only.
pub(crate) enum Walk {
    /// None.
    Nothing,
    /// As many as there are; they score nothing.
    Everything(DocId),
    /// What a scorer of the engine finds, which scores no more than `most`.
    Found {
        scorer: Box<dyn Scorer>,
        most: Score,
    },
    /// Where a word is.
    Word(WordWalk),
    /// Where all that must be there is, nothing that must not, and some that should when nothing
    /// must; the scores added up. What should be there is in order of what it is worth at most.
    Together {
        must: Vec<Walk>,
        should: Vec<Walk>,
        must_not: Vec<Walk>,
    },
    /// Where any is; the best score counts, the others by a share. In the same order.
    Best { any: Vec<Walk>, tie: Score },
}

/// Which documents of a stretch are found, and which of them are scored.
#[derive(Clone, Copy)]
enum Extent<'a> {
    /// All are found; those are scored that score so much at least.
    All(Score),
    /// Those are found and scored that score so much at least, and some others.
    Best(Score),
    /// All are found; these are scored.
    Scoring(&'a Bits),
    /// These are found and scored; they are in order.
    Of(&'a [DocId]),
}

impl Extent<'_> {
    /// The same with another score.
    fn at_least(self, least: Score) -> Self {
        match self {
            Self::Best(_) => Self::Best(least),
            _ => Self::All(least),
        }
    }
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
                should: most_first(should),
                must_not,
            },
        }
    }

    /// Where any is, each by its own score and a share of the others'.
    pub(crate) fn best(any: Vec<Self>, tie: Score) -> Self {
        let any = most_first(any);
        Self::Best { any, tie }
    }

    /// Gives all documents, a stretch at a time, in order, and their scores; `take` gives back what
    /// a document must score to matter, and the scores of those that score less may be too low.
    pub(crate) fn for_each(self, take: impl FnMut(&Window) -> Score) {
        self.walk(Extent::All(Score::NEG_INFINITY), TERMINATED, take);
    }

    /// The same for whoever wants the best alone of so many documents: of those that do not matter,
    /// not all are given.
    pub(crate) fn for_each_of_the_best(self, of: DocId, take: impl FnMut(&Window) -> Score) {
        self.walk(Extent::Best(Score::NEG_INFINITY), of, take);
    }

    /// What is not asked any more does not go on either: it cannot tell where all ends.
    fn walk(mut self, mut extent: Extent<'_>, of: DocId, mut take: impl FnMut(&Window) -> Score) {
        let mut windows = Windows::default();
        let mut next = self.next(0);
        while next < of {
            let mut window = windows.take(Window::start_of(next));
            self.fill(extent, &mut windows, &mut window);
            extent = extent.at_least(SLACK * take(&window));
            let end = window.end();
            windows.give_back(window);
            next = self.next(end);
        }
    }

    /// Gives those of some documents, which are in order, that are wanted, and their scores, in the
    /// same way.
    pub(crate) fn for_each_of(mut self, documents: &[DocId], mut take: impl FnMut(&Window)) {
        let mut windows = Windows::default();
        let same = |one: &DocId, other: &DocId| Window::start_of(*one) == Window::start_of(*other);
        for documents in documents.chunk_by(same) {
            let mut window = windows.take(Window::start_of(documents[0]));
            self.fill(Extent::Of(documents), &mut windows, &mut window);
            take(&window);
            windows.give_back(window);
        }
    }

    /// The first document from one on that may be wanted, or one before it.
    fn next(&self, from: DocId) -> DocId {
        let first = |any: &[Self]| any.iter().map(|one| one.next(from)).min();
        let last = |all: &[Self]| all.iter().map(|one| one.next(from)).max();
        let next = match self {
            Self::Nothing => TERMINATED,
            Self::Everything(count) if from < *count => from,
            Self::Everything(_) => TERMINATED,
            Self::Found { scorer, .. } => scorer.doc(),
            Self::Word(word) => word.next(from),
            Self::Together { must, should, .. } if must.is_empty() => {
                first(should).unwrap_or(TERMINATED)
            }
            Self::Together { must, .. } => last(must).unwrap_or(TERMINATED),
            Self::Best { any, .. } => first(any).unwrap_or(TERMINATED),
        };
        next.max(from)
    }

    /// What no document scores more than.
    fn most(&self) -> Score {
        match self {
            Self::Nothing | Self::Everything(_) => 0.0,
            Self::Found { most, .. } => *most,
            Self::Word(word) => word.most(),
            Self::Together { must, should, .. } => sum_of_most(must) + sum_of_most(should),
            Self::Best { any, tie } => best_of_most(any, *tie),
        }
    }

    /// Adds what is wanted to a window, and its scores.
    fn fill(&mut self, extent: Extent<'_>, windows: &mut Windows, into: &mut Window) {
        if self.next(into.start()) >= into.end() {
            return;
        }
        let extent = match extent {
            Extent::All(least) if self.most() < least => Extent::Scoring(&NONE),
            Extent::Best(least) if self.most() < least => return,
            extent => extent,
        };
        match self {
            Self::Nothing => {}
            Self::Everything(count) => match extent {
                Extent::Of(documents) => documents.iter().for_each(|one| into.add(*one, 0.0)),
                Extent::All(_) | Extent::Best(_) | Extent::Scoring(_) => {
                    (into.start()..into.end().min(*count)).for_each(|one| into.add(one, 0.0));
                }
            },
            Self::Found { scorer, .. } => found(scorer.as_mut(), extent, into),
            Self::Word(word) => match extent {
                Extent::All(least) => word.fill(least, true, windows, into),
                Extent::Best(least) => word.fill(least, false, windows, into),
                Extent::Scoring(some) => word.fill_scoring(some, windows, into),
                Extent::Of(documents) => word.fill_some(documents, into),
            },
            Self::Together {
                must,
                should,
                must_not,
            } => {
                if must.is_empty() && must_not.is_empty() {
                    any_of(should, extent, windows, into);
                } else {
                    together(must, should, must_not, extent, windows, into);
                }
            }
            Self::Best { any, tie } => best_of(any, *tie, extent, windows, into),
        }
    }
}

/// Walks in order of what they score at most, so that scores are added up in one order whichever
/// of them are.
fn most_first(mut walks: Vec<Walk>) -> Vec<Walk> {
    walks.sort_by(|one, other| other.most().total_cmp(&one.most()));
    walks
}

fn sum_of_most(walks: &[Walk]) -> Score {
    walks.iter().map(Walk::most).sum()
}

fn best_of_most(walks: &[Walk], tie: Score) -> Score {
    match walks {
        // No share of what has no bound is nothing, and no number that can be compared.
        [first, rest @ ..] if tie > 0.0 => first.most() + tie * sum_of_most(rest),
        [first, ..] => first.most(),
        [] => 0.0,
    }
}

/// What a walk must score so that a document scores so much at least, whatever others add.
fn least_beside(least: Score, at: usize, all: &[Walk]) -> Score {
    least - sum_of_most(&all[..at]) - sum_of_most(&all[at + 1..])
}

/// How many of the first are needed for a document to score so much at least: what only the others
/// find, which score no more than `most_of` says, is out of reach.
fn needed(least: Score, all: &[Walk], most_of: impl Fn(&[Walk]) -> Score) -> usize {
    let is_in_reach = |at: &usize| most_of(&all[*at..]) >= least;
    (0..all.len()).take_while(is_in_reach).count()
}

fn found(scorer: &mut dyn Scorer, extent: Extent<'_>, into: &mut Window) {
    if let Extent::Of(documents) = extent {
        for document in documents {
            if scorer.doc() < *document {
                scorer.seek(*document);
            }
            if scorer.doc() == *document {
                into.add(*document, scorer.score());
            }
        }
        return;
    }
    if scorer.doc() < into.start() {
        scorer.seek(into.start());
    }
    while scorer.doc() < into.end() {
        let is_scored = match extent {
            Extent::Scoring(some) => Window::have(some, scorer.doc()),
            Extent::All(_) | Extent::Best(_) | Extent::Of(_) => true,
        };
        into.add(scorer.doc(), if is_scored { scorer.score() } else { 0.0 });
        scorer.advance();
    }
}

/// Where any is, the scores added up.
fn any_of(any: &mut [Walk], extent: Extent<'_>, windows: &mut Windows, into: &mut Window) {
    let (Extent::All(least) | Extent::Best(least)) = extent else {
        for one in any {
            one.fill(extent, windows, into);
        }
        return;
    };
    let needed = needed(least, any, sum_of_most);
    for at in 0..needed {
        let least = least_beside(least, at, any);
        any[at].fill(extent.at_least(least), windows, into);
    }
    for at in needed..any.len() {
        // Fewer and fewer are in reach of the best by what is left.
        let in_reach = into.in_reach(least - sum_of_most(&any[at..]));
        fill_rest(&mut any[at], &in_reach, extent, windows, into);
    }
}

/// Adds what another finds that is not needed: what it adds to some documents and, where all are
/// to be found, what only it finds.
fn fill_rest(
    other: &mut Walk,
    scored: &Bits,
    extent: Extent<'_>,
    windows: &mut Windows,
    into: &mut Window,
) {
    let documents;
    let extent = if let Extent::Best(_) = extent {
        documents = Window::documents_of(scored, into.start());
        Extent::Of(&documents)
    } else {
        Extent::Scoring(scored)
    };
    other.fill(extent, windows, into);
}

/// Where any is, the best score and a share of the others.
fn best_of(
    any: &mut [Walk],
    tie: Score,
    extent: Extent<'_>,
    windows: &mut Windows,
    into: &mut Window,
) {
    let (start, end) = (into.start(), into.end());
    let is_near = |one: &Walk| one.next(start) < end;
    let mut near = any.iter_mut().filter(|one| is_near(one));
    if let (Some(only), None) = (near.next(), near.next()) {
        // What is alone is the best of all. A word adds one number, in one order with the rest; a
        // sum would be added term by term, and be rounded in another way than beside others.
        if matches!(only, Walk::Word(_)) {
            only.fill(extent, windows, into);
        } else {
            let mut own = windows.take(start);
            only.fill(extent, windows, &mut own);
            into.add_all(&own);
            windows.give_back(own);
        }
        return;
    }
    let needed = match extent {
        Extent::All(least) | Extent::Best(least) => {
            needed(least, any, |any| best_of_most(any, tie))
        }
        Extent::Scoring(_) | Extent::Of(_) => any.len(),
    };
    let mut all: Vec<Box<Window>> = Vec::new();
    let mut found = NONE;
    for at in 0..any.len() {
        if !is_near(&any[at]) {
            continue;
        }
        let mut own = windows.take(start);
        if at < needed {
            let extent = match extent {
                Extent::All(least) | Extent::Best(least) => {
                    extent.at_least(least_beside(least, at, any))
                }
                extent => extent,
            };
            any[at].fill(extent, windows, &mut own);
            join(&mut found, &own.found());
        } else {
            fill_rest(&mut any[at], &found, extent, windows, &mut own);
        }
        all.push(own);
    }
    into.add_best(&all, tie);
    for own in all {
        windows.give_back(own);
    }
}

/// What must be there first, so that the rest is asked about what is left alone.
fn together(
    must: &mut [Walk],
    should: &mut [Walk],
    must_not: &mut [Walk],
    extent: Extent<'_>,
    windows: &mut Windows,
    into: &mut Window,
) {
    let start = into.start();
    let mut all = windows.take(start);
    if must.is_empty() {
        any_of(should, extent, windows, &mut all);
    } else {
        let first = match extent {
            Extent::All(least) | Extent::Best(least) => {
                extent.at_least(least_beside(least, 0, must) - sum_of_most(should))
            }
            extent => extent,
        };
        must[0].fill(first, windows, &mut all);
        for one in &mut must[1..] {
            let left = all.documents();
            let mut own = windows.take(start);
            one.fill(Extent::Of(&left), windows, &mut own);
            all.retain(&own, true);
            all.add_all(&own);
            windows.give_back(own);
        }
        // What should be there only scores.
        let scored = match extent {
            Extent::All(least) | Extent::Best(least) => all.in_reach(least - sum_of_most(should)),
            Extent::Scoring(some) => all.among(some),
            Extent::Of(_) => all.found(),
        };
        let left = Window::documents_of(&scored, start);
        for one in &mut *should {
            one.fill(Extent::Of(&left), windows, &mut all);
        }
    }
    for one in must_not {
        let left = all.documents();
        let mut own = windows.take(start);
        one.fill(Extent::Of(&left), windows, &mut own);
        all.retain(&own, false);
        windows.give_back(own);
    }
    into.add_all(&all);
    windows.give_back(all);
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;
    use std::collections::BTreeMap;

    use index::Snapshot;
    use proptest::prelude::*;
    use tantivy::Term;
    use tantivy::query::{EnableScoring, Query, TermQuery};
    use tantivy::schema::IndexRecordOption;

    use super::*;
    use crate::best::{Best, Placed};
    use crate::quality::{Document, records_of};
    use crate::score::{FieldTerm, Word};

    /// So many that a common word is in more than are listed.
    const DOCUMENTS: DocId = 2200;

    /// Few, so that most documents are out of reach of the best.
    const KEPT: usize = 3;

    type Has = fn(DocId) -> bool;

    /// Words and which documents have them: many, few, none but the last.
    const WORDS: [(&str, Has); 5] = [
        ("alfa", |at| at % 2 == 0),
        ("beta", |at| at % 7 == 3),
        ("gamma", |at| (100..180).contains(&at)),
        ("delta", |at| at == DOCUMENTS - 1),
        ("sigma", |at| at % 64 == 63),
    ];

    fn snapshot() -> Snapshot {
        let documents: Vec<Document> = (0..DOCUMENTS)
            .map(|at| {
                let words = WORDS.iter().filter(|(_, has)| has(at));
                // Again and again in some, so that they score nearly as much as they can.
                let times = if at % 5 == 0 { 40 } else { 1 };
                let words = words.flat_map(|(word, _)| [*word].repeat(times));
                let words: Vec<&str> = words.collect();
                let words = words.join(" ");
                let titled = if at % 3 == 0 { &*words } else { "" };
                Document {
                    id: format!("{at:03}"),
                    title: Some(format!("{at:03} {titled}")),
                    text: format!("Inledning.\n\n{words} slut"),
                }
            })
            .collect();
        Snapshot::in_memory(&records_of(&documents).0).unwrap()
    }

    /// What to walk over.
    #[derive(Debug, Clone)]
    enum Shape {
        Nothing,
        Everything,
        /// A word, by our own scores or by the engine's.
        Word(usize, bool),
        Together([Vec<Shape>; 3]),
        Best(Vec<Shape>, Score),
    }

    impl Shape {
        fn walk(&self, snapshot: &Snapshot) -> Walk {
            let all = |of: &[Self]| of.iter().map(|one| one.walk(snapshot)).collect();
            match self {
                Self::Nothing => Walk::Nothing,
                Self::Everything => Walk::Everything(DOCUMENTS),
                Self::Word(at, true) => word(WORDS[*at].0, snapshot),
                Self::Word(at, false) => theirs(WORDS[*at].0, snapshot),
                Self::Together([must, should, must_not]) => {
                    Walk::together(all(must), all(should), all(must_not))
                }
                Self::Best(any, tie) => Walk::best(all(any), *tie),
            }
        }

        /// The same, by sets.
        fn plainly(&self, snapshot: &Snapshot) -> BTreeMap<DocId, Score> {
            let all = |of: &[Self]| -> Vec<BTreeMap<DocId, Score>> {
                of.iter().map(|one| one.plainly(snapshot)).collect()
            };
            match self {
                Self::Nothing => BTreeMap::new(),
                Self::Everything => (0..DOCUMENTS).map(|one| (one, 0.0)).collect(),
                Self::Word(..) => walked(self.walk(snapshot)),
                Self::Together([must, should, must_not]) => {
                    let [must, should, must_not] = [all(must), all(should), all(must_not)];
                    let is_wanted = |one: &DocId| {
                        let has = |other: &BTreeMap<_, _>| other.contains_key(one);
                        must.iter().all(has)
                            && !must_not.iter().any(has)
                            && (!must.is_empty() || should.iter().any(has))
                    };
                    let score = |one: DocId| -> Score {
                        let scores = must.iter().chain(&should);
                        scores.filter_map(|other| other.get(&one)).sum()
                    };
                    let wanted = (0..DOCUMENTS).filter(is_wanted);
                    wanted.map(|one| (one, score(one))).collect()
                }
                Self::Best(any, tie) => {
                    let any = all(any);
                    let score = |one: DocId| {
                        let scores = any.iter().filter_map(|other| other.get(&one).copied());
                        let best = scores.clone().reduce(Score::max)?;
                        let sum: Score = scores.sum();
                        Some((one, best + tie * (sum - best)))
                    };
                    (0..DOCUMENTS).filter_map(score).collect()
                }
            }
        }
    }

    /// A word in all fields of words, and in one as if it were of another language.
    fn word(text: &str, snapshot: &Snapshot) -> Walk {
        let fields = snapshot.fields();
        let own = fields
            .of_words()
            .map(|(field, weight)| (field, weight, None));
        let [(title, weight), ..] = fields.of_words();
        let instead = (title, weight, Some(fields.lead));
        let terms = own.into_iter().chain([instead]);
        let terms = terms.map(|(field, weight, instead_of)| FieldTerm {
            field,
            text: snapshot.analyzer().term(text),
            weight,
            instead_of,
        });
        let word = Word {
            terms: terms.collect(),
            saturation: 1.2,
            rarity: 1.0,
        };
        word.walk(snapshot, 1.0)
            .unwrap()
            .map_or(Walk::Nothing, Walk::Word)
    }

    fn theirs(text: &str, snapshot: &Snapshot) -> Walk {
        let stem = snapshot.analyzer().term(text);
        let term = Term::from_field_text(snapshot.fields().body, &stem);
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        let scoring = EnableScoring::enabled_from_searcher(snapshot.searcher());
        let weight = query.weight(scoring).unwrap();
        Walk::Found {
            scorer: weight.scorer(snapshot.segment(), 1.0).unwrap(),
            most: Score::INFINITY,
        }
    }

    fn walked(walk: Walk) -> BTreeMap<DocId, Score> {
        let mut found = BTreeMap::new();
        walk.for_each(|window| {
            window.each(|one, score| assert!(found.insert(one, score).is_none()));
            Score::NEG_INFINITY
        });
        found
    }

    fn walked_over(walk: Walk, documents: &[DocId]) -> BTreeMap<DocId, Score> {
        let mut found = BTreeMap::new();
        walk.for_each_of(documents, |window| {
            window.each(|one, score| assert!(found.insert(one, score).is_none()));
        });
        found
    }

    fn assert_same(found: &BTreeMap<DocId, Score>, expected: &BTreeMap<DocId, Score>) {
        assert!(found.keys().eq(expected.keys()), "{found:?} {expected:?}");
        for (one, other) in found.values().zip(expected.values()) {
            assert!((one - other).abs() < 1e-4, "{found:?} {expected:?}");
        }
    }

    fn shape() -> impl Strategy<Value = Shape> {
        let leaf = prop_oneof![
            1 => Just(Shape::Nothing),
            1 => Just(Shape::Everything),
            8 => (0..WORDS.len(), any::<bool>()).prop_map(|(at, own)| Shape::Word(at, own)),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            let some = || proptest::collection::vec(inner.clone(), 0..3);
            prop_oneof![
                (some(), some(), some())
                    .prop_map(|(must, should, not)| Shape::Together([must, should, not])),
                (some(), 0.0_f32..1.0).prop_map(|(any, tie)| Shape::Best(any, tie)),
            ]
        })
    }

    #[test]
    fn every_word_is_where_it_was_written() {
        let snapshot = snapshot();
        for (at, (word, has)) in WORDS.iter().enumerate() {
            let expected: Vec<DocId> = (0..DOCUMENTS).filter(|one| has(*one)).collect();
            for own in [true, false] {
                let found = walked(Shape::Word(at, own).walk(&snapshot));
                assert!(found.into_keys().eq(expected.iter().copied()), "{word}");
            }
        }
    }

    #[test]
    fn what_has_no_bound_is_scored_where_others_have_no_share() {
        let snapshot = snapshot();
        let shape = Shape::Best(vec![Shape::Word(0, false), Shape::Word(1, false)], 0.0);
        assert_same(&walked(shape.walk(&snapshot)), &shape.plainly(&snapshot));
    }

    #[test]
    fn a_walk_finds_what_sets_give() {
        let snapshot = snapshot();
        let some = proptest::collection::btree_set(0..DOCUMENTS, 0..60);
        let mut runner = proptest::test_runner::TestRunner::default();
        let promised = runner.run(&(shape(), some), |(shape, some)| {
            let mut expected = shape.plainly(&snapshot);
            assert_same(&walked(shape.walk(&snapshot)), &expected);
            expected.retain(|one, _| some.contains(one));
            let mut best = Best::new(KEPT, None);
            shape.walk(&snapshot).for_each(|window| {
                best.push_all(window);
                best.least_score()
            });
            let mut all: Vec<Placed> = walked(shape.walk(&snapshot))
                .into_iter()
                .map(|(one, score)| Placed::new(0, score, one))
                .collect();
            all.sort_unstable_by_key(|standing| Reverse(*standing));
            let count = all.len();
            all.truncate(KEPT);
            prop_assert_eq!(best.into_sorted(), (all.clone(), count));
            let mut best = Best::new(KEPT, None);
            let mut windows = 0;
            shape
                .walk(&snapshot)
                .for_each_of_the_best(DOCUMENTS, |window| {
                    windows += 1;
                    best.push_all(window);
                    best.least_score()
                });
            // 128 documents each.
            prop_assert!(windows <= DOCUMENTS.div_ceil(128), "{windows}");
            prop_assert_eq!(best.into_sorted().0, all);
            let some: Vec<DocId> = some.into_iter().collect();
            assert_same(&walked_over(shape.walk(&snapshot), &some), &expected);
            Ok(())
        });
        promised.unwrap();
    }
}
