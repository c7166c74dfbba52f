//! A map of the municipalities: each a dot of the same size, as near its place as there is room.
//!
//! On a map of areas the north would be all that is seen, and Sundbyberg nothing. Here all are
//! equal, and none hides another; the price is that crowded parts are spread out a little.

use std::sync::LazyLock;

use records::MunicipalityCode;
use vocabulary::{Municipality, Vocabulary};

/// The size of the picture.
pub(crate) const WIDTH: u16 = 380;
/// See [`WIDTH`].
pub(crate) const HEIGHT: u16 = 860;
/// The radius of a dot.
pub(crate) const RADIUS: f64 = 6.0;

/// How near the middles of two dots may come.
const APART: f64 = 2.0 * RADIUS + 1.0;
/// How often the dots are pushed apart; the last rounds move none by a tenth of a dot.
const ROUNDS: usize = 150;
/// How strongly a dot is drawn back to its place in each round.
const HOMING: f64 = 0.04;

/// A municipality on the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    pub(crate) code: MunicipalityCode,
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// All municipalities on the map, in order of code.
pub(crate) fn places() -> &'static [Place] {
    static PLACES: LazyLock<Vec<Place>> =
        LazyLock::new(|| laid_out(Vocabulary::embedded().register.municipalities()));
    &PLACES
}

fn laid_out(municipalities: &[Municipality]) -> Vec<Place> {
    let homes: Vec<(f64, f64)> = municipalities
        .iter()
        .map(|municipality| projected(municipality.lat, municipality.lon))
        .collect();
    let homes = fitted(&homes);
    let mut at = homes.clone();
    for _ in 0..ROUNDS {
        for (at, home) in at.iter_mut().zip(&homes) {
            at.0 += (home.0 - at.0) * HOMING;
            at.1 += (home.1 - at.1) * HOMING;
        }
        push_apart(&mut at);
    }
    // What homing has drawn together again in the last round.
    for _ in 0..ROUNDS {
        push_apart(&mut at);
    }
    municipalities
        .iter()
        .zip(at)
        .map(|(municipality, (x, y))| Place {
            code: municipality.code,
            x,
            y,
        })
        .collect()
}

/// A place in the plane: meridians drawn together towards the north, as they are around the
/// country's middle.
fn projected(lat: f64, lon: f64) -> (f64, f64) {
    const MIDDLE: f64 = 16.5;
    ((lon - MIDDLE) * lat.to_radians().cos(), -lat)
}

/// The places in the size of the picture, with a margin.
fn fitted(places: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        values.fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(least, most), value| (least.min(value), most.max(value)),
        )
    };
    let (left, right) = ends(&mut places.iter().map(|place| place.0));
    let (top, bottom) = ends(&mut places.iter().map(|place| place.1));
    let margin = 3.0 * RADIUS;
    let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
    let scale =
        ((width - 2.0 * margin) / (right - left)).min((height - 2.0 * margin) / (bottom - top));
    let aside = (width - scale * (right - left)) / 2.0;
    places
        .iter()
        .map(|(x, y)| (aside + (x - left) * scale, margin + (y - top) * scale))
        .collect()
}

/// Moves each pair that is too near apart, both by half.
fn push_apart(places: &mut [(f64, f64)]) {
    for one in 1..places.len() {
        for other in 0..one {
            let (dx, dy) = (
                places[one].0 - places[other].0,
                places[one].1 - places[other].1,
            );
            let distance = dx.hypot(dy);
            if distance >= APART {
                continue;
            }
            // Two at the same spot part sideways.
            let (dx, dy) = if distance < 1e-9 {
                (1.0, 0.0)
            } else {
                (dx / distance, dy / distance)
            };
            let half = (APART - distance) / 2.0;
            places[one].0 += dx * half;
            places[one].1 += dy * half;
            places[other].0 -= dx * half;
            places[other].1 -= dy * half;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_municipality_has_a_dot_inside_the_picture_and_none_hides_another() {
        let places = places();
        assert_eq!(places.len(), 290);
        for (at, one) in places.iter().enumerate() {
            assert!(
                (RADIUS..=f64::from(WIDTH) - RADIUS).contains(&one.x),
                "{one:?}"
            );
            assert!(
                (RADIUS..=f64::from(HEIGHT) - RADIUS).contains(&one.y),
                "{one:?}"
            );
            for other in &places[..at] {
                let distance = (one.x - other.x).hypot(one.y - other.y);
                assert!(distance > 2.0 * RADIUS - 0.5, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn dots_stay_near_their_places() {
        let homes: Vec<(f64, f64)> = Vocabulary::embedded()
            .register
            .municipalities()
            .iter()
            .map(|municipality| projected(municipality.lat, municipality.lon))
            .collect();
        let mut moved: Vec<f64> = fitted(&homes)
            .iter()
            .zip(places())
            .map(|(home, place)| (home.0 - place.x).hypot(home.1 - place.y))
            .collect();
        moved.sort_by(f64::total_cmp);
        assert!(moved[145] < RADIUS, "half move {}", moved[145]);
        assert!(
            moved[289] < 9.0 * RADIUS,
            "the farthest moves {}",
            moved[289]
        );
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let at = |name: &str| {
            let code = Vocabulary::embedded().register.by_name(name).unwrap().code;
            *places().iter().find(|place| place.code == code).unwrap()
        };
        assert!(at("Kiruna").y < at("Malmö").y);
        assert!(at("Göteborg").x < at("Stockholm").x);
        assert!(at("Gotland").x > at("Kalmar").x);
    }
}
