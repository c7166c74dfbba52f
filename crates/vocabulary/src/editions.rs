//! The award's editions.

use jiff::civil::Date;
use records::{DatePrecision, MunicipalityCode, OutcomeKind, Text, Year, parse_date};
use serde::Deserialize;

use crate::{DataError, Register};

const FILE: &str = "award-editions.csv";

/// The day, month or year in which an edition's award was presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CeremonyDate {
    /// The date; unknown parts are 01.
    pub date: Date,
    /// How much of it is known.
    pub precision: DatePrecision,
}

/// One edition of the award, as far as it could be sourced.
///
/// Each list holds one entry for each nomination; a joint nomination has several municipalities.
/// An empty list means that nothing is known, not that there were none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardEdition {
    /// The year that names the edition, which need not be the year of the ceremony.
    pub year: Year,
    /// The award's name in that edition.
    pub award: Text,
    /// The winning nomination.
    pub winner: Option<Vec<MunicipalityCode>>,
    /// The last few, the winner included.
    pub finalists: Vec<Vec<MunicipalityCode>>,
    /// Those who went on from the first round.
    pub shortlisted: Vec<Vec<MunicipalityCode>>,
    /// Those who were published as nominated.
    pub nominees: Vec<Vec<MunicipalityCode>>,
    /// The jury's reasons in our own words, in Swedish.
    pub motive_sv: Option<Text>,
    /// The same in English.
    pub motive_en: Option<Text>,
    /// When the award was presented.
    pub ceremony_date: Option<CeremonyDate>,
    /// Where.
    pub ceremony_place: Option<Text>,
    /// By whom: an office or an organisation, never a person's name.
    pub presented_by: Option<Text>,
    /// The addresses that say so.
    pub sources: Vec<String>,
    /// What a reader must know to judge the row.
    pub notes: Option<Text>,
}

impl AwardEdition {
    /// Whether enough is known of the edition to contradict who had an outcome in it.
    pub fn is_settled(&self, outcome: OutcomeKind) -> bool {
        match outcome {
            OutcomeKind::Winner => self.winner.is_some(),
            OutcomeKind::Finalist => !self.finalists.is_empty(),
            OutcomeKind::Shortlisted => !self.shortlisted.is_empty(),
            OutcomeKind::Nominee => !self.nominees.is_empty(),
        }
    }

    /// The nominations in the edition's list of an outcome.
    pub fn nominations(&self, outcome: OutcomeKind) -> Vec<&Vec<MunicipalityCode>> {
        match outcome {
            OutcomeKind::Winner => self.winner.iter().collect(),
            OutcomeKind::Finalist => self.finalists.iter().collect(),
            OutcomeKind::Shortlisted => self.shortlisted.iter().collect(),
            OutcomeKind::Nominee => self.nominees.iter().collect(),
        }
    }

    /// Whether a municipality is known to have had an outcome in the edition.
    pub fn agrees(&self, code: MunicipalityCode, outcome: OutcomeKind) -> bool {
        let holds = |nominations: &[Vec<MunicipalityCode>]| {
            nominations.iter().flatten().any(|other| *other == code)
        };
        match outcome {
            OutcomeKind::Winner => holds(self.winner.as_slice()),
            OutcomeKind::Finalist => holds(&self.finalists),
            OutcomeKind::Shortlisted => holds(&self.shortlisted),
            // Whoever went on was nominated, too.
            OutcomeKind::Nominee => self.participants().contains(&code),
        }
    }

    /// The furthest outcome that a municipality is known to have had in the edition.
    pub fn outcome_of(&self, code: MunicipalityCode) -> Option<OutcomeKind> {
        [
            OutcomeKind::Winner,
            OutcomeKind::Finalist,
            OutcomeKind::Shortlisted,
            OutcomeKind::Nominee,
        ]
        .into_iter()
        .find(|outcome| self.agrees(code, *outcome))
    }

