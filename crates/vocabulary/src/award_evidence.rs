//! What records state of the award, edition by edition, set against the reviewed editions.

use std::collections::{BTreeMap, BTreeSet};

use records::{MunicipalityCode, OutcomeKind, Record, RecordId, Source, Span, Text, Year};

use crate::{AwardEdition, Vocabulary};

/// How a claim stands to what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The reviewed edition says so, too.
    Agrees,
    /// The reviewed edition does not tell, and no other record contradicts it.
    Unreviewed,
    /// The reviewed edition says otherwise; or it does not tell the winner, and other records name
    /// another one.
    Conflicts,
}

impl Standing {
    /// The word for it in every answer.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Unreviewed => "unreviewed",
            Self::Conflicts => "conflicts",
        }
    }
}

/// A record that makes a claim, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedBy {
    /// The record.
    pub record: RecordId,
    /// Its title.
    pub title: Text,
    /// Where it came from.
    pub source: Source,
    /// Where else the same text was published. That is the same witness once more.
    pub copies: Vec<Source>,
    /// The source's own words for the outcome.
    pub wording: Option<Text>,
    /// Where they stand in its normalised text.
    pub span: Option<Span>,
}

/// That a municipality had an outcome in an edition, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The municipality.
    pub code: MunicipalityCode,
    /// Its outcome.
    pub outcome: OutcomeKind,
    /// How the claim stands to what is known.
    pub standing: Standing,
    /// Who makes it, by id; at least one.
    pub stated_by: Vec<StatedBy>,
}

/// What is claimed of one edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionEvidence {
    /// The award's name, as the first record has it.
    pub award: Text,
    /// The claims: winners first, and by code.
    pub claims: Vec<Claim>,
}

/// What is claimed of all editions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AwardEvidence(BTreeMap<Year, EditionEvidence>);

/// What the claims of an edition are gathered in: the furthest outcome first.
type Gathered = BTreeMap<(std::cmp::Reverse<OutcomeKind>, MunicipalityCode), Vec<StatedBy>>;

impl AwardEvidence {
    /// Gathers what records state of the award whose editions are known. What they state of other
    /// awards is left out.
    pub fn gather<'a>(
        records: impl IntoIterator<Item = &'a Record>,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut editions: BTreeMap<Year, (Text, Gathered)> = BTreeMap::new();
        for record in records {
            for outcome in &record.outcomes {
                if !vocabulary.award_names.names_ours(&outcome.award) {
                    continue;
                }
                let (_, claims) = editions
                    .entry(outcome.edition)
                    .or_insert_with(|| (outcome.award.clone(), Gathered::new()));
                let key = (std::cmp::Reverse(outcome.outcome), outcome.code);
                let stated_by = claims.entry(key).or_default();
                if stated_by.iter().all(|other| other.record != record.id) {
                    stated_by.push(StatedBy {
                        record: record.id.clone(),
                        title: record.title.clone(),
                        source: record.source.clone(),
                        copies: (record.also_published.iter())
                            .map(|copy| copy.source.clone())
                            .collect(),
                        wording: outcome.wording.clone(),
                        span: outcome.span,
                    });
                }
            }
        }
        Self(
            editions
                .into_iter()
                .map(|(year, (award, claims))| {
                    let claims = set_against(vocabulary.editions.edition(year), claims);
                    (year, EditionEvidence { award, claims })
                })
                .collect(),
        )
    }

    /// The editions of which anything is claimed.
    pub fn editions(&self) -> impl Iterator<Item = (Year, &EditionEvidence)> {
        self.0.iter().map(|(year, edition)| (*year, edition))
    }

    /// What is claimed of an edition.
    pub fn edition(&self, year: Year) -> Option<&EditionEvidence> {
        self.0.get(&year)
    }
}

