//! Lags from shocks to visits.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::pairs::Keys;
use super::run::attended;
use super::words::{OVERLAP, SAME_DAY, STATUS};
use crate::measure::lag::columns::Columns;
use crate::measure::lag::known::{End, Known};
use crate::measure::lag::open::Candidate;
use crate::measure::lag::vague::{Vague, vague_lags, written};
use crate::measure::lag::{Status, Waits};
use crate::threads::Threads;
use crate::time::NO_GROUP;
use crate::time::following;
use crate::time::fuzzy::Days as Span;
use crate::time::window::Window;

type Codes<'py> = PyReadonlyArray1<'py, u32>;
type Days<'py> = PyReadonlyArray1<'py, i32>;
type Column<'py, T> = Bound<'py, PyArray1<T>>;

/// Lags, one a shock, with the first row that answers (-1 for none), its day and how many rows do.
#[derive(IntoPyObject)]
pub(super) struct Lags<'py> {
    status: Column<'py, u8>,
    days: Column<'py, i64>,
    first: Column<'py, i64>,
    day: Column<'py, i32>,
    number: Column<'py, i64>,
    shared: Column<'py, bool>,
    ends: Option<Ends<'py>>,
}

/// What vague days leave open: the ends of each lag (-1 for none), its block (-1 where it is exact)
/// and its completions.
#[derive(IntoPyObject)]
pub(super) struct Ends<'py> {
    lower: Column<'py, i64>,
    lower_observed: Column<'py, bool>,
    upper: Column<'py, i64>,
    upper_observed: Column<'py, bool>,
    block: Column<'py, i64>,
    completions: Vec<Option<String>>,
}

/// Shocks: the first and the last day of each, and its group.
type Shocks<'py> = (Days<'py>, Days<'py>, Codes<'py>);

/// Visits, likewise.
type Visits<'py> = (Days<'py>, Days<'py>, Keys<'py>);

/// For each shock its status (its place among the words), days (-1 for none) and answer with every
/// day the first that it may be; then what vague days leave open, where there are any.
#[pyfunction]
#[pyo3(signature = (
    shocks, visits, /, *, since, through, same_day, overlap, threads=None, progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn response_lags<'py>(
    py: Python<'py>,
    shocks: Shocks<'py>,
    visits: Visits<'py>,
    since: i64,
    through: i64,
    same_day: &str,
    overlap: &str,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Lags<'py>> {
    let (first, last, groups) = (slice(&shocks.0)?, slice(&shocks.1)?, slice(&shocks.2)?);
    let (days, latest) = (slice(&visits.0)?, slice(&visits.1)?);
    let own = visits.2.borrowed(py)?;
    let (found, vague) = attended(py, progress, |tick| {
        let rows = following::Dated::new(&*own, days)?;
        let window = Window::new(since, through)?;
        let (same_day, overlap) = (SAME_DAY.read(same_day)?, OVERLAP.read(overlap)?);
        let rule = (same_day, overlap);
        let threads = Threads::asked(threads)?.of(days.len() >= following::WORTH_THREADS);
        let waits = Waits::of(first, groups, rows, window, rule, threads, tick)?;
        let found = waits.columns(threads, tick)?;
        if first == last && days == latest {
            return Ok((found, None));
        }
        let mut each = vec![NO_GROUP; own.len()];
        own.read(0, &mut each);
        let known = Known {
            shocks: &spans(groups, first, last),
            visits: &candidates(&each, days, latest),
            window,
            same_day,
            overlap,
        };
        let vague = vague_lags(&known, tick)?;
        Ok((found, Some(vague)))
    })?;
    let ends = vague.map(|vague| ends(py, &found, &vague));
    let status = found.status.iter().map(|status| STATUS.code(*status));
    Ok(Lags {
        status: out(py, status.collect()),
        days: out(py, found.days),
        first: out(py, found.first),
        day: out(py, found.day),
        number: out(py, found.number),
        shared: out(py, found.shared),
        ends,
    })
}

fn ends<'py>(py: Python<'py>, found: &Columns, vague: &[Option<Vague>]) -> Ends<'py> {
    let end = |of: fn(&Vague) -> End| {
        let pairs = found.days.iter().zip(&found.status).zip(vague);
        let ends = pairs.map(|((days, status), vague)| {
            let exact = (*days, *status == Status::Observed);
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
    Ends {
        lower,
        lower_observed,
        upper,
        upper_observed,
        block: out(py, blocks),
        completions: completions.collect(),
    }
}

fn spans(groups: &[u32], first: &[i32], last: &[i32]) -> Vec<(u32, Span)> {
    let days = first.iter().zip(last);
    let spans = days.map(|(&first, &last)| Span {
        first: first.into(),
        last: last.into(),
    });
    groups.iter().copied().zip(spans).collect()
}

fn candidates(groups: &[u32], first: &[i32], last: &[i32]) -> Vec<Candidate> {
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
