//! Filters on the peers of a municipality.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use index::Facet;
use proptest::prelude::*;
use records::Record;
use search::{Filters, PeersOf};
use vocabulary::Vocabulary;

use crate::values;

/// Göteborg is a peer of Stockholm and Malmö; nobody in the bank is one of Gotland.
const PEERS_OF: &[&str] = &["0180", "1280", "1480", "0980", "0123"];

static PEERS: LazyLock<BTreeMap<&str, Vec<String>>> = LazyLock::new(|| {
    let register = &Vocabulary::embedded().register;
    let peers = |code: &&'static str| {
        let peers = search::peers(code.parse().unwrap(), register).into_iter();
        (*code, peers.map(|peer| peer.code.to_string()).collect())
    };
    PEERS_OF.iter().map(peers).collect()
});

/// Filters on the peers of a municipality, as they are written.
pub(crate) fn written_peers() -> impl Strategy<Value = Vec<String>> {
    let filter = (proptest::sample::select(PEERS_OF), any::<bool>())
        .prop_map(|(code, negated)| format!("{}{code}", if negated { "!" } else { "" }));
    proptest::collection::vec(filter, 0..3)
}

/// Whether a record passes filters on peers, read in the plainest way.
pub(crate) fn passes_peers(record: &Record, written: &[String]) -> bool {
    let about = values(record, Facet::Municipality);
    let is_about_peer = |text: &str| {
        let peers = &PEERS[text.trim_start_matches('!')];
        peers.iter().any(|peer| about.contains(peer))
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
