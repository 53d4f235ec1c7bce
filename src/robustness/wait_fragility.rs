//! Fragility of a claim on waiting times: a lag, a mean lag, or the gap that is still open.
//!
//! One unrecorded visit on the right day shortens any wait; a wait grows only when the visits that
//! ended it are taken away.

use super::fragility::smallest;
use crate::claims::amount::Amount;
use crate::claims::claim::{Claim, Gap, Statement, Summary};
use crate::claims::evaluator::Evaluator;
use crate::claims::interval::Interval;
use crate::claims::record::Record;
use crate::claims::specification::{Specification, Unclear, Unsourced};
use crate::error::{ClaimMistake, Error, Result};
use crate::measure::lag::{Overlap, SameDay};
use crate::time::window::Window;

/// What is waited for: days on which visits took place, ascending, within an observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    visits: Vec<i64>,
    window: Window,
    same_day: SameDay,
}

/// The fewest visits that overturn a claim on waiting times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overturned {
    /// How many; 0 if it does not hold as it is.
    pub visits: u64,
    /// The day on which the first of them is added, or from which on they are taken away.
    pub day: Option<i64>,
}

/// The fewest visits, added and removed, that overturn a claim on a lag, a mean lag or the open gap.
///
/// Every visit counts on the first day that it may have been, those in doubt included.
///
/// # Errors
///
/// [`Error::Claim`] for any other claim; [`Error::Undefined`] where nothing was observed, or where a
/// second shock ends the wait for the first.
pub fn fragility_of_wait(
    record: &Record,
    claim: &Claim,
    spec: &Specification,
) -> Result<(Option<Overturned>, Option<Overturned>)> {
    let mut spec = spec.with(&claim.conventions);
    if spec.unsourced == Unsourced::Doubt {
        spec.unsourced = Unsourced::Include;
    }
    let with_unclear = spec.unclear == Unclear::Include;
    let mut evaluator = Evaluator::new(record);
    evaluator.require_covered(claim, &spec)?;
    match &claim.says {
        Statement::Gap {
            which: Gap::Open,
            at,
            printed,
        } => {
            evaluator.require_covered_throughout(at, &spec)?;
            let days = evaluator.days(at, &spec, with_unclear)?;
            let waits = Waits::new(&days, spec.window()?, spec.same_day);
            waits.open_gap_fragility(*printed)
        }
        Statement::Lag { at, printed }
        | Statement::LagSummary {
            summary: Summary::Mean,
            at,
            printed,
        } if spec.overlap == Overlap::Both => {
            evaluator.require_covered_after(at, &spec)?;
            let (shocks, days) = evaluator.shocks_and_days(at, &spec, with_unclear)?;
            let waits = Waits::new(&days, spec.window()?, spec.same_day);
            let added = waits.added(&shocks, *printed)?;
            Ok((added, waits.removed(&shocks, *printed)?))
        }
        Statement::NoAnswer { at, expected } if spec.overlap == Overlap::Both => {
            evaluator.require_covered_after(at, &spec)?;
            let (shocks, days) = evaluator.shocks_and_days(at, &spec, with_unclear)?;
            let waits = Waits::new(&days, spec.window()?, spec.same_day);
            Ok(shocks.first().map_or((None, None), |shock| {
                waits.answer_fragility(*shock, *expected)
            }))
        }
        _ => {
            let said = "how many visits overturn it is worked out for a lag, a mean lag, an answer \
                        and the open gap";
            Err(ClaimMistake::new("claim", "not_on_waits", said).into())
        }
    }
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

    /// The fewest visits whose addition takes the mean lag of these shocks out of an interval.
    ///
    /// Exact where one is enough; further ones are added where each does most. None if no
    /// addition overturns it.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if no lag was observed.
    pub fn added(&self, shocks: &[i64], interval: Interval) -> Result<Option<Overturned>> {
        if !self.holds(shocks, interval)? {
            return Ok(Some(FAILS_ALREADY));
        }
        let mut record = self.clone();
        let mut first = None;
        for added in 1..=shocks.len() as u64 {
            let Some((day, mean)) = record.furthest_from(shocks, interval) else {
                return Ok(None);
            };
            first = first.or(Some(day));
            if !interval.contains(Amount::real(mean)) {
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
    /// lag out of an interval, or leaves no lag observed at a length that the interval can hold.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if no lag was observed.
    pub fn removed(&self, shocks: &[i64], interval: Interval) -> Result<Option<Overturned>> {
        if !self.holds(shocks, interval)? {
            return Ok(Some(FAILS_ALREADY));
        }
        let found = shocks.iter().filter_map(|shock| {
            let from = self.first_answer(*shock);
            let most = (self.visits.len() - from) as u64;
            // Not one search: a mean may leave the interval, and come back as lags become censored.
            let visits = (1..=most).find(|visits| {
                let gone = usize::try_from(*visits).map_or(from, |visits| from + visits);
                match self.mean(shocks, None, from..gone) {
                    Some(mean) => !interval.contains(Amount::real(mean)),
                    None => self.longest_wait(shocks) > interval.high(),
                }
            });
            Some(Overturned {
                visits: visits?,
                day: self.visits.get(from).copied(),
            })
        });
        Ok(found.min_by_key(|found| (found.visits, found.day)))
    }

    /// The fewest visits whose addition, or removal, overturns that a shock has, or has not, been
    /// answered.
    pub fn answer_fragility(
        &self,
        shock: i64,
        none_yet: bool,
    ) -> (Option<Overturned>, Option<Overturned>) {
        let from = self.first_answer(shock);
        let answers = (self.visits.len() - from) as u64;
        if none_yet != (answers == 0) {
            return (Some(FAILS_ALREADY), Some(FAILS_ALREADY));
        }
        let first = shock + i64::from(self.same_day == SameDay::Exclude);
        let one = Overturned {
            visits: 1,
            day: Some(first),
        };
        let every = Overturned {
            visits: answers,
            day: self.visits.get(from).copied(),
        };
        if none_yet {
            (self.window.contains(first).then_some(one), None)
        } else {
            (None, Some(every))
        }
    }

    /// Days from the last visit to the end of the observation; none without a visit.
    pub fn open_gap(&self) -> Option<f64> {
        self.visits
            .last()
            .map(|last| days(self.window.through() - last))
    }

    /// The fewest visits that take the open gap out of an interval: added, and removed.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if there is no visit.
    pub fn open_gap_fragility(
        &self,
        interval: Interval,
    ) -> Result<(Option<Overturned>, Option<Overturned>)> {
        let through = self.window.through();
        let gap = self.open_gap().ok_or_else(|| Error::Undefined {
            name: "the open gap".to_owned(),
            reason: "there is no visit before it".to_owned(),
        })?;
        if !interval.contains(Amount::real(gap)) {
            return Ok((Some(FAILS_ALREADY), Some(FAILS_ALREADY)));
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
            let since = left.copied().unwrap_or(self.window.since());
            days(through - since) > interval.high()
        });
        let removed = removed.map(|visits| Overturned {
            visits,
            day: self.visits.last().copied(),
        });
        Ok((added, removed))
    }

    fn holds(&self, shocks: &[i64], interval: Interval) -> Result<bool> {
        let mean = self.mean_lag(shocks).ok_or_else(|| Error::Undefined {
            name: "the mean lag".to_owned(),
            reason: "no lag was observed to its end".to_owned(),
        })?;
        Ok(interval.contains(Amount::real(mean)))
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
    /// interval, and that mean. Between two shocks it grows with the day, so ends are enough.
    fn furthest_from(&self, shocks: &[i64], interval: Interval) -> Option<(i64, f64)> {
        let tie = i64::from(self.same_day == SameDay::Exclude);
        let middle = match (interval.low().is_finite(), interval.high().is_finite()) {
            (true, true) => f64::midpoint(interval.low(), interval.high()),
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
mod tests;
