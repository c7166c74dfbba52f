//! The award outcomes that a curated example states.

use records::{Outcome, OutcomeKind, Severity, Text, Year};
use vocabulary::AwardEdition;

use super::fields::Fields;
use super::{Reader, municipality, wrong_type};
use crate::front_matter::{Node, Value};
use crate::rule;

const FIELDS: &[&str] = &["edition", "municipality", "outcome", "award"];

impl Reader<'_> {
    pub(super) fn outcomes(&mut self) -> Vec<Outcome> {
        let Some(node) = self.fields.node("outcomes").cloned() else {
            return Vec::new();
        };
        let Value::List(entries) = node.value else {
            let message = wrong_type(&node, "a list of {edition, municipality, outcome}");
            self.error(&node, "outcomes", rule::WRONG_TYPE, message);
            return Vec::new();
        };
        entries
            .into_iter()
            .filter_map(|entry| self.outcome(entry))
            .collect()
    }

    fn outcome(&mut self, entry: Node) -> Option<Outcome> {
        let at = Node {
            line: entry.line,
            value: Value::Null,
        };
        let fields = Fields::new(entry, "outcomes.", FIELDS, self.findings)?;
        let former = std::mem::replace(&mut self.fields, fields);
        let edition = self.required_word::<Year>("edition");
        let name = self.required_text("municipality");
        let outcome = self.required_word::<OutcomeKind>("outcome");
        let award = self.text("award");
        let name_at = self.fields.node("municipality").cloned();
        self.fields = former;

        let code = match (name, name_at) {
            (Some(name), Some(name_at)) => match municipality(self.vocabulary, &name) {
                Ok(code) => Some(code),
                Err((rule, message)) => {
                    self.error(&name_at, "outcomes.municipality", rule, message);
                    None
                }
            },
            _ => None,
        };
        let edition = edition.filter(|year| self.past(*year, &at, "outcomes.edition"))?;
        let known = self.vocabulary.editions.edition(edition);
        let award = self.award(&at, edition, known, award);
        let (code, outcome) = (code?, outcome?);
        if let Some(known) = known.filter(|known| !known.agrees(code, outcome)) {
            let message = format!(
                "the award's edition of {edition} is not known to have this municipality as \
                 {outcome}; the outcome is kept as the example's source has it"
            );
            if known.is_settled(outcome) {
                self.tell(
                    Severity::Warning,
                    &at,
                    "outcomes",
                    rule::OUTCOME_CONFLICT,
                    message,
                );
            }
        }
        Some(Outcome {
            edition,
            award: award?,
            code,
            outcome,
            wording: None,
            span: None,
        })
    }

    /// The award's name: as it is written, or as it was in that edition.
    fn award(
        &mut self,
        at: &Node,
        edition: Year,
        known: Option<&AwardEdition>,
        written: Option<Text>,
    ) -> Option<Text> {
        let award = written.or_else(|| known.map(|known| known.award.clone()));
        if award.is_none() {
            let years: Vec<String> = self
                .vocabulary
                .editions
                .all()
                .iter()
                .map(|edition| edition.year.to_string())
                .collect();
            let message = format!(
                "no edition `{edition}` is known; known: {}; another award needs its name in `award`",
                years.join(", ")
            );
            self.error(at, "outcomes.edition", rule::UNKNOWN_EDITION, message);
        }
        award
    }
}
