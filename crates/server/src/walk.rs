//! All that a search finds, block by block, from one snapshot.

use std::sync::Arc;

use search::{Page, Rank, SearchError, SearchRequest};

use crate::bank::Bank;
use crate::shown::{Found, ShownHit};

/// A walk over all that a search finds, in the order of the search.
#[derive(Debug)]
pub(crate) struct Walk {
    bank: Arc<Bank>,
    request: SearchRequest,
    /// The last hit that was given, if there are others after it.
    next: Option<Rank>,
}

impl Walk {
    /// Begins a walk, with the answer that its first block is in.
    ///
    /// # Errors
    /// Those of [`Bank::search`].
    pub(crate) fn begin(
        bank: Arc<Bank>,
        request: SearchRequest,
    ) -> Result<(Self, Found), SearchError> {
        let mut walk = Self {
            bank,
            request,
            next: None,
        };
        let found = walk.step(None)?;
        Ok((walk, found))
    }

    /// The next hits, as many as a page holds; none at the end.
    ///
    /// # Errors
    /// Those of [`Bank::search`].
    pub(crate) fn block(&mut self) -> Result<Vec<ShownHit>, SearchError> {
        match self.next {
            None => Ok(Vec::new()),
            after => self.step(after).map(|found| found.hits),
        }
    }

    fn step(&mut self, after: Option<Rank>) -> Result<Found, SearchError> {
        self.request.page = Page::walk(after, Page::MAX_LIMIT).unwrap_or_default();
        let found = self.bank.search(&self.request)?;
        self.next = found.next;
        Ok(found)
    }
}
