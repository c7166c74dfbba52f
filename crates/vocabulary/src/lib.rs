#![doc = include_str!("../README.md")]

mod area_words;
mod award_names;
mod county;
mod editions;
mod error;
mod gazetteer;
mod key;
mod municipality;
mod offices;
mod population_band;
mod register;
mod terms;
mod theme;
mod thesaurus;
mod vocabulary;

pub use area_words::AreaWords;
pub use award_names::{AwardClass, AwardMention, AwardNames};
pub use county::County;
pub use editions::{AwardEdition, CeremonyDate, Editions};
pub use error::DataError;
pub use gazetteer::{Gazetteer, Mention, Strength, Unresolved};
pub use key::{lower_in_place, nearest};
pub use municipality::{Municipality, SkrGroup};
pub use offices::Offices;
pub use population_band::PopulationBand;
pub use register::Register;
pub use theme::Theme;
pub use thesaurus::Thesaurus;
pub use vocabulary::Vocabulary;
