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

/// The one number for what has these ends: the middle of a median that may be any day between them.
pub fn number_of(ends: (f64, f64)) -> f64 {
    if ends.1.is_finite() {
        ends.0.midpoint(ends.1)
    } else {
        ends.0
    }
}

/// Whether a mean restricted to `tau` is carried beyond the shortest lag that still runs.
pub fn is_extrapolated(found: &[Lag], tau: Option<u32>) -> bool {
    let running = || {
        let censored = found.iter().filter(|lag| lag.status == Status::Censored);
        censored.filter_map(|lag| lag.days)
    };
    let longest = || found.iter().filter_map(|lag| lag.days).max();
    let shortest = || running().filter(|days| *days > 0).min().or_else(longest);
    let horizon = tau.map(i64::from).or_else(shortest);
    horizon.is_some_and(|horizon| running().any(|days| days < horizon))
}

/// What is made of several lags, as the ends of what it may be; none without a value.
///
/// # Errors
///
/// As the survival functions, for a tau that is none.
pub fn summarized(summary: Summary, found: &[Lag], tau: Option<u32>) -> Result<Option<(f64, f64)>> {
    use crate::infer::survival::{Curve, Lifetimes, Limits, Median, RestrictedMean};
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
        Summary::Median => {
            let curve = Curve::of(lifetimes, Level::default(), Limits::Plain);
            let median = Median::of(&curve);
            // Where no later answer ends its stay at one half, nothing bounds it.
            let greatest = median.greatest.unwrap_or(f64::INFINITY);
            median.least.map(|least| (least, greatest))
        }
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
