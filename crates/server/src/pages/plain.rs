//! Text as it is put into a page: escaped, and without what cannot be seen.

use std::fmt;

use askama::filters::{Escaper, Html};

use crate::reference::is_mark_of_direction;

/// Escapes text for HTML, and leaves out control characters and marks that turn the direction of
/// writing: what somebody typed, or a document holds, must not make a page say something else.
///
/// `askama.toml` names it, so that every template uses it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain;

impl Escaper for Plain {
    fn write_escaped_str<W: fmt::Write>(&self, dest: W, text: &str) -> fmt::Result {
        if text.contains(is_unseen) {
            let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
            Html.write_escaped_str(dest, &seen)
        } else {
            Html.write_escaped_str(dest, text)
        }
    }
}

/// Whether a character is a control character other than a line break or a tabulator, or turns
/// the direction of writing.
fn is_unseen(letter: char) -> bool {
    !matches!(letter, '\n' | '\t') && (letter.is_control() || is_mark_of_direction(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_left_out_and_the_rest_is_escaped() {
        for (text, shown) in [
            ("öppna data", "öppna data"),
            ("a\u{0}b\u{1b}[31m\u{7f}\u{9b}c", "ab[31mc"),
            ("x\u{202e}txt.exe\u{2069}", "xtxt.exe"),
            ("rad\n\tnästa", "rad\n\tnästa"),
            ("<b>\u{200f}&", "&#60;b&#62;&#38;"),
            ("שלום", "שלום"),
        ] {
            let mut written = String::new();
            Plain.write_escaped_str(&mut written, text).unwrap();
            assert_eq!(written, shown);
        }
    }
}
