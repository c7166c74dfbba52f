//! Pieces of four letters, for words that are misspelt or unknown.

use crate::fold::fold_diacritics;

/// How many letters a piece has.
const LEN: usize = 4;

/// The mark at either end of a word, so that its beginning and end are pieces of their own.
const BOUND: char = '_';

/// A word without marks between its bounds: `_skolan_`.
pub(crate) fn bounded(word: &str) -> String {
    format!("{BOUND}{}{BOUND}", fold_diacritics(word))
}

/// The pieces of a word between its bounds: `_sko`, `skol`, `kola`, `olan`, `lan_`.
///
/// A word of one or two letters gives itself between its bounds.
pub(crate) fn pieces(bounded: &str) -> impl Iterator<Item = &str> {
    let starts = bounded.char_indices().map(|(at, _)| at);
    let ends = starts.clone().skip(LEN).chain([bounded.len()]);
    starts.zip(ends).map(|(start, end)| &bounded[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_cut_into_pieces_of_four_with_its_bounds() {
        let check = |word: &str, expected: &[&str]| {
            let bounded = bounded(word);
            assert_eq!(pieces(&bounded).collect::<Vec<_>>(), expected, "{word}");
        };
        check("skolan", &["_sko", "skol", "kola", "olan", "lan_"]);
        check("åren", &["_are", "aren", "ren_"]);
        check("it", &["_it_"]);
        check("i", &["_i_"]);
    }
}
