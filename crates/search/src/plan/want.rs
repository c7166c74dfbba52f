//! What is wanted, as a tree that can be asked of the engine and explained for a record.

use index::Snapshot;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, DisjunctionMaxQuery, EnableScoring, Occur, Query, Weight,
};
use tantivy::{DocId, DocSet, Score};

use super::excluded::Excluded;
use crate::score::WordQuery;
use crate::{Evidence, Reason};

/// What is wanted of a record.
#[derive(Debug)]
pub(crate) enum Want {
    /// Something to be found, and why.
    Found {
        query: Box<dyn Query>,
        boost: Score,
        reason: Reason,
    },
    /// A word over several fields, with the reason that each of its terms is.
    Word {
        query: WordQuery,
        boost: Score,
        reasons: Vec<Reason>,
    },
    /// Any record; it says nothing.
    Anything,
    /// These together, their scores added up.
    Together(Vec<(Occur, Want)>),
    /// Any of these; the best counts, the others by a share.
    Best { any: Vec<Want>, tie: Score },
    /// The same, counting more or less.
    Times(Score, Box<Want>),
}

impl Want {
    /// Any of these, their scores added up.
    pub(crate) fn any(wants: Vec<Self>) -> Self {
        Self::Together(
            wants
                .into_iter()
                .map(|want| (Occur::Should, want))
                .collect(),
        )
    }

    /// What the engine is asked.
    pub(crate) fn query(&self) -> Box<dyn Query> {
        match self {
            Self::Found { query, boost, .. } => {
                Box::new(BoostQuery::new(query.box_clone(), *boost))
            }
            Self::Word { query, boost, .. } => {
                Box::new(BoostQuery::new(Box::new(query.clone()), *boost))
            }
            Self::Anything => Box::new(AllQuery),
            Self::Together(wants) => match wants.as_slice() {
                [(Occur::Must | Occur::Should, want)] => want.query(),
                _ => Box::new(BooleanQuery::new(self.clauses())),
            },
            Self::Best { any, tie } => match any.as_slice() {
                [want] => want.query(),
                _ => {
                    let queries = any.iter().map(Self::query).collect();
                    Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, *tie))
                }
            },
            Self::Times(boost, want) => Box::new(BoostQuery::new(want.query(), *boost)),
        }
    }

    /// What the engine is asked, clause by clause. Any of some among any of others are all of one
    /// row: the engine is much quicker with terms in a row than with rows in a row.
    pub(crate) fn clauses(&self) -> Vec<(Occur, Box<dyn Query>)> {
        match self {
            Self::Best { any, .. } if any.len() == 1 => any[0].clauses(),
            Self::Together(wants) => wants
                .iter()
                .flat_map(|(occur, want)| {
                    let clauses = match occur {
                        Occur::Should => want.clauses(),
                        Occur::Must | Occur::MustNot => Vec::new(),
                    };
                    if *occur == Occur::MustNot {
                        let query: Box<dyn Query> = Box::new(Excluded(want.query()));
                        return vec![(*occur, query)];
                    }
                    let is_row = clauses.iter().all(|(own, _)| *own == Occur::Should);
                    if is_row && !clauses.is_empty() {
                        clauses
                    } else {
                        vec![(*occur, want.query())]
                    }
                })
                .collect(),
            _ => vec![(Occur::Should, self.query())],
        }
    }

    /// Why a record is a hit: the strongest reasons first, each once; `lift` is what lifted it too.
    pub(crate) fn evidence(
        &self,
        lift: Option<&Self>,
        snapshot: &Snapshot,
        document: DocId,
    ) -> tantivy::Result<Vec<Evidence>> {
        let mut scored = self.scored(snapshot, document)?.unwrap_or_default();
        if let Some(lift) = lift {
            scored.extend(lift.scored(snapshot, document)?.unwrap_or_default());
        }
        scored.sort_by_key(|(reason, _)| *reason);
        scored.dedup_by(|(later, more), (reason, score)| {
            let same = later == reason;
            if same {
                *score += *more;
            }
            same
        });
        let total: Score = scored.iter().map(|(_, score)| score).sum();
        let mut evidence: Vec<Evidence> = scored
            .into_iter()
            .filter(|(_, score)| *score > 0.0)
            .map(|(reason, score)| Evidence {
                reason: reason.clone(),
                share: score / total,
            })
            .collect();
        evidence.sort_by(|one, other| other.share.total_cmp(&one.share));
        Ok(evidence)
    }

    /// What each thing that was found adds to a record's score; `None` when the record is no hit.
    pub(crate) fn scored(
        &self,
        snapshot: &Snapshot,
        document: DocId,
    ) -> tantivy::Result<Option<Vec<(&Reason, Score)>>> {
        Ok(match self {
            Self::Found {
                query,
                boost,
                reason,
            } => {
                let searcher = snapshot.searcher();
                let weight: Box<dyn Weight> =
                    query.weight(EnableScoring::enabled_from_searcher(searcher))?;
                let mut scorer = weight.scorer(snapshot.segment(), *boost)?;
                let found = scorer.doc() <= document && scorer.seek(document) == document;
                found.then(|| vec![(reason, scorer.score())])
            }
            Self::Word {
                query,
                boost,
                reasons,
            } => {
                let scorer = query.word_scorer(snapshot.searcher(), snapshot.segment(), *boost)?;
                scorer.and_then(|mut scorer| {
                    let found = scorer.doc() <= document && scorer.seek(document) == document;
                    let reason = |(term, score): (usize, Score)| Some((reasons.get(term)?, score));
                    found.then(|| scorer.by_term().into_iter().filter_map(reason).collect())
                })
            }
            Self::Anything => Some(Vec::new()),
            Self::Together(wants) => together(wants, snapshot, document)?,
            Self::Best { any, tie } => {
                let mut found = Vec::new();
                for want in any {
                    found.extend(want.scored(snapshot, document)?);
                }
                best(found, *tie)
            }
            Self::Times(boost, want) => want.scored(snapshot, document)?.map(|scored| {
                let times = |(reason, score)| (reason, score * boost);
                scored.into_iter().map(times).collect()
            }),
        })
    }
}

