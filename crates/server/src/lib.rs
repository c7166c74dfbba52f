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
mod manners;
mod messages;
mod metrics;
mod observe;
mod pages;
mod params;
mod problem;
mod query_string;
mod router;
mod serve;
mod shown;
mod spread;
mod state;
mod statistics;
mod watch;

pub use error::ServerError;
pub use ipnet::IpNet as Network;
pub use manners::client::{ForwardingHeader, TrustedProxies};
pub use manners::limits::Limits;
pub use router::router;
pub use serve::{run, serve};
pub use state::{AppState, PublicUrl, PublicUrlError};
