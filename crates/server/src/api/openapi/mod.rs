//! `/openapi.json`: the API described for machines.
//!
//! Shapes and operations come from the types and handlers themselves. What holds for all of
//! them (headers, problems, words that filters take) is added here from the tables that the
//! program works with, so that the description cannot say anything else than what is done.

pub(crate) mod parameters;

use std::sync::LazyLock;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_LANGUAGE;
use axum::response::Response;
use records::{Area, Kind, OutcomeKind, Status, Voice, YearBasis};
use search::{MAX_QUERY_BYTES, MAX_TERMS, Page, Sample, Sort};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use vocabulary::PopulationBand;

use super::{
    api_info, citation, editions, examples, export, feed, municipalities, records as record_list,
    similar, statistics, suggestions, themes,
};
use crate::answer::answer;
use crate::ask::Ask;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::params::MAX_VALUES;
use crate::problem::{self, Problem};
use crate::router::{MAX_URI_BYTES, TIME_LIMIT};
use crate::state::AppState;

#[derive(OpenApi)]
#[openapi(
    paths(
        record_list::list,
        record_list::one,
        export::export,
        citation::of_search,
        citation::of_record,
        feed::atom,
        feed::json,
        similar::list,
        suggestions::list,
        municipalities::list,
        municipalities::one,
        municipalities::peers,
        themes::list,
        themes::one,
        editions::list,
        editions::one,
        statistics::by_year,
        statistics::by_place,
        api_info::info,
        document
    ),
    components(schemas(Problem)),
    tags(
        (name = "records", description = "Exempel / Examples"),
        (name = "municipalities", description = "Kommuner / Municipalities"),
        (name = "themes", description = "Teman / Themes"),
        (name = "editions", description = "Utmärkelsens omgångar / Editions of the award"),
        (name = "suggestions", description = "Förslag medan man skriver / Suggestions as one types"),
        (name = "statistics", description = "Räknat / Counts"),
        (name = "description", description = "Beskrivningen själv / This description")
    )
)]
struct Description;

/// The description, but for the host, which only a request knows.
static DOCUMENT: LazyLock<Value> = LazyLock::new(described);

/// Describes this API.
#[utoipa::path(
    get,
    path = "/openapi.json",
    operation_id = "get_openapi",
    tag = "description",
    summary = "This description",
    description = "Gives this description of the API in the form of OpenAPI 3.1.",
    responses((status = 200, description = "The description", body = Object))
)]
pub(crate) async fn document(
    State(state): State<AppState>,
    ask: Ask,
) -> Result<Response, ApiError> {
    ask.api()?;
    let bank = state.bank();
    let root = ask.absolute("/api/v1");
    let mut response = answer(&bank, &ask.headers, Lang::default(), &[&root], || {
        let mut document = DOCUMENT.clone();
        document["servers"] = json!([{"url": root, "description": "Version 1"}]);
        if ask.public_url.is_some() {
            document["info"]["contact"]["url"] = json!(ask.absolute("/"));
            document["externalDocs"]["url"] = json!(ask.absolute("/"));
        }
        Ok(Json(document))
    })?;
    response
        .headers_mut()
        .insert(CONTENT_LANGUAGE, HeaderValue::from_static("sv, en"));
    Ok(response)
}

fn described() -> Value {
    // The description is made of names and plain values, all of which JSON can hold.
    let mut document = serde_json::to_value(Description::openapi()).unwrap_or_default();
    document["info"] = info();
    document["x-problems"] = problems();
    document["externalDocs"] = json!({
        "description": "Om Exempelbanken / About Exempelbanken",
        "url": "/",
    });
    name_words(&mut document);
    make_fields_optional(&mut document["components"]["schemas"]);
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, item) in paths.iter_mut() {
            complete(path, &mut item["get"]);
        }
    }
    document["components"]["responses"] = problem_responses();
    document["components"]["headers"] = answer_headers();
    document
}

