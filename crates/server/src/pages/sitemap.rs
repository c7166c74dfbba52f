//! `/robots.txt` and `/sitemap.xml`: what search engines may read, and where it is.
//!
//! A map names whole addresses, so there is one only where the server knows its own. It is in
//! parts, as long as the protocol lets a part be: the pages first, then the examples by id.

use std::fmt::Write;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::{award, awards, municipality, theme, themes};
use crate::answer::answer;
use crate::ask::{Ask, PathPart};
use crate::bank::Bank;
use crate::error::ApiError;
use crate::lang::Lang;
use crate::state::AppState;

/// The most addresses of a part; the protocol allows 50,000.
const PART: usize = 25_000;

/// What search engines leave alone: searches, which have no end, and the files that pages offer.
const DISALLOWED: &[&str] = &[
    "/?",
    "/api/v1/",
    "/kommuner?",
    "/kommuner/*?with=",
    "/*.csv",
];

/// `GET /robots.txt`
pub(crate) async fn robots(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    ask.only(&[])?;
    let bank = state.bank();
    let host = ask.absolute("");
    answer(
        &bank,
        &ask.headers,
        Lang::default(),
        &["robots", &host],
        || {
            let mut text = "User-agent: *\nAllow: /?lang=en$\n".to_owned();
            for path in DISALLOWED {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "Disallow: {path}");
            }
            if ask.public_url.is_some() {
                let _ = writeln!(text, "\nSitemap: {host}/sitemap.xml");
            }
            Ok(text)
        },
    )
}

/// `GET /sitemap.xml`
pub(crate) async fn index(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    ask.only(&[])?;
    let host = known_host(&ask)?;
    let bank = state.bank();
    answer(
        &bank,
        &ask.headers,
        Lang::default(),
        &["sitemap", &host],
        || {
            let parts = 1 + bank.manifest().records.div_ceil(PART);
            let parts = (0..parts).map(|part| format!("{host}/sitemap/{part}.xml"));
            Ok(document("sitemapindex", "sitemap", parts))
        },
    )
}

/// `GET /sitemap/{part}`
pub(crate) async fn part(
    State(state): State<AppState>,
    PathPart(name): PathPart,
    ask: Ask,
) -> Result<Response, ApiError> {
    ask.only(&[])?;
    let host = known_host(&ask)?;
    let number: usize = name
        .strip_suffix(".xml")
        .and_then(|number| number.parse().ok())
        .ok_or(ApiError::NoPath)?;
    let bank = state.bank();
    if number > bank.manifest().records.div_ceil(PART) {
        return Err(ApiError::NoPath);
    }
    let variant = ["sitemap", name.as_str(), &host];
    answer(&bank, &ask.headers, Lang::default(), &variant, || {
        let paths = match number.checked_sub(1) {
            None => pages(&bank),
            Some(before) => examples(&bank, before * PART)?,
        };
        let addresses = paths.into_iter().map(|path| format!("{host}{path}"));
        Ok(document("urlset", "url", addresses))
    })
}

fn known_host(ask: &Ask) -> Result<String, ApiError> {
    match &ask.public_url {
        Some(url) => Ok(url.as_str().to_owned()),
        None => Err(ApiError::NoPath),
    }
}

/// The paths of all pages but those of examples, in Swedish; each names its English twin itself.
fn pages(bank: &Bank) -> Vec<String> {
    let vocabulary = bank.vocabulary();
    let fixed = [
        "/",
        "/kommuner",
        themes::PATH,
        awards::PATH,
        "/statistik",
        "/om",
        "/api",
        "/widget",
        "/tillganglighet",
    ];
    let fixed = fixed.into_iter().map(ToOwned::to_owned);
    let themes = vocabulary.thesaurus.themes().iter();
    let editions = vocabulary.editions.all().iter();
    let places = vocabulary.register.municipalities().iter();
    fixed
        .chain(themes.map(|one| theme::path(&one.id)))
        .chain(editions.map(|one| award::path(one.year)))
        .chain(places.map(|one| municipality::path(one.code)))
        .collect()
}

/// The paths of a part's examples.
fn examples(bank: &Bank, before: usize) -> Result<Vec<String>, ApiError> {
    let mut paths = Vec::new();
    let mut at = 0;
    bank.for_each_id(|id| {
        if (before..before + PART).contains(&at) {
            paths.push(format!("/exempel/{id}"));
        }
        at += 1;
    })?;
    Ok(paths)
}

/// A document of addresses. None holds anything that XML would escape.
fn document(root: &str, item: &str, addresses: impl Iterator<Item = String>) -> Response {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for address in addresses {
        // Writing to a string cannot fail.
        let _ = writeln!(xml, "<{item}><loc>{address}</loc></{item}>");
    }
    let _ = writeln!(xml, "</{root}>");
    ([(CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response()
}
