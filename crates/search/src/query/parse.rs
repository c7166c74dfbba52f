//! The query language, read leniently: any text has a meaning.
//!
//! ```text
//! ord ord        any of the words, best first
//! "öppna data"   these words in this form and order; a quote that is never closed ends with the text
//! +ord  -ord     must be there, must not be there; a sign with white space after it is nothing
//! ```

use analysis::{Analyzer, Chain, normalise};

use super::{Clause, ClauseKind, Occur, Query};

pub(super) fn parse(text: &str) -> Query {
    let text = normalise(text);
    let mut clauses = Vec::new();
    let mut rest = text.as_ref();
    loop {
        rest = rest.trim_start();
        let (occur, after_sign) = match rest.as_bytes() {
            [] => return Query { clauses },
            [b'+', ..] => (Occur::Must, &rest[1..]),
            [b'-', ..] => (Occur::MustNot, &rest[1..]),
            _ => (Occur::May, rest),
        };
        let (kind, after) = match open_quote(after_sign) {
            Some(within) => {
                let (phrase, after) = split_at_quote(within);
                (
                    ClauseKind::Phrase(phrase.split_whitespace().collect::<Vec<_>>().join(" ")),
                    after,
                )
            }
            None => {
                let end = after_sign
                    .find(|letter: char| letter.is_whitespace() || is_quote(letter))
                    .unwrap_or(after_sign.len());
                (
                    ClauseKind::Word(after_sign[..end].to_owned()),
                    &after_sign[end..],
                )
            }
        };
        rest = after;
        let (ClauseKind::Word(said) | ClauseKind::Phrase(said)) = &kind;
        if !Analyzer::swedish().tokens(Chain::Exact, said).is_empty() {
            clauses.push(Clause { occur, kind });
        }
    }
}

fn is_quote(letter: char) -> bool {
    matches!(
        letter,
        '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»'
    )
}

/// What follows an opening quote, if the text starts with one.
fn open_quote(text: &str) -> Option<&str> {
    let letter = text.chars().next().filter(|letter| is_quote(*letter))?;
    Some(&text[letter.len_utf8()..])
}

/// The text before the next quote, and that after it.
fn split_at_quote(text: &str) -> (&str, &str) {
    match text.char_indices().find(|(_, letter)| is_quote(*letter)) {
        Some((at, quote)) => (&text[..at], &text[at + quote.len_utf8()..]),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).to_string(), expected, "{text:?}");
    }

    #[test]
    fn words_phrases_and_signs_are_read() {
        check("", "");
        check("  trygghetskamera   natt ", "trygghetskamera natt");
        check("\"öppna data\" portal", "\"öppna data\" portal");
        check("+robot -bygglov", "+robot -bygglov");
        check("-\"sociala medier\"", "-\"sociala medier\"");
        check("e-tjänst 24/7", "e-tjänst 24/7");
    }

    #[test]
    fn a_broken_query_still_says_something() {
        check("\"öppna data", "\"öppna data\"");
        check("öppna \"data\" \"", "öppna \"data\"");
        check("- + -", "");
        check("robot -", "robot");
        check("”öppna   data”", "\"öppna data\"");
        check("kl 10:30 AI:stöd", "kl 10:30 AI:stöd");
        check("((((", "");
        check("a\u{308}ldre", "äldre");
    }

    proptest! {
        #[test]
        fn any_text_is_a_query_and_reads_back(text in any::<String>()) {
            let query = parse(&text);
            prop_assert_eq!(parse(&query.to_string()), query);
        }

        #[test]
        fn any_signs_are_a_query_and_read_back(text in "[a-c+\\-\" ”]{0,20}") {
            let query = parse(&text);
            prop_assert_eq!(parse(&query.to_string()), query);
        }
    }
}
