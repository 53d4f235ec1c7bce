//! The beta distribution, through the odds `w = x / (1 - x)` of its variable.
//!
//! Odds keep the digits that `1 - x` would lose, turn one tail into the other by `1 / w`, and are
//! what a ratio of two frequencies is made of: given their sum, the first of two Poisson counts is
//! binomial with odds `w`, and `w b / a` has the F distribution with `2a` and `2b` degrees of
//! freedom. Tails come from the continued fraction of Didonato and Morris (1992), *ACM TOMS* 18,
//! 360, and where that is slow from an integral whose cost does not grow with the shapes.

use super::beta_ends::{FAR, at_an_end, rough};
use super::beta_integral::integral;
use super::gamma::Side;
use super::normal;
use super::root::{Local, halley};
use super::stirling::{beta_flow, imbalance};

/// Probability that the odds are at most `w`.
///
/// Also the probability that a binomial count of `a + b - 1` trials with odds `w` is at least `a`.
pub fn lower(a: f64, b: f64, w: f64) -> f64 {
    tails(a, b, w).lower
}

/// Probability that the odds exceed `w`.
pub fn upper(a: f64, b: f64, w: f64) -> f64 {
    tails(a, b, w).upper
}

/// The odds with probability `p` below them.
pub fn lower_quantile(a: f64, b: f64, p: f64) -> f64 {
    if p > 0.5 {
        return upper_quantile(a, b, 1.0 - p);
    }
    quantile(a, b, p, Side::Lower)
}

/// The odds with probability `q` above them.
pub fn upper_quantile(a: f64, b: f64, q: f64) -> f64 {
    if q > 0.5 {
        return lower_quantile(a, b, 1.0 - q);
    }
    quantile(a, b, q, Side::Upper)
}

/// Probability that `successes` of `successes + failures` trials with odds `w` succeed.
pub fn binomial(successes: f64, failures: f64, w: f64) -> f64 {
    let (a, b) = (successes + 1.0, failures + 1.0);
    let trials_and_one = successes + failures + 1.0;
    beta_flow(a, b, w) / trials_and_one * ((1.0 + w) / w) * (1.0 + w)
}

/// Both tails at the odds `w`, and `w` times the density there.
#[derive(Debug, Clone, Copy)]
pub struct Tails {
    /// Probability that the odds are at most `w`.
    pub lower: f64,
    /// Probability that they exceed `w`.
    pub upper: f64,
    /// `w` times the density.
    pub flow: f64,
}

/// Both tails at the odds `w`, and `w` times the density there.
pub fn tails(a: f64, b: f64, w: f64) -> Tails {
    if !shapes(a, b) || w.is_nan() || w < 0.0 {
        return Tails {
            lower: f64::NAN,
            upper: f64::NAN,
            flow: f64::NAN,
        };
    }
    if w == 0.0 || w.is_infinite() {
        let lower = if w == 0.0 { 0.0 } else { 1.0 };
        return Tails {
            lower,
            upper: 1.0 - lower,
            flow: 0.0,
        };
    }
    let flow = beta_flow(a, b, w);
    if imbalance(a, b, w) >= 0.0 {
        let lower = flow * lower_over_flow(a, b, w);
        Tails {
            lower,
            upper: 1.0 - lower,
            flow,
        }
    } else {
        let upper = flow * lower_over_flow(b, a, w.recip());
        Tails {
            lower: 1.0 - upper,
            upper,
            flow,
        }
    }
}

fn shapes(a: f64, b: f64) -> bool {
    a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()
}

fn lower_over_flow(a: f64, b: f64, w: f64) -> f64 {
    continued_fraction(a, b, w).unwrap_or_else(|| integral(a, b, w))
}

