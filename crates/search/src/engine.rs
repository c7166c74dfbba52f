//! A request to an answer.

use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use index::{Facet, Snapshot};
use tantivy::{DocId, Score};

use crate::article_group::groups;
use crate::best::Placed;
use crate::collect::{Matches, Order, Pass};
use crate::grouping::{Group, Grouping, counted};
use crate::highlight::Highlighter;
use crate::narrow::narrow;
use crate::plan::{Marked, Plan, Tools, Want};
use crate::rank::SCORED_BY_PIECES;
use crate::rescore::{self, is_lifted, lift};
use crate::score::{FieldTerm, Walk};
use crate::spelling::Spelling;
use crate::suggest::Suggester;
use crate::tally::Tally;
use crate::{
    Boosts, Filters, Hit, Likeness, Query, Rank, Sample, SearchError, SearchRequest,
    SearchResponse, Sort, Stages, Understood,
};

/// How many records are shown that only look like what was asked for: beyond those, likeness is
/// chance.
const MAX_SIMILAR: usize = 10;

/// A snapshot and what is worked out from it once, to answer requests with.
#[derive(Debug)]
pub struct Engine {
    snapshot: Snapshot,
    spelling: Spelling,
    settings: Settings,
    /// Worked out when it is first asked for: a single search from the command line needs none.
    suggester: OnceLock<Suggester>,
    preparing: Mutex<()>,
}

/// How an engine searches; other than the default only to be measured.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Settings {
    /// The stages that a search goes through.
    pub stages: Stages,
    /// What counts how much.
    pub boosts: Boosts,
    /// What makes records alike, and how much.
    pub likeness: Likeness,
}

