//! Break-even weights, rank acceptability, the nearest scheme, and fragility.

use numpy::{PyArray1, PyArrayDyn, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, shaped, slice};
use super::findings::{FindingArgument, RegionArgument, finding, region};
use super::run::{attended, detached};
use super::words::{SAME_DAY, choose};
use crate::Result;
use crate::robustness::acceptability::{Spread, exact, simulated};
use crate::robustness::around::Distance;
use crate::robustness::break_even;
use crate::robustness::counts::Counts;
use crate::robustness::fragility;
use crate::robustness::fragility_days::{Overturned, Waits};
use crate::robustness::free::FreeWeights;
use crate::robustness::nearest;
use crate::time::window::Window;

type Reals<'py> = PyReadonlyArray1<'py, f64>;

/// Counts by era and class, the number of classes, and the years of each era.
type Tally<'py> = (PyReadonlyArray1<'py, u64>, usize, Reals<'py>);

/// The fixed part of each class's weight; the classes that each free weight multiplies; its bounds.
type Free<'py> = (
    Reals<'py>,
    Vec<PyReadonlyArray1<'py, bool>>,
    Vec<(f64, f64)>,
);

type Stretches<'py> = [Bound<'py, PyArray1<f64>>; 3];
type Flips<'py> = ([Bound<'py, PyArray1<f64>>; 3], Vec<Vec<(usize, usize)>>);

/// Stretches (low, high, support), flips (weight, support below, above; eras level), and the share.
#[pyfunction]
#[pyo3(name = "break_even", signature = (tally, free, finding, /))]
pub(super) fn break_even_weights<'py>(
    py: Python<'py>,
    tally: Tally<'py>,
    free: Free<'py>,
    finding: FindingArgument,
) -> PyResult<(Stretches<'py>, Flips<'py>, Option<f64>)> {
    let (tally, free) = (Counted::borrow(&tally)?, Freed::borrow(&free)?);
    let found = detached(py, || {
        break_even::break_even(
            &tally.counts()?,
            &free.weights()?,
            &self::finding(&finding)?,
        )
    })?;
    let stretch =
        |of: fn(&break_even::Stretch) -> f64| out(py, found.stretches.iter().map(of).collect());
    let flip = |of: fn(&break_even::Flip) -> f64| out(py, found.flips.iter().map(of).collect());
    Ok((
        [
            stretch(|part| part.low),
            stretch(|part| part.high),
            stretch(|part| part.support),
        ],
        (
            [
                flip(|flip| flip.weight),
                flip(|flip| flip.below),
                flip(|flip| flip.above),
            ],
            found.flips.iter().map(|flip| flip.level.clone()).collect(),
        ),
        found.share,
    ))
}

/// Shares by era and place, and their standard errors; exact without `draws`.
#[pyfunction]
#[pyo3(signature = (tally, free, /, *, spread, draws, seed, progress=None))]
pub(super) fn rank_acceptability<'py>(
    py: Python<'py>,
    tally: Tally<'py>,
    free: Free<'py>,
    spread: &str,
    draws: Option<u64>,
    seed: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<[Bound<'py, PyArrayDyn<f64>>; 2]> {
    let (tally, free) = (Counted::borrow(&tally)?, Freed::borrow(&free)?);
    let choices = [
        ("uniform", Spread::Uniform),
        ("log_uniform", Spread::LogUniform),
    ];
    let found = attended(py, progress, |tick| {
        let spread = choose("spread", spread, &choices)?;
        let (counts, free) = (tally.counts()?, free.weights()?);
        match draws {
            None => exact(&counts, &free, spread),
            Some(draws) => simulated(&counts, &free, spread, draws, seed, tick),
        }
    })?;
    let shape = [tally.years.len(); 2];
    Ok([
        shaped(py, found.shares().to_vec(), &shape)?,
        shaped(py, found.errors(), &shape)?,
    ])
}

type Nearest<'py> = (Bound<'py, PyArray1<f64>>, f64, Option<(usize, usize)>);

/// The nearest weights at which a finding fails, their distance, and the eras level there.
#[pyfunction]
#[pyo3(signature = (tally, free, start, finding, /, *, distance, progress=None))]
pub(super) fn nearest_scheme<'py>(
    py: Python<'py>,
    tally: Tally<'py>,
    free: Free<'py>,
    start: Reals<'py>,
    finding: FindingArgument,
    distance: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Option<Nearest<'py>>> {
    let (tally, free, start) = (
        Counted::borrow(&tally)?,
        Freed::borrow(&free)?,
        slice(&start)?,
    );
    let choices = [("factor", Distance::Factor), ("amount", Distance::Amount)];
    let found = attended(py, progress, |tick| {
        let distance = choose("distance", distance, &choices)?;
        let (counts, free) = (tally.counts()?, free.weights()?);
        nearest::nearest(
            &counts,
            &free,
            start,
            &self::finding(&finding)?,
            distance,
            tick,
        )
    })?;
    Ok(found.map(|found| (out(py, found.weights), found.distance, found.level)))
}

