//! Where a walk over everything goes on.

use search::{Page, Rank, SearchRequest};
use vocabulary::Vocabulary;

use crate::digest::digest;
use crate::params::to_query_string;

/// A cursor: the generation that it belongs to, the search, and the last hit that was given.
///
/// All of it stands in the cursor itself; the server remembers nothing of a walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) generation: String,
    /// A digest of the search, which tells cursors of different searches apart.
    pub(super) search: String,
    pub(super) rank: Rank,
}

/// How many hexadecimal digits a generation and a digest have.
const DIGITS: usize = 16;

impl Cursor {
    /// The cursor that a walk begins with.
    pub(super) const START: &str = "*";

    /// Reads a cursor as it is written.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (generation, rest) = text.split_at_checked(DIGITS)?;
        let (search, rank) = rest.split_at_checked(DIGITS)?;
        let hex = |text: &str| {
            text.bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        (hex(generation) && hex(search)).then_some(())?;
        Some(Self {
            generation: generation.to_owned(),
            search: search.to_owned(),
            rank: rank.parse().ok()?,
        })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}{}", self.generation, self.search, self.rank)
    }
}

/// What tells a search from another whose hits come in another order or are others: its query,
/// its filters and its sort.
pub(super) fn fingerprint(request: &SearchRequest, vocabulary: &Vocabulary) -> String {
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
            "{}{}{}",
            "0f3a5d2c9b8e7f61", "00000000000000aa", "fffffffffffffff83fc000000000000c"
        );
        let cursor = Cursor::parse(&text).unwrap();
        assert_eq!(cursor.generation, "0f3a5d2c9b8e7f61");
        assert_eq!(cursor.to_string(), text);
        for odd in [
            "",
            "*",
            &text[1..],
            &format!("{text}0"),
            &"ö".repeat(32),
            &"x".repeat(64),
        ] {
            assert_eq!(Cursor::parse(odd), None, "{odd}");
        }
    }
}
