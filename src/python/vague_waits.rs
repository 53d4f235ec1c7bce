//! Waiting times that are known to a range of days: both ends of summaries, and Turnbull's shares.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{nullable, out, slice};
use super::run::attended;
use super::survival::how;
use crate::infer::survival::{Between, Columns, Ends, Mass, VagueLags, turnbull};

type Reals<'py> = PyReadonlyArray1<'py, f64>;
type Flags<'py> = PyReadonlyArray1<'py, bool>;
type Column<'py, T> = Bound<'py, PyArray1<T>>;

/// Both ends of each summary, one row a group; missing where some completion has no value.
#[derive(IntoPyObject)]
pub(super) struct SummaryEnds<'py> {
    complete_case_mean_least: Column<'py, f64>,
    complete_case_mean_greatest: Column<'py, f64>,
    median_least: Column<'py, f64>,
    median_greatest: Column<'py, f64>,
    median_lower: Column<'py, f64>,
    median_upper: Column<'py, f64>,
    restricted_mean_least: Column<'py, f64>,
    restricted_mean_greatest: Column<'py, f64>,
    restricted_mean_lower: Column<'py, f64>,
    restricted_mean_upper: Column<'py, f64>,
    tau: Column<'py, f64>,
    extrapolated: Column<'py, bool>,
    attained: Column<'py, bool>,
}

/// Both ends of what is made of the waiting times of each group, given as days with whether they
/// were observed: known, least and greatest.
#[pyfunction]
#[pyo3(signature = (
    known, lower, upper, block, completions, group, n_groups, /, *, tau, level, limits, mean_limits
))]
#[expect(
    clippy::too_many_arguments,
    reason = "columns in, one keyword a choice"
)]
pub(super) fn survival_ends<'py>(
    py: Python<'py>,
    known: (Reals<'py>, Flags<'py>),
    lower: (Reals<'py>, Flags<'py>),
    upper: (Reals<'py>, Flags<'py>),
    block: PyReadonlyArray1<'py, i64>,
    completions: Vec<Option<String>>,
    group: PyReadonlyArray1<'py, u32>,
    n_groups: usize,
    tau: Option<f64>,
    level: f64,
    limits: &str,
    mean_limits: &str,
) -> PyResult<SummaryEnds<'py>> {
    let columns = Columns {
        known: (slice(&known.0)?, slice(&known.1)?),
        lower: (slice(&lower.0)?, slice(&lower.1)?),
        upper: (slice(&upper.0)?, slice(&upper.1)?),
        block: slice(&block)?,
        completions: &completions,
        group: slice(&group)?,
    };
    let found: Vec<Ends> = attended(py, None, |tick| {
        let how = how(tau, level, limits, mean_limits)?;
        let groups = VagueLags::by_group(columns, n_groups)?;
        let total = groups.len() as u64;
        let made = (0..).zip(&groups).map(|(done, group)| {
            tick(done, total)?;
            group.ends(how)
        });
        made.collect()
    })?;
    let least = |of: fn(&Ends) -> Between| nullable(py, found.iter().map(|ends| of(ends).least));
    let greatest =
        |of: fn(&Ends) -> Between| nullable(py, found.iter().map(|ends| of(ends).greatest));
    Ok(SummaryEnds {
        complete_case_mean_least: least(|ends| ends.complete_case_mean),
        complete_case_mean_greatest: greatest(|ends| ends.complete_case_mean),
        median_least: least(|ends| ends.median),
        median_greatest: greatest(|ends| ends.median),
        median_lower: least(|ends| ends.median_limits),
        median_upper: greatest(|ends| ends.median_limits),
        restricted_mean_least: least(|ends| ends.restricted_mean),
        restricted_mean_greatest: greatest(|ends| ends.restricted_mean),
        restricted_mean_lower: least(|ends| ends.mean_limits),
        restricted_mean_upper: greatest(|ends| ends.mean_limits),
        tau: nullable(py, found.iter().map(|ends| ends.tau)),
        extrapolated: out(py, found.iter().map(|ends| ends.extrapolated).collect()),
        attained: out(py, found.iter().map(|ends| ends.attained).collect()),
    })
}

/// Turnbull's shares, one row a group and innermost interval.
#[derive(IntoPyObject)]
pub(super) struct Shares<'py> {
    group: Column<'py, u32>,
    lower: Column<'py, f64>,
    upper: Column<'py, f64>,
    mass: Column<'py, f64>,
}

/// The shares of lags that lie in closed intervals, of which an infinite end is none.
#[pyfunction]
#[pyo3(signature = (lower, upper, group, n_groups, /, *, progress=None))]
pub(super) fn turnbull_masses<'py>(
    py: Python<'py>,
    lower: Reals<'py>,
    upper: Reals<'py>,
    group: PyReadonlyArray1<'py, u32>,
    n_groups: usize,
    progress: Option<Py<PyAny>>,
) -> PyResult<Shares<'py>> {
    let (lower, upper, group) = (slice(&lower)?, slice(&upper)?, slice(&group)?);
    let found: Vec<(u32, Mass)> = attended(py, progress, |tick| {
        let mut found = Vec::new();
        for (code, _) in (0_u32..).zip(0..n_groups) {
            let own = |ends: &[f64]| -> Vec<f64> {
                let pairs = ends.iter().zip(group);
                pairs
                    .filter(|(_, own)| **own == code)
                    .map(|pair| *pair.0)
                    .collect()
            };
            let masses = turnbull(&own(lower), &own(upper), tick)?;
            found.extend(masses.into_iter().map(|mass| (code, mass)));
        }
        Ok(found)
    })?;
    Ok(Shares {
        group: out(py, found.iter().map(|one| one.0).collect()),
        lower: out(py, found.iter().map(|one| one.1.lower).collect()),
        upper: out(py, found.iter().map(|one| one.1.upper).collect()),
        mass: out(py, found.iter().map(|one| one.1.mass).collect()),
    })
}
