//! How much the years of eras vary, and whether neighbouring years resemble each other.
//!
//! Visits come in clusters (anniversaries, campaign years). Given the visits of each era, independent
//! visits fall on its years in proportion to their lengths; Pearson's statistic over its degrees of
//! freedom, the dispersion, then has a mean of exactly 1. One `alpha` for all eras of a list, by
//! moments, says how much more they vary: the variance of a year is `m + alpha * m^2` (methods M17).

mod conditional;
mod lists;
mod orders;

use std::cmp::Ordering;

pub use conditional::Chance;
pub use lists::{Allowed, of_lists};

use crate::error::Result;
use crate::progress::Tick;
use crate::special::excess::{self, Excess};
use crate::special::real::to_real;
use crate::threads::{Threads, side_by_side};

/// The highest correlation of neighbouring years that is allowed for: beyond it no method here keeps
/// its level.
const HIGHEST_RHO: f64 = 0.5;
/// Beyond this `alpha` is not looked for.
const HIGHEST_ALPHA: f64 = 1e3;
/// Years to be drawn in all from which on both tests are made at once.
const LEAST_WORK: u64 = 200_000;
/// Statistics closer than this, relatively, are ties.
const TIE: f64 = 1e-9;

/// A year of an era, or what the era has of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Year {
    /// Visits.
    pub count: u64,
    /// Exposure in years.
    pub years: f64,
}

/// How the years of some eras vary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    /// Pearson's statistic over all years, within eras.
    pub chi_square: f64,
    /// Years less eras, over eras with visits and two years or more; 0 where nothing can be told.
    pub degrees_of_freedom: usize,
    /// Excess variance of a year over its squared mean; 0 where years vary no more than chance lets them.
    pub alpha: f64,
    /// Correlation of the residuals of neighbouring years; `NAN` if there is none to speak of.
    pub correlation: f64,
    /// The same less its mean over all orders of the years.
    pub lag1: f64,
    /// The correlation of the rates behind the counts, as far as it is allowed for.
    pub rho: f64,
}

/// The p-values that go with a dispersion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tests {
    /// Years vary at least so much, if visits are independent.
    pub dispersed: Option<Chance>,
    /// They vary at most so much.
    pub even: Option<Chance>,
    /// Neighbouring years resemble each other at least so much, if their order means nothing.
    pub dependent: Option<Chance>,
}

impl Dispersion {
    /// Measures the years of eras, those of one era next to each other in order.
    pub fn of<E: AsRef<[Year]>>(eras: &[E]) -> Self {
        let each = eras.iter().map(|era| residuals(era.as_ref()));
        let mut residuals: Vec<Vec<Residual>> = each.collect();
        // The order of the eras must not show in the last digit.
        residuals.sort_by(|one, other| in_order(one, other));
        let each = || residuals.iter().flatten();
        let degrees_of_freedom: usize = residuals
            .iter()
            .map(|era| era.len().saturating_sub(1))
            .sum();
        let df = to_real(degrees_of_freedom as u64);
        let chi_square = excess::settled(each().map(|year| year.squared() / year.mean).sum(), df);
        let alpha = alpha(&residuals, chi_square, df);
        let [correlation, expected] = orders::correlation(&residuals);
        let lag1 = correlation - expected;
        let dispersion = chi_square / df;
        let rho = if dispersion > 1.0 && alpha > 0.0 && !lag1.is_nan() {
            (lag1 * dispersion / (dispersion - 1.0)).clamp(0.0, HIGHEST_RHO)
        } else {
            0.0
        };
        Self {
            chi_square,
            degrees_of_freedom,
            alpha,
            correlation,
            lag1,
            rho,
        }
    }

    /// Pearson's statistic over its degrees of freedom, 1 for independent visits; `NAN` where it cannot be told.
    pub fn dispersion(&self) -> f64 {
        self.chi_square / self.freedom()
    }

    /// The degrees of freedom as a number.
    pub fn freedom(&self) -> f64 {
        to_real(self.degrees_of_freedom as u64)
    }

    /// What an era with these years allows for; with `dependent` also for neighbours that are alike.
    pub fn excess(&self, era: &[Year], dependent: bool) -> Excess {
        if self.alpha <= 0.0 {
            return Excess::NONE;
        }
        let sum: f64 = era.iter().map(|year| year.years).sum();
        let squares: f64 = era.iter().map(|year| year.years * year.years).sum();
        let inflation = if dependent {
            inflation(era.len(), self.rho)
        } else {
            1.0
        };
        Excess {
            per_rate: if sum > 0.0 {
                self.alpha * inflation * squares / sum
            } else {
                0.0
            },
            degrees_of_freedom: self.freedom(),
        }
    }

