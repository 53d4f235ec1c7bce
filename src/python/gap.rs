//! Gaps between visits.

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::arrays::{nullable, out, slice};
use super::run::detached;
use crate::measure::gap::{self, Visit};
use crate::time::window::Window;

/// What stands for a missing day, as in numpy's `NaT`.
const NO_DAY: i64 = i64::MIN;

/// What stands for a missing row.
const NO_ROW: u64 = u64::MAX;

/// Every gap of every unit as columns; a missing day is the smallest integer, a missing row the largest.
#[pyfunction]
#[pyo3(signature = (days, unit, n_units, /, *, since, through))]
pub(super) fn gaps<'py>(
    py: Python<'py>,
    days: PyReadonlyArray1<'py, i64>,
    unit: PyReadonlyArray1<'py, u32>,
    n_units: usize,
    since: i64,
    through: i64,
) -> PyResult<Bound<'py, PyDict>> {
    let (days, unit) = (slice(&days)?, slice(&unit)?);
    let found = detached(py, || {
        gap::gaps(days, unit, n_units, Window::new(since, through)?)
    })?;
    let table = PyDict::new(py);
    let day = |of: fn(&gap::Gap) -> Option<Visit>| {
        let days = found
            .iter()
            .map(|gap| of(gap).map_or(NO_DAY, |visit| visit.day));
        out(py, days.collect())
    };
    let row = |of: fn(&gap::Gap) -> Option<Visit>| {
        let rows = found
            .iter()
            .map(|gap| of(gap).map_or(NO_ROW, |visit| visit.row as u64));
        out(py, rows.collect())
    };
    table.set_item("unit", out(py, found.iter().map(|gap| gap.unit).collect()))?;
    table.set_item("start", day(|gap| gap.from))?;
    table.set_item("end", day(|gap| gap.to))?;
    table.set_item("start_row", row(|gap| gap.from))?;
    table.set_item("end_row", row(|gap| gap.to))?;
    table.set_item("days", out(py, found.iter().map(|gap| gap.days).collect()))?;
    table.set_item("rank", out(py, found.iter().map(|gap| gap.rank).collect()))?;
    table.set_item(
        "probability",
        nullable(py, found.iter().map(|gap| gap.probability)),
    )?;
    table.set_item(
        "visit_days",
        out(py, found.iter().map(|gap| gap.visit_days).collect()),
    )?;
    Ok(table)
}
