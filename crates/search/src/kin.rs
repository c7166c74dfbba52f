//! Words of the same origin: the act and what is done, `arkivering` and `arkivera`.
//!
//! The stemmer leaves the ending of an act at its place, since it cannot tell `övervakning` from
//! `tidning`. Here a word is kin only if somebody writes it: what comes of exchanging the endings
//! must be known.

/// What an act ends in, and what may stand there instead: the verb, and what it is made of.
const OF_ACTS: &[(&str, &[&str])] = &[
    ("ering", &["era", ""]),
    ("ning", &["na", "a"]),
    ("ing", &["a"]),
];

/// What a verb ends in, and what the act may end in.
const OF_VERBS: &[(&str, &[&str])] = &[("era", &["ering", ""]), ("a", &["ning", "ing"])];

/// Shorter beginnings are shared by chance: `var` of `vara` and `varning`.
const MIN_LETTERS: usize = 4;

/// The known words of a word's origin, the nearest first.
pub(crate) fn kin(word: &str, is_known: impl Fn(&str) -> bool) -> Vec<String> {
    let word = word.to_lowercase();
    let rows = OF_ACTS.iter().chain(OF_VERBS);
    let matching = rows.filter_map(|(ending, others)| Some((word.strip_suffix(ending)?, others)));
    let mut found: Vec<String> = Vec::new();
    for (beginning, others) in matching {
        if beginning.chars().count() < MIN_LETTERS {
            continue;
        }
        let all = others.iter().map(|other| format!("{beginning}{other}"));
        for other in all.filter(|other| is_known(other)) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_and_verbs_are_kin_where_both_are_written() {
        let known = [
            "arkiv",
            "e-arkiv",
            "arkivera",
            "övervaka",
            "övervakning",
            "vara",
            "tida",
            "betala",
            "mätning",
            "robot",
        ];
        for (word, expected) in [
            ("arkivering", &["arkivera", "arkiv"][..]),
            ("e-arkivering", &["e-arkiv"]),
            ("Övervakning", &["övervaka"]),
            ("övervaka", &["övervakning"]),
            ("betalning", &["betala"]),
            // Too short to be kin.
            ("varning", &[]),
            ("tidning", &[]),
            ("mäta", &[]),
            // Nobody writes "robota".
            ("roboting", &[]),
        ] {
            assert_eq!(kin(word, |one| known.contains(&one)), expected, "{word}");
        }
    }
}
