//! `/feed.atom` and `/feed.json`: any search as a feed.

mod atom;
mod json;

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use records::DatePrecision;
use search::{Facet, Page, SearchRequest, Sort};

use super::records::{Cursor, fingerprint, read_cursor};
use crate::answer::located_answer;
use crate::ask::Ask;
use crate::bank::Bank;
use crate::error::ApiError;
use crate::labels::label;
use crate::lang::Lang;
use crate::manners::accept;
use crate::metrics::{Door, FoundNothing};
use crate::params::{self, in_words, to_query_string};
use crate::query_string::QueryString;
use crate::reference::{line, web_address};
use crate::shown::ShownRecord;
use crate::state::AppState;

/// The address of the feed in Atom.
pub(crate) const ATOM_PATH: &str = "/api/v1/feed.atom";
/// The address of the feed in JSON.
pub(crate) const JSON_PATH: &str = "/api/v1/feed.json";

/// The most entries of one document of a feed; `next` leads to the others.
pub(crate) const MAX_ENTRIES: usize = Page::MAX_LIMIT;

const ATOM: &[&str] = &["application/atom+xml", "application/xml", "text/xml"];
const JSON: &[&str] = &["application/feed+json", "application/json"];

/// What a feed says, in whatever form.
#[derive(Debug)]
struct Feed {
    title: String,
    lang: Lang,
    /// The address of its beginning, which is its id too.
    id: String,
    /// This document's own address.
    this: String,
    /// The next document of it, when it does not end with this one.
    next: Option<String>,
    /// The search as a page.
    html: String,
    /// When the generation was built.
    updated: String,
    entries: Vec<Entry>,
}

/// An entry: a record.
#[derive(Debug)]
struct Entry {
    /// The record's address, which is its id too.
    html: String,
    title: String,
    summary: String,
    /// When the source was read or published, as far as that is known to the day; otherwise when
    /// the generation was built.
    updated: String,
    /// When the source was published, if that is known to the day.
    published: Option<String>,
    /// Whose text it is, where it is not the bank's.
    publisher: Option<String>,
    /// The source's address.
    source: Option<String>,
    /// The ids and names of its themes.
    themes: Vec<(String, String)>,
    language: String,
}

/// Gives a search as a feed.
#[utoipa::path(
    get,
    path = "/feed.atom",
    operation_id = "get_atom_feed",
    tag = "records",
    summary = "A search as an Atom feed",
    description = "Gives the records that the query and the filters find as a feed (RFC 4287), \
        those about the latest year first, 100 to a document; the link `next` leads to the others \
        (RFC 5005). An entry's id is the address of its record and never changes. Its `updated` is \
        the day that the source was read or else published, where that day is known, and otherwise \
        when the index was built; the feed's own is when the index was built.",
    responses((status = 200, description = "The feed", body = String, content_type = "application/atom+xml"))
)]
pub(crate) async fn atom(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let types = ("application/atom+xml; charset=utf-8", ATOM);
    respond(&state, &ask, ATOM_PATH, types, atom::written)
}

/// Gives a search as a feed in JSON.
#[utoipa::path(
    get,
    path = "/feed.json",
    operation_id = "get_json_feed",
    tag = "records",
    summary = "A search as a JSON feed",
    description = "Gives the same as /feed.atom as a JSON Feed (version 1.1); `next_url` leads to \
        the records that do not fit.",
    responses((status = 200, description = "The feed", body = Object, content_type = "application/feed+json"))
)]
pub(crate) async fn json(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let types = ("application/feed+json", JSON);
    respond(&state, &ask, JSON_PATH, types, |feed| {
        Ok(json::written(feed))
    })
}

