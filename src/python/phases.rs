//! Changes of frequency.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::run::attended;
use super::words::PHASE_METHOD;
use crate::Result;
use crate::infer::phases::{
    self, Calibration, Clustering, Days, Periods, Times, phases, phases_of_periods,
};
use crate::progress::Tick;
use crate::special::level::Level;
use crate::special::real::days_to_real;
use crate::threads::Threads;
use crate::time::window::Window;

/// How phases are looked for.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct Search {
    method: String,
    level: f64,
    draws: u64,
    seed: u64,
    alpha: f64,
    rho: f64,
    threads: Option<usize>,
}

impl Search {
    fn read(&self) -> Result<(phases::Method, Calibration)> {
        let calibration = Calibration {
            level: Level::new(self.level)?,
            draws: self.draws,
            seed: self.seed,
            clustering: Clustering::new(self.alpha, self.rho)?,
            threads: Threads::asked(self.threads)?,
        };
        Ok((PHASE_METHOD.read(&self.method)?, calibration))
    }
}

/// Where each phase begins, its events, and how the penalty was found.
#[derive(IntoPyObject)]
pub(super) struct Phases<'py> {
    starts: Bound<'py, PyArray1<f64>>,
    counts: Bound<'py, PyArray1<u64>>,
    penalty: f64,
    critical: Option<f64>,
    p: Option<f64>,
}

fn found(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    search: impl FnOnce(&mut Tick<'_>) -> Result<phases::Phases> + Send,
) -> PyResult<Phases<'_>> {
    let found = attended(py, progress, search)?;
    Ok(Phases {
        starts: out(py, found.starts),
        counts: out(py, found.counts),
        penalty: found.penalty,
        critical: found.critical,
        p: found.p,
    })
}

/// Phases of visit days.
#[pyfunction]
#[pyo3(signature = (days, search, /, *, since, through, progress=None))]
pub(super) fn phases_of_days<'py>(
    py: Python<'py>,
    days: PyReadonlyArray1<'py, i64>,
    search: Search,
    since: i64,
    through: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Phases<'py>> {
    let days = slice(&days)?;
    found(py, progress, |tick| {
        let events = Days::new(days, Window::new(since, through)?)?;
        let (method, calibration) = search.read()?;
        phases(&events, method, calibration, tick)
    })
}

/// Phases of event times.
#[pyfunction]
#[pyo3(signature = (times, search, /, *, since, through, progress=None))]
pub(super) fn phases_of_times<'py>(
    py: Python<'py>,
    times: PyReadonlyArray1<'py, f64>,
    search: Search,
    since: f64,
    through: f64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Phases<'py>> {
    let times = slice(&times)?;
    found(py, progress, |tick| {
        let events = Times::new(times, since, through)?;
        let (method, calibration) = search.read()?;
        phases(&events, method, calibration, tick)
    })
}

/// Phases of counts by period; the periods follow one another from `since` on.
#[pyfunction]
#[pyo3(name = "phases_of_periods", signature = (counts, exposures, search, /, *, since, progress=None))]
pub(super) fn phases_of_counts<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray1<'py, u64>,
    exposures: PyReadonlyArray1<'py, f64>,
    search: Search,
    since: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Phases<'py>> {
    let (counts, exposures) = (slice(&counts)?, slice(&exposures)?);
    found(py, progress, |tick| {
        let events = Periods::new(counts, exposures, days_to_real(since))?;
        let (method, calibration) = search.read()?;
        phases_of_periods(&events, method, calibration, tick)
    })
}
