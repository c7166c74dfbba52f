//! Languages beside Swedish whose words have stems of their own.
//!
//! Source of the algorithms: <https://snowballstem.org/algorithms/>.

use frostem::{Algorithm, Stemmer};

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
