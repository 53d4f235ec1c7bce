//! Intervals for frequencies.

use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

use super::arrays::{out, rows, slice};
use super::run::attended;
use super::words::{interval, weighted_interval as weighted_word};
use crate::Error;
use crate::infer::{poisson, weighted};
use crate::special::level::Level;

type Reals<'py> = Bound<'py, PyArray1<f64>>;

/// Lower and upper limit of each frequency.
#[pyfunction]
#[pyo3(signature = (counts, exposure, /, *, level, method, progress=None))]
pub(super) fn poisson_interval<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray1<'py, u64>,
    exposure: PyReadonlyArray1<'py, f64>,
    level: f64,
    method: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Reals<'py>, Reals<'py>)> {
    let (counts, exposure) = (slice(&counts)?, slice(&exposure)?);
    let (lower, upper) = attended(py, progress, |tick| {
        let (level, method) = (Level::new(level)?, interval(method)?);
        poisson::limits_of_each(counts, exposure, level, method, tick)
    })?;
    Ok((out(py, lower), out(py, upper)))
}

type Weighted<'py> = (
    Reals<'py>,
    Reals<'py>,
    Reals<'py>,
    Reals<'py>,
    Reals<'py>,
    Reals<'py>,
);

/// Weighted count, frequency, variance, largest weight, lower and upper limit of each row.
#[pyfunction]
#[pyo3(signature = (counts, weights, exposure, /, *, level, method, progress=None))]
pub(super) fn weighted_interval<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray2<'py, u64>,
    weights: PyReadonlyArray1<'py, f64>,
    exposure: PyReadonlyArray1<'py, f64>,
    level: f64,
    method: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Weighted<'py>> {
    let (counts, classes) = rows(&counts)?;
    let (weights, exposure) = (slice(&weights)?, slice(&exposure)?);
    let found = attended(py, progress, |tick| {
        let (level, method) = (Level::new(level)?, weighted_word(method)?);
        if weights.len() != classes {
            return Err(Error::Length {
                left: "weights".into(),
                left_len: weights.len(),
                right: "the class columns".into(),
                right_len: classes,
            });
        }
        let weights = weighted::Weights::new(weights)?;
        weighted::limits_of_each(counts, &weights, exposure, level, method, tick)
    })?;
    Ok((
        out(py, found.count),
        out(py, found.frequency),
        out(py, found.variance),
        out(py, found.largest_weight),
        out(py, found.lower),
        out(py, found.upper),
    ))
}
