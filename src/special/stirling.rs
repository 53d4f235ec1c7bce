//! The parts of a gamma density that cancel, computed without cancelling.
//!
//! Loader (2000), *Fast and accurate computation of binomial probabilities*.

use std::f64::consts::PI;

/// `u - ln(1 + u)`, to full relative accuracy for `u > -1`.
pub(super) fn log_excess(u: f64) -> f64 {
    if !(-0.55..=1.0).contains(&u) {
        return u - u.ln_1p();
    }
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

/// `ln Γ(a + 1) - ln(sqrt(2πa) (a/e)^a)` for `a >= 16` (DLMF 5.11.1).
pub(super) fn stirling_error(a: f64) -> f64 {
    const TERMS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    let inverse_square = 1.0 / (a * a);
    TERMS
        .iter()
        .rev()
        .fold(0.0, |sum, term| sum * inverse_square + term)
        / a
}

/// `x^a e^-x / Γ(a)`: `x` times the density of the gamma distribution of shape `a`.
pub(super) fn gamma_density_times_x(a: f64, x: f64) -> f64 {
    if a < 16.0 {
        return x.powf(a) * (-x).exp() / libm::tgamma(a);
    }
    (a / (2.0 * PI)).sqrt() * (-a * log_excess((x - a) / a) - stirling_error(a)).exp()
}
