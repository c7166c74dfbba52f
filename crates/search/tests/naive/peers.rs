//! Filters on the peers of a municipality.

use index::Facet;
use proptest::prelude::*;
use records::Record;
use search::{Filters, PeersOf};
use vocabulary::Vocabulary;

use crate::values;

/// Filters on the peers of a municipality, as they are written.
pub(crate) fn written_peers() -> impl Strategy<Value = Vec<String>> {
    // Göteborg is a peer of Stockholm and Malmö; nobody here is one of Gotland.
    let peers_of = vec!["0180", "1280", "!0180", "0980", "!1480", "0123"];
    proptest::collection::vec(proptest::sample::select(peers_of), 0..3)
        .prop_map(|written| written.into_iter().map(str::to_owned).collect())
}

/// Whether a record passes filters on peers, read in the plainest way.
pub(crate) fn passes_peers(record: &Record, written: &[String]) -> bool {
    let register = &Vocabulary::embedded().register;
    let about = values(record, Facet::Municipality);
    let is_about_peer = |text: &str| {
        let code = text.trim_start_matches('!').parse().unwrap();
        let peers = search::peers(code, register);
        peers
            .iter()
            .any(|peer| about.contains(&peer.code.to_string()))
    };
    let (not, of): (Vec<&String>, Vec<&String>) =
        written.iter().partition(|text| text.starts_with('!'));
    not.iter().all(|text| !is_about_peer(text))
        && (of.is_empty() || of.iter().any(|text| is_about_peer(text)))
}

pub(crate) fn with_peers(mut filters: Filters, written: &[String]) -> Filters {
    for text in written {
        filters.add_peers_of(PeersOf::parse(text, Vocabulary::embedded()).unwrap());
    }
    filters
}
