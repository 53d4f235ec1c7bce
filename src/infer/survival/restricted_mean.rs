//! The mean waiting time restricted to tau, with its standard error.
//!
//! `mu(tau)` is the area under the curve up to tau; its variance is the sum over ends of
//! `[area from t to tau]^2 d / (n (n - d))` (Klein and Moeschberger 2003, equation 4.5.2), where an
//! end that empties the risk set contributes nothing.

use super::curve::{Curve, Limits, Point};
use super::risk::Lifetimes;
use crate::count::to_real;
use crate::error::{Error, Result};
use crate::level::Level;
use crate::special::normal;

/// A restricted mean waiting time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestrictedMean {
    /// The horizon.
    pub tau: f64,
    /// The mean of the waiting time, or tau where it is longer.
    pub estimate: f64,
    /// Its standard error; none where no end before tau leaves anybody waiting.
    pub se: Option<f64>,
    /// Normal limits, kept within 0 and tau.
    pub limits: Option<(f64, f64)>,
    /// Whether the curve had to be carried on flat beyond the last time.
    pub extrapolated: bool,
}

impl RestrictedMean {
    /// The mean restricted to `tau`, by default the last time of the curve; none for no rows.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if tau is not a finite number above 0.
    pub fn of(lifetimes: &Lifetimes, tau: Option<f64>, level: Level) -> Result<Option<Self>> {
        if let Some(tau) = tau.filter(|tau| !(tau.is_finite() && *tau > 0.0)) {
            return Err(Error::OutOfRange {
                name: "tau".to_owned(),
                found: tau.to_string(),
                expected: "a finite number of days above 0".to_owned(),
            });
        }
        let curve = Curve::of(lifetimes, level, Limits::Plain);
        let Some(last) = lifetimes.last() else {
            return Ok(None);
        };
        let tau = tau.unwrap_or(last);
        let (estimate, variance) = area(curve.points(), tau);
        let se = (variance > 0.0).then(|| variance.sqrt());
        let spread = se.map(|se| normal::upper_quantile(level.tail()) * se);
        Ok(Some(Self {
            tau,
            estimate,
            se,
            limits: spread.map(|by| ((estimate - by).max(0.0), (estimate + by).min(tau))),
            extrapolated: tau > last && curve.tail() > 0.0,
        }))
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
