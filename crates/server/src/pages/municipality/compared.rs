//! The municipalities that one is compared with: its peers, or those that a reader picks.

use records::MunicipalityCode;
use search::{Facet, Peer, PeersOf, peers};
use vocabulary::{Municipality, Vocabulary};

use super::Asked;
use crate::fault::{Fault, Reason};
use crate::lang::Lang;
use crate::pages::frame::{Frame, localised};
use crate::params::MAX_VALUES;
use crate::query_string::{Pair, QueryString};
use crate::spread::Spread;

/// The parameter that names a municipality to compare with.
pub(super) const PARAMETER: &str = "with";

/// Those that a municipality is compared with.
pub(super) struct Compared {
    own: MunicipalityCode,
    peers: Vec<Peer>,
    /// Those that the reader picked, in order of code; none for the peers.
    picked: Option<Vec<&'static Municipality>>,
    register: &'static vocabulary::Register,
}

/// A municipality that can be picked.
pub(super) struct PeerView {
    pub(super) code: MunicipalityCode,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) why: String,
    pub(super) count: String,
    pub(super) chosen: bool,
}

impl Compared {
    /// Reads the municipalities that an address names, by code or by name.
    pub(super) fn read(
        own: &'static Municipality,
        pairs: &[Pair],
        vocabulary: &'static Vocabulary,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let register = &vocabulary.register;
        let mut picked: Vec<&Municipality> = Vec::new();
        for (_, value) in pairs.iter().filter(|(name, _)| name == PARAMETER) {
            let value = value.trim();
            match register.by_name(value) {
                // A form sends its empty field along.
                None if value.is_empty() => {}
                None => faults.push(Fault::new(
                    PARAMETER,
                    value,
                    Reason::Value {
                        facet: Facet::Municipality,
                        nearest: register.nearest(value).map(|near| near.name.clone()),
                        accepted: None,
                    },
                )),
                Some(found) if found.code == own.code => {}
                Some(found) => picked.push(found),
            }
        }
        picked.sort_by_key(|place| place.code);
        picked.dedup_by_key(|place| place.code);
        if picked.len() > MAX_VALUES {
            let reason = Reason::TooManyValues(picked.len());
            faults.push(Fault::new(PARAMETER, "", reason));
        }
        let peers = peers(own.code, register);
        let mut default: Vec<MunicipalityCode> = peers.iter().map(|peer| peer.code).collect();
        default.sort_unstable();
        let is_default = picked.is_empty() || picked.iter().map(|one| one.code).eq(default);
        Self {
            own: own.code,
            peers,
            picked: (!is_default).then_some(picked),
            register,
        }
    }

    /// Whether it is compared with its peers.
    pub(super) fn is_default(&self) -> bool {
        self.picked.is_none()
    }

    /// The municipalities: the most alike first, or in order of code.
    pub(super) fn places(&self) -> Box<dyn Iterator<Item = &'static Municipality> + '_> {
        match &self.picked {
            Some(picked) => Box::new(picked.iter().copied()),
            None => Box::new(
                self.peers
                    .iter()
                    .filter_map(|peer| self.register.by_code(peer.code)),
            ),
        }
    }

    /// The values of the parameter in our spelling.
    pub(super) fn given(&self) -> Vec<String> {
        let picked = self.picked.iter().flatten();
        picked.map(|place| place.code.to_string()).collect()
    }

    /// The page's own query string, without the language.
    pub(super) fn query(&self) -> QueryString {
        let mut query = QueryString::default();
        for code in self.given() {
            query.push(PARAMETER, &code);
        }
        query
    }

    /// The filter for their examples, as parameters of a search.
    pub(super) fn filter(&self) -> Vec<(String, String)> {
        let pair = |name: &str, code: MunicipalityCode| (name.to_owned(), code.to_string());
        match &self.picked {
            None => vec![pair(PeersOf::NAME, self.own)],
            Some(picked) => picked
                .iter()
                .map(|place| pair(Facet::Municipality.as_str(), place.code))
                .collect(),
        }
    }

    /// The search for their examples.
    pub(super) fn search(&self, more: &QueryString, lang: Lang) -> String {
        let mut query = more.clone();
        for (name, value) in self.filter() {
            query.push(&name, &value);
        }
        localised("/", &query, lang)
    }
}

/// All that can be picked: the peers, and those that were picked beside them.
pub(super) fn peer_views(
    asked: &Asked,
    spread: &Spread,
    frame: &Frame,
    vocabulary: &'static Vocabulary,
) -> Vec<PeerView> {
    let words = frame.lang.messages();
    let compared = &asked.compared;
    let chosen: Vec<MunicipalityCode> = compared.places().map(|place| place.code).collect();
    let view = |place: &Municipality, why: String| PeerView {
        code: place.code,
        name: place.name.clone(),
        href: frame.to(&super::path(place.code)),
        why,
        count: (words.number)(spread.about(place.code)),
        chosen: chosen.contains(&place.code),
    };
    let peers = compared.peers.iter().filter_map(|peer| {
        let place = vocabulary.register.by_code(peer.code)?;
        Some(view(place, (words.peer)(peer)))
    });
    let others = compared.picked.iter().flatten().filter(|place| {
        let is_peer = |peer: &Peer| peer.code == place.code;
        !compared.peers.iter().any(is_peer)
    });
    let others = others.map(|place| view(place, words.page.picked.to_owned()));
    peers.chain(others).collect()
}
