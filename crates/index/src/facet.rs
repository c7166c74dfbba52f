//! The fields that can be filtered on and counted, and the numbers that stand for their values.
//!
//! Each is a column of numbers in the index. What number stands for what depends on the
//! vocabulary, whose fingerprint the manifest holds.

use std::fmt;
use std::str::FromStr;

use records::{Area, Kind, Language, OutcomeKind, Record, Status, UnknownWord, Voice, Year};
use vocabulary::{Municipality, PopulationBand, Vocabulary};

/// A field that can be filtered on and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// The municipalities a record is about; codes such as `1384`.
    Municipality,
    /// Their counties; codes such as `13`.
    County,
    /// Their groups in the grouping of municipalities by SKR; codes such as `A2`.
    SkrGroup,
    /// Their population bands; words such as `under_10000`.
    Population,
    /// The year a record is about.
    Year,
    /// Themes; ids such as `open-data`.
    Theme,
    /// The award's areas.
    Area,
    /// The kind of record.
    Kind,
    /// What became of the example.
    Status,
    /// Who is speaking.
    Voice,
    /// Award outcomes that a record states.
    Outcome,
    /// Award editions whose outcomes a record states.
    Edition,
    /// The source's language.
    Language,
}

/// The error of a value that a facet does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {facet} `{value}`{}", accepted_note(.nearest.as_deref(), .accepted.as_deref()))]
pub struct FacetError {
    /// The facet.
    pub facet: Facet,
    /// The value as it was given.
    pub value: String,
    /// The nearest value there is.
    pub nearest: Option<String>,
    /// What is accepted, in words.
    pub accepted: Option<String>,
}

fn accepted_note(nearest: Option<&str>, accepted: Option<&str>) -> String {
    let nearest = nearest.map(|value| format!("; did you mean `{value}`?"));
    let accepted = accepted.map(|words| format!("; accepted: {words}"));
    [nearest, accepted].into_iter().flatten().collect()
}

