//! Two dyads compared in two eras.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{nullable, slice};
use super::dispersion::Excesses;
use super::run::attended;
use crate::infer::composition::{Dyad, Relative, ratio_of_ratios};
use crate::special::level::Level;

type Counts<'py> = PyReadonlyArray1<'py, u64>;
type Reals<'py> = PyReadonlyArray1<'py, f64>;
type Column<'py> = Bound<'py, PyArray1<f64>>;

/// The visits of dyads in two eras each.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct Dyads<'py> {
    count: Counts<'py>,
    other_count: Counts<'py>,
    years: Reals<'py>,
    other_years: Reals<'py>,
    allowed: Excesses<'py>,
    other_allowed: Excesses<'py>,
    degrees_of_freedom: Reals<'py>,
}

impl Dyads<'_> {
    fn each(&self) -> PyResult<Vec<Dyad>> {
        let counts = slice(&self.count)?.iter().zip(slice(&self.other_count)?);
        let years = slice(&self.years)?.iter().zip(slice(&self.other_years)?);
        let allowed = self.allowed.each()?.into_iter();
        let excesses = allowed.zip(self.other_allowed.each()?);
        let rows = counts.zip(years).zip(excesses);
        Ok(rows
            .zip(slice(&self.degrees_of_freedom)?)
            .map(
                |((((one, two), (years, more)), (excess, other)), df)| Dyad {
                    counts: [*one, *two],
                    years: [*years, *more],
                    excesses: [excess, other],
                    degrees_of_freedom: *df,
                },
            )
            .collect())
    }
}

/// Ratios of ratios, each with its limits and p as reported, and as they are if visits are independent
/// of each other; NaN where there is none.
#[derive(IntoPyObject)]
pub(super) struct Relatives<'py> {
    ratio: Column<'py>,
    lower: Column<'py>,
    upper: Column<'py>,
    p: Column<'py>,
    exact_lower: Column<'py>,
    exact_upper: Column<'py>,
    exact_p: Column<'py>,
}

/// The ratio of ratios of each pair of dyads.
#[pyfunction]
#[pyo3(signature = (first, other, /, *, level, progress=None))]
pub(super) fn compare_dyads<'py>(
    py: Python<'py>,
    first: Dyads<'py>,
    other: Dyads<'py>,
    level: f64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Relatives<'py>> {
    let (first, other) = (first.each()?, other.each()?);
    let found = attended(py, progress, |tick| {
        let level = Level::new(level)?;
        let all = first.len() as u64;
        let pairs = (1..).zip(first.iter().zip(&other));
        pairs
            .map(|(done, (one, other))| {
                let found = ratio_of_ratios(*one, *other, level)?;
                tick(done, all)?;
                Ok(found)
            })
            .collect::<crate::error::Result<Vec<Option<Relative>>>>()
    })?;
    let column = |of: fn(&Relative) -> f64| {
        let each = found.iter().map(|one| one.as_ref().map(of));
        nullable(py, each)
    };
    Ok(Relatives {
        ratio: column(|one| one.reported.ratio),
        lower: column(|one| one.reported.lower),
        upper: column(|one| one.reported.upper),
        p: column(|one| one.reported.p),
        exact_lower: column(|one| one.exact.lower),
        exact_upper: column(|one| one.exact.upper),
        exact_p: column(|one| one.exact.p),
    })
}
