//! Themes.

use records::{Area, ThemeId};

/// A theme of the thesaurus: a concept with its labels and the words that point to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The identifier, which never changes.
    pub id: ThemeId,
    /// The preferred label in Swedish.
    pub label_sv: String,
    /// The preferred label in English.
    pub label_en: String,
    /// The area of the award that the theme mostly belongs to.
    pub area: Area,
    /// Words that point to the theme: current, older and English ones.
    pub terms: Vec<String>,
    /// Words that point to the theme only together with others.
    pub weak_terms: Vec<String>,
}
