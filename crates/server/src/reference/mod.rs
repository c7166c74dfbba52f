//! What is cited, and in what form: one example, or a search.
//!
//! An example is cited by the document that it was taken from: its publisher and its date, as far
//! as they are known and no further. Where the document's title is not known the example is cited
//! by the bank's, as a part of the bank. The year that an example is about is no date of publication,
//! and stands in the note.

mod bibtex;
mod csl;
mod ris;
mod sentence;

use jiff::Timestamp;
use records::{DateBasis, DatePrecision, PublishedDate, Source};
use search::Facet;
use serde_json::Value;
use vocabulary::Vocabulary;

pub(crate) use self::bibtex::comment;

use crate::labels::label;
use crate::lang::Lang;
use crate::shown::ShownRecord;

/// The name under which the bank is cited.
pub(crate) const NAME: &str = "Exempelbanken";

/// The licence of the bank's own texts; [`rights`] says so in words.
pub(crate) const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// What [`LICENCE`] is of, and what it is not of.
pub(crate) fn rights(lang: Lang) -> &'static str {
    lang.messages().citation.rights
}

/// A form that a citation is given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A sentence for a list of references, close to the manner of APA.
    Text,
    /// The tagged lines that most reference managers read.
    Ris,
    /// An entry for BibTeX and biber.
    Bibtex,
    /// The JSON of the Citation Style Language.
    CslJson,
}

impl Form {
    /// Every form.
    pub(crate) const ALL: &'static [Self] = &[Self::Text, Self::Ris, Self::Bibtex, Self::CslJson];

    /// The word for it in addresses.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Ris => "ris",
            Self::Bibtex => "bibtex",
            Self::CslJson => "csl-json",
        }
    }

    /// Its media type, as a list of one.
    pub(crate) const fn media_types(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["text/plain"],
            Self::Ris => &["application/x-research-info-systems"],
            Self::Bibtex => &["application/x-bibtex"],
            Self::CslJson => &["application/vnd.citationstyles.csl+json"],
        }
    }

    /// The media type with what a reader must know.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
            Self::Bibtex => "application/x-bibtex; charset=utf-8",
            Self::CslJson => self.media_types()[0],
        }
    }
}

/// Something that can be cited.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    /// What no other reference is called, of a-z, 0-9 and `-`, beginning with a letter.
    key: String,
    title: String,
    /// The document that it is a part of.
    container: Option<String>,
    publisher: Option<String>,
    issued: Option<PublishedDate>,
    /// Where it was published: the source's address, or ours.
    url: String,
    /// Where it is in the bank.
    address: String,
    /// When it was read.
    accessed: Option<String>,
    lead: Option<String>,
    keywords: Vec<String>,
    language: String,
    /// What a reader must know to judge it.
    note: String,
    /// The search that it was found by, where it comes in a file of all that was found.
    found_by: Option<Origin>,
}

/// The search that a file of references was made from, as each of them tells it.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The search in a sentence.
    pub(crate) sentence: String,
    /// The same for programs.
    pub(crate) value: Value,
    /// The day on which it was made.
    pub(crate) day: String,
}

/// A search that is cited.
#[derive(Debug, Clone)]
pub(crate) struct CitedSearch<'a> {
    /// The query and the filters in words; empty when nothing was asked for.
    pub(crate) asked: &'a str,
    /// How many records it found.
    pub(crate) total: usize,
    /// Its address.
    pub(crate) address: &'a str,
    /// The generation that it was made in.
    pub(crate) generation: &'a str,
    /// When that was built, as RFC 3339 has it.
    pub(crate) built_at: &'a str,
}

impl Reference {
    /// A record, at its address.
    pub(crate) fn of_record(
        record: &ShownRecord,
        lang: Lang,
        address: &str,
        vocabulary: &Vocabulary,
    ) -> Self {
        let source = &record.source;
        let words = &lang.messages().citation;
        let text = |text: &records::Text| line(text.as_str());
        let mut note = vec![format!("{NAME}: {address}")];
        let publisher = source.publisher.as_ref().map(text);
        let (title, container, publisher) = match &source.title {
            Some(title) => {
                if *title != record.title {
                    note.push((words.own_title)(&text(&record.title)));
                }
                (text(title), None, publisher)
            }
            // The bank's words are not the publisher's.
            None => {
                note.extend(publisher.as_deref().map(words.published_by));
                (text(&record.title), Some(NAME.to_owned()), None)
            }
        };
        if let Some(year) = record.year {
            let year = (lang.messages().year)(year.value.number(), year.basis);
            note.push((words.example_year)(&year));
        }
        if source.published.is_some_and(is_probable) {
            note.push(words.probable_date.to_owned());
        }
        note.extend(record.editor_note.as_ref().map(text));
        Self {
            key: format!("exempelbanken-{}", record.id),
            title,
            container,
            publisher,
            issued: source.published,
            url: web_address(source).unwrap_or_else(|| address.to_owned()),
            address: address.to_owned(),
            accessed: source.retrieved.map(|date| date.to_string()),
            lead: record.lead().map(|lead| match record.summary {
                Some(_) => format!("{} {}", words.summary, line(lead)),
                None => line(lead),
            }),
            keywords: record
                .themes
                .iter()
                .map(|theme| label(Facet::Theme, theme.id.as_str(), lang, vocabulary).into_owned())
                .chain(record.about().map(|code| {
                    label(Facet::Municipality, &code.to_string(), lang, vocabulary).into_owned()
                }))
                .collect(),
            language: record.language.to_string(),
            note: note
                .iter()
                .map(|part| sentence::ended(part))
                .collect::<Vec<_>>()
                .join(" "),
            found_by: None,
        }
    }

