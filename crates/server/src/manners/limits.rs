//! How much the server takes on.

use std::num::NonZeroU32;
use std::time::Duration;

use super::client::TrustedProxies;

/// How much the server takes on, and from whom.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How many requests a client may make in a minute, if there is a limit. A client is an
    /// address of IPv4, or a network of 64 bits of IPv6.
    pub requests_per_minute: Option<NonZeroU32>,
    /// The proxies that are believed about whom they ask for.
    pub trusted_proxies: TrustedProxies,
    /// How many answers are worked out at once.
    pub at_work: usize,
    /// How many requests may wait for their turn; more are told to come back later.
    pub waiting: usize,
    /// How many files that are made while they are sent are on their way at once.
    pub files: usize,
    /// How many bytes of answers are kept for whoever asks the same again.
    pub kept_bytes: usize,
    /// How long an answer may take, from the request to the beginning of the answer.
    pub answer_time: Duration,
    /// How many connections are held open.
    pub connections: usize,
    /// How long a client may take to send the head of a request, or its body where one is taken, or
    /// to begin another one.
    pub head_time: Duration,
    /// How long a client may take to receive the next piece of an answer.
    pub receive_time: Duration,
    /// How long answers that have been begun may take once the server is told to stop.
    pub farewell_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            // A page of the largest kind every twentieth of a second: enough for an office behind
            // one address, and for a walk; too little to keep the server from anybody else.
            requests_per_minute: NonZeroU32::new(1200),
            trusted_proxies: TrustedProxies::default(),
            // Searching is work for a core; twice as many so that none waits for the disk.
            at_work: 2 * cores,
            waiting: 128 * cores,
            // Each has at most two blocks in memory, and takes turns with all others for a thread.
            files: 64,
            // Some five hundred pages of ten records.
            kept_bytes: 16_000_000,
            answer_time: crate::router::TIME_LIMIT,
            connections: 4096,
            head_time: Duration::from_secs(10),
            receive_time: Duration::from_secs(30),
            farewell_time: Duration::from_secs(20),
        }
    }
}
