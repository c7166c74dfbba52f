//! Names in the order of their letters, to be found by how they or their words begin.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use analysis::{Analyzer, Memo};

use super::Offer;
use super::key::{key, starts};
use crate::edits::Edits;

/// A shorter beginning has too many others near it to be mended.
const MIN_MENDED: usize = 4;

/// From this length two letters may be wrong.
const TWO_EDITS_FROM: usize = 8;

/// Something that can be suggested.
#[derive(Debug)]
pub(super) struct Entry {
    /// What it is found by: names and other names.
    pub(super) names: Vec<String>,
    /// What is shown.
    pub(super) text: String,
    /// What it is.
    pub(super) offer: Offer,
    /// How many records it has, where that is known beforehand.
    pub(super) count: usize,
}

/// Entries by how their names, or the words and parts of words in them, begin.
#[derive(Debug, Default)]
pub(super) struct Table {
    entries: Vec<Entry>,
    /// What stands from a beginning on, in order; the place of its entry; and whether it is the
    /// whole name.
    keys: Vec<(Box<str>, u32, bool)>,
}

impl Table {
    pub(super) fn new(entries: impl Iterator<Item = Entry>, analyzer: &Analyzer) -> Self {
        let entries: Vec<Entry> = entries.collect();
        let mut keys = Vec::new();
        let mut memo = Memo::default();
        for (entry, at) in entries.iter().zip(0..) {
            for name in &entry.names {
                for start in starts(name, analyzer, &mut memo).into_keys() {
                    keys.push((key(&name[start..]).into_boxed_str(), at, start == 0));
                }
            }
        }
        keys.sort_unstable();
        keys.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1);
        Self { entries, keys }
    }

    /// Every entry that begins so, once: those whose name does before those in which only a word
    /// or a part does, then those with the most records.
    pub(super) fn beginning(&self, beginning: &str) -> Vec<&Entry> {
        let first = self.keys.partition_point(|(key, ..)| **key < *beginning);
        let keys = self.keys[first..].iter();
        let mut found: BTreeMap<u32, bool> = BTreeMap::new();
        for (_, at, is_whole) in keys.take_while(|(key, ..)| key.starts_with(beginning)) {
            *found.entry(*at).or_default() |= is_whole;
        }
        let mut found: Vec<(bool, Reverse<usize>, &Entry)> = found
            .into_iter()
            .filter_map(|(at, is_whole)| {
                let entry = self.entries.get(at as usize)?;
                Some((!is_whole, Reverse(entry.count), entry))
            })
            .collect();
        // Equals stay in the order of the entries.
        found.sort_by_key(|(rank, count, _)| (*rank, *count));
        found.into_iter().map(|(.., entry)| entry).collect()
    }

    /// The beginning that is nearest to a misspelt one, with how many letters are wrong.
    pub(super) fn nearest_beginning(&self, typed: &str) -> Option<(usize, String)> {
        nearest_beginning(typed, self.keys.iter().map(|(key, ..)| &**key))
    }
}

/// Of keys in order, the beginning of one that is nearest to a misspelt beginning, with how many
/// letters must be changed, added, left out or swapped; the first of equals.
pub(super) fn nearest_beginning<'a>(
    typed: &str,
    keys: impl Iterator<Item = &'a str>,
) -> Option<(usize, String)> {
    let mut most = match typed.chars().count() {
        0..MIN_MENDED => return None,
        MIN_MENDED..TWO_EDITS_FROM => 1,
        _ => 2,
    };
    let mut best: Option<(usize, String)> = None;
    let mut edits = Edits::new(typed);
    for key in keys {
        for len in edits.compare(key, most) {
            let found = edits.of(len);
            if found <= most && best.as_ref().is_none_or(|(least, _)| found < *least) {
                best = Some((found, key.chars().take(len).collect()));
                most = found;
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(names: &[(&str, usize)]) -> Table {
        let entries = names.iter().map(|(name, count)| Entry {
            names: vec![(*name).to_owned()],
            text: (*name).to_owned(),
            offer: Offer::Words,
            count: *count,
        });
        Table::new(entries, Analyzer::swedish())
    }

    #[test]
    fn whole_names_come_before_their_words_and_parts() {
        let table = table(&[
            ("trygghetslarm", 9),
            ("larm i hemmet", 2),
            ("larmcentral", 3),
            ("öppna larmdata", 5),
        ]);
        let texts: Vec<&str> = table
            .beginning("larm")
            .iter()
            .map(|entry| entry.text.as_str())
            .collect();
        assert_eq!(
            texts,
            [
                "larmcentral",
                "larm i hemmet",
                "trygghetslarm",
                "öppna larmdata"
            ]
        );
        assert_eq!(table.beginning("oppna la").len(), 1);
        assert_eq!(table.beginning("alarm").len(), 0);
    }

    #[test]
    fn a_misspelt_beginning_is_mended() {
        let table = table(&[("trygghetskamera", 3), ("trafikdata", 1), ("robot", 2)]);
        for (typed, mended) in [
            ("tryghetsk", Some((1, "trygghetsk"))),
            ("trygghetskmaera", Some((1, "trygghetskamera"))),
            ("robbot", Some((1, "robot"))),
            ("robbt", Some((1, "robot"))),
            ("rob", None),
            ("xyzzy", None),
        ] {
            let found = table.nearest_beginning(typed);
            let found = found.as_ref().map(|(edits, text)| (*edits, text.as_str()));
            assert_eq!(found, mended, "{typed}");
        }
    }
}
