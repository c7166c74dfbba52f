//! How often a client may ask.
//!
//! The headers are those of the draft of the IETF on the fields `RateLimit` and `RateLimit-Policy`,
//! as structured fields.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use super::client::{client_address, one_client};
use crate::error::ApiError;
use crate::state::AppState;

/// How much of the quota is left.
pub(crate) const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
/// What the quota is.
pub(crate) const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The time that the quota is for.
const WINDOW: Duration = Duration::from_mins(1);

/// After how many requests those are forgotten who have not asked for a while.
const FORGET_EVERY: usize = 10_000;

/// What is known of how often each client has asked.
#[derive(Debug, Clone)]
pub(crate) struct Rates {
    limiter: Arc<Limiter>,
    quota: NonZeroU32,
    asked: Arc<AtomicUsize>,
}

type Limiter =
    RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// What a client is told about its quota.
struct Standing {
    remaining: u32,
    /// In how many seconds there is more, or all of it if there is some now.
    seconds: u64,
    is_refused: bool,
}

impl Rates {
    /// Lets each client ask so many times a minute.
    pub(crate) fn new(quota: NonZeroU32) -> Self {
        let limiter = RateLimiter::keyed(Quota::per_minute(quota));
        Self {
            limiter: Arc::new(limiter.with_middleware()),
            quota,
            asked: Arc::default(),
        }
    }

    fn ask(&self, client: IpAddr) -> Standing {
        if self.asked.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
        }
        match self.limiter.check_key(&client) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                let used = self.quota.get().saturating_sub(remaining);
                let full = WINDOW * used / self.quota.get();
                Standing {
                    remaining,
                    seconds: whole_seconds(full),
                    is_refused: false,
                }
            }
            Err(until) => Standing {
                remaining: 0,
                seconds: whole_seconds(until.wait_time_from(DefaultClock::default().now())),
                is_refused: true,
            },
        }
    }
}

/// In seconds, and no fewer than it takes.
fn whole_seconds(duration: Duration) -> u64 {
    duration
        .as_millis()
        .div_ceil(1000)
        .try_into()
        .unwrap_or(u64::MAX)
}

/// Refuses a client that asks too often, and tells all others how much they have left.
pub(crate) async fn limit(
    state: &AppState,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let proxies = &state.limits().trusted_proxies;
    let client = client_address(request.extensions(), request.headers(), proxies);
    let (Some(rates), Some(client)) = (state.rates(), client) else {
        return next(request).await;
    };
    let standing = rates.ask(one_client(client));
    let mut response = if standing.is_refused {
        ApiError::TooMany(standing.seconds.max(1)).into_response()
    } else {
        next(request).await
    };
    let fields = [
        (
            RATE_LIMIT_POLICY,
            format!("\"client\";q={};w={}", rates.quota, WINDOW.as_secs()),
        ),
        (
            RATE_LIMIT,
            format!("\"client\";r={};t={}", standing.remaining, standing.seconds),
        ),
    ];
    for (name, value) in fields {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
