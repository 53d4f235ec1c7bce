//! Gaps of a claim: the one still open at the end, and the longest between two visit days.

use super::answer::InDoubt;
use super::claim::Gap;
use super::doubted_waits::Open;
use super::interval::Interval;
use super::record::{Record, Selection};
use super::settled_waits::over_subsets;
use super::specification::Specification;
use super::verdict::Verdict;
use super::waits::Range;
use crate::error::Result;
use crate::measure::gap::gaps;
use crate::measure::gap::vague::open_ends;
use crate::measure::lag::open::Candidate;
use crate::progress::unattended;
use crate::special::real::days_to_real;
use crate::time::window::Window;

mod outer;

use outer::outer;

/// Beyond so many completions only an outer bound is given.
const MOST_COMPLETIONS: usize = 1 << 14;

/// A gap in the record as it stands, the visits at its ends, and what it may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its days if all visits in doubt took place, each on the first day that it may have.
    pub plain: Option<f64>,
    /// The rows of the visits at its ends.
    pub rows: Vec<usize>,
    /// Over all completions.
    pub range: Range,
    /// Which of what is open it turns on.
    pub in_doubt: InDoubt,
    /// Days with a visit.
    pub visit_days: u64,
    /// Of an open gap at least as long at a steady rate (methods M13).
    pub probability: Option<f64>,
}

/// Measures a gap among the visits of a selection.
///
/// # Errors
///
/// [`crate::Error::EmptyObservation`].
pub fn gap(
    which: Gap,
    record: &Record,
    selection: &Selection,
    spec: &Specification,
) -> Result<Found> {
    let window = spec.window()?;
    let visits = near(record, selection, spec, window);
    let mut dated: Vec<(i64, usize)> = visits
        .iter()
        .map(|visit| (visit.days.first, visit.row))
        .filter(|(day, _)| window.contains(*day))
        .collect();
    dated.sort_unstable();
    dated.dedup_by_key(|visit| visit.0);
    let ends = match which {
        Gap::Open => dated
            .last()
            .map(|last| (window.through() - last.0, vec![last.1])),
        Gap::Longest => longest(&dated),
    };
    let (plain, rows) = ends.unzip();
    let range = range_of(which, &visits, window);
    let days: Vec<i64> = dated.iter().map(|visit| visit.0).collect();
    let last = gaps(&days, &vec![0; days.len()], 1, window, &mut unattended)?.pop();
    Ok(Found {
        plain: plain.map(days_to_real),
        rows: rows.unwrap_or_default(),
        range,
        in_doubt: in_doubt(which, &visits, range, window)?,
        visit_days: days.len() as u64,
        probability: last
            .and_then(|gap| gap.probability)
            .filter(|_| which == Gap::Open),
    })
}

/// Whether a gap is what was printed, whichever of the visits in doubt took place.
///
/// # Errors
///
/// [`crate::Error::EmptyObservation`].
pub(super) fn over_sources(
    which: Gap,
    record: &Record,
    selection: &Selection,
    spec: &Specification,
    printed: Interval,
) -> Result<Verdict> {
    let window = spec.window()?;
    let visits = near(record, selection, spec, window);
    let doubted = visits.iter().filter(|visit| visit.optional);
    let doubted = doubted.map(|visit| (visit.row, visit.days));
    over_subsets(doubted, printed, |each| {
        let took_place = |visit: &&Candidate| each.get(&visit.row) != Some(&None);
        let optional = false;
        let there = visits.iter().filter(took_place);
        let there: Vec<Candidate> = there
            .map(|visit| Candidate { optional, ..*visit })
            .collect();
        Ok(range_of(which, &there, window))
    })
}

/// The first day on which the open gap may have begun.
///
/// # Errors
///
/// [`crate::Error::EmptyObservation`].
pub(super) fn may_be_open_since(
    record: &Record,
    selection: &Selection,
    spec: &Specification,
) -> Result<i64> {
    let window = spec.window()?;
    let visits = near(record, selection, spec, window);
    let known = visits.iter().map(|visit| (visit.days, !visit.optional));
    let (_, greatest) = open_ends(known, window);
    Ok(greatest.map_or(window.since(), |days| window.through() - days))
}

