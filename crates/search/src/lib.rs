#![doc = include_str!("../README.md")]

mod collect;
mod engine;
mod error;
mod evidence;
mod expand;
mod filter;
mod highlight;
mod peers;
mod plan;
pub mod quality;
mod query;
mod rank;
mod recognise;
mod request;
mod response;
mod similar;
mod spelling;
<<<<<<< HEAD
mod stage;
=======
mod suggest;
>>>>>>> 12da647 (Search: suggestions as one types; peers, similar and suggest on the command line)

pub use engine::{Engine, Settings};
pub use error::SearchError;
pub use evidence::{Evidence, How, Place, Reason};
pub use expand::Expansion;
pub use filter::{Condition, ConditionError, Filters, Test};
pub use highlight::{Highlight, HighlightField};
pub use index::{Facet, FacetError, Snapshot};
pub use peers::{GroupKinship, MAX_PEERS, MAX_UNLIKENESS, MIN_PEERS, Peer, PeersOf, peers};
pub use query::{Clause, ClauseKind, MAX_QUERY_BYTES, MAX_TERMS, Occur, Query, QueryError};
pub use rank::Boosts;
pub use recognise::Recognised;
pub use request::{Page, PageError, SearchRequest, Sort};
pub use response::{FacetCount, FacetCounts, FacetValue, Hit, SearchResponse, Understood};
pub use similar::{InCommon, Similar, SimilarRequest};
pub use spelling::{Correction, Mend};
<<<<<<< HEAD
pub use stage::{Stage, Stages};
pub use vocabulary::SynonymKind;
=======
pub use suggest::{Offer, SuggestRequest, Suggestion};
>>>>>>> 12da647 (Search: suggestions as one types; peers, similar and suggest on the command line)
