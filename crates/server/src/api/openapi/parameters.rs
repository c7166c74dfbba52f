//! The parameters of the operations, described.

use records::{Area, Kind, OutcomeKind, Status, Voice};
use search::{Facet, MAX_QUERY_BYTES, MAX_TERMS, Page, Sort};
use serde_json::{Value, json};
use vocabulary::PopulationBand;

use super::words;
use crate::params::MAX_VALUES;

/// The parameters of a search.
pub(super) fn of_search() -> Vec<Value> {
    let query = |name: &str, description: String, schema: Value, example: Value| {
        json!({
            "name": name, "in": "query", "required": false, "description": description,
            "schema": schema, "example": example,
        })
    };
    let mut parameters = vec![query(
        "q",
        format!(
            "Words and phrases; any text is a query. \"a phrase\", +required, -excluded. At most \
             {MAX_QUERY_BYTES} bytes and {MAX_TERMS} words and phrases."
        ),
        json!({"type": "string", "maxLength": MAX_QUERY_BYTES}),
        json!("öppna data"),
    )];
    for facet in Facet::ALL {
        let (what, example) = filter_words(*facet);
        parameters.push(json!({
            "name": facet.as_str(), "in": "query", "required": false,
            "description": format!(
                "{what} Repeat to widen; `!` in front excludes; `unknown` is records without. A comma \
                 does not separate values. At most {MAX_VALUES}."
            ),
            "schema": {"type": "array", "items": {"type": "string"}, "maxItems": MAX_VALUES},
            "style": "form", "explode": true, "example": [example],
        }));
    }
    let facets: Vec<&str> = words(Facet::ALL, Facet::as_str);
    let sorts: Vec<&str> = words(Sort::ALL, Sort::as_str);
    parameters.push(json!({
        "name": "facets", "in": "query", "required": false,
        "description": "The facets to count, separated by commas or repeated.",
        "schema": {"type": "array", "items": {"type": "string", "enum": facets}},
        "style": "form", "explode": false, "example": ["theme", "year"],
    }));
    parameters.push(query(
        "sort",
        "The order. Without `q`, relevance is the newest first. Records without the value come last."
            .to_owned(),
        json!({"type": "string", "enum": sorts, "default": Sort::default().as_str()}),
        json!("-year"),
    ));
    parameters.push(query(
        "limit",
        "The most records on a page.".to_owned(),
        json!({"type": "integer", "minimum": 1, "maximum": Page::MAX_LIMIT, "default": Page::DEFAULT_LIMIT}),
        json!(20),
    ));
    parameters.push(query(
        "page",
        format!(
            "The page, from 1. Pages end at the first {} records.",
            Page::MAX_DEPTH
        ),
        json!({"type": "integer", "minimum": 1, "default": 1}),
        json!(1),
    ));
    parameters.push(query(
        "lang",
        "Taken from the address of a page and without effect here: see Accept-Language.".to_owned(),
        json!({"type": "string"}),
        json!("sv"),
    ));
    parameters
}

/// What the values of a filter are, with one of them.
fn filter_words(facet: Facet) -> (String, &'static str) {
    let list = |what: &str, words: Vec<&str>| format!("{what}: {}.", words.join(", "));
    match facet {
        Facet::Municipality => (
            "Municipality, by four-digit code or name; see /municipalities.".to_owned(),
            "1384",
        ),
        Facet::County => ("County, by two-digit code or name.".to_owned(), "13"),
        Facet::SkrGroup => (
            "Group of municipalities, such as A2; see /municipalities.".to_owned(),
            "A2",
        ),
        Facet::Population => (
            list(
                "Population band",
                words(PopulationBand::ALL, PopulationBand::as_str),
            ),
            "under_10000",
        ),
        Facet::Year => (
            "Year, or a range of years: 2013..2019, 2013.., ..2019.".to_owned(),
            "2013..2019",
        ),
        Facet::Theme => ("Theme, by id; see /themes.".to_owned(), "open-data"),
        Facet::Area => (
            list("Area of the award", words(Area::ALL, Area::as_str)),
            "service",
        ),
        Facet::Kind => (list("Kind", words(Kind::ALL, Kind::as_str)), "initiative"),
        Facet::Status => (list("Status", words(Status::ALL, Status::as_str)), "in_use"),
        Facet::Voice => (list("Voice", words(Voice::ALL, Voice::as_str)), "press"),
        Facet::Outcome => (
            list(
                "Outcome in the award",
                words(OutcomeKind::ALL, OutcomeKind::as_str),
            ),
            "winner",
        ),
        Facet::Edition => (
            "Edition of the award, or a range of them; see /editions.".to_owned(),
            "2013",
        ),
        Facet::Language => ("Language of the source, two letters.".to_owned(), "sv"),
    }
}

/// The headers that every operation reads.
pub(super) fn in_headers() -> [Value; 3] {
    let header = |name, description, example| {
        json!({
            "name": name, "in": "header", "required": false, "description": description,
            "schema": {"type": "string"}, "example": example,
        })
    };
    [
        header(
            "Accept-Language",
            "The language of names and errors: sv or en.",
            "sv",
        ),
        header(
            "If-None-Match",
            "The ETag of an answer that the client has.",
            "W/\"0f3a5d2c9b8e7f61\"",
        ),
        header(
            "traceparent",
            "Place in a trace, as W3C Trace Context has it; sent back.",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ),
    ]
}
