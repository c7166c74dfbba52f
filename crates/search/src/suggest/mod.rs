//! Suggestions as somebody types.
//!
//! What has been typed is taken as words, the last of which may not be whole. Its letters are
//! compared without marks (`aldreo` begins `äldreomsorg`), with the beginnings of words and with
//! those of their parts (`larm` begins a part of `trygghetslarm`). The words before it stay as they
//! are. When nothing begins so, a letter or two may be wrong.
//!
//! Each suggestion has hits: a record is there, a municipality or a theme has so many records that
//! match the words before it, and words stand so in so many records.

mod key;
mod phrases;
mod table;
mod titles;
mod words;

use std::ops::Range;

use index::Snapshot;
use records::{MunicipalityCode, RecordId, ThemeId};
use tantivy::DocId;

use self::key::{marked, typed_words};
use self::table::{Entry, Table};
use self::titles::Titles;
use self::words::words;
use crate::{Engine, Facet, Filters, Page, SearchError, SearchRequest, SearchResponse, Sort};

/// The most letters that are looked at; nobody wants a longer text completed.
const MAX_BYTES: usize = 200;

/// The longest tail of what was typed that is completed, in words.
const MAX_TAIL: usize = 3;

/// What somebody has typed so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestRequest {
    /// The text, up to where the cursor is.
    pub text: String,
    /// How many suggestions of each kind to give at most.
    pub limit: usize,
}

/// Something that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub offer: Offer,
    /// The words to show: those to search for, a name, a theme's Swedish label, a title.
    pub text: String,
    /// Where in `text` what was typed stands, in bytes.
    pub marked: Vec<Range<usize>>,
    /// The query that goes with it: all words for [`Offer::Words`]; the words before the
    /// municipality or the theme, to be filtered by it; empty for a record.
    pub query: String,
    /// How many records it has. For a municipality or a theme just so many hits has `query` with
    /// that filter; for words at least so many has `query`.
    pub count: usize,
}

/// What a suggestion leads to, in the order in which they are given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offer {
    /// A search for words.
    Words,
    /// A search for what was typed before, filtered by a municipality.
    Municipality(MunicipalityCode),
    /// A search for what was typed before, filtered by a theme.
    Theme(ThemeId),
    /// A record.
    Record(RecordId),
}

/// What an index can suggest, worked out from its records once.
#[derive(Debug)]
pub(crate) struct Suggester {
    words: Table,
    places: Table,
    themes: Table,
    titles: Titles,
}

impl Suggester {
    pub(crate) fn of(snapshot: &Snapshot) -> Result<Self, SearchError> {
        let analyzer = snapshot.analyzer();
        let vocabulary = snapshot.vocabulary();
        let count = DocId::try_from(snapshot.manifest().records).unwrap_or(DocId::MAX);
        let titles = (0..count).map(|document| snapshot.title(document));
        let municipalities = vocabulary.register.municipalities().iter();
        let places = municipalities.map(|municipality| Entry {
            text: municipality.name.clone(),
            names: std::iter::once(&municipality.name)
                .chain(&municipality.aliases)
                .cloned()
                .collect(),
            offer: Offer::Municipality(municipality.code),
            count: 0,
        });
        let themes = vocabulary.thesaurus.themes().iter().map(|theme| Entry {
            text: theme.label_sv.clone(),
            names: [&theme.label_sv, &theme.label_en]
                .into_iter()
                .chain(&theme.terms)
                .cloned()
                .collect(),
            offer: Offer::Theme(theme.id.clone()),
            count: 0,
        });
        Ok(Self {
            words: Table::new(words(snapshot, count)?.into_iter(), analyzer),
            places: Table::new(places, analyzer),
            themes: Table::new(themes, analyzer),
            titles: Titles::new(titles, analyzer)?,
        })
    }

    /// The beginning that a misspelt one is nearest to.
    fn mended(&self, typed: &str) -> Option<String> {
        let tables = [&self.words, &self.places, &self.themes];
        let nearest = tables
            .into_iter()
            .filter_map(|table| table.nearest_beginning(typed))
            .chain(self.titles.nearest_beginning(typed));
        nearest.min().map(|(_, beginning)| beginning)
    }
}

impl Engine {
    /// What may be meant by a text that is still being typed: words first, then municipalities,
    /// themes and records, of each the likeliest first. Of what is no query by its length, nothing.
    ///
    /// # Errors
    /// [`SearchError`] when the index cannot be read, which is ours and not the asker's.
    pub fn suggest(&self, request: &SuggestRequest) -> Result<Vec<Suggestion>, SearchError> {
        match self.suggestions(request) {
            Err(SearchError::Query(_)) => Ok(Vec::new()),
            suggestions => suggestions,
        }
    }

