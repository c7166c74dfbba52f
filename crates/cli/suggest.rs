//! `exempelbank suggest`: what may be meant by the beginning of a query.

use std::io::Write;

use search::{Engine, Offer, Snapshot, SuggestRequest, Suggestion};

use crate::args::{Format, Suggest};
use crate::output::data;
use crate::{DONE, NOTHING};

pub(crate) fn run(args: &Suggest) -> anyhow::Result<u8> {
    let engine = Engine::new(Snapshot::open(&args.index.layout())?);
    let suggestions = engine.suggest(&SuggestRequest {
        text: args.text.clone(),
        limit: args.limit,
    })?;
    match args.format {
        Format::Table => table(&suggestions)?,
        Format::Json => json(&suggestions)?,
    }
    Ok(if suggestions.is_empty() {
        NOTHING
    } else {
        DONE
    })
}

/// The kind of a suggestion and what it leads to.
fn offer(suggestion: &Suggestion) -> (&'static str, String) {
    match &suggestion.offer {
        Offer::Words => ("words", suggestion.query.clone()),
        Offer::Municipality(code) => ("municipality", code.to_string()),
        Offer::Theme(id) => ("theme", id.to_string()),
        Offer::Record(id) => ("record", id.to_string()),
    }
}

fn table(suggestions: &[Suggestion]) -> anyhow::Result<()> {
    let mut out = data();
    for suggestion in suggestions {
        let (kind, value) = offer(suggestion);
        let Suggestion { text, count, .. } = suggestion;
        writeln!(out, "{kind:<13}{count:>5}  {text}  [{value}]")?;
    }
    Ok(out.flush()?)
}

fn json(suggestions: &[Suggestion]) -> anyhow::Result<()> {
    let mut out = data();
    let suggestions: Vec<serde_json::Value> = suggestions
        .iter()
        .map(|suggestion| {
            let (kind, value) = offer(suggestion);
            serde_json::json!({
                "kind": kind,
                "value": value,
                "text": suggestion.text,
                "query": suggestion.query,
                "count": suggestion.count,
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut out, &suggestions).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}
