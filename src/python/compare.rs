//! Comparisons of frequencies: pairs, all at once, and their ranks.

use numpy::{PyArray1, PyArrayDyn, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, shaped, slice};
use super::dispersion::Excesses;
use super::run::{attended, detached};
use super::words::{ADJUSTMENT, EQUALITY_METHOD, METHOD, RANK_METHOD};
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

/// Frequencies as visits over years, each with what is allowed for.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct Frequencies<'py> {
    count: Counts<'py>,
    years: Reals<'py>,
    allowed: Excesses<'py>,
}

impl Frequencies<'_> {
    fn each(&self) -> PyResult<Vec<Frequency>> {
        let rows = slice(&self.count)?
            .iter()
            .zip(slice(&self.years)?)
            .zip(self.allowed.each()?);
        Ok(rows
            .map(|((&count, &years), excess)| Frequency {
                count,
                years,
                excess,
            })
            .collect())
    }
}

/// Weighted frequencies, each with its variance and the largest weight of a class, by year.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct WeightedFrequencies<'py> {
    frequency: Reals<'py>,
    variance: Reals<'py>,
    largest_weight: Reals<'py>,
    years: Reals<'py>,
    allowed: Excesses<'py>,
}

impl WeightedFrequencies<'_> {
    fn each(&self) -> PyResult<Vec<Weighted>> {
        let rows = slice(&self.frequency)?
            .iter()
            .zip(slice(&self.variance)?)
            .zip(slice(&self.largest_weight)?)
            .zip(slice(&self.years)?)
            .zip(self.allowed.each()?);
        Ok(rows
            .map(
                |((((&frequency, &variance), &largest_weight), &years), excess)| Weighted {
                    frequency,
                    variance,
                    largest_weight,
                    years,
                    excess,
                },
            )
            .collect())
    }
}

/// Ratio, lower limit, upper limit and p-value of each pair of frequencies.
#[pyfunction]
#[pyo3(signature = (first, second, /, *, level, method, progress=None))]
pub(super) fn compare_frequencies<'py>(
    py: Python<'py>,
    first: Frequencies<'py>,
    second: Frequencies<'py>,
    level: f64,
    method: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Comparisons<'py>> {
    let (first, second) = (first.each()?, second.each()?);
    let found = attended(py, progress, |tick| {
        let (level, method) = (Level::new(level)?, METHOD.read(method)?);
        compare::compare_each(&first, &second, level, method, tick)
    })?;
    Ok(columns(py, &found))
}

/// The same for weighted frequencies, each with its variance and largest weight.
#[pyfunction]
#[pyo3(signature = (first, second, /, *, level, method))]
pub(super) fn compare_weighted<'py>(
    py: Python<'py>,
    first: WeightedFrequencies<'py>,
    second: WeightedFrequencies<'py>,
    level: f64,
    method: &str,
) -> PyResult<Comparisons<'py>> {
    let (first, second) = (first.each()?, second.each()?);
    let found = detached(py, || {
        let (level, method) = (Level::new(level)?, METHOD.read(method)?);
        let pairs = first.iter().zip(&second);
        Ok(pairs
            .map(|(one, other)| compare::compare_weighted(*one, *other, level, method))
            .collect::<Vec<_>>())
    })?;
    Ok(columns(py, &found))
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
#[pyo3(signature = (frequencies, /, *, method, draws, seed, progress=None))]
pub(super) fn rank_probabilities<'py>(
    py: Python<'py>,
    frequencies: Frequencies<'py>,
    method: &str,
    draws: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Ranks<'py>> {
    let frequencies = frequencies.each()?;
    let found = attended(py, progress, |tick| {
        let method = RANK_METHOD.read(method)?;
        ranks::ranks(&frequencies, method, draws, seed, tick)
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
#[pyo3(signature = (frequencies, /, *, method))]
pub(super) fn below_probabilities<'py>(
    py: Python<'py>,
    frequencies: Frequencies<'py>,
    method: &str,
) -> PyResult<Square<'py>> {
    let frequencies = frequencies.each()?;
    let found = attended(py, None, |tick| {
        let method = RANK_METHOD.read(method)?;
        ranks::below_each(&frequencies, method, tick)
    })?;
    shaped(py, found, &[frequencies.len(), frequencies.len()])
}
