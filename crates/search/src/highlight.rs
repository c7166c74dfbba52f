//! Where the query's words stand in a record, as ranges on its own text.

use std::ops::Range;

use analysis::{Analyzer, Chain, Finder, Token, Tongue};
use index::tongue_of;
use records::Record;

use crate::plan::Marked;

/// How much of a long text is shown, in characters: about three lines of a page.
const FRAGMENT_CHARS: usize = 280;

/// A piece of a record's text with the query's words marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Which text it is a piece of.
    pub field: HighlightField,
    /// The piece, cut between words.
    pub text: String,
    /// The marked ranges: bytes of `text`, in order, apart from each other.
    pub ranges: Vec<Range<usize>>,
    /// Whether the text goes on before the piece.
    pub cut_before: bool,
    /// Whether the text goes on after it.
    pub cut_after: bool,
}

/// The texts of a record that are shown with a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HighlightField {
    /// The title, always whole.
    Title,
    /// The summary.
    Summary,
    /// The source's text.
    Text,
    /// What came of it.
    Effect,
    /// What was learnt.
    Lessons,
}

impl HighlightField {
    /// The field's name, which is that of the record's field.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Text => "text",
            Self::Effect => "effect",
            Self::Lessons => "lessons",
        }
    }
}

/// Marks the query's words in records.
pub(crate) struct Highlighter<'a> {
    marked: &'a Marked,
    analyzer: &'a Analyzer,
    finder: Finder<'a>,
    /// The language of the record at hand, if it is another than Swedish.
    tongue: Option<Tongue>,
}

impl<'a> Highlighter<'a> {
    pub(crate) fn new(marked: &'a Marked, analyzer: &'a Analyzer) -> Self {
        Self {
            marked,
            analyzer,
            finder: analyzer.finder(&marked.stems),
            tongue: None,
        }
    }

    /// The title and a lead piece, always; effect and lessons where the query's words stand in
    /// them.
    pub(crate) fn highlights(&mut self, record: &Record) -> Vec<Highlight> {
        self.tongue = tongue_of(record);
        let title = (HighlightField::Title, &*record.title);
        let mut highlights = vec![self.highlight(title, usize::MAX)];
        let lead = match (&record.summary, &record.text) {
            (Some(summary), _) => Some((HighlightField::Summary, &**summary)),
            (None, Some(text)) => Some((HighlightField::Text, &**text)),
            (None, None) => None,
        };
        highlights.extend(lead.map(|lead| self.highlight(lead, FRAGMENT_CHARS)));
        for (field, text) in [
            (HighlightField::Effect, &record.effect),
            (HighlightField::Lessons, &record.lessons),
        ] {
            let highlight = text
                .as_ref()
                .map(|text| self.highlight((field, text), FRAGMENT_CHARS));
            highlights.extend(highlight.filter(|highlight| !highlight.ranges.is_empty()));
        }
        highlights
    }

    fn highlight(&mut self, (field, text): (HighlightField, &str), max_chars: usize) -> Highlight {
        let ranges = self.marked_ranges(text);
        let piece = best_piece(text, &ranges, max_chars);
        let ranges = ranges
            .into_iter()
            .filter(|range| piece.start <= range.start && range.end <= piece.end)
            .map(|range| range.start - piece.start..range.end - piece.start)
            .collect();
        Highlight {
            field,
            cut_before: piece.start > 0,
            cut_after: piece.end < text.len(),
            text: text[piece].to_owned(),
            ranges,
        }
    }