/// The lower tail over `w` times the density, or nothing if that would take too long.
fn continued_fraction(a: f64, b: f64, w: f64) -> Option<f64> {
    const MOST_TERMS: u32 = 400;
    let share = w / (1.0 + w);
    let balance = imbalance(a, b, w);
    let mut value = a * (balance + 1.0) / (a + 1.0);
    let mut above = value;
    let mut below = 0.0;
    for step in 1..=MOST_TERMS {
        let step = f64::from(step);
        let middle = a + 2.0 * step - 1.0;
        let rest = step * (b - step) * share / middle;
        let numerator = (a + step - 1.0) * (a + b + step - 1.0) / middle * rest * share;
        let denominator = step
            + rest
            + (a + step) * (balance + 1.0 + step * (2.0 - share)) / (a + 2.0 * step + 1.0);
        below = away_from_zero(denominator + numerator * below).recip();
        above = away_from_zero(denominator + numerator / above);
        let ratio = above * below;
        value *= ratio;
        if (ratio - 1.0).abs() < 2e-16 {
            return Some(value.recip());
        }
    }
    None
}

fn away_from_zero(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}

fn quantile(a: f64, b: f64, probability: f64, side: Side) -> f64 {
    if !shapes(a, b) || !(0.0..=1.0).contains(&probability) {
        return f64::NAN;
    }
    if probability == 0.0 {
        return match side {
            Side::Lower => 0.0,
            Side::Upper => f64::INFINITY,
        };
    }
    if a.min(b) < 1.0
        && let Some(end) = at_an_end(a, b, probability, side)
    {
        return end;
    }
    let spread = (a.recip() + b.recip()).sqrt().min(1.0);
    let start = start(a, b, probability, side);
    halley(start, a / b, spread, |w| {
        let at = tails(a, b, w);
        let (tail, sign) = match side {
            Side::Lower => (at.lower, 1.0),
            Side::Upper => (at.upper, -1.0),
        };
        let slope = sign * at.flow / tail;
        Local {
            gap: (tail / probability).ln(),
            slope,
            bend: imbalance(a, b, w) - slope,
        }
    })
}

