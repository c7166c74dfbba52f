//! What is asked for.

use std::fmt;

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
    /// Whether each hit has pieces of its text with the query's words marked.
    pub highlight: bool,
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

/// Which of the hits to give: a page of them, the next ones of a walk over all, or a page of a
/// random sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    number: usize,
    limit: usize,
    start: Start,
}

/// Where a page's hits are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Start {
    #[default]
    Best,
    After(Rank),
    Sample(Sample),
}

/// The rank of a hit in the order of its answer. It means something in the same generation, for
/// the same query, filters and order, and there alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    pub(crate) key: u64,
    /// The bits of the score.
    pub(crate) score: u32,
    pub(crate) document: u32,
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:016x}{:08x}{:08x}",
            self.key, self.score, self.document
        )
    }
}

impl std::str::FromStr for Rank {
    type Err = RankError;

    fn from_str(text: &str) -> Result<Self, RankError> {
        let plain = text.len() == 32
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let part = |range: std::ops::Range<usize>| text.get(range).filter(|_| plain);
        let short = |range| u32::from_str_radix(part(range)?, 16).ok();
        part(0..16)
            .and_then(|key| u64::from_str_radix(key, 16).ok())
            .zip(short(16..24))
            .zip(short(24..32))
            .map(|((key, score), document)| Self {
                key,
                score,
                document,
            })
            .ok_or(RankError)
    }
}

/// The error of a text that is no rank of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the rank of a hit, which is 32 hexadecimal digits")]
pub struct RankError;

/// A random sample of what matches: the same size and seed take the same records, as long as the
/// same records match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    size: usize,
    seed: u64,
}

impl Sample {
    /// The most records of a sample: those that can be reached by paging.
    pub const MAX_SIZE: usize = Page::MAX_DEPTH;

    /// A sample of at most `size` records.
    ///
    /// # Errors
    /// [`PageError::Sample`] when the size is 0 or more than 10,000.
    pub fn new(size: usize, seed: u64) -> Result<Self, PageError> {
        if (1..=Self::MAX_SIZE).contains(&size) {
            Ok(Self { size, seed })
        } else {
            Err(PageError::Sample(size))
        }
    }

    /// How many records it has at most.
    pub fn size(self) -> usize {
        self.size
    }

    /// What decides which ones.
    pub fn seed(self) -> u64 {
        self.seed
    }

    /// A number for a record of which the smaller ones are in the sample, from its id alone: a
    /// record that comes or goes changes no other's.
    pub(crate) fn number(self, id: &str) -> u64 {
        // FNV-1a, and the last mixing steps of splitmix64: short, and the same for ever.
        let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mixed = hash.wrapping_add(self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
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
    /// A sample has at most so many records.
    #[error("sample `{0}` is not between 1 and {max}", max = Sample::MAX_SIZE)]
    Sample(usize),
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
        start: Start::Best,
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
        Ok(Self {
            number,
            limit,
            start: Start::Best,
        })
    }

    /// The first `limit` hits of a walk over all, or those after a rank.
    ///
    /// # Errors
    /// [`PageError::Limit`] when the limit is not 1 to 100.
    pub fn walk(after: Option<Rank>, limit: usize) -> Result<Self, PageError> {
        Ok(Self {
            start: after.map_or(Start::Best, Start::After),
            ..Self::new(1, limit)?
        })
    }

    /// The same page of a random sample, whose records come in random order.
    #[must_use]
    pub fn of_sample(self, sample: Sample) -> Self {
        Self {
            start: Start::Sample(sample),
            ..self
        }
    }

    /// The sample that it is a page of, if it is one.
    pub fn sample(self) -> Option<Sample> {
        match self.start {
            Start::Sample(sample) => Some(sample),
            Start::Best | Start::After(_) => None,
        }
    }

    /// The rank after which its hits come, if it is the next one of a walk.
    pub(crate) fn after(self) -> Option<Rank> {
        match self.start {
            Start::After(rank) => Some(rank),
            Start::Best | Start::Sample(_) => None,
        }
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
            start: Start::Best,
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
    fn a_rank_reads_back_and_nothing_else_does() {
        let rank = Rank {
            key: u64::MAX - 7,
            score: 1.5_f32.to_bits(),
            document: 12,
        };
        let text = rank.to_string();
        assert_eq!(text, "fffffffffffffff83fc000000000000c");
        assert_eq!(text.parse(), Ok(rank));
        for odd in [
            "",
            "x",
            &text[1..],
            &text.to_uppercase(),
            &"+".repeat(32),
            &"é".repeat(16),
        ] {
            assert_eq!(odd.parse::<Rank>(), Err(RankError), "{odd}");
        }
    }

    #[test]
    fn a_sample_has_a_size_and_spreads_evenly() {
        assert!(Sample::new(0, 1).is_err() && Sample::new(10_001, 1).is_err());
        let sample = |seed| Sample::new(10, seed).unwrap();
        let (one, two) = (sample(1), sample(2));
        // Of 1,000 ids about half are in the lower half, and about half of these again with
        // another seed: the numbers hang together neither with the id nor with each other.
        let lower = |sample: Sample, id: &str| sample.number(id) < u64::MAX / 2;
        let ids: Vec<String> = (0..1000).map(|number| format!("record-{number}")).collect();
        let half = ids.iter().filter(|id| lower(one, id)).count();
        let quarter = ids
            .iter()
            .filter(|id| lower(one, id) && lower(two, id))
            .count();
        assert!(
            (440..560).contains(&half) && (200..300).contains(&quarter),
            "{half} {quarter}"
        );
        assert_eq!(one.number("a"), one.number("a"));
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
