//! Comparisons of frequencies: pairs, all at once, and their ranks.

use numpy::{PyArray1, PyArrayDyn, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, shaped, slice};
use super::run::{attended, detached};
use super::words::{ADJUSTMENT, EQUALITY_METHOD, METHOD};
use crate::infer::compare::{self, Comparison, Frequency, Weighted};
use crate::infer::{equal, ranks};
use crate::special::level::Level;

type Counts<'py> = PyReadonlyArray1<'py, u64>;
type Reals<'py> = PyReadonlyArray1<'py, f64>;
type Column<'py> = Bound<'py, PyArray1<f64>>;
type Square<'py> = Bound<'py, PyArrayDyn<f64>>;

/// Ratios of frequencies, each with its interval and p-value.
#[derive(IntoPyObject)]
pub(super) struct Comparisons<'py> {
    ratio: Column<'py>,
    lower: Column<'py>,
    upper: Column<'py>,
    p: Column<'py>,
}

/// Weighted frequencies, each with its variance and the largest weight of a class, by year.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct WeightedFrequencies<'py> {
    frequency: Reals<'py>,
    variance: Reals<'py>,
    largest_weight: Reals<'py>,
}

/// Ratio, lower limit, upper limit and p-value of each pair of frequencies.
#[pyfunction]
#[pyo3(signature = (first, first_years, second, second_years, /, *, level, method, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn compare_frequencies<'py>(
    py: Python<'py>,
    first: Counts<'py>,
    first_years: Reals<'py>,
    second: Counts<'py>,
    second_years: Reals<'py>,
    level: f64,
    method: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Comparisons<'py>> {
    let (first, second) = (slice(&first)?, slice(&second)?);
    let (first_years, second_years) = (slice(&first_years)?, slice(&second_years)?);
    let found = attended(py, progress, |tick| {
        let (level, method) = (Level::new(level)?, METHOD.read(method)?);
        let first = frequencies(first, first_years);
        let second = frequencies(second, second_years);
        compare::compare_each(&first, &second, level, method, tick)
    })?;
    Ok(columns(py, &found))
}

fn frequencies(counts: &[u64], years: &[f64]) -> Vec<Frequency> {
    counts
        .iter()
        .zip(years)
        .map(|(&count, &years)| Frequency { count, years })
        .collect()
}

/// The same for weighted frequencies, each with its variance and largest weight.
#[pyfunction]
#[pyo3(signature = (first, second, /, *, level))]
pub(super) fn compare_weighted<'py>(
    py: Python<'py>,
    first: WeightedFrequencies<'py>,
    second: WeightedFrequencies<'py>,
    level: f64,
) -> PyResult<Comparisons<'py>> {
    let (first, second) = (weighted(&first)?, weighted(&second)?);
    let found = detached(py, || {
        let level = Level::new(level)?;
        Ok(first
            .iter()
            .zip(&second)
            .map(|(one, other)| compare::compare_weighted(*one, *other, level))
            .collect::<Vec<_>>())
    })?;
    Ok(columns(py, &found))
}

fn weighted(columns: &WeightedFrequencies<'_>) -> PyResult<Vec<Weighted>> {
    let rows = slice(&columns.frequency)?
        .iter()
        .zip(slice(&columns.variance)?)
        .zip(slice(&columns.largest_weight)?);
    Ok(rows
        .map(|((&frequency, &variance), &largest_weight)| Weighted {
            frequency,
            variance,
            largest_weight,
        })
        .collect())
}

fn columns<'py>(py: Python<'py>, found: &[Comparison]) -> Comparisons<'py> {
    let column = |of: fn(&Comparison) -> f64| out(py, found.iter().map(of).collect());
    Comparisons {
        ratio: column(|one| one.ratio),
        lower: column(|one| one.lower),
        upper: column(|one| one.upper),
        p: column(|one| one.p),
    }
}

/// p-values that allow for how many there are, each family by itself.
#[pyfunction]
#[pyo3(signature = (p, families, /, *, adjustment))]
pub(super) fn adjusted<'py>(
    py: Python<'py>,
    p: Reals<'py>,
    families: PyReadonlyArray1<'py, u32>,
    adjustment: &str,
) -> PyResult<Column<'py>> {
    let (p, families) = (slice(&p)?, slice(&families)?);
    let found = detached(py, || {
        compare::adjust(p, families, ADJUSTMENT.read(adjustment)?)
    })?;
    Ok(out(py, found))
}

/// Whether all eras can share one frequency.
#[derive(IntoPyObject)]
pub(super) struct Equality {
    p: f64,
    method: &'static str,
    chi_square: f64,
    likelihood_ratio: f64,
    df: usize,
}

/// The test that all eras share one frequency.
#[pyfunction]
#[pyo3(signature = (counts, exposure, /, *, method, draws, seed, progress=None))]
pub(super) fn equal_frequency<'py>(
    py: Python<'py>,
    counts: Counts<'py>,
    exposure: Reals<'py>,
    method: &str,
    draws: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Equality> {
    let (counts, exposure) = (slice(&counts)?, slice(&exposure)?);
    let found = attended(py, progress, |tick| {
        let method = EQUALITY_METHOD.read(method)?;
        equal::equal_frequency(counts, exposure, method, draws, seed, tick)
    })?;
    Ok(Equality {
        p: found.p,
        method: EQUALITY_METHOD.word(found.method),
        chi_square: found.chi_square,
        likelihood_ratio: found.likelihood_ratio,
        df: found.degrees_of_freedom,
    })
}

/// Probability of each rank (column) for each era (row).
#[derive(IntoPyObject)]
pub(super) struct Ranks<'py> {
    probability: Square<'py>,
    error: Square<'py>,
    exact: bool,
}

/// Probability of each rank (column) for each era (row), its standard error, and whether exact.
#[pyfunction]
#[pyo3(signature = (counts, exposure, /, *, draws, seed, progress=None))]
pub(super) fn rank_probabilities<'py>(
    py: Python<'py>,
    counts: Counts<'py>,
    exposure: Reals<'py>,
    draws: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Ranks<'py>> {
    let (counts, exposure) = (slice(&counts)?, slice(&exposure)?);
    let found = attended(py, progress, |tick| {
        ranks::ranks(counts, exposure, draws, seed, tick)
    })?;
    let shape = [found.eras, found.eras];
    Ok(Ranks {
        probability: shaped(py, found.probability, &shape)?,
        error: shaped(py, found.error, &shape)?,
        exact: found.exact,
    })
}

/// Probability that the era of a row has a lower frequency than that of the column.
#[pyfunction]
#[pyo3(signature = (counts, exposure, /))]
pub(super) fn below_probabilities<'py>(
    py: Python<'py>,
    counts: Counts<'py>,
    exposure: Reals<'py>,
) -> PyResult<Square<'py>> {
    let eras = frequencies(slice(&counts)?, slice(&exposure)?);
    let found = detached(py, || Ok(ranks::below_each(&eras_of(&eras))))?;
    shaped(py, found, &[eras.len(), eras.len()])
}

fn eras_of(eras: &[Frequency]) -> Vec<(u64, f64)> {
    eras.iter().map(|era| (era.count, era.years)).collect()
}
