//! The parameters of the operations, described.

use records::{Area, Kind, OutcomeKind, Status, Voice};
use search::{Facet, FacetValue, MAX_QUERY_BYTES, MAX_TERMS, Page, PeersOf, Sample, Sort};
use serde_json::{Value, json};
use vocabulary::PopulationBand;

use super::words;
use crate::api::export::Format;
use crate::api::records::{CURSOR_DIGITS, DEFAULT_SEED, MAX_GROUPS, SELECTABLE};
use crate::api::{similar, suggestions, themes};
use crate::lang::Lang;
use crate::params::MAX_VALUES;
use crate::reference::Form as Citation;

/// The parameters of a search, whatever is worked out over it: its query and its filters.
pub(crate) fn of_search() -> Vec<Value> {
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
            "schema": {"type": "array", "items": filter_values(*facet), "maxItems": MAX_VALUES},
            "style": "form", "explode": true, "example": [example],
        }));
    }
    parameters.push(json!({
        "name": PeersOf::NAME, "in": "query", "required": false,
        "description": format!(
            "About the peers of a municipality, by its four-digit code or name; see \
             /municipalities/{{code}}/peers. Repeat to widen; `!` in front excludes. At most \
             {MAX_VALUES}."
        ),
        "schema": {
            "type": "array", "items": {"type": "string", "minLength": 1}, "maxItems": MAX_VALUES,
        },
        "style": "form", "explode": true, "example": ["1384"],
    }));
    parameters
}

/// The parameters of an operation that has its own.
pub(super) fn of_own(operation_id: &str) -> Vec<Value> {
    let single = |name: &str, description: String, schema: Value, example: Value| {
        json!({
            "name": name, "in": "query", "required": false, "description": description,
            "schema": schema, "example": example,
        })
    };
    let limit = |most: usize, default: usize| json!({"type": "integer", "minimum": 1, "maximum": most, "default": default});
    let format = |description: &str, all: Vec<&str>| {
        let default = json!(all.first());
        let schema = json!({"type": "string", "enum": all, "default": default});
        single("format", description.to_owned(), schema, default)
    };
    match operation_id {
        "export_records" => vec![
            format(
                "The format of the file.",
                words(Format::ALL, Format::as_str),
            ),
            sort(),
        ],
        "cite_search" | "cite_record" => vec![format(
            "The form of the citation.",
            words(Citation::ALL, Citation::as_str),
        )],
        "list_themes" => vec![format(
            "The form that the themes come in.",
            words(themes::Form::ALL, themes::Form::as_str),
        )],
        "get_atom_feed" | "get_json_feed" => vec![single(
            "cursor",
            "Where the feed goes on, as the link `next` of the document before has it.".to_owned(),
            cursor(),
            json!("*"),
        )],
        "list_suggestions" => vec![
            single(
                "q",
                "What has been typed so far; the last word need not be whole.".to_owned(),
                json!({"type": "string"}),
                json!("aldreo"),
            ),
            single(
                "limit",
                "The most suggestions of each kind.".to_owned(),
                limit(suggestions::MAX_LIMIT, suggestions::DEFAULT_LIMIT),
                json!(5),
            ),
        ],
        "list_similar_records" => vec![
            single(
                "limit",
                "The most records.".to_owned(),
                limit(similar::MAX_LIMIT, similar::DEFAULT_LIMIT),
                json!(10),
            ),
            single(
                similar::ELSEWHERE,
                "Whether to give only records about municipalities that the record is not about."
                    .to_owned(),
                json!({"type": "boolean", "default": false}),
                json!(true),
            ),
        ],
        _ => Vec::new(),
    }
}

/// The parameters of a page of a search.
pub(crate) fn of_page() -> Vec<Value> {
    let query = |name: &str, description: String, schema: Value, example: Value| {
        json!({
            "name": name, "in": "query", "required": false, "description": description,
            "schema": schema, "example": example,
        })
    };
    let mut parameters = Vec::new();
    let facets: Vec<&str> = words(Facet::ALL, Facet::as_str);
    parameters.push(json!({
        "name": "facets", "in": "query", "required": false,
        "description": "The facets to count, separated by commas or repeated.",
        "schema": {"type": "array", "items": {"type": "string", "enum": facets}},
        "style": "form", "explode": false, "example": ["theme", "year"],
    }));
    parameters.push(sort());
    parameters.push(query(
        "limit",
        "The most records on a page.".to_owned(),
        json!({"type": "integer", "minimum": 1, "maximum": Page::MAX_LIMIT, "default": Page::DEFAULT_LIMIT}),
        json!(20),
    ));
    parameters.push(query(
        "page",
        format!(
            "The page, from 1. Pages end at the first {} records; see cursor for all.",
            Page::MAX_DEPTH
        ),
        json!({"type": "integer", "minimum": 1, "maximum": Page::MAX_DEPTH, "default": 1}),
        json!(1),
    ));
    parameters
}

