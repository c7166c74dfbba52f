//! The words that say how far somebody came in the award.

use records::{OutcomeKind, Year};
use vocabulary::lower_in_place;

/// What a sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trigger {
    Nominee,
    Shortlisted,
    Finalist,
    Winner,
}

impl Trigger {
    pub(crate) fn outcome(self) -> OutcomeKind {
        match self {
            Self::Nominee => OutcomeKind::Nominee,
            Self::Shortlisted => OutcomeKind::Shortlisted,
            Self::Finalist => OutcomeKind::Finalist,
            Self::Winner => OutcomeKind::Winner,
        }
    }
}

/// Words and phrases in lower case. A phrase stands between the boundaries of words; `*` at its
/// end stands for any letters.
const NOMINEE: &[&str] = &[
    "nominerad*",
    "nomineras",
    "nominerats",
    "nominerat",
    "nomineringen",
    "slutnominera*",
    "nominated",
    "nominee*",
    "nominert*",
    "nomineret",
    "nominerede",
    "nominerte",
    "ehdolla",
    "ehdokka*",
    "tävlar om",
    "tävlade om",
    "gör upp om",
    COMPETING,
];

const COMPETING: &str = "i konkurrens med";

const SHORTLISTED: &[&str] = &[
    "gått vidare",
    "gick vidare",
    "går vidare",
    "vidare till nästa",
    "andra omgången",
    "shortlist*",
];

const FINALIST: &[&str] = &[
    "finalist*",
    "i final",
    "i finalen",
    "till final",
    "till finalen",
    "finalplats*",
    "går till final",
    "finalists",
    "finalisti*",
];

/// What says that somebody won. Whoever wins time or trust has won, too: a word of [`PRIZE`] must
/// stand in the sentence.
const WINNER: &[&str] = &[
    "vann",
    "vunnit",
    "vinner",
    "vinnare",
    "vinnaren",
    "vinnarna",
    "vinnarkommun*",
    "utsågs till",
    "utsågs",
    "utsetts till",
    "utsedd till",
    "utsedd",
    "utsedda till",
    "utnämnd till",
    "utnämndes till",
    "har utsetts",
    "korades",
    "korad",
    "korats",
    "tog hem",
    "tar hem",
    "knep",
    "segrade",
    "segrare",
    "segraren",
    "fick priset",
    "fick utmärkelsen",
    "fick titeln",
    "tilldelades",
    "tilldelas",
    "prisades",
    "prisas",
    "gick till",
    "går till",
    "blev sveriges",
    "blev årets",
    "blir sveriges",
    "blir årets",
    "är sveriges",
    "är årets",
    "won",
    "winner",
    "winners",
    "was named",
    "has been named",
    "was awarded",
    "vandt",
    "vinder",
    "vant",
    "vinner av",
    "voitti",
    "voittaja*",
];

/// Starts of words for what is won.
const PRIZE: &[&str] = &[
    "pris*",
    "utmärkelse*",
    "titel*",
    "seger*",
    "segr*",
    "vinst*",
    "vinnar*",
    "tävling*",
    "it-kommun*",
    "digitaliseringskommun*",
    "digitaliserings-kommun*",
    "award*",
    "prize*",
    "winner*",
    "municipality",
    "palkin*",
    "voittaja*",
];

/// Words that make winning a hope, a question or a plan.
const HOPING: &[&str] = &[
    "kan",
    "kunde",
    "skulle",
    "ska",
    "vill",
    "hoppas",
    "chans",
    "chansen",
    "om",
    "eller",
    "vilken",
    "vilka",
    "vem",
    "antingen",
    "utses",
    "avgörs",
    "offentliggörs",
    "tillkännages",
    "presenteras",
    "koras",
    "could",
    "will",
    "may",
    "might",
    "or",
    "which",
    "if",
];

/// Words that make an edition a former one.
const PAST: &[&str] = &[
    "tidigare",
    "förra",
    "former",
    "previous",
    "föregående",
    "sedan",
    "earlier",
    "tidligere",
    "aiemmat",
    "aiempi",
];

