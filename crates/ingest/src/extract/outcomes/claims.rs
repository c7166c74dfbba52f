//! What a sentence says of how far somebody came in the award.

use std::ops::Range;

use records::{OutcomeKind, Year};
use vocabulary::lower_in_place;

use super::denials::{is_denied, is_hoped, is_nearly, is_of_a_place};
use super::linking_phrases::{ALSO, OF_THE_OTHERS, OF_THEM, POINTING_BACK, TOO};
use super::phrases::{
    AMONG_EIGHT, COMPETING, COUNTING_US_IN, DROPPED, FINALIST, NOMINEE, OURSELVES, PLACED,
    REMAINING, SAYING_SO, SHORTLISTED, WE,
};
use super::winning_phrases::{
    AGAINST, AROUND, BEATEN_BY, BESIDE_WINNER, HOPING, NOT_AROUND, NOT_PAST, PAST, PRIZE, REIGNING,
    WHOEVER, WINNER, WINNER_AROUND, WINNING,
};

/// What a sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trigger {
    Nominee,
    Shortlisted,
    Finalist,
    Winner,
}

impl Trigger {
    pub(super) fn outcome(self) -> OutcomeKind {
        match self {
            Self::Nominee => OutcomeKind::Nominee,
            Self::Shortlisted => OutcomeKind::Shortlisted,
            Self::Finalist => OutcomeKind::Finalist,
            Self::Winner => OutcomeKind::Winner,
        }
    }
}

/// How sure a sentence is of how far somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sureness {
    Said,
    /// It tells that they compete, and not how far they came.
    Competing,
    /// It tells a place after the first, which the award does not give.
    Placed,
}

/// What a sentence says, and the words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) trigger: Trigger,
    /// Where the words stand that say it, in bytes of the sentence.
    pub(super) place: usize,
    /// The part of the sentence between marks that they stand in.
    pub(super) clause: Range<usize>,
    /// How sure it is of how far they came.
    pub(super) sureness: Sureness,
    /// Where those stand whom the words that say it are put around.
    pub(super) around: Option<Range<usize>>,
}

/// What a sentence says, the furthest first. A question asks, and tells nothing.
pub(super) fn of_sentence(sentence: &str) -> Option<Claim> {
    let words = lower_in_place(sentence);
    if is_question(&words) {
        return None;
    }
    winning(&words).or_else(|| of_others(&words))
}

/// Who won, in a sentence after one that tells of the award: `Vann gjorde Ale.`
pub(super) fn of_sequel(sentence: &str) -> Option<Claim> {
    let words = lower_in_place(sentence);
    if is_question(&words) {
        return None;
    }
    WINNING
        .iter()
        .flat_map(|phrase| places(&words, phrase).map(|at| (at, phrase.len())))
        .filter(|(at, len)| !is_denied(&words, *at) && !hopes(&words, &(*at..at + len)))
        .filter(|(at, len)| is_the_prize(&words, &(*at..at + len)))
        .min()
        .map(|(at, _)| claim(&words, Trigger::Winner, at))
}

/// Whether a sentence speaks of the municipality that its document is about without a name.
pub(super) fn speaks_of_ourselves(sentence: &str) -> bool {
    let words = lower_in_place(sentence);
    OURSELVES.iter().any(|word| {
        places(&words, word).any(|at| {
            let before = words[..at].trim_end();
            !["vinnande", "nominerade", "den", "bästa"]
                .iter()
                .any(|other| before.ends_with(other))
        })
    })
}

/// Where a sentence says `vi` of the municipality that its document is about.
pub(super) fn places_of_us(sentence: &str) -> Vec<usize> {
    let words = lower_in_place(sentence);
    let mut found: Vec<usize> = WE
        .iter()
        .flat_map(|phrase| places(&words, phrase))
        .collect();
    found.sort_unstable();
    found
}

/// Whether a sentence is about the one named last in the sentence before.
pub(super) fn points_to_the_last(sentence: &str) -> bool {
    any(
        &lower_in_place(sentence),
        &[
            "den sistnämnda",
            "sistnämnda",
            "den senare",
            "the latter",
            "sidstnævnte",
        ],
    )
}

/// Whether a sentence tells when that was which the one before tells.
pub(super) fn dates_the_former(sentence: &str) -> bool {
    const STARTS: &[&str] = &[
        "det var",
        "det skedde",
        "det hände",
        "it was",
        "that was",
        "se oli",
        "det skjedde",
    ];
    let words = lower_in_place(sentence);
    STARTS.iter().any(|start| words.starts_with(start)) && !years(&words).is_empty()
}

