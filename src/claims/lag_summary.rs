//! One number for several lags: their mean, their median, their restricted mean.

use super::claim::Summary;
use crate::error::Result;
use crate::measure::lag::{Lag, Status};
use crate::special::real::days_to_real;

/// The value of one lag: a day, or for one that still runs every day after those waited.
pub fn one_lag(lag: &Lag) -> Option<(f64, f64)> {
    let days = lag.days.map(days_to_real)?;
    match lag.status {
        Status::Observed => Some((days, days)),
        Status::Censored => Some((days + 1.0, f64::INFINITY)),
        _ => None,
    }
}

/// What is made of several lags, as the ends of what it may be; none without a value.
///
/// # Errors
///
/// As the survival functions, for a tau that is none.
pub fn summarized(summary: Summary, found: &[Lag], tau: Option<u32>) -> Result<Option<(f64, f64)>> {
    use crate::infer::survival::{Curve, Lifetimes, Limits, RestrictedMean};
    use crate::special::level::Level;

    let measured = || {
        found
            .iter()
            .filter_map(|lag| Some((lag.days.map(days_to_real)?, lag)))
    };
    let waited: Vec<f64> = measured().map(|(days, _)| days).collect();
    let observed: Vec<bool> = measured()
        .map(|(_, lag)| lag.status == Status::Observed)
        .collect();
    let groups = vec![0; waited.len()];
    let lifetimes = Lifetimes::by_group(&waited, &observed, None, &groups, 1)?;
    let Some(lifetimes) = lifetimes.first().filter(|lifetimes| !lifetimes.is_empty()) else {
        return Ok(None);
    };
    let exactly = |value: f64| Some((value, value));
    Ok(match summary {
        Summary::Mean => {
            let ended = lifetimes
                .complete()
                .fold((0.0, 0.0), |(sum, n), days| (sum + days, n + 1.0));
            if ended.1 > 0.0 {
                exactly(ended.0 / ended.1)
            } else {
                None
            }
        }
        Summary::Median => half_life(&Curve::of(lifetimes, Level::default(), Limits::Plain)),
        Summary::RestrictedMean => {
            let tau = tau.map(f64::from);
            if lifetimes.last() == Some(0.0) && tau.is_none() {
                exactly(0.0)
            } else {
                RestrictedMean::of(lifetimes, tau)?.and_then(|mean| exactly(mean.estimate))
            }
        }
    })
}

/// Where a curve falls to one half, and until when it stays there.
fn half_life(curve: &crate::infer::survival::Curve) -> Option<(f64, f64)> {
    const TOLERANCE: f64 = 1e-12;
    let first = |excess: f64| {
        let mut points = curve.points().iter();
        let found = points.find(|point| point.survival - 0.5 < excess);
        found.map(|point| point.risk.time)
    };
    // Where no later answer ends the stretch, nothing bounds it.
    Some((
        first(TOLERANCE)?,
        first(-TOLERANCE).unwrap_or(f64::INFINITY),
    ))
}
