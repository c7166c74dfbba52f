//! How far one word is from others.

use std::ops::RangeInclusive;

/// A typed word, compared with one word after the other. Words in order begin alike, and what was
/// worked out for one beginning serves every word that has it.
#[derive(Debug)]
pub(crate) struct Edits {
    typed: Vec<char>,
    /// The letters of the word compared last, as far as they were looked at.
    letters: Vec<char>,
    /// A row for each of its beginnings, one behind the other: row n compares its first n letters
    /// with every beginning of what was typed.
    rows: Vec<usize>,
}

impl Edits {
    pub(crate) fn new(typed: &str) -> Self {
        let typed: Vec<char> = typed.chars().collect();
        Self {
            rows: (0..=typed.len()).collect(),
            typed,
            letters: Vec::new(),
        }
    }

    /// Compares the next word, no further than it can still be within `most` edits. Gives the
    /// lengths of those beginnings of it that the word before did not have.
    pub(crate) fn compare(&mut self, word: &str, most: usize) -> RangeInclusive<usize> {
        let letters = self.letters.iter().zip(word.chars());
        let shared = letters.take_while(|(own, other)| **own == *other).count();
        self.letters.truncate(shared);
        self.rows.truncate((shared + 1) * self.width());
        for letter in word.chars().skip(shared) {
            if self
                .row(self.letters.len())
                .iter()
                .all(|edits| *edits > most)
            {
                break;
            }
            self.letters.push(letter);
            self.push_row();
        }
        shared + 1..=self.letters.len()
    }

    /// How many letters of the beginning of this length must be changed, added, left out or swapped
    /// with their neighbour to make it what was typed.
    pub(crate) fn of(&self, len: usize) -> usize {
        let at = (len + 1) * self.width() - 1;
        self.rows.get(at).copied().unwrap_or(usize::MAX)
    }

    /// The same of a whole word, whichever came before it, if it is no more than `most`.
    pub(crate) fn to(&mut self, word: &str, most: usize) -> Option<usize> {
        self.compare(word, most);
        let is_whole = self.letters.len() == word.chars().count();
        let edits = self.of(self.letters.len());
        (is_whole && edits <= most).then_some(edits)
    }

    /// How long a row is.
    fn width(&self) -> usize {
        self.typed.len() + 1
    }

    fn row(&self, len: usize) -> &[usize] {
        &self.rows[len * self.width()..(len + 1) * self.width()]
    }

    /// Adds the row of the last letter.
    fn push_row(&mut self) {
        let (at, width) = (self.letters.len(), self.width());
        let letter = self.letters[at - 1];
        self.rows.push(at);
        for (column, wanted) in self.typed.iter().enumerate() {
            let last = self.row(at - 1);
            let changed = last[column] + usize::from(letter != *wanted);
            let mut edits = changed
                .min(last[column + 1] + 1)
                .min(self.rows[at * width + column] + 1);
            let is_swapped = at > 1
                && column > 0
                && self.letters[at - 2] == *wanted
                && self.typed[column - 1] == letter;
            if is_swapped {
                edits = edits.min(self.row(at - 2)[column - 1] + 1);
            }
            self.rows.push(edits);
        }
    }
}

/// Which letters a word has, roughly, and how many: enough to tell of most words that they are far
/// apart, before edits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters(u64);

impl Letters {
    /// So many bits tell which letters, each of which has one; those above them how many.
    const WHICH: u32 = 58;

    pub(crate) fn of(word: &str) -> Self {
        let (mut which, mut count): (u64, u64) = (0, 0);
        for letter in word.chars() {
            which |= 1 << (u32::from(letter) % Self::WHICH);
            count += 1;
        }
        Self(which | count.min(u64::MAX >> Self::WHICH) << Self::WHICH)
    }

    /// Whether a word with these may be within `most` edits of one with others: an edit takes away
    /// one letter at most, and adds one.
    pub(crate) fn may_be_within(self, most: usize, other: Self) -> bool {
        let apart = (self.0 ^ other.0) << (u64::BITS - Self::WHICH);
        let count = |letters: Self| letters.0 >> Self::WHICH;
        apart.count_ones() as usize <= 2 * most && count(self).abs_diff(count(other)) <= most as u64
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn other_letters_and_other_lengths_are_far_apart() {
        for (one, other, most, may_be) in [
            ("kamera", "robot", 2, false),
            ("kamera", "kameran", 1, true),
            ("kamera", "kamerorna", 2, false),
            ("kamera", "kakaramera", 3, false),
            ("kamera", "makera", 0, true),
        ] {
            let (own, letters) = (Letters::of(one), Letters::of(other));
            assert_eq!(own.may_be_within(most, letters), may_be, "{one} {other}");
        }
    }

    #[test]
    fn edits_are_counted_with_swaps() {
        let mut edits = Edits::new("kamera");
        for (word, expected) in [
            ("kamare", Some(2)),
            ("kamera", Some(0)),
            ("kameror", Some(2)),
            ("kamra", Some(1)),
            ("kamrea", Some(1)),
            ("robot", None),
        ] {
            assert_eq!(edits.to(word, 2), expected, "{word}");
        }
    }

    proptest! {
        #[test]
        fn what_is_near_is_near_by_its_letters(
            typed in "[a-zåäö]{0,9}|\\PC{0,9}|[a-z]{60,70}",
            edits in proptest::collection::vec((0..4_u8, any::<proptest::sample::Index>(), "[a-zåäö]|\\PC"), 0..4),
        ) {
            let mut other: Vec<char> = typed.chars().collect();
            for (edit, at, letter) in &edits {
                let at = at.index(other.len() + 1);
                let letter = letter.chars().next().unwrap();
                match edit {
                    0 => other.insert(at, letter),
                    1 if at < other.len() => other[at] = letter,
                    2 if at < other.len() => drop(other.remove(at)),
                    3 if at + 1 < other.len() => other.swap(at, at + 1),
                    _ => {}
                }
            }
            let other: String = other.into_iter().collect();
            let (typed, other) = (Letters::of(&typed), Letters::of(&other));
            prop_assert!(typed.may_be_within(edits.len(), other));
        }

        #[test]
        fn what_serves_for_the_next_word_changes_nothing(
            typed in "[a-c]{0,6}",
            mut words in proptest::collection::vec("[a-c]{0,6}", 1..8),
            most in 0_usize..4,
        ) {
            words.sort();
            let mut one_after_the_other = Edits::new(&typed);
            for word in words {
                let alone = Edits::new(&typed).to(&word, most);
                prop_assert_eq!(one_after_the_other.to(&word, most), alone);
            }
        }
    }
}
