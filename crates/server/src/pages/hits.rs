//! Hits as the pages show them.

use records::{Kind, MunicipalityCode, Status};
use search::{Facet, Highlight, HighlightField};
use vocabulary::Vocabulary;

use super::frame::localised;
use super::{Link, municipality, theme};
use crate::labels::label;
use crate::lang::Lang;
use crate::query_string::QueryString;
use crate::shown::{ShownHit, ShownRecord};

/// How many municipalities a hit names before it says how many more there are.
const MOST_PLACES: usize = 4;

/// A piece of text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) marked: bool,
}

/// A piece of a record's text under the hit's title.
#[derive(Debug)]
pub(crate) struct Snippet {
    /// What it is a piece of, where that is not plain.
    pub(crate) heading: Option<&'static str>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) cut_before: bool,
    pub(crate) cut_after: bool,
}

/// A status that a reader must not miss.
#[derive(Debug)]
pub(crate) struct Badge {
    /// The style that it has.
    pub(crate) class: &'static str,
    pub(crate) text: &'static str,
}

/// A hit as the search page shows it.
#[derive(Debug)]
pub(crate) struct HitView {
    pub(crate) href: String,
    pub(crate) title: Vec<Piece>,
    pub(crate) kind: &'static str,
    pub(crate) badge: Option<Badge>,
    pub(crate) places: Vec<Link>,
    pub(crate) more_places: usize,
    pub(crate) year: Option<String>,
    pub(crate) snippets: Vec<Snippet>,
    pub(crate) themes: Vec<Link>,
    pub(crate) publisher: Option<String>,
    pub(crate) voice: &'static str,
    pub(crate) note: Option<String>,
}

impl HitView {
    pub(crate) fn new(hit: &ShownHit, lang: Lang, vocabulary: &Vocabulary) -> Self {
        Self::of(&hit.record, &hit.highlights, lang, vocabulary)
    }

    /// A record as a hit, with what is marked of it.
    pub(crate) fn of(
        record: &ShownRecord,
        highlights: &[Highlight],
        lang: Lang,
        vocabulary: &Vocabulary,
    ) -> Self {
        let words = lang.messages();
        let title = highlights
            .iter()
            .find(|one| one.field == HighlightField::Title);
        let mut places = places(record, lang, vocabulary);
        let more_places = places.len().saturating_sub(MOST_PLACES);
        places.truncate(MOST_PLACES);
        Self {
            href: localised(
                &format!("/exempel/{}", record.id),
                &QueryString::default(),
                lang,
            ),
            title: title.map_or_else(|| vec![plain(&record.title)], pieces),
            kind: (words.kind)(record.kind),
            badge: badge(record.status, record.kind, lang),
            places,
            more_places,
            year: record
                .year
                .map(|year| (words.year)(year.value.number(), year.basis)),
            snippets: highlights
                .iter()
                .filter(|one| one.field != HighlightField::Title)
                .map(|one| Snippet {
                    heading: heading(one.field, lang),
                    pieces: pieces(one),
                    cut_before: one.cut_before,
                    cut_after: one.cut_after,
                })
                .collect(),
            themes: themes(record, lang, vocabulary),
            publisher: record.source.publisher.as_ref().map(ToString::to_string),
            voice: (words.voice)(record.voice),
            note: record.editor_note.as_ref().map(ToString::to_string),
        }
    }
}

/// The municipalities and counties that a record is about, each with its page or its search.
pub(crate) fn places(record: &ShownRecord, lang: Lang, vocabulary: &Vocabulary) -> Vec<Link> {
    let municipalities = record.about().map(|code| place(code, lang, vocabulary));
    let counties = record
        .counties
        .iter()
        .map(|code| filtered(Facet::County, &code.to_string(), lang, vocabulary));
    municipalities.chain(counties).collect()
}

