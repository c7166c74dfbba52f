//! The API and the pages, asked as a client asks them.

#![expect(
    clippy::unwrap_used,
    reason = "what helps a test may fail as a test does"
)]

mod answers;
mod assistants;
mod bank;
mod citations;
mod doors;
mod exports;
mod fast_forward;
mod feeds;
mod hostile;
mod links;
mod manners;
mod openapi;
mod pages;
mod portals;
mod problems;
mod related;
mod requests;
mod rights;
mod sockets;
mod statistics;
mod walks;
