//! Places that are drawn in proportion to their shares, one at a time or many at once.

use super::{Stream, number};

/// So many that hardly any draw needs a second look.
const PARTS_A_SHARE: usize = 32;
/// So many single draws take as long as one binomial count.
const DRAWS_A_COUNT: u64 = 24;

/// Places that are drawn in proportion to their shares.
#[derive(Debug, Clone)]
pub struct Shares {
    /// The shares added up: where in the unit interval each place ends.
    ends: Vec<f64>,
    /// For each even part of the unit interval the first place that ends beyond its beginning.
    guide: Vec<usize>,
}

impl Shares {
    /// Shares that add up to 1.
    pub fn new(shares: impl Iterator<Item = f64>) -> Self {
        let mut sum = 0.0;
        let ends: Vec<f64> = shares
            .map(|share| {
                sum += share;
                sum
            })
            .collect();
        let parts = (PARTS_A_SHARE * ends.len()).next_power_of_two();
        let first = |part: usize| {
            let begin = number(part as u64) / number(parts as u64);
            ends.partition_point(|end| *end <= begin)
        };
        Self {
            guide: (0..parts).map(first).collect(),
            ends,
        }
    }

    /// The place of one draw: the first that ends beyond a number from 0 to 1.
    pub fn draw(&self, stream: &mut Stream) -> usize {
        let unit = stream.unit();
        let part = whole(unit * number(self.guide.len() as u64));
        let from = self.guide.get(part).copied().unwrap_or_default();
        // The last end may fall short of 1 by a rounding error.
        let last = self.ends.len().saturating_sub(1);
        let mut place = from.min(last);
        while place < last && self.ends.get(place).is_some_and(|end| *end <= unit) {
            place += 1;
        }
        place
    }

    /// How often each place comes in so many draws; `counts` has room for each.
    ///
    /// Where draws are many, each place's are drawn at once, from what those before it left.
    pub fn drawn(&self, draws: u64, stream: &mut Stream, counts: &mut [u64]) {
        counts.fill(0);
        if draws <= self.work(u64::MAX) {
            for _ in 0..draws {
                if let Some(count) = counts.get_mut(self.draw(stream)) {
                    *count += 1;
                }
            }
            return;
        }
        let (mut left, mut begin) = (draws, 0.0);
        let last = self.ends.len().saturating_sub(1);
        for (place, (count, end)) in counts.iter_mut().zip(&self.ends).enumerate() {
            let share = (end - begin) / (1.0 - begin);
            *count = stream.binomial(left, if place == last { 1.0 } else { share });
            left -= *count;
            begin = *end;
        }
    }

    /// How much work it is to draw so often, in single draws.
    pub fn work(&self, draws: u64) -> u64 {
        draws.min(DRAWS_A_COUNT * self.ends.len() as u64)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and below the length of a list"
)]
fn whole(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::real::to_real;

    #[test]
    fn places_are_those_of_a_plain_search() {
        for shares in [vec![1.0], vec![0.1; 10], vec![0.5, 0.0, 0.25, 1e-9, 0.25]] {
            let drawn = Shares::new(shares.iter().copied());
            let (mut stream, mut other) = (Stream::new(5, 0), Stream::new(5, 0));
            for _ in 0..2_000 {
                let unit = other.unit();
                let plain = drawn.ends.partition_point(|end| *end <= unit);
                assert_eq!(drawn.draw(&mut stream), plain.min(shares.len() - 1));
            }
        }
    }

    #[test]
    fn many_draws_at_once_follow_the_same_law() {
        let shares = [0.5, 0.0, 0.125, 0.25, 0.125];
        let places = Shares::new(shares.iter().copied());
        // Just under the number from which counts are drawn, and just over it.
        for draws in [120, 121, 5_000] {
            let (mut sums, mut squares) = ([0.0; 5], [0.0; 5]);
            let rounds = 4_000_u32;
            for round in 0..rounds {
                let mut counts = [9; 5];
                places.drawn(draws, &mut Stream::new(2, round.into()), &mut counts);
                assert_eq!(counts.iter().sum::<u64>(), draws);
                for (place, count) in counts.into_iter().enumerate() {
                    let excess = to_real(count) - to_real(draws) * shares[place];
                    sums[place] += excess;
                    squares[place] += excess * excess;
                }
            }
            for (place, share) in shares.into_iter().enumerate() {
                let variance = to_real(draws) * share * (1.0 - share);
                let mean = sums[place] / f64::from(rounds);
                assert!(mean.abs() <= 4.0 * (variance / f64::from(rounds)).sqrt());
                let found = squares[place] / f64::from(rounds);
                assert!(
                    (found - variance).abs() <= 0.12 * variance,
                    "{draws} {place}"
                );
            }
        }
    }
}
