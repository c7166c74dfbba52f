//! Words of a query that belong together, joined.

use analysis::Analyzer;

use crate::{Clause, ClauseKind, Correction, Mend, Occur};

/// Joins words that were written apart: `e tjänst`, `trygghets kamera`; and gives those that leave
/// their last part to a later one that part: `för- och grundskola`.
pub(super) fn join(
    clauses: &mut Vec<Clause>,
    analyzer: &Analyzer,
    corrections: &mut Vec<Correction>,
) {
    let mut at = 0;
    while at < clauses.len() {
        if let ClauseKind::Group(within) = &mut clauses[at].kind {
            join(within, analyzer, corrections);
        }
        let word = |at: usize| match clauses.get(at) {
            Some(Clause {
                occur: Occur::May,
                kind: ClauseKind::Word(word),
            }) => Some(word.as_str()),
            _ => None,
        };
        let found = match (word(at), word(at + 1), word(at + 2)) {
            (Some(first), Some(between), Some(last)) if first.ends_with('-') => {
                let typed = format!("{first} {between} {last}");
                let meant = analyzer.suspended(&typed).into_iter().next();
                meant.map(|meant| (first.to_owned(), meant, 1))
            }
            (Some(first), Some(second), _) => {
                joined(first, second, analyzer).map(|used| (format!("{first} {second}"), used, 2))
            }
            _ => None,
        };
        if let Some((typed, used, count)) = found {
            clauses[at].kind = ClauseKind::Word(used.clone());
            clauses.drain(at + 1..at + count);
            corrections.push(Correction {
                typed,
                used,
                mend: Mend::Joined,
            });
        }
        at += 1;
    }
}

/// One word of two, if they are none apart.
fn joined(first: &str, second: &str, analyzer: &Analyzer) -> Option<String> {
    let is_plain = |word: &str| word.chars().all(char::is_alphabetic);
    if !is_plain(first) || !is_plain(second) {
        return None;
    }
    let together = format!("{first}{second}").to_lowercase();
    if first.eq_ignore_ascii_case("e") {
        return analyzer
            .is_compound(&together)
            .then(|| format!("e-{}", second.to_lowercase()));
    }
    let lexicon = analyzer.lexicon();
    let knows = |word: &str| lexicon.knows(&word.to_lowercase());
    (knows(&together) && !(knows(first) && knows(second))).then_some(together)
}

#[cfg(test)]
mod tests {
    use analysis::Lexicon;
    use vocabulary::Vocabulary;

    use super::*;
    use crate::Query;

    #[test]
    fn what_belongs_together_is_joined_and_what_stands_apart_is_not() {
        let text = "Trygghetskamera, kamera, e-tjänst, grundskola och bygglov. Ett lov att bygga.";
        let analyzer = Analyzer::with(Lexicon::of_texts([text]));
        let vocabulary = Vocabulary::embedded();
        for (typed, expected) in [
            ("e tjänst", "e-tjänst"),
            ("E tjänster i Nacka", "e-tjänster i Nacka"),
            ("trygghets kamera natt", "trygghetskamera natt"),
            ("för- och grundskola", "förskola och grundskola"),
            ("(natt trygghets kamera)", "(natt trygghetskamera)"),
            ("kamera e-tjänst", "kamera e-tjänst"),
            ("+trygghets kamera", "+trygghets kamera"),
            ("e xyzzy", "e xyzzy"),
            ("natt kamera", "natt kamera"),
        ] {
            let mut query = Query::parse(typed, vocabulary).unwrap();
            join(&mut query.clauses, &analyzer, &mut Vec::new());
            assert_eq!(query.to_text(vocabulary), expected, "{typed}");
        }
    }
}
