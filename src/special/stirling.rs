//! The parts of gamma and beta densities that cancel, computed without cancelling.
//!
//! Loader (2000), *Fast and accurate computation of binomial probabilities*.

use std::f64::consts::PI;

const LN_SQRT_2_PI: f64 = 0.918_938_533_204_672_8;

/// `u - ln(1 + u)`, to full relative accuracy for `u > -1` unless `u` is near -1.
pub(super) fn log_excess(u: f64) -> f64 {
    if NEAR_ONE.contains(&u) {
        near_one(u)
    } else {
        u - u.ln_1p()
    }
}

/// `u - ln(1 + u)` where `ratio`, `1 + u`, is known as itself.
fn log_excess_of(u: f64, ratio: f64) -> f64 {
    if NEAR_ONE.contains(&u) {
        near_one(u)
    } else {
        u - ratio.ln()
    }
}

const NEAR_ONE: std::ops::RangeInclusive<f64> = -0.55..=1.0;

fn near_one(u: f64) -> f64 {
    let r = u / (2.0 + u);
    let square = r * r;
    let (mut power, mut odd, mut sum) = (1.0, 3.0, 0.0);
    loop {
        let term = power / odd;
        sum += term;
        if term <= sum * 1e-17 {
            return r * (u - 2.0 * square * sum);
        }
        power *= square;
        odd += 2.0;
    }
}

/// `e^u - 1 - u`, to full relative accuracy.
pub(super) fn exp_excess(u: f64) -> f64 {
    if u.abs() > 0.7 {
        return u.exp_m1() - u;
    }
    let (mut term, mut n, mut sum) = (0.5 * u * u, 2.0, 0.0);
    while term != 0.0 && f64::abs(term) > 1e-18 * f64::abs(sum) {
        sum += term;
        n += 1.0;
        term *= u / n;
    }
    sum
}

const STIRLING: [f64; 7] = [
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1260.0,
    -1.0 / 1680.0,
    1.0 / 1188.0,
    -691.0 / 360_360.0,
    1.0 / 156.0,
];

/// `ln Γ(a) - ln(sqrt(2π / a) (a/e)^a)` (DLMF 5.11.1).
pub(super) fn stirling_error(a: f64) -> f64 {
    if a < 16.0 {
        return libm::lgamma(a) - (a - 0.5) * a.ln() + a - LN_SQRT_2_PI;
    }
    let inverse_square = 1.0 / (a * a);
    STIRLING
        .iter()
        .rev()
        .fold(0.0, |sum, term| sum * inverse_square + term)
        / a
}

/// `x^a e^-x / Γ(a)`: `x` times the density of the gamma distribution of shape `a`.
pub(super) fn gamma_density_times_x(a: f64, x: f64) -> f64 {
    if a < 16.0 {
        let power_and_exponential = if x > 1e4 {
            // The power may overflow where the exponential has long vanished.
            0.0
        } else if x > 700.0 {
            // By halves, of which the exponential keeps all its digits.
            let root = x.powf(0.5 * a) * (-0.5 * x).exp();
            root * root
        } else {
            x.powf(a) * (-x).exp()
        };
        return power_and_exponential / libm::tgamma(a);
    }
    (a / (2.0 * PI)).sqrt() * (-a * log_excess_of((x - a) / a, x / a) - stirling_error(a)).exp()
}

/// Logarithm of the probability that a Poisson count of this mean is `count`: factorials of large
/// counts would cancel.
pub fn ln_poisson(count: f64, mean: f64) -> f64 {
    if count == 0.0 {
        return -mean;
    }
    let deviance = count * log_excess_of((mean - count) / count, mean / count);
    -deviance - 0.5 * (2.0 * PI * count).ln() - stirling_error(count)
}

/// `a y - b x` at odds `w = x / y`: zero at the mean odds `a / b`, positive below.
pub(super) fn imbalance(a: f64, b: f64, w: f64) -> f64 {
    if w <= 1.0 {
        w.mul_add(-b, a) / (1.0 + w)
    } else {
        w.recip().mul_add(a, -b) / (1.0 + w.recip())
    }
}

/// `x^a y^b / B(a, b)` at odds `w = x / y`: `w` times the density of the odds.
pub(super) fn beta_flow(a: f64, b: f64, w: f64) -> f64 {
    let off = imbalance(a, b, w);
    let total = a + b;
    let expected = total / (1.0 + w);
    let deviance =
        a * log_excess_of(-off / a, w * expected / a) + b * log_excess_of(off / b, expected / b);
    let errors = stirling_error(a) + stirling_error(b) - stirling_error(total);
    (a / (2.0 * PI) * (b / total)).sqrt() * (-deviance - errors).exp()
}
