//! Waiting times: curves, summaries and the log-rank test.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{nullable, out, slice};
use super::run::attended;
use super::words::{LIMITS, MEAN_LIMITS};
use crate::infer::survival::{self, Curve, How, Lifetimes, Summary};
use crate::progress::Tick;
use crate::special::level::Level;

/// Waiting times, whether each was observed, when it came under observation and its group, borrowed
/// from the caller; and how many groups there are.
type Waits<'py> = (
    PyReadonlyArray1<'py, f64>,
    PyReadonlyArray1<'py, bool>,
    Option<PyReadonlyArray1<'py, f64>>,
    PyReadonlyArray1<'py, u32>,
    usize,
);

type Column<'py, T> = Bound<'py, PyArray1<T>>;

/// How a summary is made, from the caller's words.
pub(super) fn how(
    tau: Option<f64>,
    level: f64,
    limits: &str,
    mean_limits: &str,
) -> crate::Result<How> {
    Ok(How {
        tau,
        level: Level::new(level)?,
        limits: LIMITS.read(limits)?,
        mean_limits: MEAN_LIMITS.read(mean_limits)?,
    })
}

fn with_groups<T: Send>(
    py: Python<'_>,
    (durations, observed, entry, group, n_groups): &Waits<'_>,
    work: impl FnOnce(&[Lifetimes], &mut Tick<'_>) -> crate::Result<T> + Send,
) -> PyResult<T> {
    let (durations, observed, group) = (slice(durations)?, slice(observed)?, slice(group)?);
    let entry = entry.as_ref().map(slice).transpose()?;
    attended(py, None, |tick| {
        let groups = Lifetimes::by_group(durations, observed, entry, group, *n_groups)?;
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
#[derive(IntoPyObject)]
pub(super) struct Summaries<'py> {
    n: Column<'py, u64>,
    observed: Column<'py, u64>,
    complete_case_mean: Column<'py, f64>,
    median: Column<'py, f64>,
    median_least: Column<'py, f64>,
    median_greatest: Column<'py, f64>,
    median_lower: Column<'py, f64>,
    median_upper: Column<'py, f64>,
    restricted_mean: Column<'py, f64>,
    restricted_mean_se: Column<'py, f64>,
    restricted_mean_lower: Column<'py, f64>,
    restricted_mean_upper: Column<'py, f64>,
    tau: Column<'py, f64>,
    extrapolated: Column<'py, bool>,
    constant_rate_mean: Column<'py, f64>,
    constant_rate_mean_lower: Column<'py, f64>,
    constant_rate_mean_upper: Column<'py, f64>,
    emptied_early: Column<'py, f64>,
}

/// What is made of the waiting times of each group.
#[pyfunction]
#[pyo3(signature = (waits, /, *, tau, level, limits, mean_limits))]
pub(super) fn survival_summary<'py>(
    py: Python<'py>,
    waits: Waits<'py>,
    tau: Option<f64>,
    level: f64,
    limits: &str,
    mean_limits: &str,
) -> PyResult<Summaries<'py>> {
    let found: Vec<Summary> = with_groups(py, &waits, |groups, tick| {
        let how = how(tau, level, limits, mean_limits)?;
        each(groups, tick, |group| survival::summarize(group, how))
    })?;
    let number = |of: fn(&Summary) -> Option<f64>| nullable(py, found.iter().map(of));
    let extrapolated =
        |group: &Summary| group.restricted_mean.is_some_and(|mean| mean.extrapolated);
    Ok(Summaries {
        n: out(py, found.iter().map(|group| group.n).collect()),
        observed: out(py, found.iter().map(|group| group.observed).collect()),
        complete_case_mean: number(|group| group.complete_case_mean),
        median: number(|group| group.median.estimate),
        median_least: number(|group| group.median.least),
        median_greatest: number(|group| group.median.greatest),
        median_lower: number(|group| group.median.lower),
        median_upper: number(|group| group.median.upper),
        restricted_mean: number(|group| Some(group.restricted_mean?.estimate)),
        restricted_mean_se: number(|group| group.restricted_mean?.se),
        restricted_mean_lower: number(|group| Some(group.mean_limits?.0)),
        restricted_mean_upper: number(|group| Some(group.mean_limits?.1)),
        tau: number(|group| Some(group.restricted_mean?.tau)),
        extrapolated: out(py, found.iter().map(extrapolated).collect()),
        constant_rate_mean: number(|group| Some(group.constant_rate?.mean)),
        constant_rate_mean_lower: number(|group| Some(group.constant_rate?.lower)),
        constant_rate_mean_upper: number(|group| Some(group.constant_rate?.upper)),
        emptied_early: number(|group| group.emptied_early),
    })
}

/// Kaplan-Meier curves, one row a group and distinct end.
#[derive(IntoPyObject)]
pub(super) struct Curves<'py> {
    group: Column<'py, u32>,
    time: Column<'py, f64>,
    at_risk: Column<'py, u64>,
    events: Column<'py, u64>,
    censored: Column<'py, u64>,
    survival: Column<'py, f64>,
    se: Column<'py, f64>,
    lower: Column<'py, f64>,
    upper: Column<'py, f64>,
}

/// The Kaplan-Meier curve of each group, as columns, one row a distinct end.
#[pyfunction]
#[pyo3(signature = (waits, /, *, level, limits))]
pub(super) fn survival_curve<'py>(
    py: Python<'py>,
    waits: Waits<'py>,
    level: f64,
    limits: &str,
) -> PyResult<Curves<'py>> {
    let curves: Vec<Curve> = with_groups(py, &waits, |groups, tick| {
        let (level, limits) = (Level::new(level)?, LIMITS.read(limits)?);
        each(groups, tick, |group| Ok(Curve::of(group, level, limits)))
    })?;
    let codes = (0_u32..).zip(&curves);
    let group = codes.flat_map(|(code, curve)| curve.points().iter().map(move |_| code));
    let points: Vec<_> = curves.iter().flat_map(Curve::points).collect();
    Ok(Curves {
        group: out(py, group.collect()),
        time: out(py, points.iter().map(|point| point.risk.time).collect()),
        at_risk: out(py, points.iter().map(|point| point.risk.at_risk).collect()),
        events: out(py, points.iter().map(|point| point.risk.events).collect()),
        censored: out(py, points.iter().map(|point| point.risk.censored).collect()),
        survival: out(py, points.iter().map(|point| point.survival).collect()),
        se: nullable(py, points.iter().map(|point| point.se)),
        lower: nullable(py, points.iter().map(|point| Some(point.limits?.0))),
        upper: nullable(py, points.iter().map(|point| Some(point.limits?.1))),
    })
}

/// The log-rank test: answers of each group, expected ones, and the statistic.
#[derive(IntoPyObject)]
pub(super) struct LogRank<'py> {
    observed: Column<'py, u64>,
    expected: Column<'py, f64>,
    chi2: f64,
    df: u64,
    p: f64,
}

/// The log-rank test between the groups.
#[pyfunction]
#[pyo3(signature = (waits, /))]
pub(super) fn log_rank<'py>(py: Python<'py>, waits: Waits<'py>) -> PyResult<LogRank<'py>> {
    let test = with_groups(py, &waits, survival::log_rank)?;
    Ok(LogRank {
        observed: out(py, test.observed),
        expected: out(py, test.expected),
        chi2: test.chi2,
        df: test.df,
        p: test.p,
    })
}
