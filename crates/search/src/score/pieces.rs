//! The pieces of one word.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TantivyError, Term};

use super::cursors::{Cursor, Cursors, by_length};
use super::statistics::{average_length, rarity};

/// The pieces of a word, each scored by itself. Which records have them is looked up where it is
/// asked for, so that pieces of many records cost little where few are found.
#[derive(Debug, Clone)]
pub(crate) struct PiecesQuery {
    pub(crate) field: Field,
    pub(crate) pieces: Vec<String>,
    /// How soon more occurrences add nothing.
    pub(crate) saturation: Score,
    /// How much of an occurrence's weight is lost in a long text, 0 to 1.
    pub(crate) length_share: Score,
}

impl Query for PiecesQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searcher = scoring.searcher().ok_or_else(|| {
            TantivyError::InvalidArgument("pieces cannot be weighed without an index".to_owned())
        })?;
        let mut pieces = Vec::with_capacity(self.pieces.len());
        for piece in &self.pieces {
            let term = Term::from_field_text(self.field, piece);
            let documents = searcher.doc_freq(&term)?;
            if documents > 0 {
                pieces.push((term, rarity(searcher, documents)));
            }
        }
        let average = average_length(searcher, self.field)?.max(1.0);
        let (saturation, share) = (self.saturation, self.length_share);
        Ok(Box::new(PiecesWeight {
            field: self.field,
            pieces,
            saturation,
            by_length: by_length(|length| saturation * (1.0 - share + share * length / average)),
        }))
    }
}

struct PiecesWeight {
    field: Field,
    /// The pieces that some record has, and how rare they are.
    pieces: Vec<(Term, Score)>,
    saturation: Score,
    by_length: [Score; 256],
}

impl Weight for PiecesWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.field)?;
        let mut cursors = Vec::with_capacity(self.pieces.len());
        for (at, (term, _)) in self.pieces.iter().enumerate() {
            if let Some(postings) = index.read_postings(term, IndexRecordOption::WithFreqs)? {
                cursors.push(Cursor {
                    postings,
                    lengths: reader.get_fieldnorms_reader(self.field)?,
                    by_length: self.by_length,
                    term: at,
                });
            }
        }
        if cursors.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let most = |(_, rarity): &(Term, Score)| boost * rarity * (1.0 + self.saturation);
        Ok(Box::new(PiecesScorer {
            cursors: Cursors::new(cursors),
            most: self.pieces.iter().map(most).collect(),
        }))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > document || scorer.seek(document) != document {
            return Err(TantivyError::InvalidArgument(
                "the document does not match".to_owned(),
            ));
        }
        Ok(Explanation::new("pieces of a word", scorer.score()))
    }
}

struct PiecesScorer {
    cursors: Cursors,
    /// The score of endless occurrences, by piece.
    most: Vec<Score>,
}

impl DocSet for PiecesScorer {
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

impl Scorer for PiecesScorer {
    fn score(&mut self) -> Score {
        self.cursors
            .here()
            .map(|cursor| {
                let (times, halfway) = cursor.here();
                self.most[cursor.term] * times / (times + halfway)
            })
            .sum()
    }
}
