//! From clauses to what is wanted of a record.

mod join;
mod want;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use analysis::{Analyzer, Tongue, is_stop_word};
use index::Fields;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, Occur as EngineOccur, Query as EngineQuery, RangeQuery,
    TermQuery,
};
use tantivy::schema::IndexRecordOption;
use vocabulary::Vocabulary;

use crate::engine::Settings;
use crate::expand::expand;
use crate::recognise::{Recognition, recognise};
use crate::spelling::Spelling;
use crate::{
    Clause, ClauseKind, Correction, Expansion, Facet, How, Mend, Occur, Place, Query, Reason,
    Recognised, Stage, Test,
};

use join::join;
pub(crate) use want::Want;
use words::Sought;

/// A query that is ready to run.
pub(crate) struct Plan {
    /// What is wanted of a record.
    pub(crate) want: Want,
    /// Pieces of words, which lift the best of what is found and find nothing themselves.
    pub(crate) pieces: Option<Want>,
    /// The query without what was left out, mended where it had to be.
    pub(crate) query: Query,
    /// Words left out because they say too little beside the others.
    pub(crate) left_out: Vec<String>,
    /// Words that were mended.
    pub(crate) corrections: Vec<Correction>,
    /// Places and years that were recognised.
    pub(crate) recognised: Vec<Recognised>,
    /// Other words that were looked for.
    pub(crate) expansions: Vec<Expansion>,
    /// What to mark in a hit.
    pub(crate) marked: Marked,
}

/// What a query is planned with.
#[derive(Clone, Copy)]
pub(crate) struct Tools<'a> {
    pub(crate) fields: &'a Fields,
    /// The languages beside Swedish that some record is in.
    pub(crate) tongues: &'a [Tongue],
    pub(crate) analyzer: &'a Analyzer,
    pub(crate) spelling: &'a Spelling,
    pub(crate) vocabulary: &'static Vocabulary,
    pub(crate) settings: &'a Settings,
}

/// What a hit's words are compared with when they are marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Marked {
    /// Stems of words and parts of words.
    pub(crate) stems: BTreeSet<String>,
    /// Stems of words in other languages, for texts in those.
    pub(crate) stems_in: BTreeMap<Tongue, BTreeSet<String>>,
    /// Beginnings of words in lower case.
    pub(crate) prefixes: BTreeSet<String>,
    /// Phrases as words in lower case.
    pub(crate) phrases: Vec<Vec<String>>,
}

impl Plan {
    /// Plans a query, in order: words that belong together, spelling, places and years, stop words,
    /// other words.
    ///
    /// A query without words, and one of exclusions alone, starts from every record.
    pub(crate) fn new(mut query: Query, tools: Tools<'_>) -> Self {
        let stages = tools.settings.stages;
        let mut corrections = Vec::new();
        if stages.have(Stage::Joins) {
            join(&mut query.clauses, tools.analyzer, &mut corrections);
        }
        mend(
            &mut query.clauses,
            tools,
            &mut corrections,
            &mut BTreeMap::new(),
        );
        let recognition = if stages.have(Stage::Recognition) {
            recognise(&query.clauses, tools.vocabulary)
        } else {
            Recognition::default()
        };
        let mut left_out = Vec::new();
        let mut at = 0;
        query.clauses.retain(|_| {
            at += 1;
            !recognition.spent.contains(&(at - 1))
        });
        if stages.have(Stage::StopWords) {
            leave_out_stop_words(&mut query.clauses, &mut left_out);
        }
        let mut marked = Marked::default();
        let mut expansions = Vec::new();
        let mut planner = Planner {
            tools,
            corrections: &corrections,
            marked: &mut marked,
            expansions: &mut expansions,
        };
        let found = planner.clauses(&query.clauses);
        // Places and years lift what is found, and find nothing themselves.
        let mut wants = vec![(EngineOccur::Must, found)];
        let pieces = stages
            .have(Stage::Pieces)
            .then(|| words::pieces(&query.clauses, &corrections, tools));
        for one in recognition.recognised.iter().filter(|one| !one.is_filter) {
            wants.push((EngineOccur::Should, about(one, tools)));
        }
        Self {
            want: Want::Together(wants),
            pieces,
            query,
            left_out,
            corrections,
            recognised: recognition.recognised,
            expansions,
            marked,
        }
    }

