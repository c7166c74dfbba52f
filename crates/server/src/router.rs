//! The whole surface: every address, and what every request goes through.

use std::time::Duration;

use axum::Router;
use axum::extract::{OriginalUri, Request, State};
use axum::http::header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use axum::http::{HeaderMap, Version};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::error::ApiError;
use crate::manners::accept::{self, JSON};
use crate::manners::{kept, rate, work};
use crate::observe::observe;
use crate::state::{AppState, PublicUrl};
use crate::{api, assets, dcat, headers, health, mcp, metrics, opensearch, pages, problem, widget};

/// The most bytes of an address.
pub(crate) const MAX_URI_BYTES: usize = 8192;

/// How long an answer may take.
pub(crate) const TIME_LIMIT: Duration = Duration::from_secs(10);

/// Everything the server answers.
///
/// It opens no socket: [`run`](crate::run) does, and a test calls the router as it is.
pub fn router(state: AppState) -> Router {
    let json = Router::new()
        .route("/records", get(api::records::list))
        .route("/records/{id}", get(api::records::one))
        .route("/records/{id}/similar", get(api::similar::list))
        .route("/suggestions", get(api::suggestions::list))
        .route("/municipalities", get(api::municipalities::list))
        .route("/municipalities/{code}", get(api::municipalities::one))
        .route(
            "/municipalities/{code}/peers",
            get(api::municipalities::peers),
        )
        .route("/themes/{id}", get(api::themes::one))
        .route("/editions", get(api::editions::list))
        .route("/editions/{year}", get(api::editions::one))
        .route("/statistics/timeline", get(api::statistics::by_year))
        .route("/statistics/coverage", get(api::statistics::by_place))
        .route("/api-info", get(api::api_info::info))
        .route("/openapi.json", get(api::openapi::document))
        .layer(from_fn(|request, next| accept::only(JSON, request, next)));
    // What is answered in one of several forms.
    let forms = Router::new()
        .route("/export", get(api::export::export))
        .route("/feed.atom", get(api::feed::atom))
        .route("/feed.json", get(api::feed::json))
        .route("/themes", get(api::themes::list))
        .route("/citation", get(api::citation::of_search))
        .route("/records/{id}/citation", get(api::citation::of_record));
    let pages = pages::routes()
        .route("/assets/{name}", get(assets::asset))
        .route("/dcat.jsonld", get(dcat::catalogue))
        .route("/opensearch.xml", get(opensearch::description));
    let embedded = Router::new().route("/widget/v1/{name}", get(widget::serve));
    // What a watcher must be told in a rush too.
    let watched = Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::metrics));
    let api = told(within_limits(json.merge(forms), &state), &state).layer(headers::cors());
    let embedded = within_limits(embedded, &state).layer(headers::cors());
    // It takes a body, and has threads of its own for what is worked out.
    let mcp = Router::new()
        .route_service(mcp::PATH, mcp::service(&state))
        .layer(from_fn_with_state(state.clone(), mcp::checked))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), limit_rate));
    let root = within_limits(pages, &state)
        .merge(embedded)
        .merge(mcp)
        .merge(watched);
    told(root, &state).nest("/api/v1", api).with_state(state)
}

/// The limits of what is read, with an answer that takes work.
fn within_limits(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), admit))
        // Within the work: outside it, the threads of the sockets would do it.
        .layer(CompressionLayer::new())
        .layer(map_response(work::mark_whole));
    router.layer(layers)
}

/// What is read is counted against the limit of whoever asks, must be no more than an address, and is
/// answered with what is kept or else worked out in its turn.
///
/// All this is one layer: for every request, each layer copies all that are within it into a box.
async fn admit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let state = &state;
    let worked =
        async |request| work::work(state, request, async |request| next.run(request).await).await;
    let read = async |request: Request| match refused(&request) {
        Some(error) => error.into_response(),
        None => kept::give(state, request, worked).await,
    };
    rate::limit(state, request, read).await
}

/// The limit of what takes a body.
async fn limit_rate(State(state): State<AppState>, request: Request, next: Next) -> Response {
    rate::limit(&state, request, async |request| next.run(request).await).await
}

/// What every request goes through.
fn told(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), receive))
        .layer(CatchPanicLayer::custom(|_| {
            ApiError::panicked().into_response()
        }));
    router
        .fallback(no_path)
        .method_not_allowed_fallback(no_method)
        .layer(layers)
}

/// Every request has an id and a line in the log, and its answer the headers of all answers; an error is
/// put into words; and who names no host is refused.
async fn receive(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let state = &state;
    let hosted = async |request: Request| {
        if names_one_host(&request) {
            next.run(request).await
        } else {
            ApiError::Host.into_response()
        }
    };
    let secured = async |request| headers::secure(problem::tell(state, request, hosted).await);
    observe(state, request, secured).await
}

