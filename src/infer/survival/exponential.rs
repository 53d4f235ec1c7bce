//! The mean waiting time if visits come at a constant rate.
//!
//! D ends in a total time T at risk: the mean is `T / D`, and `2 T / mean` is chi-square with 2 D
//! degrees of freedom (Klein and Moeschberger 2003, section 3.5 and 12.1).

use super::risk::Lifetimes;
use crate::special::gamma;
use crate::special::level::Level;
use crate::special::real::to_real;

/// A mean waiting time at a constant rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConstantRate {
    /// Time at risk over ends.
    pub mean: f64,
    /// Its exact lower limit.
    pub lower: f64,
    /// Its exact upper limit.
    pub upper: f64,
}

impl ConstantRate {
    /// The mean of one group; none without an observed end or time at risk.
    pub fn of(lifetimes: &Lifetimes, level: Level) -> Option<Self> {
        let ends = to_real(lifetimes.complete().count() as u64);
        let time = lifetimes.time_at_risk();
        (ends > 0.0 && time > 0.0).then(|| Self {
            mean: time / ends,
            lower: time / gamma::upper_quantile(ends, level.tail()),
            upper: time / gamma::lower_quantile(ends, level.tail()),
        })
    }
}
