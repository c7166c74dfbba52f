//! Records that are like another one, and what they have in common.
//!
//! Two records are alike when they share distinctive words (words that few records have, whole or as
//! parts of compounds), themes and an area; where they are about the same initiative that says so,
//! they are. Names of municipalities are no words here: that two records are about Nacka makes them
//! neighbours, not alike.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use analysis::{Analyzer, Chain, is_stop_word};
use records::{Area, Record, RecordId, Text, ThemeId};
use tantivy::collector::TopDocs;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, Occur as EngineOccur, Query as EngineQuery,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::{Engine, Facet, Likeness, SearchError};

/// The most shared words that are told.
const MAX_TOLD: usize = 6;

/// A word that more than one in so many records have says too little to be told.
const TOLD_ONE_IN: u64 = 10;

/// A word that so few have is told in the smallest bank, too.
const TOLD_ALWAYS: u64 = 5;

/// What two records with less of their weight in common have in common by chance: of the judged
/// records, two in a hundred of those that are alike are below it, and a third of the others.
const LEAST_LIKENESS: f32 = 0.2;

/// Two records with such a share of their words in common are one text in two sources.
const SAME_TEXT: f64 = 0.8;

/// More are looked up than are asked for, since twins are left out.
const SPARE: usize = 20;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarRequest {
    /// The record that others are to be like.
    pub id: RecordId,
    /// Whether only records about municipalities that it is not about are wanted.
    pub other_municipalities_only: bool,
    /// How many to give at most.
    pub limit: usize,
}

/// A record that is like another.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// The record.
    pub record: Arc<Record>,
    /// How alike they are, from 0 to 1, where the record itself would be 1.
    pub likeness: f32,
    /// What they have in common.
    pub why: InCommon,
}

/// What two records have in common: an initiative or some words at least.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InCommon {
    /// Why the two are thought to be about the same initiative, if they are.
    pub same_initiative: Option<Text>,
    /// Themes, in the order of the record that was asked about.
    pub themes: Vec<ThemeId>,
    /// Distinctive words as the record that was asked about writes them, most telling first.
    pub words: Vec<String>,
    /// The award's area.
    pub area: Option<Area>,
}

impl Engine {
    /// The records most like another, best first; `None` when there is no such record.
    ///
    /// Never the record itself, the article it is a part of, its own parts, or a copy of its text;
    /// and of records about one initiative only the one most like it.
    ///
    /// # Errors
    /// [`SearchError`] when the index cannot be read, which is ours and not the asker's.
    pub fn similar(&self, request: &SimilarRequest) -> Result<Option<Vec<Similar>>, SearchError> {
        let snapshot = self.snapshot();
        let Some(document) = snapshot.find(&request.id)? else {
            return Ok(None);
        };
        let asked = Asked::new(snapshot.record(document)?, self)?;
        let searcher = snapshot.searcher();
        let collector = TopDocs::with_limit(request.limit + SPARE).order_by_score();
        let query = asked.query(self, request.other_municipalities_only);
        let found = searcher.search(&query, &collector)?;
        let whole = asked.whole_likeness(self)?;
        // A record without words and themes is not even like itself.
        if whole <= 0.0 {
            return Ok(Some(Vec::new()));
        }
        let mut similar: Vec<Similar> = Vec::new();
        let mut told: Vec<BTreeSet<String>> = vec![asked.stems.clone()];
        for (score, address) in found {
            if similar.len() == request.limit {
                break;
            }
            let record = snapshot.record(address.doc_id)?;
            let stems = stems(&record, snapshot.analyzer());
            let is_told = told.iter().any(|told| share(told, &stems) >= SAME_TEXT)
                || similar.iter().any(|told| is_same(&told.record, &record));
            let why = asked.in_common(&record, &stems);
            let likeness = (score / whole).clamp(0.0, 1.0);
            let is_alike = likeness >= LEAST_LIKENESS && !why.words.is_empty();
            if !is_told && (is_alike || why.same_initiative.is_some()) {
                similar.push(Similar {
                    record,
                    likeness,
                    why,
                });
                told.push(stems);
            }
        }
        Ok(Some(similar))
    }
}

/// Whether two records are linked as being about the same initiative.
fn is_same(left: &Record, right: &Record) -> bool {
    left.same_initiative
        .iter()
        .any(|other| other.id == right.id)
}

/// The share of two sets that is in both.
fn share(left: &BTreeSet<String>, right: &BTreeSet<String>) -> f64 {
    let both = left.intersection(right).count();
    let all = left.len() + right.len() - both;
    if all == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a text has few words")]
    let share = both as f64 / all as f64;
    share
}