/// Whether a sentence about others counts in the municipality that its document is about.
pub(super) fn counts_us_in(sentence: &str) -> bool {
    any(&lower_in_place(sentence), COUNTING_US_IN)
}

/// What a sentence says besides who won.
pub(super) fn besides_winning(sentence: &str) -> Option<Claim> {
    let words = lower_in_place(sentence);
    of_others(&words).filter(|_| !is_question(&words))
}

/// What those are that follow a sentence in a list or as headings. Unlike in a sentence of its own,
/// `vinnare` needs no verb.
pub(super) fn of_list(sentence: &str) -> Option<Trigger> {
    let words = lower_in_place(sentence);
    if is_question(&words) {
        return None;
    }
    let others = of_others(&words);
    let winners = [
        "vinnare",
        "vinnarna",
        "vinnaren",
        "pristagare",
        "pristagarna",
        "winners",
        "winner",
        "vindere",
        "vinnere",
        "voittajat",
        "plats 1",
        "förstaplats",
    ];
    if others.is_none() && any(&words, &winners) {
        return Some(Trigger::Winner);
    }
    // `Nu är åtta kvar:`
    let remaining = || {
        (words.trim_end().ends_with(':') && any(&words, &["kvar"])).then_some(Trigger::Shortlisted)
    };
    others.map(|claim| claim.trigger).or_else(remaining)
}

fn is_question(words: &str) -> bool {
    words.trim_end().ends_with('?')
}

fn winning(words: &str) -> Option<Claim> {
    let phrases = if any(words, PRIZE) || any(words, BEATEN_BY) {
        WINNER
    } else if years(words).is_empty() {
        return None;
    } else {
        WINNING
    };
    let together = phrases
        .iter()
        .flat_map(|phrase| places(words, phrase).map(move |at| (at, at + phrase.len(), false)));
    let around = WINNER_AROUND
        .iter()
        .filter(|_| phrases.len() == WINNER.len())
        .flat_map(|(first, last)| {
            places(words, first).filter_map(move |at| {
                let from = at + first.len();
                let to = places(&words[from..], last).next()?;
                let between = &words[from..from + to];
                if any(between, NOT_AROUND) {
                    return None;
                }
                let between = between.split_whitespace().count();
                (between <= AROUND).then_some((at, from + to + last.len(), true))
            })
        });
    let beaten = BEATEN_BY
        .iter()
        .flat_map(|phrase| places(words, phrase).map(move |at| (at, at + phrase.len(), true)));
    together
        .chain(around)
        .chain(beaten)
        .filter(|(at, ..)| !is_denied(words, *at))
        .filter(|(at, end, _)| !is_beside_winner(words, *at, &words[*at..*end]))
        .filter(|(at, end, _)| !hopes(words, &(*at..*end)))
        .filter(|(at, end, _)| is_the_prize(words, &(*at..*end)))
        .min()
        .map(|(at, end, around)| Claim {
            around: around.then_some(at..end),
            ..claim(words, Trigger::Winner, at)
        })
}

/// Whether what some words say was won is the prize, and not a place after the first or nearly it.
fn is_the_prize(words: &str, own: &Range<usize>) -> bool {
    !is_of_a_place(words, own) && !is_nearly(words, own)
}

/// Whether some words only name the winner with whom others do something.
fn is_beside_winner(words: &str, at: usize, own: &str) -> bool {
    let is_noun = ["vinnar", "vinner", "vinder", "winner"]
        .iter()
        .any(|start| own.starts_with(start) && own.len() > start.len());
    let before = words[..at].split_whitespace().next_back();
    is_noun && before.is_some_and(|before| BESIDE_WINNER.contains(&before))
}

