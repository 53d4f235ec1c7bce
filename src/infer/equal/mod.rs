//! Whether all eras can share one frequency.
//!
//! Given their sum, counts of equal frequency are multinomial in proportion to the exposures. The
//! exact test adds up every outcome no likelier than the one seen (minlike), whole branches of
//! outcomes at a time where bounds settle them; where that would take too long, outcomes are drawn.

mod outcome;

use self::outcome::{MOST_STEPS, Outcome};
use crate::error::{Error, Result, some_draws};
use crate::progress::Tick;
use crate::special::gamma;
use crate::special::real;
use crate::time::exposure;

/// How the p-value is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Exact where the work is small, else drawn, else by the likelihood ratio.
    Auto,
    /// Every outcome.
    Exact,
    /// Drawn outcomes.
    MonteCarlo,
    /// The likelihood ratio G2, as chi-square.
    LikelihoodRatio,
    /// Pearson's X2, as chi-square.
    ChiSquare,
}

/// The test that all frequencies are equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equality {
    /// The p-value.
    pub p: f64,
    /// How it was found; never [`Method::Auto`].
    pub method: Method,
    /// Pearson's statistic.
    pub chi_square: f64,
    /// The likelihood ratio statistic.
    pub likelihood_ratio: f64,
    /// Eras with exposure, less one.
    pub degrees_of_freedom: usize,
}

/// Visits drawn before the likelihood ratio takes over.
const MOST_DRAWN: u64 = 300_000_000;

/// Tests that counts over years have one frequency; eras without exposure are left out.
///
/// With fewer than two eras, or no visit, nothing can differ and the p-value is 1.
///
/// # Errors
///
/// - [`Error::Length`] or [`Error::BadDuration`] for the exposures.
/// - [`Error::OutOfRange`] if there is no draw to be made.
/// - [`Error::Overflow`] if the visits are too many to add up.
/// - [`Error::TooLarge`] if the method asked for would take too long.
/// - Whatever `tick` returns.
pub fn equal_frequency(
    counts: &[u64],
    years: &[f64],
    method: Method,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Equality> {
    exposure::check(counts.len(), years)?;
    some_draws(draws)?;
    let (counts, years): (Vec<u64>, Vec<f64>) = counts
        .iter()
        .zip(years)
        .filter(|(_, years)| **years > 0.0)
        .unzip();
    let visits = counts
        .iter()
        .try_fold(0_u64, |sum, &count| sum.checked_add(count))
        .ok_or_else(|| Error::overflow("the number of visits"))?;
    let outcome = Outcome::new(&counts, &years, visits);
    let mut found = Equality::statistics(&counts, &years, visits);
    let (p, used) = match method {
        _ if counts.len() < 2 || visits == 0 => (1.0, Method::Exact),
        Method::Exact => {
            // It may be that it began, and took too many steps.
            let steps = (u128::from(visits) * counts.len() as u128).max(u128::from(MOST_STEPS) + 1);
            let too_many = || Error::too_large("the exact test", steps, MOST_STEPS.into());
            (outcome.exact().ok_or_else(too_many)?, Method::Exact)
        }
        Method::MonteCarlo => (outcome.drawn(draws, seed, tick)?, Method::MonteCarlo),
        Method::LikelihoodRatio => (found.likelihood_ratio_p(), method),
        Method::ChiSquare => (found.chi_square_p(), method),
        Method::Auto => match outcome.exact() {
            Some(p) => (p, Method::Exact),
            None if visits.saturating_mul(draws) <= MOST_DRAWN => {
                (outcome.drawn(draws, seed, tick)?, Method::MonteCarlo)
            }
            None => (found.likelihood_ratio_p(), Method::LikelihoodRatio),
        },
    };
    (found.p, found.method) = (p, used);
    Ok(found)
}

impl Equality {
    fn statistics(counts: &[u64], years: &[f64], visits: u64) -> Self {
        let a_year = real::to_real(visits) / years.iter().sum::<f64>();
        let (mut chi_square, mut likelihood_ratio) = (0.0, 0.0);
        for (&count, years) in counts.iter().zip(years) {
            let (seen, expected) = (real::to_real(count), a_year * years);
            if expected > 0.0 {
                chi_square += (seen - expected) * (seen - expected) / expected;
            }
            if count > 0 {
                likelihood_ratio += 2.0 * seen * (seen / expected).ln();
            }
        }
        Self {
            p: f64::NAN,
            method: Method::Auto,
            chi_square,
            likelihood_ratio: likelihood_ratio.max(0.0),
            degrees_of_freedom: counts.len().saturating_sub(1),
        }
    }

    fn likelihood_ratio_p(&self) -> f64 {
        self.tail(self.likelihood_ratio)
    }

    fn chi_square_p(&self) -> f64 {
        self.tail(self.chi_square)
    }

    fn tail(&self, statistic: f64) -> f64 {
        let freedom = real::to_real(self.degrees_of_freedom as u64);
        gamma::upper(0.5 * freedom, 0.5 * statistic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn test(counts: &[u64], years: &[f64], method: Method) -> Equality {
        equal_frequency(counts, years, method, 20_000, 0, &mut unattended).unwrap()
    }

    #[test]
    fn the_vector_of_m1() {
        let years = [715.0, 334.0, 119.0, 1388.0];
        let found = test(&[1, 2, 1, 3], &years, Method::Auto);
        assert!((found.chi_square - 3.319_726_035_18).abs() < 1e-10);
        assert!((found.likelihood_ratio - 2.607_212_894_52).abs() < 1e-10);
        assert!((found.p - 0.202_871_635).abs() < 1e-9);
        assert_eq!(found.method, Method::Exact);
        let drawn = test(&[1, 2, 1, 3], &years, Method::MonteCarlo);
        assert!((drawn.p - found.p).abs() < 0.01);
    }

    #[test]
    fn nothing_to_tell_apart() {
        for (counts, years) in [
            (&[][..], &[][..]),
            (&[7][..], &[2.0][..]),
            (&[0, 0][..], &[1.0, 2.0][..]),
            (&[3, 5][..], &[1.0, 0.0][..]),
        ] {
            for method in [Method::Auto, Method::Exact, Method::MonteCarlo] {
                let found = test(counts, years, method);
                assert!((found.p - 1.0).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn a_drawn_p_value_is_never_zero() {
        let found = test(&[50, 0], &[1.0, 1.0], Method::MonteCarlo);
        assert!((found.p - 1.0 / 20_001.0).abs() < 1e-15);
        let exact = test(&[50, 0], &[1.0, 1.0], Method::Exact);
        assert!((exact.p / 2.0_f64.powi(-49) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn large_counts_fall_to_the_likelihood_ratio() {
        let counts = [1_000_000, 1_001_000, 999_000];
        let found = test(&counts, &[1.0, 1.0, 1.0], Method::Auto);
        assert_eq!(found.method, Method::LikelihoodRatio);
        assert!((found.p - 0.367_879).abs() < 1e-4);
        let refused = equal_frequency(&counts, &[1.0; 3], Method::Exact, 1, 0, &mut unattended);
        assert!(matches!(refused, Err(Error::TooLarge { .. })));
    }
}
