//! Changes of frequency.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::arrays::{out, slice};
use super::run::attended;
use super::words::PHASE_METHOD;
use crate::infer::phases::{self, Calibration, Cells, partition};
use crate::time::window::Window;

/// First day of each regime in visit days that ascend, and how the penalty was calibrated.
#[pyfunction]
#[pyo3(signature = (
    days, /, *, since, through, method, false_positive, simulations, seed, progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn regimes_of_days<'py>(
    py: Python<'py>,
    days: PyReadonlyArray1<'py, i64>,
    since: i64,
    through: i64,
    method: &str,
    false_positive: f64,
    simulations: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let days = slice(&days)?;
    let calibration = Calibration {
        false_positive,
        simulations,
        seed,
    };
    let found = attended(py, progress, |tick| {
        let window = Window::new(since, through)?;
        phases::of_days(days, window, PHASE_METHOD.read(method)?, calibration, tick)
    })?;
    let row = PyDict::new(py);
    row.set_item("starts", out(py, found.starts))?;
    row.set_item("penalty", found.penalty)?;
    row.set_item("critical", found.critical)?;
    row.set_item("p", found.p)?;
    Ok(row)
}

/// Periods before the single change (none if there is none), its likelihood ratio and p.
#[pyfunction]
#[pyo3(signature = (counts, exposures, /, *, simulations, seed, progress=None))]
pub(super) fn change_point<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray1<'py, u64>,
    exposures: PyReadonlyArray1<'py, f64>,
    simulations: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Option<usize>, f64, f64)> {
    let (counts, exposures) = (slice(&counts)?, slice(&exposures)?);
    let (found, p) = attended(py, progress, |tick| {
        phases::change_in_periods(counts, exposures, simulations, seed, tick)
    })?;
    Ok((found.place, found.likelihood_ratio, p))
}

/// Edges of the blocks of event times.
#[pyfunction]
#[pyo3(signature = (times, /, *, start, end, penalty, progress=None))]
pub(super) fn block_edges<'py>(
    py: Python<'py>,
    times: PyReadonlyArray1<'py, f64>,
    start: Option<f64>,
    end: Option<f64>,
    penalty: f64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyArray1<f64>>> {
    let times = slice(&times)?;
    let edges = attended(py, progress, |tick| {
        let cells = Cells::of_times(times, start, end)?;
        let mut cuts = partition(&cells, penalty, tick)?.starts;
        cuts.push(cells.len());
        let edges = cuts.iter().filter_map(|&cell| cells.edges().get(cell));
        Ok(edges.copied().collect())
    })?;
    Ok(out(py, edges))
}