impl Facet {
    /// Every facet, in the order in which a page shows them.
    pub const ALL: &'static [Self] = &[
        Self::Theme,
        Self::Municipality,
        Self::County,
        Self::SkrGroup,
        Self::Population,
        Self::Year,
        Self::Kind,
        Self::Status,
        Self::Voice,
        Self::Area,
        Self::Outcome,
        Self::Edition,
        Self::Language,
    ];

    /// What all numbers of all facets are less than.
    pub const NUMBERS: u64 = 1 << 16;

    /// The facet's name in the index, in requests and in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::County => "county",
            Self::SkrGroup => "skr_group",
            Self::Population => "population",
            Self::Year => "year",
            Self::Theme => "theme",
            Self::Area => "area",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Voice => "voice",
            Self::Outcome => "outcome",
            Self::Edition => "edition",
            Self::Language => "language",
        }
    }

    /// Whether its values have an order that a range can cut.
    pub fn has_order(self) -> bool {
        matches!(self, Self::Year | Self::Edition)
    }

    /// The numbers of a record's values, each once, smallest first; empty when unknown.
    pub fn numbers(self, record: &Record, vocabulary: &Vocabulary) -> Vec<u64> {
        let municipalities = || {
            record
                .about()
                .filter_map(|code| vocabulary.register.by_code(code))
        };
        let mut numbers: Vec<u64> = match self {
            Self::Municipality => record.about().map(|code| code.number().into()).collect(),
            Self::County => municipalities()
                .map(|municipality| municipality.county)
                .chain(record.counties.iter().copied())
                .map(|county| county.number().into())
                .collect(),
            Self::SkrGroup => municipalities()
                .filter_map(|municipality| self.number(&municipality.skr_group, vocabulary).ok())
                .collect(),
            Self::Population => municipalities()
                .filter_map(|municipality| {
                    ordinal(PopulationBand::ALL, municipality.population_band())
                })
                .collect(),
            Self::Year => record
                .year
                .iter()
                .map(|year| year.value.number().into())
                .collect(),
            Self::Theme => record
                .themes
                .iter()
                .filter_map(|theme| self.number(theme.id.as_str(), vocabulary).ok())
                .collect(),
            Self::Area => record
                .area
                .iter()
                .filter_map(|area| ordinal(Area::ALL, *area))
                .collect(),
            Self::Kind => ordinal(Kind::ALL, record.kind).into_iter().collect(),
            // A status that is unknown is no status: it is counted as unknown, like the rest.
            Self::Status if record.status == Status::Unknown => Vec::new(),
            Self::Status => ordinal(Status::ALL, record.status).into_iter().collect(),
            Self::Voice => ordinal(Voice::ALL, record.voice).into_iter().collect(),
            Self::Outcome => record
                .outcomes
                .iter()
                .filter_map(|outcome| ordinal(OutcomeKind::ALL, outcome.outcome))
                .collect(),
            Self::Edition => record
                .outcomes
                .iter()
                .map(|outcome| outcome.edition.number().into())
                .collect(),
            Self::Language => vec![language_number(record.language)],
        };
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The number that stands for a value, read as a person would write it: a municipality and a
    /// county may be given by code or by name.
    ///
    /// # Errors
    /// [`FacetError`] when the facet has no such value; it names the nearest one or all of them.
    pub fn number(self, value: &str, vocabulary: &Vocabulary) -> Result<u64, FacetError> {
        let refuse = |nearest: Option<String>, accepted: Option<String>| FacetError {
            facet: self,
            value: value.to_owned(),
            nearest,
            accepted,
        };
        let of_word = |error: UnknownWord| refuse(None, Some(error.accepted));
        match self {
            Self::Municipality => municipality(value, vocabulary)
                .map(|municipality| municipality.code.number().into()),
            Self::County => vocabulary
                .register
                .county_by_name(value)
                .map(|county| county.code.number().into())
                .ok_or_else(|| {
                    refuse(
                        None,
                        Some("a two-digit county code or a county's name".to_owned()),
                    )
                }),
            Self::SkrGroup => {
                let groups = vocabulary.register.skr_groups();
                groups
                    .iter()
                    .position(|group| group.code.eq_ignore_ascii_case(value))
                    .map(|at| at as u64)
                    .ok_or_else(|| {
                        let codes: Vec<&str> =
                            groups.iter().map(|group| group.code.as_str()).collect();
                        refuse(None, Some(codes.join(", ")))
                    })
            }
            Self::Theme => vocabulary
                .thesaurus
                .themes()
                .iter()
                .position(|theme| theme.id.as_str() == value)
                .map(|at| at as u64)
                .ok_or_else(|| {
                    let nearest = vocabulary.thesaurus.nearest(value);
                    let ids: Vec<&str> = vocabulary
                        .thesaurus
                        .themes()
                        .iter()
                        .map(|theme| theme.id.as_str())
                        .collect();
                    refuse(
                        nearest.map(|theme| theme.id.to_string()),
                        Some(ids.join(", ")),
                    )
                }),
            Self::Year | Self::Edition => value
                .parse::<Year>()
                .map(|year| year.number().into())
                .map_err(|_| refuse(None, Some("four digits, 1950 to 2099".to_owned()))),
            Self::Population => word(PopulationBand::ALL, value, of_word),
            Self::Area => word(Area::ALL, value, of_word),
            Self::Kind => word(Kind::ALL, value, of_word),
            Self::Status => word(Status::ALL, value, of_word),
            Self::Voice => word(Voice::ALL, value, of_word),
            Self::Outcome => word(OutcomeKind::ALL, value, of_word),
            Self::Language => value.parse().map(language_number).map_err(|_| {
                refuse(
                    None,
                    Some("a two-letter language code, such as sv".to_owned()),
                )
            }),
        }
    }

    /// The value that a number stands for, in the form that [`Facet::number`] reads back.
    pub fn value(self, number: u64, vocabulary: &Vocabulary) -> String {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        let word: Option<&str> = match self {
            Self::Municipality => return format!("{number:04}"),
            Self::County => return format!("{number:02}"),
            Self::Year | Self::Edition => return number.to_string(),
            Self::Language => return language_letters(number),
            Self::SkrGroup => vocabulary
                .register
                .skr_groups()
                .get(at)
                .map(|group| group.code.as_str()),
            Self::Theme => vocabulary
                .thesaurus
                .themes()
                .get(at)
                .map(|theme| theme.id.as_str()),
            Self::Population => PopulationBand::ALL.get(at).map(|band| band.as_str()),
            Self::Area => Area::ALL.get(at).map(|area| area.as_str()),
            Self::Kind => Kind::ALL.get(at).map(|kind| kind.as_str()),
            Self::Status => Status::ALL.get(at).map(|status| status.as_str()),
            Self::Voice => Voice::ALL.get(at).map(|voice| voice.as_str()),
            Self::Outcome => OutcomeKind::ALL.get(at).map(|outcome| outcome.as_str()),
        };
        word.unwrap_or_default().to_owned()
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Facet {
    type Err = UnknownWord;

    fn from_str(name: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .iter()
            .copied()
            .find(|facet| facet.as_str() == name)
            .ok_or_else(|| {
                let names: Vec<&str> = Self::ALL.iter().map(|facet| facet.as_str()).collect();
                UnknownWord {
                    what: "facet",
                    value: name.to_owned(),
                    accepted: names.join(", "),
                }
            })
    }
}

/// The municipality that a value of [`Facet::Municipality`] means: a code or a name.
///
/// # Errors
/// [`FacetError`] when there is none; it names the nearest one.
pub fn municipality<'a>(
    value: &str,
    vocabulary: &'a Vocabulary,
) -> Result<&'a Municipality, FacetError> {
    let register = &vocabulary.register;
    // A name is looked up as a code, too.
    register.by_name(value).ok_or_else(|| FacetError {
        facet: Facet::Municipality,
        value: value.to_owned(),
        nearest: register
            .nearest(value)
            .map(|municipality| municipality.code.to_string()),
        accepted: Some("a four-digit municipality code or a municipality's name".to_owned()),
    })
}

