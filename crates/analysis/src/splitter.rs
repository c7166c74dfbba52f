//! Compounds and their parts.
//!
//! A word is cut where every piece but the last is a known word in the form it takes before
//! another, and the last has the stem of a known word. Of all such cuts the one with the fewest
//! pieces wins, and of those the one whose rarest piece is the most frequent: what is seen often
//! is what is meant. A bogus cut is worse than a missed one, since it finds what was not meant.

use std::ops::Range;

use crate::Lexicon;

/// Shorter words have no two parts worth searching for.
const MIN_WORD: usize = 7;

/// Longer words are no words.
const MAX_WORD: usize = 60;

/// The shortest piece that need not be on our own list.
const MIN_PIECE: usize = 3;

/// The shortest word that has an `e` before it: `post`.
const MIN_ELECTRONIC: usize = 4;

/// One way to cut a beginning of the word.
#[derive(Clone)]
struct Cut {
    /// Where the pieces end.
    ends: Vec<usize>,
    /// How often the rarest piece was seen.
    rarest: u32,
}

impl Cut {
    /// Whether this cut is better than another.
    fn beats(&self, other: &Self) -> bool {
        (other.ends.len(), self.rarest) > (self.ends.len(), other.rarest)
    }
}

/// The pieces of a lower-case compound, as ranges of its bytes; none when it is no compound.
///
/// A piece that is a compound itself is cut further: who looks for `tjänst` wants `hemtjänst` in
/// `hemtjänstgrupp` too.
pub(crate) fn split(word: &str, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut open: Vec<Range<usize>> = cut(word, false, lexicon);
    if is_electronic(word, lexicon) {
        // As `e-tjänst`, which has the side of the hyphen and what that is made of.
        let rest = 1..word.len();
        pieces.push(rest.clone());
        let within = cut(&word[rest], false, lexicon).into_iter();
        open = within.map(|one| one.start + 1..one.end + 1).collect();
    }
    open.reverse();
    while let Some(piece) = open.pop() {
        let within = cut(&word[piece.clone()], piece.end < word.len(), lexicon);
        if within.is_empty() {
            pieces.push(piece);
        } else {
            let shifted = within.into_iter().rev();
            open.extend(shifted.map(|one| piece.start + one.start..piece.start + one.end));
        }
    }
    pieces
}

/// Whether a word is one of our own list with the `e` of what is electronic before it and no hyphen
/// between: `etjänst`.
fn is_electronic(word: &str, lexicon: &Lexicon) -> bool {
    word.strip_prefix('e').is_some_and(|rest| {
        rest.chars().count() >= MIN_ELECTRONIC
            && lexicon.is_chosen_head(rest)
            && !lexicon.is_whole(word)
    })
}

/// The fewest pieces of a word, or of a piece that stands before another.
fn cut(word: &str, is_modifier: bool, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let letters: Vec<usize> = word
        .char_indices()
        .map(|(at, _)| at)
        .chain([word.len()])
        .collect();
    let count = letters.len() - 1;
    if !(MIN_WORD..=MAX_WORD).contains(&count)
        || !word.chars().all(char::is_alphabetic)
        || lexicon.is_whole(word)
    {
        return Vec::new();
    }
    // The best way to cut the word up to each letter into what may stand before another.
    let mut best: Vec<Option<Cut>> = vec![None; count + 1];
    best[0] = Some(Cut {
        ends: Vec::new(),
        rarest: u32::MAX,
    });
    let mut whole: Option<Cut> = None;
    for from in 0..count {
        let Some(before) = best[from].clone() else {
            continue;
        };
        for to in from + MIN_PIECE..count {
            let piece = &word[letters[from]..letters[to]];
            let seen = lexicon
                .modifier(piece)
                .max(shortened(piece, &word[letters[to]..], lexicon));
            // Most pieces are no words, so that this is seldom asked.
            if seen > 0 && !lexicon.is_no_part(piece) {
                keep(&mut best[to], extend(&before, letters[to], seen));
            }
        }
        if from > 0 && count - from >= MIN_PIECE {
            let piece = &word[letters[from]..];
            let seen = if lexicon.is_no_part(piece) {
                0
            } else if is_modifier {
                lexicon.modifier(piece)
            } else {
                lexicon.head(piece)
            };
            if seen > 0 {
                keep(&mut whole, extend(&before, word.len(), seen));
            }
        }
    }
    let mut start = 0;
    whole
        .map(|cut| cut.ends)
        .unwrap_or_default()
        .into_iter()
        .map(|end| std::mem::replace(&mut start, end)..end)
        .collect()
}

/// How often the word was seen that lost the last of three equal consonants: `bus` in `busstation`.
fn shortened(piece: &str, next: &str, lexicon: &Lexicon) -> u32 {
    match (piece.chars().next_back(), next.chars().next()) {
        (Some(last), Some(first)) if last == first => lexicon.modifier(&format!("{piece}{last}")),
        _ => 0,
    }
}

fn extend(cut: &Cut, end: usize, seen: u32) -> Cut {
    let mut ends = cut.ends.clone();
    ends.push(end);
    Cut {
        ends,
        rarest: cut.rarest.min(seen),
    }
}

fn keep(place: &mut Option<Cut>, cut: Cut) {
    if place.as_ref().is_none_or(|kept| cut.beats(kept)) {
        *place = Some(cut);
    }
}
