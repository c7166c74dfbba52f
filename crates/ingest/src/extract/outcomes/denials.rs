//! The words by which a sentence takes back what others in it say.

use std::ops::Range;

use vocabulary::lower_in_place;

use super::claims::places;
use super::phrases::{NEARLY, PLACED, SETTING_ASIDE};
use super::winning_phrases::PRIZE;

/// Whether a part of a sentence, in lower case, denies something.
pub(super) fn is_denied_around(part: &str) -> bool {
    let mut words = part.split_whitespace().peekable();
    while let Some(word) = words.next() {
        // `inte minst Kalix`
        let is_praise = words
            .peek()
            .is_some_and(|next| matches!(*next, "minst" | "bara" | "mindre" | "least" | "only"));
        if (is_negation(word) && !is_praise) || is_exception(word) {
            return true;
        }
    }
    false
}

/// Whether the words right before a name take it out of what the sentence says.
pub(super) fn sets_aside(before: &str) -> bool {
    let words = lower_in_place(before);
    let words = words.trim_end();
    SETTING_ASIDE.iter().any(|phrase| {
        words.strip_suffix(phrase).is_some_and(|rest| {
            rest.is_empty() || rest.ends_with(|letter: char| !letter.is_alphanumeric())
        })
    })
}

/// Whether `inte` or its like stands shortly before the words at a place, or among them and just
/// after: in a main clause it follows the verb, as in `Ale vann inte priset`.
pub(super) fn is_denied(words: &str, at: usize) -> bool {
    let goes_on = |word: &&str| !matches!(*word, "men" | "och" | "but" | "and");
    let before = words[..at]
        .split_whitespace()
        .rev()
        .take(4)
        .take_while(goes_on)
        .take_while(|word| !word.ends_with(','))
        .any(|word| is_negation(word) || is_exception(word));
    let is_over = |word: &str| word.ends_with([',', '.', ':', ';', '!']);
    let verb_is_last = words[at..].split_whitespace().next().is_none_or(is_over);
    let after: Vec<&str> = words[at..]
        .split_whitespace()
        .skip(1)
        .take(AFTER_THE_VERB)
        .take_while(goes_on)
        .collect();
    let denied_after = after.iter().enumerate().any(|(nth, word)| {
        // `för inte mindre än tredje gången` is no denial.
        let is_praise = after
            .get(nth + 1)
            .is_some_and(|next| matches!(*next, "mindre" | "bara" | "minst" | "enbart" | "endast"));
        is_negation(word) && !is_praise && !after[..nth].iter().any(|word| is_over(word))
    });
    before || (denied_after && !verb_is_last)
}

/// How many words after the verb can deny it: `vann den här gången tyvärr inte`.
const AFTER_THE_VERB: usize = 4;

fn is_negation(word: &str) -> bool {
    matches!(
        word.trim_end_matches([',', '.']),
        "inte"
            | "ej"
            | "aldrig"
            | "ingen"
            | "inga"
            | "none"
            | "not"
            | "never"
            | "ikke"
            | "ei"
            | "eivät"
    )
}

/// A word that takes out what follows it.
fn is_exception(word: &str) -> bool {
    matches!(word, "missade" | "miste" | "utan" | "utöver" | "förutom")
}

/// So many words at most stand between a verb and the place that it is about: `tog hem en hedrande
/// andraplats`.
const BEFORE_PLACE: usize = 3;

/// Whether what some words say was won, taken home or handed to somebody is a place after the first:
/// `tog hem andraplatsen`, `silvret gick till`.
pub(super) fn is_of_a_place(words: &str, own: &Range<usize>) -> bool {
    const JOINING: &[&str] = &["och", "men", "medan", "före", "and", "but", "og", "ja"];
    let is_short = |between: &str| {
        let is_joined = between
            .split_whitespace()
            .any(|word| word.ends_with([',', ';', ':', '.']) || JOINING.contains(&word));
        !is_joined && between.split_whitespace().count() <= BEFORE_PLACE
    };
    let is_prize = |part: &str| {
        PRIZE
            .iter()
            .any(|prize| places(part, prize).next().is_some())
    };
    let leads_on = [" till", " til", " to", " av", " af", " by", " hos"]
        .iter()
        .any(|last| words[own.clone()].ends_with(last))
        || ["tilldela", "tillf"]
            .iter()
            .any(|start| words[own.clone()].starts_with(start));
    PLACED.iter().any(|phrase| {
        places(words, phrase).any(|at| {
            let end = at + phrase.trim_end_matches('*').len();
            if at >= own.end {
                let between = &words[own.end..at];
                is_short(between) && !is_prize(between)
            } else if end <= own.start {
                let is_later = words[..at]
                    .split_whitespace()
                    .next_back()
                    .is_some_and(|word| matches!(word, "efter" | "från" | "after" | "from"));
                let between = &words[end..own.start];
                // `Andraplatsen knep Ale.`
                let is_object = between.trim().is_empty() && !is_prize(&words[own.end..]);
                (leads_on || is_object)
                    && !is_later
                    && is_short(between)
                    && !is_prize(&words[own.clone()])
            } else {
                true
            }
        })
    })
}

/// Whether what some words say only nearly happened: `vann nästan`, `hade så när tagit hem`.
pub(super) fn is_nearly(words: &str, own: &Range<usize>) -> bool {
    let is_near = |at: usize, end: usize| {
        let between = if end <= own.start {
            &words[end..own.start]
        } else {
            words.get(own.end..at).unwrap_or_default()
        };
        // `vann med nästan alla röster` is won.
        between.trim().is_empty() || (end <= own.start && matches!(between.trim(), "att"))
    };
    NEARLY
        .iter()
        .any(|phrase| places(words, phrase).any(|at| is_near(at, at + phrase.len())))
}

/// Whether somebody only wants to be what stands at a place.
pub(super) fn is_hoped(words: &str, at: usize) -> bool {
    words[..at].split_whitespace().rev().take(3).any(|word| {
        matches!(
            word,
            "bli" | "vill" | "hoppas" | "skulle" | "borde" | "kunna" | "become" | "hopes"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_set_aside() {
        assert!(sets_aside("Ale nominerades i stället för "));
        assert!(!sets_aside("I stället nominerades "));
    }

    #[test]
    fn praise_is_no_denial() {
        assert!(is_denied_around("kalix fick inte priset"));
        assert!(!is_denied_around("inte minst kalix fick priset"));
    }
}
