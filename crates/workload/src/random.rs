//! Random numbers that stay the same for ever.
//!
//! A library's numbers may change with its version, and with them every figure that was measured.
//! This is `SplitMix64`, by Steele, Lea and Flood (2014).

/// A row of random numbers.
#[derive(Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// One of many rows of a seed.
    pub fn new(seed: u64, row: u64) -> Self {
        let mut random = Self {
            state: seed ^ row.wrapping_mul(0xd134_2543_de82_ef95),
        };
        random.next();
        random
    }

    /// Any number.
    #[expect(
        clippy::should_implement_trait,
        reason = "a row without an end is no iterator that a loop could go over"
    )]
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit, which is not 0.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the high half of a product with a usize is below it"
    )]
    pub fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    /// A number from the first to the last, both included.
    pub fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, per_cent: usize) -> bool {
        self.below(100) < per_cent
    }

    /// A share from 0 to just below 1.
    #[expect(
        clippy::cast_precision_loss,
        reason = "53 bits are what the type holds"
    )]
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of some.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// A place in a list, the first ones much more often than the last.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "places are small and not negative"
    )]
    pub fn log_uniform(&mut self, len: usize) -> usize {
        let place = ((len as f64).ln() * self.share()).exp() as usize;
        place.clamp(1, len) - 1
    }
}
