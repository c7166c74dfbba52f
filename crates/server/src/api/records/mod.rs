//! `/records`: search and browse, and one record.

mod asked;
mod counts;
mod cursor;
mod links;
mod understood;

use std::time::Instant;

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, LINK};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use records::RecordId;
use search::{Group, SearchRequest};

use self::asked::Asked;
pub(crate) use self::asked::{DEFAULT_SEED, MAX_GROUPS, SELECTABLE, read_cursor};
use self::counts::{facet_body, group_body};
pub(crate) use self::cursor::{CURSOR_DIGITS, Cursor, fingerprint};
use self::links::{link_header, page_links};
pub(crate) use self::understood::understood;
use super::record_body::{hit_body, record_body};
use super::types::{
    ArticleGroupBody, DidYouMeanBody, Meta, PageLinks, RecordAnswer, RecordsAnswer, RecordsMeta,
    SampleBody, SelectedBody,
};
use crate::answer::api_answer;
use crate::ask::{Ask, PathPart};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::metrics::{Door, FoundNothing};
use crate::shown::{Found, ShownHit, ShownRecord};
use crate::state::AppState;

/// As many bytes as most answers have, so that the room for them need not be made larger time and
/// again.
const USUAL_BYTES: usize = 64 << 10;

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
        everything that passes the filters is given, the newest first.\n\n\
        To walk through everything, begin with `cursor=*` and go on with `meta.next_cursor` until \
        it is null. A walk stays in the generation of the index that it began in, so that its \
        pages never shift; when that is no longer held open (two later ones are), the answer is \
        410.\n\n\
        `sample` draws records at random: the same size and seed draw the same ones, as long as \
        the same records match.",
    responses((status = 200, description = "A page of records with facet counts", body = RecordsAnswer<'_>))
)]
pub(crate) async fn list(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    let asked = Asked::read(&ask, &state)?;
    let variant = asked.query_string(asked.here());
    let tag = [PATH, variant.as_str()];
    api_answer(&asked.bank, &ask.headers, asked.lang, &tag, || {
        let searched = Searched::of(&asked)?;
        let total = searched.found.total;
        let links = page_links(&asked, total, searched.next_cursor.as_deref());
        let mut json = Vec::with_capacity(USUAL_BYTES);
        serde_json::to_writer(&mut json, &answer(&asked, &searched, &links))
            .map_err(|error| ApiError::Internal(error.into()))?;
        let link = link_header(&links).map(|link| AppendHeaders([(LINK, link)]));
        let kind = [(CONTENT_TYPE, "application/json")];
        let nothing = FoundNothing::of(Door::Api, &asked.request.query, total);
        // Without the room that was made for more, since it may be kept.
        Ok((nothing, link, kind, json.into_boxed_slice().into_vec()))
    })
}

/// What was found, which the answer is written from.
struct Searched {
    found: Found,
    groups: Vec<Group>,
    took_ms: f64,
    next_cursor: Option<String>,
}

impl Searched {
    fn of(asked: &Asked) -> Result<Self, ApiError> {
        let (bank, request) = (&asked.bank, &asked.request);
        let began = Instant::now();
        let found = bank.search(&SearchRequest {
            highlight: request.highlight && asked.gives("highlights"),
            explain: request.explain && asked.gives("matched_by"),
            ..request.clone()
        })?;
        let groups = match asked.group_by.as_slice() {
            [] => Vec::new(),
            [first, rest @ ..] => bank.group_by(request, *first, rest.first().copied())?,
        };
        let took_ms = (began.elapsed().as_secs_f64() * 100_000.0).round() / 100.0;
        let next_cursor = asked
            .walk
            .as_ref()
            .zip(found.next)
            .map(|(walk, rank)| Cursor::after(rank, &walk.search, bank).to_string());
        Ok(Self {
            found,
            groups,
            took_ms,
            next_cursor,
        })
    }
}

fn answer<'a>(asked: &'a Asked, searched: &'a Searched, links: &PageLinks) -> RecordsAnswer<'a> {
    let Searched { found, groups, .. } = searched;
    let (lang, request) = (asked.lang, &asked.request);
    let vocabulary = asked.bank.vocabulary();
    let facets = found.facets.iter().map(|counts| {
        let body = facet_body(counts, lang, vocabulary);
        (counts.facet.as_str(), body)
    });
    let hits = |hits: &'a [ShownHit]| -> Vec<SelectedBody<'a>> {
        let selected = |hit| SelectedBody {
            hit: hit_body(hit, lang, vocabulary),
            fields: &asked.select,
        };
        hits.iter().map(selected).collect()
    };
    RecordsAnswer {
        meta: RecordsMeta {
            total: found.total,
            page: asked.walk.is_none().then(|| request.page.number()),
            limit: request.page.limit(),
            next_cursor: searched.next_cursor.clone(),
            sample: request.page.sample().map(|sample| SampleBody {
                size: sample.size(),
                seed: sample.seed(),
                matching: found.matching,
            }),
            did_you_mean: found.did_you_mean.as_ref().map(|meant| DidYouMeanBody {
                query: meant.query.clone(),
                total: meant.total,
            }),
            took_ms: searched.took_ms,
            query: understood(request, found, vocabulary),
            generation: asked.bank.generation().to_owned(),
        },
        facets: facets.collect(),
        groups: groups
            .iter()
            .map(|group| group_body(group, &asked.group_by, lang, vocabulary))
            .collect(),
        records: hits(&found.hits),
        article_groups: found
            .groups
            .iter()
            .map(|group| ArticleGroupBody {
                article: group.article.to_string(),
                title: group.title.clone(),
                records: group.hits.clone(),
            })
            .collect(),
        similar: hits(&found.similar),
        links: links.clone(),
    }
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
    responses(
        (status = 200, description = "The record", body = RecordAnswer<'_>),
        (status = 307, description = "The id is that of a copy; the record that holds it is at `Location`")
    )
)]
pub(crate) async fn one(
    State(state): State<AppState>,
    PathPart(id): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    let lang = ask.api()?;
    let bank = state.bank();
    let record = found(&bank, &id)?;
    if record.id.as_str() != id {
        // The id of a copy leads to the record that holds it.
        return Ok(Redirect::temporary(&format!("{PATH}/{}", record.id)).into_response());
    }
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
                record: record_body(&record, lang, bank.vocabulary()),
            }))
        },
    )
}

/// The record with an id, or the one that holds the copy with that id.
///
/// # Errors
/// [`ApiError::NoRecord`] or [`ApiError::Withdrawn`] when there is none.
pub(crate) fn found(bank: &Bank, id: &str) -> Result<ShownRecord, ApiError> {
    let id: RecordId = id.parse().map_err(|_| ApiError::NoRecord(id.to_owned()))?;
    bank.record(&id)?.ok_or_else(|| bank.missing(&id))
}