fn respond(
    state: &AppState,
    ask: &Ask,
    path: &'static str,
    (content_type, accepted): (&'static str, &'static [&'static str]),
    written: impl Fn(&Feed) -> Result<String, ApiError>,
) -> Result<Response, ApiError> {
    let pairs = ask.pairs()?;
    let current = state.bank();
    let vocabulary = current.vocabulary();
    let params::Asked {
        request,
        mut faults,
    } = params::parse_filters(&pairs, &["cursor", "lang"], vocabulary);
    let lang = ask.api_lang_among(&pairs, &mut faults);
    let mut request = SearchRequest {
        sort: Sort::YearDescending,
        ..request
    };
    let search = fingerprint(&request, vocabulary);
    let cursor = read_cursor(&pairs, &search, &mut faults);
    ApiError::unless_empty(faults)?;
    accept::must_take(&ask.headers, accepted)?;
    let here = cursor.as_ref().map(|(text, _)| text.clone());
    let cursor = cursor.and_then(|(_, cursor)| cursor);
    let bank = match &cursor {
        None => Arc::clone(&current),
        Some(cursor) => cursor.bank(state)?,
    };
    request.page = Page::walk(cursor.map(|cursor| cursor.rank), MAX_ENTRIES).unwrap_or_default();
    let address = |cursor: Option<&str>| {
        let mut query = query_string(&request, &bank);
        query.push("lang", lang.as_str());
        if let Some(cursor) = cursor {
            query.push("cursor", cursor);
        }
        query.after(&ask.located(path))
    };
    let this = address(here.as_deref());
    located_answer(&bank, ask, lang, &[&this], || {
        let found = bank.search(&request)?;
        let nothing = FoundNothing::of(Door::Api, &request.query, found.total);
        let next = found
            .next
            .map(|rank| Cursor::after(rank, &search, &bank).to_string());
        let words = &lang.messages().citation;
        let entries = found.hits.iter();
        let feed = Feed {
            title: line(&(words.search)(&in_words(&unsorted(&request), vocabulary))),
            lang,
            next: next.map(|cursor| address(Some(&cursor))),
            html: query_string(&request, &bank).after(&ask.located("/")),
            updated: bank.manifest().built_at.clone(),
            entries: entries
                .map(|hit| Entry::of(&hit.record, ask, lang, &bank))
                .collect(),
            id: address(None),
            this: this.clone(),
        };
        let mut response = (nothing, written(&feed)?).into_response();
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        Ok(response)
    })
}

/// The query and the filters as an address has them; the order is the feed's own.
fn query_string(request: &SearchRequest, bank: &Bank) -> QueryString {
    to_query_string(&unsorted(request), bank.vocabulary())
}

fn unsorted(request: &SearchRequest) -> SearchRequest {
    SearchRequest {
        sort: Sort::default(),
        page: Page::default(),
        ..request.clone()
    }
}

impl Entry {
    fn of(record: &ShownRecord, ask: &Ask, lang: Lang, bank: &Bank) -> Self {
        let source = &record.source;
        let at_midnight = |day: &str| format!("{day}T00:00:00Z");
        let published = source
            .published
            .filter(|published| published.precision == DatePrecision::Day)
            .map(|published| at_midnight(&published.date.to_string()));
        let retrieved = source.retrieved.map(|day| at_midnight(&day.to_string()));
        let updated = retrieved.or_else(|| published.clone());
        Self {
            html: ask.located(&format!("/exempel/{}", record.id)),
            title: line(&record.title),
            summary: record.lead().map(line).unwrap_or_default(),
            updated: updated.unwrap_or_else(|| bank.manifest().built_at.clone()),
            published,
            publisher: match record.summary {
                Some(_) => None,
                None => source.publisher.as_deref().map(line),
            },
            source: web_address(source),
            themes: record
                .themes
                .iter()
                .map(|theme| {
                    let id = theme.id.to_string();
                    let name = label(Facet::Theme, &id, lang, bank.vocabulary()).into_owned();
                    (id, name)
                })
                .collect(),
            language: record.language.to_string(),
        }
    }
}
