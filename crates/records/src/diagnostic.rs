//! What was wrong or uncertain about a file, told so that a person can mend it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Span;

crate::words! {
    /// How much a diagnostic matters.
    Severity as "severity" {
        /// Something was lost: the file, or a field of it, is not in the result.
        Error = "error",
        /// The result may be wrong, or something expected is missing.
        Warning = "warning",
        /// A choice was made that a reviewer may want to see.
        Info = "info",
    }
}

/// One fault or uncertainty, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The file, as it was given or found.
    pub path: String,
    /// The line in the file, from 1.
    pub line: Option<u32>,
    /// The front-matter or sidecar field.
    pub field: Option<String>,
    /// The place in the normalised text.
    pub span: Option<Span>,
    /// The rule's short name, stable, such as `unknown-municipality`.
    pub rule: String,
    /// What is wrong, naming the value and what is accepted.
    pub message: String,
}

impl Diagnostic {
    /// A diagnostic about a whole file.
    pub fn new(
        severity: Severity,
        path: impl Into<String>,
        rule: &str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            path: path.into(),
            line: None,
            field: None,
            span: None,
            rule: rule.to_owned(),
            message: message.into(),
        }
    }

    /// The same diagnostic at a line of the file, from 1.
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// The same diagnostic about a field.
    #[must_use]
    pub fn about(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// The same diagnostic at a place of the normalised text.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A line end in a name must not look like another diagnostic.
        for letter in self.path.chars() {
            if letter.is_control() {
                write!(f, "{}", letter.escape_default())?;
            } else {
                write!(f, "{letter}")?;
            }
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {} [{}]", self.severity, self.rule)?;
        if let Some(field) = &self.field {
            write!(f, " {field}")?;
        }
        write!(f, ": {}", self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_character_in_a_path_is_written_out() {
        let diagnostic = Diagnostic::new(Severity::Error, "a\nb\u{1b}.md", "syntax", "wrong");
        assert_eq!(
            diagnostic.to_string(),
            "a\\nb\\u{1b}.md: error [syntax]: wrong"
        );
    }

    #[test]
    fn a_diagnostic_reads_like_a_compiler_message() {
        let diagnostic = Diagnostic::new(
            Severity::Error,
            "corpus/examples/x.md",
            "unknown-theme",
            "unknown theme `e-servce`; did you mean `e-services`?",
        )
        .at_line(7)
        .about("themes");
        assert_eq!(
            diagnostic.to_string(),
            "corpus/examples/x.md:7: error [unknown-theme] themes: unknown theme `e-servce`; \
             did you mean `e-services`?"
        );
    }
}