/// For visits added (lightest, heaviest) and removed (lightest, heaviest): how many, in which era.
#[pyfunction]
#[pyo3(name = "fragility", signature = (tally, weights, finding, /, *, ties_hold))]
pub(super) fn fragility_of_eras<'py>(
    py: Python<'py>,
    tally: Tally<'py>,
    weights: Reals<'py>,
    finding: FindingArgument,
    ties_hold: bool,
) -> PyResult<Vec<(Option<u64>, Option<usize>)>> {
    let (tally, weights) = (Counted::borrow(&tally)?, slice(&weights)?);
    let found = detached(py, || {
        let finding = self::finding(&finding)?;
        fragility::fragility(&tally.counts()?, weights, &finding, ties_hold)
    })?;
    Ok(found.iter().map(|one| (one.visits, one.era)).collect())
}

type Fragile = Option<(u64, Option<i64>)>;

/// Visits added and removed that overturn a finding on a mean lag, and from which day on.
#[pyfunction]
#[pyo3(signature = (shocks, days, region, /, *, since, through, same_day))]
pub(super) fn fragility_of_lags<'py>(
    py: Python<'py>,
    shocks: PyReadonlyArray1<'py, i64>,
    days: PyReadonlyArray1<'py, i64>,
    region: RegionArgument,
    since: i64,
    through: i64,
    same_day: &str,
) -> PyResult<(Fragile, Fragile)> {
    let (shocks, days) = (slice(&shocks)?, slice(&days)?);
    let found = detached(py, || {
        let window = Window::new(since, through)?;
        let waits = Waits::new(days, window, SAME_DAY.read(same_day)?);
        let region = self::region(&region)?;
        Ok((waits.added(shocks, region)?, waits.removed(shocks, region)?))
    })?;
    Ok((found.0.map(fragile), found.1.map(fragile)))
}

/// Visits added and removed that overturn a finding on the open gap, and from which day on.
#[pyfunction]
#[pyo3(signature = (days, region, /, *, since, through))]
pub(super) fn fragility_of_gap<'py>(
    py: Python<'py>,
    days: PyReadonlyArray1<'py, i64>,
    region: RegionArgument,
    since: i64,
    through: i64,
) -> PyResult<(Fragile, Fragile)> {
    let days = slice(&days)?;
    let found = detached(py, || {
        let window = Window::new(since, through)?;
        let waits = Waits::new(days, window, SAME_DAY.read("include")?);
        waits.open_gap_fragility(self::region(&region)?)
    })?;
    Ok((found.0.map(fragile), found.1.map(fragile)))
}

fn fragile(found: Overturned) -> (u64, Option<i64>) {
    (found.visits, found.day)
}

/// A tally, borrowed from the caller.
struct Counted<'a> {
    counts: &'a [u64],
    n_classes: usize,
    years: &'a [f64],
}

impl<'a> Counted<'a> {
    fn borrow((counts, n_classes, years): &'a Tally<'_>) -> PyResult<Self> {
        Ok(Self {
            counts: slice(counts)?,
            n_classes: *n_classes,
            years: slice(years)?,
        })
    }

    fn counts(&self) -> Result<Counts> {
        Counts::new(self.counts.to_vec(), self.n_classes, self.years)
    }
}

/// Free weights, borrowed from the caller.
struct Freed<'a> {
    fixed: &'a [f64],
    acts: Vec<&'a [bool]>,
    bounds: &'a [(f64, f64)],
}

impl<'a> Freed<'a> {
    fn borrow((fixed, acts, bounds): &'a Free<'_>) -> PyResult<Self> {
        Ok(Self {
            fixed: slice(fixed)?,
            acts: acts.iter().map(slice).collect::<PyResult<_>>()?,
            bounds,
        })
    }

    fn weights(&self) -> Result<FreeWeights> {
        let acts = self.acts.iter().map(|acts| acts.to_vec()).collect();
        FreeWeights::new(self.fixed.to_vec(), acts, self.bounds.to_vec())
    }
}
