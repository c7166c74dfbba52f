//! End to end, through the program as it is built.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its input must stop"
)]

mod api;
mod cli;
mod damage;
mod disk;
mod kill;
mod program;
mod relevance;
mod serving;
mod shared;