    /// What makes a record similar, when none is a hit: words that look like those of the query, and
    /// none of those that must not be there; `None` when no word is looked for.
    pub(crate) fn similar(&self, tools: Tools<'_>) -> Option<Want> {
        let (clauses, corrections) = (&self.query.clauses, &self.corrections);
        let is_wanted = |clause: &&Clause| clause.occur != Occur::MustNot;
        clauses.iter().find(is_wanted)?;
        let excluded: Vec<Clause> = clauses
            .iter()
            .filter(|clause| !is_wanted(clause))
            .cloned()
            .collect();
        let mut planner = Planner {
            tools,
            corrections,
            marked: &mut Marked::default(),
            expansions: &mut Vec::new(),
        };
        let pieces = words::pieces(clauses, corrections, tools);
        let mut wants = vec![(EngineOccur::Must, pieces)];
        if !excluded.is_empty() {
            wants.push((EngineOccur::Must, planner.clauses(&excluded)));
        }
        Some(Want::Together(wants))
    }
}

/// Mends words that may or must be there and that the index does not know, each of them once.
/// `known` holds those that were met.
fn mend(
    clauses: &mut [Clause],
    tools: Tools<'_>,
    corrections: &mut Vec<Correction>,
    known: &mut BTreeMap<String, Option<String>>,
) {
    let is_wanted = |one: &Correction| {
        tools.settings.stages.have(match one.mend {
            Mend::Marks => Stage::Marks,
            Mend::Spelling | Mend::Joined => Stage::Spelling,
        })
    };
    for clause in clauses
        .iter_mut()
        .filter(|clause| clause.occur != Occur::MustNot)
    {
        match &mut clause.kind {
            ClauseKind::Word(word) => {
                let used = known.entry(word.clone()).or_insert_with(|| {
                    let correction = tools.spelling.mend(word, tools.vocabulary);
                    let correction = correction.filter(is_wanted)?;
                    let used = correction.used.clone();
                    corrections.push(correction);
                    Some(used)
                });
                if let Some(used) = used {
                    word.clone_from(used);
                }
            }
            ClauseKind::Group(clauses) => mend(clauses, tools, corrections, known),
            ClauseKind::Prefix(_) | ClauseKind::Phrase(_) => {}
        }
    }
}

/// The records that are about a place or a year that was recognised.
fn about(recognised: &Recognised, tools: Tools<'_>) -> Want {
    let facet = recognised.facet;
    let term = |number| Term::from_field_u64(tools.fields.facet(facet), number);
    let any = recognised.conditions.iter().filter_map(|condition| {
        let query: Box<dyn EngineQuery> = match condition.test {
            Test::Is(number) => Box::new(TermQuery::new(term(number), IndexRecordOption::Basic)),
            Test::Between(first, last) => Box::new(RangeQuery::new(
                Bound::Included(term(first)),
                Bound::Included(term(last)),
            )),
            Test::Unknown => return None,
        };
        Some(query)
    });
    let boosts = &tools.settings.boosts;
    let values = recognised.conditions.iter();
    let sought = values.map(|one| one.to_text(facet, tools.vocabulary));
    Want::Found {
        query: Box::new(ConstScoreQuery::new(
            Box::new(BooleanQuery::union(any.collect())),
            1.0,
        )),
        boost: match facet {
            Facet::Year => boosts.about_year,
            Facet::Outcome | Facet::Edition => boosts.about_award,
            _ => boosts.about_place,
        },
        reason: Reason {
            typed: recognised.words.clone(),
            sought: sought.collect::<Vec<_>>().join(","),
            mended: None,
            other_word: None,
            how: How::About,
            place: Place::Value(facet),
        },
    }
}