fn of_others(words: &str) -> Option<Claim> {
    let says = |phrases: &'static [&'static str], trigger: Trigger| {
        phrases
            .iter()
            .flat_map(|phrase| places(words, phrase))
            .filter(|at| !is_denied(words, *at) && !is_hoped(words, *at))
            .min()
            .map(|at| claim(words, trigger, at))
    };
    says(FINALIST, Trigger::Finalist)
        .or_else(|| says(SHORTLISTED, Trigger::Shortlisted))
        .or_else(|| says(AMONG_EIGHT, Trigger::Shortlisted))
        .or_else(|| says(NOMINEE, Trigger::Nominee))
        .or_else(|| says(DROPPED, Trigger::Nominee))
        .or_else(|| is_choice(words).then(|| claim(words, Trigger::Nominee, 0)))
        .or_else(|| {
            says(REMAINING, Trigger::Shortlisted)
                .or_else(|| says(COMPETING, Trigger::Nominee))
                .map(|claim| Claim {
                    sureness: Sureness::Competing,
                    ..claim
                })
        })
        .or_else(|| {
            says(PLACED, Trigger::Nominee).map(|claim| Claim {
                sureness: Sureness::Placed,
                ..claim
            })
        })
}

fn claim(words: &str, trigger: Trigger, place: usize) -> Claim {
    Claim {
        trigger,
        place,
        clause: clause(words, place),
        sureness: Sureness::Said,
        around: None,
    }
}

/// What a sentence says of others than those of whom it denies it, and the part of it that names
/// them: `Ale blev inte nominerat i år, men Kil var det.`
pub(super) fn of_others_than_denied(sentence: &str) -> Option<(Trigger, Range<usize>)> {
    const TURNS: &[&str] = &[" men ", " but ", " medan ", " däremot ", " utan "];
    let words = lower_in_place(sentence);
    let (at, turn) = TURNS
        .iter()
        .filter_map(|turn| words.find(turn).map(|at| (at, *turn)))
        .min()?;
    let part = at + turn.len()..words.len();
    let last = words[part.clone()].trim_end_matches(['.', '!', ' ']);
    let says_so = SAYING_SO.iter().any(|phrase| {
        last.strip_suffix(phrase)
            .is_some_and(|rest| rest.ends_with(' '))
    });
    let is_denied_of = |phrases: &[&str]| {
        phrases
            .iter()
            .any(|phrase| places(&words[..at], phrase).any(|place| is_denied(&words[..at], place)))
    };
    let trigger = [
        (FINALIST, Trigger::Finalist),
        (SHORTLISTED, Trigger::Shortlisted),
        (NOMINEE, Trigger::Nominee),
        (WINNING, Trigger::Winner),
    ]
    .into_iter()
    .find(|(phrases, _)| is_denied_of(phrases))
    .map(|(_, trigger)| trigger)?;
    says_so.then_some((trigger, part))
}

/// The part of a sentence around a place, between marks and words that join sentences.
fn clause(words: &str, place: usize) -> Range<usize> {
    const ENDS: &[&str] = &[
        ", ", "; ", ": ", " (", ") ", " - ", " men ", " medan ", " but ",
    ];
    let start = ENDS
        .iter()
        .filter_map(|end| words[..place].rfind(end).map(|at| at + end.len()))
        .max()
        .unwrap_or(0);
    let end = ENDS
        .iter()
        .filter_map(|end| words[place..].find(end).map(|at| place + at))
        .min()
        .unwrap_or(words.len());
    start..end
}

/// Whether the clause around some words only hopes, asks or plans.
fn hopes(words: &str, own: &Range<usize>) -> bool {
    let clause = clause(words, own.start);
    let is_conditional = ["om ", "if "]
        .iter()
        .any(|start| words[clause.clone()].starts_with(start));
    let is_rule = WHOEVER
        .iter()
        .any(|phrase| places(words, phrase).any(|at| at < own.start || clause.contains(&at)));
    // `vet vi om Ale blir årets it-kommun`
    let is_asked = words[..own.start]
        .split_whitespace()
        .rev()
        .take(3)
        .any(|word| matches!(word, "om" | "if" | "whether" | "huruvida"));
    is_conditional
        || is_asked
        || is_rule
        || HOPING.iter().any(|phrase| {
            places(&words[clause.clone()], phrase)
                .map(|at| clause.start + at)
                // `kan nu kalla sig` holds what it says in spite of its `kan`.
                .any(|at| !own.contains(&at) || own.start == at && phrase.len() > own.len())
        })
}

/// Where the words stand that set others against the one before them.
pub(super) fn against(sentence: &str) -> Option<usize> {
    let words = lower_in_place(sentence);
    AGAINST
        .iter()
        .flat_map(|phrase| places(&words, phrase))
        .min()
}

/// Whether a sentence is about editions before the one that the document is about.
pub(super) fn is_about_the_past(sentence: &str) -> bool {
    let words = NOT_PAST
        .iter()
        .fold(lower_in_place(sentence), |words, phrase| {
            words.replace(phrase, "")
        });
    any(&words, PAST)
}

