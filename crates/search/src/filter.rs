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

impl Test {
    fn holds(&self, values: &[u64]) -> bool {
        match *self {
            Self::Is(number) => values.contains(&number),
            Self::Between(first, last) => values.iter().any(|value| (first..=last).contains(value)),
            Self::Unknown => values.is_empty(),
        }
    }
}

/// Whether a record with these values passes the conditions on one facet: any of those that must
/// hold, and none of those that must not.
pub(crate) fn passes(conditions: &[Condition], values: &[u64]) -> bool {
    let mut wanted = false;
    let mut found = false;
    for condition in conditions {
        let holds = condition.test.holds(values);
        if condition.negated && holds {
            return false;
        }
        wanted |= !condition.negated;
        found |= !condition.negated && holds;
    }
    found || !wanted
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
            assert_eq!(
                passes(&conditions, values),
                expected,
                "{conditions:?} {values:?}"
            );
        }
    }
}
