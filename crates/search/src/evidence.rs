//! Why a record is a hit.

use vocabulary::SynonymKind;

use crate::{Facet, Mend};

/// One reason why a record is a hit, and how much of its score comes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// What was looked for, and where.
    pub reason: Reason,
    /// Its share of the hit's score, 0 to 1; the shares of a hit add up to 1.
    pub share: f32,
}

/// What was looked for, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The words of the query, as they were typed.
    pub typed: String,
    /// What was looked for because of them: the same words in lower case, the word they were
    /// mended to, another word for the same thing, or the value that was recognised.
    pub sought: String,
    /// How the typed words were mended, if they were.
    pub mended: Option<Mend>,
    /// What sort of other word is sought, if it is another.
    pub other_word: Option<SynonymKind>,
    /// How it matches.
    pub how: How,
    /// Where it was found.
    pub place: Place,
}

/// How what is sought matches a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The word stands there, in any of its forms.
    Word,
    /// The word is a part of a longer one there: `larm` in `trygghetslarm`.
    Part,
    /// A part of the word stands there: `belysning` when `utomhusbelysning` is sought.
    PartOfSought,
    /// The words stand there in this form and order.
    Phrase,
    /// A word begins so there.
    Prefix,
    /// Words there share pieces of four letters with it.
    Pieces,
    /// The record is about the place, the year or the award that was recognised.
    About,
}

impl How {
    /// The word for it in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Part => "part",
            Self::PartOfSought => "part_of_sought",
            Self::Phrase => "phrase",
            Self::Prefix => "prefix",
            Self::Pieces => "pieces",
            Self::About => "about",
        }
    }
}

/// Where in a record something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The title.
    Title,
    /// The summary, or the first paragraph.
    Lead,
    /// The rest of the text.
    Body,
    /// Names, themes, publisher, source and partners.
    Context,
    /// Any of these; it is not known which.
    Anywhere,
    /// The record's own value of a facet.
    Value(Facet),
}

impl Place {
    /// The word for it in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Lead => "lead",
            Self::Body => "body",
            Self::Context => "context",
            Self::Anywhere => "anywhere",
            Self::Value(facet) => facet.as_str(),
        }
    }
}
