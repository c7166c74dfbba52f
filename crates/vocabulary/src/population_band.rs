//! Municipalities by size.

use std::fmt;
use std::str::FromStr;

use records::UnknownWord;

/// A band of population, to compare municipalities of about the same size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PopulationBand {
    /// Fewer than 10,000 inhabitants.
    Under10000,
    /// 10,000 to 19,999 inhabitants.
    From10000,
    /// 20,000 to 49,999 inhabitants.
    From20000,
    /// 50,000 to 99,999 inhabitants.
    From50000,
    /// 100,000 to 199,999 inhabitants.
    From100000,
    /// 200,000 inhabitants or more.
    Over200000,
}

impl PopulationBand {
    /// Every band, smallest first.
    pub const ALL: &'static [Self] = &[
        Self::Under10000,
        Self::From10000,
        Self::From20000,
        Self::From50000,
        Self::From100000,
        Self::Over200000,
    ];

    /// The band that a population falls in.
    pub fn of(population: u32) -> Self {
        match population {
            0..=9_999 => Self::Under10000,
            10_000..=19_999 => Self::From10000,
            20_000..=49_999 => Self::From20000,
            50_000..=99_999 => Self::From50000,
            100_000..=199_999 => Self::From100000,
            _ => Self::Over200000,
        }
    }

    /// The word that stands for the band in every file, address and answer.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Under10000 => "under_10000",
            Self::From10000 => "10000_19999",
            Self::From20000 => "20000_49999",
            Self::From50000 => "50000_99999",
            Self::From100000 => "100000_199999",
            Self::Over200000 => "over_200000",
        }
    }

    /// The band in Swedish, numbers in groups of three.
    pub const fn label_sv(self) -> &'static str {
        match self {
            Self::Under10000 => "under 10\u{a0}000 invånare",
            Self::From10000 => "10\u{a0}000–19\u{a0}999 invånare",
            Self::From20000 => "20\u{a0}000–49\u{a0}999 invånare",
            Self::From50000 => "50\u{a0}000–99\u{a0}999 invånare",
            Self::From100000 => "100\u{a0}000–199\u{a0}999 invånare",
            Self::Over200000 => "200\u{a0}000 invånare eller fler",
        }
    }

    /// The band in English.
    pub const fn label_en(self) -> &'static str {
        match self {
            Self::Under10000 => "under 10,000 inhabitants",
            Self::From10000 => "10,000–19,999 inhabitants",
            Self::From20000 => "20,000–49,999 inhabitants",
            Self::From50000 => "50,000–99,999 inhabitants",
            Self::From100000 => "100,000–199,999 inhabitants",
            Self::Over200000 => "200,000 inhabitants or more",
        }
    }
}

impl FromStr for PopulationBand {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .iter()
            .copied()
            .find(|band| band.as_str() == word)
            .ok_or_else(|| UnknownWord {
                what: "population band",
                value: word.to_owned(),
                accepted: Self::ALL
                    .iter()
                    .map(|band| band.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
            })
    }
}

impl fmt::Display for PopulationBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_band_reads_back_and_starts_where_the_one_before_ends() {
        for band in PopulationBand::ALL {
            assert_eq!(band.as_str().parse(), Ok(*band));
        }
        for (population, word) in [
            (0, "under_10000"),
            (9_999, "under_10000"),
            (10_000, "10000_19999"),
            (49_999, "20000_49999"),
            (50_000, "50000_99999"),
            (199_999, "100000_199999"),
            (200_000, "over_200000"),
        ] {
            assert_eq!(PopulationBand::of(population).as_str(), word);
        }
        assert_eq!(
            "small".parse::<PopulationBand>().unwrap_err().to_string(),
            "unknown population band `small`; accepted: under_10000, 10000_19999, 20000_49999, \
             50000_99999, 100000_199999, over_200000"
        );
    }
}
