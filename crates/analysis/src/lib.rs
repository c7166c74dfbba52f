#![doc = include_str!("../README.md")]

mod analyzer;
mod collation;
mod definite;
mod digest;
mod finder;
mod fold;
mod lexicon;
mod memo;
mod ngram;
mod normalise;
mod pairs;
mod splitter;
mod stem;
mod stop_words;
mod suspended;
mod token;
mod tokenizer;
mod tongue;

pub use analyzer::{Analyzer, Chain};
pub use collation::collation_key;
pub use finder::Finder;
pub use fold::fold_diacritics;
pub use lexicon::{Lexicon, LexiconError, PartRole, part_list};
pub use memo::Memo;
pub use normalise::normalise;
pub use stem::snowball_stem;
pub use stop_words::is_stop_word;
pub use token::Token;
pub use tongue::Tongue;
