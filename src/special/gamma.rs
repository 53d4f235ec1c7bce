//! The gamma distribution with scale 1, and through it Poisson and chi-square tails.
//!
//! Below shape 16, and far from the middle, the power series and Legendre's continued fraction
//! (DLMF 8.11.4, 8.9.2); elsewhere Temme's expansion, whose cost does not grow with the shape.

use super::root::{Local, halley};
use super::stirling::gamma_density_times_x;
use super::{normal, temme};

/// The natural logarithm of the gamma function.
pub fn ln_gamma(a: f64) -> f64 {
    libm::lgamma(a)
}

/// Probability at or below `x`: the regularised lower incomplete gamma function P(a, x).
pub fn lower(a: f64, x: f64) -> f64 {
    tails(a, x).lower
}

/// Probability above `x`: the regularised upper incomplete gamma function Q(a, x).
///
/// Also the probability that a Poisson count of mean `x` is below an integer `a`.
pub fn upper(a: f64, x: f64) -> f64 {
    tails(a, x).upper
}

/// The point with probability `p` below it.
pub fn lower_quantile(a: f64, p: f64) -> f64 {
    if p > 0.5 {
        return upper_quantile(a, 1.0 - p);
    }
    quantile(a, p, Side::Lower)
}

/// The point with probability `q` above it.
pub fn upper_quantile(a: f64, q: f64) -> f64 {
    if q > 0.5 {
        return lower_quantile(a, 1.0 - q);
    }
    quantile(a, q, Side::Upper)
}

/// Both tails at a point, and the point times the density there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tails {
    pub(super) lower: f64,
    pub(super) upper: f64,
    pub(super) flow: f64,
}

/// Everything about the distribution of shape `a` at `x`.
pub(super) fn tails(a: f64, x: f64) -> Tails {
    if a.is_nan() || x.is_nan() || a <= 0.0 || a.is_infinite() || x < 0.0 {
        return Tails {
            lower: f64::NAN,
            upper: f64::NAN,
            flow: f64::NAN,
        };
    }
    if x == 0.0 || x.is_infinite() {
        let lower = if x == 0.0 { 0.0 } else { 1.0 };
        return Tails {
            lower,
            upper: 1.0 - lower,
            flow: 0.0,
        };
    }
    if temme::covers(a, x) {
        let (lower, upper, flow) = temme::tails(a, x);
        return Tails { lower, upper, flow };
    }
    let flow = gamma_density_times_x(a, x);
    if x < a + 1.0 {
        let lower = flow * series(a, x);
        Tails {
            lower,
            upper: 1.0 - lower,
            flow,
        }
    } else {
        let upper = flow * continued_fraction(a, x);
        Tails {
            lower: 1.0 - upper,
            upper,
            flow,
        }
    }
}

/// `P(a, x)` over `x` times the density.
fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0, 1.0, a);
    while term > sum * 1e-17 {
        n += 1.0;
        term *= x / n;
        sum += term;
    }
    sum / a
}

/// `Q(a, x)` over `x` times the density, by Lentz's method.
fn continued_fraction(a: f64, x: f64) -> f64 {
    const MOST_TERMS: u32 = 10_000;
    let mut partial = x + 1.0 - a;
    let mut above = 1.0 / TINY;
    let mut below = 1.0 / partial;
    let mut value = below;
    for step in 1..MOST_TERMS {
        let step = f64::from(step);
        let numerator = -step * (step - a);
        partial += 2.0;
        below = away_from_zero(numerator * below + partial).recip();
        above = away_from_zero(partial + numerator / above);
        let ratio = above * below;
        value *= ratio;
        if (ratio - 1.0).abs() < 2e-16 {
            break;
        }
    }
    value
}

const TINY: f64 = 1e-300;

fn away_from_zero(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

/// Which tail holds the probability of a quantile.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    Lower,
    Upper,
}

