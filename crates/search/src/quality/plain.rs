//! The engine as it comes, to be compared with: one field, Swedish Snowball stems, stop words left
//! out, and its own query parser with its own default of any word.

use analysis::{is_stop_word, snowball_stem};
use index::{Fields, record_texts};
use records::Record;
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Schema, TEXT};
use tantivy::{Index, Searcher, TantivyDocument};
use vocabulary::Vocabulary;

use super::DEPTH;
use crate::SearchError;

/// The least memory that the engine's writer takes.
const WRITER_BYTES: usize = 15_000_000;

/// An index of one field that holds all texts of a record.
pub(crate) struct Plain {
    searcher: Searcher,
    parser: QueryParser,
}

impl Plain {
    /// Indexes records, with the same texts that ours are indexed with.
    pub(crate) fn index(records: &[Record]) -> Result<Self, SearchError> {
        let mut schema = Schema::builder();
        let body = schema.add_text_field("body", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, WRITER_BYTES)?;
        let fields = Fields::example();
        for record in records {
            let mut document = TantivyDocument::new();
            for (_, text) in record_texts(&fields, record, Vocabulary::embedded()) {
                document.add_text(body, stems_in_place(text));
            }
            writer.add_document(document)?;
        }
        writer.commit()?;
        Ok(Self {
            searcher: index.reader()?.searcher(),
            parser: QueryParser::for_index(&index, vec![body]),
        })
    }

    /// The places, among the records, of the best for a query, best first.
    pub(crate) fn ranking(&self, query: &str) -> Result<Vec<usize>, SearchError> {
        let (query, _) = self.parser.parse_query_lenient(&stems_in_place(query));
        let best = TopDocs::with_limit(DEPTH).order_by_score();
        let found = self.searcher.search(&query, &best)?;
        Ok(found
            .into_iter()
            .map(|(_, address)| address.doc_id as usize)
            .collect())
    }
}

/// A text with each word replaced by its stem, and stop words by nothing.
fn stems_in_place(text: &str) -> String {
    let mut stems = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = first.is_alphanumeric();
        let end = rest
            .find(|letter: char| letter.is_alphanumeric() != is_word)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if !is_word {
            stems.push_str(run);
        } else if !is_stop_word(run) {
            stems.push_str(&snowball_stem(&run.to_lowercase()));
        }
        rest = after;
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_stems_and_signs_stay() {
        assert_eq!(
            stems_in_place("\"Öppna kommuner\" och e-tjänster"),
            "\"öppn kommun\"  e-tjänst"
        );
    }
}