/// The visits of a selection that may have been within the observation.
fn near(
    record: &Record,
    selection: &Selection,
    spec: &Specification,
    window: Window,
) -> Vec<Candidate> {
    let mut visits = record.candidates(selection, spec, |_| 0);
    visits.retain(|visit| is_near(visit, window));
    visits
}

fn is_near(visit: &Candidate, window: Window) -> bool {
    visit.days.first <= window.through() && visit.days.last >= window.since()
}

fn range_of_open(visits: &[Candidate], window: Window) -> Range {
    let known = visits.iter().map(|visit| (visit.days, !visit.optional));
    let (least, greatest) = open_ends(known, window);
    // Without a visit the gap has lasted longer than the observation.
    let never = days_to_real(window.days());
    Range {
        low: least.map_or(never, days_to_real),
        high: greatest.map_or(f64::INFINITY, days_to_real),
        may_be_none: false,
    }
}

/// The longest gap between two days of visits, and the rows at its ends.
fn longest(dated: &[(i64, usize)]) -> Option<(i64, Vec<usize>)> {
    let pairs = dated.iter().zip(dated.iter().skip(1));
    // Of equal gaps the first.
    let widest = pairs.max_by_key(|(from, to)| (to.0 - from.0, std::cmp::Reverse(from.0)));
    widest.map(|(from, to)| (to.0 - from.0, vec![from.1, to.1]))
}

fn range_of_longest(visits: &[Candidate], window: Window) -> Range {
    by_completion(visits, window).unwrap_or_else(|| outer(visits, window))
}

/// Which of what is open a gap of this range turns on.
fn in_doubt(which: Gap, visits: &[Candidate], full: Range, window: Window) -> Result<InDoubt> {
    let open = Open::of(visits.iter().map(|visit| (visit.days, visit.optional)));
    open.matter(full, |left| {
        let settled = |visit: &Candidate| {
            let (days, optional) = left.settled(visit.days, visit.optional);
            Candidate {
                days,
                optional,
                ..*visit
            }
        };
        // One that is settled on a day outside the observation is none of its visits.
        let visits = visits.iter().map(settled);
        let visits: Vec<Candidate> = visits.filter(|visit| is_near(visit, window)).collect();
        Ok(range_of(which, &visits, window))
    })
}

fn range_of(which: Gap, visits: &[Candidate], window: Window) -> Range {
    match which {
        Gap::Open => range_of_open(visits, window),
        Gap::Longest => range_of_longest(visits, window),
    }
}

/// Whether a visit took place within the observation, on whatever day.
fn is_sure(visit: &Candidate, window: Window) -> bool {
    !visit.optional && window.contains(visit.days.first) && window.contains(visit.days.last)
}

/// The range over every completion; none if there are too many. With days known exactly the bounds
/// of [`outer()`] are attained, and nothing needs to be gone through.
fn by_completion(visits: &[Candidate], window: Window) -> Option<Range> {
    if visits
        .iter()
        .all(|visit| visit.days.first == visit.days.last)
    {
        return None;
    }
    let options = |visit: &Candidate| -> Vec<Option<i64>> {
        let days = (visit.days.first..=visit.days.last)
            .map(|day| Some(day).filter(|day| window.contains(*day)));
        let mut options: Vec<Option<i64>> = days.chain(visit.optional.then_some(None)).collect();
        options.dedup();
        options
    };
    let options: Vec<Vec<Option<i64>>> = visits.iter().map(options).collect();
    let size = options
        .iter()
        .map(Vec::len)
        .fold(1_usize, usize::saturating_mul);
    if size > MOST_COMPLETIONS {
        return None;
    }
    let mut range = Range {
        low: f64::INFINITY,
        high: f64::NEG_INFINITY,
        may_be_none: false,
    };
    for number in 0..size {
        let mut rest = number;
        let mut days: Vec<i64> = Vec::with_capacity(options.len());
        for choices in &options {
            days.extend(choices.get(rest % choices.len()).copied().flatten());
            rest /= choices.len();
        }
        days.sort_unstable();
        days.dedup();
        let gaps = days
            .iter()
            .zip(days.iter().skip(1))
            .map(|(from, to)| to - from);
        match gaps.max() {
            None => range.may_be_none = true,
            Some(gap) => {
                range.low = range.low.min(days_to_real(gap));
                range.high = range.high.max(days_to_real(gap));
            }
        }
    }
    Some(range)
}

#[cfg(test)]
mod tests;
