//! The engine alone, asked on the same index for the same.
//!
//! Words are looked for by their stems in title, lead and body; there are no parts of words, no
//! other words and no pieces of words. Marks are made by the engine's own generator. The records of its
//! hits are read from their lines each time; it keeps none.

use std::collections::BTreeMap;

use analysis::{Analyzer, Chain};
use index::Snapshot;
use search::Facet;
use tantivy::collector::{Collector, Count, SegmentCollector, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::{
    BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{DocId, Order, Score, SegmentOrdinal, SegmentReader, Term};
use vocabulary::Vocabulary;
use workload::{Kind, Question};

use crate::FACETS;

/// How many hits a page has.
const PAGE: usize = 10;

pub(crate) struct Plain<'a> {
    snapshot: &'a Snapshot,
}

impl<'a> Plain<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot) -> Self {
        Self { snapshot }
    }

    /// Answers a question and gives the number of hits.
    pub(crate) fn ask(&self, question: &Question) -> usize {
        let fields = self.snapshot.fields();
        match question.kind {
            Kind::OneWord | Kind::TwoWords | Kind::ThreeWords => {
                self.ranked(&self.words(&question.words))
            }
            Kind::Phrase | Kind::RarePhrase => {
                let words = question.words.iter().flat_map(|word| self.exact(word));
                let terms: Vec<Term> = words.collect();
                match terms.len() {
                    0 | 1 => self.ranked(&TermQuery::new(
                        terms[0].clone(),
                        IndexRecordOption::WithFreqs,
                    )),
                    _ => self.ranked(&PhraseQuery::new(terms)),
                }
            }
            Kind::Prefix => {
                let mut query = PhrasePrefixQuery::new(self.exact(&question.words[0]));
                query.set_max_expansions(u32::MAX);
                self.ranked(&query)
            }
            Kind::Misspelt => {
                let stem = self.analyzer().term(&question.words[0]);
                let fuzzy = |field: Field| -> (Occur, Box<dyn Query>) {
                    let term = Term::from_field_text(field, &stem);
                    (Occur::Should, Box::new(FuzzyTermQuery::new(term, 1, true)))
                };
                let all = [fields.title, fields.lead, fields.body].map(fuzzy);
                self.ranked(&BooleanQuery::new(all.into()))
            }
            Kind::FilterOnly => self.filtered(question),
            Kind::Everything => self.everything(),
            Kind::Full => self.full(question),
        }
    }

    /// Looks for any of some terms, each given with the name of its field: the work that ours does
    /// for the words of a question, by the engine's own scorers.
    pub(crate) fn same_terms(&self, terms: &[(String, String)]) -> usize {
        let schema = self.snapshot.searcher().schema();
        let any = terms
            .iter()
            .map(|(field, text)| -> (Occur, Box<dyn Query>) {
                let term = Term::from_field_text(schema.get_field(field).unwrap(), text);
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                (Occur::Should, Box::new(query))
            });
        self.ranked(&BooleanQuery::new(any.collect()))
    }

    fn analyzer(&self) -> &Analyzer {
        self.snapshot.analyzer()
    }

    fn exact(&self, word: &str) -> Vec<Term> {
        let field = self.snapshot.fields().exact;
        let tokens = self.analyzer().tokens(Chain::Exact, word).into_iter();
        tokens
            .map(|token| Term::from_field_text(field, &token.text))
            .collect()
    }

    /// Any of some words, by their stems, in three fields.
    fn words(&self, words: &[String]) -> BooleanQuery {
        let fields = self.snapshot.fields();
        let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for word in words {
            let stem = self.analyzer().term(word);
            for (field, boost) in [(fields.title, 3.0), (fields.lead, 1.5), (fields.body, 1.0)] {
                let term = Term::from_field_text(field, &stem);
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                any.push((
                    Occur::Should,
                    Box::new(BoostQuery::new(Box::new(query), boost)),
                ));
            }
        }
        BooleanQuery::new(any)
    }

    /// The best of a page, their records and the number of all.
    fn ranked(&self, query: &dyn Query) -> usize {
        let best = TopDocs::with_limit(PAGE).order_by_score();
        let (best, total) = self
            .snapshot
            .searcher()
            .search(query, &(best, Count))
            .unwrap();
        for (_, address) in best {
            self.snapshot.read_record(address.doc_id).unwrap();
        }
        total
    }

    /// The lists of each filter's values, and the newest of a page.
    fn filtered(&self, question: &Question) -> usize {
        let filters = Self::filters(question)
            .into_iter()
            .map(|(facet, first, last)| {
                let field = self.snapshot.fields().facet(facet);
                let terms = (first..=last).map(|number| Term::from_field_u64(field, number));
                let lists = terms.map(|term| -> Box<dyn Query> {
                    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
                });
                let any: Box<dyn Query> = Box::new(BooleanQuery::union(lists.collect()));
                (Occur::Must, any)
            });
        let query = BooleanQuery::new(filters.collect());
        let newest =
            TopDocs::with_limit(PAGE).order_by_fast_field::<u64>(Facet::Year.as_str(), Order::Desc);
        let searcher = self.snapshot.searcher();
        let (best, total) = searcher.search(&query, &(newest, Count)).unwrap();
        for (_, address) in best {
            self.snapshot.read_record(address.doc_id).unwrap();
        }
        total
    }

    /// Three columns read once.
    fn everything(&self) -> usize {
        let documents = self.snapshot.segment().max_doc();
        let mut counted = 0;
        for facet in FACETS {
            let column = self.snapshot.facet_column(facet).unwrap();
            let mut counts = vec![0_usize; 10_000];
            for document in 0..documents {
                for value in column.values_for_doc(document) {
                    counts[usize::try_from(value).unwrap()] += 1;
                }
            }
            counted += counts.iter().sum::<usize>();
        }
        std::hint::black_box(counted);
        documents as usize
    }

    /// Words, filters and counts in one pass, and ten hits with the engine's own snippets.
    fn full(&self, question: &Question) -> usize {
        let pass = PlainPass {
            filters: Self::filters(question)
                .into_iter()
                .map(|(facet, first, last)| {
                    (self.snapshot.facet_column(facet).unwrap(), first, last)
                })
                .collect(),
            counted: FACETS
                .map(|facet| self.snapshot.facet_column(facet).unwrap())
                .into(),
        };
        let best = TopDocs::with_limit(PAGE).order_by_score();
        let query = self.words(&question.words);
        let searcher = self.snapshot.searcher();
        let (best, (total, _)) = searcher.search(&query, &(best, pass)).unwrap();
        let terms: BTreeMap<String, Score> = question
            .words
            .iter()
            .map(|word| (self.analyzer().term(word), 1.0))
            .collect();
        let stems = TextAnalyzer::from(Stems(self.analyzer().clone()));
        let body = self.snapshot.fields().body;
        let snippets = SnippetGenerator::new(terms, stems, body, 280);
        for (_, address) in best {
            let record = self.snapshot.read_record(address.doc_id).unwrap();
            std::hint::black_box(snippets.snippet(&record.title));
            let texts = [
                &record.summary,
                &record.text,
                &record.effect,
                &record.lessons,
            ];
            for text in texts.into_iter().flatten() {
                std::hint::black_box(snippets.snippet(text));
            }
        }
        total
    }

    /// The facets that are filtered on, each with its first and its last number.
    fn filters(question: &Question) -> Vec<(Facet, u64, u64)> {
        let vocabulary = Vocabulary::embedded();
        let number = |facet: Facet, value: &str| facet.number(value, vocabulary).unwrap();
        let mut filters = Vec::new();
        if let Some(code) = question.municipality {
            let number = number(Facet::Municipality, &code.to_string());
            filters.push((Facet::Municipality, number, number));
        }
        if let Some(theme) = &question.theme {
            let number = number(Facet::Theme, theme.as_str());
            filters.push((Facet::Theme, number, number));
        }
        if let Some((first, last)) = question.years {
            filters.push((Facet::Year, first.into(), last.into()));
        }
        filters
    }
}

