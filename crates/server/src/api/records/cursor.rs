//! Where a walk over everything goes on.

use std::sync::Arc;

use search::{Page, Rank, SearchRequest};
use vocabulary::Vocabulary;

use crate::bank::Bank;
use crate::digest::digest;
use crate::error::ApiError;
use crate::fault::{Fault, Reason};
use crate::params::to_query_string;
use crate::state::AppState;

/// A cursor: the generation that it belongs to, the search, the last hit that was given, and a
/// seal over these.
///
/// All of it stands in the cursor itself; the server remembers nothing of a walk. The seal is made
/// with what only a holder of the index knows, so that every server of a generation reads the
/// cursors of every other, and nobody can make one up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(super) generation: String,
    /// A digest of the search, which tells cursors of different searches apart.
    pub(super) search: String,
    pub(crate) rank: Rank,
    seal: String,
}

/// How many hexadecimal digits a generation and a digest have.
const DIGITS: usize = 16;

/// How many a rank has.
const RANK_DIGITS: usize = 32;

/// How many a cursor has.
pub(crate) const CURSOR_DIGITS: usize = 3 * DIGITS + RANK_DIGITS;

impl Cursor {
    /// The cursor that a walk begins with.
    pub(crate) const START: &str = "*";

    /// The cursor of what comes after a hit.
    pub(crate) fn after(rank: Rank, search: &str, bank: &Bank) -> Self {
        Self {
            generation: bank.generation().to_owned(),
            search: search.to_owned(),
            rank,
            seal: seal(rank, search, bank),
        }
    }

    /// Reads a cursor as it is written.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (generation, rest) = text.split_at_checked(DIGITS)?;
        let (search, rest) = rest.split_at_checked(DIGITS)?;
        let (rank, seal) = rest.split_at_checked(RANK_DIGITS)?;
        let hex = |text: &str| {
            text.len() == DIGITS
                && text
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        (hex(generation) && hex(search) && hex(seal)).then_some(())?;
        Some(Self {
            generation: generation.to_owned(),
            search: search.to_owned(),
            rank: rank.parse().ok()?,
            seal: seal.to_owned(),
        })
    }

    /// What the walk goes on in.
    ///
    /// # Errors
    /// [`ApiError::GoneGeneration`] when that is no longer open, [`ApiError::Faults`] when the
    /// cursor is none that was given out.
    pub(crate) fn bank(&self, state: &AppState) -> Result<Arc<Bank>, ApiError> {
        let bank = state
            .bank_of(&self.generation)
            .ok_or_else(|| ApiError::GoneGeneration(self.generation.clone()))?;
        if self.seal == seal(self.rank, &self.search, &bank) {
            Ok(bank)
        } else {
            let fault = Fault::new("cursor", &self.to_string(), Reason::Cursor);
            Err(ApiError::Faults(vec![fault]))
        }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}{}{}{}",
            self.generation, self.search, self.rank, self.seal
        )
    }
}

fn seal(rank: Rank, search: &str, bank: &Bank) -> String {
    digest(&[
        bank.secret().as_bytes(),
        search.as_bytes(),
        rank.to_string().as_bytes(),
    ])
}

/// What tells a search from another whose hits come in another order or are others: its query,
/// its filters and its sort.
pub(crate) fn fingerprint(request: &SearchRequest, vocabulary: &Vocabulary) -> String {
    let bare = SearchRequest {
        facets: Vec::new(),
        page: Page::default(),
        ..request.clone()
    };
    digest(&[to_query_string(&bare, vocabulary).as_str().as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_nothing_else_does() {
        let text = format!(
            "{}{}{}{}",
            "0f3a5d2c9b8e7f61",
            "00000000000000aa",
            "fffffffffffffff83fc000000000000c",
            "00000000000000bb"
        );
        assert_eq!(text.len(), CURSOR_DIGITS);
        let cursor = Cursor::parse(&text).unwrap();
        assert_eq!(cursor.generation, "0f3a5d2c9b8e7f61");
        assert_eq!(cursor.to_string(), text);
        for odd in [
            "",
            "*",
            &text[1..],
            &format!("{text}0"),
            &"ö".repeat(40),
            &"x".repeat(80),
        ] {
            assert_eq!(Cursor::parse(odd), None, "{odd}");
        }
    }
}
