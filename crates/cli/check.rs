//! `exempelbank check`: what is wrong with corpus files, by file, line and field.

use std::io::Write;

use anyhow::Context;
use ingest::ingest;
use records::{Diagnostic, Severity};
use vocabulary::Vocabulary;

use crate::args::{Check, Format};
use crate::ingest::count;
use crate::output::{data, talk};
use crate::progress::options;
use crate::{DONE, NOTHING};

pub(crate) fn run(args: &Check) -> anyhow::Result<u8> {
    for path in &args.paths {
        path.metadata()
            .with_context(|| format!("cannot read {}", path.display()))?;
    }
    let parsed = ingest(&args.paths, Vocabulary::embedded(), &options(), &|_| ());
    let mut out = data();
    let shown = |one: &&Diagnostic| args.verbose || one.severity != Severity::Info;
    for diagnostic in parsed.diagnostics.iter().filter(shown) {
        match args.format {
            Format::Table => writeln!(out, "{diagnostic}")?,
            Format::Json => writeln!(out, "{}", serde_json::to_string(diagnostic)?)?,
        }
    }
    out.flush()?;
    talk(&format!(
        "{} records; {}",
        parsed.records.len(),
        count(&parsed.diagnostics)
    ));
    let faulty = parsed
        .diagnostics
        .iter()
        .any(|one| one.severity == Severity::Error);
    Ok(if faulty || parsed.records.is_empty() {
        NOTHING
    } else {
        DONE
    })
}
