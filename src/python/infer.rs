//! Intervals for frequencies.

use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

use super::arrays::{out, places, rows, slice};
use super::dispersion::Excesses;
use super::run::{attended, detached};
use super::words::{INTERVAL, WEIGHTED_INTERVAL};
use crate::infer::{poisson, rank_order, short_eras as short, weighted};
use crate::measure::tally::ClassCounts;
use crate::special::excess::Excess;
use crate::special::level::Level;
use crate::threads::Threads;

type Reals<'py> = Bound<'py, PyArray1<f64>>;

/// The limits of each frequency.
#[derive(IntoPyObject)]
pub(super) struct Limits<'py> {
    lower: Reals<'py>,
    upper: Reals<'py>,
}

/// Lower and upper limit of each frequency.
#[pyfunction]
#[pyo3(signature = (counts, exposure, /, *, level, interval, excess=None, threads=None, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn poisson_interval<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray1<'py, u64>,
    exposure: PyReadonlyArray1<'py, f64>,
    level: f64,
    interval: &str,
    excess: Option<Excesses<'py>>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Limits<'py>> {
    let (counts, exposure) = (slice(&counts)?, slice(&exposure)?);
    let excess = each(excess.as_ref())?;
    let (lower, upper) = attended(py, progress, |tick| {
        let (level, interval) = (Level::new(level)?, INTERVAL.read(interval)?);
        let threads = Threads::asked(threads)?;
        poisson::limits_of_each(counts, exposure, &excess, level, interval, threads, tick)
    })?;
    Ok(Limits {
        lower: out(py, lower),
        upper: out(py, upper),
    })
}

/// Counts by class: of every class, one row a cell; or of those that occur, and where those of each
/// cell end.
#[derive(FromPyObject)]
pub(super) enum ByClass<'py> {
    Every(PyReadonlyArray2<'py, u64>),
    Occurring(Occurring<'py>),
}

#[derive(FromPyObject)]
pub(super) struct Occurring<'py> {
    ends: PyReadonlyArray1<'py, i64>,
    classes: PyReadonlyArray1<'py, u32>,
    counts: PyReadonlyArray1<'py, u64>,
}

impl ByClass<'_> {
    fn counts(&self) -> PyResult<ClassCounts<'_>> {
        Ok(match self {
            Self::Every(counts) => {
                let (counts, n_classes) = rows(counts)?;
                ClassCounts::Every { counts, n_classes }
            }
            Self::Occurring(found) => ClassCounts::Occurring {
                ends: slice(&found.ends)?,
                classes: slice(&found.classes)?,
                counts: slice(&found.counts)?,
            },
        })
    }
}

/// Ranks of weighted counts over whole quarters of days, within lists of which `ends` says where they
/// end; None where exposures are no such, or the sums too large for whole numbers.
#[pyfunction]
#[pyo3(signature = (counts, weights, years, /, *, ends, threads=None, progress=None))]
pub(super) fn ranks_of_fractions<'py>(
    py: Python<'py>,
    counts: ByClass<'py>,
    weights: PyReadonlyArray1<'py, f64>,
    years: PyReadonlyArray1<'py, f64>,
    ends: PyReadonlyArray1<'py, i64>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Option<Bound<'py, PyArray1<i64>>>> {
    let counts = counts.counts()?;
    let (weights, years, ends) = (slice(&weights)?, slice(&years)?, slice(&ends)?);
    let ranks = attended(py, progress, |tick| {
        let (cells, threads) = (counts.cells(weights.len())?, Threads::asked(threads)?);
        let (years, ends) = (years.get(..cells).unwrap_or(years), places(ends));
        rank_order::of_counts(&counts, weights, years, &ends, threads, tick)
    })?;
    Ok(ranks.map(|ranks| out(py, ranks)))
}

/// Ranks of amounts over any exposure, within lists of which `ends` says where they end.
#[pyfunction]
#[pyo3(signature = (amounts, years, /, *, ends))]
pub(super) fn ranks_of_reals<'py>(
    py: Python<'py>,
    amounts: PyReadonlyArray1<'py, f64>,
    years: PyReadonlyArray1<'py, f64>,
    ends: PyReadonlyArray1<'py, i64>,
) -> PyResult<Bound<'py, PyArray1<i64>>> {
    let (amounts, years, ends) = (slice(&amounts)?, slice(&years)?, slice(&ends)?);
    let ranks = detached(py, || {
        Ok(rank_order::of_reals(amounts, years, &places(ends)))
    })?;
    Ok(out(py, ranks))
}

/// Short eras, and the visits expected in each.
#[derive(IntoPyObject)]
pub(super) struct ShortEras<'py> {
    rows: Bound<'py, PyArray1<i64>>,
    expected: Reals<'py>,
}

/// The eras of less than so many years in which, by their share of those of their list, less than one
/// visit is expected.
#[pyfunction]
#[pyo3(signature = (counts, years, lists, /, *, below))]
pub(super) fn short_eras<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray1<'py, u64>,
    years: PyReadonlyArray1<'py, f64>,
    lists: PyReadonlyArray1<'py, u32>,
    below: f64,
) -> PyResult<ShortEras<'py>> {
    let (counts, years, lists) = (slice(&counts)?, slice(&years)?, slice(&lists)?);
    let found = detached(py, || Ok(short::short_eras(counts, years, lists, below)))?;
    Ok(ShortEras {
        rows: out(py, found.rows),
        expected: out(py, found.expected),
    })
}

/// Weighted counts and the limits of their frequencies, one row a cell.
#[derive(IntoPyObject)]
pub(super) struct Weighted<'py> {
    count: Reals<'py>,
    variance: Reals<'py>,
    limits: Option<Limits<'py>>,
}

/// Weighted count, variance of the frequency and, of an interval, its limits of each row.
#[pyfunction]
#[pyo3(signature = (counts, weights, exposure, /, *, level, interval=None, excess=None, threads=None, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn weighted_interval<'py>(
    py: Python<'py>,
    counts: ByClass<'py>,
    weights: PyReadonlyArray1<'py, f64>,
    exposure: PyReadonlyArray1<'py, f64>,
    level: f64,
    interval: Option<&str>,
    excess: Option<Excesses<'py>>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Weighted<'py>> {
    let counts = counts.counts()?;
    let (weights, exposure) = (slice(&weights)?, slice(&exposure)?);
    let excess = each(excess.as_ref())?;
    let found = attended(py, progress, |tick| {
        let level = Level::new(level)?;
        let interval = interval.map(|word| WEIGHTED_INTERVAL.read(word));
        let interval = interval.transpose()?;
        let (weights, threads) = (weighted::Weights::new(weights)?, Threads::asked(threads)?);
        weighted::limits_of_each(
            &counts, &weights, exposure, &excess, level, interval, threads, tick,
        )
    })?;
    Ok(Weighted {
        count: out(py, found.count),
        variance: out(py, found.variance),
        limits: interval.map(|_| Limits {
            lower: out(py, found.lower),
            upper: out(py, found.upper),
        }),
    })
}

fn each(excess: Option<&Excesses<'_>>) -> PyResult<Vec<Excess>> {
    excess.map_or_else(|| Ok(Vec::new()), Excesses::each)
}
