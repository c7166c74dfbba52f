#![doc = include_str!("../README.md")]

mod analyzer;
mod collation;
mod fold;
mod normalise;
mod stem;
mod stop_words;
mod token;
mod tokenizer;

pub use analyzer::{Analyzer, Chain};
pub use collation::collation_key;
pub use fold::fold_diacritics;
pub use normalise::normalise;
pub use stop_words::is_stop_word;
pub use token::Token;
