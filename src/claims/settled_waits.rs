//! What is said of waits, asked in each completion of the visits that it turns on.
//!
//! A range has its ends in some completions, and what lies between them need not be in any. And two
//! numbers that hang on the same visits are never both what they are only in different completions.

use std::collections::HashMap;

use super::claim::Summary;
use super::doubted_waits::{range_of_lag, range_of_summary};
use super::interval::Interval;
use super::open::in_range;
use super::verdict::Verdict;
use super::waits::{Range, Waits};
use crate::claims::amount::Amount;
use crate::error::Result;
use crate::measure::lag::open::Candidate;
use crate::time::fuzzy::Days;

/// Beyond so many completions nothing more is asked than the whole range.
const MOST_SETTLED: usize = 1 << 11;

/// What each of some visits may have been: the days that are left to it, or nothing.
pub(super) type Settled = HashMap<usize, Option<Days>>;

/// What is made of lags.
#[derive(Debug, Clone, Copy)]
pub(super) enum Made {
    /// The one lag.
    Lag,
    /// A summary, a mean restricted to so many days.
    Summary(Summary, Option<u32>),
}

impl Made {
    fn range(self, waits: &Waits) -> Result<Range> {
        match self {
            Self::Lag => range_of_lag(waits),
            Self::Summary(summary, tau) => range_of_summary(waits, summary, tau, |_| ()),
        }
    }
}

/// Whether a number is what was printed, whichever of the visits in doubt took place.
///
/// # Errors
///
/// As [`Waits::plain`].
pub(super) fn over_sources(waits: &Waits, made: Made, printed: Interval) -> Result<Verdict> {
    let doubted = waits.open.visits.iter().filter(|visit| visit.optional);
    let doubted = doubted.map(|visit| (visit.row, visit.days));
    over_subsets(doubted, printed, |each| made.range(&waits.settled(each)))
}

/// Whether what has a range in each subset of the visits in doubt, by row, is what was printed in all.
///
/// # Errors
///
/// What `range` returns.
pub(super) fn over_subsets(
    doubted: impl Iterator<Item = (usize, Days)>,
    printed: Interval,
    range: impl Fn(&Settled) -> Result<Range>,
) -> Result<Verdict> {
    let options = doubted.map(|(row, days)| (row, vec![Some(days), None]));
    let Some(every) = settled(options.collect()) else {
        return Ok(Verdict::NotDetermined);
    };
    agreed(every.iter().map(|each| {
        let asked = |[low, high]: [Amount; 2]| in_range(low, high, printed);
        Ok(holds(range(each)?, asked))
    }))
}

/// Whether one number is lower than another, whatever the visits were on which both hang.
///
/// # Errors
///
/// As [`Waits::plain`].
pub(super) fn over_shared(lower: &Waits, higher: &Waits, made: Made) -> Result<Verdict> {
    let open = |visit: &&Candidate| visit.optional || visit.days.first < visit.days.last;
    let others = &higher.open.visits;
    let shared = lower.open.visits.iter().filter(open);
    let shared = shared.filter(|visit| others.iter().any(|other| other.row == visit.row));
    let options = shared.map(|visit| {
        let days = (visit.days.first..=visit.days.last).map(|day| {
            let (first, last) = (day, day);
            Some(Days { first, last })
        });
        let absent = visit.optional.then_some(None);
        (visit.row, days.chain(absent).collect())
    });
    let Some(every) = settled(options.collect()) else {
        return Ok(Verdict::NotDetermined);
    };
    let verdicts = every.iter().map(|each| {
        let [low, high] = [lower, higher].map(|waits| made.range(&waits.settled(each)));
        let high = high?;
        Ok(holds(low?, |[least, most]| {
            holds(high, |[other_least, other_most]| {
                Verdict::of(most.is_below(other_least), least.is_below(other_most))
            })
        }))
    });
    agreed(verdicts)
}

fn holds(range: Range, asked: impl FnOnce([Amount; 2]) -> Verdict) -> Verdict {
    if range.may_be_none || range.low > range.high {
        return Verdict::NotDetermined;
    }
    asked([range.low, range.high].map(Amount::real))
}

/// The verdict on which all agree.
fn agreed(mut verdicts: impl Iterator<Item = Result<Verdict>>) -> Result<Verdict> {
    let Some(first) = verdicts.next().transpose()? else {
        return Ok(Verdict::NotDetermined);
    };
    for verdict in verdicts {
        if verdict? != first {
            return Ok(Verdict::NotDetermined);
        }
    }
    Ok(first)
}

/// Each choice of one option a row; none where there is nothing to choose, or too much.
fn settled(options: Vec<(usize, Vec<Option<Days>>)>) -> Option<Vec<Settled>> {
    if options.is_empty() {
        return None;
    }
    let mut every = vec![Settled::new()];
    for (row, days) in options {
        if every.len().checked_mul(days.len())? > MOST_SETTLED {
            return None;
        }
        let with = |each: &Settled, days: Option<Days>| {
            let mut each = each.clone();
            each.insert(row, days);
            each
        };
        every = every
            .iter()
            .flat_map(|each| days.iter().map(move |days| with(each, *days)))
            .collect();
    }
    Some(every)
}

impl Waits {
    /// The same with some visits as they were; those that are nothing did not take place.
    fn settled(&self, as_they_were: &Settled) -> Self {
        let mut settled = self.clone();
        settled
            .open
            .visits
            .retain_mut(|visit| match as_they_were.get(&visit.row) {
                None => true,
                Some(None) => false,
                Some(Some(days)) => {
                    (visit.days, visit.optional) = (*days, false);
                    true
                }
            });
        settled
    }
}
