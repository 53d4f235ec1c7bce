//! Random numbers: one stream for each replicate, so that results do not depend on threads.
//!
//! The generator is PCG XSL-RR 128/64 (O'Neill 2014) as `rand_pcg` has it. Its state is spread
//! from the seed and the number of the replicate by `SplitMix64`, because streams that differ only
//! in their increment may be correlated.

mod counts;
mod shares;

use rand_core::Rng;
use rand_pcg::Pcg64;

pub use shares::Shares;

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
const UNIT: f64 = 1.0 / 9_007_199_254_740_992.0;

/// The stream of one replicate.
#[derive(Debug, Clone)]
pub struct Stream(Pcg64);

impl Stream {
    /// The stream of draw `draw` under `seed`.
    pub fn new(seed: u64, draw: u64) -> Self {
        let mut state = mix(seed.wrapping_add(GOLDEN)) ^ draw;
        let mut word = || {
            state = state.wrapping_add(GOLDEN);
            u128::from(mix(state))
        };
        let (high, low) = (word(), word());
        Self(Pcg64::new((high << 64) | low, u128::from(seed)))
    }

    /// A number from 0 to 1, 1 excluded, in steps of 2^-53.
    pub fn unit(&mut self) -> f64 {
        number(self.0.next_u64() >> 11) * UNIT
    }

    /// A standard normal number, by Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 && square > 0.0 {
                return x * (-2.0 * libm::log(square) / square).sqrt();
            }
        }
    }

    /// A whole number from 0 to `bound`, `bound` excluded, each equally likely; 0 for no choice.
    ///
    /// By the multiplication of Lemire (2019), rejecting what would favour some numbers.
    pub fn below(&mut self, bound: u64) -> u64 {
        loop {
            let product = u128::from(self.0.next_u64()) * u128::from(bound);
            let [low, high] = [product & u128::from(u64::MAX), product >> 64];
            // What is rejected is less than the bound: mostly there is nothing to divide.
            let unfair = || bound.wrapping_neg().checked_rem(bound).unwrap_or_default();
            if low >= u128::from(bound) || low >= u128::from(unfair()) {
                return u64::try_from(high).unwrap_or_default();
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
fn number(bits: u64) -> f64 {
    bits as f64
}

fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ() {
        let first = |seed, replicate| Stream::new(seed, replicate).unit().to_bits();
        assert_eq!(first(0, 7), first(0, 7));
        assert_ne!(first(0, 7), first(0, 8));
        assert_ne!(first(0, 7), first(1, 7));
    }

    #[test]
    fn whole_numbers_are_equally_likely() {
        let mut counts = [0_u32; 6];
        for replicate in 0..60_000 {
            let place = Stream::new(1, replicate).below(6);
            counts[usize::try_from(place).unwrap()] += 1;
        }
        for count in counts {
            assert!(count.abs_diff(10_000) < 400, "{counts:?}");
        }
        assert_eq!(Stream::new(1, 0).below(0), 0);
        assert_eq!(Stream::new(1, 0).below(1), 0);
    }

    #[test]
    fn the_mean_over_streams_is_one_half() {
        let draws = 20_000_u32;
        let sum: f64 = (0..u64::from(draws))
            .map(|replicate| Stream::new(3, replicate).unit())
            .sum();
        assert!((sum / f64::from(draws) - 0.5).abs() < 4.0 / (12.0 * f64::from(draws)).sqrt());
    }
}
