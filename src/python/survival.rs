//! Waiting times: curves, summaries and the log-rank test.

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::arrays::{nullable, out, slice};
use super::run::attended;
use super::words::{limits, mean_limits};
use crate::infer::survival::{self, Curve, Lifetimes, Summary};
use crate::progress::Tick;
use crate::special::level::Level;

/// The three columns of waiting times and the group of each, borrowed from the caller.
type Columns<'py> = (
    PyReadonlyArray1<'py, f64>,
    PyReadonlyArray1<'py, bool>,
    Option<PyReadonlyArray1<'py, f64>>,
    PyReadonlyArray1<'py, u32>,
);

fn with_groups<T: Send>(
    py: Python<'_>,
    columns: &Columns<'_>,
    n_groups: usize,
    work: impl FnOnce(&[Lifetimes], &mut Tick<'_>) -> crate::Result<T> + Send,
) -> PyResult<T> {
    let (durations, observed, entry, group) = columns;
    let (durations, observed, group) = (slice(durations)?, slice(observed)?, slice(group)?);
    let entry = entry.as_ref().map(slice).transpose()?;
    attended(py, None, |tick| {
        let groups = Lifetimes::by_group(durations, observed, entry, group, n_groups)?;
        work(&groups, tick)
    })
}

/// What is made of each group, in turn.
fn each<T>(
    groups: &[Lifetimes],
    tick: &mut Tick<'_>,
    made_of: impl Fn(&Lifetimes) -> crate::Result<T>,
) -> crate::Result<Vec<T>> {
    let total = groups.len() as u64;
    let made = (0..).zip(groups).map(|(done, group)| {
        tick(done, total)?;
        made_of(group)
    });
    made.collect()
}

/// One summary a group, as columns.
#[pyfunction]
#[pyo3(signature = (durations, observed, entry, group, n_groups, /, *, tau, level, limits, mean_limits))]
#[expect(
    clippy::too_many_arguments,
    reason = "columns in, one keyword a choice"
)]
pub(super) fn survival_summary<'py>(
    py: Python<'py>,
    durations: PyReadonlyArray1<'py, f64>,
    observed: PyReadonlyArray1<'py, bool>,
    entry: Option<PyReadonlyArray1<'py, f64>>,
    group: PyReadonlyArray1<'py, u32>,
    n_groups: usize,
    tau: Option<f64>,
    level: f64,
    limits: &str,
    mean_limits: &str,
) -> PyResult<Bound<'py, PyDict>> {
    let columns = (durations, observed, entry, group);
    let found: Vec<Summary> = with_groups(py, &columns, n_groups, |groups, tick| {
        let (level, limits) = (Level::new(level)?, self::limits(limits)?);
        let mean_limits = self::mean_limits(mean_limits)?;
        each(groups, tick, |group| {
            survival::summarize(group, tau, level, limits, mean_limits)
        })
    })?;
    let table = PyDict::new(py);
    let number = |of: fn(&Summary) -> Option<f64>| nullable(py, found.iter().map(of));
    table.set_item("n", out(py, found.iter().map(|group| group.n).collect()))?;
    table.set_item(
        "observed",
        out(py, found.iter().map(|group| group.observed).collect()),
    )?;
    table.set_item(
        "complete_case_mean",
        number(|group| group.complete_case_mean),
    )?;
    table.set_item("median", number(|group| group.median.estimate))?;
    table.set_item("median_lower", number(|group| group.median.lower))?;
    table.set_item("median_upper", number(|group| group.median.upper))?;
    table.set_item(
        "restricted_mean",
        number(|group| Some(group.restricted_mean?.estimate)),
    )?;
    table.set_item(
        "restricted_mean_se",
        number(|group| group.restricted_mean?.se),
    )?;
    table.set_item(
        "restricted_mean_lower",
        number(|group| Some(group.mean_limits?.0)),
    )?;
    table.set_item(
        "restricted_mean_upper",
        number(|group| Some(group.mean_limits?.1)),
    )?;
    table.set_item("tau", number(|group| Some(group.restricted_mean?.tau)))?;
    let extrapolated =
        |group: &Summary| group.restricted_mean.is_some_and(|mean| mean.extrapolated);
    table.set_item(
        "extrapolated",
        out(py, found.iter().map(extrapolated).collect()),
    )?;
    table.set_item(
        "constant_rate_mean",
        number(|group| Some(group.constant_rate?.mean)),
    )?;
    table.set_item(
        "constant_rate_mean_lower",
        number(|group| Some(group.constant_rate?.lower)),
    )?;
    table.set_item(
        "constant_rate_mean_upper",
        number(|group| Some(group.constant_rate?.upper)),
    )?;
    table.set_item("emptied_early", number(|group| group.emptied_early))?;
    Ok(table)
}