    /// The ranges of a text that the query's words stand for, in order, apart from each other.
    fn marked_ranges(&mut self, text: &str) -> Vec<Range<usize>> {
        let marked = self.marked;
        let mut ranges: Vec<Range<usize>> = Vec::new();
        if !marked.stems.is_empty() {
            ranges.extend(self.finder.occurrences(text));
        }
        let stems_in = self
            .tongue
            .and_then(|tongue| Some((tongue, marked.stems_in.get(&tongue)?)));
        if let Some((tongue, stems)) = stems_in {
            let tokens = self.analyzer.tokens(Chain::In(tongue), text).into_iter();
            let sought = tokens.filter(|token| stems.contains(&token.text));
            ranges.extend(sought.map(|token| token.start..token.end));
        }
        if !marked.phrases.is_empty() || !marked.prefixes.is_empty() {
            let tokens = self.analyzer.tokens(Chain::Exact, text);
            let begins = |token: &&Token| {
                marked
                    .prefixes
                    .iter()
                    .any(|one| token.text.starts_with(one))
            };
            ranges.extend(
                tokens
                    .iter()
                    .filter(begins)
                    .map(|token| token.start..token.end),
            );
            for phrase in marked.phrases.iter().filter(|phrase| !phrase.is_empty()) {
                ranges.extend(
                    tokens
                        .windows(phrase.len())
                        .filter(|window| says(window, phrase))
                        .map(|window| window[0].start..window[window.len() - 1].end),
                );
            }
        }
        merge(ranges)
    }
}

fn says(tokens: &[Token], phrase: &[String]) -> bool {
    let consecutive = tokens
        .windows(2)
        .all(|pair| pair[1].position == pair[0].position + 1);
    consecutive && tokens.iter().map(|token| &token.text).eq(phrase)
}

/// Ranges in order, those that touch or overlap made one.
fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The piece of at most `max_chars` characters that holds the most marks, the first such; it
/// begins and ends between words.
fn best_piece(text: &str, ranges: &[Range<usize>], max_chars: usize) -> Range<usize> {
    if text.chars().nth(max_chars).is_none() {
        return 0..text.len();
    }
    // Some words before the first mark, so that it stands in its sentence.
    let before = max_chars / 4;
    let candidates = std::iter::once(0).chain(ranges.iter().map(|range| {
        let back = text[..range.start]
            .char_indices()
            .rev()
            .nth(before)
            .map_or(0, |(at, _)| at);
        word_start(text, back, range.start)
    }));
    let mut best = 0..0;
    let mut most = 0;
    for start in candidates {
        let end = text[start..]
            .char_indices()
            .nth(max_chars)
            .map_or(text.len(), |(at, _)| start + at);
        let end = word_end(text, start, end);
        let held = ranges
            .iter()
            .filter(|range| start <= range.start && range.end <= end)
            .count();
        if best.is_empty() || held > most {
            best = start..end;
            most = held;
        }
    }
    best
}

/// The start of the first whole word at or after `from`, but not beyond `limit`.
fn word_start(text: &str, from: usize, limit: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let space = text[from..limit]
        .char_indices()
        .find(|(_, letter)| letter.is_whitespace());
    space.map_or(from, |(at, letter)| from + at + letter.len_utf8())
}

