//! Languages beside Swedish whose words have stems of their own.
//!
//! Source of the algorithms: <https://snowballstem.org/algorithms/>.

use frostem::{Algorithm, Stemmer};

/// Words that say little in English.
const ENGLISH: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "for", "from",
    "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into", "is", "it", "its",
    "no", "nor", "not", "of", "off", "on", "or", "our", "out", "own", "she", "so", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "too",
    "up", "us", "very", "was", "we", "were", "what", "when", "where", "which", "who", "why",
    "will", "with", "you", "your",
];

/// Words that say little in Finnish.
const FINNISH: &[&str] = &[
    "ei", "eivät", "en", "ennen", "että", "he", "hän", "ja", "jo", "joka", "jos", "jotka",
    "jälkeen", "kanssa", "koska", "kuin", "kuka", "kun", "kuten", "me", "mikä", "minä", "missä",
    "mutta", "myös", "mukaan", "mukana", "ne", "nyt", "nämä", "ole", "oli", "olla", "on", "ovat",
    "se", "sekä", "sen", "siellä", "siitä", "sinä", "sitä", "tai", "te", "tämä", "tässä", "vaan",
    "vai", "vain", "voi",
];

/// A language beside Swedish that is written in Sweden's municipalities and has a stemmer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    /// English.
    English,
    /// Finnish.
    Finnish,
}

impl Tongue {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Finnish];

    /// The one that a code of ISO 639-1 stands for.
    pub fn of(language: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|tongue| tongue.as_str() == language)
    }

    /// Its code of ISO 639-1.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Finnish => "fi",
        }
    }

    /// Whether a lower-case word says so little in this language that its stem must not stand for
    /// others: Finnish `kun`, when, has the stem of `kunnan`, the municipality's.
    pub(crate) fn is_stop_word(self, word: &str) -> bool {
        let words = match self {
            Self::English => ENGLISH,
            Self::Finnish => FINNISH,
        };
        words.contains(&word)
    }

    /// The stem of a lower-case word.
    pub(crate) fn stem(self, word: &str) -> String {
        let algorithm = match self {
            Self::English => Algorithm::English,
            Self::Finnish => Algorithm::Finnish,
        };
        Stemmer::new(algorithm).stem(word).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_word_share_a_stem_in_its_language() {
        for (tongue, forms) in [
            (
                Tongue::English,
                &["municipality", "municipalities", "municipality's"][..],
            ),
            (Tongue::English, &["apply", "applied", "applies"]),
            (Tongue::Finnish, &["kunnan", "kunnassa", "kunnat"]),
            (Tongue::Finnish, &["palvelu", "palvelut", "palvelussa"]),
        ] {
            let stems: Vec<String> = forms.iter().map(|form| tongue.stem(form)).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{stems:?}");
        }
    }

    #[test]
    fn what_says_little_is_no_municipality() {
        for (tongue, word, expected) in [
            (Tongue::Finnish, "kun", true),
            (Tongue::Finnish, "kunnan", false),
            (Tongue::English, "their", true),
            (Tongue::English, "theme", false),
        ] {
            assert_eq!(tongue.is_stop_word(word), expected, "{word}");
        }
    }

    #[test]
    fn swedish_and_what_has_no_stemmer_here_are_none_of_them() {
        for (code, expected) in [
            ("en", Some(Tongue::English)),
            ("fi", Some(Tongue::Finnish)),
            ("sv", None),
            ("nb", None),
            ("EN", None),
        ] {
            assert_eq!(Tongue::of(code), expected, "{code}");
        }
    }
}
