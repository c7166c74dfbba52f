//! Municipalities and the groups they are sorted in.

use records::{CountyCode, MunicipalityCode};

use crate::PopulationBand;

/// One of the 290 municipalities.
///
/// Source: `data/README.md`, column by column.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// Statistics Sweden's code.
    pub code: MunicipalityCode,
    /// The name alone, such as `Borås`.
    pub name: String,
    /// How it styles itself, such as `Borås Stad` or `Region Gotland`.
    pub official_name: String,
    /// The genitive of the name, such as `Kungsbackas`; the same as the name after s and x.
    pub genitive: String,
    /// The county it lies in.
    pub county: CountyCode,
    /// The code of its group in the classification of 2023 by Sveriges Kommuner och Regioner,
    /// such as `A2`.
    pub skr_group: String,
    /// Inhabitants at the end of `population_year`.
    pub population: u32,
    /// The year that `population` is of.
    pub population_year: u16,
    /// Latitude of the centroid of its land, degrees north in WGS 84.
    pub lat: f64,
    /// Longitude of the same point, degrees east.
    pub lon: f64,
    /// Its item in Wikidata, where that was verified.
    pub wikidata_id: Option<String>,
    /// Other names: formal ones, and those in minority languages and English.
    pub aliases: Vec<String>,
}

impl Municipality {
    /// The band that its population falls in.
    pub fn population_band(&self) -> PopulationBand {
        PopulationBand::of(self.population)
    }
}

/// A group in the classification of municipalities of 2023.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkrGroup {
    /// The code, a letter and a digit, such as `A2`.
    pub code: String,
    /// The name, such as `Pendlingskommun nära storstad`.
    pub name: String,
}
