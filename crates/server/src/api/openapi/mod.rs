//! `/openapi.json`: the API described for machines.
//!
//! Shapes and operations come from the types and handlers themselves. What holds for all of
//! them (headers, problems, words that filters take) is added here from the tables that the
//! program works with, so that the description cannot say anything else than what is done.

mod parameters;

use std::sync::LazyLock;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_LANGUAGE;
use axum::response::Response;
use records::{Area, Kind, OutcomeKind, Status, Voice, YearBasis};
use search::{MAX_QUERY_BYTES, MAX_TERMS, Page, Sort};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use vocabulary::PopulationBand;

use super::{editions, examples, municipalities, records as record_list, themes};
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
        municipalities::list,
        municipalities::one,
        themes::list,
        themes::one,
        editions::list,
        editions::one,
        document
    ),
    components(schemas(Problem)),
    tags(
        (name = "records", description = "Exempel / Examples"),
        (name = "municipalities", description = "Kommuner / Municipalities"),
        (name = "themes", description = "Teman / Themes"),
        (name = "editions", description = "Utmärkelsens omgångar / Editions of the award"),
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
    ask.only(&[])?;
    let bank = state.bank();
    let root = ask.absolute("/api/v1");
    let mut response = answer(&bank, &ask.headers, Lang::default(), &[&root], || {
        let mut document = DOCUMENT.clone();
        document["servers"] = json!([{"url": root, "description": "Version 1"}]);
        if ask.public_url.is_some() {
            document["info"]["contact"]["url"] = json!(ask.absolute("/"));
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
    name_words(&mut document);
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
    schemas["ClauseBody"]["properties"]["kind"]["enum"] = json!(["word", "phrase"]);
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
    if path == "/records" {
        parameters.extend(parameters::of_search());
    }
    parameters.extend(parameters::in_headers());
    operation["parameters"] = Value::Array(parameters);
    let names: &[&str] = if path == "/records" {
        &[
            "ETag",
            "Cache-Control",
            "Content-Language",
            "X-Request-Id",
            "Traceparent",
            "Link",
        ]
    } else {
        &[
            "ETag",
            "Cache-Control",
            "Content-Language",
            "X-Request-Id",
            "Traceparent",
        ]
    };
    let headers: Map<String, Value> = names
        .iter()
        .map(|name| {
            (
                (*name).to_owned(),
                json!({"$ref": format!("#/components/headers/{name}")}),
            )
        })
        .collect();
    let responses = &mut operation["responses"];
    responses["200"]["headers"] = Value::Object(headers);
    let id = operation["operationId"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    if let Some(example) = examples::of(&id) {
        operation["responses"]["200"]["content"]["application/json"]["examples"] =
            json!({"example": {"summary": "Ett svar / An answer", "value": example}});
    }
    let responses = &mut operation["responses"];
    responses["304"] = json!({
        "description": "Svaret är detsamma som If-None-Match anger / \
                        The answer is the one that If-None-Match names",
    });
    let mut problems = vec!["400", "405", "414", "500", "503", "default"];
    if path.contains('{') {
        problems.push("404");
    }
    for status in problems {
        responses[status] = json!({"$ref": format!("#/components/responses/{status}")});
    }
}

fn answer_headers() -> Value {
    let header = |description| json!({"description": description, "schema": {"type": "string"}});
    json!({
        "ETag": header("A weak tag of the answer, from the generation and the normalised query."),
        "Cache-Control": header("How long the answer may be kept."),
        "Content-Language": header("The language of names and errors in the answer."),
        "Link": header("Addresses of pages (RFC 8288): self, next, prev, first, last."),
        "X-Request-Id": header("The id of the request, to give when something went wrong."),
        "Traceparent": header("The traceparent of the request, if it had one."),
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
        json!({
            "description": format!("{} / {}", problem.title, english.title),
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
        "414": described("uri-too-long"),
        "500": described("internal"),
        "503": described("timeout"),
        "default": described("internal"),
    })
}
