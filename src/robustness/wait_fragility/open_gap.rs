//! The fewest visits that overturn how long the last gap has been open.

use super::{FAILS_ALREADY, Overturned, Waits, position_from};
use crate::claims::amount::Amount;
use crate::claims::interval::{Interval, Position};
use crate::error::{Error, Result};
use crate::robustness::fragility::smallest;
use crate::special::real::days_to_real;

impl Waits {
    /// Days from the last visit to the end of the observation; none without a visit.
    pub fn open_gap(&self) -> Option<f64> {
        self.visits
            .last()
            .map(|last| days_to_real(self.window.through() - last))
    }

    /// The fewest visits that take the open gap out of an interval: added, and removed.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if there is no visit, and the observation is too short to tell.
    pub fn open_gap_fragility(
        &self,
        interval: Interval,
    ) -> Result<(Option<Overturned>, Option<Overturned>)> {
        let through = self.window.through();
        // Without a visit the gap has lasted longer than the observation.
        let unended = position_from(interval, self.window.days());
        match self.open_gap().map(Amount::real) {
            None if unended == Position::Overlaps => {
                let reason = "there is no visit before it";
                return Err(Error::undefined("the open gap", reason));
            }
            Some(gap) if interval.contains(gap) => {}
            None if unended == Position::Inside => {}
            _ => return Ok((Some(FAILS_ALREADY), Some(FAILS_ALREADY))),
        }
        let added = (!interval.contains(Amount::real(0.0))).then_some(Overturned {
            visits: 1,
            day: Some(through),
        });
        let newest_first = || self.visits.iter().rev();
        let removed = smallest(self.visits.len() as u64, |visits| {
            let left = usize::try_from(visits)
                .ok()
                .and_then(|gone| newest_first().nth(gone));
            match left {
                Some(last) => !interval.contains(Amount::real(days_to_real(through - last))),
                None => unended == Position::Outside,
            }
        });
        let removed = removed.map(|visits| Overturned {
            visits,
            day: self.visits.last().copied(),
        });
        Ok((added, removed))
    }
}
