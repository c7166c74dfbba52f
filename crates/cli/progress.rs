//! The corpus read and indexed, with a progress bar when a person is looking.

use std::time::{Duration, Instant};

use anyhow::Context;
use index::{Contents, Layout, Published, build};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use ingest::{Options, Parsed, PdfReader, Progress, ingest};
use std::path::PathBuf;
use vocabulary::Vocabulary;

use crate::args::READ_PDF;

/// What an ingest did.
pub(crate) struct Ingested {
    pub(crate) parsed: Parsed,
    /// `None` when there was not one record, so that nothing was published.
    pub(crate) published: Option<Published>,
    pub(crate) took: Duration,
}

/// What reading depends on: the day, for the readers that refuse a year to come, and this very
/// program as the process that reads PDF files within limits.
pub(crate) fn options() -> Options {
    let today = jiff::Timestamp::now()
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .date();
    let pdf_reader = std::env::current_exe().ok().map(|program| PdfReader {
        program,
        arguments: vec![READ_PDF.to_owned()],
    });
    Options {
        pdf_reader,
        ..Options::new(today)
    }
}

/// Reads files and publishes an index of their records.
pub(crate) fn ingest_and_publish(
    paths: &[PathBuf],
    layout: &Layout,
    quiet: bool,
) -> anyhow::Result<Ingested> {
    let started = Instant::now();
    for path in paths {
        // A path that is not there is a slip of the hand, not an empty corpus.
        path.metadata()
            .with_context(|| format!("cannot read {}", path.display()))?;
    }
    let bar = bar(quiet);
    bar.set_message("reading");
    // What was parsed is kept beside the generations, so that only changed files are read again.
    let options = Options {
        cache: Some(layout.root().join("parsed")),
        ..options()
    };
    let parsed = ingest(
        paths,
        Vocabulary::embedded(),
        &options,
        &|progress: Progress| {
            bar.set_length(progress.total as u64);
            bar.set_position(progress.done as u64);
        },
    );
    if parsed.records.is_empty() {
        bar.finish_and_clear();
        return Ok(Ingested {
            parsed,
            published: None,
            took: started.elapsed(),
        });
    }
    bar.set_message("indexing");
    bar.set_length(parsed.records.len() as u64);
    bar.set_position(0);
    let contents = Contents {
        records: &parsed.records,
        diagnostics: &parsed.diagnostics,
        withdrawn: &parsed.withdrawn,
        built_at: &jiff::Timestamp::now()
            .strftime("%Y-%m-%dT%H:%M:%SZ")
            .to_string(),
    };
    let published = build(layout, contents, &|done| bar.set_position(done as u64));
    bar.finish_and_clear();
    Ok(Ingested {
        parsed,
        published: Some(published?),
        took: started.elapsed(),
    })
}

/// A bar on standard error, drawn only when that is a terminal.
fn bar(quiet: bool) -> ProgressBar {
    let target = if quiet {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{msg:9} {wide_bar} {pos}/{len} {elapsed}") {
        bar.set_style(style);
    }
    bar
}