/// A word that says what a record is about.
struct Word {
    /// Its stem, or that of a part of it.
    term: String,
    /// As it is written.
    written: String,
    weight: f32,
    /// The logarithm of all records to those that have it.
    rarity: f32,
    /// Whether it says enough to be told.
    is_told: bool,
}

/// The record that others are to be like.
struct Asked {
    record: Arc<Record>,
    words: Vec<Word>,
    stems: BTreeSet<String>,
}

impl Asked {
    fn new(record: Arc<Record>, engine: &Engine) -> Result<Self, SearchError> {
        Ok(Self {
            words: distinctive_words(&record, engine)?,
            stems: stems(&record, engine.snapshot().analyzer()),
            record,
        })
    }

    /// What makes a record like this one.
    fn likeness(&self, engine: &Engine) -> BooleanQuery {
        let fields = engine.snapshot().fields();
        let weight = engine.settings().likeness;
        let mut any: Vec<Box<dyn EngineQuery>> = Vec::new();
        for word in &self.words {
            for (field, boost) in [
                (fields.title, weight.title),
                (fields.lead, weight.lead),
                (fields.body, weight.body),
                (fields.parts, weight.part),
            ] {
                any.push(boosted(term(field, &word.term), boost * word.weight));
            }
        }
        let vocabulary = engine.snapshot().vocabulary();
        for theme in &self.record.themes {
            if let Ok(number) = Facet::Theme.number(theme.id.as_str(), vocabulary) {
                any.push(has(fields.facet(Facet::Theme), number, weight.theme));
            }
        }
        for number in Facet::Area.numbers(&self.record, vocabulary) {
            any.push(has(fields.facet(Facet::Area), number, weight.area));
        }
        for other in &self.record.same_initiative {
            let query = Box::new(term(fields.id, other.id.as_str()));
            any.push(Box::new(ConstScoreQuery::new(query, weight.initiative)));
        }
        BooleanQuery::union(any)
    }

    /// How like itself the record is; 0 for one without words and themes, which is not even that.
    ///
    /// It is searched for, since a document that does not match cannot be explained.
    fn whole_likeness(&self, engine: &Engine) -> Result<f32, SearchError> {
        let itself = term(engine.snapshot().fields().id, self.record.id.as_str());
        let itself: Box<dyn EngineQuery> = Box::new(ConstScoreQuery::new(Box::new(itself), 0.0));
        let query = BooleanQuery::new(vec![
            (EngineOccur::Must, Box::new(self.likeness(engine))),
            (EngineOccur::Must, itself),
        ]);
        let found = engine
            .snapshot()
            .searcher()
            .search(&query, &TopDocs::with_limit(1).order_by_score())?;
        Ok(found.first().map_or(0.0, |(score, _)| *score))
    }

    /// The records that may be given, by their likeness.
    fn query(&self, engine: &Engine, other_municipalities_only: bool) -> BooleanQuery {
        let fields = engine.snapshot().fields();
        let id = &self.record.id;
        let mut queries: Vec<(EngineOccur, Box<dyn EngineQuery>)> = vec![
            (EngineOccur::Must, Box::new(self.likeness(engine))),
            (EngineOccur::MustNot, Box::new(term(fields.id, id.as_str()))),
            (
                EngineOccur::MustNot,
                Box::new(term(fields.part_of, id.as_str())),
            ),
        ];
        if let Some(article) = &self.record.part_of {
            let query = Box::new(term(fields.id, article.as_str()));
            queries.push((EngineOccur::MustNot, query));
        }
        if other_municipalities_only {
            let municipality = fields.facet(Facet::Municipality);
            let any = within(municipality, 0, u64::MAX);
            queries.push((EngineOccur::Must, boosted(any, 0.0)));
            for code in self.record.about() {
                let number = code.number().into();
                let own = Box::new(within(municipality, number, number));
                queries.push((EngineOccur::MustNot, own));
            }
        }
        BooleanQuery::new(queries)
    }

    fn in_common(&self, other: &Record, stems: &BTreeSet<String>) -> InCommon {
        let linked = self
            .record
            .same_initiative
            .iter()
            .find(|same| same.id == other.id);
        let themes = self.record.themes.iter().map(|theme| &theme.id);
        let mut words: Vec<&str> = Vec::new();
        let is_told = |word: &&Word| word.is_told && stems.contains(&word.term);
        for word in self.words.iter().filter(is_told) {
            let written = word.written.as_str();
            // A compound says what its parts say.
            if words.len() < MAX_TOLD && !words.iter().any(|told| told.contains(written)) {
                words.retain(|told| !written.contains(told));
                words.push(written);
            }
        }
        InCommon {
            same_initiative: linked.map(|same| same.reason.clone()),
            themes: themes
                .filter(|id| other.themes.iter().any(|theme| theme.id == **id))
                .cloned()
                .collect(),
            words: words.into_iter().map(ToOwned::to_owned).collect(),
            area: self.record.area.filter(|area| other.area == Some(*area)),
        }
    }
}

