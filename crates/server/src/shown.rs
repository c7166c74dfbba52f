//! What may be shown of a record. The only place that decides it.
//!
//! A source whose rights are `excerpt` may be searched, and shown as snippets with a link. The
//! API and the pages are given [`ShownRecord`]s and [`ShownHit`]s only, which hold nothing else
//! of such a source's text.

use std::ops::Deref;

use records::{Record, Rights, Text};
use search::{Highlight, HighlightField, Hit};

/// The most that is shown of a text whose whole may not be, in characters.
const EXCERPT_CHARS: usize = 280;

/// A record without what may not be shown of it.
#[derive(Debug, Clone)]
pub(crate) struct ShownRecord {
    record: Record,
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

impl From<Record> for ShownRecord {
    fn from(mut record: Record) -> Self {
        let mut excerpts = Vec::new();
        if record.source.rights == Rights::Excerpt {
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
        Self { record, excerpts }
    }
}

impl ShownRecord {
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
}

impl From<Hit> for ShownHit {
    fn from(hit: Hit) -> Self {
        let whole = hit.record.source.rights == Rights::Full;
        let highlights = hit
            .highlights
            .into_iter()
            .filter_map(|highlight| match highlight.field {
                HighlightField::Title | HighlightField::Summary => Some(highlight),
                _ if whole => Some(highlight),
                _ => snippet(highlight, &hit.record),
            })
            .collect();
        Self {
            record: hit.record.into(),
            score: hit.score,
            highlights,
        }
    }
}

/// The highlight as a snippet of a text whose whole may not be shown: no more than its excerpt
/// would be.
fn snippet(highlight: Highlight, record: &Record) -> Option<Highlight> {
    let whole = match highlight.field {
        HighlightField::Text => record.text.as_ref(),
        HighlightField::Effect => record.effect.as_ref(),
        HighlightField::Lessons => record.lessons.as_ref(),
        HighlightField::Title | HighlightField::Summary => None,
    }?;
    let most = most_shown(whole);
    if highlight.text.chars().count() <= most {
        return Some(highlight);
    }
    let text = first_words(&highlight.text, most);
    if text.is_empty() {
        return None;
    }
    Some(Highlight {
        ranges: highlight
            .ranges
            .iter()
            .filter(|range| range.end <= text.len())
            .cloned()
            .collect(),
        text: text.to_owned(),
        cut_after: true,
        ..highlight
    })
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
}
