#![doc = include_str!("../README.md")]

mod build;
mod common_words;
mod directory;
mod error;
mod facet;
mod file;
mod generation;
mod kept_records;
mod manifest;
mod opening;
mod schema;
mod segments;
mod snapshot;
mod tokenize;
pub mod worth;

pub use build::{Contents, Published, build};
pub use common_words::CommonWord;
pub use error::IndexError;
pub use facet::{Facet, FacetError, municipality};
pub use generation::{Current, Layout};
pub use manifest::{FORMAT_VERSION, Manifest};
pub use opening::{Opened, Unread};
pub use schema::{Fields, record_texts, tongue_of};
pub use snapshot::Snapshot;