/// Paulson's approximation of the F distribution, or the leading terms close to zero and infinity.
fn start(a: f64, b: f64, probability: f64, side: Side) -> f64 {
    let z = normal::approximate_quantile(probability);
    let z = match side {
        Side::Lower => -z,
        Side::Upper => z,
    };
    let (one, two) = ((9.0 * a).recip(), (9.0 * b).recip());
    let (first, second) = (1.0 - one, 1.0 - two);
    let leading = second * second - z * z * two;
    let inner = (first * first * two + second * second * one - z * z * one * two).sqrt();
    let root = (first * second + z * inner) / leading;
    if a > 0.6 && b > 0.6 && leading > 0.1 && root > 0.2 {
        return root.powi(3) * a / b;
    }
    let spread = (a.recip() + b.recip()).sqrt();
    let rough = rough(a, b, probability, side);
    if spread > 1.0 && rough.is_finite() {
        rough.clamp(-FAR, FAR).exp()
    } else {
        a / b * (z * spread).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_the_domain_is_not_a_number() {
        for (a, b, w) in [
            (0.0, 1.0, 1.0),
            (1.0, -1.0, 1.0),
            (1.0, 1.0, -1.0),
            (f64::NAN, 1.0, 1.0),
        ] {
            assert!(lower(a, b, w).is_nan());
        }
        assert!(lower_quantile(1.0, 1.0, 1.5).is_nan());
    }

    #[test]
    fn the_ends_are_exact() {
        assert!(lower(3.0, 2.0, 0.0) == 0.0 && upper(3.0, 2.0, f64::INFINITY) == 0.0);
        assert!(lower_quantile(3.0, 2.0, 0.0) == 0.0);
        assert!(upper_quantile(3.0, 2.0, 0.0).is_infinite());
    }

    #[test]
    fn the_integral_continues_the_fraction() {
        for (a, b) in [
            (0.5, 0.5),
            (0.5, 900.0),
            (9.0, 9.0),
            (700.0, 0.7),
            (9000.0, 0.5),
            (3e4, 3.0),
            (5e3, 2e4),
        ] {
            for part in [0.01, 0.5, 0.9, 0.999] {
                let w = part * a / b;
                let fraction = continued_fraction(a, b, w).unwrap();
                let error = (integral(a, b, w) / fraction - 1.0).abs();
                assert!(error < 2e-13, "{a} {b} {part}");
            }
        }
    }

    #[test]
    fn quantiles_come_back() {
        for (a, b) in [
            (0.5, 3.0),
            (1.0, 1.0),
            (40.0, 2.5),
            (1609.0, 1.0),
            (0.7, 4e5),
            (1e7, 3e6),
        ] {
            for p in [1e-120, 1e-15, 1e-9, 0.3, 0.5, 0.99] {
                let (low, high) = (lower_quantile(a, b, p), upper_quantile(a, b, p));
                assert!((lower(a, b, low) / p - 1.0).abs() < 1e-11, "{a} {b} {p}");
                assert!((upper(a, b, high) / p - 1.0).abs() < 1e-11, "{a} {b} {p}");
            }
        }
    }

    #[test]
    fn a_tail_that_vanishes_on_the_way_is_no_end_of_it() {
        for b in [0.028_046_875, 0.05, 0.3, 1.5] {
            for p in [1e-40, 7.324e-64, 1e-100, 1e-250] {
                let found = lower_quantile(1e8, b, p);
                assert!((lower(1e8, b, found) / p - 1.0).abs() < 1e-9, "{b} {p}");
                let found = upper_quantile(b, 1e8, p);
                assert!((upper(b, 1e8, found) / p - 1.0).abs() < 1e-9, "{b} {p}");
            }
        }
    }

    #[test]
    fn small_shapes_where_the_fraction_is_slow() {
        // By scipy 1.17: betaincc(a, b, w / (1 + w)).
        let (a, b, w): (f64, f64, f64) = (0.020_156_25, 52.773_437_5, 0.000_408_989_907_759_037_76);
        assert!(continued_fraction(b, a, w.recip()).is_none());
        assert!((upper(a, b, w) / 0.064_453_126_515_530_87 - 1.0).abs() < 1e-13);
        for w in [0.000_408_989_911, 0.000_41, 0.000_5, 0.001, 0.01] {
            let fraction = continued_fraction(b, a, f64::recip(w)).unwrap();
            let other = integral(b, a, f64::recip(w));
            assert!((fraction / other - 1.0).abs() < 1e-12, "{w}");
        }
    }

    #[test]
    fn quantiles_exist_everywhere() {
        let shapes = [0.3, 0.5, 1.0, 7.0, 40.5, 1609.0, 1e5, 3e9, 1e18];
        for a in shapes {
            for b in shapes {
                for p in [1e-300, 1e-90, 1e-29, 1e-15, 1e-6, 0.025, 0.5] {
                    let (low, high) = (lower_quantile(a, b, p), upper_quantile(a, b, p));
                    for (tail, at) in [(lower(a, b, low), low), (upper(a, b, high), high)] {
                        // The last digit of odds near 1 is a part of so many deviations of them.
                        let spread = (a.recip() + b.recip()).sqrt().min(1.0);
                        let slack = 1e-10 + 1e-13 * p.ln().abs() / spread;
                        let beyond = !(1e-300..=1e300).contains(&at);
                        let back = (tail / p).ln().abs();
                        assert!(beyond || back < slack, "{a} {b} {p}: {at} {back}");
                    }
                }
            }
        }
    }

    #[test]
    fn binomial_probabilities_add_up() {
        for w in [0.01, 0.4, 3.0] {
            let sum: f64 = (0..=30)
                .map(|k| binomial(f64::from(k), f64::from(30 - k), w))
                .sum();
            assert!((sum - 1.0).abs() < 1e-13);
            let tail: f64 = (20..=30)
                .map(|k| binomial(f64::from(k), f64::from(30 - k), w))
                .sum();
            assert!((lower(20.0, 11.0, w) / tail - 1.0).abs() < 1e-13);
        }
    }
}
