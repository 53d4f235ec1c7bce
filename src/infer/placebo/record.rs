//! Shocks, the visits that answer them, and the mean lag between the two.

use crate::special::real::{days_to_real, to_real};
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

/// Shocks, the visits that answer them, and the days on which both were observed.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Day of each shock, within the observation.
    pub shocks: &'a [i64],
    /// Which visits each shock waits for.
    pub groups: &'a [u32],
    /// The visits.
    pub visits: &'a SortedDays,
    /// The observation.
    pub window: Window,
    /// How many days after its shock a visit first counts: 0, or 1 to leave the day itself out.
    pub first_answer: i64,
}

impl Record<'_> {
    /// The usual horizon: the shortest lag of at least a day that is censored, or else the longest lag.
    pub(super) fn horizon(&self) -> i64 {
        let mut lags = Vec::with_capacity(self.shocks.len());
        self.mean_lag(self.shocks.iter().copied(), 1, &mut lags);
        let censored = lags.iter().filter(|(days, seen)| !seen && *days > 0);
        let shortest = censored.map(|lag| lag.0).min();
        let longest = lags.iter().map(|lag| lag.0).max();
        shortest.or(longest).unwrap_or(1).max(1)
    }

    /// The restricted mean of the lags after shocks on other days.
    pub(super) fn mean_lag(
        &self,
        days: impl Iterator<Item = i64>,
        tau: i64,
        lags: &mut Vec<(i64, bool)>,
    ) -> f64 {
        lags.clear();
        lags.extend(days.zip(self.groups).map(|(day, &group)| {
            match self
                .visits
                .next_day(group as usize, day + self.first_answer)
            {
                Some(visit) if visit <= self.window.through() => (visit - day, true),
                _ => (self.window.through() - day, false),
            }
        }));
        restricted_mean(lags, tau)
    }
}

/// The area under the Kaplan-Meier curve up to tau, carried on flat beyond the last lag.
fn restricted_mean(lags: &mut [(i64, bool)], tau: i64) -> f64 {
    // A lag that ran at least so long is tau, whether it was seen to its end or not.
    if lags.iter().all(|&(days, seen)| seen || days >= tau) {
        let total: i64 = lags.iter().map(|&(days, _)| days.min(tau)).sum();
        return days_to_real(total) / to_real(lags.len() as u64);
    }
    lags.sort_unstable();
    let (mut survival, mut area, mut last) = (1.0, 0.0, 0);
    let mut at_risk = to_real(lags.len() as u64);
    for same in lags.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(days, _)) = same.first().filter(|lag| lag.0 < tau) else {
            break;
        };
        area += survival * days_to_real(days - last);
        last = days;
        let ended = same.iter().filter(|&&(_, seen)| seen).count();
        survival *= (at_risk - to_real(ended as u64)) / at_risk;
        at_risk -= to_real(same.len() as u64);
    }
    area + survival * days_to_real(tau - last)
}
