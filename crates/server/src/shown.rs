//! What may be shown of a record. The only place that decides it.
//!
//! A source whose rights are `excerpt` may be searched, and shown as snippets with a link. The
//! bank gives out [`ShownRecord`]s and [`Found`] hits only, which hold nothing else of such a
//! source's text; no other part of the server ever holds a record as it is in the index.
//!
//! Of its `text`, `effect` and `lessons` it is their beginnings, and of its quotes nothing. A title
//! that is made of the text is cut where the text is. A title that is not, the question that a
//! statement answers, and the words that state an award's outcome are shown whole: they name the
//! text or are its evidence.

use std::ops::{Deref, Range};
use std::sync::Arc;

use records::{Record, Rights, Text};
use search::{Evidence, Highlight, HighlightField, Hit, InCommon, SearchResponse, Similar};

/// The most that is shown of a text whose whole may not be, in characters.
const EXCERPT_CHARS: usize = 280;

/// What stands where a title is cut.
const CUT: &str = "…";

/// A record without what may not be shown of it.
#[derive(Debug, Clone)]
pub(crate) struct ShownRecord {
    record: Arc<Record>,
    excerpts: Vec<Excerpt>,
}

/// The beginning of a text whose whole may not be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The field of the record that it is from.
    pub(crate) field: HighlightField,
    /// Its first words; the text always goes on after them.
    pub(crate) text: String,
}

impl From<Arc<Record>> for ShownRecord {
    fn from(mut shared: Arc<Record>) -> Self {
        let mut excerpts = Vec::new();
        if shared.source.rights == Rights::Excerpt {
            let record = Arc::make_mut(&mut shared);
            if let Some(title) = cut_title(record) {
                record.title = title;
            }
            for (field, text) in [
                (HighlightField::Text, record.text.take()),
                (HighlightField::Effect, record.effect.take()),
                (HighlightField::Lessons, record.lessons.take()),
            ] {
                excerpts.extend(text.and_then(|text| {
                    let text = beginning(&text);
                    (!text.is_empty()).then(|| Excerpt {
                        field,
                        text: text.to_owned(),
                    })
                }));
            }
            record.quotes.clear();
        }
        Self {
            record: shared,
            excerpts,
        }
    }
}

impl ShownRecord {
    /// Puts the title as it may be shown in the place of the whole one, with what is marked in it.
    pub(crate) fn retitle(&self, title: &mut String, marked: &mut Vec<Range<usize>>) {
        if *title != *self.record.title {
            put_title(&self.record.title, title, marked);
        }
    }

    /// The beginnings of the texts that may not be shown whole; none when all may.
    pub(crate) fn excerpts(&self) -> &[Excerpt] {
        &self.excerpts
    }

    /// What the record says first: its summary, its text, or the beginning of it.
    pub(crate) fn lead(&self) -> Option<&str> {
        let own = self
            .record
            .summary
            .as_ref()
            .or(self.record.text.as_ref())
            .map(Text::as_str);
        own.or_else(|| self.excerpts.first().map(|excerpt| excerpt.text.as_str()))
    }
}

impl Deref for ShownRecord {
    type Target = Record;

    fn deref(&self) -> &Record {
        &self.record
    }
}

/// A hit without what may not be shown of its record.
#[derive(Debug, Clone)]
pub(crate) struct ShownHit {
    pub(crate) record: ShownRecord,
    pub(crate) score: f32,
    pub(crate) highlights: Vec<Highlight>,
    /// Why it is a hit: words of the query and of our own lists, and never the record's text.
    pub(crate) matched_by: Vec<Evidence>,
}

impl From<Hit> for ShownHit {
    fn from(hit: Hit) -> Self {
        let whole = hit.record.source.rights == Rights::Full;
        let title = (!whole).then(|| cut_title(&hit.record)).flatten();
        let highlights = hit
            .highlights
            .into_iter()
            .filter_map(|mut highlight| match highlight.field {
                _ if whole => Some(highlight),
                HighlightField::Title => {
                    if let Some(shown) = &title {
                        put_title(shown, &mut highlight.text, &mut highlight.ranges);
                    }
                    Some(highlight)
                }
                HighlightField::Summary => Some(highlight),
                _ => snippet(highlight, &hit.record),
            })
            .collect();
        Self {
            record: hit.record.into(),
            score: hit.score,
            highlights,
            matched_by: hit.matched_by,
        }
    }
}

/// The answer to a search, with hits as they may be shown.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The hits of the page, in order.
    pub(crate) hits: Vec<ShownHit>,
    /// Records that only look like what was asked for, when there is no hit.
    pub(crate) similar: Vec<ShownHit>,
    /// The answer without its hits.
    response: SearchResponse,
}

impl From<SearchResponse> for Found {
    fn from(mut response: SearchResponse) -> Self {
        let shown = |hits: &mut Vec<Hit>| {
            let hits = std::mem::take(hits).into_iter();
            hits.map(ShownHit::from).collect()
        };
        Self {
            hits: shown(&mut response.hits),
            similar: shown(&mut response.similar),
            response,
        }
    }
}