/// Leaves out words such as `och`, unless nothing else would remain.
fn leave_out_stop_words(clauses: &mut Vec<Clause>, left_out: &mut Vec<String>) {
    let says_little = |clause: &Clause| match (&clause.occur, &clause.kind) {
        (Occur::May, ClauseKind::Word(word)) => is_stop_word(word),
        _ => false,
    };
    if clauses.iter().all(says_little) {
        return;
    }
    clauses.retain_mut(|clause| {
        if let ClauseKind::Group(clauses) = &mut clause.kind {
            leave_out_stop_words(clauses, left_out);
        }
        let little = says_little(clause);
        if let (true, ClauseKind::Word(word)) = (little, &clause.kind) {
            left_out.push(word.clone());
        }
        !little
    });
}

/// What plans clauses, and what it gathers on the way.
struct Planner<'a> {
    tools: Tools<'a>,
    corrections: &'a [Correction],
    marked: &'a mut Marked,
    expansions: &'a mut Vec<Expansion>,
}

impl Planner<'_> {
    fn clauses(&mut self, clauses: &[Clause]) -> Want {
        let tools = self.tools;
        let (lexicon, stages) = (tools.analyzer.lexicon(), tools.settings.stages);
        let own = expand(clauses, tools.vocabulary, lexicon, stages);
        // What is said again, with the same other words for it, counts again, and need not be looked
        // for again. Other words belong to a place: `open data` is not `data open`.
        let places: Vec<(&Clause, Vec<&Expansion>)> = (clauses.iter().enumerate())
            .map(|(at, clause)| (clause, own.iter().filter(|one| one.at == at).collect()))
            .collect();
        let is_alike = |one: usize, other: usize| {
            let ((clause, means), (other, others)) = (&places[one], &places[other]);
            let is_like = |(one, other): (&&Expansion, &&Expansion)| one.is_like(other);
            clause == other && means.len() == others.len() && means.iter().zip(others).all(is_like)
        };
        let mut wants = Vec::new();
        for (at, (clause, means)) in places.iter().enumerate() {
            if (0..at).any(|earlier| is_alike(earlier, at)) {
                continue;
            }
            let times = (at..places.len())
                .filter(|later| is_alike(at, *later))
                .count();
            // What must not be there is not marked where it is.
            let kept = (clause.occur == Occur::MustNot).then(|| self.marked.clone());
            let said = match &clause.kind {
                ClauseKind::Word(word) => {
                    let sought = Sought::word(word, self.corrections);
                    words::word(sought, clause.occur, tools, self.marked)
                }
                ClauseKind::Prefix(prefix) => words::prefix(prefix, tools, self.marked),
                ClauseKind::Phrase(phrase) => words::phrase(phrase, tools, self.marked),
                ClauseKind::Group(clauses) => self.clauses(clauses),
            };
            let mut any = vec![said];
            for expansion in means {
                any.push(words::expansion(expansion, tools, self.marked));
            }
            if let Some(kept) = kept {
                *self.marked = kept;
            }
            // What was said or another word for it, whichever says more: a record that has both is
            // not twice as much about it.
            let tie = tools.settings.boosts.tie;
            let occur = match clause.occur {
                Occur::May => EngineOccur::Should,
                Occur::Must => EngineOccur::Must,
                Occur::MustNot => EngineOccur::MustNot,
            };
            let want = Want::Best { any, tie };
            wants.push((occur, want.times(times)));
        }
        for one in own {
            if !self.expansions.iter().any(|told| told.is_like(&one)) {
                self.expansions.push(one);
            }
        }
        if wants
            .iter()
            .all(|(occur, _)| *occur == EngineOccur::MustNot)
        {
            wants.push((EngineOccur::Must, Want::Anything));
        }
        Want::Together(wants)
    }
}
