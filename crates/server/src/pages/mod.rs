//! The pages, rendered here, without scripts, all state in the address.

mod about;
mod award;
mod awards;
mod chart;
mod download;
pub(crate) mod error;
mod faults;
mod filters;
mod frame;
mod hits;
mod map;
mod municipalities;
mod municipality;
pub(crate) mod paging;
pub(crate) mod plain;
pub(crate) mod record;
mod reference;
pub(crate) mod search;
mod sitemap;
mod statistics;
mod table;
mod theme;
mod themes;
mod understood;
mod ways_out;
mod widget;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

/// A link with its text.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) text: String,
}

/// The addresses of the pages, and of the files that hold what their pictures show.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(search::page))
        .route("/traffar.csv", get(download::csv))
        .route("/exempel/{id}", get(record::page))
        .route("/kommuner", get(municipalities::page))
        .route("/kommuner.csv", get(municipalities::csv))
        .route("/kommuner/{code}", get(municipality::page))
        .route("/kommuner/{code}/jamforelse.csv", get(municipality::csv))
        .route("/teman", get(themes::page))
        .route("/teman/{id}", get(theme::page))
        .route("/teman/{id}/ar.csv", get(theme::years_csv))
        .route("/utmarkelser", get(awards::page))
        .route("/utmarkelser.csv", get(awards::csv))
        .route("/utmarkelser/{year}", get(award::page))
        .route("/statistik", get(statistics::page))
        .route("/statistik/tidslinje.csv", get(statistics::timeline_csv))
        .route("/statistik/tackning.csv", get(statistics::coverage_csv))
        .route("/om", get(about::about))
        .route("/api", get(about::api))
        .route("/widget", get(widget::page))
        .route("/robots.txt", get(sitemap::robots))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemap/{part}", get(sitemap::part))
        .route("/tillganglighet", get(about::accessibility))
}
