//! What one file's reading finds to tell.

use records::{Diagnostic, Severity};

/// The diagnostics of one file.
#[derive(Debug)]
pub(crate) struct Findings {
    path: String,
    list: Vec<Diagnostic>,
}

impl Findings {
    pub(crate) fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            list: Vec::new(),
        }
    }

    /// The path as records and diagnostics write it.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// A diagnostic about this file, still to be placed and [added](Self::add).
    pub(crate) fn make(
        &self,
        severity: Severity,
        rule: &str,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(severity, self.path.as_str(), rule, message)
    }

    pub(crate) fn add(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub(crate) fn error(&mut self, rule: &str, message: impl Into<String>) {
        self.add(self.make(Severity::Error, rule, message));
    }

    pub(crate) fn warning(&mut self, rule: &str, message: impl Into<String>) {
        self.add(self.make(Severity::Warning, rule, message));
    }

    pub(crate) fn info(&mut self, rule: &str, message: impl Into<String>) {
        self.add(self.make(Severity::Info, rule, message));
    }

    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
