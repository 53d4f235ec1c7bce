//! Fragility of a finding on waiting times: a lag, a mean lag, or the gap that is still open.
//!
//! One unrecorded visit on the right day shortens any wait; a wait grows only when the visits that
//! ended it are taken away.

use super::fragility::smallest;
use super::region::Region;
use crate::error::{Error, Result};
use crate::measure::lag::SameDay;
use crate::time::window::Window;

/// What is waited for: days on which visits took place, ascending, within an observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    visits: Vec<i64>,
    window: Window,
    same_day: SameDay,
}

/// The fewest visits that overturn a finding on waiting times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overturned {
    /// How many; 0 if it does not hold as it is.
    pub visits: u64,
    /// The day on which the first of them is added, or from which on they are taken away.
    pub day: Option<i64>,
}

impl Waits {
    /// Takes the days of qualifying visits in any order; those not observed do not count.
    pub fn new(days: &[i64], window: Window, same_day: SameDay) -> Self {
        let mut visits: Vec<i64> = days
            .iter()
            .copied()
            .filter(|day| window.contains(*day))
            .collect();
        visits.sort_unstable();
        Self {
            visits,
            window,
            same_day,
        }
    }

    /// The mean of the lags that were observed; none where none was.
    pub fn mean_lag(&self, shocks: &[i64]) -> Option<f64> {
        self.mean(shocks, None, 0..0)
    }

    /// The fewest visits whose addition takes the mean lag of these shocks out of a region.
    ///
    /// Exact where one is enough; further ones are added where each does most. None if no
    /// addition overturns it.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if no lag was observed.
    pub fn added(&self, shocks: &[i64], region: Region) -> Result<Option<Overturned>> {
        if !self.holds(shocks, region)? {
            return Ok(Some(FAILS_ALREADY));
        }
        let mut record = self.clone();
        let mut first = None;
        for added in 1..=shocks.len() as u64 {
            let Some((day, mean)) = record.furthest_from(shocks, region) else {
                return Ok(None);
            };
            first = first.or(Some(day));
            if !region.contains(mean) {
                return Ok(Some(Overturned {
                    visits: added,
                    day: first,
                }));
            }
            let place = record.visits.partition_point(|visit| *visit < day);
            record.visits.insert(place, day);
        }
        Ok(None)
    }

    /// The fewest visits, the first ones after one of these shocks, whose removal takes the mean
    /// lag out of a region, or leaves no lag observed at a length that the region can hold.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if no lag was observed.
    pub fn removed(&self, shocks: &[i64], region: Region) -> Result<Option<Overturned>> {
        if !self.holds(shocks, region)? {
            return Ok(Some(FAILS_ALREADY));
        }
        let found = shocks.iter().filter_map(|shock| {
            let from = self.first_answer(*shock);
            let most = (self.visits.len() - from) as u64;
            // Not one search: a mean may leave the region, and come back as lags become censored.
            let visits = (1..=most).find(|visits| {
                let gone = usize::try_from(*visits).map_or(from, |visits| from + visits);
                match self.mean(shocks, None, from..gone) {
                    Some(mean) => !region.contains(mean),
                    None => self.longest_wait(shocks) > region.high(),
                }
            });
            Some(Overturned {
                visits: visits?,
                day: self.visits.get(from).copied(),
            })
        });
        Ok(found.min_by_key(|found| (found.visits, found.day)))
    }

    /// Days from the last visit to the end of the observation; none without a visit.
    pub fn open_gap(&self) -> Option<f64> {
        self.visits
            .last()
            .map(|last| days(self.window.through() - last))
    }

    /// The fewest visits that take the open gap out of a region: added, and removed.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if there is no visit.
    pub fn open_gap_fragility(
        &self,
        region: Region,
    ) -> Result<(Option<Overturned>, Option<Overturned>)> {
        let through = self.window.through();
        let gap = self.open_gap().ok_or_else(|| Error::Undefined {
            name: "the open gap".to_owned(),
            reason: "there is no visit before it".to_owned(),
        })?;
        if !region.contains(gap) {
            return Ok((Some(FAILS_ALREADY), Some(FAILS_ALREADY)));
        }
        let added = (!region.contains(0.0)).then_some(Overturned {
            visits: 1,
            day: Some(through),
        });
        let newest_first = || self.visits.iter().rev();
        let removed = smallest(self.visits.len() as u64, |visits| {
            let left = usize::try_from(visits)
                .ok()
                .and_then(|gone| newest_first().nth(gone));
            let since = left.copied().unwrap_or(self.window.since());
            days(through - since) > region.high()
        });
        let removed = removed.map(|visits| Overturned {
            visits,
            day: self.visits.last().copied(),
        });
        Ok((added, removed))
    }

    fn holds(&self, shocks: &[i64], region: Region) -> Result<bool> {
        let mean = self.mean_lag(shocks).ok_or_else(|| Error::Undefined {
            name: "the mean lag".to_owned(),
            reason: "no lag was observed to its end".to_owned(),
        })?;
        Ok(region.contains(mean))
    }

