//! Lags from shocks to visits.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::run::detached;
use super::words::{OVERLAP, SAME_DAY, STATUS};
use crate::measure::lag::open::Candidate;
use crate::measure::lag::vague::{End, Known, Vague, vague_lags, written};
use crate::measure::lag::{Status, lags};
use crate::time::fuzzy::Days as Span;
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

type Codes<'py> = PyReadonlyArray1<'py, u32>;
type Days<'py> = PyReadonlyArray1<'py, i64>;
type Column<'py, T> = Bound<'py, PyArray1<T>>;

/// Lags, one a shock; the rows of the visits that answer it lie between two offsets.
#[derive(IntoPyObject)]
pub(super) struct Lags<'py> {
    status: Column<'py, u8>,
    days: Column<'py, i64>,
    offsets: Column<'py, usize>,
    rows: Column<'py, usize>,
    lower: Column<'py, i64>,
    lower_observed: Column<'py, bool>,
    upper: Column<'py, i64>,
    upper_observed: Column<'py, bool>,
    block: Column<'py, i64>,
    completions: Vec<Option<String>>,
}

/// Shocks or visits: the first and the last day of each, and its group.
type Dated<'py> = (Days<'py>, Days<'py>, Codes<'py>);

/// For each shock its status (its place among the words), days (-1 for none) and answers with every
/// day the first that it may be; then what vague days leave open: the ends of the lag (-1 for none),
/// its block (-1 where it is exact) and its completions.
#[pyfunction]
#[pyo3(signature = (shocks, visits, /, *, n_groups, since, through, same_day, overlap))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn response_lags<'py>(
    py: Python<'py>,
    shocks: Dated<'py>,
    visits: Dated<'py>,
    n_groups: usize,
    since: i64,
    through: i64,
    same_day: &str,
    overlap: &str,
) -> PyResult<Lags<'py>> {
    let (first, last, groups) = (slice(&shocks.0)?, slice(&shocks.1)?, slice(&shocks.2)?);
    let (days, latest, own) = (slice(&visits.0)?, slice(&visits.1)?, slice(&visits.2)?);
    let (found, vague) = detached(py, || {
        let sorted = SortedDays::new(own, days, n_groups)?;
        let window = Window::new(since, through)?;
        let (same_day, overlap) = (SAME_DAY.read(same_day)?, OVERLAP.read(overlap)?);
        let found = lags(first, groups, &sorted, window, same_day, overlap)?;
        let known = Known {
            shocks: &spans(groups, first, last),
            visits: &candidates(own, days, latest),
            window,
            same_day,
            overlap,
        };
        Ok((found, vague_lags(&known)?))
    })?;
    let rows: Vec<usize> = found
        .iter()
        .flat_map(|lag| lag.rows.iter().copied())
        .collect();
    let lengths = found.iter().scan(0, |sum, lag| {
        *sum += lag.rows.len();
        Some(*sum)
    });
    let offsets = std::iter::once(0).chain(lengths).collect();
    let status = found.iter().map(|lag| STATUS.code(lag.status));
    let end = |of: fn(&Vague) -> End| {
        let pairs = found.iter().zip(&vague);
        let ends = pairs.map(|(lag, vague)| {
            let exact = (lag.days.unwrap_or(-1), lag.status == Status::Observed);
            vague.as_ref().map_or(exact, |vague| {
                let end = of(vague);
                (end.days, !end.running)
            })
        });
        let (days, observed): (Vec<i64>, Vec<bool>) = ends.unzip();
        (out(py, days), out(py, observed))
    };
    let (lower, lower_observed) = end(|vague| vague.lower);
    let (upper, upper_observed) = end(|vague| vague.upper);
    let number = |vague: &Vague| i64::try_from(vague.block).unwrap_or(i64::MAX);
    let blocks = vague
        .iter()
        .map(|vague| vague.as_ref().map_or(-1, number))
        .collect();
    let completions = vague.iter().map(|vague| {
        let known = vague.as_ref().map(|vague| vague.completions.as_slice());
        known.filter(|known| !known.is_empty()).map(written)
    });
    Ok(Lags {
        status: out(py, status.collect()),
        days: out(py, found.iter().map(|lag| lag.days.unwrap_or(-1)).collect()),
        offsets: out(py, offsets),
        rows: out(py, rows),
        lower,
        lower_observed,
        upper,
        upper_observed,
        block: out(py, blocks),
        completions: completions.collect(),
    })
}

fn spans(groups: &[u32], first: &[i64], last: &[i64]) -> Vec<(u32, Span)> {
    let days = first.iter().zip(last);
    let spans = days.map(|(&first, &last)| Span { first, last });
    groups.iter().copied().zip(spans).collect()
}

fn candidates(groups: &[u32], first: &[i64], last: &[i64]) -> Vec<Candidate> {
    let spans = spans(groups, first, last).into_iter().enumerate();
    spans
        .map(|(row, (group, days))| Candidate {
            row,
            group,
            days,
            optional: false,
        })
        .collect()
}