/// Whether a sentence tells of what did not happen, or not yet.
pub(super) fn is_hypothetical(sentence: &str) -> bool {
    const WORDS: &[&str] = &[
        "kunnat", "kunde", "skulle", "borde", "hoppas", "önskar", "would", "could", "should",
    ];
    any(&lower_in_place(sentence), WORDS)
}

/// Whether a sentence in lower case hopes, asks or plans anywhere.
pub(super) fn is_hoping(words: &str) -> bool {
    any(words, HOPING)
}

/// Whether a sentence tells of the winner of the edition before.
pub(super) fn tells_of_the_reigning(sentence: &str) -> bool {
    any(&lower_in_place(sentence), REIGNING)
}

/// Whether a sentence is about those whom the one before names.
pub(super) fn points_back(sentence: &str) -> bool {
    any(&lower_in_place(sentence), POINTING_BACK)
}

/// Whether a sentence goes on with the others of whom the one before told: `De andra är Ale och
/// Kil.`, `Även Kil tog sig dit.`
pub(super) fn tells_of_the_others(sentence: &str) -> bool {
    let words = lower_in_place(sentence);
    let opens = |phrases: &[&str]| {
        phrases
            .iter()
            .any(|phrase| places(&words, phrase).next() == Some(0))
    };
    opens(OF_THE_OTHERS) || (opens(ALSO) && any(&words, TOO)) || any(&words, OF_THEM)
}

/// Whether a sentence speaks of those who take part as a group, as a heading above their parts does.
pub(super) fn names_a_group(sentence: &str) -> bool {
    const GROUPS: &[&str] = &[
        "nominerade",
        "slutnominerade",
        "nominerats",
        "nominees",
        "nominated",
        "nominerte",
        "nominerede",
    ];
    let words = lower_in_place(sentence);
    [GROUPS, FINALIST, SHORTLISTED]
        .iter()
        .any(|phrases| any(&words, phrases))
}

/// Whether a part of a sentence says by itself that somebody has won.
pub(super) fn says_winning(part: &str) -> bool {
    let words = lower_in_place(part);
    any(&words, WINNING) || any(&words, WINNER)
}

/// The years in a text.
pub(super) fn years(text: &str) -> Vec<Year> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter_map(|word| word.parse().ok())
        .collect()
}

/// `Haparanda, Karlstad eller Västerås blir`, `heter antingen`: one of them will win.
fn is_choice(words: &str) -> bool {
    any(words, &["eller", "or"]) && any(words, &["blir", "heter", "vinner", "becomes"])
}

fn any(words: &str, phrases: &[&str]) -> bool {
    phrases
        .iter()
        .any(|phrase| places(words, phrase).next().is_some())
}