    /// Every municipality that took part, each once, in order of code.
    pub fn participants(&self) -> Vec<MunicipalityCode> {
        let mut codes: Vec<MunicipalityCode> = [&self.finalists, &self.shortlisted, &self.nominees]
            .into_iter()
            .flatten()
            .chain(&self.winner)
            .flatten()
            .copied()
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

/// The award's editions, by year.
#[derive(Debug)]
pub struct Editions(Vec<AwardEdition>);

/// A line of the data file.
#[derive(Deserialize)]
struct Row {
    year: String,
    award: String,
    winner: String,
    finalists: String,
    nominees: String,
    shortlisted: String,
    motive_sv: String,
    motive_en: String,
    ceremony_date: String,
    ceremony_place: String,
    presented_by: String,
    sources: String,
    notes: String,
}

impl Editions {
    /// Reads the editions from the text of their data file.
    ///
    /// # Errors
    /// [`DataError`] for a row that cannot be read, a municipality that is not in the register,
    /// a year or date that is none, an award without a name, and a year given twice.
    pub(crate) fn parse(text: &str, register: &Register) -> Result<Self, DataError> {
        let mut editions: Vec<AwardEdition> = Vec::new();
        for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
            let row: Row = row.map_err(|source| DataError::Table { file: FILE, source })?;
            let edition = edition(&row, register)?;
            if editions.iter().any(|other| other.year == edition.year) {
                return Err(DataError::value(FILE, &row.year, "the year is given twice"));
            }
            editions.push(edition);
        }
        editions.sort_by_key(|edition| edition.year);
        Ok(Self(editions))
    }

    /// Every known edition, in order of year.
    pub fn all(&self) -> &[AwardEdition] {
        &self.0
    }

    /// The edition that a year names.
    pub fn edition(&self, year: Year) -> Option<&AwardEdition> {
        self.0.iter().find(|edition| edition.year == year)
    }
}

fn edition(row: &Row, register: &Register) -> Result<AwardEdition, DataError> {
    let fault = |message: String| DataError::value(FILE, &row.year, message);
    let nominations = |list: &str| nominations(list, register).map_err(fault);
    let ceremony_date = match row.ceremony_date.as_str() {
        "" => None,
        text => {
            let (date, precision) = parse_date(text).map_err(|error| fault(error.to_string()))?;
            Some(CeremonyDate { date, precision })
        }
    };
    Ok(AwardEdition {
        year: row
            .year
            .parse()
            .map_err(|error| fault(format!("{error}")))?,
        award: row
            .award
            .parse()
            .map_err(|error| fault(format!("{error}")))?,
        winner: nominations(&row.winner)?.pop(),
        finalists: nominations(&row.finalists)?,
        shortlisted: nominations(&row.shortlisted)?,
        nominees: nominations(&row.nominees)?,
        motive_sv: Text::from_trimmed(&row.motive_sv),
        motive_en: Text::from_trimmed(&row.motive_en),
        ceremony_date,
        ceremony_place: Text::from_trimmed(&row.ceremony_place),
        presented_by: Text::from_trimmed(&row.presented_by),
        sources: split(&row.sources, '|').map(ToOwned::to_owned).collect(),
        notes: Text::from_trimmed(&row.notes),
    })
}

/// Nominations separated by `|`, each of municipalities joined by `+`.
fn nominations(list: &str, register: &Register) -> Result<Vec<Vec<MunicipalityCode>>, String> {
    split(list, '|')
        .map(|nomination| {
            split(nomination, '+')
                .map(|name| {
                    register
                        .by_name(name)
                        .map(|municipality| municipality.code)
                        .ok_or_else(|| format!("unknown municipality `{name}`"))
                })
                .collect()
        })
        .collect()
}

fn split(list: &str, separator: char) -> impl Iterator<Item = &str> {
    list.split(separator)
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    fn names(nominations: &[Vec<MunicipalityCode>]) -> Vec<String> {
        let register = &Vocabulary::embedded().register;
        nominations
            .iter()
            .map(|codes| {
                let names: Vec<&str> = codes
                    .iter()
                    .map(|code| register.by_code(*code).unwrap().name.as_str())
                    .collect();
                names.join("+")
            })
            .collect()
    }

    #[test]
    fn the_editions_are_in_order_and_hold_joint_nominations() {
        let editions = &Vocabulary::embedded().editions;
        assert!(
            editions
                .all()
                .windows(2)
                .all(|pair| pair[0].year < pair[1].year)
        );
        let edition = editions.edition("2023".parse().unwrap()).unwrap();
        assert_eq!(
            names(&edition.finalists),
            ["Mora+Orsa+Älvdalen", "Nacka", "Värmdö"]
        );
        assert_eq!(names(edition.winner.as_slice()), ["Värmdö"]);
        assert_eq!(
            edition.ceremony_date.unwrap().date.to_string(),
            "2023-11-21"
        );
        assert_eq!(edition.participants().len(), 7);
        assert!(editions.edition("2002".parse().unwrap()).is_none());
    }

    #[test]
    fn winners_are_among_the_finalists_and_finalists_among_the_nominees() {
        for edition in Vocabulary::embedded().editions.all() {
            for winner in edition
                .winner
                .iter()
                .filter(|_| !edition.finalists.is_empty())
            {
                assert!(edition.finalists.contains(winner), "{}", edition.year);
            }
            for finalist in &edition.finalists {
                assert!(edition.nominees.contains(finalist), "{}", edition.year);
            }
            assert!(!edition.sources.is_empty(), "{}", edition.year);
        }
    }

    #[test]
    fn what_is_known_of_an_edition_can_be_asked() {
        let vocabulary = Vocabulary::embedded();
        let code = |name: &str| vocabulary.register.by_name(name).unwrap().code;
        let edition = |year: &str| vocabulary.editions.edition(year.parse().unwrap()).unwrap();
        let of = |year: &str, name: &str| edition(year).outcome_of(code(name));
        assert_eq!(of("2017", "Stockholm"), Some(OutcomeKind::Winner));
        assert_eq!(of("2017", "Uppsala"), Some(OutcomeKind::Finalist));
        assert_eq!(of("2017", "Lomma"), Some(OutcomeKind::Shortlisted));
        assert_eq!(of("2023", "Östersund"), Some(OutcomeKind::Nominee));
        assert_eq!(of("2017", "Kil"), None);
        assert!(edition("2001").is_settled(OutcomeKind::Winner));
        assert!(!edition("2001").is_settled(OutcomeKind::Nominee));
    }

    #[test]
    fn a_faulty_row_is_named() {
        let head = "year,award,winner,finalists,nominees,shortlisted,motive_sv,motive_en,\
                    ceremony_date,ceremony_place,presented_by,sources,notes\n";
        let register = &Vocabulary::embedded().register;
        for (row, message) in [
            (
                "2001,A,Atlantis,,,,,,,,,,",
                "award-editions.csv, row `2001`: unknown municipality `Atlantis`",
            ),
            (
                "20l1,A,,,,,,,,,,,",
                "award-editions.csv, row `20l1`: year `20l1` is not four digits",
            ),
            (
                "2001,,,,,,,,,,,,",
                "award-editions.csv, row `2001`: text is empty; leave the field out or write null instead",
            ),
            (
                "2001,A,,,,,,,,,,,\n2001,A,,,,,,,,,,,",
                "award-editions.csv, row `2001`: the year is given twice",
            ),
            (
                "2001,A,,,,,,,soon,,,,",
                "award-editions.csv, row `2001`: date `soon` is not a calendar date written as 2019, \
                 2019-05 or 2019-05-29",
            ),
            ("2001,A", "cannot read award-editions.csv"),
        ] {
            let error = Editions::parse(&format!("{head}{row}\n"), register).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }
}
