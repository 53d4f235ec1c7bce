//! How few missed visits would make a claim on waiting times hold, or fail.
//!
//! A missed visit may have been on any day of the observation. One more visit moves a mean lag evenly
//! between two days on which another shock or visit comes in, so that the ends of such stretches, and the
//! first day on which it reaches an interval, are enough.

use super::{Waits, fewest_added::fewest_added, lag_sums::LagSums};
use crate::claims::amount::Amount;
use crate::claims::claim::{Claim, Gap, Statement, Summary};
use crate::claims::evaluator::Evaluator;
use crate::claims::interval::Interval;
use crate::claims::specification::Specification;
use crate::error::{ClaimMistake, Error, Result};
use crate::measure::lag::Overlap;
use crate::progress::unattended;
use crate::special::real::days_to_real;

/// The fewest missed visits with which a claim may hold, or fail; none if no number does.
///
/// # Errors
///
/// [`Error::Claim`] for a claim of which it is not worked out; [`Error::Undefined`] where it has no value.
pub fn fewest_missed(
    evaluator: &mut Evaluator<'_>,
    claim: &Claim,
    spec: &Specification,
    with_unclear: bool,
    holds: bool,
) -> Result<Option<u64>> {
    let alone = spec.overlap == Overlap::Both;
    match &claim.says {
        Statement::Gap {
            which: Gap::Open,
            at,
            printed,
        } => {
            let visits = evaluator.days(at, spec, with_unclear)?;
            let waits = Waits::new(&visits, spec.window()?, spec.same_day);
            Ok(waits.gap_missed(*printed, holds))
        }
        Statement::Lag { at, printed }
        | Statement::LagSummary {
            summary: Summary::Mean,
            at,
            printed,
        } if alone => {
            let (shocks, visits) = evaluator.shocks_and_days(at, spec, with_unclear)?;
            let waits = Waits::new(&visits, spec.window()?, spec.same_day);
            waits.mean_missed(&shocks, *printed, holds)
        }
        Statement::NoAnswer { at, .. } if alone => {
            let (shocks, visits) = evaluator.shocks_and_days(at, spec, with_unclear)?;
            let waits = Waits::new(&visits, spec.window()?, spec.same_day);
            // A visit more can but be the first to answer.
            let open = |shock: &i64| {
                let first = shock + waits.same_day.least_lag();
                waits.first_answer(*shock) == waits.visits.len() && waits.window.contains(first)
            };
            Ok(shocks.first().filter(|shock| open(shock)).map(|_| 1))
        }
        Statement::LagsLower {
            summary: Summary::Mean,
            lower,
            higher,
            ..
        } if alone => {
            let (low, visits) = evaluator.shocks_and_days(lower, spec, with_unclear)?;
            let (high, others) = evaluator.shocks_and_days(higher, spec, with_unclear)?;
            if visits != others {
                return Err(not_worked_out());
            }
            let waits = Waits::new(&visits, spec.window()?, spec.same_day);
            waits.order_missed([&low, &high], holds)
        }
        _ => Err(not_worked_out()),
    }
}

impl Waits {
    pub(super) fn gap_missed(&self, interval: Interval, holds: bool) -> Option<u64> {
        // Without a visit it has lasted for all days, and any visit makes it shorter.
        let open = |last: &i64| self.window.through() - last;
        let gap = self.visits.last().map_or(self.window.days(), open);
        let mut shorter = 0..gap;
        let is_so = |length: i64| interval.contains(Amount::real(days_to_real(length))) == holds;
        shorter.any(is_so).then_some(1)
    }

    fn mean_missed(&self, shocks: &[i64], interval: Interval, holds: bool) -> Result<Option<u64>> {
        let sums = self.sums(shocks);
        let is_so = |mean: f64| interval.contains(Amount::real(mean)) == holds;
        if self.with_one(&sums, interval, is_so) {
            return Ok(Some(1));
        }
        let Some(mean) = sums.mean() else {
            return Ok(None);
        };
        if !holds {
            let found = self.added(shocks, interval, &mut unattended)?;
            return Ok(found.map(|found| found.visits));
        }
        // Of several only the first makes a mean longer; all of them make it shorter.
        let [_, (high, included)] = interval.bounds();
        if !high.value().is_finite() || mean <= high.value() {
            return Ok(None);
        }
        let too_long = if included {
            Interval::above(high)?
        } else {
            Interval::at_least(high)?
        };
        let found = fewest_added(&sums, self.window, too_long, &mut unattended)?;
        Ok(found.map(|(visits, _)| visits.max(2)))
    }

    /// Whether the mean may be so with one visit more.
    fn with_one(
        &self,
        sums: &LagSums<'_>,
        interval: Interval,
        is_so: impl Fn(f64) -> bool,
    ) -> bool {
        let starts = self.turns(&sums.shocks);
        let ends = starts.iter().skip(1).map(|next| next - 1);
        let ends = ends.chain([self.window.through()]);
        starts.iter().zip(ends).any(|(first, last)| {
            let mean = |day: i64| sums.mean_with(day);
            // Days before any shock change nothing, and have a mean only where there is one.
            let (mut from, mut to) = (*first, last);
            while from < to {
                let middle = from + (to - from) / 2;
                if mean(middle).is_some_and(|mean| mean < interval.low()) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            let tried = [*first, from, (from + 1).min(last), last];
            let mut tried = tried.into_iter().filter_map(mean);
            tried.any(&is_so)
        })
    }

    /// The days of the observation from which on one more visit answers another shock, or comes behind
    /// another visit.
    fn turns(&self, shocks: &[i64]) -> Vec<i64> {
        let tie = self.same_day.least_lag();
        let first = |shock: &i64| self.visits.get(self.first_answer(*shock)).copied();
        let mut found: Vec<i64> = shocks.iter().filter_map(first).collect();
        found.extend(shocks.iter().map(|shock| shock + tie));
        found.retain(|day| self.window.contains(*day));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn order_missed(&self, shocks: [&[i64]; 2], holds: bool) -> Result<Option<u64>> {
        let all = shocks.concat();
        let turns = self.turns(&all);
        let before = turns.iter().map(|day| day - 1);
        let mut tried: Vec<i64> = before.chain(turns.iter().copied()).collect();
        tried.push(self.window.through());
        tried.retain(|day| self.window.contains(*day));
        tried.sort_unstable();
        tried.dedup();
        let is_so = |more: &[i64]| {
            let every = [self.visits.as_slice(), more].concat();
            let waits = Self::new(&every, self.window, self.same_day);
            let [low, high] = shocks.map(|shocks| waits.mean_lag(shocks));
            low.zip(high)
                .is_some_and(|(low, high)| Amount::real(low).is_below(Amount::real(high)) == holds)
        };
        if tried.iter().any(|day| is_so(&[*day])) {
            return Ok(Some(1));
        }
        let mut pairs = tried
            .iter()
            .flat_map(|one| tried.iter().map(move |other| [*one, *other]));
        if pairs.any(|pair| is_so(&pair)) {
            return Ok(Some(2));
        }
        Err(not_worked_out())
    }
}

fn not_worked_out() -> Error {
    let said = "how many missed visits would change it is not worked out for this claim";
    ClaimMistake::new("claim", "not_on_waits", said).into()
}
