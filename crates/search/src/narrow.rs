//! The records that filters could let through, as lists of the engine.
//!
//! A filter that few records pass need not be tested on all matches: its own list says where to
//! look. Where many matches are tested, the list says who passes, too (`collect.rs`).

use index::{Facet, IndexError, Snapshot};
use tantivy::query::{BooleanQuery, EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, Term};

use crate::{Condition, Filters, SearchError, Test, peers};

/// A list is worth reading beside the matches when it holds at most one of so many records.
const WORTHWHILE: u64 = 4;

/// The records that pass one filter, by the lists of its values.
pub(crate) struct List {
    terms: Vec<Term>,
    /// How many records they hold together, those with several values more than once.
    pub(crate) len: u64,
}

impl List {
    /// A bit for each record: whether it is on the list.
    pub(crate) fn bits(&self, segment: &SegmentReader) -> tantivy::Result<Vec<u64>> {
        let mut bits = vec![0; segment.max_doc().div_ceil(u64::BITS) as usize];
        for term in &self.terms {
            let index = segment.inverted_index(term.field())?;
            let Some(mut postings) = index.read_block_postings(term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            while !postings.docs().is_empty() {
                for document in postings.docs() {
                    bits[(document / u64::BITS) as usize] |= 1 << (document % u64::BITS);
                }
                postings.advance();
            }
        }
        Ok(bits)
    }
}

/// All records that filters could let through, or that fail one filter alone whose facet is
/// counted, in order; `None` when that is too many to be worth it.
pub(crate) fn narrow(
    snapshot: &Snapshot,
    filters: &Filters,
    counted: &[Facet],
) -> Result<Option<Vec<DocId>>, SearchError> {
    let mut lists = Vec::new();
    for (facet, conditions) in filters.iter() {
        if let Some(list) = list(snapshot, facet, conditions)? {
            lists.push((list, counted.contains(&facet)));
        }
    }
    let peers = peers::conditions(filters.peers_of(), &snapshot.vocabulary().register);
    lists.extend(list(snapshot, Facet::Municipality, &peers)?.map(|list| (list, false)));
    lists.sort_by_key(|(list, _)| list.len);
    // Whoever fails a filter that is not counted is done with; whoever fails at most one of two
    // others stands on one of their lists.
    let strict = lists.iter().position(|(_, is_counted)| !is_counted);
    let (terms, len) = match (strict, lists.as_mut_slice()) {
        (Some(at), lists) => (std::mem::take(&mut lists[at].0.terms), lists[at].0.len),
        (None, [(first, _), (second, _), ..]) => {
            let mut terms = std::mem::take(&mut first.terms);
            terms.append(&mut second.terms);
            (terms, first.len + second.len)
        }
        (None, _) => return Ok(None),
    };
    if len * WORTHWHILE > u64::from(snapshot.segment().max_doc()) {
        return Ok(None);
    }
    let any = terms
        .into_iter()
        .map(|term| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) });
    let any = BooleanQuery::union(any.collect());
    let weight = any.weight(EnableScoring::disabled_from_searcher(snapshot.searcher()))?;
    let mut documents = Vec::new();
    weight.for_each_no_score(snapshot.segment(), &mut |some| {
        documents.extend_from_slice(some);
    })?;
    Ok(Some(documents))
}

/// The list of a filter, if it has one: what is asked for by exclusion, and records without a
/// value, stand on no list.
pub(crate) fn list(
    snapshot: &Snapshot,
    facet: Facet,
    conditions: &[Condition],
) -> Result<Option<List>, IndexError> {
    let wanted: Vec<&Test> = conditions
        .iter()
        .filter(|condition| !condition.negated)
        .map(|condition| &condition.test)
        .collect();
    if wanted.is_empty() || wanted.contains(&&Test::Unknown) {
        return Ok(None);
    }
    let column = snapshot.facet_column(facet)?;
    let (least, greatest) = (column.min_value(), column.max_value());
    let field = snapshot.fields().facet(facet);
    let mut numbers: Vec<u64> = Vec::new();
    for test in wanted {
        match *test {
            Test::Is(number) => numbers.push(number),
            Test::Between(first, last) => numbers.extend(first.max(least)..=last.min(greatest)),
            Test::Unknown => {}
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    let mut list = List {
        terms: Vec::new(),
        len: 0,
    };
    for number in numbers {
        let term = Term::from_field_u64(field, number);
        list.len += snapshot.records_with(&term)?;
        list.terms.push(term);
    }
    Ok(Some(list))
}
