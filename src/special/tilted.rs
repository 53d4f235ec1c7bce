//! A distribution on whole numbers, tilted: the exponential family of one parameter that it spans.
//!
//! `P(X = x)` is in proportion to `w(x) e^(theta x)`. Conditional tests of counts are of this kind:
//! the noncentral hypergeometric distribution, where theta is the logarithm of an odds ratio, and
//! a weighted sum of multinomial counts, where it is a slope. Both tails are monotone in theta, so
//! limits are the theta at which a tail is what it may be at most.

use super::real::days_to_real;
use super::root::between;

/// Odds between which a parameter is looked for; its logarithm is within 690 of 0.
const RANGE: (f64, f64) = (1e-300, 1e300);

/// A share of which this is the logarithm is less than every number above 0.
const LN_NOTHING: f64 = -746.0;

/// Weights of the numbers from a first one on, as logarithms.
#[derive(Debug, Clone, PartialEq)]
pub struct Tilted {
    first: i64,
    ln_weights: Vec<f64>,
}

/// What a stretch of the numbers has at one theta.
#[derive(Debug, Clone, Copy)]
struct Part {
    ln_mass: f64,
    mean: f64,
    variance: f64,
}

impl Tilted {
    /// The distribution with these weights of `first`, `first + 1` and so on.
    pub fn new(first: i64, ln_weights: Vec<f64>) -> Self {
        Self { first, ln_weights }
    }

    /// Central hypergeometric weights: how many of `drawn` are of the first kind, of which there
    /// are `first` beside `second` of the other. Its theta is the logarithm of the odds ratio.
    pub fn hypergeometric(first: u64, second: u64, drawn: u64) -> Self {
        let least = drawn.saturating_sub(second);
        let most = drawn.min(first);
        let mut ln_weight = 0.0;
        let mut ln_weights = vec![ln_weight];
        for number in least..most {
            let more = real(first - number) * real(drawn - number);
            let fewer = real(number + 1) * real((second + number + 1).saturating_sub(drawn));
            ln_weight += (more / fewer).ln();
            ln_weights.push(ln_weight);
        }
        Self::new(i64::try_from(least).unwrap_or(i64::MAX), ln_weights)
    }

    /// The least number that can occur.
    pub fn least(&self) -> i64 {
        self.first
    }

    /// The greatest number that can occur.
    pub fn most(&self) -> i64 {
        self.first + self.len() - 1
    }

    /// Probability of `x` or more.
    pub fn at_least(&self, x: i64, theta: f64) -> f64 {
        self.share(self.from(x), theta)
    }

    /// Probability of `x` or less.
    pub fn at_most(&self, x: i64, theta: f64) -> f64 {
        self.share(self.up_to(x), theta)
    }

    /// Twice the smaller tail at `x`, at most 1.
    pub fn central_p(&self, x: i64, theta: f64) -> f64 {
        (2.0 * self.at_least(x, theta).min(self.at_most(x, theta))).min(1.0)
    }

    /// The theta at which `x` or more has probability `q`; minus infinity if it always has 1.
    pub fn with_upper_tail(&self, x: i64, q: f64) -> f64 {
        if x <= self.least() {
            return f64::NEG_INFINITY;
        }
        let tail = self.from(x);
        solve(|theta| {
            let (part, whole) = (self.part(tail, theta), self.part((0, self.len()), theta));
            let value = part.ln_mass - whole.ln_mass - q.ln();
            (value, part.mean - whole.mean)
        })
    }

    /// The theta at which `x` or less has probability `q`; infinity if it always has 1.
    pub fn with_lower_tail(&self, x: i64, q: f64) -> f64 {
        if x >= self.most() {
            return f64::INFINITY;
        }
        let tail = self.up_to(x);
        solve(|theta| {
            let (part, whole) = (self.part(tail, theta), self.part((0, self.len()), theta));
            let value = q.ln() - part.ln_mass + whole.ln_mass;
            (value, whole.mean - part.mean)
        })
    }

    /// The theta at which the mean is `x`, which is the likeliest one; infinite at either end.
    pub fn with_mean(&self, x: i64) -> f64 {
        if self.least() == self.most() {
            return f64::NAN;
        }
        if x <= self.least() {
            return f64::NEG_INFINITY;
        }
        if x >= self.most() {
            return f64::INFINITY;
        }
        let whole = (0, self.len());
        solve(|theta| {
            let part = self.part(whole, theta);
            (part.mean - days_to_real(x), part.variance)
        })
    }

    fn len(&self) -> i64 {
        i64::try_from(self.ln_weights.len()).unwrap_or(i64::MAX)
    }

    fn from(&self, x: i64) -> (i64, i64) {
        ((x - self.first).max(0), self.len())
    }

    fn up_to(&self, x: i64) -> (i64, i64) {
        (0, (x - self.first + 1).min(self.len()))
    }

