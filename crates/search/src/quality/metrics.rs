//! nDCG, MRR, recall and the share of queries without hits.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{DEPTH, JudgedQuery};

/// The least grade that counts as an answer for MRR and recall.
const RELEVANT: u8 = 2;

/// How deep nDCG and MRR look.
const TOP: usize = 10;

/// Scores over a set of queries, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scores {
    /// Mean nDCG over the ten best.
    pub ndcg_at_10: f64,
    /// Mean reciprocal rank of the first answer among the ten best.
    pub mrr_at_10: f64,
    /// Mean share of the answers that are among the twenty best.
    pub recall_at_20: f64,
    /// The share of queries that found nothing.
    pub zero_hit_share: f64,
    /// How many queries.
    pub queries: usize,
}

/// Scores over all queries and by their type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Over all queries.
    pub overall: Scores,
    /// By type of query.
    pub by_type: BTreeMap<String, Scores>,
}

impl Evaluation {
    /// Scores rankings, one for each query in the same order.
    pub fn of(queries: &[JudgedQuery], rankings: &[Vec<String>]) -> Self {
        let scored: Vec<(&str, Single)> = queries
            .iter()
            .zip(rankings)
            .map(|(query, ranking)| (query.kind.as_str(), Single::of(query, ranking)))
            .collect();
        let types: BTreeSet<&str> = scored.iter().map(|(kind, _)| *kind).collect();
        let of_type = |kind: &str| {
            mean(
                scored
                    .iter()
                    .filter(|(own, _)| *own == kind)
                    .map(|(_, single)| *single),
            )
        };
        Self {
            overall: mean(scored.iter().map(|(_, single)| *single)),
            by_type: types
                .into_iter()
                .map(|kind| (kind.to_owned(), of_type(kind)))
                .collect(),
        }
    }
}

/// The scores of one query.
#[derive(Debug, Clone, Copy)]
struct Single {
    ndcg: f64,
    reciprocal_rank: f64,
    recall: f64,
    nothing: bool,
}

impl Single {
    fn of(query: &JudgedQuery, ranking: &[String]) -> Self {
        // A record counts at its first place only.
        let mut seen = BTreeSet::new();
        let grades: Vec<u8> = ranking
            .iter()
            .filter(|id| seen.insert(id.as_str()))
            .map(|id| query.judgements.get(id).copied().unwrap_or(0))
            .collect();
        let mut ideal: Vec<u8> = query.judgements.values().copied().collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let best = discounted_gain(&ideal);
        let relevant = ideal.iter().filter(|grade| **grade >= RELEVANT).count();
        let first = grades.iter().take(TOP).position(|grade| *grade >= RELEVANT);
        let found = grades
            .iter()
            .take(DEPTH)
            .filter(|grade| **grade >= RELEVANT)
            .count();
        Self {
            ndcg: if best > 0.0 {
                discounted_gain(&grades) / best
            } else {
                0.0
            },
            reciprocal_rank: first.map_or(0.0, |at| 1.0 / to_f64(at + 1)),
            recall: if relevant > 0 {
                to_f64(found) / to_f64(relevant)
            } else {
                0.0
            },
            nothing: ranking.is_empty(),
        }
    }
}

/// The discounted cumulative gain of the ten first grades.
fn discounted_gain(grades: &[u8]) -> f64 {
    grades
        .iter()
        .take(TOP)
        .zip(2..)
        .map(|(grade, rank)| (f64::from(*grade).exp2() - 1.0) / to_f64(rank).log2())
        // A sum of nothing would be minus zero.
        .fold(0.0, |sum, gain| sum + gain)
}

fn mean(scores: impl Iterator<Item = Single>) -> Scores {
    let scores: Vec<Single> = scores.collect();
    let queries = scores.len();
    let mean = |of: fn(&Single) -> f64| {
        scores.iter().map(of).fold(0.0, |sum, one| sum + one) / to_f64(queries.max(1))
    };
    Scores {
        ndcg_at_10: mean(|single| single.ndcg),
        mrr_at_10: mean(|single| single.reciprocal_rank),
        recall_at_20: mean(|single| single.recall),
        zero_hit_share: mean(|single| f64::from(u8::from(single.nothing))),
        queries,
    }
}

/// A count as a float; counts here stay far below 2^52.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of queries and ranks are small"
)]
fn to_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(judgements: &[(&str, u8)]) -> JudgedQuery {
        JudgedQuery {
            id: "q".to_owned(),
            kind: "topic".to_owned(),
            query: "ord".to_owned(),
            judgements: judgements
                .iter()
                .map(|(id, grade)| ((*id).to_owned(), *grade))
                .collect(),
        }
    }

    #[track_caller]
    fn check(judgements: &[(&str, u8)], ranking: &[&str], ndcg: f64, mrr: f64, recall: f64) {
        let ranking: Vec<String> = ranking.iter().map(|id| (*id).to_owned()).collect();
        let scores = Evaluation::of(&[judged(judgements)], &[ranking]).overall;
        for (found, expected) in [
            (scores.ndcg_at_10, ndcg),
            (scores.mrr_at_10, mrr),
            (scores.recall_at_20, recall),
        ] {
            assert!((found - expected).abs() < 1e-4, "{scores:?}");
        }
    }

    #[test]
    fn scores_are_those_worked_out_by_hand() {
        check(&[("a", 3), ("b", 2)], &["a", "b"], 1.0, 1.0, 1.0);
        // (3/log2(2) + 7/log2(3)) / (7/log2(2) + 3/log2(3))
        check(&[("a", 3), ("b", 2)], &["b", "a"], 0.834, 1.0, 1.0);
        // A marginal record is no answer for MRR and recall: (1 + 7/log2(3)) / (7 + 1/log2(3)).
        check(&[("a", 3), ("b", 1)], &["b", "a"], 0.7098, 0.5, 1.0);
        check(&[("a", 3)], &["x", "x", "a"], 0.6309, 0.5, 1.0);
        check(&[("a", 3)], &[], 0.0, 0.0, 0.0);
        check(&[], &["a"], 0.0, 0.0, 0.0);
    }

    #[test]
    fn queries_without_hits_are_counted_by_type() {
        let queries = [
            judged(&[("a", 3)]),
            JudgedQuery {
                kind: "typo".to_owned(),
                ..judged(&[])
            },
        ];
        let evaluation = Evaluation::of(&queries, &[vec!["a".to_owned()], Vec::new()]);
        assert!((evaluation.overall.zero_hit_share - 0.5).abs() < 1e-9);
        assert!((evaluation.by_type["typo"].zero_hit_share - 1.0).abs() < 1e-9);
        assert_eq!(evaluation.by_type["topic"].queries, 1);
    }
}
