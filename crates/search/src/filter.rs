//! What may be found. Filters never score.

use std::collections::BTreeMap;

use vocabulary::Vocabulary;

use crate::{Facet, FacetError, FacetValue, PeersOf};

/// Filters by facet: the same facet repeated widens, different facets narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    conditions: BTreeMap<Facet, Vec<Condition>>,
    peers_of: Vec<PeersOf>,
}

impl Filters {
    /// Adds a condition on a facet; one that is there already is not added twice.
    pub fn add(&mut self, facet: Facet, condition: Condition) {
        let conditions = self.conditions.entry(facet).or_default();
        if !conditions.contains(&condition) {
            conditions.push(condition);
        }
    }

    /// Every facet that is filtered on, with its conditions.
    pub fn iter(&self) -> impl Iterator<Item = (Facet, &[Condition])> {
        self.conditions
            .iter()
            .map(|(facet, conditions)| (*facet, conditions.as_slice()))
    }

    /// The conditions on a facet.
    pub fn on(&self, facet: Facet) -> &[Condition] {
        self.conditions.get(&facet).map_or(&[], Vec::as_slice)
    }

    /// Adds a filter on the peers of a municipality; one that is there already is not added twice.
    ///
    /// It is a filter of its own and that of no facet: it narrows whatever is filtered on
    /// municipalities, and no facet is counted with it lifted.
    pub fn add_peers_of(&mut self, filter: PeersOf) {
        if !self.peers_of.contains(&filter) {
            self.peers_of.push(filter);
        }
    }

    /// The municipalities on whose peers is filtered: repeated ones widen, negated ones narrow.
    pub fn peers_of(&self) -> &[PeersOf] {
        &self.peers_of
    }

    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty() && self.peers_of.is_empty()
    }
}

/// One condition on a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What is looked for.
    pub test: Test,
    /// Whether it must not be there.
    pub negated: bool,
}

/// What a condition looks for among a record's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// This value.
    Is(u64),
    /// A value from the first to the last, both included.
    Between(u64, u64),
    /// No value at all.
    Unknown,
}

/// The error of a filter that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// The facet has no such value.
    #[error(transparent)]
    Value(#[from] FacetError),
    /// Only years can be cut by a range.
    #[error("{0} takes no range")]
    NoRange(Facet),
    /// The range ends before it starts.
    #[error("range `{0}` ends before it starts")]
    Reversed(String),
}

impl Condition {
    /// Reads a condition as a person writes it: `1384`, `!1384`, `unknown`, and for years also
    /// `2013..2019`, `2013..` and `..2019`.
    ///
    /// # Errors
    /// [`ConditionError::Value`] when the facet has no such value, [`ConditionError::NoRange`]
    /// when it has no order, [`ConditionError::Reversed`] when a range ends before it starts.
    pub fn parse(
        facet: Facet,
        text: &str,
        vocabulary: &Vocabulary,
    ) -> Result<Self, ConditionError> {
        let (negated, value) = match text.strip_prefix('!') {
            Some(value) => (true, value),
            None => (false, text),
        };
        let test = if value == FacetValue::UNKNOWN {
            Test::Unknown
        } else if let Some((first, last)) = value.split_once("..") {
            if !facet.has_order() {
                return Err(ConditionError::NoRange(facet));
            }
            let end = |text: &str, open: u64| match text {
                "" => Ok(open),
                _ => facet.number(text, vocabulary),
            };
            let (first, last) = (end(first, 0)?, end(last, u64::MAX)?);
            if last < first {
                return Err(ConditionError::Reversed(value.to_owned()));
            }
            Test::Between(first, last)
        } else {
            Test::Is(facet.number(value, vocabulary)?)
        };
        Ok(Self { test, negated })
    }

    /// The condition as [`Condition::parse`] reads it.
    pub fn to_text(&self, facet: Facet, vocabulary: &Vocabulary) -> String {
        let value = match self.test {
            Test::Is(number) => facet.value(number, vocabulary),
            Test::Between(first, last) => {
                let end = |number: u64, open: u64| match number {
                    _ if number == open => String::new(),
                    _ => facet.value(number, vocabulary),
                };
                format!("{}..{}", end(first, 0), end(last, u64::MAX))
            }
            Test::Unknown => FacetValue::UNKNOWN.to_owned(),
        };
        format!("{}{value}", if self.negated { "!" } else { "" })
    }
}

/// The conditions on one facet, ready to be tested on many records: what each value says is looked
/// up, however many conditions there are.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    /// The smallest value that a record may have, which the first verdict stands for.
    first: u64,
    values: Vec<Verdict>,
    /// What having no value says.
    unknown: Verdict,
    /// Whether one of the conditions must hold.
    wants: bool,
}

/// What a value says of the record that has it.
#[derive(Debug, Clone, Copy, Default)]
struct Verdict {
    wanted: bool,
    refused: bool,
}

impl Verdict {
    fn add(&mut self, condition: &Condition) {
        self.wanted |= !condition.negated;
        self.refused |= condition.negated;
    }
}

