//! Fragility of a claim on waiting times: a lag, a mean lag, or the gap that is still open.
//!
//! One unrecorded visit on the right day shortens any wait; a wait grows only when the visits that
//! ended it are taken away.

mod fewest_added;
mod lag_sums;
mod missed;
mod open_gap;
mod removed;

use fewest_added::fewest_added;
use lag_sums::LagSums;

pub use missed::fewest_missed;

use crate::claims::amount::Amount;
use crate::claims::claim::{Claim, Gap, Statement, Summary};
use crate::claims::evaluator::Evaluator;
use crate::claims::interval::{Interval, Position};
use crate::claims::record::Record;
use crate::claims::specification::{Specification, Unclear, Unsourced};
use crate::error::{ClaimMistake, Error, Result};
use crate::measure::lag::{Overlap, SameDay};
use crate::progress::Tick;
use crate::special::real::days_to_real;
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
/// second shock ends the wait for the first; what `tick` returns.
pub fn fragility_of_wait(
    record: &Record,
    claim: &Claim,
    spec: &Specification,
    tick: &mut Tick<'_>,
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
            let one = shocks
                .first()
                .filter(|_| matches!(claim.says, Statement::Lag { .. }));
            if let Some(shock) = one.filter(|_| waits.mean_lag(&shocks).is_none()) {
                return waits.unended_fragility(*shock, *printed);
            }
            let added = waits.added(&shocks, *printed, tick)?;
            let unended = one.is_some_and(|shock| waits.is_too_long_unended(*shock, *printed));
            Ok((added, waits.removed(&shocks, *printed, unended, tick)?))
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
        self.sums(shocks).mean()
    }

    /// The fewest visits whose addition takes the mean lag of these shocks out of an interval; none if
    /// no addition does. The day is that of the first of them.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if no lag was observed; what `tick` returns.
    pub fn added(
        &self,
        shocks: &[i64],
        interval: Interval,
        tick: &mut Tick<'_>,
    ) -> Result<Option<Overturned>> {
        if !self.holds(shocks, interval)? {
            return Ok(Some(FAILS_ALREADY));
        }
        let sums = self.sums(shocks);
        let Some((day, mean)) = self.furthest_from(shocks, &sums, interval) else {
            return Ok(None);
        };
        if !interval.contains(Amount::real(mean)) {
            let (visits, day) = (1, Some(day));
            return Ok(Some(Overturned { visits, day }));
        }
        // Of several only the last can make a mean longer, so that from here on it is made shorter.
        let fewest = fewest_added(&sums, self.window, interval, tick)?;
        Ok(fewest.map(|(visits, day)| Overturned {
            visits,
            day: Some(day),
        }))
    }

    /// The fewest visits whose addition, or removal, overturns what is said of a lag that no visit has ended.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] if the lag may yet be as it is said, or otherwise, or its shock was not observed.
    fn unended_fragility(
        &self,
        shock: i64,
        interval: Interval,
    ) -> Result<(Option<Overturned>, Option<Overturned>)> {
        let undefined = |reason| Err(Error::undefined("the lag", reason));
        if !self.window.contains(shock) {
            return undefined("its shock is outside of the observation");
        }
        match self.unended(shock, interval) {
            Position::Outside => Ok((Some(FAILS_ALREADY), Some(FAILS_ALREADY))),
            Position::Overlaps => undefined("it was not observed to its end"),
            Position::Inside => {
                let shortest = i64::from(self.same_day == SameDay::Exclude);
                let day = shock + shortest;
                let fails = !interval.contains(Amount::real(days_to_real(shortest)));
                let added = (fails && self.window.contains(day)).then_some(Overturned {
                    visits: 1,
                    day: Some(day),
                });
                Ok((added, None))
            }
        }
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
        let first = shock + self.same_day.least_lag();
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

    fn holds(&self, shocks: &[i64], interval: Interval) -> Result<bool> {
        let mean = self
            .mean_lag(shocks)
            .ok_or_else(|| Error::undefined("the mean lag", "no lag was observed to its end"))?;
        Ok(interval.contains(Amount::real(mean)))
    }

    /// The position of the first visit that may answer a shock.
    fn first_answer(&self, shock: i64) -> usize {
        let from = shock + self.same_day.least_lag();
        self.visits.partition_point(|visit| *visit < from)
    }

    fn sums(&self, shocks: &[i64]) -> LagSums<'_> {
        let observed = shocks.iter().filter(|shock| self.window.contains(**shock));
        let tie = self.same_day.least_lag();
        LagSums::of(observed.copied().collect(), &self.visits, tie)
    }

    /// The day of one more visit that takes the mean furthest towards or beyond an end of the
    /// interval, and that mean. Between two shocks it grows with the day, so ends are enough.
    fn furthest_from(
        &self,
        shocks: &[i64],
        sums: &LagSums<'_>,
        interval: Interval,
    ) -> Option<(i64, f64)> {
        let tie = self.same_day.least_lag();
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
            .filter_map(|day| Some((day, sums.mean_with(day)?)))
            .max_by(|left, right| away(left.1).total_cmp(&away(right.1)))
    }

    /// Whether the lag of a shock, if no visit followed, is longer than the interval can hold.
    fn is_too_long_unended(&self, shock: i64, interval: Interval) -> bool {
        self.unended(shock, interval) == Position::Outside
    }

    /// Where the lag of a shock lies that no visit has followed: that would come after the last day.
    fn unended(&self, shock: i64, interval: Interval) -> Position {
        position_from(interval, self.window.end() - shock)
    }
}

/// Where all numbers of days from these on lie beside an interval.
fn position_from(interval: Interval, least: i64) -> Position {
    let ends = [days_to_real(least), f64::INFINITY].map(Amount::real);
    interval.position(ends[0], ends[1])
}

pub(super) const FAILS_ALREADY: Overturned = Overturned {
    visits: 0,
    day: None,
};

#[cfg(test)]
mod tests;