    fn share(&self, stretch: (i64, i64), theta: f64) -> f64 {
        let whole = self.part((0, self.len()), theta);
        (self.part(stretch, theta).ln_mass - whole.ln_mass).exp()
    }

    /// Mass and moments of the numbers at the places `[from, to)`.
    fn part(&self, (from, to): (i64, i64), theta: f64) -> Part {
        let places = (from..to).zip(
            self.ln_weights
                .iter()
                .skip(usize::try_from(from).unwrap_or(usize::MAX)),
        );
        let terms = places.map(|(place, ln_weight)| {
            let x = days_to_real(self.first + place);
            (x, ln_weight + theta * x)
        });
        let highest = terms
            .clone()
            .fold(f64::NEG_INFINITY, |highest, (_, term)| highest.max(term));
        if highest == f64::NEG_INFINITY {
            return Part {
                ln_mass: f64::NEG_INFINITY,
                mean: f64::NAN,
                variance: f64::NAN,
            };
        }
        // What is left out is 0 to the last bit: in a long table nearly everything.
        let scaled: Vec<(f64, f64)> = terms
            .filter(|(_, term)| term - highest > LN_NOTHING)
            .map(|(x, term)| (x, (term - highest).exp()))
            .collect();
        let mass: f64 = scaled.iter().map(|(_, share)| share).sum();
        let mean = scaled.iter().map(|(x, share)| x * share).sum::<f64>() / mass;
        let spread = scaled
            .iter()
            .map(|(x, share)| (x - mean) * (x - mean) * share);
        Part {
            ln_mass: highest + mass.ln(),
            mean,
            variance: spread.sum::<f64>() / mass,
        }
    }
}

/// The theta at which a rising function is zero; `local` gives its value and its slope.
pub fn solve(local: impl Fn(f64) -> (f64, f64)) -> f64 {
    between(RANGE.0, RANGE.1, |odds| local(odds.ln())).ln()
}

fn real(count: u64) -> f64 {
    super::real::to_real(count)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "zero and one are exact")]
mod tests {
    use super::*;

    fn close(found: f64, wanted: f64, tolerance: f64) {
        let error = (found - wanted).abs() / wanted.abs().max(1e-3);
        assert!(error < tolerance, "{found} is not {wanted}");
    }

    #[test]
    fn odds_ratios_of_m25() {
        // A1, A2, B1, B2: the estimate, the central p at 1, and both limits
        for ([a1, a2, b1, b2], estimate, p, lower, upper) in [
            (
                [9, 31, 67, 103],
                0.447_905_362_380,
                0.063_893_316_009_0,
                0.176_052_799_005,
                1.040_499_635_20,
            ),
            (
                [18, 62, 134, 206],
                0.447_110_630_164,
                0.005_643_349_364_35,
                0.237_963_836_249,
                0.806_154_557_768,
            ),
            (
                [5, 39, 56, 120],
                0.276_045_277_843,
                0.007_836_744_459_98,
                0.080_562_988_096_5,
                0.754_475_466_382,
            ),
            (
                [3, 10, 10, 3],
                0.101_154_421_368,
                0.016_931_715_478_0,
                0.009_867_375_705_78,
                0.720_972_397_481,
            ),
        ] {
            let table = Tilted::hypergeometric(a1 + b1, a2 + b2, a1 + a2);
            let seen = i64::try_from(a1).unwrap();
            close(table.with_mean(seen).exp(), estimate, 1e-10);
            close(table.central_p(seen, 0.0), p, 1e-10);
            close(table.with_upper_tail(seen, 0.025).exp(), lower, 1e-10);
            close(table.with_lower_tail(seen, 0.025).exp(), upper, 1e-10);
        }
    }

    #[test]
    fn the_ends_have_no_limit() {
        let table = Tilted::hypergeometric(7, 32, 12);
        close(table.central_p(0, 0.0), 0.115_471_508_660, 1e-10);
        assert_eq!(table.with_upper_tail(0, 0.025).exp(), 0.0);
        close(
            table.with_lower_tail(0, 0.025).exp(),
            1.421_297_245_20,
            1e-10,
        );
        assert_eq!(table.with_mean(0).exp(), 0.0);
        assert_eq!((table.least(), table.most()), (0, 7));
        let one = Tilted::hypergeometric(7, 20, 0);
        assert_eq!(one.central_p(0, 0.0), 1.0);
        assert!(one.with_mean(0).is_nan());
    }

    #[test]
    fn both_tails_overlap_in_the_number_seen() {
        let table = Tilted::hypergeometric(40, 60, 30);
        for x in 0..=30 {
            for theta in [-2.0, 0.0, 1.5] {
                let point = table.at_least(x, theta) - table.at_least(x + 1, theta);
                let sum = table.at_least(x, theta) + table.at_most(x, theta);
                assert!((sum - 1.0 - point).abs() < 1e-13);
            }
        }
    }
}
