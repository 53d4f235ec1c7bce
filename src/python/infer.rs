//! Intervals for frequencies.

use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

use super::arrays::{out, rows, slice};
use super::dispersion::Excesses;
use super::run::attended;
use super::words::{INTERVAL, WEIGHTED_INTERVAL};
use crate::Error;
use crate::infer::{poisson, weighted};
use crate::special::excess::Excess;
use crate::special::level::Level;

type Reals<'py> = Bound<'py, PyArray1<f64>>;

/// The limits of each frequency.
#[derive(IntoPyObject)]
pub(super) struct Limits<'py> {
    lower: Reals<'py>,
    upper: Reals<'py>,
}

/// Lower and upper limit of each frequency.
#[pyfunction]
#[pyo3(signature = (counts, exposure, /, *, level, interval, excess=None, progress=None))]
pub(super) fn poisson_interval<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray1<'py, u64>,
    exposure: PyReadonlyArray1<'py, f64>,
    level: f64,
    interval: &str,
    excess: Option<Excesses<'py>>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Limits<'py>> {
    let (counts, exposure) = (slice(&counts)?, slice(&exposure)?);
    let excess = each(excess.as_ref())?;
    let (lower, upper) = attended(py, progress, |tick| {
        let (level, interval) = (Level::new(level)?, INTERVAL.read(interval)?);
        poisson::limits_of_each(counts, exposure, &excess, level, interval, tick)
    })?;
    Ok(Limits {
        lower: out(py, lower),
        upper: out(py, upper),
    })
}

/// Weighted frequencies with their limits, one row a cell.
#[derive(IntoPyObject)]
pub(super) struct Weighted<'py> {
    count: Reals<'py>,
    frequency: Reals<'py>,
    variance: Reals<'py>,
    largest_weight: Reals<'py>,
    lower: Reals<'py>,
    upper: Reals<'py>,
}

/// Weighted count, frequency, variance, largest weight, lower and upper limit of each row.
#[pyfunction]
#[pyo3(signature = (counts, weights, exposure, /, *, level, interval, excess=None, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn weighted_interval<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray2<'py, u64>,
    weights: PyReadonlyArray1<'py, f64>,
    exposure: PyReadonlyArray1<'py, f64>,
    level: f64,
    interval: &str,
    excess: Option<Excesses<'py>>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Weighted<'py>> {
    let (counts, classes) = rows(&counts)?;
    let (weights, exposure) = (slice(&weights)?, slice(&exposure)?);
    let excess = each(excess.as_ref())?;
    let found = attended(py, progress, |tick| {
        let (level, interval) = (Level::new(level)?, WEIGHTED_INTERVAL.read(interval)?);
        if weights.len() != classes {
            return Err(Error::Length {
                left: "weights".into(),
                left_len: weights.len(),
                right: "the class columns".into(),
                right_len: classes,
            });
        }
        let weights = weighted::Weights::new(weights)?;
        weighted::limits_of_each(counts, &weights, exposure, &excess, level, interval, tick)
    })?;
    Ok(Weighted {
        count: out(py, found.count),
        frequency: out(py, found.frequency),
        variance: out(py, found.variance),
        largest_weight: out(py, found.largest_weight),
        lower: out(py, found.lower),
        upper: out(py, found.upper),
    })
}

fn each(excess: Option<&Excesses<'_>>) -> PyResult<Vec<Excess>> {
    excess.map_or_else(|| Ok(Vec::new()), Excesses::each)
}