/// Every word's stem, for the generator.
#[derive(Clone)]
struct Stems(Analyzer);

struct StemStream(std::vec::IntoIter<analysis::Token>, Token);

impl Tokenizer for Stems {
    type TokenStream<'a> = StemStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemStream {
        StemStream(
            self.0.tokens(Chain::Main, text).into_iter(),
            Token::default(),
        )
    }
}

impl TokenStream for StemStream {
    fn advance(&mut self) -> bool {
        let Some(token) = self.0.next() else {
            return false;
        };
        self.1 = Token {
            offset_from: token.start,
            offset_to: token.end,
            position: token.position,
            text: token.text,
            position_length: 1,
        };
        true
    }

    fn token(&self) -> &Token {
        &self.1
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.1
    }
}

/// Filters and counts on columns, in the plainest way: counts are of the hits alone.
struct PlainPass {
    filters: Vec<(Column<u64>, u64, u64)>,
    counted: Vec<Column<u64>>,
}

struct PlainSegmentPass {
    filters: Vec<(Column<u64>, u64, u64)>,
    counted: Vec<(Column<u64>, Vec<usize>)>,
    total: usize,
}

impl Collector for PlainPass {
    type Fruit = (usize, usize);
    type Child = PlainSegmentPass;

    fn for_segment(
        &self,
        _segment: SegmentOrdinal,
        _reader: &SegmentReader,
    ) -> tantivy::Result<PlainSegmentPass> {
        let counts = |column: &Column<u64>| (column.clone(), vec![0; 10_000]);
        Ok(PlainSegmentPass {
            filters: self.filters.clone(),
            counted: self.counted.iter().map(counts).collect(),
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(usize, usize)>) -> tantivy::Result<(usize, usize)> {
        Ok(fruits[0])
    }
}

impl SegmentCollector for PlainSegmentPass {
    type Fruit = (usize, usize);

    fn collect(&mut self, document: DocId, _score: Score) {
        let passes = self.filters.iter().all(|(column, first, last)| {
            column
                .values_for_doc(document)
                .any(|value| (*first..=*last).contains(&value))
        });
        if !passes {
            return;
        }
        self.total += 1;
        for (column, counts) in &mut self.counted {
            for value in column.values_for_doc(document) {
                counts[usize::try_from(value).unwrap()] += 1;
            }
        }
    }

    fn harvest(self) -> (usize, usize) {
        let counted = self
            .counted
            .iter()
            .map(|(_, counts)| counts.iter().sum::<usize>());
        (self.total, counted.sum())
    }
}
