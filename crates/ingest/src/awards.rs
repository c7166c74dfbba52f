//! What documents state of the award, gathered over all of them and set against the reviewed
//! editions: agreement is evidence, a conflict is told at each place that makes the claim.

use std::collections::BTreeMap;

use records::{Diagnostic, OutcomeKind, Record, Severity, Year};
use vocabulary::{AwardEdition, AwardEvidence, Claim, Standing, StatedBy, Vocabulary};

use crate::rule;

/// So many of those who say otherwise are named.
const NAMED: usize = 3;

/// Tells which stated outcomes the reviewed editions bear out, and which they or other documents
/// contradict. The outcomes themselves stay as they are stated.
///
/// An editor's example is evidence as a document is; a conflict of its own is told by its reader, at
/// the line.
pub(crate) fn compare(records: &[Record], vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let evidence = AwardEvidence::gather(records, vocabulary);
    let mut diagnostics = Vec::new();
    for (year, edition) in evidence.editions() {
        let mut agreeing: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in &edition.claims {
            let documents = claim.stated_by.iter().filter(|one| one.span.is_some());
            match claim.standing {
                Standing::Unreviewed => {}
                Standing::Agrees => {
                    for one in documents {
                        *agreeing.entry(&one.source.path).or_default() += 1;
                    }
                }
                Standing::Conflicts => {
                    let message = conflict(year, claim, &edition.claims, vocabulary);
                    diagnostics.extend(documents.map(|one| {
                        let told = Diagnostic::new(
                            Severity::Warning,
                            one.source.path.as_str(),
                            rule::OUTCOME_CONFLICT,
                            message.as_str(),
                        );
                        match one.span {
                            Some(span) => told.at(span),
                            None => told,
                        }
                    }));
                }
            }
        }
        diagnostics.extend(agreeing.into_iter().map(|(path, count)| {
            let message = format!("edition {year}: {count} stated outcomes are as reviewed");
            Diagnostic::new(Severity::Info, path, rule::OUTCOME_AGREES, message)
        }));
    }
    diagnostics
}

/// What is stated, what is reviewed, and who else says otherwise.
fn conflict(year: Year, claim: &Claim, claims: &[Claim], vocabulary: &Vocabulary) -> String {
    let reviewed = match vocabulary.editions.edition(year) {
        Some(edition) if edition.is_settled(claim.outcome) => reviewed(edition, claim, vocabulary),
        _ => "nothing of the winner".to_owned(),
    };
    let stated = format!(
        "edition {year}: {} is stated to be {}; reviewed: {reviewed}",
        name(claim, vocabulary),
        claim.outcome,
    );
    let otherwise: Vec<String> = claims
        .iter()
        .filter(|other| {
            *other != claim
                && if claim.outcome == OutcomeKind::Winner {
                    other.outcome == OutcomeKind::Winner
                } else {
                    other.code == claim.code && other.standing == Standing::Agrees
                }
        })
        .flat_map(|other| other.stated_by.iter().map(move |one| (other, one)))
        .filter(|(_, one)| claim.stated_by.iter().all(|own| own.record != one.record))
        .map(|(other, one)| {
            let (name, place) = (name(other, vocabulary), place(one));
            format!("{place} has {name} as {}", other.outcome)
        })
        .collect();
    let more = otherwise.len().saturating_sub(NAMED);
    std::iter::once(stated)
        .chain(otherwise.into_iter().take(NAMED))
        .chain((more > 0).then(|| format!("and {more} more")))
        .collect::<Vec<_>>()
        .join("; ")
}

/// A file, and the bytes of its normalised text where it says so.
fn place(one: &StatedBy) -> String {
    let path = &one.source.path;
    one.span.map_or_else(
        || format!("`{path}`"),
        |span| format!("`{path}` ({}..{})", span.start(), span.end()),
    )
}

fn name<'a>(claim: &Claim, vocabulary: &'a Vocabulary) -> &'a str {
    vocabulary
        .register
        .by_code(claim.code)
        .map_or("", |municipality| municipality.name.as_str())
}