fn info() -> Value {
    json!({
        "title": "Exempelbanken",
        "version": env!("CARGO_PKG_VERSION"),
        "description": concat!(
            "**Svenska.** Exempelbanken är en sökbar samling av exempel på svenska kommuners ",
            "digitalisering: artiklar om en utmärkelse, vad nominerade kommuner själva har sagt, ",
            "och initiativ. Gränssnittet är öppet, kräver ingen nyckel och läses med GET. Felsvar ",
            "följer RFC 9457 och ges på svenska eller engelska efter Accept-Language. Begränsningar ",
            "står i x-limitations och servicenivån i x-sla.\n\n",
            "**English.** Exempelbanken is a searchable collection of examples of digitalisation in ",
            "Swedish municipalities: articles about an award, what nominated municipalities said ",
            "themselves, and initiatives. The interface is open, needs no key and is read with GET. ",
            "Errors follow RFC 9457 and are in Swedish or English by Accept-Language. Limitations are ",
            "in x-limitations and the level of service in x-sla.\n\n",
            "**Filter / Filters.** Upprepat filter vidgar, olika filter smalnar av, `!` före ett ",
            "värde utesluter, `unknown` är exempel utan värde. / A filter repeated widens, different ",
            "filters narrow, `!` before a value excludes, `unknown` is records without a value.\n\n",
            "**Highlights.** Ranges are half-open and counted in Unicode code points.",
        ),
        "contact": {"name": "Exempelbanken"},
        "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "x-limitations": {
            "query_bytes": MAX_QUERY_BYTES,
            "query_terms": MAX_TERMS,
            "values_per_filter": MAX_VALUES,
            "records_per_page": Page::MAX_LIMIT,
            "page_depth_records": Page::MAX_DEPTH,
            "uri_bytes": MAX_URI_BYTES,
            "sample_records": Sample::MAX_SIZE,
            "generations_open_to_walks": 3,
            "requests_per_minute": "RateLimit-Policy",
            "sv": "Begränsning: innehållet är ett urval och ingen statistik över vad kommuner gör. \
                   Texter vars källa bara får visas i utdrag ges som utdrag med länk.",
            "en": "Limitation: the contents are a selection and no statistics of what municipalities \
                   do. Texts whose source allows no more than excerpts are given as excerpts with a link.",
        },
        "x-sla": {
            "availability": "Ingen utlovad tillgänglighet / No promised availability",
            "response_time": format!(
                "Högst {0} sekunder, annars 503 / At most {0} seconds, otherwise 503",
                TIME_LIMIT.as_secs()
            ),
            "support": "Ingen utlovad svarstid / No promised time to answer",
        },
    })
}

/// Every sort of problem, for the types of problem answers to point at.
fn problems() -> Value {
    let problems = problem::samples().into_iter().map(|(name, error)| {
        let said = |lang| {
            let problem = problem::problem(&error, lang, "/api/v1/records");
            json!({"title": problem.title, "detail": problem.detail})
        };
        let value = json!({
            "status": error.status().as_u16(),
            "sv": said(Lang::Swedish),
            "en": said(Lang::English),
        });
        (name.to_owned(), value)
    });
    Value::Object(problems.collect())
}

/// Lists the words that the fields of a closed list take.
fn name_words(document: &mut Value) {
    let schemas = &mut document["components"]["schemas"];
    let fields: [(&str, &str, Vec<&str>); 13] = [
        ("RecordBody", "kind", words(Kind::ALL, Kind::as_str)),
        ("RecordBody", "status", words(Status::ALL, Status::as_str)),
        ("RecordBody", "voice", words(Voice::ALL, Voice::as_str)),
        (
            "OutcomeBody",
            "outcome",
            words(OutcomeKind::ALL, OutcomeKind::as_str),
        ),
        (
            "YearBody",
            "basis",
            words(YearBasis::ALL, YearBasis::as_str),
        ),
        (
            "ThemeRefBody",
            "basis",
            words(records::ThemeBasis::ALL, records::ThemeBasis::as_str),
        ),
        ("ThemeBody", "area", words(Area::ALL, Area::as_str)),
        (
            "MunicipalityRefBody",
            "role",
            words(
                records::MunicipalityRole::ALL,
                records::MunicipalityRole::as_str,
            ),
        ),
        (
            "MunicipalityBody",
            "population_band",
            words(PopulationBand::ALL, PopulationBand::as_str),
        ),
        (
            "PublishedBody",
            "precision",
            words(records::DatePrecision::ALL, records::DatePrecision::as_str),
        ),
        (
            "PublishedBody",
            "basis",
            words(records::DateBasis::ALL, records::DateBasis::as_str),
        ),
        (
            "SourceBody",
            "rights",
            words(records::Rights::ALL, records::Rights::as_str),
        ),
        ("UnderstoodBody", "sort", words(Sort::ALL, Sort::as_str)),
    ];
    for (schema, field, words) in fields {
        schemas[schema]["properties"][field]["enum"] = json!(words);
    }
    schemas["ClauseBody"]["properties"]["occur"]["enum"] = json!(["may", "must", "must_not"]);
    schemas["ClauseBody"]["properties"]["kind"]["enum"] =
        json!(["word", "prefix", "phrase", "group"]);
}

/// Describes a record of a list as `select` may have cut it down: any field may be missing.
fn make_fields_optional(schemas: &mut Value) {
    let mut fields = Map::new();
    let of_record = &schemas["RecordBody"]["properties"];
    let own = &schemas["HitBody"]["allOf"][1]["properties"];
    for properties in [of_record, own].into_iter().filter_map(Value::as_object) {
        fields.extend(properties.clone());
    }
    schemas["HitBody"] = json!({
        "type": "object",
        "description": "A record that was found, with all its fields but for those that the \
                        parameter select leaves out.",
        "properties": fields,
    });
}

