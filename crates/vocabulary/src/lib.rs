#![doc = include_str!("../README.md")]

mod area_words;
mod award_evidence;
mod award_names;
mod county;
mod editions;
mod error;
mod gazetteer;
mod key;
mod municipality;
mod offices;
mod population_band;
mod regions;
mod register;
mod synonyms;
mod terms;
mod theme;
mod theme_text;
mod theme_weights;
mod thesaurus;
mod vocabulary;

pub use area_words::AreaWords;
pub use award_evidence::{
    AwardEvidence, Claim, EditionEvidence, Nomination, Standing, StatedBy, nominations,
};
pub use award_names::{AwardClass, AwardMention, AwardNames};
pub use county::County;
pub use editions::{AwardEdition, CeremonyDate, Editions};
pub use error::DataError;
pub use gazetteer::{Gazetteer, Mention, Strength, Unresolved};
pub use key::{lower_in_place, nearest};
pub use municipality::{Municipality, SkrGroup};
pub use offices::Offices;
pub use population_band::PopulationBand;
pub use regions::{Region, Regions};
pub use register::Register;
pub use synonyms::{Synonym, SynonymKind, Synonyms};
pub use theme::Theme;
pub use theme_text::ThemeText;
pub use theme_weights::{ThemeExample, ThemeWeights};
pub use thesaurus::Thesaurus;
pub use vocabulary::Vocabulary;
