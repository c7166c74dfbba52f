//! The words of a text, with how they are written and what stands between them.

use std::ops::Range;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `kommun`
    Lower,
    /// `Kommun`
    Title,
    /// `KOMMUN`, of two letters or more.
    Upper,
    /// `DigitaliseringsKommun`, `5G`
    Mixed,
    /// `2013`
    Number,
}

impl Case {
    fn of(word: &str) -> Self {
        let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
        let Some(first) = letters.next() else {
            return Self::Number;
        };
        let rest: Vec<char> = letters.collect();
        let digits = word.chars().any(|letter| !letter.is_alphabetic());
        let lower = |letter: &char| letter.is_lowercase();
        match first.is_uppercase() {
            _ if digits => Self::Mixed,
            false if rest.iter().all(lower) => Self::Lower,
            true if rest.iter().all(lower) => Self::Title,
            true if rest.iter().all(|letter| letter.is_uppercase()) => Self::Upper,
            _ => Self::Mixed,
        }
    }

    /// Whether a name could be written so.
    pub(super) fn is_capital(self) -> bool {
        matches!(self, Self::Title | Self::Upper)
    }
}

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// White space within a line, or a line end inside a sentence.
    Space,
    /// A hyphen that joins the two.
    Hyphen,
    /// A mark that makes the two one address: `Karlskrona.se`, `info@kil.se`.
    Joined,
    /// A hyphen that leaves the rest of the word before it to a later one: `Kungsbacka- och`.
    Suspended,
    /// A colon and white space.
    Colon,
    /// The end of a sentence, of a line or of a paragraph, or the start of the text.
    Break,
    /// Any other mark, such as a comma.
    Mark,
}

impl Gap {
    fn of(between: &str, next: Case) -> Self {
        match between {
            "-" => return Self::Hyphen,
            "." | "@" | "_" => return Self::Joined,
            "/" | "://" if next == Case::Lower => return Self::Joined,
            _ => {}
        }
        if between.starts_with("- ") || between.starts_with("-,") {
            return Self::Suspended;
        }
        let blank = between.chars().all(char::is_whitespace);
        let lines = between.matches('\n').count();
        if blank && (lines == 0 || (lines == 1 && next == Case::Lower)) {
            return Self::Space;
        }
        match between.trim_start().chars().next() {
            None | Some('.' | '!' | '?') => Self::Break,
            Some(':') => Self::Colon,
            _ if lines > 0 => Self::Break,
            _ => Self::Mark,
        }
    }
}

/// A word of a text.
#[derive(Debug)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// It in lower case.
    pub(super) lower: String,
    /// How it is written.
    pub(super) case: Case,
    /// What stands before it.
    pub(super) gap: Gap,
}

/// The words of a text: its runs of letters and digits.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    let ends = text
        .char_indices()
        .map(|(at, letter)| (at, letter.is_alphanumeric()));
    for (at, within) in ends.chain([(text.len(), false)]) {
        match (within, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = &text[from..at];
                let case = Case::of(word);
                let gap = words.last().map_or(Gap::Break, |last| {
                    Gap::of(&text[last.range.end..from], case)
                });
                words.push(Word {
                    range: from..at,
                    lower: word.to_lowercase(),
                    case,
                    gap,
                });
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_case_and_what_stands_before_them() {
        let found: Vec<(String, Case, Gap)> = words("Ny i KIL-Eda: 5G, 2013.\nKil.se är\nkul")
            .into_iter()
            .map(|word| (word.lower, word.case, word.gap))
            .collect();
        let expected = [
            ("ny", Case::Title, Gap::Break),
            ("i", Case::Lower, Gap::Space),
            ("kil", Case::Upper, Gap::Space),
            ("eda", Case::Title, Gap::Hyphen),
            ("5g", Case::Mixed, Gap::Colon),
            ("2013", Case::Number, Gap::Mark),
            ("kil", Case::Title, Gap::Break),
            ("se", Case::Lower, Gap::Joined),
            ("är", Case::Lower, Gap::Space),
            ("kul", Case::Lower, Gap::Space),
        ]
        .map(|(word, case, gap)| (word.to_owned(), case, gap));
        assert_eq!(found, expected);
    }
}
