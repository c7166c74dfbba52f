//! One word over several fields.

use std::ops::Add;

use index::worth::{Weight, Worth, average_length};
use index::{CommonWord, Snapshot};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, TERMINATED, Term};

use super::cursor::Cursor;
use super::statistics::rarity;
use super::window::{Bits, NONE, Window, Windows, both, count};

/// To seek a document costs as much as to go through so many postings.
const A_SEEK: usize = 8;

/// So few are sought in any case: to count the postings would cost as much.
const FEW: usize = 16;

/// A term of the word in one field.
#[derive(Debug, Clone)]
pub(crate) struct FieldTerm {
    pub(crate) field: Field,
    pub(crate) text: String,
    /// What one occurrence counts.
    pub(crate) weight: Weight,
    /// Of the word in another language: the field whose place it takes in a text in that language,
    /// and whose average length it is measured by.
    pub(crate) instead_of: Option<Field>,
}

/// One word, as terms in several fields; which of them a record has does not matter for what it is
/// worth, only how often and where. What stands instead of others counts where it is worth more than
/// they are together, since it is the same word again.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) terms: Vec<FieldTerm>,
    /// How soon more occurrences add nothing: at this many the score is half of what it can be.
    pub(crate) saturation: Score,
    /// The power of how rare the word is by which it counts.
    pub(crate) rarity: Score,
}

impl Word {
    /// The walk over its documents; `None` when the index does not know it.
    pub(crate) fn walk(
        &self,
        snapshot: &Snapshot,
        boost: Score,
    ) -> tantivy::Result<Option<WordWalk>> {
        let searcher = snapshot.searcher();
        let segment = snapshot.segment();
        // Most documents that hold the word hold it in the field that most hold it in.
        let mut documents = 0;
        let mut cursors = Vec::with_capacity(self.terms.len());
        let mut instead = Vec::new();
        for (at, one) in self.terms.iter().enumerate() {
            let index = segment.inverted_index(one.field)?;
            let term = Term::from_field_text(one.field, &one.text);
            let Some(found) = index.get_term_info(&term)? else {
                continue;
            };
            documents = documents.max(found.doc_freq);
            let cursor = Cursor::new(
                index.read_block_postings_from_terminfo(&found, IndexRecordOption::WithFreqs)?,
                segment.get_fieldnorms_reader(one.field)?,
                Worth {
                    weight: one.weight,
                    average: match one.instead_of {
                        None => average_length(segment, one.field)?,
                        // Few texts are in another language, so that they are short on average; but
                        // where all texts are short, none may have what is measured by.
                        Some(other) => {
                            average_length(segment, other)?.max(average_length(segment, one.field)?)
                        }
                    },
                },
                at,
            );
            match one.instead_of {
                None => cursors.push(cursor),
                Some(_) => instead.push(cursor),
            }
        }
        let rarity = rarity(searcher, documents.into()).powf(self.rarity);
        let is_known = !cursors.is_empty() || !instead.is_empty();
        Ok(is_known.then(|| WordWalk {
            cursors,
            instead,
            common: self.as_common(snapshot),
            most: boost * rarity * (1.0 + self.saturation),
            saturation: self.saturation,
        }))
    }

    /// Where it is, if it is a common word and its terms are those that common words are listed by.
    fn as_common(&self, snapshot: &Snapshot) -> Option<CommonWord> {
        let own = || self.terms.iter().filter(|one| one.instead_of.is_none());
        let stem = own().next()?.text.as_str();
        let is_one = own().all(|one| one.text == stem);
        let fields = own().map(|one| (one.field, one.weight));
        let is_listed = is_one && fields.eq(snapshot.fields().of_words());
        is_listed.then(|| snapshot.common_word(stem)).flatten()
    }
}

/// A word's documents and what they are worth.
pub(crate) struct WordWalk {
    cursors: Vec<Cursor>,
    instead: Vec<Cursor>,
    /// Where the cursors are, without asking them.
    common: Option<CommonWord>,
    /// The score of endless occurrences.
    most: Score,
    saturation: Score,
}

