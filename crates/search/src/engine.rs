//! A request to an answer.

use index::Snapshot;

use crate::collect::{Pass, Tally};
use crate::highlight::highlights;
use crate::plan::Plan;
use crate::{Hit, Query, SearchError, SearchRequest, SearchResponse, Understood};

/// Answers a request from a snapshot.
///
/// # Errors
/// [`SearchError::Query`] when the query is over a limit; the others are ours, not the asker's.
pub fn search(snapshot: &Snapshot, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
    let plan = Plan::new(Query::parse(&request.query)?, snapshot.fields());
    let has_query = !plan.query.is_empty();
    let keep = request.page.offset() + request.page.limit();
    let pass = Pass::new(
        snapshot,
        &request.filters,
        &request.facets,
        request.sort,
        has_query,
        keep,
    )?;
    let matches = snapshot.searcher().search(&plan.engine_query, &pass)?;
    let hits = matches
        .best
        .into_iter()
        .skip(request.page.offset())
        .map(|(document, score)| {
            let record = snapshot.record(document)?;
            let highlights = highlights(&record, &plan.marked);
            Ok(Hit {
                record,
                score: if has_query { score } else { 0.0 },
                highlights,
            })
        })
        .collect::<Result<_, SearchError>>()?;
    let vocabulary = snapshot.vocabulary();
    let counts = |tally: Tally| tally.into_counts(vocabulary);
    Ok(SearchResponse {
        total: matches.total,
        hits,
        facets: matches.tallies.into_iter().map(counts).collect(),
        understood: Understood {
            query: plan.query,
            left_out: plan.left_out,
        },
    })
}
