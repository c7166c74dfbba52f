//! What a file says about itself: which search it is of, and when it was made.

use search::SearchRequest;
use serde_json::{Value, json};

use super::{Format, PATH};
use crate::api::records::understood;
use crate::api::types::{ExportMeta, ThingLinks};
use crate::bank::Bank;
use crate::lang::Lang;
use crate::params::{in_words, to_query_string};
use crate::reference::{self, CitedSearch, LICENCE, Origin, Reference};
use crate::shown::Found;

/// What a file says about itself.
#[derive(Debug)]
pub(super) struct Made {
    meta: ExportMeta,
    /// The query and the filters in words.
    asked: String,
    lang: Lang,
}

impl Made {
    /// A file that is made now.
    pub(super) fn now(
        bank: &Bank,
        request: &SearchRequest,
        found: &Found,
        host: &str,
        lang: Lang,
        format: Format,
    ) -> Self {
        let vocabulary = bank.vocabulary();
        let mut query = to_query_string(request, vocabulary);
        let html = query.after(&format!("{host}/"));
        query.push("format", format.as_str());
        let asked = in_words(request, vocabulary);
        let cited = CitedSearch {
            asked: &asked,
            total: found.total,
            address: &html,
            generation: bank.generation(),
            built_at: &bank.manifest().built_at,
        };
        Self {
            meta: ExportMeta {
                total: found.total,
                query: understood(request, found, vocabulary),
                generation: bank.generation().to_owned(),
                built_at: bank.manifest().built_at.clone(),
                exported_at: reference::now(),
                citation: Reference::of_search(&cited, lang).sentence(lang),
                licence: LICENCE.to_owned(),
                rights: reference::rights(lang).to_owned(),
                links: ThingLinks {
                    this: query.after(&format!("{host}{PATH}")),
                    html: html.clone(),
                },
            },
            asked,
            lang,
        }
    }

    /// It as an object.
    pub(super) fn value(&self) -> Value {
        json!(self.meta)
    }

    /// It as every row of JSON tells it.
    pub(super) fn row_value(&self) -> Value {
        let meta = &self.meta;
        json!({
            "search": meta.links.html,
            "search_total": meta.total,
            "generation": meta.generation,
            "exported_at": meta.exported_at,
        })
    }

    /// It as every row of a table tells it: the search, how much it found, where and when.
    pub(super) fn row(&self) -> [(&'static str, String); 4] {
        [
            ("search", self.meta.links.html.clone()),
            ("search_total", self.meta.total.to_string()),
            ("generation", self.meta.generation.clone()),
            ("exported_at", self.meta.exported_at.clone()),
        ]
    }

    /// It as a comment: a line for each thing.
    pub(super) fn comment(&self) -> String {
        let meta = &self.meta;
        [
            meta.citation.as_str(),
            &format!("search: {}", meta.links.html),
            &format!("query and filters: {}", self.asked),
            &format!("records: {}", meta.total),
            &format!("generation: {} ({})", meta.generation, meta.built_at),
            &format!("exported at: {}", meta.exported_at),
            &format!("licence: {} ({})", meta.licence, meta.rights),
        ]
        .map(reference::line)
        .join("\n")
    }

    /// It as every reference tells it.
    pub(super) fn origin(&self) -> Origin {
        let day: String = self.meta.exported_at.chars().take(10).collect();
        let words = &self.lang.messages().citation;
        Origin {
            sentence: (words.found_by)(&self.meta.links.html, &day, &self.meta.generation),
            value: self.row_value(),
            day,
        }
    }

    /// A name for the file: what was asked for, the day and the generation.
    pub(super) fn file_name(&self, format: Format) -> String {
        let words = slug(&self.asked);
        let parts = [
            "exempelbanken",
            &words,
            &self.meta.exported_at[..10],
            &self.meta.generation[..8],
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}.{}", parts.join("-"), format.extension())
    }
}

/// The most letters of a search in the name of a file.
const MAX_SLUG: usize = 60;

/// A text of a-z, 0-9 and `-` alone, which any system can keep.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.to_lowercase().chars() {
        let plain = match letter {
            'å' | 'ä' | 'à' | 'á' => 'a',
            'ö' | 'ø' => 'o',
            'é' | 'è' | 'ë' => 'e',
            'ü' => 'u',
            letter if letter.is_ascii_alphanumeric() => letter,
            _ if slug.is_empty() || slug.ends_with('-') => continue,
            _ => '-',
        };
        slug.push(plain);
        if slug.len() == MAX_SLUG {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_be_kept_by_any_system() {
        for (text, name) in [
            ("", ""),
            (
                "q=öppna data, theme=open-data",
                "q-oppna-data-theme-open-data",
            ),
            ("../../etc/passwd", "etc-passwd"),
            ("\"\r\n: x\u{202e}", "x"),
            (&"a ".repeat(99), &"a-".repeat(30)[..59]),
        ] {
            assert_eq!(slug(text), name);
        }
    }
}
