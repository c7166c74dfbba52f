//! The register of municipalities, counties and groups, by code and by name.

use std::collections::BTreeMap;

use records::{CountyCode, MunicipalityCode};
use serde::Deserialize;

use crate::key::{key, nearest};
use crate::{County, DataError, Municipality, SkrGroup};

const FILE: &str = "municipalities.csv";

/// The words that follow a name when it is written out.
const CORPORATE_WORDS: [&str; 4] = ["kommun", "stad", "kommunen", "staden"];

/// The register of the 290 municipalities, the 21 counties and the nine groups.
#[derive(Debug)]
pub struct Register {
    municipalities: Vec<Municipality>,
    counties: Vec<County>,
    skr_groups: Vec<SkrGroup>,
    /// Places in `municipalities` by every form of their names.
    names: BTreeMap<String, usize>,
    /// Places in `counties` by every form of their names, without `län`, and by their codes.
    county_names: BTreeMap<String, usize>,
}

/// A line of the data file.
#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    official_name: String,
    genitive: String,
    county_code: String,
    county: String,
    skr_group_code: String,
    skr_group: String,
    population: u32,
    population_year: u16,
    lat: f64,
    lon: f64,
    wikidata_id: String,
    aliases: String,
}

impl Register {
    /// Reads the register from the text of its data file.
    ///
    /// # Errors
    /// [`DataError`] for a row that cannot be read, a code whose county differs from the row's,
    /// a county or group with two names, and a name that two municipalities share.
    pub(crate) fn parse(text: &str) -> Result<Self, DataError> {
        let mut municipalities = Vec::new();
        let mut counties: BTreeMap<CountyCode, String> = BTreeMap::new();
        let mut groups: BTreeMap<String, String> = BTreeMap::new();
        for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
            let row: Row = row.map_err(|source| DataError::Table { file: FILE, source })?;
            let fault = |message: String| DataError::value(FILE, &row.code, message);
            let code: MunicipalityCode = row
                .code
                .parse()
                .map_err(|error| fault(format!("{error}")))?;
            let county: CountyCode = row
                .county_code
                .parse()
                .map_err(|error| fault(format!("{error}")))?;
            if code.county() != county {
                return Err(fault(format!(
                    "county code `{county}` is not the code's own"
                )));
            }
            let known = counties.entry(county).or_insert_with(|| row.county.clone());
            if *known != row.county {
                return Err(fault(format!(
                    "county `{}` is elsewhere `{known}`",
                    row.county
                )));
            }
            let known = groups
                .entry(row.skr_group_code.clone())
                .or_insert_with(|| row.skr_group.clone());
            if *known != row.skr_group {
                return Err(fault(format!(
                    "group `{}` is elsewhere `{known}`",
                    row.skr_group
                )));
            }
            municipalities.push(Municipality {
                code,
                name: row.name,
                official_name: row.official_name,
                genitive: row.genitive,
                county,
                skr_group: row.skr_group_code,
                population: row.population,
                population_year: row.population_year,
                lat: row.lat,
                lon: row.lon,
                wikidata_id: (!row.wikidata_id.is_empty()).then_some(row.wikidata_id),
                aliases: row
                    .aliases
                    .split('|')
                    .filter(|alias| !alias.is_empty())
                    .map(ToOwned::to_owned)
                    .collect(),
            });
        }
        municipalities.sort_by_key(|municipality| municipality.code);
        let counties = counties.into_iter();
        let counties: Vec<County> = counties.map(|(code, name)| County { code, name }).collect();
        Ok(Self {
            names: names(&municipalities)?,
            county_names: county_names(&counties),
            municipalities,
            counties,
            skr_groups: groups
                .into_iter()
                .map(|(code, name)| SkrGroup { code, name })
                .collect(),
        })
    }

    /// The municipalities, in order of code.
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// The municipality with a code.
    pub fn by_code(&self, code: MunicipalityCode) -> Option<&Municipality> {
        self.municipalities
            .binary_search_by_key(&code, |municipality| municipality.code)
            .ok()
            .map(|at| &self.municipalities[at])
    }

    /// The municipality with a name: the name alone, the official name, the name or its genitive
    /// before `kommun` or `stad`, an alias, or the code as text.
    ///
    /// Case, composition of letters, and hyphen or space make no difference; å, ä and ö do, since
    /// Habo and Håbo are two.
    pub fn by_name(&self, name: &str) -> Option<&Municipality> {
        self.names
            .get(&key(name))
            .map(|at| &self.municipalities[*at])
            .or_else(|| self.by_code(name.trim().parse().ok()?))
    }

    /// The municipality whose name is nearest to a misspelt one, to suggest in a message.
    pub fn nearest(&self, name: &str) -> Option<&Municipality> {
        let wanted = key(name);
        let wanted = CORPORATE_WORDS
            .iter()
            .find_map(|word| wanted.strip_suffix(word)?.strip_suffix(' '))
            .unwrap_or(&wanted);
        nearest(
            wanted,
            self.names
                .iter()
                .map(|(name, at)| (name.as_str(), &self.municipalities[*at])),
        )
    }

    /// The counties, in order of code.
    pub fn counties(&self) -> &[County] {
        &self.counties
    }

    /// The county with a code.
    pub fn county(&self, code: CountyCode) -> Option<&County> {
        self.counties.iter().find(|county| county.code == code)
    }

    /// The county with a name: `Hallands län`, `Halland` or the code `13`.
    pub fn county_by_name(&self, name: &str) -> Option<&County> {
        let wanted = key(name);
        let wanted = wanted.strip_suffix(" län").unwrap_or(&wanted);
        let at = self.county_names.get(wanted)?;
        Some(&self.counties[*at])
    }

    /// The county whose name is nearest to a misspelt one, to suggest in a message.
    pub fn nearest_county(&self, name: &str) -> Option<&County> {
        let wanted = key(name);
        let wanted = wanted.strip_suffix(" län").unwrap_or(&wanted);
        let stems: Vec<(String, &County)> = self
            .counties
            .iter()
            .map(|county| (key(county.stem()), county))
            .collect();
        nearest(
            wanted,
            stems.iter().map(|(stem, county)| (stem.as_str(), *county)),
        )
    }

    /// The groups of municipalities, in order of code.
    pub fn skr_groups(&self) -> &[SkrGroup] {
        &self.skr_groups
    }

    /// The group with a code or a name, in any case.
    pub fn skr_group(&self, code_or_name: &str) -> Option<&SkrGroup> {
        let wanted = key(code_or_name);
        self.skr_groups
            .iter()
            .find(|group| key(&group.code) == wanted || key(&group.name) == wanted)
    }
}

