//! The sentences of a line.

use std::ops::Range;

/// Words that end with a full stop and no sentence.
const ABBREVIATIONS: &[&str] = &[
    "t.ex", "bl.a", "kl", "ca", "d.v.s", "m.m", "s.k", "nr", "st", "dr",
];

/// The sentences of a text, each without the blanks around it, in order.
pub(crate) fn sentences(text: &str, place: &Range<usize>) -> Vec<Range<usize>> {
    let line = &text[place.clone()];
    let mut found = Vec::new();
    let mut start = 0;
    let ends = line
        .char_indices()
        .filter(|(_, letter)| matches!(letter, '.' | '!' | '?' | '\n'))
        .map(|(at, _)| at);
    for at in ends {
        let rest = &line[at + 1..];
        let next = rest
            .trim_start_matches([' ', '”', '"', '-', '“'])
            .chars()
            .next();
        let opens = rest.starts_with([' ', '”', '"', '\n'])
            && next
                .is_some_and(|next| next.is_uppercase() || next.is_ascii_digit() || next == '\n');
        let before = line[start..at]
            .rsplit([' ', '('])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let is_abbreviation = ABBREVIATIONS.contains(&before.as_str());
        if line[at..].starts_with('\n') || (opens && !is_abbreviation) {
            add(line, place.start, start..at + 1, &mut found);
            start = at + 1;
        }
    }
    add(line, place.start, start..line.len(), &mut found);
    found
}

fn add(line: &str, offset: usize, piece: Range<usize>, found: &mut Vec<Range<usize>>) {
    let words = &line[piece.clone()];
    let start = piece.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    if start < end {
        found.push(offset + start..offset + end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_marks_before_capitals() {
        let split = |text: &str| -> Vec<String> {
            sentences(text, &(0..text.len()))
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect()
        };
        assert_eq!(
            split("Det gick bra. Sedan, t.ex. Mora. Version 2.0 kom! Slut"),
            [
                "Det gick bra.",
                "Sedan, t.ex. Mora.",
                "Version 2.0 kom!",
                "Slut"
            ]
        );
        assert_eq!(split(""), Vec::<String>::new());
    }
}
