//! How much the years of eras vary.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, places, slice};
use super::run::{attended, detached};
use crate::infer::dispersion::{Allowed as Allowance, Chance, Dispersion, Year, of_lists};
use crate::infer::year_permutation::{Tails, permuted};
use crate::measure::years::{self, Cell};
use crate::special::excess::Excess;
use crate::special::level::Level;
use crate::threads::Threads;
use crate::time::day;

type Reals<'py> = PyReadonlyArray1<'py, f64>;
type Column<'py, T> = Bound<'py, PyArray1<T>>;

/// What intervals and tests allow for, one value for each frequency.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct Excesses<'py> {
    excess: Reals<'py>,
    degrees_of_freedom: Reals<'py>,
}

impl Excesses<'_> {
    /// One a frequency; none where nothing is known.
    pub(super) fn each(&self) -> PyResult<Vec<Excess>> {
        let pairs = slice(&self.excess)?
            .iter()
            .zip(slice(&self.degrees_of_freedom)?);
        Ok(pairs
            .map(|(&per_rate, &degrees_of_freedom)| {
                if per_rate > 0.0 && degrees_of_freedom > 0.0 {
                    Excess {
                        per_rate,
                        degrees_of_freedom,
                    }
                } else {
                    Excess::NONE
                }
            })
            .collect())
    }
}

/// The same on the way out.
#[derive(IntoPyObject)]
pub(super) struct Allowed<'py> {
    excess: Column<'py, f64>,
    degrees_of_freedom: Column<'py, f64>,
}

impl<'py> Allowed<'py> {
    pub(super) fn of(py: Python<'py>, each: &[Excess]) -> Self {
        let column = |of: fn(&Excess) -> f64| out(py, each.iter().map(of).collect());
        Self {
            excess: column(|one| one.per_rate),
            degrees_of_freedom: column(|one| one.degrees_of_freedom),
        }
    }
}

/// The years of eras, one after the other.
#[derive(IntoPyObject)]
pub(super) struct Cells<'py> {
    era: Column<'py, i64>,
    year: Column<'py, i64>,
    start: Column<'py, i64>,
    end: Column<'py, i64>,
    years: Column<'py, f64>,
}

/// The years of eras whose visits count from each start to before each end; an era without exposure
/// has one of no years, so that it keeps its place and the visit on a day of a handover.
#[pyfunction]
#[pyo3(signature = (starts, ends, days, /, *, calendar_years))]
pub(super) fn year_cells<'py>(
    py: Python<'py>,
    starts: PyReadonlyArray1<'py, i64>,
    ends: PyReadonlyArray1<'py, i64>,
    days: PyReadonlyArray1<'py, i64>,
    calendar_years: bool,
) -> PyResult<Cells<'py>> {
    let (starts, ends, days) = (slice(&starts)?, slice(&ends)?, slice(&days)?);
    let cells = detached(py, || {
        let eras = (0_i64..).zip(starts.iter().zip(ends).zip(days));
        Ok(eras
            .flat_map(|(era, ((&start, &end), &days))| {
                let cells = if calendar_years {
                    years::of_calendar_years(start, end)
                } else {
                    years::of_days(start, end, days)
                };
                let none = cells.is_empty().then(|| Cell {
                    year: day::year_of(start).unwrap_or_default(),
                    start,
                    end,
                    quarters: 0,
                });
                cells.into_iter().chain(none).map(move |cell| (era, cell))
            })
            .collect::<Vec<(i64, Cell)>>())
    })?;
    let column = |of: fn(&(i64, Cell)) -> i64| out(py, cells.iter().map(of).collect());
    Ok(Cells {
        era: column(|cell| cell.0),
        year: column(|cell| i64::from(cell.1.year)),
        start: column(|cell| cell.1.start),
        end: column(|cell| cell.1.end),
        years: out(py, cells.iter().map(|cell| cell.1.years()).collect()),
    })
}

/// How the years of each list of eras vary, and what each era allows for.
#[derive(IntoPyObject)]
pub(super) struct Dispersions<'py> {
    chi_square: Column<'py, f64>,
    degrees_of_freedom: Column<'py, f64>,
    dispersion: Column<'py, f64>,
    alpha: Column<'py, f64>,
    lag1: Column<'py, f64>,
    rho: Column<'py, f64>,
    excess: Column<'py, f64>,
    excess_years: Column<'py, f64>,
}