type Scored<'a> = Option<Vec<(&'a Reason, Score)>>;

fn together<'a>(
    wants: &'a [(Occur, Want)],
    snapshot: &Snapshot,
    document: DocId,
) -> tantivy::Result<Scored<'a>> {
    let mut all = Vec::new();
    let mut is_hit = false;
    let must = wants.iter().any(|(occur, _)| *occur == Occur::Must);
    for (occur, want) in wants {
        let scored = want.scored(snapshot, document)?;
        match (occur, scored) {
            (Occur::Must, None) | (Occur::MustNot, Some(_)) => return Ok(None),
            (Occur::Must | Occur::Should, Some(scored)) => {
                is_hit = true;
                all.extend(scored);
            }
            (Occur::Should | Occur::MustNot, None) => {}
        }
    }
    Ok((is_hit || must).then_some(all))
}

/// The best counts whole, the others by a share.
fn best<'a>(found: Vec<Vec<(&'a Reason, Score)>>, tie: Score) -> Scored<'a> {
    let sum =
        |scored: &Vec<(&Reason, Score)>| -> Score { scored.iter().map(|(_, score)| score).sum() };
    let at = found
        .iter()
        .enumerate()
        .max_by(|(_, one), (_, other)| sum(one).total_cmp(&sum(other)))
        .map(|(at, _)| at)?;
    let weigh = |(own, scored): (usize, Vec<(&'a Reason, Score)>)| {
        let factor = if own == at { 1.0 } else { tie };
        scored
            .into_iter()
            .map(move |(reason, score)| (reason, score * factor))
    };
    Some(found.into_iter().enumerate().flat_map(weigh).collect())
}