fn quantile(a: f64, probability: f64, side: Side) -> f64 {
    if a.is_nan() || a <= 0.0 || a.is_infinite() || !(0.0..=1.0).contains(&probability) {
        return f64::NAN;
    }
    if probability == 0.0 {
        return match side {
            Side::Lower => 0.0,
            Side::Upper => f64::INFINITY,
        };
    }
    let start = start(a, probability, side);
    if start < f64::MIN_POSITIVE {
        return start;
    }
    halley(start, a, 1.0 / a.max(1.0).sqrt(), |x| {
        let at = tails(a, x);
        let (tail, sign) = match side {
            Side::Lower => (at.lower, 1.0),
            Side::Upper => (at.upper, -1.0),
        };
        let slope = sign * at.flow / tail;
        Local {
            gap: (tail / probability).ln(),
            slope,
            bend: a - x - slope,
        }
    })
}

/// Wilson and Hilferty's approximation, or the leading term of the series close to zero.
pub(super) fn start(a: f64, probability: f64, side: Side) -> f64 {
    let (z, lower) = match side {
        Side::Lower => (-normal::approximate_quantile(probability), probability),
        Side::Upper => (normal::approximate_quantile(probability), 1.0 - probability),
    };
    let root = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * a.sqrt());
    if a > 1.0 && root > 0.3 {
        return a * root.powi(3);
    }
    let near_zero = ((lower.ln() + ln_gamma(a + 1.0)) / a).exp();
    if near_zero < 0.3 * (a + 1.0) {
        near_zero
    } else {
        a * root.max(0.3).powi(3)
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the ends are exact")]
mod tests {
    use super::*;

    #[test]
    fn outside_the_domain_is_not_a_number() {
        for (a, x) in [
            (0.0, 1.0),
            (-1.0, 1.0),
            (f64::NAN, 1.0),
            (1.0, -1.0),
            (1.0, f64::NAN),
        ] {
            assert!(lower(a, x).is_nan() && upper(a, x).is_nan());
        }
        for p in [-0.1, 1.1, f64::NAN] {
            assert!(lower_quantile(2.0, p).is_nan() && upper_quantile(2.0, p).is_nan());
        }
    }

    #[test]
    fn the_ends_are_exact() {
        assert!(lower(3.0, 0.0) == 0.0 && upper(3.0, 0.0) == 1.0);
        assert!(lower(3.0, f64::INFINITY) == 1.0);
        assert!(lower_quantile(3.0, 0.0) == 0.0 && upper_quantile(3.0, 0.0).is_infinite());
        assert!(upper_quantile(3.0, 1.0) == 0.0 && lower_quantile(3.0, 1.0).is_infinite());
    }

    #[test]
    fn a_tail_is_its_series_where_the_methods_meet() {
        for a in [0.5, 1.0, 15.9, 16.0, 16.1, 40.0, 400.0] {
            for part in [0.54, 0.56, 1.0, 1.69, 1.71, 3.0] {
                let x: f64 = a * part;
                let summed = gamma_density_times_x(a, x) * series(a, x);
                assert!((lower(a, x) / summed - 1.0).abs() < 1e-13, "{a} {part}");
                assert!((lower(a, x) + upper(a, x) - 1.0).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn quantiles_exist_everywhere() {
        for a in [0.3, 0.5, 1.0, 7.0, 40.5, 1609.0, 1e5, 3e9, 1e18] {
            for p in [1e-300, 1e-90, 1e-29, 1e-15, 1e-6, 0.025, 0.5] {
                let (low, high) = (lower_quantile(a, p), upper_quantile(a, p));
                for (tail, at) in [(lower(a, low), low), (upper(a, high), high)] {
                    let slack = 1e-10 + 1e-13 * p.ln().abs() * a.sqrt();
                    let back = (tail / p).ln().abs();
                    assert!(at < 1e-300 || back < slack, "{a} {p}: {at} {back}");
                }
            }
        }
    }

    #[test]
    fn quantiles_of_far_tails_come_back() {
        assert!(lower_quantile(0.5, 1e-300) == 0.0);
        for a in [0.5, 2.0, 30.0, 1e6] {
            for p in [1e-150, 1e-100, 1e-12, 0.3, 0.5, 0.9] {
                let (low, high) = (lower_quantile(a, p), upper_quantile(a, p));
                assert!((lower(a, low) / p - 1.0).abs() < 1e-11, "{a} {p}");
                assert!((upper(a, high) / p - 1.0).abs() < 1e-11, "{a} {p}");
            }
        }
    }
}