    /// The position of the first visit that may answer a shock.
    fn first_answer(&self, shock: i64) -> usize {
        let from = shock + i64::from(self.same_day == SameDay::Exclude);
        self.visits.partition_point(|visit| *visit < from)
    }

    /// The mean observed lag, with one visit more or without those at some positions.
    fn mean(
        &self,
        shocks: &[i64],
        more: Option<i64>,
        without: std::ops::Range<usize>,
    ) -> Option<f64> {
        let (mut sum, mut observed) = (0, 0_u32);
        for &shock in shocks.iter().filter(|shock| self.window.contains(**shock)) {
            let mut at = self.first_answer(shock);
            if without.contains(&at) {
                at = without.end;
            }
            let more =
                more.filter(|day| *day >= shock + i64::from(self.same_day == SameDay::Exclude));
            let answer = self.visits.get(at).copied().into_iter().chain(more).min();
            if let Some(answer) = answer {
                sum += answer - shock;
                observed += 1;
            }
        }
        (observed > 0).then(|| days(sum) / f64::from(observed))
    }

    /// The day of one more visit that takes the mean furthest towards or beyond an end of the
    /// region, and that mean. Between two shocks it grows with the day, so ends are enough.
    fn furthest_from(&self, shocks: &[i64], region: Region) -> Option<(i64, f64)> {
        let tie = i64::from(self.same_day == SameDay::Exclude);
        let middle = match (region.low().is_finite(), region.high().is_finite()) {
            (true, true) => f64::midpoint(region.low(), region.high()),
            (true, false) => f64::INFINITY,
            _ => f64::NEG_INFINITY,
        };
        let away = |mean: f64| {
            if middle.is_finite() {
                (mean - middle).abs()
            } else if middle > 0.0 {
                -mean
            } else {
                mean
            }
        };
        shocks
            .iter()
            .flat_map(|shock| [shock + tie, shock + tie - 1])
            .chain([self.window.through()])
            .filter(|day| self.window.contains(*day))
            .filter_map(|day| Some((day, self.mean(shocks, Some(day), 0..0)?)))
            .max_by(|left, right| away(left.1).total_cmp(&away(right.1)))
    }

    fn longest_wait(&self, shocks: &[i64]) -> f64 {
        let waits = shocks.iter().map(|shock| self.window.through() - shock);
        waits.max().map_or(0.0, days)
    }
}

const FAILS_ALREADY: Overturned = Overturned {
    visits: 0,
    day: None,
};

#[expect(
    clippy::cast_precision_loss,
    reason = "days of ten thousand years, and sums of them, are exact"
)]
fn days(days: i64) -> f64 {
    days as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(days: &[i64]) -> Waits {
        Waits::new(days, Window::new(0, 200).unwrap(), SameDay::Include)
    }

    #[test]
    fn within_eleven_days() {
        let region = Region::at_most(11.0).unwrap();
        let waits = waits(&[109, 109, 111, 150]);
        assert_eq!(waits.added(&[100], region).unwrap(), None);
        let removed = waits.removed(&[100], region).unwrap().unwrap();
        assert_eq!((removed.visits, removed.day), (3, Some(109)));
        let last = Waits::new(&[109], Window::new(0, 111).unwrap(), SameDay::Include);
        assert_eq!(last.removed(&[100], region).unwrap(), None);
    }

    #[test]
    fn a_mean_of_three() {
        let region = Region::printed(20.0, 0).unwrap();
        let waits = waits(&[10, 60, 130, 131]);
        let shocks = [0, 40, 100, 190];
        assert_eq!(waits.mean_lag(&shocks), Some(20.0));
        let added = waits.added(&shocks, region).unwrap().unwrap();
        assert_eq!((added.visits, added.day), (1, Some(100)));
        let removed = waits.removed(&shocks, region).unwrap().unwrap();
        assert_eq!((removed.visits, removed.day), (1, Some(10)));
    }

    #[test]
    fn many_additions() {
        let region = Region::at_least(5.0).unwrap();
        let waits = waits(&[20, 120]);
        let added = waits.added(&[0, 100], region).unwrap().unwrap();
        assert_eq!(added.visits, 2);
        let fails = waits.added(&[0, 100], Region::at_least(21.0).unwrap());
        assert_eq!(fails.unwrap().unwrap().visits, 0);
        assert!(waits.added(&[190], region).is_err());
    }

    #[test]
    fn the_open_gap() {
        let waits = waits(&[50, 100, 100]);
        assert_eq!(waits.open_gap(), Some(100.0));
        let (added, removed) = waits
            .open_gap_fragility(Region::within(90.0, 120.0).unwrap())
            .unwrap();
        assert_eq!(added.unwrap().visits, 1);
        assert_eq!(removed.unwrap().visits, 2);
        let (added, removed) = waits
            .open_gap_fragility(Region::at_most(250.0).unwrap())
            .unwrap();
        assert_eq!((added, removed), (None, None));
    }
}
