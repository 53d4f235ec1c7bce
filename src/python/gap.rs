//! Gaps between visits.

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::arrays::{nullable, out, slice};
use super::run::detached;
use crate::measure::gap;
use crate::time::window::Window;

/// What stands for a missing day, as in numpy's `NaT`.
const NO_DAY: i64 = i64::MIN;

/// Every gap of every unit as columns; a missing day is the smallest integer.
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
    let day = |day: Option<i64>| day.unwrap_or(NO_DAY);
    table.set_item("unit", out(py, found.iter().map(|gap| gap.unit).collect()))?;
    table.set_item(
        "from",
        out(py, found.iter().map(|gap| day(gap.from)).collect()),
    )?;
    table.set_item("to", out(py, found.iter().map(|gap| day(gap.to)).collect()))?;
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