    /// How probable years are that vary so much, so little, or with neighbours so alike.
    ///
    /// Exact where the outcomes are few, else drawn.
    ///
    /// # Errors
    ///
    /// Whatever `tick` returns.
    pub fn tests(eras: &[Vec<Year>], draws: u64, seed: u64, tick: &mut Tick<'_>) -> Result<Tests> {
        let counted: Vec<&[Year]> = eras
            .iter()
            .map(Vec::as_slice)
            .filter(|era| counts(era))
            .collect();
        let residuals: Vec<Vec<Residual>> = eras.iter().map(|era| residuals(era)).collect();
        let years: usize = residuals.iter().map(Vec::len).sum();
        let work = draws.saturating_mul(years as u64);
        let threads = Threads::usual()?.of(work >= LEAST_WORK);
        // Each order is made of the one before it, so that they take one thread; the tables take the others.
        let (tails, dependent) = side_by_side(
            threads > 1,
            |tick| match counted.as_slice() {
                [] => Ok([None; 2]),
                eras => Ok(conditional::tails(eras, draws, seed, tick)?.map(Some)),
            },
            |tick| orders::chance(&residuals, draws, seed, tick),
            tick,
        )?;
        let [dispersed, even] = tails;
        Ok(Tests {
            dispersed,
            even,
            dependent,
        })
    }
}

/// By how much more a sum of `years` years varies if the correlation of two is `rho` to the power of
/// how far they are apart.
fn inflation(years: usize, rho: f64) -> f64 {
    let n = to_real(years as u64);
    let (mut power, mut sum) = (1.0, 0.0);
    for apart in 1..years {
        power *= rho;
        if power < 1e-18 {
            break;
        }
        sum += (1.0 - to_real(apart as u64) / n) * power;
    }
    1.0 + 2.0 * sum
}

/// Whether an era says anything: it has visits, and two years or more.
fn counts(era: &[Year]) -> bool {
    era.len() > 1 && era.iter().any(|year| year.count > 0)
}

/// A year's visits beside those expected of it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Residual {
    excess: f64,
    mean: f64,
}

impl Residual {
    fn squared(self) -> f64 {
        self.excess * self.excess
    }

    /// In units of the standard deviation of a Poisson count.
    fn standard(self) -> f64 {
        self.excess / self.mean.sqrt()
    }
}

fn in_order(one: &[Residual], other: &[Residual]) -> Ordering {
    let years = one.iter().zip(other);
    let by_year = years.map(|(one, other)| {
        let by_excess = one.excess.total_cmp(&other.excess);
        by_excess.then(one.mean.total_cmp(&other.mean))
    });
    let first = by_year.into_iter().find(|order| order.is_ne());
    first.unwrap_or_else(|| one.len().cmp(&other.len()))
}

fn residuals(era: &[Year]) -> Vec<Residual> {
    if !counts(era) {
        return Vec::new();
    }
    let visits: u64 = era.iter().map(|year| year.count).sum();
    let years: f64 = era.iter().map(|year| year.years).sum();
    let rate = to_real(visits) / years;
    era.iter()
        .map(|year| {
            let mean = rate * year.years;
            Residual {
                excess: to_real(year.count) - mean,
                mean,
            }
        })
        .collect()
}

/// The alpha at which the statistic, scaled by it, has its mean. The left side falls and is convex,
/// so Newton's steps from 0 never pass the root.
fn alpha(residuals: &[Vec<Residual>], chi_square: f64, df: f64) -> f64 {
    if chi_square <= df {
        return 0.0;
    }
    let mut alpha = 0.0_f64;
    for _ in 0..200 {
        let (mut excess, mut slope) = (-df, 0.0);
        for year in residuals.iter().flatten() {
            let scale = 1.0 + alpha * year.mean;
            excess += year.squared() / (year.mean * scale);
            slope += year.squared() / (scale * scale);
        }
        let next = (alpha + excess / slope).clamp(0.0, HIGHEST_ALPHA);
        if (next - alpha).abs() <= 1e-15 * next.max(1e-12) {
            return next;
        }
        alpha = next;
    }
    alpha
}

#[cfg(test)]
mod tests;
