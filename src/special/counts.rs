//! The law of a count: Poisson's, or the negative binomial one where years vary more.
//!
//! A rate that itself has a gamma law gives the negative binomial law, whose variance is
//! `1 + mean / size` times its mean.

use super::beta;
use super::excess::Excess;
use super::real::to_real;
use super::stirling::gamma_density_times_x;

/// What may be left out of a law at either end.
const CUT: f64 = 1e-13;

/// The law of the visits of an era.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountLaw {
    mean: f64,
    /// Shape of the gamma law of the rate; infinite for Poisson's law.
    size: f64,
}

impl CountLaw {
    /// Of `years` at a rate in visits a year, whose variance is `excess.phi(rate)` times the mean.
    pub fn of(rate: f64, years: f64, excess: Excess) -> Self {
        let varies = excess.per_rate > 0.0;
        Self {
            mean: rate * years,
            size: if varies {
                years / excess.per_rate
            } else {
                f64::INFINITY
            },
        }
    }

    /// Probability of a count.
    pub fn point(self, count: u64) -> f64 {
        let (count, mean, size) = (to_real(count), self.mean, self.size);
        if mean <= 0.0 {
            return if count > 0.0 { 0.0 } else { 1.0 };
        }
        if size.is_finite() {
            return size / (size + count) * beta::binomial(count, size, mean / size);
        }
        if count > 0.0 {
            gamma_density_times_x(count, mean) / count
        } else {
            (-mean).exp()
        }
    }

    /// The probabilities of counts up to `most`, but for a rest below 1e-12 at either end.
    pub fn points(self, most: u64) -> Points {
        let start = whole(self.mean * (1.0 - self.size.recip()).max(0.0)).min(most);
        let at_start = self.point(start);
        let (mut first, mut point) = (start, at_start);
        let mut points = vec![];
        while first > 0 {
            let ratio = self.step(first - 1).recip();
            if point * ratio <= CUT * (1.0 - ratio) {
                break;
            }
            point *= ratio;
            first -= 1;
            points.push(point);
        }
        points.reverse();
        points.push(at_start);
        let (mut last, mut point) = (start, at_start);
        let limit = self.mean / (self.mean + self.size);
        while last < most {
            let ratio = self.step(last);
            let largest = ratio.max(limit);
            if point * largest <= CUT * (1.0 - largest) {
                break;
            }
            point *= ratio;
            last += 1;
            points.push(point);
        }
        Points { first, points }
    }

    /// Probability of one count more over that of this one.
    fn step(self, count: u64) -> f64 {
        let count = to_real(count);
        self.mean * (1.0 + count / self.size) / ((count + 1.0) * (1.0 + self.mean / self.size))
    }
}

/// The probabilities of neighbouring counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// The least of the counts.
    pub first: u64,
    /// The probability of each.
    pub points: Vec<f64>,
}

/// The whole part of a number; 0 below 0 and where it is none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from a real number stops at the ends"
)]
pub fn whole(number: f64) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law(mean: f64, phi: f64) -> CountLaw {
        let excess = Excess {
            per_rate: phi - 1.0,
            degrees_of_freedom: 9.0,
        };
        CountLaw::of(1.0, mean, excess)
    }

    #[test]
    fn points_add_up_and_have_their_moments() {
        for (mean, phi) in [
            (0.0, 1.0),
            (0.3, 1.0),
            (67.0, 1.0),
            (1e5, 1.0),
            (0.3, 1.5),
            (67.0, 1.000_001),
            (67.0, 4.0),
            (2000.0, 30.0),
        ] {
            let found = law(mean, phi).points(u64::MAX);
            let counts = (found.first..).map(to_real);
            let each: Vec<(f64, f64)> = counts.zip(found.points).collect();
            let sum: f64 = each.iter().map(|(_, point)| point).sum();
            let middle: f64 = each.iter().map(|(count, point)| count * point).sum();
            let spread: f64 = each
                .iter()
                .map(|(count, point)| (count - middle).powi(2) * point)
                .sum();
            assert!((sum - 1.0).abs() < 1e-11, "{mean} {phi} {sum}");
            assert!((middle - mean).abs() <= 1e-9 * mean);
            assert!((spread - phi * mean).abs() <= 1e-7 * mean, "{spread}");
        }
    }

    #[test]
    fn far_below_the_bulk_nothing_is_left() {
        let found = law(1e5, 1.0).points(10);
        assert_eq!((found.first, found.points.len()), (10, 1));
        assert!(found.points.iter().all(|point| *point < 1e-300));
    }
}