impl Engine {
    /// An engine over a snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Self::with(snapshot, Settings::default())
    }

    /// An engine over a snapshot that searches in its own way.
    pub fn with(snapshot: Snapshot, settings: Settings) -> Self {
        Self {
            spelling: Spelling::of(&snapshot),
            snapshot,
            settings,
            suggester: OnceLock::new(),
            preparing: Mutex::new(()),
        }
    }

    /// The same engine that searches in another way.
    #[must_use]
    pub fn searching(self, settings: Settings) -> Self {
        Self { settings, ..self }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn spelling(&self) -> &Spelling {
        &self.spelling
    }

    /// The snapshot it answers from.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Works out what words are mended to and what can be suggested, so that the first who types need
    /// not wait for it.
    ///
    /// It takes as long as reading all titles and some of the records does; others can be answered
    /// meanwhile.
    ///
    /// # Errors
    /// [`SearchError::Index`] when a record cannot be read.
    pub fn prepare_suggestions(&self) -> Result<(), SearchError> {
        self.spelling.prepare();
        self.suggester().map(|_| ())
    }

    pub(crate) fn suggester(&self) -> Result<&Suggester, SearchError> {
        if let Some(suggester) = self.suggester.get() {
            return Ok(suggester);
        }
        // Whoever comes second waits for the first instead of doing the same again. What is behind
        // the lock is nothing, so that a panic under it leaves nothing half done.
        let _only_one = self
            .preparing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(suggester) = self.suggester.get() {
            return Ok(suggester);
        }
        let suggester = Suggester::of(&self.snapshot)?;
        Ok(self.suggester.get_or_init(|| suggester))
    }

    /// Answers a request.
    ///
    /// # Errors
    /// [`SearchError::Query`] when the query is over a limit; the others are ours, not the
    /// asker's.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let snapshot = &self.snapshot;
        let vocabulary = snapshot.vocabulary();
        let plan = self.plan(request)?;
        let sort = plan.query.sort.unwrap_or(request.sort);
        // Without words, and with no place or year to lift, there is nothing to score.
        let has_query =
            !plan.query.has_no_words() || plan.recognised.iter().any(|one| !one.is_filter);
        let filters = all_filters(&request.filters, &plan);
        let (page, sample) = (request.page, request.page.sample());
        let end = (page.offset() + page.limit()).min(sample.map_or(usize::MAX, Sample::size));
        let question = Question {
            want: has_query.then_some(&plan.want),
            pieces: plan.pieces.as_ref(),
            filters: &filters,
            facets: &request.facets,
            sort,
            page: page.offset()..end.max(page.offset()),
            after: page.after(),
            sample,
            best_alone: false,
        };
        let matches = self.run(&question)?;
        let shown = Shown {
            marked: &plan.marked,
            question: &question,
            explain: request.explain,
            highlight: request.highlight,
        };
        let hits = self.hits(&matches.best, shown)?;
        let next = matches.best.last().copied().map(Rank::from);
        let next = next.filter(|_| matches.rest > question.page.start + hits.len());
        let is_empty = matches.total == 0 && request.page.limit() > 0;
        let similar = match is_empty.then(|| plan.similar(self.tools())).flatten() {
            Some(want) => {
                let question = Question {
                    want: Some(&want),
                    pieces: None,
                    filters: &filters,
                    facets: &[],
                    sort: Sort::Relevance,
                    page: 0..MAX_SIMILAR,
                    after: None,
                    sample: None,
                    best_alone: true,
                };
                let nearest = self.run(&question)?.best;
                let question = &question;
                self.hits(&nearest, Shown { question, ..shown })?
            }
            None => Vec::new(),
        };
        let counts = |tally: Tally| tally.into_counts(vocabulary);
        let mut response = SearchResponse {
            total: sample.map_or(matches.total, |sample| matches.total.min(sample.size())),
            matching: matches.total,
            groups: groups(&hits, snapshot)?,
            hits,
            did_you_mean: None,
            similar,
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
            next,
        };
        // Only where somebody looks: what is tried instead is asked for without a page.
        if request.page.limit() > 0 {
            response.did_you_mean = self.did_you_mean(request, &response)?;
        }
        Ok(response)
    }

    /// The terms that a request's words are looked for by, each as the name of a field of the index
    /// and its text: what another engine would look for to do the same work.
    ///
    /// # Errors
    /// [`SearchError::Query`] when the query is over a limit.
    pub fn terms(&self, request: &SearchRequest) -> Result<Vec<(String, String)>, SearchError> {
        let schema = self.snapshot.searcher().schema();
        let named = |term: &FieldTerm| {
            let field = schema.get_field_name(term.field);
            (field.to_owned(), term.text.clone())
        };
        Ok(self
            .plan(request)?
            .want
            .terms()
            .into_iter()
            .map(named)
            .collect())
    }

    /// Counts the records that match a request by the values of a facet, or of two together: the
    /// largest group first. Its page and its order are of no account.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub fn group_by(
        &self,
        request: &SearchRequest,
        first: Facet,
        second: Option<Facet>,
    ) -> Result<Vec<Group>, SearchError> {
        let plan = self.plan(request)?;
        let filters = all_filters(&request.filters, &plan);
        let mut grouping = Grouping::new(&self.snapshot, &filters, (first, second))?;
        let walk = plan.want.walk(&self.snapshot, 1.0)?;
        walk.for_each(|window| {
            window.each(|document, _| grouping.take(document));
            Score::INFINITY
        });
        let vocabulary = self.snapshot.vocabulary();
        Ok(counted(grouping.finish(), (first, second), vocabulary))
    }

    fn plan(&self, request: &SearchRequest) -> Result<Plan, SearchError> {
        let query = Query::parse(&request.query, self.snapshot.vocabulary())?;
        Ok(Plan::new(query, self.tools()))
    }

    /// What queries are planned with.
    fn tools(&self) -> Tools<'_> {
        Tools {
            fields: self.snapshot.fields(),
            tongues: self.snapshot.tongues(),
            analyzer: self.snapshot.analyzer(),
            spelling: &self.spelling,
            vocabulary: self.snapshot.vocabulary(),
            settings: &self.settings,
        }
    }

    /// The number of each document in a sample.
    fn numbers(&self, sample: Sample) -> Result<Arc<[u64]>, SearchError> {
        let mut numbers = Vec::with_capacity(self.snapshot.manifest().records);
        self.snapshot
            .for_each_id(|id| numbers.push(sample.number(id)))?;
        Ok(numbers.into())
    }

    /// What matches; the best of it are those of the page.
    fn run(&self, question: &Question<'_>) -> Result<Matches, SearchError> {
        let Question {
            filters,
            facets,
            sort,
            sample,
            ref page,
            ..
        } = *question;
        let snapshot = &self.snapshot;
        let is_ranked = question.want.is_some()
            && sort == Sort::Relevance
            && sample.is_none()
            && !page.is_empty();
        // When nothing was typed, the newest first.
        let order = match (sample, sort) {
            (Some(sample), _) => Order::Numbers(self.numbers(sample)?),
            (None, Sort::Relevance) if !is_ranked => Order::of(Sort::YearDescending, snapshot)?,
            (None, _) => Order::of(sort, snapshot)?,
        };
        // A walk that goes on behind the hits that pieces lift need not look at them again.
        let pieces = question
            .pieces
            .filter(|_| is_ranked && question.after.is_none_or(is_lifted));
        let (keep, after) = match (pieces, question.after) {
            _ if page.is_empty() => (0, question.after),
            (None, after) => (page.end, after),
            // As many on every page, so that pages fit together.
            (Some(_), None) => (page.end.max(SCORED_BY_PIECES), None),
            (Some(_), Some(_)) => (SCORED_BY_PIECES + page.end, None),
        };
        let mut pass = Pass::new(snapshot, filters, facets, order, keep, after)?;
        let walk = match question.want {
            Some(want) => want.walk(snapshot, 1.0)?,
            None => Walk::Everything(snapshot.segment().max_doc()),
        };
        match narrow(snapshot, filters, facets)? {
            Some(documents) => walk.for_each_of(&documents, |window| {
                pass.take_all(window);
            }),
            None if question.want.is_none() => pass.take_everything(snapshot.segment().max_doc()),
            None if question.best_alone => {
                let documents = snapshot.segment().max_doc();
                walk.for_each_of_the_best(documents, |window| pass.take_all(window));
            }
            None => walk.for_each(|window| pass.take_all(window)),
        }
        let mut matches = pass.finish();
        let best = &mut matches.best;
        if let Some(pieces) = pieces {
            let lifted = best.len().min(SCORED_BY_PIECES);
            lift(pieces.walk(snapshot, 1.0)?, &mut best[..lifted]);
            if let Some(after) = question.after.map(Placed::from) {
                let all = best.len();
                best.retain(|standing| *standing < after);
                matches.rest -= all - best.len();
            }
        }
        best.truncate(page.end);
        best.drain(..page.start.min(best.len()));
        Ok(matches)
    }

    fn hits(&self, found: &[Placed], shown: Shown<'_>) -> Result<Vec<Hit>, SearchError> {
        let snapshot = &self.snapshot;
        let Question {
            want, sort, sample, ..
        } = *shown.question;
        let is_ranked = sort == Sort::Relevance && sample.is_none();
        let mut scores: Vec<Score> = found.iter().map(Placed::score).collect();
        if let Some(want) = want.filter(|_| !is_ranked) {
            let documents: Vec<DocId> = found.iter().map(Placed::document).collect();
            scores = rescore::scores(want.walk(snapshot, 1.0)?, &documents);
        }
        let mut highlighter = Highlighter::new(shown.marked, snapshot.analyzer());
        found
            .iter()
            .zip(scores)
            .map(|(standing, score)| {
                let document = standing.document();
                let record = snapshot.record(document)?;
                let highlights = if shown.highlight {
                    highlighter.highlights(&record)
                } else {
                    Vec::new()
                };
                let pieces = shown.question.pieces;
                let pieces = pieces.filter(|_| is_ranked && is_lifted(Rank::from(*standing)));
                let matched_by = match want {
                    Some(want) if shown.explain => want.evidence(pieces, snapshot, document)?,
                    _ => Vec::new(),
                };
                Ok(Hit {
                    record,
                    score,
                    highlights,
                    matched_by,
                })
            })
            .collect()
    }
}

