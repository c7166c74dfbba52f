//! Compounds of the field against a list of our own, half of which was set aside while the
//! splitter and its lists were made.

use analysis::{Analyzer, Chain};

/// Compounds with their pieces, `+` between pieces and `|` before linking letters.
const COMPOUNDS: &str = include_str!("compounds/compounds.tsv");

/// Words that must not be split.
const WHOLE: &str = include_str!("compounds/whole.tsv");

/// The rows of a list that belong to a set, without the comment and the header.
fn rows<'a>(list: &'a str, set: &'a str) -> impl Iterator<Item = Vec<&'a str>> {
    list.lines()
        .skip(2)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(move |columns| columns.last() == Some(&set))
}

/// Where the splitter finds pieces.
fn pieces(word: &str) -> Vec<(usize, usize)> {
    let tokens = Analyzer::swedish().tokens(Chain::Parts, word);
    tokens
        .into_iter()
        .map(|token| (token.start, token.end))
        .collect()
}

/// Where the list has them.
fn listed(pieces: &str) -> Vec<(usize, usize)> {
    let lengths = pieces.split('+').map(|piece| piece.replace('|', "").len());
    let ends = lengths.scan(0, |end, length| {
        *end += length;
        Some((*end - length, *end))
    });
    ends.collect()
}

/// The share of found pieces that are right, and the share of listed pieces that are found.
#[expect(clippy::cast_precision_loss, reason = "a few thousand pieces")]
fn precision_and_recall(set: &str) -> (f64, f64) {
    let (mut found, mut right, mut wanted) = (0, 0, 0);
    for columns in rows(COMPOUNDS, set) {
        let (split, listed) = (pieces(columns[0]), listed(columns[1]));
        right += split.iter().filter(|piece| listed.contains(piece)).count();
        found += split.len();
        wanted += listed.len();
    }
    found += rows(WHOLE, set)
        .map(|columns| pieces(columns[0]).len())
        .sum::<usize>();
    (right as f64 / found as f64, right as f64 / wanted as f64)
}

#[test]
fn compounds_give_their_parts_and_whole_words_none() {
    for set in ["dev", "held"] {
        let (precision, recall) = precision_and_recall(set);
        println!("{set}: precision {precision:.3}, recall {recall:.3}");
        assert!(precision >= 0.95, "{set}: precision {precision:.3}");
        assert!(recall >= 0.80, "{set}: recall {recall:.3}");
    }
}

#[test]
fn the_lists_spell_their_words() {
    for set in ["dev", "held"] {
        assert!(rows(COMPOUNDS, set).count() >= 200 && rows(WHOLE, set).count() >= 100);
        for columns in rows(COMPOUNDS, set) {
            assert_eq!(columns[1].replace(['+', '|'], ""), columns[0]);
        }
    }
}