/// Words that stand for those named in the sentence before.
const POINTING_BACK: &[&str] = &[
    "dessa", "båda", "samtliga", "de tre", "de fem", "de fyra", "de åtta", "de två", "alla tre",
    "alla fem", "they", "these",
];

/// What a sentence says, the furthest first.
pub(crate) fn of_sentence(sentence: &str) -> Option<Trigger> {
    let words = lower_in_place(sentence);
    if says_winner(&words) {
        return Some(Trigger::Winner);
    }
    of_others(&words)
}

fn of_others(words: &str) -> Option<Trigger> {
    // A question asks, and tells nothing.
    if words.trim_end().ends_with('?') {
        return None;
    }
    let says = |phrases: &[&str]| {
        phrases.iter().any(|phrase| {
            places(words, phrase).any(|at| !is_denied(words, at) && !is_hoped(words, at))
        })
    };
    if says(FINALIST) {
        Some(Trigger::Finalist)
    } else if says(SHORTLISTED) {
        Some(Trigger::Shortlisted)
    } else if says(NOMINEE) || is_choice(words) {
        Some(Trigger::Nominee)
    } else {
        None
    }
}

/// What a sentence says besides who won.
pub(crate) fn besides_winning(sentence: &str) -> Option<Trigger> {
    of_others(&lower_in_place(sentence))
}

/// What the items of a list are that a sentence stands above. Unlike in a sentence of its own,
/// `vinnare` needs no verb.
pub(crate) fn of_list(sentence: &str) -> Option<Trigger> {
    let words = lower_in_place(sentence);
    if ["vinnare", "vinnarna", "vinnaren", "winners", "winner"]
        .iter()
        .any(|word| places(&words, word).next().is_some())
        && !words.trim_end().ends_with('?')
        && of_others(&words).is_none()
    {
        return Some(Trigger::Winner);
    }
    // `Nu är åtta kvar:`
    let remaining = || {
        (words.trim_end().ends_with(':') && places(&words, "kvar").next().is_some())
            .then_some(Trigger::Shortlisted)
    };
    of_others(&words).or_else(remaining)
}

/// Where the words stand that say who won, in bytes of the sentence.
pub(crate) fn winning_place(sentence: &str) -> Option<usize> {
    let words = lower_in_place(sentence);
    WINNER
        .iter()
        .flat_map(|phrase| places(&words, phrase))
        .filter(|at| !is_denied(&words, *at))
        .min()
}

/// Whether a sentence is about editions before the one that the document is about.
pub(crate) fn is_about_the_past(sentence: &str) -> bool {
    let words = lower_in_place(sentence);
    PAST.iter()
        .any(|word| places(&words, word).next().is_some())
}

/// Whether a sentence says only against whom somebody competes, not for what.
pub(crate) fn only_competes(sentence: &str) -> bool {
    let words = lower_in_place(sentence);
    places(&words, COMPETING).next().is_some()
        && !NOMINEE
            .iter()
            .filter(|phrase| **phrase != COMPETING)
            .any(|phrase| places(&words, phrase).next().is_some())
}

/// Whether a sentence is about those whom the one before names.
pub(crate) fn points_back(sentence: &str) -> bool {
    let words = lower_in_place(sentence);
    POINTING_BACK
        .iter()
        .any(|word| places(&words, word).next().is_some())
}

/// The years in a sentence.
pub(crate) fn years(sentence: &str) -> Vec<Year> {
    sentence
        .split(|letter: char| !letter.is_alphanumeric())
        .filter_map(|word| word.parse().ok())
        .collect()
}

fn says_winner(words: &str) -> bool {
    if words.trim_end().ends_with('?') {
        return false;
    }
    let hopes = HOPING
        .iter()
        .any(|word| places(words, word).next().is_some());
    let is_prize = PRIZE
        .iter()
        .any(|word| places(words, word).next().is_some());
    !hopes
        && is_prize
        && WINNER
            .iter()
            .any(|phrase| places(words, phrase).any(|at| !is_denied(words, at)))
}