/// What is asked of the index.
struct Question<'a> {
    /// What is wanted of a record; `None` when nothing was typed.
    want: Option<&'a Want>,
    /// What lifts the best.
    pieces: Option<&'a Want>,
    filters: &'a Filters,
    facets: &'a [Facet],
    sort: Sort,
    /// The places of the hits that are shown, from the best or after a rank.
    page: Range<usize>,
    after: Option<Rank>,
    sample: Option<Sample>,
    /// Whether it does not matter how many there are.
    best_alone: bool,
}

/// What is said of each hit.
#[derive(Clone, Copy)]
struct Shown<'a> {
    marked: &'a Marked,
    question: &'a Question<'a>,
    explain: bool,
    highlight: bool,
}

/// The filters of the request, those written in the query, and those recognised in it.
fn all_filters(asked: &Filters, plan: &Plan) -> Filters {
    let mut filters = asked.clone();
    for (facet, condition) in &plan.query.filters {
        filters.add(*facet, condition.clone());
    }
    for filter in &plan.query.peers_of {
        filters.add_peers_of(*filter);
    }
    for one in plan.recognised.iter().filter(|one| one.is_filter) {
        for condition in &one.conditions {
            filters.add(one.facet, condition.clone());
        }
    }
    filters
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use index::Snapshot;
    use records::Record;

    use super::*;
    use crate::quality::Document;
    use crate::quality::collection::as_record;
    use crate::{How, Mend, Page, Place};

    const TEXTS: &[(&str, &str)] = &[
        (
            "Trygghetslarm i Nacka 2019",
            "Digitala trygghetslarm ersätter analoga.\n\nLarmet går till en larmcentral 2019.",
        ),
        (
            "Läkemedelsrobot i hemtjänsten",
            "En robot delar ut medicin.\n\nUtomhusbelysning nämns också, och belysning.",
        ),
        (
            "Larm",
            "Larm och robotar. E-tjänst för larm i Kungsbacka kommun.",
        ),
        (
            "Skolskjuts",
            "Öppna data om skolskjuts, bussar och väntetider, och öppen källkod.",
        ),
    ];

    fn engine() -> Engine {
        let records: Vec<Record> = TEXTS
            .iter()
            .zip(0..)
            .filter_map(|((title, text), number)| {
                let document = Document {
                    id: String::new(),
                    title: Some((*title).to_owned()),
                    text: (*text).to_owned(),
                };
                as_record(&document, number)
            })
            .collect();
        Engine::new(Snapshot::in_memory(&records).unwrap())
    }

    fn ask(query: &str) -> SearchRequest {
        SearchRequest {
            query: query.to_owned(),
            filters: Filters::default(),
            facets: Vec::new(),
            sort: Sort::Relevance,
            page: Page::default(),
            explain: true,
            highlight: true,
        }
    }

    #[test]
    fn reasons_add_up_to_the_score() {
        let engine = engine();
        for query in [
            "larm",
            "trygghetslarm Nacka 2019",
            "medicinrobot",
            "utomhusbelysning -robotar",
            "+larm e-tjänst",
            "\"öppna data\" buss*",
            "(larm OR robot) AND kommun",
            "safety alarm",
            "larm OR \"öppna data\" OR belysning OR robbot",
        ] {
            let plan = engine.plan(&ask(query)).unwrap();
            let filters = all_filters(&Filters::default(), &plan);
            let question = Question {
                want: Some(&plan.want),
                pieces: plan.pieces.as_ref(),
                filters: &filters,
                facets: &[],
                sort: Sort::Relevance,
                page: 0..20,
                after: None,
                sample: None,
                best_alone: false,
            };
            let found = engine.run(&question).unwrap().best;
            for document in 0..4 {
                let scored = |want: &Want| {
                    let scored = want.scored(&engine.snapshot, document).unwrap();
                    scored.map(|scored| scored.iter().map(|(_, one)| one).sum::<f32>())
                };
                let lift = plan.pieces.as_ref().and_then(scored).unwrap_or(0.0);
                let explained = scored(&plan.want).map(|found| found + lift);
                let score = found
                    .iter()
                    .find(|standing| standing.document() == document)
                    .map(Placed::score);
                match (explained, score) {
                    (Some(explained), Some(score)) => {
                        assert!(
                            (explained - score).abs() < 1e-3,
                            "{query}: {explained} {score}"
                        );
                    }
                    (explained, score) => assert_eq!(explained, score, "{query} {document}"),
                }
            }
        }
    }

    #[test]
    fn words_are_looked_for_as_common_words_are_listed() {
        let engine = engine();
        let plan = engine.plan(&ask("utomhusbelysningar")).unwrap();
        let terms = plan.want.terms();
        let own: Vec<_> = terms
            .iter()
            .filter(|term| term.instead_of.is_none())
            .map(|term| (term.field, term.weight))
            .collect();
        let listed = engine.snapshot.fields().of_words();
        assert!(own.len() > listed.len(), "it has parts");
        for one in own.chunks(listed.len()) {
            assert_eq!(one, listed);
        }
    }

    #[test]
    fn a_hit_says_why_it_is_one() {
        let engine = engine();
        let reasons = |query: &str, hit: usize| -> Vec<(String, String, How, Place)> {
            let hits = engine.search(&ask(query)).unwrap().hits;
            let evidence = &hits[hit].matched_by;
            let total: f32 = evidence.iter().map(|one| one.share).sum();
            assert!((total - 1.0).abs() < 1e-4, "{query}: {total}");
            evidence
                .iter()
                .map(|one| one.reason.clone())
                .map(|one| (one.typed, one.sought, one.how, one.place))
                .collect()
        };
        let word = |text: &str| text.to_owned();
        let in_title = reasons("Larm", 0);
        let of_words = in_title.iter().find(|(.., how, _)| *how != How::Pieces);
        assert_eq!(
            of_words,
            Some(&(word("Larm"), word("larm"), How::Word, Place::Title))
        );
        assert!(reasons("larm", 1).contains(&(
            word("larm"),
            word("larm"),
            How::Part,
            Place::Anywhere
        )));
        assert!(
            reasons("utomhusbelysningar", 0)
                .iter()
                .any(|(_, sought, how, _)| {
                    sought == "belysningar" && *how == How::PartOfSought
                })
        );
        let mended = engine.search(&ask("läkemedelsrobbot")).unwrap();
        let first = &mended.hits[0].matched_by[0].reason;
        assert_eq!(
            (first.typed.as_str(), first.sought.as_str()),
            ("läkemedelsrobbot", "läkemedelsrobot")
        );
        assert_eq!(first.mended, Some(Mend::Spelling));
        let other = engine.search(&ask("medicinautomat")).unwrap();
        assert!(other.hits[0].matched_by.iter().any(|one| {
            one.reason.sought == "läkemedelsrobot" && one.reason.other_word.is_some()
        }));
    }

    #[test]
    fn a_word_that_is_said_again_counts_again_and_begins_other_words_where_it_stands() {
        let engine = engine();
        let answer = |query: &str| engine.search(&ask(query)).unwrap();
        let scores = |query: &str| -> BTreeMap<String, f32> {
            let hits = answer(query).hits.into_iter();
            hits.map(|hit| (hit.record.id.to_string(), hit.score))
                .collect()
        };
        let (once, twice) = (scores("larm"), scores("larm larm"));
        assert!(!once.is_empty() && once.keys().eq(twice.keys()));
        for (one, two) in once.values().zip(twice.values()) {
            assert!((2.0 * one - two).abs() < 1e-3, "{one} {two}");
        }
        let means = |query: &str| -> BTreeSet<String> {
            let reasons = answer(query)
                .hits
                .into_iter()
                .flat_map(|hit| hit.matched_by);
            let others = reasons.filter(|one| one.reason.other_word.is_some());
            others.map(|one| one.reason.typed).collect()
        };
        for query in ["open data open source", "open source open data"] {
            let means = means(query);
            assert!(means.contains("open data"), "{query}: {means:?}");
            assert!(means.contains("open source"), "{query}: {means:?}");
        }
        let told = answer("wellbeing wellbeing").understood.expansions;
        assert_eq!(told.len(), 1, "{told:?}");
    }

    #[test]
    fn what_is_like_nothing_finds_nothing_and_what_is_like_something_is_shown_apart() {
        let engine = engine();
        let nothing = engine.search(&ask("qqqqqq")).unwrap();
        assert_eq!(
            (nothing.total, nothing.hits.len(), nothing.similar.len()),
            (0, 0, 0)
        );
        let like = engine.search(&ask("larmzqx")).unwrap();
        assert_eq!((like.total, like.hits.len()), (0, 0), "{:?}", like.hits);
        assert!(!like.similar.is_empty());
        assert!(
            like.similar[0]
                .matched_by
                .iter()
                .all(|one| one.reason.how == How::Pieces)
        );
        let without = engine.search(&ask("larmzqx -trygghetslarm")).unwrap();
        assert_eq!(without.similar.len(), like.similar.len() - 1);
    }
}
