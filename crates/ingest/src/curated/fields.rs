//! The fields of a mapping in front matter.

use records::{Severity, Text};

use super::{dead, unknown_field, wrong_type};
use crate::findings::Findings;
use crate::front_matter::{Node, Value};
use crate::rule;

/// The known fields of one mapping, each once.
#[derive(Debug)]
pub(super) struct Fields {
    /// The name of the field that holds the mapping with a full stop, or nothing at the top.
    prefix: String,
    /// The line on which the mapping begins.
    line: u32,
    known: Vec<(String, Node)>,
}

impl Fields {
    /// Takes the fields of a mapping, telling those that are unknown, repeated or empty.
    ///
    /// `None` when the node is no mapping.
    pub(super) fn new(
        node: Node,
        prefix: &str,
        accepted: &[&str],
        findings: &mut Findings,
    ) -> Option<Self> {
        let first_line = node.line;
        let mut tell = |line: u32, field: &str, rule: &str, message: String| {
            let fault = findings
                .make(Severity::Error, rule, message)
                .at_line(line)
                .about(&format!("{prefix}{field}"));
            findings.add(fault);
        };
        let Value::Mapping(pairs) = node.value else {
            let field = prefix.trim_end_matches('.');
            let message = wrong_type(&node, "a group of fields");
            let fault = findings
                .make(Severity::Error, rule::WRONG_TYPE, message)
                .at_line(node.line);
            findings.add(if field.is_empty() {
                fault
            } else {
                fault.about(field)
            });
            return None;
        };
        let mut known: Vec<(String, Node)> = Vec::new();
        for (key, value) in pairs {
            let Value::Scalar(name) = &key.value else {
                tell(
                    key.line,
                    "",
                    rule::WRONG_TYPE,
                    wrong_type(&key, "the name of a field"),
                );
                continue;
            };
            if !accepted.contains(&name.as_str()) {
                tell(
                    key.line,
                    name,
                    rule::UNKNOWN_FIELD,
                    unknown_field(name, accepted),
                );
            } else if let Some((_, former)) = known.iter().find(|(former, _)| former == name) {
                let message = format!("the field is on line {} already", former.line);
                tell(key.line, name, rule::DUPLICATE_FIELD, message);
            } else {
                if is_dead(&value.value) {
                    tell(key.line, name, rule::DEAD_FIELD, dead().to_owned());
                }
                let line = key.line;
                // A list's own line is its first item's; a reader looks for the field.
                known.push((name.clone(), Node { line, ..value }));
            }
        }
        Some(Self {
            prefix: prefix.to_owned(),
            line: first_line,
            known,
        })
    }

    /// A field's name with that of the field that holds it.
    pub(super) fn full_name(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }

    /// Tells that a field is not there.
    pub(super) fn require(&self, field: &str, findings: &mut Findings) {
        if !self.has(field) {
            let name = self.full_name(field);
            let message = format!("the field `{name}` is missing");
            let missing = findings
                .make(Severity::Error, rule::MISSING_FIELD, message)
                .at_line(self.line)
                .about(&name);
            findings.add(missing);
        }
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.known.iter().any(|(name, _)| name == field)
    }

    /// A field's value, unless it is empty, which has been told.
    pub(super) fn node(&self, field: &str) -> Option<&Node> {
        self.known
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, node)| node)
            .filter(|node| !is_dead(&node.value))
    }

    /// A field of one text.
    pub(super) fn text(&self, field: &str, findings: &mut Findings) -> Option<(Text, Node)> {
        let node = self.node(field)?;
        let text = self.item(node, field, findings)?;
        Some((text, node.clone()))
    }

    /// A field of a list of texts.
    pub(super) fn texts(&self, field: &str, findings: &mut Findings) -> Vec<(Text, Node)> {
        let Some(node) = self.node(field) else {
            return Vec::new();
        };
        let Value::List(items) = &node.value else {
            self.wrong_type(node, field, "a list, as in [a, b],", findings);
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| Some((self.item(item, field, findings)?, item.clone())))
            .collect()
    }

    fn item(&self, node: &Node, field: &str, findings: &mut Findings) -> Option<Text> {
        match &node.value {
            Value::Scalar(text) => {
                let text = Text::from_trimmed(&analysis::normalise(text));
                if text.is_none() {
                    self.tell(node, field, rule::DEAD_FIELD, dead().to_owned(), findings);
                }
                text
            }
            Value::Null => {
                self.tell(node, field, rule::DEAD_FIELD, dead().to_owned(), findings);
                None
            }
            _ => {
                self.wrong_type(node, field, "a single value", findings);
                None
            }
        }
    }

    fn wrong_type(&self, node: &Node, field: &str, expected: &str, findings: &mut Findings) {
        self.tell(
            node,
            field,
            rule::WRONG_TYPE,
            wrong_type(node, expected),
            findings,
        );
    }

    fn tell(&self, node: &Node, field: &str, rule: &str, message: String, findings: &mut Findings) {
        let fault = findings
            .make(Severity::Error, rule, message)
            .at_line(node.line)
            .about(&self.full_name(field));
        findings.add(fault);
    }
}

/// Whether a value is there but says nothing.
fn is_dead(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Scalar(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Mapping(fields) => fields.is_empty(),
    }
}