/// `Haparanda, Karlstad eller Västerås blir`, `heter antingen`: one of them will win.
fn is_choice(words: &str) -> bool {
    let says = |word: &str| places(words, word).next().is_some();
    (says("eller") || says("or"))
        && ["blir", "heter", "vinner", "becomes"]
            .iter()
            .any(|verb| says(verb))
}

/// Whether `inte` or its like stands shortly before a place.
fn is_denied(words: &str, at: usize) -> bool {
    words[..at]
        .split_whitespace()
        .rev()
        .take(3)
        .take_while(|word| !matches!(*word, "men" | "och" | "but" | "and") && !word.ends_with(','))
        .any(|word| matches!(word, "inte" | "ej" | "aldrig" | "not" | "ikke" | "ei"))
}

/// Whether somebody only wants to be what stands at a place.
fn is_hoped(words: &str, at: usize) -> bool {
    words[..at]
        .split_whitespace()
        .rev()
        .take(3)
        .any(|word| matches!(word, "bli" | "vill" | "hoppas" | "skulle" | "become"))
}

/// Whether a sentence goes on with the others of whom the one before told: `De andra är Ale och
/// Kil.`
pub(crate) fn tells_of_the_others(sentence: &str) -> bool {
    let words = lower_in_place(sentence);
    let mut first = words.split_whitespace();
    match first.next() {
        // `De två andra`
        Some("de" | "the") => first
            .take(2)
            .any(|word| matches!(word, "andra" | "övriga" | "others" | "other")),
        Some("övriga") => true,
        _ => false,
    }
}

/// Where a phrase stands in a text in lower case.
fn places<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    let (bare, open) = match phrase.strip_suffix('*') {
        Some(bare) => (bare, true),
        None => (phrase, false),
    };
    text.match_indices(bare)
        .filter(move |(at, _)| {
            !text[..*at].ends_with(|letter: char| letter.is_alphanumeric())
                && (open
                    || !text[at + bare.len()..]
                        .starts_with(|letter: char| letter.is_alphanumeric()))
        })
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_say_how_far_somebody_came() {
        use Trigger::{Finalist, Nominee, Shortlisted, Winner};
        for (sentence, trigger) in [
            ("Kil är nominerat till priset.", Some(Nominee)),
            ("Ale, Kil och Eda har nominerats.", Some(Nominee)),
            ("Av tjugo har åtta gått vidare:", Some(Shortlisted)),
            ("Ale är en av fem finalister.", Some(Finalist)),
            ("Ale vann priset i Göteborg.", Some(Winner)),
            ("Priset gick till Ale.", Some(Winner)),
            ("Ale utsågs till årets digitaliseringskommun.", Some(Winner)),
            ("Ale kan ta hem vinsten.", None),
            ("Ale eller Kil blir Sveriges it-kommun.", Some(Nominee)),
            ("Vilken kommun vinner?", None),
            ("Vinnaren utses i november.", None),
            ("Ale blev inte nominerat.", None),
            ("Ale vill gärna bli nominerat.", None),
            ("Ale nådde inte finalen men gick vidare.", Some(Shortlisted)),
            ("Ale har byggt en karta.", None),
            ("Ale vann tid, och förslaget gick till nämnden.", None),
        ] {
            assert_eq!(of_sentence(sentence), trigger, "{sentence}");
        }
    }

    #[test]
    fn a_list_of_winners_needs_no_verb() {
        assert_eq!(of_list("Tidigare vinnare"), Some(Trigger::Winner));
        assert_eq!(of_list("De nominerade är:"), Some(Trigger::Nominee));
        assert_eq!(of_list("Nu är åtta kvar:"), Some(Trigger::Shortlisted));
        assert_eq!(of_list("Program"), None);
    }
}
