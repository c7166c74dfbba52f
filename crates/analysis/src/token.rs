//! A word as it is indexed.

/// A word as it is indexed, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The term.
    pub text: String,
    /// The first byte of the word in the text that was analysed.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The how-manieth word it is, from 0; a word and its parts share one position.
    pub position: usize,
}
