//! The list of records that were taken back: `withdrawn.tsv` in a folder of the corpus.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use records::{Diagnostic, Record, RecordId, Severity, Withdrawn};

use crate::file::written;
use crate::rule;

/// The name of the list.
pub(crate) const FILE_NAME: &str = "withdrawn.tsv";

/// The first line of the list.
const HEAD: &str = "id\tdate\treason";

/// Reads the lists in the folders among some paths, sorted by id, each id once.
pub(crate) fn read(paths: &[PathBuf], diagnostics: &mut Vec<Diagnostic>) -> Vec<Withdrawn> {
    let mut withdrawn = BTreeMap::new();
    for folder in paths {
        let path = folder.join(FILE_NAME);
        match fs::read_to_string(&path) {
            Ok(text) => read_lines(&path, &text, &mut withdrawn, diagnostics),
            // The path is a file, or a folder without a list.
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => {
                let message = format!("cannot be read: {error}");
                diagnostics.push(fault(&path, rule::UNREADABLE, message));
            }
        }
    }
    withdrawn.into_values().collect()
}

fn read_lines(
    path: &Path,
    text: &str,
    withdrawn: &mut BTreeMap<RecordId, Withdrawn>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut lines = text.lines().zip(1..);
    if lines.next().map(|(head, _)| head) != Some(HEAD) {
        let message =
            "the first line is not `id`, `date` and `reason`, with tabs between".to_owned();
        diagnostics.push(fault(path, rule::WITHDRAWN, message).at_line(1));
        return;
    }
    for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        match parse(line) {
            Ok(one) => {
                if let Some(former) = withdrawn.insert(one.id.clone(), one) {
                    let message = format!("the id `{}` is listed twice", former.id);
                    diagnostics.push(fault(path, rule::WITHDRAWN, message).at_line(number));
                }
            }
            Err(message) => {
                diagnostics.push(fault(path, rule::WITHDRAWN, message).at_line(number));
            }
        }
    }
}

fn parse(line: &str) -> Result<Withdrawn, String> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [id, date, reason] = fields.as_slice() else {
        return Err(format!(
            "{} fields with tabs between; accepted: id, date, reason",
            fields.len()
        ));
    };
    Ok(Withdrawn {
        id: id.parse().map_err(|error| format!("id `{id}`: {error}"))?,
        date: date
            .parse()
            .map_err(|_| format!("date `{date}` is no date such as 2026-01-31"))?,
        reason: reason
            .parse()
            .map_err(|_| "there is no reason".to_owned())?,
    })
}

fn fault(path: &Path, rule: &str, message: String) -> Diagnostic {
    Diagnostic::new(Severity::Error, written(path), rule, message)
}

/// Leaves out the records whose id was taken back, and tells of those whose id was written again.
pub(crate) fn leave_out(
    records: &mut Vec<Record>,
    withdrawn: &[Withdrawn],
    diagnostics: &mut Vec<Diagnostic>,
) {
    records.retain(|record| {
        let Ok(at) = withdrawn.binary_search_by(|one| one.id.cmp(&record.id)) else {
            return true;
        };
        diagnostics.push(Diagnostic::new(
            Severity::Warning,
            record.source.path.as_str(),
            rule::WITHDRAWN,
            format!(
                "the record `{}` was withdrawn on {} and is left out; an id is never used again",
                record.id, withdrawn[at].date
            ),
        ));
        false
    });
}