impl WordWalk {
    /// The first document from one on that it is in, or one before it; `TERMINATED` when there is
    /// none.
    pub(super) fn next(&self, from: DocId) -> DocId {
        let first = |cursors: &[Cursor]| cursors.iter().map(Cursor::document).min();
        let own = match &self.common {
            Some(common) => common.first_from(from),
            None => first(&self.cursors),
        };
        let instead = first(&self.instead);
        own.into_iter().chain(instead).min().unwrap_or(TERMINATED)
    }

    /// Adds the scores of all documents of a window that score so much at least. Others are found
    /// too, all of them if that is wanted.
    pub(super) fn fill(
        &mut self,
        least: Score,
        finds_all: bool,
        windows: &mut Windows,
        into: &mut Window,
    ) {
        let mut counts = windows.take(into.start());
        match &self.common {
            Some(common) if self.is_listed(common, least) => {
                if finds_all {
                    into.find(&Window::having(common, counts.start()));
                }
                counts.merge_each(common.strongest(counts.start(), counts.end()), Add::add);
            }
            _ => {
                for cursor in &mut self.cursors {
                    cursor.seek(counts.start());
                    cursor.merge_into(&mut counts, Add::add);
                }
            }
        }
        for cursor in &mut self.instead {
            cursor.seek(counts.start());
            cursor.merge_into(&mut counts, Score::max);
        }
        into.add_scores(&counts, |count| self.score(count));
        windows.give_back(counts);
    }

    /// Whether all documents are listed in which a common word scores so much.
    fn is_listed(&self, common: &CommonWord, least: Score) -> bool {
        let beyond = common.beyond().map(|count| self.score(count));
        beyond.is_none_or(|score| score < least)
    }

    /// Finds all documents of a window, and adds the scores of some.
    pub(super) fn fill_scoring(&mut self, some: &Bits, windows: &mut Windows, into: &mut Window) {
        let mut counts = windows.take(into.start());
        let start = counts.start();
        let having = self.common.as_ref().map(|one| Window::having(one, start));
        let mut found = having.unwrap_or(NONE);
        let few = having.and_then(|having| {
            let scored = Window::documents_of(&both(&having, some), start);
            let are_few = scored.len() < FEW || scored.len() * A_SEEK < count(&having);
            are_few.then_some(scored)
        });
        for cursor in &mut self.cursors {
            match &few {
                Some(few) => cursor.merge_those_into(few, &mut counts, Add::add),
                None => {
                    cursor.seek(start);
                    cursor.merge_some_into(some, &mut counts, &mut found, Add::add);
                }
            }
        }
        for cursor in &mut self.instead {
            cursor.seek(start);
            cursor.merge_some_into(some, &mut counts, &mut found, Score::max);
        }
        into.add_scores(&counts, |count| self.score(count));
        into.find(&found);
        windows.give_back(counts);
    }

    /// Adds the scores of some documents, which are in order.
    pub(super) fn fill_some(&mut self, documents: &[DocId], into: &mut Window) {
        for document in documents {
            let mut count = 0.0;
            for cursor in &mut self.cursors {
                cursor.seek(*document);
                if cursor.document() == *document {
                    count += cursor.here();
                }
            }
            for cursor in &mut self.instead {
                cursor.seek(*document);
                if cursor.document() == *document {
                    count = count.max(cursor.here());
                }
            }
            if count > 0.0 {
                into.add(*document, self.score(count));
            }
        }
    }

    /// What no document scores more than.
    pub(super) fn most(&self) -> Score {
        self.most
    }

    fn score(&self, count: Score) -> Score {
        self.most * count / (self.saturation + count)
    }

    /// What each term adds to the score of a document that is not walked by, by its place among
    /// the word's terms; nothing when the word is not there.
    pub(crate) fn by_term(&mut self, document: DocId) -> Vec<(usize, Score)> {
        let here = |cursor: &mut Cursor| {
            cursor.seek(document);
            (cursor.document() == document).then(|| (cursor.term, cursor.here()))
        };
        let mut counts: Vec<(usize, Score)> = self.cursors.iter_mut().filter_map(here).collect();
        let mut all: Score = counts.iter().map(|(_, count)| count).sum();
        for (term, count) in self.instead.iter_mut().filter_map(here) {
            if count > all {
                (counts, all) = (vec![(term, count)], count);
            }
        }
        let score = self.score(all);
        counts
            .into_iter()
            .map(|(term, count)| (term, score * count / all))
            .collect()
    }
}
