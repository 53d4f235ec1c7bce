//! What chance alone would do: placebo shocks and coincidences.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{nullable, out, slice};
use super::run::{attended, detached};
use super::words::{CONVENTION, PLACEBO_METHOD, SAME_DAY};
use crate::infer::event_coincidence::{self, Rate, Reach};
use crate::infer::placebo::{How, Record, placebo};
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

type Codes<'py> = PyReadonlyArray1<'py, u32>;
type Days<'py> = PyReadonlyArray1<'py, i64>;
type Column<'py, T> = Bound<'py, PyArray1<T>>;

/// The mean lag of the shocks beside that of the same shocks placed anew.
#[derive(IntoPyObject)]
pub(super) struct Placebo {
    restricted_mean: f64,
    tau: i64,
    extrapolated: bool,
    unplaced: u64,
    strata: u64,
    expected: f64,
    lower: f64,
    upper: f64,
    p_shorter: f64,
    p_longer: f64,
    p_two_sided: f64,
    arrangements: u64,
    exact: bool,
}

/// The restricted mean lag among those of the same shocks placed anew.
#[pyfunction]
#[pyo3(signature = (
    shocks, shock_groups, days, groups, cuts, /, *, n_groups, since, through, same_day, tau, method,
    draws, seed, progress=None
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
    cuts: Days<'py>,
    n_groups: usize,
    since: i64,
    through: i64,
    same_day: &str,
    tau: Option<i64>,
    method: &str,
    draws: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Placebo> {
    let (shocks, shock_groups) = (slice(&shocks)?, slice(&shock_groups)?);
    let (days, groups) = (slice(&days)?, slice(&groups)?);
    let cuts = slice(&cuts)?;
    let found = attended(py, progress, |tick| {
        let record = Record {
            shocks,
            groups: shock_groups,
            visits: &SortedDays::new(groups, days, n_groups)?,
            window: Window::new(since, through)?,
            first_answer: SAME_DAY.read(same_day)?.least_lag(),
        };
        let how = How {
            tau,
            placement: PLACEBO_METHOD.read(method)?,
            cuts,
            draws,
            seed,
        };
        placebo(record, how, tick)
    })?;
    Ok(Placebo {
        restricted_mean: found.statistic,
        tau: found.tau,
        extrapolated: found.extrapolated,
        unplaced: found.unplaced,
        strata: found.strata,
        expected: found.expected,
        lower: found.lower,
        upper: found.upper,
        p_shorter: found.shorter,
        p_longer: found.longer,
        p_two_sided: found.two_sided(),
        arrangements: found.arrangements,
        exact: found.exact,
    })
}

/// Coincidences as columns of two rows: of the shocks, and of the visits.
#[derive(IntoPyObject)]
pub(super) struct Rates<'py> {
    coincidences: Column<'py, u64>,
    determined: Column<'py, u64>,
    undetermined: Column<'py, u64>,
    others: Column<'py, u64>,
    q: Column<'py, f64>,
    chance: Column<'py, f64>,
    p: Column<'py, f64>,
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
) -> PyResult<Rates<'py>> {
    let (shocks, visits) = (slice(&shocks)?, slice(&visits)?);
    let rates = detached(py, || {
        let reach = Reach {
            delay,
            window,
            symmetric,
        };
        let observed = Window::new(since, through)?;
        event_coincidence::event_coincidence(
            shocks,
            visits,
            reach,
            observed,
            CONVENTION.read(convention)?,
        )
    })?;
    let count = |of: fn(&Rate) -> u64| out(py, rates.iter().map(of).collect());
    Ok(Rates {
        coincidences: count(|rate| rate.coincidences),
        determined: count(|rate| rate.determined),
        undetermined: count(|rate| rate.undetermined),
        others: count(|rate| rate.others),
        q: out(py, rates.iter().map(|rate| rate.q).collect()),
        chance: out(py, rates.iter().map(|rate| rate.chance).collect()),
        p: nullable(py, rates.iter().map(|rate| rate.p)),
    })
}
