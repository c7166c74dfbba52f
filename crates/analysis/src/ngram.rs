//! Pieces of four letters, for words that are misspelt or unknown.

use crate::fold::fold_diacritics;

/// How many letters a piece has.
const LEN: usize = 4;

/// The mark at either end of a word, so that its beginning and end are pieces of their own.
const BOUND: char = '_';

/// The pieces of a word without marks: `_skolan_` gives `_sko`, `skol`, `kola`, `olan`, `lan_`.
///
/// A word of one or two letters gives itself between its bounds.
pub(crate) fn ngrams(word: &str) -> Vec<String> {
    let bounded: Vec<char> = std::iter::once(BOUND)
        .chain(fold_diacritics(word).chars())
        .chain([BOUND])
        .collect();
    if bounded.len() <= LEN {
        return vec![bounded.into_iter().collect()];
    }
    bounded
        .windows(LEN)
        .map(|piece| piece.iter().collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_cut_into_pieces_of_four_with_its_bounds() {
        assert_eq!(ngrams("skolan"), ["_sko", "skol", "kola", "olan", "lan_"]);
        assert_eq!(ngrams("åren"), ["_are", "aren", "ren_"]);
        assert_eq!(ngrams("it"), ["_it_"]);
    }
}