/// The words of a closed list.
fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(word).collect()
}

/// Adds to an operation what all operations have.
fn complete(path: &str, operation: &mut Value) {
    let mut parameters = operation["parameters"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let is_list = path == "/records";
    let is_search = is_list
        || matches!(path, "/export" | "/citation" | "/feed.atom" | "/feed.json")
        || path.starts_with("/statistics/");
    if is_search {
        parameters.extend(parameters::of_search());
    }
    if is_list {
        parameters.extend(parameters::of_page());
        parameters.extend(parameters::of_list());
    }
    parameters.extend(parameters::of_own(
        operation["operationId"].as_str().unwrap_or_default(),
    ));
    parameters.push(parameters::lang());
    parameters.extend(parameters::in_headers());
    operation["parameters"] = Value::Array(parameters);
    let own = match path {
        "/records" => Some("Link"),
        "/export" => Some("Content-Disposition"),
        _ => None,
    };
    let names = ["ETag", "Cache-Control", "Content-Language"].into_iter();
    let headers = header_references(names.chain(ON_ALL.iter().copied()).chain(own));
    let responses = &mut operation["responses"];
    responses["200"]["headers"] = headers;
    let id = operation["operationId"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    for (media_type, example) in examples::of(&id) {
        operation["responses"]["200"]["content"][media_type]["examples"] =
            json!({"example": {"summary": "Ett svar / An answer", "value": example}});
    }
    let responses = &mut operation["responses"];
    responses["304"] = json!({
        "headers": header_references(["ETag"].into_iter().chain(ON_ALL.iter().copied())),
        "description": "Svaret är detsamma som If-None-Match anger / \
                        The answer is the one that If-None-Match names",
    });
    let mut problems = vec![
        "400", "405", "406", "414", "415", "429", "500", "503", "default",
    ];
    if path.contains('{') {
        problems.push("404");
    }
    if path.starts_with("/records") || path.starts_with("/feed.") {
        problems.push("410");
    }
    for status in problems {
        responses[status] = json!({"$ref": format!("#/components/responses/{status}")});
    }
}

/// The headers of every answer, whatever it says.
const ON_ALL: &[&str] = &[
    "X-Request-Id",
    "Traceparent",
    "RateLimit",
    "RateLimit-Policy",
];

fn header_references(names: impl Iterator<Item = &'static str>) -> Value {
    let reference = |name| json!({"$ref": format!("#/components/headers/{name}")});
    let headers: Map<String, Value> = names
        .map(|name| (name.to_owned(), reference(name)))
        .collect();
    Value::Object(headers)
}

fn answer_headers() -> Value {
    let header = |description| json!({"description": description, "schema": {"type": "string"}});
    json!({
        "ETag": header("A weak tag of the answer, from the generation and the normalised query."),
        "Cache-Control": header("How long the answer may be kept."),
        "Content-Language": header("The language of names and errors in the answer."),
        "Content-Disposition": header("A name for the file: what was asked for, the day, the generation."),
        "Link": header("Addresses of pages (RFC 8288): self, next, prev, first, last."),
        "X-Request-Id": header("The id of the request, to give when something went wrong."),
        "Traceparent": header("The place in a trace: that of the request, or a new one."),
        "RateLimit": header("How many requests are left (r), and in how many seconds there are more (t)."),
        "RateLimit-Policy": header("How many requests (q) a client may make in how many seconds (w)."),
        "Retry-After": header("In how many seconds it is worth asking again."),
    })
}

/// The problem answers, each with an example.
fn problem_responses() -> Value {
    let described = |name: &str| {
        let sample = problem::samples()
            .into_iter()
            .find(|(other, _)| *other == name);
        let (_, error) = sample.unwrap_or(("internal", ApiError::panicked()));
        let problem = problem::problem(&error, Lang::Swedish, "/api/v1/records");
        let english = problem::problem(&error, Lang::English, "/api/v1/records");
        let retry = error.retry_after_s().map(|_| "Retry-After");
        json!({
            "description": format!("{} / {}", problem.title, english.title),
            "headers": header_references(ON_ALL.iter().copied().chain(retry)),
            "content": {"application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {
                    "sv": {"summary": "Svenska", "value": problem},
                    "en": {"summary": "English", "value": english},
                },
            }},
        })
    };
    json!({
        "400": described("bad-parameters"),
        "404": described("not-found"),
        "405": described("method"),
        "406": described("not-acceptable"),
        "410": described("gone"),
        "414": described("uri-too-long"),
        "415": described("body"),
        "429": described("too-many-requests"),
        "500": described("internal"),
        "503": described("timeout"),
        "default": described("internal"),
    })
}