fn ordinal<T: PartialEq + Copy>(all: &[T], value: T) -> Option<u64> {
    all.iter()
        .position(|candidate| *candidate == value)
        .map(|at| at as u64)
}

fn word<T>(
    all: &[T],
    value: &str,
    refuse: impl FnOnce(UnknownWord) -> FacetError,
) -> Result<u64, FacetError>
where
    T: FromStr<Err = UnknownWord> + PartialEq + Copy,
{
    let value: T = value.parse().map_err(refuse)?;
    Ok(ordinal(all, value).unwrap_or_default())
}

fn language_number(language: Language) -> u64 {
    language
        .as_str()
        .bytes()
        .fold(0, |number, letter| number << 8 | u64::from(letter))
}

fn language_letters(number: u64) -> String {
    let [.., first, second] = number.to_be_bytes();
    [first, second]
        .iter()
        .map(|letter| char::from(*letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_facet_has_a_place_of_its_own_among_all() {
        let mut places: Vec<usize> = Facet::ALL.iter().map(|facet| *facet as usize).collect();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..Facet::ALL.len()));
    }

    #[test]
    fn the_greatest_numbers_are_less_than_what_all_are() {
        let vocabulary = Vocabulary::embedded();
        for (facet, value) in [
            (Facet::Municipality, "2584"),
            (Facet::Year, "2099"),
            (Facet::Language, "zz"),
        ] {
            let number = facet.number(value, vocabulary).unwrap();
            assert!(number < Facet::NUMBERS, "{facet} {number}");
        }
    }

    #[test]
    fn what_a_number_stands_for_has_that_number() {
        let vocabulary = Vocabulary::embedded();
        for (facet, values) in [
            (Facet::Municipality, vec!["0114", "1384", "2584"]),
            (Facet::County, vec!["01", "25"]),
            (Facet::SkrGroup, vec!["A1", "C9"]),
            (
                Facet::Population,
                PopulationBand::ALL
                    .iter()
                    .map(|band| band.as_str())
                    .collect(),
            ),
            (Facet::Year, vec!["2001", "2023"]),
            (Facet::Theme, vec!["open-data", "business"]),
            (
                Facet::Area,
                Area::ALL.iter().map(|area| area.as_str()).collect(),
            ),
            (
                Facet::Kind,
                Kind::ALL.iter().map(|kind| kind.as_str()).collect(),
            ),
            (
                Facet::Status,
                Status::ALL.iter().map(|status| status.as_str()).collect(),
            ),
            (
                Facet::Voice,
                Voice::ALL.iter().map(|voice| voice.as_str()).collect(),
            ),
            (
                Facet::Outcome,
                OutcomeKind::ALL.iter().map(|kind| kind.as_str()).collect(),
            ),
            (Facet::Edition, vec!["2013"]),
            (Facet::Language, vec!["sv", "en"]),
        ] {
            for value in values {
                let number = facet.number(value, vocabulary).unwrap();
                assert_eq!(facet.value(number, vocabulary), value, "{facet}");
            }
        }
    }

    #[test]
    fn places_may_be_given_by_name() {
        let vocabulary = Vocabulary::embedded();
        assert_eq!(
            Facet::Municipality.number("Kungsbacka kommun", vocabulary),
            Ok(1384)
        );
        assert_eq!(Facet::County.number("Hallands län", vocabulary), Ok(13));
    }

    #[test]
    fn a_value_that_is_not_there_is_answered_with_the_nearest() {
        let vocabulary = Vocabulary::embedded();
        let error = Facet::Theme
            .number("opendata", vocabulary)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("unknown theme `opendata`; did you mean `open-data`?; accepted: "),
            "{error}"
        );
        let error = Facet::Municipality
            .number("Kungsbaka", vocabulary)
            .unwrap_err()
            .to_string();
        assert!(error.contains("did you mean `1384`?"), "{error}");
        assert_eq!(
            Facet::Year
                .number("abc", vocabulary)
                .unwrap_err()
                .to_string(),
            "unknown year `abc`; accepted: four digits, 1950 to 2099"
        );
        assert_eq!(
            "tema".parse::<Facet>().unwrap_err().to_string(),
            "unknown facet `tema`; accepted: theme, municipality, county, skr_group, population, \
             year, kind, status, voice, area, outcome, edition, language"
        );
    }
}