    fn suggestions(&self, request: &SuggestRequest) -> Result<Vec<Suggestion>, SearchError> {
        let suggester = self.suggester()?;
        let end = request.text.floor_char_boundary(MAX_BYTES);
        let text = analysis::normalise(&request.text[..end]);
        let mut typed = Typed {
            text: &text,
            words: typed_words(&text),
        };
        let suggestions = self.completions(suggester, &typed, request.limit)?;
        if !suggestions.is_empty() {
            return Ok(suggestions);
        }
        let Some((_, last)) = typed.words.last_mut() else {
            return Ok(Vec::new());
        };
        let Some(mended) = suggester.mended(last) else {
            return Ok(Vec::new());
        };
        *last = mended;
        self.completions(suggester, &typed, request.limit)
    }

    fn completions(
        &self,
        suggester: &Suggester,
        typed: &Typed<'_>,
        limit: usize,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let mut suggestions = self.words_beginning(&suggester.words, typed, limit)?;
        for (table, facet) in [
            (&suggester.places, Facet::Municipality),
            (&suggester.themes, Facet::Theme),
        ] {
            suggestions.extend(self.values_beginning(table, facet, typed, limit)?);
        }
        let words: Vec<String> = typed.words.iter().map(|(_, word)| word.clone()).collect();
        for document in suggester.titles.find(&words, limit) {
            let record = self.snapshot().record(document)?;
            suggestions.push(Suggestion {
                marked: marked(&record.title, &words, self.snapshot().analyzer()),
                text: record.title.to_string(),
                offer: Offer::Record(record.id.clone()),
                query: String::new(),
                count: 1,
            });
        }
        Ok(suggestions)
    }

    fn words_beginning(
        &self,
        table: &Table,
        typed: &Typed<'_>,
        limit: usize,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let mut suggestions = Vec::new();
        let Some((head, tail, found)) = typed.longest_tail(table) else {
            return Ok(suggestions);
        };
        for entry in found.into_iter().take(limit) {
            let query = format!("{head} {}", entry.text).trim().to_owned();
            // Other words take nothing away; signs and fields among them may.
            let count = match head {
                "" => entry.count,
                _ => entry.count.min(self.answer(&query, Vec::new())?.total),
            };
            if count > 0 {
                suggestions.push(Suggestion {
                    offer: entry.offer.clone(),
                    marked: self.marked(&entry.text, &tail),
                    text: entry.text.clone(),
                    query,
                    count,
                });
            }
        }
        Ok(suggestions)
    }

    /// The values of a facet that begin so and that records have that match the words before.
    fn values_beginning(
        &self,
        table: &Table,
        facet: Facet,
        typed: &Typed<'_>,
        limit: usize,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let Some((head, tail, found)) = typed.longest_tail(table) else {
            return Ok(Vec::new());
        };
        let response = self.answer(head, vec![facet])?;
        // Where the words before filter on the facet, choosing another value of it would add hits.
        if !response.understood.filters.on(facet).is_empty() {
            return Ok(Vec::new());
        }
        let count_of = |entry: &Entry| -> Option<usize> {
            let value = match &entry.offer {
                Offer::Municipality(code) => code.to_string(),
                Offer::Theme(id) => id.to_string(),
                Offer::Words | Offer::Record(_) => return None,
            };
            let mut counts = response.facets.first()?.values.iter();
            counts
                .find(|one| one.value.as_str() == value)
                .map(|one| one.count)
        };
        let with_hits = found
            .into_iter()
            .filter_map(|entry| Some((entry, count_of(entry)?)));
        let suggestions = with_hits.take(limit).map(|(entry, count)| Suggestion {
            offer: entry.offer.clone(),
            marked: self.marked(&entry.text, &tail),
            text: entry.text.clone(),
            query: head.to_owned(),
            count,
        });
        Ok(suggestions.collect())
    }

    /// How many records match a query, and the counts of facets among them.
    fn answer(&self, query: &str, facets: Vec<Facet>) -> Result<SearchResponse, SearchError> {
        self.search(&SearchRequest {
            query: query.to_owned(),
            filters: Filters::default(),
            facets,
            sort: Sort::Relevance,
            page: Page::NONE,
            explain: false,
            highlight: false,
        })
    }

    fn marked(&self, text: &str, tail: &str) -> Vec<Range<usize>> {
        marked(text, &[tail.to_owned()], self.snapshot().analyzer())
    }
}

/// A text that is still being typed.
struct Typed<'a> {
    text: &'a str,
    /// Where each word begins, and its letters as they are compared.
    words: Vec<(usize, String)>,
}

impl Typed<'_> {
    /// What begins with the longest tail of the text that anything begins with: what stands before
    /// that tail, the tail as it is compared, and what begins so.
    fn longest_tail<'a>(&self, table: &'a Table) -> Option<(&str, String, Vec<&'a Entry>)> {
        let most = self.words.len().min(MAX_TAIL);
        (1..=most).rev().find_map(|len| {
            let words = &self.words[self.words.len() - len..];
            let tail: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
            let tail = tail.join(" ");
            let found = table.beginning(&tail);
            let head = self.text[..words[0].0].trim();
            (!found.is_empty()).then_some((head, tail, found))
        })
    }
}
