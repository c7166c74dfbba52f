//! What is asked of the records.

use records::{MunicipalityCode, ThemeId};
use serde::Serialize;
use vocabulary::Vocabulary;

use crate::random::Random;
use crate::words::Words;

/// What sort of question it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One word.
    OneWord,
    /// Two words, either of which may be there.
    TwoWords,
    /// Three words, any of which may be there.
    ThreeWords,
    /// Two words that stand beside each other in a record.
    Phrase,
    /// Two words that may stand beside each other, and seldom do.
    RarePhrase,
    /// The first four letters of a word.
    Prefix,
    /// A word with a slip of the finger.
    Misspelt,
    /// A municipality, a theme and a span of years, and no words.
    FilterOnly,
    /// No words and no filter: everything, with the counts of three facets.
    Everything,
    /// A word, a theme and a span of years, the counts of three facets, and ten hits with their
    /// words marked.
    Full,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::OneWord,
        Self::TwoWords,
        Self::ThreeWords,
        Self::Phrase,
        Self::RarePhrase,
        Self::Prefix,
        Self::Misspelt,
        Self::FilterOnly,
        Self::Everything,
        Self::Full,
    ];

    /// The kind's name in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OneWord => "one word",
            Self::TwoWords => "two words",
            Self::ThreeWords => "three words",
            Self::Phrase => "phrase",
            Self::RarePhrase => "phrase of nowhere",
            Self::Prefix => "prefix",
            Self::Misspelt => "misspelt",
            Self::FilterOnly => "filters only",
            Self::Everything => "everything, three facets",
            Self::Full => "full page",
        }
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What sort it is.
    pub kind: Kind,
    /// Its words; a beginning of a word for [`Kind::Prefix`].
    pub words: Vec<String>,
    /// The municipality that is filtered on.
    pub municipality: Option<MunicipalityCode>,
    /// The theme that is filtered on.
    pub theme: Option<ThemeId>,
    /// The first and the last year that are filtered on.
    pub years: Option<(u16, u16)>,
}

impl Question {
    /// The words as they are typed into a search box.
    pub fn text(&self) -> String {
        let words = self.words.join(" ");
        match self.kind {
            Kind::Phrase | Kind::RarePhrase => format!("\"{words}\""),
            Kind::Prefix => format!("{words}*"),
            _ => words,
        }
    }
}

/// A question of a kind; a phrase is taken from a title.
pub(crate) fn question(
    kind: Kind,
    words: &Words,
    title: impl FnOnce(&mut Random) -> String,
    random: &mut Random,
) -> Question {
    let vocabulary = Vocabulary::embedded();
    let mut question = Question {
        kind,
        words: Vec::new(),
        municipality: None,
        theme: None,
        years: None,
    };
    let count = match kind {
        Kind::OneWord | Kind::Prefix | Kind::Misspelt | Kind::Full => 1,
        Kind::TwoWords | Kind::RarePhrase => 2,
        Kind::ThreeWords => 3,
        Kind::FilterOnly | Kind::Everything | Kind::Phrase => 0,
    };
    for _ in 0..count {
        let word = words.asked_for(random);
        question.words.push(match kind {
            Kind::Prefix => word.chars().take(4).collect(),
            Kind::Misspelt => slip(word, random),
            _ => word.to_owned(),
        });
    }
    if kind == Kind::Phrase {
        let title = title(random);
        let title: Vec<&str> = title.split_whitespace().collect();
        let at = random.below(title.len().saturating_sub(1).max(1));
        let phrase = title.iter().skip(at).take(2);
        question.words = phrase.map(|word| (*word).to_owned()).collect();
    }
    if matches!(kind, Kind::FilterOnly | Kind::Full) {
        let first = u16::try_from(random.between(2001, 2020)).unwrap_or(2001);
        question.years = Some((first, first + 5));
        question.theme = Some(random.pick(vocabulary.thesaurus.themes()).id.clone());
    }
    if kind == Kind::FilterOnly {
        let all = vocabulary.register.municipalities();
        question.municipality = Some(random.pick(all).code);
    }
    question
}

/// A word with a letter left out or two swapped, not at its beginning.
fn slip(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return word.to_owned();
    }
    let at = random.between(2, letters.len() - 2);
    if random.chance(50) {
        letters.remove(at);
    } else {
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}
