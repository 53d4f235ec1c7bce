//! What chance alone would do: placebo shocks and coincidences.

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::arrays::{nullable, out, slice};
use super::run::{attended, detached};
use super::words::{placement, same_day, share};
use crate::infer::event_coincidence::{Rate, Reach, coincidence};
use crate::infer::placebo::{Record, placebo};
use crate::measure::lag::SameDay;
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

type Codes<'py> = PyReadonlyArray1<'py, u32>;
type Days<'py> = PyReadonlyArray1<'py, i64>;

/// The restricted mean lag among those of the same shocks placed anew.
#[pyfunction]
#[pyo3(signature = (
    shocks, shock_groups, days, groups, /, *, n_groups, since, through, same_day, tau, method, draws,
    seed, progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn placebo_test<'py>(
    py: Python<'py>,
    shocks: Days<'py>,
    shock_groups: Codes<'py>,
    days: Days<'py>,
    groups: Codes<'py>,
    n_groups: usize,
    since: i64,
    through: i64,
    same_day: &str,
    tau: Option<i64>,
    method: &str,
    draws: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let (shocks, shock_groups) = (slice(&shocks)?, slice(&shock_groups)?);
    let (days, groups) = (slice(&days)?, slice(&groups)?);
    let found = attended(py, progress, |tick| {
        let record = Record {
            shocks,
            groups: shock_groups,
            visits: &SortedDays::new(groups, days, n_groups)?,
            window: Window::new(since, through)?,
            first_answer: i64::from(self::same_day(same_day)? == SameDay::Exclude),
        };
        placebo(record, tau, placement(method)?, draws, seed, tick)
    })?;
    let row = PyDict::new(py);
    row.set_item("restricted_mean", found.statistic)?;
    row.set_item("tau", found.tau)?;
    row.set_item("expected", found.expected)?;
    row.set_item("low", found.low)?;
    row.set_item("high", found.high)?;
    row.set_item("p_shorter", found.shorter)?;
    row.set_item("p_longer", found.longer)?;
    row.set_item("p_two_sided", found.two_sided())?;
    row.set_item("arrangements", found.arrangements)?;
    row.set_item("exact", found.exact)?;
    Ok(row)
}

/// Trigger rate and precursor rate, as columns of two rows.
#[pyfunction]
#[pyo3(signature = (
    shocks, visits, /, *, since, through, window, delay, symmetric, convention
))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn coincidence_rates<'py>(
    py: Python<'py>,
    shocks: Days<'py>,
    visits: Days<'py>,
    since: i64,
    through: i64,
    window: i64,
    delay: i64,
    symmetric: bool,
    convention: &str,
) -> PyResult<Bound<'py, PyDict>> {
    let (shocks, visits) = (slice(&shocks)?, slice(&visits)?);
    let rates = detached(py, || {
        let reach = Reach {
            delay,
            window,
            symmetric,
        };
        let observed = Window::new(since, through)?;
        coincidence(shocks, visits, reach, observed, share(convention)?)
    })?;
    let count = |of: fn(&Rate) -> u64| out(py, rates.iter().map(of).collect());
    let table = PyDict::new(py);
    table.set_item("coincidences", count(|rate| rate.coincidences))?;
    table.set_item("determined", count(|rate| rate.determined))?;
    table.set_item("undetermined", count(|rate| rate.undetermined))?;
    table.set_item("others", count(|rate| rate.others))?;
    table.set_item("q", nullable(py, rates.iter().map(|rate| Some(rate.q))))?;
    table.set_item(
        "chance",
        nullable(py, rates.iter().map(|rate| Some(rate.chance))),
    )?;
    table.set_item("p", nullable(py, rates.iter().map(|rate| rate.p)))?;
    Ok(table)
}
