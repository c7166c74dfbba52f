//! What a monitoring system is told, in the text form of OpenMetrics.
//!
//! Nothing here says who asked or what was looked for.

use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::ask::Ask;
use crate::error::ApiError;
use crate::state::{AppState, Standing};

/// The media type of the text form.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The upper ends of the classes that times to answer are counted in, in seconds.
const TIMES: [f64; 12] = [
    0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0,
];

/// What has been counted since the server began.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabel, Histogram>,
    in_flight: Gauge,
    without_hits: Family<DoorLabel, Counter>,
    generations: Counter,
    generation: Family<GenerationLabel, Gauge>,
    records: Gauge,
    published: Gauge,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabel {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DoorLabel {
    door: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct GenerationLabel {
    generation: String,
}

/// Through which door a query came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    Api,
    Page,
}

/// Says of an answer that nothing was found by its query, and through which door that came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FoundNothing(Door);

impl FoundNothing {
    /// What is said of the answer to a query with so many hits.
    pub(crate) fn of(door: Door, query: &str, total: usize) -> Option<Extension<Self>> {
        let is_nothing = total == 0 && !query.trim().is_empty();
        is_nothing.then_some(Extension(Self(door)))
    }
}

/// A request that is being answered, or was until its client went away.
#[derive(Debug)]
pub(crate) struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("exempelbank");
        let requests = Family::default();
        registry.register(
            "http_requests",
            "Requests that were answered",
            requests.clone(),
        );
        let durations =
            Family::new_with_constructor((|| Histogram::new(TIMES)) as fn() -> Histogram);
        registry.register_with_unit(
            "http_request_duration",
            "Time to the beginning of the answer",
            Unit::Seconds,
            durations.clone(),
        );
        let in_flight = Gauge::default();
        registry.register(
            "http_requests_in_flight",
            "Requests that are being answered",
            in_flight.clone(),
        );
        let without_hits = Family::default();
        registry.register(
            "queries_without_hits",
            "Queries that found nothing",
            without_hits.clone(),
        );
        let generations = Counter::default();
        registry.register(
            "generations",
            "Generations of the index that were taken up",
            generations.clone(),
        );
        let generation = Family::default();
        registry.register(
            "generation",
            "The generation of the index that is answered from",
            generation.clone(),
        );
        let records = Gauge::default();
        registry.register("records", "Records that can be found", records.clone());
        let published = Gauge::default();
        registry.register(
            "published_generation_served",
            "Whether the generation that is answered from is the published one",
            published.clone(),
        );
        Self {
            registry,
            requests,
            durations,
            in_flight,
            without_hits,
            generations,
            generation,
            records,
            published,
        }
    }
}

impl Metrics {
    /// A request has come; it is being answered as long as what this gives is kept.
    pub(crate) fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// A request has been answered; `route` is its address with names for what changes in it.
    pub(crate) fn answered(&self, route: &str, method: &str, status: u16, duration: Duration) {
        // Anybody can send any method; only these are told apart.
        let known = ["GET", "HEAD", "OPTIONS", "POST"];
        let method = known.into_iter().find(|known| *known == method);
        let labels = RequestLabels {
            route: route.to_owned(),
            method: method.unwrap_or("other"),
            status,
        };
        self.requests.get_or_create(&labels).inc();
        let label = RouteLabel {
            route: route.to_owned(),
        };
        self.durations
            .get_or_create(&label)
            .observe(duration.as_secs_f64());
    }

    /// A query has found nothing; nobody counts who asked.
    pub(crate) fn found_nothing(&self, FoundNothing(door): FoundNothing) {
        let door = match door {
            Door::Api => "api",
            Door::Page => "page",
        };
        self.without_hits.get_or_create(&DoorLabel { door }).inc();
    }

    /// A generation has been taken up.
    pub(crate) fn published(&self, generation: &str, records: usize, standing: Standing) {
        self.generations.inc();
        self.generation.clear();
        let label = GenerationLabel {
            generation: generation.to_owned(),
        };
        self.generation.get_or_create(&label).set(1);
        self.records.set(i64::try_from(records).unwrap_or(i64::MAX));
        self.stands(standing);
    }

    /// What the generation is that is answered from.
    pub(crate) fn stands(&self, standing: Standing) {
        self.published.set(i64::from(standing.is_published()));
    }
}

/// `GET /metrics`
pub(crate) async fn metrics(State(state): State<AppState>, ask: Ask) -> Result<Response, ApiError> {
    ask.only(&[])?;
    let mut text = String::new();
    encode(&mut text, &state.metrics().registry)
        .map_err(|error| ApiError::Internal(error.into()))?;
    Ok(([(CONTENT_TYPE, OPEN_METRICS)], text).into_response())
}
