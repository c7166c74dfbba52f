#![doc = include_str!("../README.md")]

mod answer;
mod api;
mod ask;
mod assets;
mod bank;
mod digest;
mod error;
mod fault;
mod headers;
mod health;
mod labels;
mod lang;
mod messages;
mod observe;
mod pages;
mod params;
mod problem;
mod query_string;
mod router;
mod serve;
mod shown;
mod state;
mod watch;

pub use error::ServerError;
pub use router::router;
pub use serve::{run, serve};
pub use state::{AppState, PublicUrl, PublicUrlError};