/// Leads from a page's address with slashes at its end to the one without.
async fn no_path(OriginalUri(uri): OriginalUri) -> Response {
    let path = uri.path();
    let trimmed = path.trim_matches('/');
    if !path.ends_with('/') || trimmed.is_empty() || path.starts_with("/api/") {
        return ApiError::NoPath.into_response();
    }
    // One slash at its beginning: with two it would name another host.
    let query = uri.query().map(|query| format!("?{query}"));
    Redirect::permanent(&format!("/{trimmed}{}", query.unwrap_or_default())).into_response()
}

async fn no_method() -> ApiError {
    ApiError::Method
}

/// Whether a request says which host it is for, as RFC 9112 (3.2) asks.
fn names_one_host(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, None) => request.version() < Version::HTTP_11,
        (Some(host), None) => host
            .to_str()
            .is_ok_and(|host| PublicUrl::of_host(host).is_some()),
        _ => false,
    }
}

/// Why what is read is refused: an address that is too long, or a body.
fn refused(request: &Request) -> Option<ApiError> {
    let uri = request
        .extensions()
        .get::<OriginalUri>()
        .map_or(request.uri(), |original| &original.0);
    let bytes = uri.path_and_query().map_or(0, |asked| asked.as_str().len());
    if bytes > MAX_URI_BYTES {
        Some(ApiError::Uri)
    } else {
        has_body(request.headers()).then_some(ApiError::Body)
    }
}

