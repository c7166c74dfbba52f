//! A request to an answer.

use index::Snapshot;

use crate::collect::{Pass, Tally};
use crate::highlight::highlights;
use crate::plan::{Plan, Tools};
use crate::spelling::Spelling;
use crate::{Hit, Query, SearchError, SearchRequest, SearchResponse, Understood};

/// A snapshot and what is worked out from it once, to answer requests with.
#[derive(Debug)]
pub struct Engine {
    snapshot: Snapshot,
    spelling: Spelling,
}

impl Engine {
    /// An engine over a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            spelling: Spelling::of(snapshot.analyzer()),
            snapshot,
        }
    }

    /// The snapshot it answers from.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Answers a request.
    ///
    /// # Errors
    /// [`SearchError::Query`] when the query is over a limit; the others are ours, not the
    /// asker's.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let snapshot = &self.snapshot;
        let vocabulary = snapshot.vocabulary();
        let query = Query::parse(&request.query, vocabulary)?;
        let sort = query.sort.unwrap_or(request.sort);
        let tools = Tools {
            fields: snapshot.fields(),
            analyzer: snapshot.analyzer(),
            spelling: &self.spelling,
            vocabulary,
        };
        let plan = Plan::new(query, tools);
        // Without words, and with no place or year to lift, there is nothing to score.
        let has_query =
            !plan.query.has_no_words() || plan.recognised.iter().any(|one| !one.is_filter);
        let mut filters = request.filters.clone();
        for (facet, condition) in &plan.query.filters {
            filters.add(*facet, condition.clone());
        }
        for one in plan.recognised.iter().filter(|one| one.is_filter) {
            for condition in &one.conditions {
                filters.add(one.facet, condition.clone());
            }
        }
        let keep = request.page.offset() + request.page.limit();
        let pass = Pass::new(snapshot, &filters, &request.facets, sort, has_query, keep)?;
        let matches = snapshot.searcher().search(&plan.engine_query, &pass)?;
        let hits = matches
            .best
            .into_iter()
            .skip(request.page.offset())
            .map(|(document, score)| {
                let record = snapshot.record(document)?;
                let highlights = highlights(&record, &plan.marked, snapshot.analyzer());
                Ok(Hit {
                    record,
                    score: if has_query { score } else { 0.0 },
                    highlights,
                })
            })
            .collect::<Result<_, SearchError>>()?;
        let counts = |tally: Tally| tally.into_counts(vocabulary);
        Ok(SearchResponse {
            total: matches.total,
            hits,
            facets: matches.tallies.into_iter().map(counts).collect(),
            understood: Understood {
                query: plan.query,
                left_out: plan.left_out,
                corrections: plan.corrections,
                recognised: plan.recognised,
                expansions: plan.expansions,
                filters,
                sort,
            },
        })
    }
}
