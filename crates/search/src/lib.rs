#![doc = include_str!("../README.md")]

mod collect;
mod engine;
mod error;
mod expand;
mod filter;
mod highlight;
mod plan;
pub mod quality;
mod query;
mod rank;
mod recognise;
mod request;
mod response;
mod spelling;

pub use engine::Engine;
pub use error::SearchError;
pub use expand::Expansion;
pub use filter::{Condition, ConditionError, Filters, Test};
pub use highlight::{Highlight, HighlightField};
pub use index::{Facet, FacetError, Snapshot};
pub use query::{Clause, ClauseKind, MAX_QUERY_BYTES, MAX_TERMS, Occur, Query, QueryError};
pub use recognise::Recognised;
pub use request::{Page, PageError, SearchRequest, Sort};
pub use response::{FacetCount, FacetCounts, FacetValue, Hit, SearchResponse, Understood};
pub use spelling::{Correction, Mend};
