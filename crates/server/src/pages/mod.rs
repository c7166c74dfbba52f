//! The pages, rendered here, without scripts, all state in the address.

pub(crate) mod error;
mod filters;
mod frame;
mod hits;
pub(crate) mod paging;
pub(crate) mod record;
mod reference;
pub(crate) mod search;
mod understood;
mod ways_out;

/// A link with its text.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) text: String,
}
