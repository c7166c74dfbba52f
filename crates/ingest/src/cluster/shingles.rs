//! Texts as runs of five words, by which many texts are compared without comparing each with each.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Words of a shingle. Five in a row are seldom the same by chance.
pub(super) const SHINGLE: usize = 5;

/// So many of a text's shingles are looked up. Of two texts with a third of their shingles in common
/// one pair in ten thousand goes unseen.
const SKETCH: usize = 24;

/// Of the texts with one shingle each is compared with the first so many, so that a footer in every
/// text does not make the work grow with their square.
const COMPARED: usize = 50;

/// The words of a text in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The digests of a text's shingles, in the order of the text.
pub(super) fn shingles(words: &[String]) -> Vec<u64> {
    words.windows(SHINGLE).map(digest).collect()
}

/// A digest without a key, so that every run gives the same.
pub(super) fn digest<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What a text is looked up by: the digest of all its words, and the lowest of its shingles', of
/// which two texts have the more in common the more they have in common themselves.
pub(super) fn sketch(text: &str) -> Vec<u64> {
    let words = words(text);
    if words.is_empty() {
        return Vec::new();
    }
    let mut lowest = shingles(&words);
    lowest.sort_unstable();
    lowest.dedup();
    lowest.truncate(SKETCH);
    lowest.push(digest(&words));
    lowest
}

/// For each text those before it that it may be alike, in order.
pub(super) fn candidates(sketches: &[Vec<u64>]) -> Vec<BTreeSet<usize>> {
    let mut first: HashMap<u64, Vec<usize>> = HashMap::new();
    sketches
        .iter()
        .enumerate()
        .map(|(at, sketch)| {
            let mut found = BTreeSet::new();
            for item in sketch {
                let holders = first.entry(*item).or_default();
                found.extend(holders.iter().copied());
                if holders.len() < COMPARED {
                    holders.push(at);
                }
            }
            found.remove(&at);
            found
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_with_something_in_common_are_compared() {
        let texts = [
            "Kartan över gropar är byggd av två lärlingar under en sommar",
            "Något helt annat om trygghetslarm i hemtjänsten och nattkameror",
            "KARTAN över gropar – är byggd av två lärlingar!",
            "Ja",
            "ja.",
            "",
            "",
        ];
        let sketches: Vec<Vec<u64>> = texts.iter().map(|text| sketch(text)).collect();
        let pairs: Vec<(usize, Vec<usize>)> = candidates(&sketches)
            .into_iter()
            .map(|found| found.into_iter().collect())
            .enumerate()
            .filter(|(_, found): &(usize, Vec<usize>)| !found.is_empty())
            .collect();
        assert_eq!(pairs, [(2, vec![0]), (4, vec![3])]);
    }

    #[test]
    fn a_footer_in_every_text_costs_no_square() {
        let footer = "Sidan är gjord av kommunens webbredaktion som svarar på frågor om den";
        let texts: Vec<String> = (0..2000)
            .map(|nth| format!("ord{nth} text{nth} rad{nth} sak{nth} led{nth} ben{nth} {footer}"))
            .collect();
        let sketches: Vec<Vec<u64>> = texts.iter().map(|text| sketch(text)).collect();
        let compared: usize = candidates(&sketches).iter().map(BTreeSet::len).sum();
        assert!(compared <= 2000 * COMPARED, "{compared}");
    }
}
