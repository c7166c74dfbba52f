//! The normalised text that every span and offset refers to.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Normalises text: composed letters (NFC), no soft hyphens or other invisible characters, plain
/// spaces and hyphens, and `\n` as the only line end.
///
/// A decomposed `ä` would otherwise be cut into two words. Normalising twice changes nothing.
///
/// # Example
/// ```
/// assert_eq!(analysis::normalise("a\u{308}ldre\u{ad}omsorg \u{2013} 24\u{a0}h\r\n"), "äldreomsorg - 24 h\n");
/// ```
pub fn normalise(text: &str) -> Cow<'_, str> {
    if is_nfc(text) && !text.chars().any(needs_change) {
        return Cow::Borrowed(text);
    }
    let mut normalised = String::with_capacity(text.len());
    let mut letters = text
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .nfc()
        .peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                normalised.push('\n');
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => normalised.push('\n'),
            _ if is_hyphen(letter) => normalised.push('-'),
            _ if is_space(letter) => normalised.push(' '),
            // A control character says nothing; a space keeps its neighbours apart.
            _ if letter.is_control() && letter != '\n' && letter != '\t' => normalised.push(' '),
            _ => normalised.push(letter),
        }
    }
    Cow::Owned(normalised)
}

fn needs_change(letter: char) -> bool {
    is_invisible(letter)
        || is_hyphen(letter)
        || is_space(letter)
        || matches!(letter, '\u{2028}' | '\u{2029}')
        || (letter.is_control() && letter != '\n' && letter != '\t')
}

/// Soft hyphen, zero-width characters, direction marks and the byte order mark.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{180e}'
    )
}

/// Hyphens, dashes and the minus sign.
fn is_hyphen(letter: char) -> bool {
    matches!(
        letter,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Spaces other than the plain one.
fn is_space(letter: char) -> bool {
    matches!(
        letter,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_becomes_plain() {
        for (text, plain) in [
            ("", ""),
            ("redan plain text", "redan plain text"),
            ("Va\u{308}stera\u{30a}s", "Västerås"),
            ("digi\u{ad}tal", "digital"),
            // An invisible character between a letter and its mark.
            ("a\u{200b}\u{308}", "ä"),
            ("e\u{2011}tjänst \u{2013} här", "e-tjänst - här"),
            ("10\u{a0}000\u{202f}kr", "10 000 kr"),
            ("rad\r\nrad\rrad\u{2028}rad", "rad\nrad\nrad\nrad"),
            ("nul\0här", "nul här"),
            ("tab\tkvar", "tab\tkvar"),
            ("\u{feff}början", "början"),
        ] {
            assert_eq!(normalise(text), plain, "{text:?}");
        }
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(normalise("får är inte far\n"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in any::<String>()) {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once.clone());
        }
    }
}