/// A municipality, with its page.
pub(crate) fn place(code: MunicipalityCode, lang: Lang, vocabulary: &Vocabulary) -> Link {
    Link {
        href: localised(&municipality::path(code), &QueryString::default(), lang),
        text: label(Facet::Municipality, &code.to_string(), lang, vocabulary).into_owned(),
    }
}

/// The themes of a record, each with its page.
pub(crate) fn themes(record: &ShownRecord, lang: Lang, vocabulary: &Vocabulary) -> Vec<Link> {
    record
        .themes
        .iter()
        .map(|theme| Link {
            href: localised(&theme::path(&theme.id), &QueryString::default(), lang),
            text: label(Facet::Theme, theme.id.as_str(), lang, vocabulary).into_owned(),
        })
        .collect()
}

/// A link to the search page with one filter.
pub(crate) fn filtered(facet: Facet, value: &str, lang: Lang, vocabulary: &Vocabulary) -> Link {
    let mut query = QueryString::default();
    query.push(facet.as_str(), value);
    Link {
        href: localised("/", &query, lang),
        text: label(facet, value, lang, vocabulary).into_owned(),
    }
}

/// The status, where it is another than what a reader takes for granted: that it is in use.
pub(crate) fn badge(status: Status, kind: Kind, lang: Lang) -> Option<Badge> {
    let class = match status {
        Status::Proposed => "proposed",
        Status::Pilot => "pilot",
        Status::Withdrawn => "withdrawn",
        // A statement or an article need not have a status; an initiative without one is telling.
        Status::Unknown if kind == Kind::Initiative => "unknown",
        Status::InUse | Status::Unknown => return None,
    };
    Some(Badge {
        class,
        text: (lang.messages().status)(status),
    })
}

fn heading(field: HighlightField, lang: Lang) -> Option<&'static str> {
    let [swedish, english] = match field {
        HighlightField::Effect => ["Effekt", "Effect"],
        HighlightField::Lessons => ["Lärdomar", "Lessons"],
        HighlightField::Title | HighlightField::Summary | HighlightField::Text => return None,
    };
    Some(match lang {
        Lang::Swedish => swedish,
        Lang::English => english,
    })
}

fn plain(text: &str) -> Piece {
    Piece {
        text: text.to_owned(),
        marked: false,
    }
}

/// The text cut where a mark begins or ends.
fn pieces(highlight: &Highlight) -> Vec<Piece> {
    let text = &highlight.text;
    let mut pieces = Vec::new();
    let mut end = 0;
    for range in &highlight.ranges {
        // Ranges come in order and lie on characters; one that did not would be left unmarked.
        let (Some(before), Some(marked)) = (text.get(end..range.start), text.get(range.clone()))
        else {
            continue;
        };
        pieces.push(plain(before));
        pieces.push(Piece {
            text: marked.to_owned(),
            marked: true,
        });
        end = range.end;
    }
    pieces.push(plain(text.get(end..).unwrap_or_default()));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(
        clippy::reversed_empty_ranges,
        clippy::single_range_in_vec_init,
        reason = "a list of one range is meant, and a broken one must do no harm"
    )]
    fn a_text_is_cut_at_its_marks_and_nothing_is_lost() {
        for (ranges, shown) in [
            (vec![], "få svår"),
            (vec![0..3], "[få] svår"),
            (vec![0..3, 4..9], "[få] [svår]"),
            (vec![1..2, 4..9], "få [svår]"),
            (vec![0..99], "få svår"),
            (vec![4..3], "få svår"),
        ] {
            let highlight = Highlight {
                field: HighlightField::Title,
                text: "få svår".to_owned(),
                ranges,
                cut_before: false,
                cut_after: false,
            };
            let text: String = pieces(&highlight)
                .into_iter()
                .map(|piece| {
                    if piece.marked {
                        format!("[{}]", piece.text)
                    } else {
                        piece.text
                    }
                })
                .collect();
            assert_eq!(text, shown);
        }
    }
}
