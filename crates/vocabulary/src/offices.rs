//! The words that titles of offices end with.

/// Tells the title of an office from other words.
#[derive(Debug)]
pub struct Offices(Vec<String>);

impl Offices {
    /// Reads the endings from the text of their data file: one a line below the heading.
    pub(crate) fn parse(text: &str) -> Self {
        Self(text.lines().skip(1).map(str::to_lowercase).collect())
    }

    /// Whether a word is the title of an office, or ends with one: `digitaliseringschef`.
    pub fn is_office(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.0.iter().any(|ending| {
            // Short endings such as `vd` end other words, too.
            if ending.len() < 4 {
                word == *ending || (ending == "råd" && word.ends_with("råd"))
            } else {
                word.ends_with(ending.as_str())
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::Vocabulary;

    #[test]
    fn titles_of_offices_are_known_by_their_ends() {
        let offices = &Vocabulary::embedded().offices;
        for word in [
            "digitaliseringschef",
            "Kommundirektören",
            "vd",
            "kommunalråd",
        ] {
            assert!(offices.is_office(word), "{word}");
        }
        for word in ["hon", "glatt", "kommunen", ""] {
            assert!(!offices.is_office(word), "{word}");
        }
    }
}
