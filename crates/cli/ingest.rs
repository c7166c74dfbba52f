//! `exempelbank ingest`: reads the corpus and publishes an index of it.

use std::collections::BTreeMap;

use ingest::FileReport;
use records::{Diagnostic, Severity};

use crate::args::Ingest;
use crate::output::talk;
use crate::progress::{Ingested, ingest_and_publish};
use crate::{DONE, NOTHING};

pub(crate) fn run(args: &Ingest) -> anyhow::Result<u8> {
    let ingested = ingest_and_publish(&args.paths, &args.index.layout(), args.quiet)?;
    for diagnostic in &ingested.parsed.diagnostics {
        if args.verbose || diagnostic.severity == Severity::Error {
            talk(&diagnostic.to_string());
        }
    }
    if args.verbose {
        for file in &ingested.parsed.files {
            let how = if file.is_cached { "unchanged" } else { "read" };
            let FileReport {
                path,
                records,
                diagnostics,
                ..
            } = file;
            talk(&format!(
                "{path}: {how}, {records} records, {diagnostics} diagnostics"
            ));
        }
    }
    if !args.quiet {
        talk(&summary(&ingested));
    }
    if ingested.published.is_some() {
        Ok(DONE)
    } else {
        Ok(NOTHING)
    }
}

/// What was read and what became of it, in two lines.
pub(crate) fn summary(ingested: &Ingested) -> String {
    let Ingested {
        parsed,
        published,
        took,
    } = ingested;
    let published = match published {
        None => "nothing published: there is not one record in it".to_owned(),
        Some(published) if published.built => format!("published {}", published.generation),
        Some(published) => format!("{} stands as it was", published.generation),
    };
    format!(
        "{} records; {}\n{published} ({:.2} s)",
        parsed.records.len(),
        count(&parsed.diagnostics),
        took.as_secs_f64()
    )
}

/// How many diagnostics there are, by severity.
pub(crate) fn count(diagnostics: &[Diagnostic]) -> String {
    let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry(diagnostic.severity).or_default() += 1;
    }
    let of = |severity| counts.get(&severity).copied().unwrap_or(0);
    format!(
        "{} errors, {} warnings, {} notes",
        of(Severity::Error),
        of(Severity::Warning),
        of(Severity::Info)
    )
}
