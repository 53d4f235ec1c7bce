//! Gaps between visits.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{nullable, out, slice};
use super::run::attended;
use crate::measure::gap::vague::{Ends, vague_gaps};
use crate::measure::gap::{Gap, Visit};
use crate::time::window::Window;

/// What stands for a missing day, as in numpy's `NaT`.
const NO_DAY: i64 = i64::MIN;

/// What stands for a missing row.
const NO_ROW: u64 = u64::MAX;

type Column<'py, T> = Bound<'py, PyArray1<T>>;

/// Gaps as columns, one row a gap.
#[derive(IntoPyObject)]
pub(super) struct Gaps<'py> {
    unit: Column<'py, u32>,
    start: Column<'py, i64>,
    end: Column<'py, i64>,
    start_row: Column<'py, u64>,
    end_row: Column<'py, u64>,
    days: Column<'py, i64>,
    rank: Column<'py, u64>,
    probability: Column<'py, f64>,
    visit_days: Column<'py, u64>,
    least: Column<'py, i64>,
    greatest: Column<'py, i64>,
    may_be_open: Column<'py, bool>,
}

/// Every gap of every unit as columns; a missing day is the smallest integer, a missing row the largest.
#[pyfunction]
#[pyo3(signature = (days, latest, unit, n_units, /, *, since, through, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn gaps<'py>(
    py: Python<'py>,
    days: PyReadonlyArray1<'py, i64>,
    latest: PyReadonlyArray1<'py, i64>,
    unit: PyReadonlyArray1<'py, u32>,
    n_units: usize,
    since: i64,
    through: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Gaps<'py>> {
    let (days, latest, unit) = (slice(&days)?, slice(&latest)?, slice(&unit)?);
    let made = attended(py, progress, |tick| {
        let window = Window::new(since, through)?;
        vague_gaps(days, latest, unit, n_units, window, tick)
    })?;
    let (found, ends): (Vec<Gap>, Vec<Ends>) = made.into_iter().unzip();
    let day = |of: fn(&Gap) -> Option<Visit>| {
        py.check_signals()?;
        let days = found
            .iter()
            .map(|gap| of(gap).map_or(NO_DAY, |visit| visit.day));
        PyResult::Ok(out(py, days.collect()))
    };
    let row = |of: fn(&Gap) -> Option<Visit>| {
        py.check_signals()?;
        let rows = found
            .iter()
            .map(|gap| of(gap).map_or(NO_ROW, |visit| visit.row as u64));
        PyResult::Ok(out(py, rows.collect()))
    };
    Ok(Gaps {
        unit: out(py, found.iter().map(|gap| gap.unit).collect()),
        start: day(|gap| gap.from)?,
        end: day(|gap| gap.to)?,
        start_row: row(|gap| gap.from)?,
        end_row: row(|gap| gap.to)?,
        days: out(py, found.iter().map(|gap| gap.days).collect()),
        rank: out(py, found.iter().map(|gap| gap.rank).collect()),
        probability: nullable(py, found.iter().map(|gap| gap.probability)),
        visit_days: out(py, found.iter().map(|gap| gap.visit_days).collect()),
        least: out(py, ends.iter().map(|ends| ends.least).collect()),
        greatest: out(py, ends.iter().map(|ends| ends.greatest).collect()),
        may_be_open: out(py, ends.iter().map(|ends| ends.may_be_open).collect()),
    })
}
