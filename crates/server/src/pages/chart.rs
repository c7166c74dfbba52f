//! Pictures of numbers, as the attributes of inline SVG.
//!
//! A picture holds no text: its axis and its numbers stand in HTML beside it, where they keep the
//! reader's size of text. What it shows is always told in a table, too.

use std::fmt::Write;

/// The width of a bar with the gap after it.
const STEP: usize = 5;
/// The width of a bar.
const BAR: usize = 4;
/// The height of the tallest bar.
const TALLEST: usize = 40;

/// A row of bars from left to right.
#[derive(Debug)]
pub(crate) struct Bars {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// The outline of all bars, as the `d` of a path.
    pub(crate) outline: String,
}

impl Bars {
    /// Bars whose heights are to each other as the values are, the tallest as high as `tallest`.
    ///
    /// What is more than nothing can be seen. No value is greater than `tallest`.
    pub(crate) fn of(values: &[f64], tallest: f64) -> Self {
        let mut outline = String::new();
        for (at, value) in values.iter().enumerate() {
            if *value > 0.0 && tallest > 0.0 {
                let height = value / tallest * TALLEST_F64;
                // Writing to a string cannot fail.
                let _ = write!(
                    outline,
                    "M{x} {TALLEST}v-{height:.0}h{BAR}V{TALLEST}z",
                    x = at * STEP,
                    height = height.max(2.0)
                );
            }
        }
        Self {
            width: (values.len() * STEP).max(1),
            height: TALLEST,
            outline,
        }
    }
}

const TALLEST_F64: f64 = 40.0;

/// The radius of a dot whose area grows with a count, in a square of 32; none for no count.
///
/// `most` is the count of the largest dot.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of records are far below 2^52"
)]
pub(crate) fn radius(count: usize, most: usize) -> Option<String> {
    const LARGEST: f64 = 15.0;
    const SMALLEST: f64 = 9.0;
    (count > 0).then(|| {
        let share = count as f64 / most.max(count) as f64;
        format!("{:.1}", (LARGEST * share.sqrt()).max(SMALLEST))
    })
}

/// How dark something is drawn: 0 for none, then doubling.
pub(crate) fn shade(count: usize) -> usize {
    match count {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        4..=7 => 3,
        _ => 4,
    }
}

/// The counts of each shade in words.
pub(crate) const SHADES: [&str; 5] = ["0", "1", "2–3", "4–7", "8+"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_high_as_their_values_and_none_is_lost() {
        let bars = Bars::of(&[0.0, 1.0, 2.0, 0.001], 2.0);
        assert_eq!(bars.width, 20);
        assert_eq!(
            bars.outline,
            "M5 40v-20h4V40zM10 40v-40h4V40zM15 40v-2h4V40z"
        );
        assert_eq!(Bars::of(&[], 0.0).width, 1);
        assert_eq!(Bars::of(&[0.0], 0.0).outline, "");
    }

    #[test]
    fn dots_grow_with_the_count_by_area() {
        assert_eq!(radius(0, 9), None);
        assert_eq!(radius(4, 4).as_deref(), Some("15.0"));
        assert_eq!(radius(2, 4).as_deref(), Some("10.6"));
        assert_eq!(radius(1, 4).as_deref(), Some("9.0"));
        assert_eq!(radius(1, 100).as_deref(), Some("9.0"));
        assert_eq!(radius(3, 0).as_deref(), Some("15.0"));
    }

    #[test]
    fn every_shade_is_told() {
        let shades: Vec<usize> = [0, 1, 2, 3, 4, 7, 8, 500].into_iter().map(shade).collect();
        assert_eq!(shades, [0, 1, 2, 2, 3, 3, 4, 4]);
    }
}
