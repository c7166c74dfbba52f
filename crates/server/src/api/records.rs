//! `/records`: search and browse, and one record.

use std::time::Instant;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::response::{IntoResponse, Response};
use records::RecordId;
use search::{
    Clause, ClauseKind, FacetCounts, FacetValue, Mend, Occur, SearchRequest, SearchResponse,
};
use vocabulary::Vocabulary;

use super::record_body::{hit_body, record_body};
use super::types::{
    ClauseBody, CorrectionBody, ExpansionBody, FacetBody, FacetValueBody, Meta, PageLinks,
    RecognisedBody, RecordAnswer, RecordsAnswer, RecordsMeta, UnderstoodBody,
};
use crate::answer::api_answer;
use crate::ask::{Ask, PathPart};
use crate::error::ApiError;
use crate::labels::label;
use crate::lang::Lang;
use crate::pages::paging::last_page;
use crate::params::{self, on_page, to_query_string};
use crate::shown::ShownHit;
use crate::state::AppState;

/// The address of the list.
const PATH: &str = "/api/v1/records";

/// Searches and browses the records.
#[utoipa::path(
    get,
    path = "/records",
    operation_id = "list_records",
    tag = "records",
    summary = "Search and browse records",
    description = "Finds records by query and filters and counts facets in the same answer. \
        Repeating a filter widens it (or), different filters narrow (and), `!value` excludes, \
        `unknown` asks for records without a value, `year=2013..2019` is a range. Without `q` \
        everything that passes the filters is given, the newest first.",
    responses((status = 200, description = "A page of records with facet counts", body = RecordsAnswer))
)]
pub(crate) async fn list(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let bank = state.bank();
    let vocabulary = bank.snapshot().vocabulary();
    let lang = ask.api_lang();
    // `lang` is a parameter of the page; it is let pass so that a page's query string is one here.
    let asked = params::parse(&ask.pairs()?, &["lang"], vocabulary);
    ApiError::unless_empty(asked.faults)?;
    let request = asked.request;
    let query_string = to_query_string(&request, vocabulary);
    api_answer(
        &bank,
        &ask.headers,
        lang,
        &[PATH, query_string.as_str()],
        || {
            let began = Instant::now();
            let response = bank.search(&request)?;
            let took_ms = (began.elapsed().as_secs_f64() * 100_000.0).round() / 100.0;
            let links = page_links(&request, response.total, vocabulary);
            let link = link_header(&links);
            let body = RecordsAnswer {
                meta: RecordsMeta {
                    total: response.total,
                    page: request.page.number(),
                    limit: request.page.limit(),
                    took_ms,
                    query: understood(&request, &response, vocabulary),
                    generation: bank.generation().to_owned(),
                },
                facets: response
                    .facets
                    .iter()
                    .map(|counts| {
                        (
                            counts.facet.to_string(),
                            facet_body(counts, lang, vocabulary),
                        )
                    })
                    .collect(),
                records: response
                    .hits
                    .into_iter()
                    .map(|hit| hit_body(&ShownHit::from(hit), lang, vocabulary))
                    .collect(),
                links,
            };
            Ok(with_link(link, Json(body)))
        },
    )
}

/// Gives one record.
#[utoipa::path(
    get,
    path = "/records/{id}",
    operation_id = "get_record",
    tag = "records",
    summary = "One record",
    description = "Gives everything that may be shown of one record, with where it came from.",
    params(("id" = String, Path, description = "The record's id", example = "nacka-lovisa-bygglovsrobot-2023")),
    responses((status = 200, description = "The record", body = RecordAnswer))
)]
pub(crate) async fn one(
    State(state): State<AppState>,
    PathPart(id): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    ask.only(&[])?;
    let bank = state.bank();
    let lang = ask.api_lang();
    let none = || ApiError::NoRecord(id.clone());
    let record_id: RecordId = id.parse().map_err(|_| none())?;
    let record = bank.record(&record_id)?.ok_or_else(none)?;
    api_answer(
        &bank,
        &ask.headers,
        lang,
        &[PATH, record.id.as_str()],
        || {
            Ok(Json(RecordAnswer {
                meta: Meta {
                    total: 1,
                    generation: bank.generation().to_owned(),
                },
                record: record_body(&record, lang, bank.snapshot().vocabulary()),
            }))
        },
    )
}

