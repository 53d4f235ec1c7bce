//! Bounds of what is said of lags, where the completions of what is known are too many.

use super::waits::{Range, Waits};
use crate::measure::lag::Overlap;
use crate::special::real::days_to_real;

impl Waits {
    /// Bounds of any summary of the lags that no completion leaves; a mean restricted to `tau` may be
    /// as low as that.
    pub fn outer(&self, tau: Option<u32>) -> Range {
        let (mut low, mut high, mut may_be_none) = (f64::INFINITY, 0.0_f64, true);
        let waits = &self.open;
        for (group, shock) in waits.asked() {
            let shock = shock.first;
            let from = shock + waits.same_day.least_lag();
            let own = || {
                waits
                    .visits
                    .iter()
                    .filter(move |visit| visit.group == group)
            };
            let least = own().filter(|visit| visit.days.last >= from);
            let least = least.map(|visit| visit.days.first.max(from) - shock).min();
            let least = least
                .unwrap_or(i64::MAX)
                .min(waits.censored_at(group, shock));
            low = low.min(days_to_real(least));
            let sure = own().filter(|visit| !visit.optional && visit.days.first >= from);
            let most = sure
                .map(|visit| visit.days.last)
                .filter(|day| *day <= waits.window.through());
            let ends = most.min().filter(|_| waits.overlap == Overlap::Both);
            high = high.max(ends.map_or(f64::INFINITY, |day| days_to_real(day - shock)));
            may_be_none &= ends.is_none();
        }
        Range {
            low: low.min(tau.map_or(f64::INFINITY, f64::from)),
            high,
            may_be_none,
        }
    }
}
