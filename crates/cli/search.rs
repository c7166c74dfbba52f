//! `exempelbank search`: the index from the command line.

use std::io::Write;

use index::Facet;
use records::Status;
use search::{
    Condition, Engine, Filters, Hit, Page, SearchRequest, SearchResponse, Snapshot, Sort,
};
use vocabulary::Vocabulary;

use crate::args::{Format, Search};
use crate::output::{data, talk};
use crate::{DONE, NOTHING};

pub(crate) fn run(args: &Search) -> anyhow::Result<u8> {
    let vocabulary = Vocabulary::embedded();
    let mut filters = Filters::default();
    for (facet, values) in [
        (Facet::Municipality, &args.municipality),
        (Facet::Theme, &args.theme),
        (Facet::Year, &args.year),
    ] {
        for value in values {
            filters.add(facet, Condition::parse(facet, value, vocabulary)?);
        }
    }
    let request = SearchRequest {
        query: args.query.clone(),
        filters,
        facets: Vec::new(),
        sort: Sort::Relevance,
        page: Page::new(1, args.limit)?,
    };
    let engine = Engine::new(Snapshot::open(&args.index.layout())?);
    let response = engine.search(&request)?;
    match args.format {
        Format::Table => table(&response, vocabulary)?,
        Format::Json => json(&response)?,
    }
    Ok(if response.total > 0 { DONE } else { NOTHING })
}

fn json(response: &SearchResponse) -> anyhow::Result<()> {
    let mut out = data();
    let hits: Vec<serde_json::Value> = response
        .hits
        .iter()
        .map(|hit| serde_json::json!({"score": hit.score, "record": hit.record}))
        .collect();
    let answer = serde_json::json!({
        "total": response.total,
        "query": response.understood.query.to_text(Vocabulary::embedded()),
        "left_out": response.understood.left_out,
        "misread": response.understood.query.misread,
        "corrections": corrections(response),
        "expansions": expansions(response),
        "hits": hits,
    });
    serde_json::to_writer_pretty(&mut out, &answer).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

fn table(response: &SearchResponse, vocabulary: &Vocabulary) -> anyhow::Result<()> {
    let mut out = data();
    for hit in &response.hits {
        let record = &hit.record;
        writeln!(out, "{:>6.2}  {}  {}", hit.score, year(hit), record.title)?;
        writeln!(
            out,
            "{:14}{}  {}{}",
            "",
            record.id,
            places(hit, vocabulary),
            caveat(record.status)
        )?;
    }
    out.flush()?;
    let understood = &response.understood;
    for (label, words) in [
        ("corrected", corrections(response)),
        ("also looked for", expansions(response)),
        ("left out", understood.left_out.clone()),
        (
            "not understood as a filter",
            understood.query.misread.clone(),
        ),
    ] {
        if !words.is_empty() {
            talk(&format!("{label}: {}", words.join(", ")));
        }
    }
    talk(&format!(
        "{} of {} hits",
        response.hits.len(),
        response.total
    ));
    Ok(())
}

fn corrections(response: &SearchResponse) -> Vec<String> {
    let corrections = response.understood.corrections.iter();
    corrections
        .map(|one| format!("{} -> {}", one.typed, one.used))
        .collect()
}

fn expansions(response: &SearchResponse) -> Vec<String> {
    response
        .understood
        .expansions
        .iter()
        .flat_map(|one| one.means.clone())
        .collect()
}

fn year(hit: &Hit) -> String {
    hit.record
        .year
        .map_or_else(|| "    ".to_owned(), |year| year.value.to_string())
}

fn places(hit: &Hit, vocabulary: &Vocabulary) -> String {
    let names: Vec<&str> = hit
        .record
        .about()
        .filter_map(|code| vocabulary.register.by_code(code))
        .map(|municipality| municipality.name.as_str())
        .collect();
    names.join(", ")
}

/// What keeps a proposal from being taken for a success.
fn caveat(status: Status) -> String {
    match status {
        Status::InUse | Status::Unknown => String::new(),
        Status::Proposed | Status::Pilot | Status::Withdrawn => format!("  [{status}]"),
    }
}
