#![doc = include_str!("../README.md")]

mod collect;
mod engine;
mod error;
mod filter;
mod highlight;
mod plan;
pub mod quality;
mod query;
mod rank;
mod request;
mod response;

pub use engine::search;
pub use error::SearchError;
pub use filter::{Condition, ConditionError, Filters, Test};
pub use highlight::{Highlight, HighlightField};
pub use index::{Facet, FacetError, Snapshot};
pub use query::{Clause, ClauseKind, MAX_QUERY_BYTES, MAX_TERMS, Occur, Query, QueryError};
pub use request::{Page, PageError, SearchRequest, Sort};
pub use response::{FacetCount, FacetCounts, FacetValue, Hit, SearchResponse, Understood};
