//! Municipalities that are alike, with the figures that make them so.
//!
//! How unlike two municipalities are is the sum of three differences, so that each can be shown
//! and understood by itself:
//!
//! - **group**: nothing in the same group of SKR's classification, a half in another group of the
//!   same main group (A, B or C), 1 in another main group;
//! - **size**: 1 for each doubling of the population;
//! - **way**: 1 for each 500 km between them, and never more than 1.5: whom one can visit is a better
//!   peer, but how far away a stranger is says nothing.
//!
//! It is the same from both sides. A municipality's peers are the [`MAX_PEERS`] least unlike it
//! that are at most [`MAX_UNLIKENESS`] unlike it, and never fewer than [`MIN_PEERS`]: Stockholm has
//! no equal, and those nearest to being one say so by their figures.

use records::MunicipalityCode;
use vocabulary::{Municipality, Register, Vocabulary};

use crate::{Condition, ConditionError, Test};

/// The most peers of a municipality: as many as the comparisons in the field give.
pub const MAX_PEERS: usize = 20;

/// The fewest peers of a municipality, however unlike it they are.
pub const MIN_PEERS: usize = 3;

/// What is more unlike is no peer: four times the size, or another main group and twice the size.
pub const MAX_UNLIKENESS: f64 = 2.0;

/// What another group of the same main group adds.
const OTHER_GROUP: f64 = 0.5;

/// What another main group adds.
const OTHER_MAIN_GROUP: f64 = 1.0;

/// The way that adds 1, in kilometres.
const FAR_KM: f64 = 500.0;

/// The most that any way adds.
const MOST_OF_WAY: f64 = 1.5;

/// The mean radius of the Earth in kilometres.
const EARTH_KM: f64 = 6371.0;

/// How the groups of two municipalities are related in SKR's classification of 2023.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKinship {
    /// The same group, such as `A2`.
    Same,
    /// Another group of the same main group, such as `B3` and `B5`.
    SameMainGroup,
    /// Groups of different main groups.
    Other,
}

/// A municipality that is like another, and what makes it so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peer {
    /// The municipality.
    pub code: MunicipalityCode,
    /// How its group is related to the other's.
    pub group: GroupKinship,
    /// Its population divided by the other's.
    pub population_ratio: f64,
    /// The way between the centroids of their land, in kilometres as the crow flies.
    pub distance_km: f64,
    /// How unlike the two are, from 0; see the module for what adds to it.
    pub unlikeness: f64,
}

impl Peer {
    /// Whether it is alike enough, and not only there because nothing is.
    pub fn is_alike(&self) -> bool {
        self.unlikeness <= MAX_UNLIKENESS
    }

    fn of(own: &Municipality, other: &Municipality) -> Self {
        let group = if own.skr_group == other.skr_group {
            GroupKinship::Same
        } else if own.skr_group.chars().next() == other.skr_group.chars().next() {
            GroupKinship::SameMainGroup
        } else {
            GroupKinship::Other
        };
        let (size, other_size) = (f64::from(own.population), f64::from(other.population));
        let distance_km = distance_km(own, other);
        let group_term = match group {
            GroupKinship::Same => 0.0,
            GroupKinship::SameMainGroup => OTHER_GROUP,
            GroupKinship::Other => OTHER_MAIN_GROUP,
        };
        let size_term = (other_size.log2() - size.log2()).abs();
        Self {
            code: other.code,
            group,
            population_ratio: other_size / size,
            distance_km,
            unlikeness: group_term + size_term + (distance_km / FAR_KM).min(MOST_OF_WAY),
        }
    }
}

/// The peers of a municipality, the most alike first and then by code; none of a code that is not
/// in the register.
pub fn peers(code: MunicipalityCode, register: &Register) -> Vec<Peer> {
    let Some(own) = register.by_code(code) else {
        return Vec::new();
    };
    let others = register.municipalities().iter();
    let mut peers: Vec<Peer> = others
        .filter(|other| other.code != code)
        .map(|other| Peer::of(own, other))
        .collect();
    peers.sort_by(|a, b| {
        a.unlikeness
            .total_cmp(&b.unlikeness)
            .then(a.code.cmp(&b.code))
    });
    let alike = peers.iter().take_while(|peer| peer.is_alike()).count();
    peers.truncate(alike.clamp(MIN_PEERS, MAX_PEERS));
    peers
}

/// The way between two centroids along the surface of the Earth (haversine).
fn distance_km(from: &Municipality, to: &Municipality) -> f64 {
    let (from_lat, to_lat) = (from.lat.to_radians(), to.lat.to_radians());
    let lat = ((to_lat - from_lat) / 2.0).sin().powi(2);
    let lon = ((to.lon - from.lon).to_radians() / 2.0).sin().powi(2);
    let chord = lat + from_lat.cos() * to_lat.cos() * lon;
    2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
}

/// A filter: about a municipality's peers, or about none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeersOf {
    /// The municipality whose peers are meant; it is not one of them.
    pub code: MunicipalityCode,
    /// Whether none of them may be there.
    pub negated: bool,
}

impl PeersOf {
    /// The filter's name in requests and answers.
    pub const NAME: &'static str = "peers_of";

