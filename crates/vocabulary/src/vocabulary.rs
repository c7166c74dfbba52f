//! The vocabulary as a whole, read once from the data files that are part of the program.

use std::fmt::Write;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::{
    AreaWords, AwardNames, DataError, Editions, Gazetteer, Offices, Regions, Register, Synonyms,
    Thesaurus,
};

/// The data files, by name.
const FILES: &[(&str, &str)] = &[
    ("ambiguous-names.tsv", AMBIGUOUS_NAMES),
    ("area-words.tsv", AREA_WORDS),
    ("award-editions.csv", AWARD_EDITIONS),
    ("award-names.tsv", AWARD_NAMES),
    ("first-names.tsv", FIRST_NAMES),
    ("municipalities.csv", MUNICIPALITIES),
    ("name-contexts.tsv", NAME_CONTEXTS),
    ("regions.tsv", REGIONS),
    ("synonyms.tsv", SYNONYMS),
    ("office-words.tsv", OFFICE_WORDS),
    ("theme-weights.tsv", THEME_WEIGHTS),
    ("themes.toml", THEMES),
];

const AMBIGUOUS_NAMES: &str = include_str!("../data/ambiguous-names.tsv");
const AREA_WORDS: &str = include_str!("../data/area-words.tsv");
const AWARD_EDITIONS: &str = include_str!("../data/award-editions.csv");
const AWARD_NAMES: &str = include_str!("../data/award-names.tsv");
const FIRST_NAMES: &str = include_str!("../data/first-names.tsv");
const MUNICIPALITIES: &str = include_str!("../data/municipalities.csv");
const NAME_CONTEXTS: &str = include_str!("../data/name-contexts.tsv");
const REGIONS: &str = include_str!("../data/regions.tsv");
const SYNONYMS: &str = include_str!("../data/synonyms.tsv");
const OFFICE_WORDS: &str = include_str!("../data/office-words.tsv");
const THEME_WEIGHTS: &str = include_str!("../data/theme-weights.tsv");
const THEMES: &str = include_str!("../data/themes.toml");

/// What names mean: the register, the thesaurus, the award's editions and the gazetteer.
#[derive(Debug)]
pub struct Vocabulary {
    /// The municipalities, counties and groups.
    pub register: Register,
    /// The themes.
    pub thesaurus: Thesaurus,
    /// The award's editions.
    pub editions: Editions,
    /// Provinces and other parts of the country.
    pub regions: Regions,
    /// Other words for the same thing.
    pub synonyms: Synonyms,
    /// The municipalities' names in running text.
    pub gazetteer: Gazetteer,
    /// The names of the award and of others.
    pub award_names: AwardNames,
    /// How headings name the award's five areas.
    pub area_words: AreaWords,
    /// How titles of offices are told from other words.
    pub offices: Offices,
    fingerprint: String,
}

static EMBEDDED: LazyLock<Vocabulary> = LazyLock::new(|| {
    Vocabulary::parse().expect("the embedded data files are read whole by a test")
});

impl Vocabulary {
    /// The vocabulary of the data files that are part of the program. Read at the first call.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The SHA-256 digest of the data files, as 64 hexadecimal digits: two programs with the same
    /// fingerprint know the same names.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    fn parse() -> Result<Self, DataError> {
        let register = Register::parse(MUNICIPALITIES)?;
        Ok(Self {
            thesaurus: Thesaurus::parse(THEMES, THEME_WEIGHTS)?,
            editions: Editions::parse(AWARD_EDITIONS, &register)?,
            regions: Regions::parse(REGIONS, &register)?,
            synonyms: Synonyms::parse(SYNONYMS)?,
            gazetteer: Gazetteer::parse(&register, AMBIGUOUS_NAMES, NAME_CONTEXTS, FIRST_NAMES)?,
            award_names: AwardNames::parse(AWARD_NAMES)?,
            area_words: AreaWords::parse(AREA_WORDS)?,
            offices: Offices::parse(OFFICE_WORDS),
            register,
            fingerprint: fingerprint(),
        })
    }
}

fn fingerprint() -> String {
    let mut digest = Sha256::new();
    for (name, text) in FILES {
        // Lengths, so that text moved from one file to the next gives another digest.
        digest.update(format!("{name} {}\n", text.len()));
        digest.update(text);
    }
    digest
        .finalize()
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_data_files_parse() {
        let vocabulary = Vocabulary::parse().unwrap();
        assert_eq!(
            vocabulary.fingerprint(),
            Vocabulary::embedded().fingerprint()
        );
        assert_eq!(vocabulary.fingerprint().len(), 64);
    }

    #[test]
    fn the_data_files_are_composed_and_end_with_a_line_end() {
        for (name, text) in FILES {
            assert_eq!(
                analysis::normalise(text).matches('\u{308}').count(),
                0,
                "{name}"
            );
            assert!(
                !text
                    .chars()
                    .any(|letter| ('\u{300}'..='\u{36f}').contains(&letter)),
                "{name}"
            );
            assert!(text.ends_with('\n') && !text.contains('\r'), "{name}");
        }
    }

    #[test]
    fn the_tables_are_sorted_and_hold_nothing_twice() {
        for table in [
            AMBIGUOUS_NAMES,
            AREA_WORDS,
            AWARD_NAMES,
            FIRST_NAMES,
            NAME_CONTEXTS,
            OFFICE_WORDS,
        ] {
            let lines: Vec<&str> = table.lines().skip(1).collect();
            for pair in lines.windows(2) {
                assert!(pair[0] < pair[1], "{} / {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn the_register_is_whole() {
        let register = &Vocabulary::embedded().register;
        assert_eq!(register.municipalities().len(), 290);
        assert_eq!(register.counties().len(), 21);
        assert_eq!(register.skr_groups().len(), 9);
        let population: u32 = register
            .municipalities()
            .iter()
            .map(|municipality| municipality.population)
            .sum();
        // Statistics Sweden's total for the country, 31 December 2023.
        assert_eq!(population, 10_551_707);
        for pair in register.municipalities().windows(2) {
            assert!(pair[0].code < pair[1].code);
        }
        for municipality in register.municipalities() {
            assert!(register.county(municipality.county).is_some());
            assert!(register.skr_group(&municipality.skr_group).is_some());
            assert!(
                (55.0..70.0).contains(&municipality.lat),
                "{}",
                municipality.name
            );
            assert!(
                (10.0..25.0).contains(&municipality.lon),
                "{}",
                municipality.name
            );
        }
        let codes: Vec<&str> = MUNICIPALITIES
            .lines()
            .skip(1)
            .map(|line| &line[..4])
            .collect();
        assert!(codes.is_sorted());
    }
}
