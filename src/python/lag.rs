//! Lags from shocks to visits.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::run::detached;
use super::words::{OVERLAP, SAME_DAY, STATUS};
use crate::measure::lag::lags;
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

type Codes<'py> = PyReadonlyArray1<'py, u32>;
type Days<'py> = PyReadonlyArray1<'py, i64>;
type Column<'py, T> = Bound<'py, PyArray1<T>>;

/// Lags, one a shock; the rows of the visits that answer it lie between two offsets.
#[derive(IntoPyObject)]
pub(super) struct Lags<'py> {
    status: Column<'py, u8>,
    days: Column<'py, i64>,
    offsets: Column<'py, usize>,
    rows: Column<'py, usize>,
}

/// For each shock its status (its place among the words), days (-1 for none) and answers.
#[pyfunction]
#[pyo3(signature = (
    shocks, shock_groups, days, groups, /, *, n_groups, since, through, same_day, overlap
))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn response_lags<'py>(
    py: Python<'py>,
    shocks: Days<'py>,
    shock_groups: Codes<'py>,
    days: Days<'py>,
    groups: Codes<'py>,
    n_groups: usize,
    since: i64,
    through: i64,
    same_day: &str,
    overlap: &str,
) -> PyResult<Lags<'py>> {
    let (shocks, shock_groups) = (slice(&shocks)?, slice(&shock_groups)?);
    let (days, groups) = (slice(&days)?, slice(&groups)?);
    let found = detached(py, || {
        let visits = SortedDays::new(groups, days, n_groups)?;
        let window = Window::new(since, through)?;
        lags(
            shocks,
            shock_groups,
            &visits,
            window,
            SAME_DAY.read(same_day)?,
            OVERLAP.read(overlap)?,
        )
    })?;
    let rows: Vec<usize> = found
        .iter()
        .flat_map(|lag| lag.rows.iter().copied())
        .collect();
    let lengths = found.iter().scan(0, |sum, lag| {
        *sum += lag.rows.len();
        Some(*sum)
    });
    let offsets = std::iter::once(0).chain(lengths).collect();
    let status = found.iter().map(|lag| STATUS.code(lag.status));
    Ok(Lags {
        status: out(py, status.collect()),
        days: out(py, found.iter().map(|lag| lag.days.unwrap_or(-1)).collect()),
        offsets: out(py, offsets),
        rows: out(py, rows),
    })
}