/// The order of a search.
fn sort() -> Value {
    let sorts: Vec<&str> = words(Sort::ALL, Sort::as_str);
    json!({
        "name": "sort", "in": "query", "required": false,
        "description": "The order. Without `q`, relevance is the newest first. Records without the \
                        value come last.",
        "schema": {"type": "string", "enum": sorts, "default": Sort::default().as_str()},
        "example": "-year",
    })
}

/// What a cursor looks like.
fn cursor() -> Value {
    json!({"type": "string", "pattern": format!(r"^(\*|[0-9a-f]{{{CURSOR_DIGITS}}})$")})
}

/// The parameters of the list of records beside those of a search.
pub(crate) fn of_list() -> Vec<Value> {
    let list =
        |name: &str, description: &str, words: Value, most: Option<usize>, example: Value| {
            let mut schema = json!({"type": "array", "items": {"type": "string", "enum": words}});
            if let Some(most) = most {
                schema["maxItems"] = json!(most);
            }
            json!({
                "name": name, "in": "query", "required": false, "description": description,
                "schema": schema, "style": "form", "explode": false, "example": example,
            })
        };
    let single = |name: &str, description: &str, schema: Value, example: Value| {
        json!({
            "name": name, "in": "query", "required": false, "description": description,
            "schema": schema, "example": example,
        })
    };
    vec![
        single(
            "cursor",
            "Walks through everything: `*` to begin, then the `meta.next_cursor` of the answer \
             before. Not together with page or sample.",
            cursor(),
            json!("*"),
        ),
        single(
            "sample",
            "Draws so many of the records at random, in random order. Not together with sort or \
             cursor.",
            json!({"type": "integer", "minimum": 1, "maximum": Sample::MAX_SIZE}),
            json!(50),
        ),
        single(
            "seed",
            "Decides which records a sample draws. Only with sample.",
            json!({
                "type": "integer", "minimum": 0, "maximum": u32::MAX, "default": DEFAULT_SEED,
            }),
            json!(7),
        ),
        list(
            "group_by",
            "Counts the records by the values of one facet, or of two together, separated by a \
             comma or repeated.",
            json!(words(Facet::ALL, Facet::as_str)),
            Some(MAX_GROUPS),
            json!(["theme", "year"]),
        ),
        list(
            "select",
            "The fields to give of each record, separated by commas or repeated; all without it.",
            json!(*SELECTABLE),
            None,
            json!(["id", "title", "year"]),
        ),
        single(
            "highlight",
            "Whether to give pieces of text with the words of the query marked.",
            json!({"type": "boolean", "default": true}),
            json!(false),
        ),
        single(
            "explain",
            "Whether to say why each record is a hit, in matched_by.",
            json!({"type": "boolean", "default": false}),
            json!(true),
        ),
    ]
}

/// The parameter that every operation takes.
pub(crate) fn lang() -> Value {
    json!({
        "name": "lang", "in": "query", "required": false,
        "description": "The language of names and errors, before that of Accept-Language.",
        "schema": {"type": "string", "enum": Lang::ACCEPTED}, "example": "sv",
    })
}

/// What a value of a filter must look like. That there is such a municipality or theme is for the
/// server to say.
fn filter_values(facet: Facet) -> Value {
    let one_of = |mut words: Vec<&str>| {
        // The statuses have a word of their own for it.
        if !words.contains(&FacetValue::UNKNOWN) {
            words.push(FacetValue::UNKNOWN);
        }
        format!("({})", words.join("|"))
    };
    let pattern = match facet {
        Facet::Municipality | Facet::County | Facet::SkrGroup => {
            return json!({"type": "string", "minLength": 1});
        }
        Facet::Population => one_of(words(PopulationBand::ALL, PopulationBand::as_str)),
        Facet::Year | Facet::Edition => {
            // From 1950 to 2099, and ranges that may be open.
            let year = "(19[5-9][0-9]|20[0-9]{2})";
            format!("({year}|{year}?\\.\\.{year}?|unknown)")
        }
        Facet::Theme => "[a-z]+(-[a-z]+)*".to_owned(),
        Facet::Area => one_of(words(Area::ALL, Area::as_str)),
        Facet::Kind => one_of(words(Kind::ALL, Kind::as_str)),
        Facet::Status => one_of(words(Status::ALL, Status::as_str)),
        Facet::Voice => one_of(words(Voice::ALL, Voice::as_str)),
        Facet::Outcome => one_of(words(OutcomeKind::ALL, OutcomeKind::as_str)),
        Facet::Language => "([a-z]{2}|unknown)".to_owned(),
    };
    json!({"type": "string", "pattern": format!("^!?{pattern}$")})
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
            "The language of names and errors: sv or en, unless lang says it.",
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
