//! `exempelbank similar`: records that are like another.

use std::io::Write;

use anyhow::Context;
use records::RecordId;
use search::{Engine, InCommon, Similar, SimilarRequest, Snapshot};

use crate::args::{Format, Similar as Arguments};
use crate::output::data;
use crate::{DONE, NOTHING};

pub(crate) fn run(args: &Arguments) -> anyhow::Result<u8> {
    let request = SimilarRequest {
        id: args.id.parse::<RecordId>()?,
        other_municipalities_only: args.other_municipalities,
        limit: args.limit,
    };
    let engine = Engine::new(Snapshot::open(&args.index.layout())?);
    let similar = engine
        .similar(&request)?
        .with_context(|| format!("there is no record `{}`", args.id))?;
    match args.format {
        Format::Table => table(&similar)?,
        Format::Json => json(&similar)?,
    }
    Ok(if similar.is_empty() { NOTHING } else { DONE })
}

fn table(similar: &[Similar]) -> anyhow::Result<()> {
    let mut out = data();
    for one in similar {
        writeln!(out, "{:>6.2}  {}", one.likeness, one.record.title)?;
        writeln!(out, "{:8}{}  {}", "", one.record.id, told(&one.why))?;
    }
    Ok(out.flush()?)
}

/// What they have in common, in a line.
fn told(why: &InCommon) -> String {
    let themes: Vec<&str> = why.themes.iter().map(records::ThemeId::as_str).collect();
    let parts = [
        (
            "same initiative: ",
            why.same_initiative.as_deref().map(ToOwned::to_owned),
        ),
        ("themes: ", Some(themes.join(", "))),
        ("words: ", Some(why.words.join(", "))),
    ];
    let parts = parts.into_iter().filter_map(|(label, words)| {
        let words = words.filter(|words| !words.is_empty())?;
        Some(format!("{label}{words}"))
    });
    parts.collect::<Vec<_>>().join("; ")
}

fn json(similar: &[Similar]) -> anyhow::Result<()> {
    let mut out = data();
    let similar: Vec<serde_json::Value> = similar
        .iter()
        .map(|one| {
            serde_json::json!({
                "likeness": one.likeness,
                "in_common": {
                    "same_initiative": one.why.same_initiative,
                    "themes": one.why.themes,
                    "words": one.why.words,
                    "area": one.why.area,
                },
                "record": one.record,
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut out, &similar).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}