    /// Reads the filter as a person writes it: `1384`, `Kungsbacka`, `!1384`.
    ///
    /// # Errors
    /// [`ConditionError::Value`] when there is no such municipality; it names the nearest one.
    pub fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Self, ConditionError> {
        let (negated, name) = match text.strip_prefix('!') {
            Some(name) => (true, name),
            None => (false, text),
        };
        let code = index::municipality(name, vocabulary)?.code;
        Ok(Self { code, negated })
    }

    /// The filter as [`PeersOf::parse`] reads it.
    pub fn to_text(self) -> String {
        let Self { code, negated } = self;
        format!("{}{code}", if negated { "!" } else { "" })
    }
}

/// What filtering on peers asks of a record's municipalities.
pub(crate) fn conditions(filters: &[PeersOf], register: &Register) -> Vec<Condition> {
    let of_one = |filter: &PeersOf| {
        let negated = filter.negated;
        let condition = move |peer: Peer| Condition {
            test: Test::Is(peer.code.number().into()),
            negated,
        };
        peers(filter.code, register).into_iter().map(condition)
    };
    filters.iter().flat_map(of_one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Vec<(&'static str, Peer)> {
        let register = &Vocabulary::embedded().register;
        let code = register.by_name(name).unwrap().code;
        peers(code, register)
            .into_iter()
            .map(|peer| (register.by_code(peer.code).unwrap().name.as_str(), peer))
            .collect()
    }

    /// Checks the first peers of a municipality, and how many there are.
    #[track_caller]
    fn check(name: &str, first: &[&str], count: usize) {
        let peers = named(name);
        let names: Vec<&str> = peers.iter().map(|(name, _)| *name).collect();
        assert_eq!(&names[..first.len()], first, "{name}");
        assert_eq!(names.len(), count, "{name}: {names:?}");
    }

    #[test]
    fn those_who_are_alike_are_peers() {
        check(
            "Kungsbacka",
            &["Mölndal", "Järfälla", "Solna", "Kungälv"],
            20,
        );
        check("Vara", &["Tjörn", "Orust", "Skara", "Götene"], 20);
        check(
            "Uppsala",
            &["Västerås", "Örebro", "Linköping", "Norrköping"],
            14,
        );
        // An island: nobody is near, so that size and group decide.
        check("Gotland", &["Nyköping", "Karlskrona", "Norrtälje"], 20);
        // Small and inland: across the borders of groups and counties.
        check("Dorotea", &["Åsele", "Malå", "Sorsele"], 12);
        check("Bjurholm", &["Dorotea", "Åsele", "Sorsele"], 9);
        check(
            "Kiruna",
            &["Gällivare", "Härnösand", "Avesta", "Piteå", "Kalix"],
            12,
        );
    }

    #[test]
    fn who_has_no_equal_is_told_so() {
        let alike = |name: &str| -> Vec<(&str, bool)> {
            let peers = named(name);
            peers
                .iter()
                .map(|(name, peer)| (*name, peer.is_alike()))
                .collect()
        };
        assert_eq!(
            alike("Stockholm"),
            [("Göteborg", true), ("Malmö", false), ("Uppsala", false)]
        );
    }

    #[test]
    fn every_municipality_has_peers_and_is_none_of_its_own() {
        let register = &Vocabulary::embedded().register;
        for municipality in register.municipalities() {
            let peers = peers(municipality.code, register);
            assert!((MIN_PEERS..=MAX_PEERS).contains(&peers.len()));
            assert!(peers.iter().all(|peer| peer.code != municipality.code));
            assert!(peers.is_sorted_by(|a, b| a.unlikeness <= b.unlikeness));
        }
    }

    #[test]
    fn who_is_a_peer_has_the_other_as_one_unless_its_list_is_full() {
        let register = &Vocabulary::embedded().register;
        for municipality in register.municipalities() {
            for peer in peers(municipality.code, register)
                .iter()
                .filter(|peer| peer.is_alike())
            {
                let back = peers(peer.code, register);
                let found = back.iter().find(|other| other.code == municipality.code);
                if let Some(found) = found {
                    assert!((found.unlikeness - peer.unlikeness).abs() < 1e-9);
                    assert!((found.population_ratio * peer.population_ratio - 1.0).abs() < 1e-9);
                    assert_eq!(found.group, peer.group);
                } else {
                    assert_eq!(back.len(), MAX_PEERS);
                    assert!(back.iter().all(|other| other.unlikeness <= peer.unlikeness));
                }
            }
        }
    }

    #[test]
    fn the_filter_reads_back_and_refuses_who_is_not_there() {
        let vocabulary = Vocabulary::embedded();
        for (text, back) in [
            ("1384", "1384"),
            ("Kungsbacka kommun", "1384"),
            ("!Nacka", "!0182"),
        ] {
            assert_eq!(PeersOf::parse(text, vocabulary).unwrap().to_text(), back);
        }
        assert_eq!(
            PeersOf::parse("Kungsbaka", vocabulary)
                .unwrap_err()
                .to_string(),
            "unknown municipality `Kungsbaka`; did you mean `1384`?; accepted: a four-digit \
             municipality code or a municipality's name"
        );
    }
}