/// The counts of a facet, with the records that have no value apart from the values.
fn facet_body(counts: &FacetCounts, lang: Lang, vocabulary: &Vocabulary) -> FacetBody {
    let mut body = FacetBody {
        values: Vec::new(),
        unknown: 0,
    };
    for counted in &counts.values {
        match &counted.value {
            FacetValue::Unknown => body.unknown = counted.count,
            FacetValue::Known(value) => body.values.push(FacetValueBody {
                value: value.clone(),
                label: label(counts.facet, value, lang, vocabulary),
                count: counted.count,
            }),
        }
    }
    body
}

fn understood(
    request: &SearchRequest,
    response: &SearchResponse,
    vocabulary: &Vocabulary,
) -> UnderstoodBody {
    let understood = &response.understood;
    let clauses = understood.query.clauses.iter().map(|clause| {
        let (kind, text) = match &clause.kind {
            ClauseKind::Word(word) => ("word", word.clone()),
            ClauseKind::Prefix(prefix) => ("prefix", prefix.clone()),
            ClauseKind::Phrase(phrase) => ("phrase", phrase.clone()),
            ClauseKind::Group(clauses) => ("group", in_words(clauses)),
        };
        let occur = match clause.occur {
            Occur::May => "may",
            Occur::Must => "must",
            Occur::MustNot => "must_not",
        };
        ClauseBody {
            occur: occur.to_owned(),
            kind: kind.to_owned(),
            text,
        }
    });
    let corrections = understood.corrections.iter().map(|one| CorrectionBody {
        typed: one.typed.clone(),
        used: one.used.clone(),
        kind: match one.mend {
            Mend::Marks => "marks",
            Mend::Spelling => "spelling",
        }
        .to_owned(),
    });
    let recognised = understood.recognised.iter().map(|one| RecognisedBody {
        words: one.words.clone(),
        filter: one.facet.to_string(),
        values: one
            .conditions
            .iter()
            .map(|condition| condition.to_text(one.facet, vocabulary))
            .collect(),
        applied: one.is_filter,
    });
    let expansions = understood.expansions.iter().map(|one| ExpansionBody {
        typed: one.typed.clone(),
        means: one.means.clone(),
    });
    let filters = response
        .understood
        .filters
        .iter()
        .map(|(facet, conditions)| {
            let texts = conditions
                .iter()
                .map(|condition| condition.to_text(facet, vocabulary));
            (facet.to_string(), texts.collect())
        })
        .collect();
    UnderstoodBody {
        text: request.query.clone(),
        clauses: clauses.collect(),
        left_out: understood.left_out.clone(),
        misread: understood.query.misread.clone(),
        corrections: corrections.collect(),
        recognised: recognised.collect(),
        expansions: expansions.collect(),
        filters,
        sort: understood.sort.as_str().to_owned(),
    }
}

/// Clauses as they would be typed.
fn in_words(clauses: &[Clause]) -> String {
    clauses
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

fn page_links(request: &SearchRequest, total: usize, vocabulary: &Vocabulary) -> PageLinks {
    let address = |number| to_query_string(&on_page(request, number), vocabulary).after(PATH);
    let (number, last) = (request.page.number(), last_page(request.page, total));
    PageLinks {
        this: address(number),
        next: (number < last).then(|| address(number + 1)),
        // From beyond the last page the way back is to the last one.
        prev: (number > 1).then(|| address((number - 1).min(last))),
        first: address(1),
        last: address(last),
    }
}

/// The links as RFC 8288 has them.
fn link_header(links: &PageLinks) -> String {
    [
        ("self", Some(&links.this)),
        ("next", links.next.as_ref()),
        ("prev", links.prev.as_ref()),
        ("first", Some(&links.first)),
        ("last", Some(&links.last)),
    ]
    .into_iter()
    .filter_map(|(relation, address)| Some(format!("<{}>; rel=\"{relation}\"", address?)))
    .collect::<Vec<_>>()
    .join(", ")
}

fn with_link(link: String, body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    if let Ok(link) = HeaderValue::try_from(link) {
        response.headers_mut().insert(LINK, link);
    }
    response
}