impl Deref for Found {
    type Target = SearchResponse;

    fn deref(&self) -> &SearchResponse {
        &self.response
    }
}

/// A record that is like another, as it may be shown.
#[derive(Debug, Clone)]
pub(crate) struct ShownSimilar {
    pub(crate) record: ShownRecord,
    /// How alike they are, from 0 to 1.
    pub(crate) likeness: f32,
    /// What they have in common: themes and single words.
    pub(crate) why: InCommon,
}

impl From<Similar> for ShownSimilar {
    fn from(similar: Similar) -> Self {
        Self {
            record: similar.record.into(),
            likeness: similar.likeness,
            why: similar.why,
        }
    }
}

/// The highlight as a snippet of a text whose whole may not be shown: what of it lies in the
/// excerpt, so that no number of searches gives more of the text than the excerpt is.
fn snippet(highlight: Highlight, record: &Record) -> Option<Highlight> {
    let whole = match highlight.field {
        HighlightField::Text => record.text.as_ref(),
        HighlightField::Effect => record.effect.as_ref(),
        HighlightField::Lessons => record.lessons.as_ref(),
        HighlightField::Title | HighlightField::Summary => None,
    }?;
    let excerpt = beginning(whole);
    let start = whole.find(&highlight.text)?;
    let room = excerpt.len().checked_sub(start)?;
    if highlight.text.len() <= room {
        return Some(highlight);
    }
    let text = highlight.text.get(..room)?.trim_end();
    let ranges: Vec<_> = highlight
        .ranges
        .iter()
        .filter(|range| range.end <= text.len())
        .cloned()
        .collect();
    // What matched stands further on, where nothing may be shown.
    (!ranges.is_empty()).then(|| Highlight {
        ranges,
        text: text.to_owned(),
        cut_after: true,
        ..highlight
    })
}

/// The title with no more of the record's text than its excerpt has, where the title, without the
/// municipality before it, is the beginning of the text; `None` where it is shown as it is.
fn cut_title(record: &Record) -> Option<Text> {
    let text = record.text.as_ref()?;
    let title = record.title.as_str();
    let after_names = title.match_indices(": ").map(|(at, mark)| at + mark.len());
    let said_at = std::iter::once(0)
        .chain(after_names)
        .find(|at| is_beginning(&title[*at..], text))?;
    let (names, said) = title.split_at(said_at);
    let most = words(beginning(text)).count();
    if words(said).count() <= most {
        return None;
    }
    let mut kept = names.to_owned();
    let mut seen = 0;
    for part in said.split_whitespace() {
        seen += words(part).count();
        if seen > most {
            break;
        }
        kept.push_str(part);
        kept.push(' ');
    }
    Text::from_trimmed(&(kept + CUT))
}

/// Puts a cut title in the place of the whole one, and keeps what is marked in what is left.
fn put_title(cut: &str, title: &mut String, marked: &mut Vec<Range<usize>>) {
    cut.clone_into(title);
    let kept = title.trim_end_matches(CUT).len();
    marked.retain(|range| range.end <= kept);
}

/// Whether the words of a title are the first words of a text; its last may be cut.
fn is_beginning(title: &str, text: &str) -> bool {
    let mut text = words(text);
    let mut title = words(title).peekable();
    let mut is_said = false;
    while let Some(word) = title.next() {
        let is_last = title.peek().is_none();
        let is_same = |other: &str| other == word || is_last && other.starts_with(word);
        if !text.next().is_some_and(is_same) {
            return false;
        }
        is_said = true;
    }
    is_said
}

/// The words of a text, without the marks around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

fn beginning(text: &str) -> &str {
    first_words(text, most_shown(text))
}

/// How many characters of a text may be shown: a snippet, and of a short text no more than half.
fn most_shown(text: &str) -> usize {
    EXCERPT_CHARS.min(text.chars().count() / 2)
}

/// The whole words among the first `most` characters.
fn first_words(text: &str, most: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text;
    };
    if text[end..].starts_with(char::is_whitespace) {
        return text[..end].trim_end();
    }
    text[..end]
        .rfind(char::is_whitespace)
        .map_or("", |at| text[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_whole_words_and_never_the_whole_text() {
        for (text, excerpt) in [
            ("", ""),
            ("ord", ""),
            ("ett två tre fyra", "ett två"),
            ("åäö åäö åäö", "åäö"),
            ("ettlångtordutanslut", ""),
        ] {
            assert_eq!(beginning(text), excerpt);
        }
        let long = "lång text ".repeat(100);
        assert_eq!(beginning(&long).chars().count(), 279);
    }

    #[test]
    fn what_may_not_be_shown_stays_in_the_record_that_others_share() {
        let mut record = workload::Workload::new(1).record(0);
        record.source.rights = Rights::Excerpt;
        let shared = Arc::new(record.clone());
        let shown = ShownRecord::from(Arc::clone(&shared));
        assert_eq!((&shown.text, &shown.quotes), (&None, &Vec::new()));
        assert!(!shown.excerpts().is_empty());
        assert_eq!(*shared, record);
    }
}
