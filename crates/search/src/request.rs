//! What is asked for.

use crate::{Facet, Filters};

/// One question to the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRequest {
    /// The query text, as it was typed; empty to browse.
    pub query: String,
    /// What may be found.
    pub filters: Filters,
    /// The facets to count.
    pub facets: Vec<Facet>,
    /// The order of the hits.
    pub sort: Sort,
    /// Which of the hits to give.
    pub page: Page,
    /// Whether to say why each hit is one.
    pub explain: bool,
}

/// The order of the hits. Ties are broken by id, so that the order is always the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The best first; when nothing was typed, the newest first.
    #[default]
    Relevance,
    /// The earliest year first, unknown years last.
    Year,
    /// The latest year first, unknown years last.
    YearDescending,
    /// By the first municipality in Swedish alphabetical order, none last.
    Municipality,
}

impl Sort {
    /// Every order.
    pub const ALL: &'static [Self] = &[
        Self::Relevance,
        Self::YearDescending,
        Self::Year,
        Self::Municipality,
    ];

    /// The word for the order in requests and answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Year => "year",
            Self::YearDescending => "-year",
            Self::Municipality => "municipality",
        }
    }
}

impl std::str::FromStr for Sort {
    type Err = records::UnknownWord;

    fn from_str(word: &str) -> Result<Self, records::UnknownWord> {
        Self::ALL
            .iter()
            .copied()
            .find(|sort| sort.as_str() == word)
            .ok_or_else(|| {
                let accepted: Vec<&str> = Self::ALL.iter().map(|sort| sort.as_str()).collect();
                records::UnknownWord {
                    what: "sort",
                    value: word.to_owned(),
                    accepted: accepted.join(", "),
                }
            })
    }
}

/// A page of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    number: usize,
    limit: usize,
}

/// The error of a page that there cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// Pages are counted from 1.
    #[error("page `{0}` is not 1 or more")]
    Number(usize),
    /// A page holds at most so many hits.
    #[error("limit `{0}` is not between 1 and {max}", max = Page::MAX_LIMIT)]
    Limit(usize),
    /// Nobody pages so deep; a walk over everything has better means.
    #[error("page `{number}` of {limit} lies beyond the first {max} hits", max = Page::MAX_DEPTH)]
    Depth {
        /// The page's number.
        number: usize,
        /// How many hits a page holds.
        limit: usize,
    },
}

impl Page {
    /// The most hits on a page.
    pub const MAX_LIMIT: usize = 100;
    /// How many hits there are on a page when nobody says.
    pub const DEFAULT_LIMIT: usize = 20;
    /// The last hit that can be reached by paging.
    pub const MAX_DEPTH: usize = 10_000;

    /// No hits at all: only the total and the facet counts.
    pub const NONE: Self = Self {
        number: 1,
        limit: 0,
    };

    /// Page `number`, counted from 1, with `limit` hits a page.
    ///
    /// # Errors
    /// [`PageError`] when the number is 0, the limit is not 1 to 100, or the page ends beyond the
    /// first 10,000 hits.
    pub fn new(number: usize, limit: usize) -> Result<Self, PageError> {
        if number == 0 {
            return Err(PageError::Number(number));
        }
        if !(1..=Self::MAX_LIMIT).contains(&limit) {
            return Err(PageError::Limit(limit));
        }
        if number.saturating_mul(limit) > Self::MAX_DEPTH {
            return Err(PageError::Depth { number, limit });
        }
        Ok(Self { number, limit })
    }

    /// The page's number, from 1.
    pub fn number(self) -> usize {
        self.number
    }

    /// How many hits it holds at most.
    pub fn limit(self) -> usize {
        self.limit
    }

    /// How many hits come before it.
    pub fn offset(self) -> usize {
        (self.number - 1) * self.limit
    }
}

impl Default for Page {
    fn default() -> Self {
        Self {
            number: 1,
            limit: Self::DEFAULT_LIMIT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_from_1_and_end_somewhere() {
        assert_eq!(Page::new(3, 20).map(Page::offset), Ok(40));
        assert_eq!(Page::new(100, 100).map(Page::offset), Ok(9_900));
        for (number, limit, message) in [
            (0, 20, "page `0` is not 1 or more"),
            (1, 0, "limit `0` is not between 1 and 100"),
            (1, 101, "limit `101` is not between 1 and 100"),
            (
                101,
                100,
                "page `101` of 100 lies beyond the first 10000 hits",
            ),
            (
                usize::MAX,
                2,
                "page `18446744073709551615` of 2 lies beyond the first 10000 hits",
            ),
        ] {
            assert_eq!(Page::new(number, limit).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn every_order_reads_back() {
        for sort in Sort::ALL {
            assert_eq!(sort.as_str().parse(), Ok(*sort));
        }
        assert_eq!(
            "date".parse::<Sort>().unwrap_err().to_string(),
            "unknown sort `date`; accepted: relevance, -year, year, municipality"
        );
    }
}