fn set_against(edition: Option<&AwardEdition>, claims: Gathered) -> Vec<Claim> {
    let witnesses = |stated_by: &[StatedBy]| -> BTreeSet<RecordId> {
        stated_by.iter().map(|one| one.record.clone()).collect()
    };
    // A joint winner is named together with the others, by the same record.
    let winners: Vec<BTreeSet<RecordId>> = claims
        .iter()
        .filter(|((outcome, _), _)| outcome.0 == OutcomeKind::Winner)
        .map(|(_, stated_by)| witnesses(stated_by))
        .collect();
    claims
        .into_iter()
        .map(|((outcome, code), mut stated_by)| {
            let outcome = outcome.0;
            stated_by.sort_by(|a, b| a.record.cmp(&b.record));
            let is_contradicted = || {
                let own = witnesses(&stated_by);
                outcome == OutcomeKind::Winner
                    && winners.iter().any(|others| others.is_disjoint(&own))
            };
            let standing = match edition {
                Some(edition) if edition.agrees(code, outcome) => Standing::Agrees,
                Some(edition) if edition.is_settled(outcome) => Standing::Conflicts,
                _ if is_contradicted() => Standing::Conflicts,
                _ => Standing::Unreviewed,
            };
            Claim {
                code,
                outcome,
                standing,
                stated_by,
            }
        })
        .collect()
}

/// A nomination that came so far in an edition, with who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nomination<'a> {
    /// The municipalities of the nomination, together.
    pub codes: Vec<MunicipalityCode>,
    /// Whether the reviewed edition says so; else records alone do.
    pub is_reviewed: bool,
    /// The records that say so; none where the reviewed edition alone does.
    pub stated_by: Vec<&'a StatedBy>,
}

