//! Two weighted frequencies compared, by the F interval.
//!
//! The ratio of two gamma distributions is a scaled F distribution, which turns the interval of Fay
//! and Feuer into one for a ratio (Fay 1999, *Communications in Statistics* 28, 2141, as SEER*Stat
//! uses it). Equal weights give the central exact comparison.

use super::{Allowed, Comparison, Method};
use crate::special::beta;
use crate::special::excess::Excess;
use crate::special::level::Level;

/// A weighted frequency: sum of weights a year, its variance, and the largest weight over the years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighted {
    /// Sum of the weights over the years.
    pub frequency: f64,
    /// Sum of the squared weights over the squared years.
    pub variance: f64,
    /// Largest weight of the scheme over the years.
    pub largest_weight: f64,
    /// Years of exposure.
    pub years: f64,
    /// How much more than a Poisson count one of visits varies; heeded by the dispersed methods.
    pub excess: Excess,
}

impl Weighted {
    fn is_known(self) -> bool {
        [self.frequency, self.variance, self.largest_weight]
            .iter()
            .all(|value| value.is_finite() && *value >= 0.0)
            && self.largest_weight > 0.0
    }

    fn widened(self, phi: f64) -> Self {
        Self {
            variance: phi * self.variance,
            largest_weight: phi * self.largest_weight,
            ..self
        }
    }

    /// Shape and mean of the gamma distribution of the lower limit.
    fn below(self) -> (f64, f64) {
        let shape = self.frequency * (self.frequency / self.variance);
        (shape, self.frequency)
    }

    /// Shape and mean of the gamma distribution of the upper limit.
    fn above(self) -> (f64, f64) {
        let mean = self.frequency + self.largest_weight;
        let variance = self.variance + self.largest_weight * self.largest_weight;
        (mean * (mean / variance), mean)
    }
}

/// Compares two weighted frequencies.
pub fn compare_weighted(
    first: Weighted,
    second: Weighted,
    level: Level,
    method: Method,
) -> Comparison {
    if !(first.is_known() && second.is_known()) {
        return Comparison::UNKNOWN;
    }
    let excess = [first.excess, second.excess];
    let allowed = Allowed::of(excess, common_rate(first, second), method);
    let [first, second] = [
        first.widened(allowed.phi[0]),
        second.widened(allowed.phi[1]),
    ];
    let tail = 0.5 * allowed.alpha(level);
    let (lower, above) = one_sided(first, second, tail);
    let (reciprocal, below) = one_sided(second, first, tail);
    Comparison {
        ratio: if second.frequency > 0.0 {
            first.frequency / second.frequency
        } else {
            f64::NAN
        },
        lower,
        upper: reciprocal.recip(),
        p: allowed.p((2.0 * above.min(below)).min(1.0)),
    }
    .settled(level)
}

/// As many visits of one weight as vary like those of both eras together, a year; one if there is none.
fn common_rate(first: Weighted, second: Weighted) -> f64 {
    let sides = [first, second];
    let sum: f64 = sides.iter().map(|side| side.frequency * side.years).sum();
    let squares: f64 = sides
        .iter()
        .map(|side| side.variance * side.years * side.years)
        .sum();
    let visits = if squares > 0.0 {
        sum * (sum / squares)
    } else {
        1.0
    };
    visits / (first.years + second.years)
}

/// Lower limit of the ratio of `first` to `second`, and the tail of a ratio of 1.
fn one_sided(first: Weighted, second: Weighted, tail: f64) -> (f64, f64) {
    if first.frequency == 0.0 {
        return (0.0, 1.0);
    }
    let ((a, above), (b, below)) = (first.below(), second.above());
    let odds_of_one = below / above * (a / b);
    (
        beta::lower_quantile(a, b, tail) / odds_of_one,
        beta::lower(a, b, odds_of_one),
    )
}