fn has_body(headers: &HeaderMap) -> bool {
    headers.contains_key(TRANSFER_ENCODING)
        || headers
            .get(CONTENT_LENGTH)
            .is_some_and(|length| length != "0")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::body::{Body, Bytes, HttpBody};
    use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
    use http_body_util::BodyExt;
    use http_body_util::channel::Channel;
    use index::{Contents, Layout, Snapshot};
    use serde_json::Value;
    use tempfile::TempDir;
    use tower::ServiceExt;

    use super::*;
    use crate::manners::limits::Limits;

    fn empty_bank() -> (TempDir, AppState) {
        let folder = TempDir::new().unwrap();
        let layout = Layout::new(folder.path());
        let contents = Contents {
            records: &[],
            diagnostics: &[],
            withdrawn: &[],
            built_at: "2026-01-02T03:04:05Z",
        };
        index::build(&layout, contents, &|_| {}).unwrap();
        let state = AppState::new(Snapshot::open(&layout).unwrap());
        (folder, state)
    }

    async fn get(router: Router, address: &'static str) -> (u16, HeaderMap, Vec<u8>) {
        let request = Request::get(address).header(HOST, "exempel.test");
        let request = request.body(Body::empty()).unwrap();
        let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        (parts.status.as_u16(), parts.headers, bytes)
    }

    /// A router over routes of our own, within limits of our own.
    fn routes(state: AppState, limits: Limits, routes: Router<AppState>) -> Router {
        let state = state.with_limits(limits);
        told(within_limits(routes, &state), &state).with_state(state)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_takes_too_long_and_what_panics_is_told_as_a_problem() {
        let (_folder, state) = empty_bank();
        let own = Router::new()
            .route(
                "/api/v1/slow",
                get_route(async || std::future::pending().await),
            )
            .route(
                "/api/v1/busy",
                get_route(async || std::thread::sleep(TEST_TIME * 5)),
            );
        let limits = Limits {
            answer_time: TEST_TIME,
            ..Limits::default()
        };
        let router = routes(state, limits, own);
        for address in ["/api/v1/slow", "/api/v1/busy"] {
            let (status, headers, body) = get(router.clone(), address).await;
            assert_eq!(status, 503);
            assert_eq!(headers["retry-after"], "5");
            let problem: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(problem["title"], "Tog för lång tid");
        }
        let (_folder, state) = empty_bank();
        let own = Router::new().route("/api/v1/broken", get_route(async || panic!("as planned")));
        let router = routes(state, Limits::default(), own);
        let (status, headers, body) = get(router, "/api/v1/broken").await;
        assert_eq!(status, 500);
        assert!(!headers["x-request-id"].is_empty());
        let problem: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["title"], "Något gick fel hos oss");
        assert!(!String::from_utf8(body).unwrap().contains("as planned"));
    }

    const TEST_TIME: Duration = Duration::from_millis(100);

    #[tokio::test(flavor = "multi_thread")]
    async fn in_a_rush_some_are_sent_away_and_the_watcher_is_answered() {
        let (_folder, state) = empty_bank();
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        let receiver = std::sync::Arc::new(std::sync::Mutex::new(receiver));
        // Answers as soon as it is let to.
        let held = move || {
            let receiver = receiver.clone();
            async move { receiver.lock().unwrap().recv().unwrap() }
        };
        let limits = Limits {
            at_work: 1,
            waiting: 1,
            ..Limits::default()
        };
        let state = state.with_limits(limits);
        let own = Router::new()
            .route("/api/v1/held", get_route(held))
            .route("/api/v1/records", axum::routing::get(api::records::list));
        let watched = Router::new().route("/health/live", axum::routing::get(health::live));
        let router = within_limits(own, &state).merge(watched);
        let router = told(router, &state).with_state(state.clone());
        let (_, _, given_before) = get(router.clone(), "/api/v1/records?q=skola").await;
        let mut asked = Vec::new();
        for left in [1, 0] {
            asked.push(tokio::spawn(get(router.clone(), "/api/v1/held")));
            while state.workers().free_places() > left {
                tokio::time::sleep(TEST_TIME / 10).await;
            }
        }
        // One is at work and one waits.
        let (status, headers, body) = get(router.clone(), "/api/v1/held").await;
        assert_eq!(status, 503);
        assert_eq!(headers["retry-after"], "1");
        let problem: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["title"], "Fler anrop än vi hinner besvara");
        assert_eq!(get(router.clone(), "/health/live").await.0, 200);
        // What is kept takes no work.
        assert_eq!(
            get(router.clone(), "/api/v1/records?q=bygglov").await.0,
            503
        );
        let (status, _, body) = get(router.clone(), "/api/v1/records?q=skola").await;
        assert_eq!((status, body), (200, given_before));
        for _ in 0..3 {
            sender.send(()).unwrap();
        }
        for one in asked {
            assert_eq!(one.await.unwrap().0, 200);
        }
        assert_eq!(get(router, "/api/v1/held").await.0, 200);
    }

    fn get_route<F: Future<Output = ()> + Send + 'static>(
        answer: impl Fn() -> F + Clone + Send + Sync + 'static,
    ) -> axum::routing::MethodRouter<AppState> {
        axum::routing::get(move || {
            let answer = answer();
            async move {
                answer.await;
            }
        })
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_answer_is_compressed_before_it_is_sent_and_a_file_while_it_is() {
        let (_folder, state) = empty_bank();
        let router = router(state);
        for (address, is_made) in [
            ("/", true),
            ("/api/v1/municipalities", true),
            ("/api/v1/export?format=csv", false),
        ] {
            let request = Request::get(address)
                .header(HOST, "exempel.test")
                .header(ACCEPT_ENCODING, "gzip")
                .body(Body::empty());
            let response = router.clone().oneshot(request.unwrap()).await.unwrap();
            assert_eq!(response.headers()[CONTENT_ENCODING], "gzip", "{address}");
            let bytes = response.body().size_hint().exact();
            assert_eq!(bytes.is_some(), is_made, "{address}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_empty_bank_is_shown_as_it_is() {
        let (_folder, state) = empty_bank();
        let router = router(state);
        for (address, status) in [
            ("/", 200),
            ("/?q=skola", 200),
            ("/?lang=en&page=2", 200),
            ("/api/v1/records?facets=theme,year", 200),
            ("/api/v1/municipalities", 200),
            ("/exempel/nowhere", 404),
        ] {
            assert_eq!(get(router.clone(), address).await.0, status, "{address}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_compressed_while_it_is_sent_is_made_on_other_threads_than_the_sockets() {
        let (_folder, state) = empty_bank();
        let here = std::thread::current().id();
        let text: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
        let sent = text.clone();
        let made_here = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&made_here);
        let file = move || {
            let (counted, sent) = (Arc::clone(&counted), sent.clone());
            async move {
                let (mut sender, body) = Channel::<Bytes>::new(1);
                tokio::spawn(async move {
                    for block in sent.chunks(70_000) {
                        sender.send_data(block.to_vec().into()).await.unwrap();
                    }
                });
                let body = body.map_frame(move |frame| {
                    if std::thread::current().id() == here {
                        counted.fetch_add(1, Ordering::Relaxed);
                    }
                    frame
                });
                ([(CONTENT_TYPE, "text/csv")], Body::new(body.fuse()))
            }
        };
        let router = routes(
            state,
            Limits::default(),
            Router::new().route("/f", axum::routing::get(file)),
        );
        for (encoding, is_here) in [("identity", true), ("gzip", false)] {
            let request = Request::get("/f")
                .header(HOST, "exempel.test")
                .header(ACCEPT_ENCODING, encoding)
                .body(Body::empty());
            let response = router.clone().oneshot(request.unwrap()).await.unwrap();
            assert_eq!(
                response.headers().contains_key(CONTENT_ENCODING),
                !is_here,
                "{encoding}"
            );
            let bytes = response.into_body().collect().await.unwrap().to_bytes();
            assert_eq!(bytes == text, is_here, "{encoding}");
            assert_eq!(
                made_here.swap(0, Ordering::Relaxed) > 0,
                is_here,
                "{encoding}"
            );
        }
    }
}
