//! Two weighted frequencies compared, by the F interval.
//!
//! The ratio of two gamma distributions is a scaled F distribution, which turns the interval of Fay
//! and Feuer into one for a ratio (Fay 1999, *Communications in Statistics* 28, 2141, as SEER*Stat
//! uses it). Equal weights give the central exact comparison.

use super::Comparison;
use crate::special::beta;
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
}

impl Weighted {
    fn is_known(self) -> bool {
        [self.frequency, self.variance, self.largest_weight]
            .iter()
            .all(|value| value.is_finite() && *value >= 0.0)
            && self.largest_weight > 0.0
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
pub fn compare_weighted(first: Weighted, second: Weighted, level: Level) -> Comparison {
    if !(first.is_known() && second.is_known()) {
        return Comparison::UNKNOWN;
    }
    let (lower, above) = one_sided(first, second, level.tail());
    let (reciprocal, below) = one_sided(second, first, level.tail());
    Comparison {
        ratio: if second.frequency > 0.0 {
            first.frequency / second.frequency
        } else {
            f64::NAN
        },
        lower,
        upper: reciprocal.recip(),
        p: (2.0 * above.min(below)).min(1.0),
    }
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
