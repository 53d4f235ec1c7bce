//! Bounds over the completions of an imprecise record.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::claims::Claim;
use super::run::detached;
use super::words::SAME_DAY;
use crate::Result;
use crate::claims::list::Span;
use crate::claims::verdict::Verdict;
use crate::error::same_length;
use crate::robustness::bounds::{EraBounds, bounds};
use crate::robustness::bounds_verdict::verdict;
use crate::robustness::completions::Known;
use crate::robustness::counts::quarters;
use crate::robustness::wait_bounds::{WaitBounds, lag_bounds};
use crate::time::fuzzy::Days as DaysKnown;
use crate::time::window::Window;

type Days<'py> = PyReadonlyArray1<'py, i64>;
type Reals<'py> = PyReadonlyArray1<'py, f64>;

/// First and last day of each visit, whether it counts for certain, and the weights that it may
/// have: offsets into the last array.
pub(super) type Visits<'py> = (
    Days<'py>,
    Days<'py>,
    PyReadonlyArray1<'py, bool>,
    Days<'py>,
    Reals<'py>,
);

/// Start, end and years of exposure of each era.
pub(super) type Spans<'py> = (Days<'py>, Days<'py>, Reals<'py>);

type Ends<'py, T> = [Bound<'py, PyArray1<T>>; 2];

type EraEnds<'py> = (
    Ends<'py, u64>,
    Ends<'py, f64>,
    Ends<'py, f64>,
    Ends<'py, u64>,
);

/// Of each era the lower and upper count, weighted count, weighted frequency, and place (0: none).
#[pyfunction]
#[pyo3(signature = (visits, spans, /))]
pub(super) fn era_bounds<'py>(
    py: Python<'py>,
    visits: Visits<'py>,
    spans: Spans<'py>,
) -> PyResult<EraEnds<'py>> {
    let (visits, spans) = (Record::borrow(&visits)?, Eras::borrow(&spans)?);
    let found = detached(py, || bounds(&visits.known()?, &spans.spans()?))?;
    let reals = |of: fn(&EraBounds) -> f64| out(py, found.iter().map(of).collect());
    let counts = |of: fn(&EraBounds) -> u64| out(py, found.iter().map(of).collect());
    let places = |of: fn((usize, usize)) -> usize| {
        let place = |era: &EraBounds| era.places.map_or(0, of);
        out(py, found.iter().map(|era| place(era) as u64).collect())
    };
    Ok((
        [counts(|era| era.counts.0), counts(|era| era.counts.1)],
        [reals(|era| era.sums.0), reals(|era| era.sums.1)],
        [
            reals(|era| era.frequencies.0),
            reals(|era| era.frequencies.1),
        ],
        [places(|ends| ends.0), places(|ends| ends.1)],
    ))
}

/// Whether a claim is certain, possible or impossible.
#[pyfunction]
#[pyo3(name = "bounds_verdict", signature = (visits, spans, claim, labels, /))]
pub(super) fn certainty_of<'py>(
    py: Python<'py>,
    visits: Visits<'py>,
    spans: Spans<'py>,
    claim: &Claim,
    labels: Vec<String>,
) -> PyResult<&'static str> {
    let (visits, spans) = (Record::borrow(&visits)?, Eras::borrow(&spans)?);
    detached(py, || {
        let (_, assertion) = claim.0.on_list(&labels)?;
        let found = verdict(&visits.known()?, &spans.spans()?, &assertion)?;
        Ok(certainty(found))
    })
}

/// A verdict over all completions in the words of bounds.
pub(super) fn certainty(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reproduced => "certain",
        Verdict::NotDetermined => "possible",
        Verdict::NotReproduced => "impossible",
    }
}

/// Of each shock the least and greatest lag (-1: without end, -2: not measured).
#[pyfunction]
#[pyo3(signature = (visits, first, last, /, *, since, through, same_day))]
pub(super) fn bounds_of_lags<'py>(
    py: Python<'py>,
    visits: Visits<'py>,
    first: Days<'py>,
    last: Days<'py>,
    since: i64,
    through: i64,
    same_day: &str,
) -> PyResult<Ends<'py, i64>> {
    let visits = Record::borrow(&visits)?;
    let (first, last) = (slice(&first)?, slice(&last)?);
    let found = detached(py, || {
        let (window, same_day) = (Window::new(since, through)?, SAME_DAY.read(same_day)?);
        let visits = visits.known()?;
        let shocks = first.iter().zip(last);
        Ok(shocks
            .map(|(&first, &last)| lag_bounds(DaysKnown { first, last }, &visits, window, same_day))
            .collect::<Vec<_>>())
    })?;
    let column = |of: fn(WaitBounds) -> Option<i64>| {
        let days = |found: &Option<WaitBounds>| found.map_or(-2, |found| of(found).unwrap_or(-1));
        out(py, found.iter().map(days).collect())
    };
    Ok([column(|found| found.least), column(|found| found.greatest)])
}

pub(super) struct Record<'a> {
    first: &'a [i64],
    last: &'a [i64],
    counts: &'a [bool],
    offsets: &'a [i64],
    weights: &'a [f64],
}

impl<'a> Record<'a> {
    pub(super) fn borrow(
        (first, last, counts, offsets, weights): &'a Visits<'_>,
    ) -> PyResult<Self> {
        Ok(Self {
            first: slice(first)?,
            last: slice(last)?,
            counts: slice(counts)?,
            offsets: slice(offsets)?,
            weights: slice(weights)?,
        })
    }

    pub(super) fn known(&self) -> Result<Vec<Known>> {
        let spans = self.offsets.len().saturating_sub(1);
        for length in [self.last.len(), self.counts.len(), spans] {
            same_length(("first", self.first.len()), ("visits", length))?;
        }
        let days = self.first.iter().zip(self.last);
        let weights = self.offsets.iter().zip(self.offsets.iter().skip(1));
        let rows = days.zip(self.counts).zip(weights);
        Ok(rows
            .map(|(((first, last), counts), (from, to))| {
                let place = |at: &i64| usize::try_from(*at).unwrap_or(usize::MAX);
                let weights = self.weights.get(place(from)..place(to));
                Known {
                    first: *first,
                    last: *last,
                    counts: *counts,
                    weights: weights.unwrap_or_default().to_vec(),
                }
            })
            .collect())
    }
}

pub(super) struct Eras<'a> {
    starts: &'a [i64],
    ends: &'a [i64],
    years: &'a [f64],
}

impl<'a> Eras<'a> {
    pub(super) fn borrow((starts, ends, years): &'a Spans<'_>) -> PyResult<Self> {
        Ok(Self {
            starts: slice(starts)?,
            ends: slice(ends)?,
            years: slice(years)?,
        })
    }

    pub(super) fn spans(&self) -> Result<Vec<Span>> {
        for length in [self.ends.len(), self.years.len()] {
            same_length(("start", self.starts.len()), ("eras", length))?;
        }
        let days = self.starts.iter().zip(self.ends);
        let rows = days.zip(self.years);
        Ok(rows
            .map(|((start, end), years)| Span {
                start: *start,
                end: *end,
                quarters: quarters(*years),
            })
            .collect())
    }
}
