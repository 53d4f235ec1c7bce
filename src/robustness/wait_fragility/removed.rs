//! The fewest visits whose removal overturns a claim on a mean lag.

use super::lag_sums::LagSums;
use super::{FAILS_ALREADY, Overturned, Waits};
use crate::claims::amount::Amount;
use crate::claims::interval::Interval;
use crate::error::Result;
use crate::progress::Tick;
use crate::robustness::fragility::smallest_judged;

impl Waits {
    /// The fewest visits, the first ones after one of these shocks, whose removal takes the mean
    /// lag out of an interval; `unended` if a record without any lag does so, too.
    ///
    /// Where no number of those does, they go together with all visits after a later shock; where none of
    /// these does either, no removal does.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`](crate::error::Error::Undefined) if no lag was observed; what `tick` returns.
    pub fn removed(
        &self,
        shocks: &[i64],
        interval: Interval,
        unended: bool,
        tick: &mut Tick<'_>,
    ) -> Result<Option<Overturned>> {
        if !self.holds(shocks, interval)? {
            return Ok(Some(FAILS_ALREADY));
        }
        let sums = self.sums(shocks);
        let mut starts: Vec<usize> = shocks
            .iter()
            .map(|shock| self.first_answer(*shock))
            .collect();
        starts.sort_unstable();
        starts.dedup();
        let total = starts.len() as u64;
        let mut fewest = None;
        for (from, done) in starts.iter().zip(0..) {
            tick(done, total)?;
            let found = self.removed_from(*from, &sums, interval, unended);
            fewest = fewer(fewest, found);
        }
        // Only without a lag that is short is the mean of the others longer than with it.
        if fewest.is_some() || !interval.high().is_finite() {
            return Ok(fewest);
        }
        for (until, done) in starts.iter().zip(0..) {
            tick(done, total)?;
            let (kept, gone) = self.visits.split_at(*until);
            let kept = Self::new(kept, self.window, self.same_day);
            let sums = kept.sums(shocks);
            for from in starts.iter().take_while(|from| *from < until) {
                let found = kept.removed_from(*from, &sums, interval, false);
                let all = found.map(|found| Overturned {
                    visits: found.visits + gone.len() as u64,
                    ..found
                });
                fewest = fewer(fewest, all);
            }
        }
        Ok(fewest)
    }

    /// The fewest visits from a place on without which the mean lag is out of an interval.
    fn removed_from(
        &self,
        from: usize,
        sums: &LagSums<'_>,
        interval: Interval,
        unended: bool,
    ) -> Option<Overturned> {
        let fails = |visits: u64| {
            let gone = usize::try_from(visits).map_or(from, |visits| from + visits);
            match sums.mean_without(from..gone) {
                Some(mean) => !interval.contains(Amount::real(mean)),
                None => unended,
            }
        };
        let most = (self.visits.len() - from) as u64;
        // Lags grow with every visit that goes, until with the last one some are censored.
        let visits = smallest_judged(most, fails)?;
        let day = self.visits.get(from).copied();
        Some(Overturned { visits, day })
    }
}

/// The one with fewer visits, of two with as many the first.
fn fewer(one: Option<Overturned>, other: Option<Overturned>) -> Option<Overturned> {
    one.into_iter()
        .chain(other)
        .min_by_key(|found| found.visits)
}