    /// A search, as it is today.
    pub(crate) fn of_search(search: &CitedSearch<'_>, lang: Lang) -> Self {
        let words = &lang.messages().citation;
        let built = search.built_at.get(..10).and_then(|day| day.parse().ok());
        Self {
            key: format!(
                "exempelbanken-{}",
                crate::digest::digest(&[search.address.as_bytes(), search.generation.as_bytes(),])
            ),
            title: line(&(words.search)(search.asked)),
            container: None,
            publisher: Some(NAME.to_owned()),
            issued: built.map(|date| PublishedDate {
                date,
                precision: DatePrecision::Day,
                basis: DateBasis::Metadata,
            }),
            url: search.address.to_owned(),
            address: search.address.to_owned(),
            accessed: Some(today()),
            lead: None,
            keywords: Vec::new(),
            language: lang.as_str().to_owned(),
            note: sentence::ended(&(words.found)(search.total, search.generation)),
            found_by: None,
        }
    }

    /// The same, found by a search.
    #[must_use]
    pub(crate) fn found_by(self, origin: Origin) -> Self {
        Self {
            found_by: Some(origin),
            ..self
        }
    }

    /// The reference in a form, on lines of its own.
    pub(crate) fn written(&self, form: Form, lang: Lang) -> String {
        match form {
            Form::Text => sentence::written(self, lang) + "\n",
            Form::Ris => ris::written(self),
            Form::Bibtex => bibtex::written(self),
            Form::CslJson => csl::item(self).to_string(),
        }
    }

    /// The sentence for a list of references.
    pub(crate) fn sentence(&self, lang: Lang) -> String {
        sentence::written(self, lang)
    }

    /// The note with where it was found, if that is known.
    fn whole_note(&self) -> String {
        match &self.found_by {
            Some(origin) => format!("{} {}", self.note, origin.sentence),
            None => self.note.clone(),
        }
    }

    /// When it was read: on the day on which the file was made, or when the bank read the source.
    fn accessed(&self) -> Option<&str> {
        let made = self.found_by.as_ref().map(|origin| origin.day.as_str());
        made.or(self.accessed.as_deref())
    }
}

/// The day it is, in the time of the world's clocks.
pub(crate) fn today() -> String {
    now().chars().take("2026-01-01".len()).collect()
}

/// The second it is, as RFC 3339 has it.
pub(crate) fn now() -> String {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second())
        .unwrap_or(now)
        .to_string()
}

/// A date as exactly as it is known.
pub(crate) fn date(published: PublishedDate) -> String {
    precise(&published.date, published.precision)
}

/// A calendar date, no more exact than it is known.
pub(crate) fn precise(date: &impl ToString, precision: DatePrecision) -> String {
    let date = date.to_string();
    let len = match precision {
        DatePrecision::Year => "2026".len(),
        DatePrecision::Month => "2026-01".len(),
        DatePrecision::Day => date.len(),
    };
    date.chars().take(len).collect()
}

/// Whether a date is worked out and not read.
fn is_probable(published: PublishedDate) -> bool {
    published.basis == DateBasis::Inferred
}

/// The address of a source, if it is one of the web; anything else is not made a link.
pub(crate) fn web_address(source: &Source) -> Option<String> {
    let url = source.url.as_deref()?;
    let scheme = url
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https")).then(|| url.to_owned())
}

/// A text on one line, without characters that are not seen and could lead astray whoever reads
/// the line: controls, and marks that turn the direction of writing.
pub(crate) fn line(text: &str) -> String {
    let seen: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(|letter| !is_mark_of_direction(*letter) && !is_no_character(*letter))
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character turns the direction of writing (Unicode Standard Annex 9, section 2) and is
/// itself not seen.
pub(crate) fn is_mark_of_direction(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Whether a code point is no character, and stands in no XML.
fn is_no_character(letter: char) -> bool {
    matches!(letter, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_that_is_what_it_looks_like() {
        for (text, seen) in [
            ("", ""),
            (" ett\n\ntvå\ttre ", "ett två tre"),
            ("a\u{0}b\u{1b}[31m", "a b [31m"),
            ("fdp\u{202e}exe.txt", "fdpexe.txt"),
            ("åäö 😀", "åäö 😀"),
        ] {
            assert_eq!(line(text), seen);
        }
    }

    #[test]
    fn the_time_is_told_to_the_second() {
        let now = now();
        assert!(
            now.len() == "2026-01-02T03:04:05Z".len() && now.ends_with('Z'),
            "{now}"
        );
        assert!(now.starts_with(&today()[..8]), "{now}");
    }
}