/// The texts of a record by how much they say of what it is about.
fn texts(record: &Record, weight: Likeness) -> impl Iterator<Item = (&str, f32)> {
    let rest = [
        record.text.as_deref(),
        record.effect.as_deref(),
        record.lessons.as_deref(),
    ];
    std::iter::once((record.title.as_str(), weight.title))
        .chain(
            record
                .summary
                .as_deref()
                .map(move |text| (text, weight.lead)),
        )
        .chain(
            rest.into_iter()
                .flatten()
                .map(move |text| (text, weight.body)),
        )
}

/// The stems of all words of a record and of their parts.
fn stems(record: &Record, analyzer: &Analyzer) -> BTreeSet<String> {
    let tokens = texts(record, Likeness::CHOSEN).flat_map(|(text, _)| {
        let mut tokens = analyzer.tokens(Chain::Main, text);
        tokens.extend(analyzer.tokens(Chain::Parts, text));
        tokens
    });
    tokens.map(|token| token.text).collect()
}

/// The words of a record that tell most of what it is about.
fn distinctive_words(record: &Record, engine: &Engine) -> Result<Vec<Word>, SearchError> {
    let snapshot = engine.snapshot();
    let register = &snapshot.vocabulary().register;
    // A name may be of several words, none of which says what is done there.
    let is_name = |written: &str| {
        written.starts_with(char::is_uppercase)
            && (register.by_name(written).is_some()
                || record
                    .municipalities
                    .iter()
                    .filter_map(|one| register.by_code(one.code))
                    .any(|one| one.name.contains(written) || one.genitive.contains(written)))
    };
    let weight = engine.settings().likeness;
    let mut seen: BTreeMap<String, (f32, String)> = BTreeMap::new();
    for (text, field) in texts(record, weight) {
        for (chain, share) in [(Chain::Main, 1.0), (Chain::Parts, weight.part)] {
            for token in snapshot.analyzer().tokens(chain, text) {
                let written = &text[token.start..token.end];
                let is_number = written.chars().all(|letter| letter.is_ascii_digit());
                if is_stop_word(written) || is_number || is_name(written) {
                    continue;
                }
                let (sum, _) = seen
                    .entry(token.text)
                    .or_insert_with(|| (0.0, written.to_lowercase()));
                *sum += field * share;
            }
        }
    }
    let searcher = snapshot.searcher();
    #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits")]
    let all = searcher.num_docs() as f32;
    let mut words = Vec::with_capacity(seen.len());
    for (stem, (sum, written)) in seen {
        let records = record_count(searcher, engine, &stem)?;
        // What only this record says, none has in common with it.
        if records < 2 {
            continue;
        }
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits")]
        let rarity = (all / records as f32).ln();
        let times = 1.0 + sum.ln().max(0.0);
        words.push(Word {
            term: stem,
            written,
            weight: times,
            rarity,
            is_told: records <= TOLD_ALWAYS.max(searcher.num_docs() / TOLD_ONE_IN),
        });
    }
    words.sort_by(|a, b| {
        (b.weight * b.rarity)
            .total_cmp(&(a.weight * a.rarity))
            .then_with(|| a.term.cmp(&b.term))
    });
    words.truncate(weight.words);
    Ok(words)
}

/// How many records have a stem, in the field where most have it.
fn record_count(searcher: &Searcher, engine: &Engine, stem: &str) -> Result<u64, SearchError> {
    let fields = engine.snapshot().fields();
    let mut most = 0;
    for field in [fields.title, fields.lead, fields.body, fields.parts] {
        most = most.max(searcher.doc_freq(&Term::from_field_text(field, stem))?);
    }
    Ok(most)
}

fn term(field: Field, text: &str) -> TermQuery {
    TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::WithFreqs,
    )
}

fn within(field: Field, first: u64, last: u64) -> RangeQuery {
    let bound = |number| Bound::Included(Term::from_field_u64(field, number));
    RangeQuery::new(bound(first), bound(last))
}

fn has(field: Field, number: u64, score: f32) -> Box<dyn EngineQuery> {
    let query = Box::new(within(field, number, number));
    Box::new(ConstScoreQuery::new(query, score))
}

fn boosted(query: impl EngineQuery, boost: f32) -> Box<dyn EngineQuery> {
    Box::new(BoostQuery::new(Box::new(query), boost))
}
