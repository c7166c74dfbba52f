//! The stages of a search, by name.
//!
//! Each can be left out, so that what it is worth can be measured (`exempelbank eval --ablation`).

/// One thing that is done so that the right record is found or stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Forms that the stemmer leaves apart are taken to one base form; a matter of the index.
    BaseForms,
    /// Words that were written apart are joined: `e tjänst`, `trygghets kamera`.
    Joins,
    /// å, ä and ö are put back where they were left out.
    Marks,
    /// Misspelt words become the known words that are near.
    Spelling,
    /// Places, years and awards are recognised, and lift what is about them.
    Recognition,
    /// Words that say too little are left out.
    StopWords,
    /// Synonyms, older words, abbreviations and broader words are looked for too.
    Synonyms,
    /// Words of the same origin are looked for too: `arkivera` for `arkivering`.
    Kin,
    /// Swedish words are looked for where English ones were typed.
    Translations,
    /// Parts of words match: `larm` in `trygghetslarm`.
    Parts,
    /// Pieces of four letters lift what is found.
    Pieces,
    /// Title and lead count more than the rest.
    Fields,
}

impl Stage {
    /// Every stage, in the order in which a query meets them.
    pub const ALL: &'static [Self] = &[
        Self::BaseForms,
        Self::Joins,
        Self::Marks,
        Self::Spelling,
        Self::Recognition,
        Self::StopWords,
        Self::Synonyms,
        Self::Kin,
        Self::Translations,
        Self::Parts,
        Self::Pieces,
        Self::Fields,
    ];

    /// The stage's name in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BaseForms => "base forms",
            Self::Joins => "joins",
            Self::Marks => "marks",
            Self::Spelling => "spelling",
            Self::Recognition => "recognition",
            Self::StopWords => "stop words",
            Self::Synonyms => "synonyms",
            Self::Kin => "kindred words",
            Self::Translations => "translations",
            Self::Parts => "parts",
            Self::Pieces => "pieces",
            Self::Fields => "fields",
        }
    }
}

/// Which stages a search goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stages {
    left_out: u32,
}

impl Stages {
    /// All of them.
    pub const ALL: Self = Self { left_out: 0 };

    /// All of these but one.
    #[must_use]
    pub const fn without(self, stage: Stage) -> Self {
        Self {
            left_out: self.left_out | 1 << stage as u32,
        }
    }

    /// Whether a search goes through a stage.
    pub const fn have(self, stage: Stage) -> bool {
        self.left_out & 1 << stage as u32 == 0
    }
}

impl Default for Stages {
    fn default() -> Self {
        Self::ALL
    }
}
