//! The whole surface: every address, and what every request goes through.

use std::time::Duration;

use axum::Router;
use axum::extract::{OriginalUri, Request};
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::error::ApiError;
use crate::state::AppState;
use crate::{api, assets, headers, health, observe, pages, problem};

/// The most bytes of an address.
pub(crate) const MAX_URI_BYTES: usize = 8192;

/// How long an answer may take.
pub(crate) const TIME_LIMIT: Duration = Duration::from_secs(10);

/// Everything the server answers.
///
/// It opens no socket: [`run`](crate::run) does, and a test calls the router as it is.
pub fn router(state: AppState) -> Router {
    let api = Router::new()
        .route("/records", get(api::records::list))
        .route("/records/{id}", get(api::records::one))
        .route("/municipalities", get(api::municipalities::list))
        .route("/municipalities/{code}", get(api::municipalities::one))
        .route("/themes", get(api::themes::list))
        .route("/themes/{id}", get(api::themes::one))
        .route("/editions", get(api::editions::list))
        .route("/editions/{year}", get(api::editions::one))
        .route("/openapi.json", get(api::openapi::document));
    let pages = Router::new()
        .route("/", get(pages::search::page))
        .route("/exempel/{id}", get(pages::record::page))
        .route("/assets/{name}", get(assets::asset))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready));
    let api = through_all(api, &state).layer(headers::cors());
    through_all(pages, &state)
        .nest("/api/v1", api)
        .with_state(state)
}

/// What every request goes through; read from the bottom up.
fn through_all(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    router
        .fallback(no_path)
        .method_not_allowed_fallback(no_method)
        .layer(from_fn(in_time))
        .layer(from_fn(within_limits))
        .layer(CatchPanicLayer::custom(|_| {
            ApiError::panicked().into_response()
        }))
        .layer(from_fn_with_state(state.clone(), problem::tell))
        .layer(CompressionLayer::new())
        .layer(map_response(headers::secure))
        .layer(from_fn_with_state(state.clone(), observe::observe))
}

async fn no_path() -> ApiError {
    ApiError::NoPath
}

async fn no_method() -> ApiError {
    ApiError::Method
}

/// Gives up when the time limit is over.
async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(TIME_LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let mut response = ApiError::Timeout.into_response();
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static("5"));
            response
        }
    }
}

/// Refuses an address that is too long, and a body.
async fn within_limits(request: Request, next: Next) -> Response {
    let uri = request
        .extensions()
        .get::<OriginalUri>()
        .map_or(request.uri(), |original| &original.0);
    let bytes = uri.path_and_query().map_or(0, |asked| asked.as_str().len());
    if bytes > MAX_URI_BYTES {
        return ApiError::Uri.into_response();
    }
    if has_body(request.headers()) {
        return ApiError::Body.into_response();
    }
    next.run(request).await
}

fn has_body(headers: &HeaderMap) -> bool {
    headers.contains_key(TRANSFER_ENCODING)
        || headers
            .get(CONTENT_LENGTH)
            .is_some_and(|length| length != "0")
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use http_body_util::BodyExt;
    use index::{Contents, Layout, Snapshot};
    use serde_json::Value;
    use tempfile::TempDir;
    use tower::ServiceExt;

    use super::*;

    fn empty_bank() -> (TempDir, AppState) {
        let folder = TempDir::new().unwrap();
        let layout = Layout::new(folder.path());
        let contents = Contents {
            records: &[],
            diagnostics: &[],
            built_at: "2026-01-02T03:04:05Z",
        };
        index::build(&layout, contents, &|_| {}).unwrap();
        let state = AppState::new(Snapshot::open(&layout).unwrap());
        (folder, state)
    }

    async fn get(router: Router, address: &str) -> (u16, HeaderMap, Vec<u8>) {
        let request = Request::get(address).body(Body::empty()).unwrap();
        let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        (parts.status.as_u16(), parts.headers, bytes)
    }

    #[tokio::test(start_paused = true)]
    async fn what_takes_too_long_and_what_panics_is_told_as_a_problem() {
        let (_folder, state) = empty_bank();
        let routes = Router::new()
            .route("/api/v1/slow", get_route(std::future::pending))
            .route("/api/v1/broken", get_route(async || panic!("as planned")));
        let router = through_all(routes, &state).with_state(state);
        let (status, headers, body) = get(router.clone(), "/api/v1/slow").await;
        assert_eq!(status, 503);
        assert_eq!(headers["retry-after"], "5");
        let problem: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["title"], "Tog för lång tid");
        let (status, headers, body) = get(router, "/api/v1/broken").await;
        assert_eq!(status, 500);
        assert!(!headers["x-request-id"].is_empty());
        let problem: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["title"], "Något gick fel hos oss");
        assert!(!String::from_utf8(body).unwrap().contains("as planned"));
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

    #[tokio::test]
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
}