/// The Kaplan-Meier curve of each group, as columns, one row a distinct end.
#[pyfunction]
#[pyo3(signature = (durations, observed, entry, group, n_groups, /, *, level, limits))]
#[expect(
    clippy::too_many_arguments,
    reason = "columns in, one keyword a choice"
)]
pub(super) fn survival_curve<'py>(
    py: Python<'py>,
    durations: PyReadonlyArray1<'py, f64>,
    observed: PyReadonlyArray1<'py, bool>,
    entry: Option<PyReadonlyArray1<'py, f64>>,
    group: PyReadonlyArray1<'py, u32>,
    n_groups: usize,
    level: f64,
    limits: &str,
) -> PyResult<Bound<'py, PyDict>> {
    let columns = (durations, observed, entry, group);
    let curves: Vec<Curve> = with_groups(py, &columns, n_groups, |groups, tick| {
        let (level, limits) = (Level::new(level)?, self::limits(limits)?);
        each(groups, tick, |group| Ok(Curve::of(group, level, limits)))
    })?;
    let codes = (0_u32..).zip(&curves);
    let group = codes.flat_map(|(code, curve)| curve.points().iter().map(move |_| code));
    let points: Vec<_> = curves.iter().flat_map(Curve::points).collect();
    let table = PyDict::new(py);
    table.set_item("group", out(py, group.collect()))?;
    table.set_item(
        "time",
        out(py, points.iter().map(|point| point.risk.time).collect()),
    )?;
    table.set_item(
        "at_risk",
        out(py, points.iter().map(|point| point.risk.at_risk).collect()),
    )?;
    table.set_item(
        "events",
        out(py, points.iter().map(|point| point.risk.events).collect()),
    )?;
    table.set_item(
        "censored",
        out(py, points.iter().map(|point| point.risk.censored).collect()),
    )?;
    table.set_item(
        "survival",
        out(py, points.iter().map(|point| point.survival).collect()),
    )?;
    table.set_item("se", nullable(py, points.iter().map(|point| point.se)))?;
    table.set_item(
        "lower",
        nullable(py, points.iter().map(|point| Some(point.limits?.0))),
    )?;
    table.set_item(
        "upper",
        nullable(py, points.iter().map(|point| Some(point.limits?.1))),
    )?;
    Ok(table)
}

/// The log-rank test between the groups.
#[pyfunction]
#[pyo3(signature = (durations, observed, entry, group, n_groups, /))]
pub(super) fn log_rank<'py>(
    py: Python<'py>,
    durations: PyReadonlyArray1<'py, f64>,
    observed: PyReadonlyArray1<'py, bool>,
    entry: Option<PyReadonlyArray1<'py, f64>>,
    group: PyReadonlyArray1<'py, u32>,
    n_groups: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let columns = (durations, observed, entry, group);
    let test = with_groups(py, &columns, n_groups, survival::log_rank)?;
    let table = PyDict::new(py);
    table.set_item("observed", out(py, test.observed))?;
    table.set_item("expected", out(py, test.expected))?;
    table.set_item("chi2", test.chi2)?;
    table.set_item("df", test.df)?;
    table.set_item("p", test.p)?;
    Ok(table)
}