/// How the years of eras vary, list by list: the visits and the exposure of each year, which era it is
/// of, those of one era in order, and where the eras of each list end.
#[pyfunction]
#[pyo3(signature = (counts, years, eras, /, *, ends, threads=None, progress=None))]
pub(super) fn dispersion<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray1<'py, u64>,
    years: Reals<'py>,
    eras: PyReadonlyArray1<'py, i64>,
    ends: PyReadonlyArray1<'py, i64>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Dispersions<'py>> {
    let (counts, years, eras) = (slice(&counts)?, slice(&years)?, slice(&eras)?);
    let ends = slice(&ends)?;
    let (lists, allowed) = attended(py, progress, |tick| {
        let years = counts.iter().zip(years);
        let years: Vec<Year> = years
            .map(|(&count, &years)| Year { count, years })
            .collect();
        let threads = Threads::asked(threads)?;
        of_lists(&years, &places(eras), &places(ends), threads, tick)
    })?;
    let column = |of: fn(&Dispersion) -> f64| out(py, lists.iter().map(of).collect());
    let excess = |of: fn(&Allowance) -> f64| out(py, allowed.iter().map(of).collect());
    Ok(Dispersions {
        chi_square: column(|list| list.chi_square),
        degrees_of_freedom: column(Dispersion::freedom),
        dispersion: column(Dispersion::dispersion),
        alpha: column(|list| list.alpha),
        lag1: column(|list| list.lag1),
        rho: column(|list| list.rho),
        excess: excess(|era| era.dependent),
        excess_years: excess(|era| era.independent),
    })
}

/// The p-values that go with a dispersion, each with its standard error; NaN where there is none.
#[derive(IntoPyObject)]
pub(super) struct DispersionTests {
    p: f64,
    p_error: f64,
    even_p: f64,
    lag1_p: f64,
    lag1_error: f64,
}

/// How probable years are that vary so much, so little, or with neighbours so alike.
#[pyfunction]
#[pyo3(signature = (counts, years, eras, /, *, n_eras, draws, seed, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn dispersion_tests<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray1<'py, u64>,
    years: Reals<'py>,
    eras: PyReadonlyArray1<'py, i64>,
    n_eras: usize,
    draws: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<DispersionTests> {
    let (counts, years, eras) = (slice(&counts)?, slice(&years)?, slice(&eras)?);
    let found = attended(py, progress, |tick| {
        Dispersion::tests(&by_era(counts, years, eras, n_eras), draws, seed, tick)
    })?;
    let of = |chance: Option<Chance>, value: fn(Chance) -> f64| chance.map_or(f64::NAN, value);
    Ok(DispersionTests {
        p: of(found.dispersed, |chance| chance.p),
        p_error: of(found.dispersed, |chance| chance.error),
        even_p: of(found.even, |chance| chance.p),
        lag1_p: of(found.dependent, |chance| chance.p),
        lag1_error: of(found.dependent, |chance| chance.error),
    })
}

/// Two eras among those that the same years make; NaN where no p could reach the level, or an era has
/// no year.
#[derive(IntoPyObject)]
pub(super) struct YearPermutation {
    p: f64,
    lower: f64,
    higher: f64,
    error: f64,
    smallest: f64,
}

/// How often the years of two eras, given to them anew, make them differ as much: those of the first
/// come before those of the second.
#[pyfunction]
#[pyo3(signature = (counts, years, /, *, first, level, draws, seed, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn year_permutation<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray1<'py, u64>,
    years: Reals<'py>,
    first: usize,
    level: f64,
    draws: u64,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<YearPermutation> {
    let (counts, years) = (slice(&counts)?, slice(&years)?);
    let found = attended(py, progress, |tick| {
        let level = Level::new(level)?;
        permuted(counts, years, first, level, draws, seed, tick)
    })?;
    let tails = found.and_then(|found| found.tails);
    let of = |value: fn(Tails) -> f64| tails.map_or(f64::NAN, value);
    Ok(YearPermutation {
        p: of(|tails| tails.p),
        lower: of(|tails| tails.lower),
        higher: of(|tails| tails.higher),
        error: of(|tails| tails.error),
        smallest: found.map_or(f64::NAN, |found| found.smallest),
    })
}

fn by_era(counts: &[u64], years: &[f64], eras: &[i64], n_eras: usize) -> Vec<Vec<Year>> {
    let mut found = vec![Vec::new(); n_eras];
    for ((&count, &years), &era) in counts.iter().zip(years).zip(eras) {
        let era = usize::try_from(era).ok().and_then(|era| found.get_mut(era));
        if let Some(era) = era {
            era.push(Year { count, years });
        }
    }
    found
}
