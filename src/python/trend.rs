//! Trends in the years of eras, and what visits are made of.

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;

use super::arrays::slice;
use super::run::{attended, detached};
use super::words::TREND_METHOD;
use crate::infer::composition::{self, Composition, Odds};
use crate::infer::trend::{self, Exact, Permutation, Regression, Years};
use crate::special::level::Level;

type Days<'py> = PyReadonlyArray1<'py, i64>;
type Counts<'py> = PyReadonlyArray1<'py, u64>;
type Reals<'py> = PyReadonlyArray1<'py, f64>;

/// A trend by every method; NaN where a number does not exist.
#[derive(IntoPyObject)]
pub(super) struct Trend {
    method: &'static str,
    slope: f64,
    lower: f64,
    upper: f64,
    p: f64,
    exact_p: f64,
    exact_lower: f64,
    exact_upper: f64,
    exact_error: f64,
    permutation_p: f64,
    permutation_error: f64,
    smallest_p: f64,
    orders: u64,
    quasi_p: f64,
    quasi_lower: f64,
    quasi_upper: f64,
    error: f64,
    phi: f64,
}

/// Whether the frequency rises or falls over the years of one era.
#[pyfunction]
#[pyo3(signature = (
    years, counts, exposure, /, *, method, dispersed, level, draws, seed, progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn trend_of_years<'py>(
    py: Python<'py>,
    years: Days<'py>,
    counts: Counts<'py>,
    exposure: Reals<'py>,
    method: &str,
    dispersed: bool,
    level: f64,
    draws: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Trend> {
    let (years, counts, exposure) = (slice(&years)?, slice(&counts)?, slice(&exposure)?);
    let found = attended(py, progress, |tick| {
        let years = Years::new(years, counts, exposure)?;
        let (method, level) = (TREND_METHOD.read(method)?, Level::new(level)?);
        trend::trend(&years, method, dispersed, level, draws, seed, tick)
    })?;
    let exact = |of: fn(&Exact) -> f64| found.exact.as_ref().map_or(f64::NAN, of);
    let orders = |of: fn(&Permutation) -> f64| found.permutation.as_ref().map_or(f64::NAN, of);
    let fitted = |of: fn(&Regression) -> f64| found.regression.as_ref().map_or(f64::NAN, of);
    Ok(Trend {
        method: TREND_METHOD.word(found.method),
        slope: fitted(|fit| fit.slope),
        lower: found.lower,
        upper: found.upper,
        p: found.p,
        exact_p: exact(|one| one.p),
        exact_lower: exact(|one| one.lower),
        exact_upper: exact(|one| one.upper),
        exact_error: exact(|one| one.error),
        permutation_p: orders(|one| one.p),
        permutation_error: orders(|one| one.error),
        smallest_p: orders(|one| one.smallest),
        orders: found.permutation.as_ref().map_or(0, |one| one.orders),
        quasi_p: fitted(|fit| fit.p),
        quasi_lower: fitted(|fit| fit.lower),
        quasi_upper: fitted(|fit| fit.upper),
        error: fitted(|fit| fit.error),
        phi: fitted(|fit| fit.phi),
    })
}

/// A step at a handover beside a trend; infinite or NaN where a coefficient is not finite.
#[derive(IntoPyObject)]
pub(super) struct Change {
    slope: f64,
    step: f64,
    deviance_constant: f64,
    deviance_trend: f64,
    deviance_step: f64,
    deviance_both: f64,
    g_step: f64,
    g_trend: f64,
    phi: f64,
    p_step: f64,
    p_trend: f64,
}

/// Whether a frequency changed at a handover, or by a trend that began before it.
#[pyfunction]
#[pyo3(signature = (years, counts, exposure, /, *, handover))]
pub(super) fn trend_or_step<'py>(
    py: Python<'py>,
    years: Days<'py>,
    counts: Counts<'py>,
    exposure: Reals<'py>,
    handover: usize,
) -> PyResult<Change> {
    let (years, counts, exposure) = (slice(&years)?, slice(&counts)?, slice(&exposure)?);
    let found = detached(py, || {
        trend::trend_or_step(&Years::new(years, counts, exposure)?, handover)
    })?;
    let [
        deviance_constant,
        deviance_trend,
        deviance_step,
        deviance_both,
    ] = found.deviances;
    Ok(Change {
        slope: found.slope,
        step: found.step,
        deviance_constant,
        deviance_trend,
        deviance_step,
        deviance_both,
        g_step: found.of_step(),
        g_trend: found.of_trend(),
        phi: found.phi,
        p_step: found.p_step,
        p_trend: found.p_trend,
    })
}

/// What can be said of a share; NaN where there is no such number.
#[derive(IntoPyObject)]
pub(super) struct Shares {
    odds_ratio: f64,
    lower: f64,
    upper: f64,
    p_equal: f64,
    p_equal_error: f64,
    p_trend: f64,
    p_trend_error: f64,
    falls: bool,
}

/// Whether the share of one kind of visits differs between eras, and whether it rises or falls.
#[pyfunction]
#[pyo3(signature = (counts, visits, /, *, level, draws, seed, progress=None))]
pub(super) fn share_tests<'py>(
    py: Python<'py>,
    counts: Counts<'py>,
    visits: Counts<'py>,
    level: f64,
    draws: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Shares> {
    let (counts, visits) = (slice(&counts)?, slice(&visits)?);
    let (odds, equal, trend) = attended(py, progress, |tick| {
        let composition = Composition::new(counts, visits)?;
        let odds = composition::odds_ratio(&composition, Level::new(level)?);
        let equal = match odds {
            Some(_) => None,
            None => composition::homogeneity(&composition, draws, seed, tick)?,
        };
        let trend = composition::share_trend(&composition, draws, seed, tick)?;
        Ok((odds, equal, trend))
    })?;
    let of_odds = |of: fn(&Odds) -> f64| odds.as_ref().map_or(f64::NAN, of);
    Ok(Shares {
        odds_ratio: of_odds(|one| one.ratio),
        lower: of_odds(|one| one.lower),
        upper: of_odds(|one| one.upper),
        p_equal: equal.map_or(of_odds(|one| one.p), |one| one.p),
        p_equal_error: equal.map_or(0.0, |one| one.error),
        p_trend: trend.map_or(f64::NAN, |one| one.p),
        p_trend_error: trend.map_or(0.0, |one| one.error),
        falls: trend.is_some_and(|one| one.falls),
    })
}
