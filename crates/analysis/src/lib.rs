#![doc = include_str!("../README.md")]

mod analyzer;
mod fold;
mod normalise;
mod stem;
mod token;
mod tokenizer;

pub use analyzer::{Analyzer, Chain};
pub use fold::fold_diacritics;
pub use normalise::normalise;
pub use token::Token;
