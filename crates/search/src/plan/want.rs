//! What is wanted, as a tree that can be walked by and explained for a record.

use index::Snapshot;
use tantivy::query::{ConstScoreQuery, EnableScoring, Occur, Query, Scorer};
use tantivy::{DocId, DocSet, Score};

use crate::score::{FieldTerm, Walk, Word};
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
        word: Word,
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

    /// The same, said so many times.
    pub(crate) fn times(self, times: usize) -> Self {
        match times {
            1 => self,
            times => Self::Times(as_score(times), Box::new(self)),
        }
    }

    /// The walk over the records that are wanted, their scores so many times.
    pub(crate) fn walk(&self, snapshot: &Snapshot, boost: Score) -> tantivy::Result<Walk> {
        let all = |wants: &[Self]| -> tantivy::Result<Vec<Walk>> {
            wants
                .iter()
                .map(|want| want.walk(snapshot, boost))
                .collect()
        };
        Ok(match self {
            Self::Found {
                query, boost: own, ..
            } => Walk::Found {
                scorer: scorer(query.as_ref(), snapshot, boost * own)?,
                most: match query.downcast_ref::<ConstScoreQuery>() {
                    Some(_) => boost * own,
                    None => Score::INFINITY,
                },
            },
            Self::Word {
                word, boost: own, ..
            } => match word.walk(snapshot, boost * own)? {
                Some(walk) => Walk::Word(walk),
                None => Walk::Nothing,
            },
            Self::Anything => Walk::Everything(snapshot.segment().max_doc()),
            Self::Together(wants) => {
                let [mut must, mut should, mut must_not] = [const { Vec::new() }; 3];
                for (occur, want) in wants {
                    let walk = want.walk(snapshot, boost)?;
                    match occur {
                        Occur::Must => must.push(walk),
                        Occur::Should => should.push(walk),
                        Occur::MustNot => must_not.push(walk),
                    }
                }
                Walk::together(must, should, must_not)
            }
            Self::Best { any, tie } => match any.as_slice() {
                [only] => only.walk(snapshot, boost)?,
                _ => Walk::best(all(any)?, *tie),
            },
            Self::Times(factor, want) => want.walk(snapshot, boost * factor)?,
        })
    }

    /// The terms of its words that may find a record, in the fields that hold them; phrases and
    /// beginnings of words are not among them.
    pub(crate) fn terms(&self) -> Vec<&FieldTerm> {
        match self {
            Self::Found { .. } | Self::Anything => Vec::new(),
            Self::Word { word, .. } => word.terms.iter().collect(),
            Self::Together(wants) => {
                let wants = wants.iter().filter(|(occur, _)| *occur != Occur::MustNot);
                wants.flat_map(|(_, want)| want.terms()).collect()
            }
            Self::Best { any, .. } => any.iter().flat_map(Self::terms).collect(),
            Self::Times(_, want) => want.terms(),
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
                let mut scorer = scorer(query.as_ref(), snapshot, *boost)?;
                let found = scorer.doc() <= document && scorer.seek(document) == document;
                found.then(|| vec![(reason, scorer.score())])
            }
            Self::Word {
                word,
                boost,
                reasons,
            } => {
                let walk = word.walk(snapshot, *boost)?;
                let by_term = walk
                    .map(|mut walk| walk.by_term(document))
                    .unwrap_or_default();
                let reason = |(term, score): (usize, Score)| Some((reasons.get(term)?, score));
                (!by_term.is_empty()).then(|| by_term.into_iter().filter_map(reason).collect())
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

#[expect(clippy::cast_precision_loss, reason = "a query has few words")]
pub(super) fn as_score(times: usize) -> Score {
    times as Score
}

fn scorer(
    query: &dyn Query,
    snapshot: &Snapshot,
    boost: Score,
) -> tantivy::Result<Box<dyn Scorer>> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(snapshot.searcher()))?;
    weight.scorer(snapshot.segment(), boost)
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