impl Gate {
    /// The gate for records whose values are from the first to the last.
    pub(crate) fn new(conditions: &[Condition], first: u64, last: u64) -> Self {
        let len = match last.checked_sub(first) {
            Some(span) => usize::try_from(span).map_or(0, |span| span + 1),
            None => 0,
        };
        let mut gate = Self {
            first,
            values: vec![Verdict::default(); len],
            unknown: Verdict::default(),
            wants: conditions.iter().any(|condition| !condition.negated),
        };
        for condition in conditions {
            let (from, to) = match condition.test {
                Test::Unknown => {
                    gate.unknown.add(condition);
                    continue;
                }
                Test::Is(number) => (number, number),
                Test::Between(from, to) => (from, to),
            };
            if from > last || to < first {
                continue;
            }
            let place = |value: u64| usize::try_from(value - first).unwrap_or(usize::MAX);
            let (from, to) = (place(from.max(first)), place(to.min(last)));
            for verdict in gate.values.get_mut(from..=to).into_iter().flatten() {
                verdict.add(condition);
            }
        }
        gate
    }

    /// Whether a record with these values passes: any of the conditions that must hold, and none
    /// of those that must not.
    pub(crate) fn passes(&self, values: &[u64]) -> bool {
        let mut all = if values.is_empty() {
            self.unknown
        } else {
            Verdict::default()
        };
        for value in values {
            let place = usize::try_from(value.wrapping_sub(self.first)).unwrap_or(usize::MAX);
            let verdict = self.values.get(place).copied().unwrap_or_default();
            all.wanted |= verdict.wanted;
            all.refused |= verdict.refused;
        }
        !all.refused && (all.wanted || !self.wants)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_read_back_as_written() {
        let vocabulary = Vocabulary::embedded();
        for (facet, text) in [
            (Facet::Municipality, "1384"),
            (Facet::Municipality, "!0114"),
            (Facet::Theme, "open-data"),
            (Facet::Theme, "unknown"),
            (Facet::Year, "2013"),
            (Facet::Year, "2013..2019"),
            (Facet::Year, "2013.."),
            (Facet::Year, "!..2019"),
            (Facet::Year, ".."),
        ] {
            let condition = Condition::parse(facet, text, vocabulary).unwrap();
            assert_eq!(condition.to_text(facet, vocabulary), text);
        }
    }

    #[test]
    fn what_is_no_condition_is_refused_by_name() {
        let vocabulary = Vocabulary::embedded();
        for (facet, text, message) in [
            (
                Facet::Year,
                "abc",
                "unknown year `abc`; accepted: four digits, 1950 to 2099",
            ),
            (
                Facet::Year,
                "2019..2013",
                "range `2019..2013` ends before it starts",
            ),
            (Facet::Kind, "a..b", "kind takes no range"),
            (
                Facet::Kind,
                "",
                "unknown kind ``; accepted: initiative, statement, article",
            ),
        ] {
            let error = Condition::parse(facet, text, vocabulary).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }

    #[test]
    fn ranges_and_values_beyond_those_there_are_are_cut() {
        let between = |from, to| Condition {
            test: Test::Between(from, to),
            negated: false,
        };
        for (condition, values, expected) in [
            (between(0, u64::MAX), &[2010][..], true),
            (between(0, 2009), &[2010], false),
            (between(0, 2010), &[2010], true),
            (between(2015, u64::MAX), &[2020], true),
            (between(2021, u64::MAX), &[2020], false),
            (between(0, 5), &[], false),
        ] {
            let gate = Gate::new(std::slice::from_ref(&condition), 2010, 2020);
            assert_eq!(gate.passes(values), expected, "{condition:?} {values:?}");
        }
        // A column without values has its least value above its greatest.
        assert!(!Gate::new(&[between(0, 9)], u64::MAX, 0).passes(&[]));
    }

    #[test]
    fn repeated_conditions_widen_and_negated_ones_narrow() {
        let is = |number| Condition {
            test: Test::Is(number),
            negated: false,
        };
        let not = |number| Condition {
            test: Test::Is(number),
            negated: true,
        };
        let unknown = Condition {
            test: Test::Unknown,
            negated: false,
        };
        for (conditions, values, expected) in [
            (vec![], &[][..], true),
            (vec![is(1)], &[1, 2], true),
            (vec![is(1)], &[2], false),
            (vec![is(1)], &[], false),
            (vec![is(1), is(2)], &[2], true),
            (vec![not(1)], &[2], true),
            (vec![not(1)], &[], true),
            (vec![not(1)], &[1, 2], false),
            (vec![is(2), not(1)], &[1, 2], false),
            (vec![is(2), not(1)], &[2], true),
            (vec![unknown.clone()], &[], true),
            (vec![unknown.clone()], &[1], false),
            (vec![unknown, is(1)], &[1], true),
        ] {
            let gate = Gate::new(&conditions, 1, 2);
            assert_eq!(gate.passes(values), expected, "{conditions:?} {values:?}");
        }
    }
}
