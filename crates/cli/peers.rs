//! `exempelbank peers`: municipalities that are alike.

use std::io::Write;

use search::{GroupKinship, Peer};
use vocabulary::{Municipality, Vocabulary};

use crate::DONE;
use crate::args::{Format, Peers};
use crate::output::{data, talk};

pub(crate) fn run(args: &Peers) -> anyhow::Result<u8> {
    let vocabulary = Vocabulary::embedded();
    let own = index::municipality(&args.municipality, vocabulary)?;
    let register = &vocabulary.register;
    let peers: Vec<(Peer, &Municipality)> = search::peers(own.code, register)
        .into_iter()
        .filter_map(|peer| Some((peer, register.by_code(peer.code)?)))
        .collect();
    match args.format {
        Format::Table => table(own, &peers)?,
        Format::Json => json(&peers)?,
    }
    Ok(DONE)
}

fn table(own: &Municipality, peers: &[(Peer, &Municipality)]) -> anyhow::Result<()> {
    let mut out = data();
    talk(&format!(
        "{} {}: group {}, {} inhabitants",
        own.code, own.name, own.skr_group, own.population
    ));
    for (peer, municipality) in peers {
        writeln!(
            out,
            "{}  {:<16} unlikeness {:.2}: group {}{}, population {:.2} times, {:.0} km{}",
            peer.code,
            municipality.name,
            peer.unlikeness,
            municipality.skr_group,
            match peer.group {
                GroupKinship::Same => " too",
                GroupKinship::SameMainGroup => " of the same main group",
                GroupKinship::Other => "",
            },
            peer.population_ratio,
            peer.distance_km,
            if peer.is_alike() {
                ""
            } else {
                " (nothing is more like it)"
            },
        )?;
    }
    Ok(out.flush()?)
}

fn json(peers: &[(Peer, &Municipality)]) -> anyhow::Result<()> {
    let mut out = data();
    let peers: Vec<serde_json::Value> = peers
        .iter()
        .map(|(peer, municipality)| {
            serde_json::json!({
                "code": peer.code.to_string(),
                "name": municipality.name,
                "skr_group": municipality.skr_group,
                "population_ratio": peer.population_ratio,
                "distance_km": peer.distance_km,
                "unlikeness": peer.unlikeness,
                "is_alike": peer.is_alike(),
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut out, &peers).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}
