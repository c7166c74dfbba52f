//! End to end, through the program as it is built.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its input must stop"
)]

mod api;
mod cli;
mod program;
mod relevance;
mod shared;
