//! `exempelbank search`: the index from the command line.

use std::io::Write;

use index::Facet;
use records::Status;
use search::{
    Condition, Engine, Evidence, Filters, Hit, How, Page, PeersOf, Place, SearchRequest,
    SearchResponse, Snapshot, Sort,
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
    for value in &args.peers_of {
        filters.add_peers_of(PeersOf::parse(value, vocabulary)?);
    }
    let request = SearchRequest {
        query: args.query.clone(),
        filters,
        facets: Vec::new(),
        sort: Sort::Relevance,
        page: Page::new(1, args.limit)?,
        explain: args.explain,
        highlight: true,
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
    let hits = |hits: &[Hit]| -> Vec<serde_json::Value> { hits.iter().map(hit_json).collect() };
    let answer = serde_json::json!({
        "total": response.total,
        "query": response.understood.query.to_text(Vocabulary::embedded()),
        "left_out": response.understood.left_out,
        "misread": response.understood.query.misread,
        "corrections": corrections(response),
        "expansions": expansions(response),
        "did_you_mean": response.did_you_mean.as_ref().map(|one| &one.query),
        "hits": hits(&response.hits),
        "similar": hits(&response.similar),
    });
    serde_json::to_writer_pretty(&mut out, &answer).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

fn hit_json(hit: &Hit) -> serde_json::Value {
    let matched_by: Vec<serde_json::Value> = hit
        .matched_by
        .iter()
        .map(|one| {
            serde_json::json!({
                "typed": one.reason.typed,
                "sought": one.reason.sought,
                "how": one.reason.how.as_str(),
                "place": one.reason.place.as_str(),
                "mended": one.reason.mended.map(search::Mend::as_str),
                "other_word": one.reason.other_word.map(search::SynonymKind::as_str),
                "share": one.share,
            })
        })
        .collect();
    serde_json::json!({"score": hit.score, "record": hit.record, "matched_by": matched_by})
}

fn table(response: &SearchResponse, vocabulary: &Vocabulary) -> anyhow::Result<()> {
    let mut out = data();
    for hit in &response.hits {
        row(&mut out, hit, vocabulary)?;
    }
    if !response.similar.is_empty() {
        out.flush()?;
        talk("nothing has these words; similar to them are:");
    }
    for hit in &response.similar {
        row(&mut out, hit, vocabulary)?;
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
    if let Some(meant) = &response.did_you_mean {
        talk(&format!(
            "did you mean: {} ({} hits)",
            meant.query, meant.total
        ));
    }
    talk(&format!(
        "{} of {} hits",
        response.hits.len(),
        response.total
    ));
    Ok(())
}

fn row(out: &mut impl Write, hit: &Hit, vocabulary: &Vocabulary) -> std::io::Result<()> {
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
    for evidence in &hit.matched_by {
        writeln!(
            out,
            "{:14}{:>3.0} %  {}",
            "",
            evidence.share * 100.0,
            reason(evidence)
        )?;
    }
    Ok(())
}

/// A reason in words: `robbot, mended to robot (word in the title)`.
fn reason(evidence: &Evidence) -> String {
    let reason = &evidence.reason;
    let link = match (reason.mended, reason.other_word, reason.how) {
        (Some(_), ..) => Some("mended to".to_owned()),
        (_, Some(kind), _) => Some(format!("{} for", kind.as_str())),
        (.., How::About) => Some("about".to_owned()),
        (.., How::PartOfSought) => Some("its part".to_owned()),
        _ => None,
    };
    let said = match link {
        Some(link) if reason.other_word.is_some() => {
            format!("{}, {link} {}", reason.sought, reason.typed)
        }
        Some(link) => format!("{}, {link} {}", reason.typed, reason.sought),
        None => reason.sought.clone(),
    };
    let how = match reason.how {
        How::Word => "word",
        How::Part => "part of a word",
        How::PartOfSought => "word or part",
        How::Phrase => "phrase",
        How::Prefix => "beginning of a word",
        How::Pieces => "like a word",
        How::About => "value",
    };
    match reason.place {
        Place::Anywhere => format!("{said} ({how})"),
        place => format!("{said} ({how} in {})", place.as_str()),
    }
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