/// The end of the last whole word before `to`, unless there is only one.
fn word_end(text: &str, start: usize, to: usize) -> usize {
    if to == text.len() || text[to..].starts_with(char::is_whitespace) {
        return to;
    }
    let trimmed = text[start..to].rfind(char::is_whitespace);
    trimmed.map_or(to, |at| start + text[start..start + at].trim_end().len())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::plan::{Plan, Tools};
    use crate::spelling::Spelling;
    use crate::{Query, QueryError};

    fn marked(query: &str) -> Result<Marked, QueryError> {
        let vocabulary = vocabulary::Vocabulary::embedded();
        let analyzer = Analyzer::swedish();
        let tools = Tools {
            fields: &index::Fields::example(),
            tongues: &Tongue::ALL,
            analyzer,
            spelling: &Spelling::without_index(analyzer),
            vocabulary,
            settings: &crate::Settings::default(),
        };
        Ok(Plan::new(Query::parse(query, vocabulary)?, tools).marked)
    }

    #[track_caller]
    fn check(text: &str, query: &str, expected: &str) {
        let marked = marked(query).unwrap();
        let mut shown = String::new();
        let mut at = 0;
        for range in Highlighter::new(&marked, Analyzer::swedish()).marked_ranges(text) {
            shown.extend([&text[at..range.start], "[", &text[range.clone()], "]"]);
            at = range.end;
        }
        shown += &text[at..];
        assert_eq!(shown, expected);
    }

    #[test]
    fn every_form_of_a_word_is_marked() {
        check("Kommunernas kommun", "kommunen", "[Kommunernas] [kommun]");
        check("får inte far", "far", "får inte [far]");
    }

    #[test]
    fn a_part_is_marked_alone_and_a_whole_word_whole() {
        check("en e-tjänst", "tjänster", "en e-[tjänst]");
        check("en e-tjänst", "e-tjänster", "en [e-tjänst]");
    }

    #[test]
    fn a_phrase_is_marked_as_a_phrase() {
        check(
            "öppna data, öppna dörrar",
            "\"öppna data\"",
            "[öppna data], öppna dörrar",
        );
        check("öppna e-tjänster", "\"e-tjänster\"", "öppna [e-tjänster]");
    }

    #[test]
    fn words_that_begin_so_are_marked_whole() {
        check("bygglov och byggnad", "bygg*", "[bygglov] och [byggnad]");
    }

    #[test]
    fn excluded_words_are_not_marked() {
        check("robot för bygglov", "robot -bygglov", "[robot] för bygglov");
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_marks() {
        let text = format!(
            "{}trygghetslarmen lugnar {}",
            "ord ".repeat(200),
            "mer ".repeat(200)
        );
        let marked = marked("trygghetslarm").unwrap();
        let mut highlighter = Highlighter::new(&marked, Analyzer::swedish());
        let highlight = highlighter.highlight((HighlightField::Text, &text), FRAGMENT_CHARS);
        assert!(highlight.text.chars().count() <= FRAGMENT_CHARS);
        assert!(highlight.cut_before && highlight.cut_after);
        assert!(highlight.text.starts_with("ord ") && highlight.text.ends_with(" mer"));
        let range = highlight.ranges[0].clone();
        assert_eq!(&highlight.text[range], "trygghetslarmen");
    }

    proptest! {
        #[test]
        fn what_is_marked_gives_a_word_of_the_query(
            text in "(\\PC|[a-zåäö -]{1,8}|kommunernas|e-tjänst|\u{1F600}|שלום|policies |kunnassa | ){0,60}",
            query in "(kommun|e-tjänst|tjänst|\"öppna data\"| policy | kunnan | ){1,4}",
            tongue in proptest::option::of(proptest::sample::select(&Tongue::ALL)),
        ) {
            let text = analysis::normalise(&text);
            let marked = marked(&query).unwrap();
            for max_chars in [5, 30, FRAGMENT_CHARS] {
                let mut highlighter = Highlighter::new(&marked, Analyzer::swedish());
                highlighter.tongue = tongue;
                let highlight = highlighter.highlight((HighlightField::Text, &text), max_chars);
                let mut end = 0;
                for range in &highlight.ranges {
                    prop_assert!(range.start < range.end && end <= range.start);
                    end = range.end;
                    let piece = highlight.text.get(range.clone());
                    prop_assert!(piece.is_some(), "off a character: {:?}", range);
                    let piece = piece.unwrap();
                    let analyzer = Analyzer::swedish();
                    let gives = |chain, stems: &BTreeSet<String>| {
                        analyzer.tokens(chain, piece).iter().any(|token| stems.contains(&token.text))
                    };
                    let is_stem = gives(Chain::Main, &marked.stems)
                        || gives(Chain::Parts, &marked.stems)
                        || tongue.is_some_and(|tongue| {
                            let stems = marked.stems_in.get(&tongue);
                            stems.is_some_and(|stems| gives(Chain::In(tongue), stems))
                        });
                    prop_assert!(is_stem || piece == "öppna data", "{:?}", piece);
                }
            }
        }
    }
}
