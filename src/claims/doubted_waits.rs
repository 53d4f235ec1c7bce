//! The number that a claim makes of its lags, what it may be, and which of what is open it turns on.

use super::answer::InDoubt;
use super::claim::Summary;
use super::lag_summary::{is_extrapolated, number_of, one_lag, summarized};
use super::waits::{Range, Waits};
use crate::error::Result;
use crate::measure::lag::Lag;
use crate::time::fuzzy::Days;

/// The ends of a number in one completion; none where it has no value.
pub(super) type Ends = Option<(f64, f64)>;

/// A number made of lags.
#[derive(Debug, Clone)]
pub(super) struct Doubted {
    /// The lags as recorded.
    pub lags: Vec<Lag>,
    /// The number that is made of them.
    pub value: Option<f64>,
    /// What it may be over all completions.
    pub range: Range,
    /// Which of what is open it turns on.
    pub in_doubt: InDoubt,
    /// Whether it is a mean that is carried on beyond the shortest lag that still runs.
    pub extrapolated: bool,
}

impl Doubted {
    /// The first lag; one that still runs has no value yet.
    ///
    /// # Errors
    ///
    /// As [`Waits::plain`].
    pub(super) fn lag(waits: &Waits) -> Result<Self> {
        let lags = waits.plain()?;
        let ended = first(&lags).filter(|ends| ends.1.is_finite());
        let full = range_of_lag(waits)?;
        Ok(Self {
            value: ended.map(number_of),
            range: full,
            in_doubt: waits.in_doubt(full, range_of_lag)?,
            extrapolated: false,
            lags,
        })
    }

    /// A summary of all lags, a mean restricted to `tau`.
    ///
    /// # Errors
    ///
    /// As [`summarized`].
    pub(super) fn summary(waits: &Waits, summary: Summary, tau: Option<u32>) -> Result<Self> {
        let lags = waits.plain()?;
        let plain = summarized(summary, &lags, tau)?;
        let mut extrapolated = is_extrapolated(&lags, tau);
        let restricted = summary == Summary::RestrictedMean;
        let full = range_of_summary(waits, summary, tau, |lags| {
            extrapolated |= restricted && is_extrapolated(lags, tau);
        })?;
        let mut in_doubt =
            waits.in_doubt(full, |waits| range_of_summary(waits, summary, tau, |_| ()))?;
        in_doubt.half = plain.filter(|ends| ends.0 < ends.1);
        Ok(Self {
            value: plain.map(number_of),
            range: full,
            in_doubt,
            extrapolated,
            lags,
        })
    }
}

/// What the first lag is in every completion; none if there are too many.
///
/// # Errors
///
/// As [`Waits::plain`].
pub(super) fn every_lag(waits: &Waits) -> Result<Option<Vec<Ends>>> {
    waits.open.over(|lags| Ok(first(lags)))
}

fn first(lags: &[Lag]) -> Ends {
    lags.first().and_then(one_lag)
}

/// What the first lag may be over all completions.
///
/// # Errors
///
/// As [`Waits::plain`].
pub(super) fn range_of_lag(waits: &Waits) -> Result<Range> {
    Ok(range_of(waits, every_lag(waits)?.as_deref(), None))
}

/// What a summary may be over all completions, of which `look` sees the lags.
///
/// # Errors
///
/// As [`summarized`].
pub(super) fn range_of_summary(
    waits: &Waits,
    summary: Summary,
    tau: Option<u32>,
    mut look: impl FnMut(&[Lag]),
) -> Result<Range> {
    let ask = |lags: &[Lag]| {
        look(lags);
        summarized(summary, lags, tau)
    };
    // A mean of answered lags does not turn on their order; what is read off a curve does.
    let ends = match summary {
        Summary::Mean => waits.open.over(ask)?,
        Summary::Median | Summary::RestrictedMean => waits.open.over_orders(ask)?,
    };
    let tau = tau.filter(|_| summary == Summary::RestrictedMean);
    Ok(range_of(waits, ends.as_deref(), tau))
}

/// The range of a number on lags over all completions, or its outer bounds where they are too many.
fn range_of(waits: &Waits, ends: Option<&[Ends]>, tau: Option<u32>) -> Range {
    let Some(ends) = ends else {
        return waits.outer(tau);
    };
    let known = || ends.iter().flatten();
    Range {
        low: known().map(|ends| ends.0).fold(f64::INFINITY, f64::min),
        high: known().map(|ends| ends.1).fold(f64::NEG_INFINITY, f64::max),
        may_be_none: ends.iter().any(Option::is_none),
    }
}

impl Waits {
    fn in_doubt(&self, full: Range, range: impl Fn(&Self) -> Result<Range>) -> Result<InDoubt> {
        let visits = self.open.visits.iter();
        let open = Open::of(visits.map(|visit| (visit.days, visit.optional)));
        open.matter(full, |left| {
            let mut settled = self.clone();
            for visit in &mut settled.open.visits {
                (visit.days, visit.optional) = left.settled(visit.days, visit.optional);
            }
            range(&settled)
        })
    }
}

/// What is left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Open {
    /// Whether visits without a source took place.
    pub sources: bool,
    /// The days of dates that are not known to the day.
    pub days: bool,
}

impl Open {
    /// What is open of visits, each with its days and whether it may not have taken place.
    pub(super) fn of(mut visits: impl Iterator<Item = (Days, bool)> + Clone) -> Self {
        Self {
            sources: visits.clone().any(|(_, optional)| optional),
            days: visits.any(|(days, _)| days.first < days.last),
        }
    }

    /// A visit of which only so much is left open.
    pub(super) fn settled(self, days: Days, optional: bool) -> (Days, bool) {
        let last = if self.days { days.last } else { days.first };
        (Days { last, ..days }, optional && self.sources)
    }

    /// Which of it a number turns on: what makes its range another, alone or with the rest.
    ///
    /// # Errors
    ///
    /// What `range` returns, the range of the number where only some of it is left open.
    pub(super) fn matter(
        self,
        full: Range,
        range: impl Fn(Self) -> Result<Range>,
    ) -> Result<InDoubt> {
        if !(self.sources || self.days) {
            return Ok(InDoubt::default());
        }
        let left = |sources: bool, days: bool| {
            let left = Self {
                sources: sources && self.sources,
                days: days && self.days,
            };
            if left == self { Ok(full) } else { range(left) }
        };
        let (neither, sources, days) =
            (left(false, false)?, left(true, false)?, left(false, true)?);
        Ok(InDoubt {
            sources: full != days || sources != neither,
            days: full != sources || days != neither,
            half: None,
        })
    }
}
