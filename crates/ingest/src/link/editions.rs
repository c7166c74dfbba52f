//! What a document states of the award, set against the reviewed editions.

use std::collections::BTreeMap;

use records::{Outcome, OutcomeKind, Severity, Year};
use vocabulary::{AwardEdition, Vocabulary};

use crate::findings::Findings;
use crate::rule;

/// Tells which stated outcomes the reviewed editions bear out, and which they contradict. Where an
/// edition's list is not known, a stated outcome is neither.
///
/// The outcomes themselves are kept as the document states them.
pub(crate) fn compare(outcomes: &[Outcome], vocabulary: &Vocabulary, findings: &mut Findings) {
    let mut agreeing: BTreeMap<Year, usize> = BTreeMap::new();
    for outcome in outcomes {
        let Some(edition) = vocabulary.editions.edition(outcome.edition) else {
            continue;
        };
        if edition.agrees(outcome.code, outcome.outcome) {
            *agreeing.entry(outcome.edition).or_default() += 1;
        } else if edition.is_settled(outcome.outcome) {
            let mut fault = findings.make(
                Severity::Warning,
                rule::OUTCOME_CONFLICT,
                format!(
                    "edition {}: {} is stated to be {}; reviewed: {}",
                    outcome.edition,
                    name(outcome, vocabulary),
                    outcome.outcome,
                    reviewed(edition, outcome, vocabulary)
                ),
            );
            if let Some(span) = outcome.span {
                fault = fault.at(span);
            }
            findings.add(fault);
        }
    }
    for (edition, count) in agreeing {
        let message = format!("edition {edition}: {count} stated outcomes are as reviewed");
        findings.info(rule::OUTCOME_AGREES, message);
    }
}

fn name<'a>(outcome: &Outcome, vocabulary: &'a Vocabulary) -> &'a str {
    vocabulary
        .register
        .by_code(outcome.code)
        .map_or("", |municipality| municipality.name.as_str())
}

/// What the reviewed edition says instead.
fn reviewed(edition: &AwardEdition, outcome: &Outcome, vocabulary: &Vocabulary) -> String {
    let own = match edition.outcome_of(outcome.code) {
        Some(known) => format!("it was {known}"),
        None => "it did not take part".to_owned(),
    };
    if outcome.outcome != OutcomeKind::Winner {
        return own;
    }
    let winners: Vec<&str> = edition
        .winner
        .iter()
        .flatten()
        .filter_map(|code| vocabulary.register.by_code(*code))
        .map(|municipality| municipality.name.as_str())
        .collect();
    format!("{own}, and the winner was {}", winners.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(edition: &str, name: &str, outcome: OutcomeKind) -> Vec<String> {
        let vocabulary = Vocabulary::embedded();
        let mut findings = Findings::new("a.txt");
        let outcome = Outcome {
            edition: edition.parse().unwrap(),
            award: "Sveriges IT-kommun".parse().unwrap(),
            code: vocabulary.register.by_name(name).unwrap().code,
            outcome,
            wording: None,
            span: None,
        };
        compare(&[outcome], vocabulary, &mut findings);
        findings
            .into_list()
            .into_iter()
            .map(|diagnostic| diagnostic.message)
            .collect()
    }

    #[test]
    fn agreement_and_conflict_are_told_and_name_both() {
        assert_eq!(
            told("2017", "Stockholm", OutcomeKind::Winner),
            ["edition 2017: 1 stated outcomes are as reviewed"]
        );
        assert_eq!(
            told("2017", "Uppsala", OutcomeKind::Winner),
            [
                "edition 2017: Uppsala is stated to be winner; reviewed: it was finalist, and the winner was Stockholm"
            ]
        );
        assert_eq!(
            told("2017", "Kil", OutcomeKind::Finalist),
            ["edition 2017: Kil is stated to be finalist; reviewed: it did not take part"]
        );
        // Nothing is known of who was nominated in 2001, and nothing at all of 2025.
        assert_eq!(told("2001", "Kil", OutcomeKind::Nominee), [""; 0]);
        assert_eq!(told("2025", "Kil", OutcomeKind::Winner), [""; 0]);
    }
}
