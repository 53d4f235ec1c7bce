//! The mean waiting time restricted to tau, with its standard error and limits.
//!
//! `mu(tau)` is the area under the curve up to tau; its variance is the sum over ends of
//! `[area from t to tau]^2 d / (n (n - d))` (Klein and Moeschberger 2003, equation 4.5.2), where an
//! end that empties the risk set contributes nothing.
//!
//! Normal limits around it cover too little when few ends were seen: the variance itself is then
//! uncertain, and the mean lies skewed in a bounded interval. So the limits of choice take a t
//! quantile with one degree of freedom fewer than ends, and are symmetric in the logit of `mu / tau`.

use super::curve::{Curve, Limits, Point};
use super::risk::Lifetimes;
use crate::error::{Error, Result};
use crate::special::level::Level;
use crate::special::real::to_real;
use crate::special::{normal, student};

/// How the limits of a restricted mean are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MeanLimits {
    /// Symmetric in the logit of the mean over tau, with a t quantile: right for few ends.
    #[default]
    LogitT,
    /// The mean and so many standard errors, kept within 0 and tau: the usual ones.
    Normal,
}

/// A restricted mean waiting time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestrictedMean {
    /// The horizon.
    pub tau: f64,
    /// The mean of the waiting time, or tau where it is longer.
    pub estimate: f64,
    /// Its standard error; none where no end before tau leaves anybody waiting.
    pub se: Option<f64>,
    /// Whether tau lies beyond the shortest censored time: some were not followed that long.
    pub extrapolated: bool,
    ends: f64,
}

impl RestrictedMean {
    /// The mean restricted to `tau`, by default to [`Lifetimes::horizon`]; none for no rows.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if tau is not a finite number above 0.
    pub fn of(lifetimes: &Lifetimes, tau: Option<f64>) -> Result<Option<Self>> {
        if let Some(tau) = tau.filter(|tau| !(tau.is_finite() && *tau > 0.0)) {
            let expected = "a finite number of days above 0";
            return Err(Error::out_of_range("tau", &tau, expected));
        }
        let Some(horizon) = lifetimes.horizon() else {
            return Ok(None);
        };
        let curve = Curve::of(lifetimes, Level::default(), Limits::Plain);
        let tau = tau.unwrap_or(horizon);
        let (estimate, variance) = area(curve.points(), tau);
        Ok(Some(Self {
            tau,
            estimate,
            se: (variance > 0.0).then(|| variance.sqrt()),
            extrapolated: lifetimes.first_censored().is_some_and(|time| tau > time),
            ends: to_real(lifetimes.complete().count() as u64),
        }))
    }

    /// Limits at `level`; none without a standard error, or where a single end leaves no degree
    /// of freedom.
    pub fn limits(&self, level: Level, method: MeanLimits) -> Option<(f64, f64)> {
        let se = self.se?;
        match method {
            MeanLimits::Normal => {
                let spread = normal::upper_quantile(level.tail()) * se;
                let (lower, upper) = (self.estimate - spread, self.estimate + spread);
                Some((lower.max(0.0), upper.min(self.tau)))
            }
            MeanLimits::LogitT => {
                let freedom = self.ends - 1.0;
                if freedom < 1.0 {
                    return None;
                }
                let odds = self.estimate / (self.tau - self.estimate);
                let slope = self.tau / (self.estimate * (self.tau - self.estimate));
                let quantile = student::two_sided_quantile(freedom, level.alpha());
                let spread = quantile * se * slope;
                let back = |odds: f64| self.tau * (odds / (1.0 + odds)).min(1.0);
                Some((
                    back(odds * (-spread).exp()),
                    back((odds * spread.exp()).min(f64::MAX)),
                ))
            }
        }
    }
}

/// The area under the curve up to tau and its variance, summed from tau backwards.
fn area(points: &[Point], tau: f64) -> (f64, f64) {
    let within = points.partition_point(|point| point.risk.time < tau);
    let (mut beyond, mut variance, mut end) = (0.0, 0.0, tau);
    for point in points.iter().take(within).rev() {
        beyond += point.survival * (end - point.risk.time);
        let (at_risk, events) = (to_real(point.risk.at_risk), to_real(point.risk.events));
        if at_risk > events {
            variance += beyond * beyond * events / (at_risk * (at_risk - events));
        }
        end = point.risk.time;
    }
    (beyond + end, variance)
}
