//! One word over several fields.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TantivyError, Term};

use super::cursors::{Cursor, Cursors, by_length};
use super::statistics::{average_length, rarity};

/// A term of the word in one field.
#[derive(Debug, Clone)]
pub(crate) struct FieldTerm {
    pub(crate) field: Field,
    pub(crate) text: String,
    /// What one occurrence counts.
    pub(crate) weight: Score,
    /// How much of an occurrence's weight is lost in a long field, 0 to 1.
    pub(crate) length_share: Score,
}

/// One word, as terms in several fields; which of them a record has does not matter for what it is
/// worth, only how often and where.
#[derive(Debug, Clone)]
pub(crate) struct WordQuery {
    pub(crate) terms: Vec<FieldTerm>,
    /// How soon more occurrences add nothing: at this many the score is half of what it can be.
    pub(crate) saturation: Score,
    /// The power of how rare the word is by which it counts.
    pub(crate) rarity: Score,
}

impl WordQuery {
    /// The word's scorer; `None` when the index does not know it.
    pub(crate) fn word_scorer(
        &self,
        searcher: &Searcher,
        reader: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<Option<WordScorer>> {
        self.word_weight(searcher)?.word_scorer(reader, boost)
    }

    fn word_weight(&self, searcher: &Searcher) -> tantivy::Result<WordWeight> {
        let mut documents = 0;
        let mut terms = Vec::with_capacity(self.terms.len());
        for one in &self.terms {
            let term = Term::from_field_text(one.field, &one.text);
            let own = searcher.doc_freq(&term)?;
            if own > 0 {
                // Most documents that hold the word hold it in the field that most hold it in.
                documents = documents.max(own);
                let average = average_length(searcher, one.field)?;
                terms.push((term, one.clone(), average));
            } else {
                terms.push((term, one.clone(), 0.0));
            }
        }
        Ok(WordWeight {
            terms,
            rarity: rarity(searcher, documents).powf(self.rarity),
            saturation: self.saturation,
        })
    }
}

impl Query for WordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searcher = scoring.searcher().ok_or_else(|| {
            TantivyError::InvalidArgument("a word cannot be weighed without an index".to_owned())
        })?;
        Ok(Box::new(self.word_weight(searcher)?))
    }
}

struct WordWeight {
    /// Each term, where it stands and how long its field is on average; 0 when no record has it.
    terms: Vec<(Term, FieldTerm, Score)>,
    rarity: Score,
    saturation: Score,
}

impl WordWeight {
    fn word_scorer(
        &self,
        reader: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<Option<WordScorer>> {
        let mut cursors = Vec::with_capacity(self.terms.len());
        for (at, (term, one, average)) in self.terms.iter().enumerate() {
            if *average <= 0.0 {
                continue;
            }
            let index = reader.inverted_index(one.field)?;
            let Some(postings) = index.read_postings(term, IndexRecordOption::WithFreqs)? else {
                continue;
            };
            cursors.push(Cursor {
                postings,
                lengths: reader.get_fieldnorms_reader(one.field)?,
                by_length: by_length(|length| {
                    one.weight / (1.0 - one.length_share + one.length_share * length / average)
                }),
                term: at,
            });
        }
        Ok((!cursors.is_empty()).then(|| WordScorer {
            cursors: Cursors::new(cursors),
            most: boost * self.rarity * (1.0 + self.saturation),
            saturation: self.saturation,
        }))
    }
}

impl Weight for WordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.word_scorer(reader, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > document || scorer.seek(document) != document {
            return Err(TantivyError::InvalidArgument(
                "the document does not match".to_owned(),
            ));
        }
        Ok(Explanation::new(
            "a word over several fields",
            scorer.score(),
        ))
    }
}

/// A word's documents and what they are worth.
pub(crate) struct WordScorer {
    cursors: Cursors,
    /// The score of endless occurrences.
    most: Score,
    saturation: Score,
}

impl WordScorer {
    /// What each term adds to the score of the document that it is at, by its place among the
    /// word's terms.
    pub(crate) fn by_term(&mut self) -> Vec<(usize, Score)> {
        let score = self.score();
        let counts: Vec<(usize, Score)> = self
            .cursors
            .here()
            .map(|cursor| {
                let (times, worth) = cursor.here();
                (cursor.term, times * worth)
            })
            .collect();
        let all: Score = counts.iter().map(|(_, count)| count).sum();
        counts
            .into_iter()
            .map(|(term, count)| (term, score * count / all))
            .collect()
    }
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        self.cursors.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.cursors.seek(target)
    }

    fn doc(&self) -> DocId {
        self.cursors.doc()
    }

    fn size_hint(&self) -> u32 {
        self.cursors.size_hint()
    }

    fn cost(&self) -> u64 {
        self.cursors.cost()
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        let count: Score = self
            .cursors
            .here()
            .map(|cursor| {
                let (times, worth) = cursor.here();
                times * worth
            })
            .sum();
        self.most * count / (self.saturation + count)
    }
}