/// Every form of every name, with the place of its municipality.
fn names(municipalities: &[Municipality]) -> Result<BTreeMap<String, usize>, DataError> {
    let mut names = BTreeMap::new();
    for (at, municipality) in municipalities.iter().enumerate() {
        let mut forms = vec![
            municipality.name.clone(),
            municipality.official_name.clone(),
        ];
        forms.extend(municipality.aliases.iter().cloned());
        for stem in [&municipality.name, &municipality.genitive] {
            forms.extend(CORPORATE_WORDS.iter().map(|word| format!("{stem} {word}")));
        }
        for form in forms {
            let former = names.insert(key(&form), at);
            if former.is_some_and(|former| former != at) {
                return Err(DataError::value(
                    FILE,
                    &municipality.code.to_string(),
                    format!("the name `{form}` belongs to another municipality too"),
                ));
            }
        }
    }
    Ok(names)
}

/// Every form of every county's name before `län`, and its code, with the county's place.
fn county_names(counties: &[County]) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (at, county) in counties.iter().enumerate() {
        let stem = key(county.stem());
        let short = stem.strip_suffix('s').map(ToOwned::to_owned);
        let forms = short.into_iter().chain([county.code.to_string(), stem]);
        names.extend(forms.map(|form| (form, at)));
    }
    names
}

#[cfg(test)]
mod tests {
    use crate::Vocabulary;

    fn name_of(name: &str) -> Option<&'static str> {
        Vocabulary::embedded()
            .register
            .by_name(name)
            .map(|municipality| municipality.name.as_str())
    }

    #[test]
    fn a_municipality_is_found_by_every_form_of_its_name() {
        for (form, name) in [
            ("Kungsbacka", "Kungsbacka"),
            ("kungsbacka kommun", "Kungsbacka"),
            ("Kungsbackas kommun", "Kungsbacka"),
            ("1384", "Kungsbacka"),
            ("Falu kommun", "Falun"),
            ("Region Gotland", "Gotland"),
            ("göteborgs stad", "Göteborg"),
            ("Gothenburg", "Göteborg"),
            ("Goteborg", ""),
            ("Upplands Bro", "Upplands-Bro"),
            ("Malung\u{2013}Sälen", "Malung-Sälen"),
            ("Va\u{308}stera\u{30a}s", "Västerås"),
            ("Habo", "Habo"),
            ("Håbo", "Håbo"),
            ("Haaparanta", "Haparanda"),
            ("Nacka stad", "Nacka"),
            ("", ""),
            ("0000", ""),
        ] {
            assert_eq!(name_of(form).unwrap_or_default(), name, "{form}");
        }
    }

    #[test]
    fn the_nearest_name_is_suggested() {
        let nearest = |name: &str| {
            Vocabulary::embedded()
                .register
                .nearest(name)
                .map_or("", |municipality| municipality.name.as_str())
        };
        assert_eq!(nearest("Kungsbaka"), "Kungsbacka");
        assert_eq!(nearest("Kungsbaka kommun"), "Kungsbacka");
        assert_eq!(nearest("Malmo"), "Malmö");
        assert_eq!(nearest("Linkjöping"), "Linköping");
        assert_eq!(nearest("Atlantis"), "");
    }

    #[test]
    fn counties_and_groups_are_found_by_code_and_name() {
        let register = &Vocabulary::embedded().register;
        for name in ["Hallands län", "Halland", "halland", "13"] {
            assert_eq!(register.county_by_name(name).unwrap().name, "Hallands län");
        }
        assert_eq!(
            register.county_by_name("Uppsala").unwrap().name,
            "Uppsala län"
        );
        assert!(register.county_by_name("Skaraborg").is_none());
        assert_eq!(
            register.nearest_county("Hallads län").unwrap().name,
            "Hallands län"
        );
        assert_eq!(register.skr_group("a1").unwrap().name, "Storstäder");
        assert_eq!(register.skr_group("storstäder").unwrap().code, "A1");
        assert!(register.skr_group("D1").is_none());
    }
}
