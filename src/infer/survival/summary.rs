//! Everything said about one group of waiting times, side by side.

use super::curve::{Curve, Limits};
use super::exponential::ConstantRate;
use super::median::Median;
use super::restricted_mean::{MeanLimits, RestrictedMean};
use super::risk::Lifetimes;
use crate::error::Result;
use crate::special::level::Level;
use crate::special::real::to_real;

/// How a summary is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct How {
    /// The horizon of the mean.
    pub tau: Option<f64>,
    /// Confidence of the limits.
    pub level: Level,
    /// Limits of the curve.
    pub limits: Limits,
    /// Limits of the mean.
    pub mean_limits: MeanLimits,
}

/// The summary of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// How many waiting times there are.
    pub n: u64,
    /// How many were observed to their end.
    pub observed: u64,
    /// The mean of those alone, which is too short whenever any is censored.
    pub complete_case_mean: Option<f64>,
    /// The Kaplan-Meier median.
    pub median: Median,
    /// The restricted mean; none for no rows.
    pub restricted_mean: Option<RestrictedMean>,
    /// Its limits.
    pub mean_limits: Option<(f64, f64)>,
    /// The mean if visits come at a constant rate.
    pub constant_rate: Option<ConstantRate>,
    /// The first time at which nobody under observation was left waiting although others came
    /// under observation later: the curve is 0 from there on.
    pub emptied_early: Option<f64>,
}

/// Summarizes one group.
///
/// # Errors
///
/// [`crate::Error::OutOfRange`] if tau is not a finite number above 0.
pub fn summarize(lifetimes: &Lifetimes, how: How) -> Result<Summary> {
    let How {
        tau,
        level,
        limits,
        mean_limits,
    } = how;
    let restricted_mean = RestrictedMean::of(lifetimes, tau)?;
    let curve = Curve::of(lifetimes, level, limits);
    let observed = lifetimes.complete().count() as u64;
    let mean = lifetimes.complete().sum::<f64>() / to_real(observed);
    let last = lifetimes.last();
    let empty = curve.points().iter().find(|point| point.survival <= 0.0);
    Ok(Summary {
        n: lifetimes.len() as u64,
        observed,
        complete_case_mean: (observed > 0).then_some(mean),
        median: Median::of(&curve),
        restricted_mean,
        mean_limits: restricted_mean.and_then(|mean| mean.limits(level, mean_limits)),
        constant_rate: ConstantRate::of(lifetimes, level),
        emptied_early: empty
            .map(|point| point.risk.time)
            .filter(|&time| last.is_some_and(|last| time < last)),
    })
}
