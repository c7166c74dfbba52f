//! Words without their endings, by the Snowball stemmer for Swedish.
//!
//! Source of the algorithm: <https://snowballstem.org/algorithms/swedish/stemmer.html>.

use frostem::{Algorithm, Stemmer};

/// The version of the stemmer that the lock file holds. It is part of the analyzer fingerprint,
/// since the algorithm follows Snowball's main branch and can change under one major version.
pub(crate) const STEMMER_VERSION: &str = "frostem 1.20260821.8";

/// The stem of a lower-case word, by Snowball alone; [`Analyzer::term`](crate::Analyzer::term) is
/// what is indexed.
pub fn snowball_stem(word: &str) -> String {
    stem(word)
}

/// The stem of a lower-case word.
pub(crate) fn stem(word: &str) -> String {
    Stemmer::new(Algorithm::Swedish).stem(word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_word_share_a_stem() {
        for (forms, expected) in [
            (
                &["kommun", "kommuner", "kommunen", "kommunens", "kommunernas"][..],
                "kommun",
            ),
            (&["tjänst", "tjänster", "tjänsten", "tjänstens"], "tjänst"),
            (&["skola", "skolor", "skolorna"], "skol"),
            (&["bygglov", "bygglovet", "bygglovets"], "bygglov"),
        ] {
            for form in forms {
                assert_eq!(stem(form), expected, "{form}");
            }
        }
    }

    #[test]
    fn the_version_is_the_one_in_the_lock_file() {
        let lock = include_str!("../../../Cargo.lock");
        let (name, version) = STEMMER_VERSION.split_once(' ').unwrap();
        assert!(
            lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"\n")),
            "Cargo.lock holds another {name} than {version}: write its version here, so that \
             indexes built with the old one are refused"
        );
    }
}
