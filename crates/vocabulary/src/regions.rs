//! Parts of the country that are no counties: provinces, and regions by custom.

use std::collections::BTreeMap;

use records::MunicipalityCode;
use serde::Deserialize;

use crate::key::key;
use crate::{DataError, Register};

const FILE: &str = "regions.tsv";

/// A part of the country and the municipalities that lie wholly or mainly in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its name, such as Hälsingland.
    pub name: String,
    /// Its municipalities, in order of code.
    pub municipalities: Vec<MunicipalityCode>,
}

/// The regions, by name.
#[derive(Debug, Clone, Default)]
pub struct Regions {
    by_key: BTreeMap<String, Region>,
}

/// A line of the data file.
#[derive(Deserialize)]
struct Row {
    name: String,
    #[serde(rename = "kind")]
    _kind: String,
    municipalities: String,
    #[serde(rename = "note")]
    _note: String,
}

impl Regions {
    /// Reads the text of the data file.
    ///
    /// # Errors
    /// [`DataError`] for a line that cannot be read, or that names an unknown municipality.
    pub(crate) fn parse(text: &str, register: &Register) -> Result<Self, DataError> {
        let mut regions = Self::default();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .from_reader(text.as_bytes());
        for row in reader.deserialize() {
            let row: Row = row.map_err(|source| DataError::Table { file: FILE, source })?;
            let municipalities = row
                .municipalities
                .split('|')
                .map(|code| {
                    code.parse()
                        .ok()
                        .filter(|code| register.by_code(*code).is_some())
                        .ok_or_else(|| {
                            DataError::value(FILE, &row.name, format!("unknown code `{code}`"))
                        })
                })
                .collect::<Result<_, _>>()?;
            let region = Region {
                municipalities,
                name: row.name,
            };
            regions.by_key.insert(key(&region.name), region);
        }
        Ok(regions)
    }

    /// The names of all.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_key.values().map(|region| region.name.as_str())
    }

    /// The region of a name, whatever its case.
    pub fn by_name(&self, name: &str) -> Option<&Region> {
        self.by_key.get(&key(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    #[test]
    fn a_province_has_its_municipalities() {
        let regions = &Vocabulary::embedded().regions;
        let region = regions.by_name("hälsingland").unwrap();
        assert_eq!(region.name, "Hälsingland");
        assert!(region.municipalities.contains(&"2184".parse().unwrap()));
        assert_eq!(regions.by_name("Atlantis"), None);
    }

    #[test]
    fn an_unknown_code_is_refused_by_name() {
        let register = &Vocabulary::embedded().register;
        let text = "name\tkind\tmunicipalities\tnote\nAtlantis\tdel\t9999\tsunk\n";
        let error = Regions::parse(text, register).unwrap_err();
        assert_eq!(
            error.to_string(),
            "regions.tsv, row `Atlantis`: unknown code `9999`"
        );
    }
}
