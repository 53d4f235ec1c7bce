//! Comparisons of frequencies: pairs, all at once, and their ranks.

use numpy::{PyArray1, PyArrayDyn, PyReadonlyArray1};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::arrays::{out, shaped, slice};
use super::run::{attended, detached};
use super::words::{comparison_method, equality_method, equality_word};
use crate::infer::compare::{self, Comparison, Frequency, Weighted};
use crate::infer::{equal, ranks};
use crate::special::level::Level;

type Counts<'py> = PyReadonlyArray1<'py, u64>;
type Reals<'py> = PyReadonlyArray1<'py, f64>;
type Column<'py> = Bound<'py, PyArray1<f64>>;
type Square<'py> = Bound<'py, PyArrayDyn<f64>>;

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
) -> PyResult<[Column<'py>; 4]> {
    let (first, second) = (slice(&first)?, slice(&second)?);
    let (first_years, second_years) = (slice(&first_years)?, slice(&second_years)?);
    let found = attended(py, progress, |tick| {
        let (level, method) = (Level::new(level)?, comparison_method(method)?);
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
    first: [Reals<'py>; 3],
    second: [Reals<'py>; 3],
    level: f64,
) -> PyResult<[Column<'py>; 4]> {
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

fn weighted(columns: &[Reals<'_>; 3]) -> PyResult<Vec<Weighted>> {
    let [frequency, variance, largest] = columns;
    let rows = slice(frequency)?
        .iter()
        .zip(slice(variance)?)
        .zip(slice(largest)?);
    Ok(rows
        .map(|((&frequency, &variance), &largest_weight)| Weighted {
            frequency,
            variance,
            largest_weight,
        })
        .collect())
}

fn columns<'py>(py: Python<'py>, found: &[Comparison]) -> [Column<'py>; 4] {
    let column = |of: fn(&Comparison) -> f64| out(py, found.iter().map(of).collect());
    [
        column(|one| one.ratio),
        column(|one| one.lower),
        column(|one| one.upper),
        column(|one| one.p),
    ]
}

/// Holm's adjusted p-values, each family by itself.
#[pyfunction]
#[pyo3(signature = (p, families, /))]
pub(super) fn holm<'py>(
    py: Python<'py>,
    p: Reals<'py>,
    families: PyReadonlyArray1<'py, u32>,
) -> PyResult<Column<'py>> {
    let (p, families) = (slice(&p)?, slice(&families)?);
    let adjusted = detached(py, || compare::holm(p, families))?;
    Ok(out(py, adjusted))
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
) -> PyResult<Bound<'py, PyDict>> {
    let (counts, exposure) = (slice(&counts)?, slice(&exposure)?);
    let found = attended(py, progress, |tick| {
        let method = equality_method(method)?;
        equal::equal_frequency(counts, exposure, method, draws, seed, tick)
    })?;
    let row = PyDict::new(py);
    row.set_item("p", found.p)?;
    row.set_item("method", equality_word(found.method))?;
    row.set_item("chi_square", found.chi_square)?;
    row.set_item("likelihood_ratio", found.likelihood_ratio)?;
    row.set_item("df", found.degrees_of_freedom)?;
    Ok(row)
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
) -> PyResult<(Square<'py>, Square<'py>, bool)> {
    let (counts, exposure) = (slice(&counts)?, slice(&exposure)?);
    let found = attended(py, progress, |tick| {
        ranks::ranks(counts, exposure, draws, seed, tick)
    })?;
    let shape = [found.eras, found.eras];
    Ok((
        shaped(py, found.probability, &shape)?,
        shaped(py, found.error, &shape)?,
        found.exact,
    ))
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