/// Who had an outcome in an edition: those of the reviewed edition, each with the records that say
/// the same, and then those whom records alone name without being contradicted.
pub fn nominations<'a>(
    edition: Option<&AwardEdition>,
    evidence: Option<&'a EditionEvidence>,
    outcome: OutcomeKind,
) -> Vec<Nomination<'a>> {
    let claims: Vec<&Claim> = evidence
        .iter()
        .flat_map(|evidence| &evidence.claims)
        .filter(|claim| claim.outcome == outcome && claim.standing != Standing::Conflicts)
        .collect();
    let reviewed = edition.map_or_else(Vec::new, |edition| edition.nominations(outcome));
    let mut all: Vec<Nomination<'a>> = reviewed
        .into_iter()
        .map(|codes| {
            let mut stated_by: Vec<&StatedBy> = claims
                .iter()
                .filter(|claim| codes.contains(&claim.code))
                .flat_map(|claim| &claim.stated_by)
                .collect();
            stated_by.sort_by(|a, b| a.record.cmp(&b.record));
            // A record that names all of a joint nomination is one witness.
            stated_by.dedup_by(|a, b| a.record == b.record);
            Nomination {
                codes: codes.clone(),
                is_reviewed: true,
                stated_by,
            }
        })
        .collect();
    for claim in claims {
        if all.iter().any(|known| known.codes.contains(&claim.code)) {
            continue;
        }
        let stated_by: Vec<&StatedBy> = claim.stated_by.iter().collect();
        match all.last_mut() {
            // Nobody contradicts a winner: those who are left won together.
            Some(joint) if outcome == OutcomeKind::Winner && !joint.is_reviewed => {
                joint.codes.push(claim.code);
            }
            _ => all.push(Nomination {
                codes: vec![claim.code],
                is_reviewed: claim.standing == Standing::Agrees,
                stated_by,
            }),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use records::Rights;

    use super::*;

    /// A record that states outcomes of an edition, as `name:outcome`.
    fn record(id: &str, year: &str, outcomes: &[&str]) -> Record {
        let vocabulary = Vocabulary::embedded();
        let outcomes: Vec<serde_json::Value> = outcomes
            .iter()
            .map(|stated| {
                let (name, outcome) = stated.split_once(':').unwrap();
                let code = vocabulary.register.by_name(name).unwrap().code;
                serde_json::json!({
                    "edition": year.parse::<u16>().unwrap(), "award": "Sveriges IT-kommun",
                    "code": code, "outcome": outcome,
                })
            })
            .collect();
        serde_json::from_value(serde_json::json!({
            "id": id, "kind": "article", "title": "Priset", "status": "unknown", "partners": [],
            "same_initiative": [], "municipalities": [], "counties": [], "outcomes": outcomes,
            "themes": [], "language": "sv", "voice": "press", "quotes": [],
            "source": {"id": id, "path": id, "media_type": "text/plain",
                "sha256": "0".repeat(64), "rights": Rights::Full},
            "also_published": [], "completeness": 0,
        }))
        .unwrap()
    }

    fn view(year: &str, records: &[Record]) -> Vec<String> {
        let vocabulary = Vocabulary::embedded();
        let evidence = AwardEvidence::gather(records, vocabulary);
        let year: Year = year.parse().unwrap();
        let name =
            |code: &MunicipalityCode| vocabulary.register.by_code(*code).unwrap().name.clone();
        let by = |stated_by: &[&StatedBy]| -> Vec<String> {
            stated_by.iter().map(|one| one.record.to_string()).collect()
        };
        let mut lines = Vec::new();
        for outcome in OutcomeKind::ALL.iter().rev() {
            for one in nominations(
                vocabulary.editions.edition(year),
                evidence.edition(year),
                *outcome,
            ) {
                let names: Vec<String> = one.codes.iter().map(name).collect();
                let sign = if one.is_reviewed { "" } else { "?" };
                if !one.stated_by.is_empty() || !one.is_reviewed {
                    let by = by(&one.stated_by).join(" ");
                    lines.push(format!("{outcome} {}{sign}: {by}", names.join("+")));
                }
            }
        }
        for claim in evidence.edition(year).iter().flat_map(|one| &one.claims) {
            if claim.standing == Standing::Conflicts {
                let by = by(&claim.stated_by.iter().collect::<Vec<_>>()).join(" ");
                lines.push(format!("not {} {}: {by}", claim.outcome, name(&claim.code)));
            }
        }
        lines
    }

    #[test]
    fn evidence_is_gathered_over_all_records() {
        for (year, records, expected) in [
            (
                "2017",
                vec![
                    record("a", "2017", &["Stockholm:winner", "Uppsala:finalist"]),
                    record("b", "2017", &["Stockholm:winner", "Kil:finalist"]),
                    record("c", "2017", &["Uppsala:winner"]),
                    record("d", "2015", &["Uppsala:winner"]),
                ],
                vec![
                    "winner Stockholm: a b",
                    "finalist Uppsala: a",
                    "not winner Uppsala: c",
                    "not finalist Kil: b",
                ],
            ),
            // A joint nomination; whoever names both is one witness.
            (
                "2023",
                vec![
                    record("a", "2023", &["Mora:finalist", "Orsa:finalist"]),
                    record("b", "2023", &["Älvdalen:finalist"]),
                ],
                vec!["finalist Mora+Orsa+Älvdalen: a b"],
            ),
            // Of 2001 the winner alone is reviewed, and of 2025 nothing.
            (
                "2001",
                vec![record("a", "2001", &["Kil:nominee", "Kalix:nominee"])],
                vec!["nominee Kil?: a", "nominee Kalix: a"],
            ),
            (
                "2025",
                vec![record("a", "2025", &["Kil:winner", "Nacka:winner"])],
                vec!["winner Nacka+Kil?: a"],
            ),
            (
                "2025",
                vec![
                    record("a", "2025", &["Kil:winner"]),
                    record("b", "2025", &["Nacka:winner"]),
                ],
                vec!["not winner Nacka: b", "not winner Kil: a"],
            ),
        ] {
            assert_eq!(view(year, &records), expected, "{year}");
        }
    }

    #[test]
    fn other_awards_are_left_out() {
        let mut other = record("a", "2017", &["Uppsala:winner"]);
        other.outcomes[0].award = "Sveriges miljökommun".parse().unwrap();
        assert_eq!(view("2017", &[other]), [""; 0]);
    }
}