/// What the reviewed edition says instead.
fn reviewed(edition: &AwardEdition, claim: &Claim, vocabulary: &Vocabulary) -> String {
    let own = match edition.outcome_of(claim.code) {
        Some(known) => format!("it was {known}"),
        None => "it did not take part".to_owned(),
    };
    if claim.outcome != OutcomeKind::Winner {
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
    use std::path::Path;

    use super::*;
    use crate::{Options, parse_bytes};

    /// What is told of some documents together, as `path: message`.
    fn told(documents: &[(&str, &str)]) -> Vec<String> {
        let vocabulary = Vocabulary::embedded();
        let options = Options::new(jiff::civil::date(2030, 1, 1));
        let records: Vec<Record> = documents
            .iter()
            .flat_map(|(path, text)| {
                parse_bytes(Path::new(path), text.as_bytes(), None, vocabulary, &options).records
            })
            .collect();
        let mut told: Vec<String> = compare(&records, vocabulary)
            .into_iter()
            .map(|diagnostic| format!("{}: {}", diagnostic.path, diagnostic.message))
            .collect();
        told.sort();
        told
    }

    fn winner(name: &str, year: &str) -> String {
        format!("Priset\n\n{name} vann Sveriges digitaliseringskommun {year}.")
    }

    #[test]
    fn agreement_is_told_of_each_document() {
        assert_eq!(
            told(&[
                ("a.txt", &winner("Stockholm", "2017")),
                ("b.txt", &winner("Stockholm", "2017"))
            ]),
            [
                "a.txt: edition 2017: 1 stated outcomes are as reviewed",
                "b.txt: edition 2017: 1 stated outcomes are as reviewed"
            ]
        );
    }

    #[test]
    fn a_conflict_names_what_is_reviewed_and_who_says_otherwise() {
        assert_eq!(
            told(&[
                ("a.txt", &winner("Uppsala", "2017")),
                ("b.txt", &winner("Stockholm", "2017")),
            ]),
            [
                "a.txt: edition 2017: Uppsala is stated to be winner; reviewed: it was finalist, \
                 and the winner was Stockholm; `b.txt` (8..59) has Stockholm as winner",
                "b.txt: edition 2017: 1 stated outcomes are as reviewed",
            ]
        );
        assert_eq!(
            told(&[(
                "a.txt",
                "Priset\n\nTierp är finalist i Sveriges digitaliseringskommun 2017."
            )]),
            ["a.txt: edition 2017: Tierp is stated to be finalist; reviewed: it did not take part"]
        );
    }

    #[test]
    fn where_nothing_is_reviewed_documents_are_set_against_each_other() {
        assert_eq!(
            told(&[
                ("a.txt", &winner("Lomma", "2025")),
                ("b.txt", &winner("Nacka", "2025")),
            ]),
            [
                "a.txt: edition 2025: Lomma is stated to be winner; reviewed: nothing of the winner; \
                 `b.txt` (8..55) has Nacka as winner",
                "b.txt: edition 2025: Nacka is stated to be winner; reviewed: nothing of the winner; \
                 `a.txt` (8..55) has Lomma as winner",
            ]
        );
        // Two that won together are named together.
        let joint = winner("Lomma och Nacka", "2025");
        assert_eq!(
            told(&[("a.txt", &joint), ("b.txt", &winner("Lomma", "2025"))]),
            [""; 0]
        );
        // Nothing is known of who was nominated in 2001.
        assert_eq!(
            told(&[(
                "a.txt",
                "Priset\n\nTierp är nominerad till Sveriges IT-kommun 2001."
            )]),
            [""; 0]
        );
    }

    #[test]
    fn another_award_says_nothing_of_this_one() {
        assert_eq!(
            told(&[("a.txt", "Priset\n\nTierp vann Sveriges miljökommun 2017.")]),
            [""; 0]
        );
    }
}