/// Where a phrase stands in a text in lower case.
pub(super) fn places<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
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
            ("Fem nomineringar finns kvar i tävlingen.", Some(Nominee)),
            ("Juryn har valt ut tre kommuner.", Some(Nominee)),
            ("Motståndet heter Ale och Kil.", Some(Nominee)),
            ("Av tjugo har åtta gått vidare:", Some(Shortlisted)),
            ("Ale och Kil går vidare till finalen.", Some(Finalist)),
            (
                "Finalister var utöver vinnaren Ale och Kil.",
                Some(Finalist),
            ),
            ("Ale är en av fem finalister.", Some(Finalist)),
            ("Ale är klart för final i tävlingen.", Some(Finalist)),
            ("Ale tog sig hela vägen.", Some(Finalist)),
            ("Ale vann priset i Göteborg.", Some(Winner)),
            ("Priset gick till Ale.", Some(Winner)),
            ("Ale vann kampen om titeln.", Some(Winner)),
            ("2015 gick titeln i stället till Ale.", Some(Winner)),
            ("I november fick Ale ta emot priset.", Some(Winner)),
            ("I fjol vann Ale.", None),
            ("2017 vann Ale.", Some(Winner)),
            ("Ale kan nu kalla sig Sveriges it-kommun.", Some(Winner)),
            ("Ale utsågs till årets digitaliseringskommun.", Some(Winner)),
            (
                "Ale vann priset, som går till den kommun som kan visa mest.",
                Some(Winner),
            ),
            ("Priset går till den kommun som har kommit längst.", None),
            (
                "Den kommun som har utvecklat mest, också kommunen själv, blir årets it-kommun.",
                None,
            ),
            ("Ale kan ta hem vinsten.", None),
            ("Om Ale vinner priset blir det fest.", None),
            ("Ale eller Kil blir Sveriges it-kommun.", Some(Nominee)),
            ("Vilken kommun vinner?", None),
            ("Vinnaren utses i november.", None),
            ("Ale blev inte nominerat.", None),
            ("Ale missade finalen.", None),
            ("Ale vann inte priset 2019.", None),
            ("Ale vann tyvärr inte priset 2019.", None),
            ("Ale utsågs inte till årets it-kommun 2019.", None),
            ("Priset 2019 gick inte till Ale.", None),
            ("Det blev inte Ale som vann priset 2019.", None),
            ("Ale blev inte vinnare av priset 2019.", None),
            ("Ale nominerades inte till priset.", None),
            (
                "Ale nominerades för inte mindre än tredje gången.",
                Some(Nominee),
            ),
            ("Ale vann priset, inte Kil.", Some(Winner)),
            ("Ale vill gärna bli nominerat.", None),
            ("Ale nådde inte finalen men gick vidare.", Some(Shortlisted)),
            ("Priset vanns av Ale.", Some(Winner)),
            ("Tävlingen vanns i år av Ale.", Some(Winner)),
            ("Titeln togs hem av Ale.", Some(Winner)),
            ("The award was won by Ale.", Some(Winner)),
            ("Ale får utmärkelsen för sin karta.", Some(Winner)),
            ("Ale gick vinnande ur striden.", Some(Winner)),
            ("Ale är bland topp åtta.", Some(Shortlisted)),
            ("Ale tog hem andraplatsen i tävlingen.", Some(Nominee)),
            ("I går tog Ale hem en hedrande andraplats.", Some(Nominee)),
            ("Ale tog hem silvret i tävlingen.", Some(Nominee)),
            ("Silvret i tävlingen gick till Ale.", Some(Nominee)),
            ("Andrapriset tilldelades Ale.", Some(Nominee)),
            ("Tävlingens andraplats knep Ale.", Some(Nominee)),
            ("Ale belönades med tredje pris.", Some(Nominee)),
            ("Ale vann nästan priset.", None),
            ("Ale hade så när tagit hem priset.", None),
            ("Ale vann priset med nästan alla röster.", Some(Winner)),
            ("Ale vann priset och Kil kom på andra plats.", Some(Winner)),
            ("Ale knep silvret och Kil tog hem titeln.", Some(Winner)),
            (
                "Efter andraplatsen 2019 gick priset till Ale.",
                Some(Winner),
            ),
            ("Ale har byggt en karta.", None),
            ("Ale vann tid, och förslaget gick till nämnden.", None),
        ] {
            let found = of_sentence(sentence).map(|claim| claim.trigger);
            assert_eq!(found, trigger, "{sentence}");
        }
    }

    #[test]
    fn what_is_denied_of_one_may_be_said_of_another() {
        let part = |sentence: &str| {
            of_others_than_denied(sentence)
                .map(|(trigger, part)| (trigger, sentence[part].to_owned()))
        };
        assert_eq!(
            part("Ale blev inte nominerat i år, men Kil var det."),
            Some((Trigger::Nominee, "Kil var det.".to_owned()))
        );
        assert_eq!(part("Ale blev inte nominerat i år, men glatt."), None);
        assert_eq!(part("Ale blev nominerat, men Kil var det inte."), None);
    }

    #[test]
    fn a_list_of_winners_needs_no_verb() {
        assert_eq!(of_list("Tidigare vinnare"), Some(Trigger::Winner));
        assert_eq!(of_list("De nominerade är:"), Some(Trigger::Nominee));
        assert_eq!(of_list("Nu är åtta kvar:"), Some(Trigger::Shortlisted));
        assert_eq!(of_list("Program"), None);
    }

    #[test]
    fn a_sentence_may_go_on_with_the_others() {
        for sentence in [
            "De två andra är Ale och Kil.",
            "Övriga är Ale och Kil.",
            "Utöver oss har Ale tagit sig dit.",
            "Även Ale har tagit sig hela vägen.",
        ] {
            assert!(tells_of_the_others(sentence), "{sentence}");
        }
        for sentence in ["Även Ale följer arbetet.", "Ale är en annan kommun."] {
            assert!(!tells_of_the_others(sentence), "{sentence}");
        }
    }
}
