//! Break-even weights, rank acceptability, the nearest scheme, and fragility.

use numpy::{PyArray1, PyArrayDyn, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, shaped, slice};
use super::claims::{Claim, read_specification};
use super::record::Record;
use super::run::{attended, detached};
use super::shown::shows;
use super::words::choose;
use crate::Result;
use crate::claims::class_weights::Weights;
use crate::robustness::acceptability::{Spread, exact, simulated};
use crate::robustness::break_even;
use crate::robustness::counts::Counts;
use crate::robustness::fragility;
use crate::robustness::free_weights::FreeWeights;
use crate::robustness::minimal_weights as minimal;
use crate::robustness::neighbourhood::Distance;
use crate::robustness::one_visit::one_visit;
use crate::robustness::removal;
use crate::robustness::wait_fragility::{Overturned, fragility_of_wait};

type Reals<'py> = PyReadonlyArray1<'py, f64>;

/// Counts by era and class, the number of classes, and the years of each era.
type Tally<'py> = (PyReadonlyArray1<'py, u64>, usize, Reals<'py>);

/// The fixed part of each class's weight; the classes that each free weight multiplies; its bounds.
type Free<'py> = (
    Reals<'py>,
    Vec<PyReadonlyArray1<'py, bool>>,
    Vec<(f64, f64)>,
);

/// A stretch of the range of a weight on which a claim holds or fails throughout.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Stretch {
    lower: f64,
    upper: f64,
    holds: bool,
}

/// A weight at which a claim flips, with the pairs of eras that are tied there.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Flip {
    weight: f64,
    tied: Vec<(usize, usize)>,
}

/// Where a claim holds as one weight goes through its range.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct BreakEven {
    stretches: Vec<Py<Stretch>>,
    flips: Vec<Py<Flip>>,
    share: Option<f64>,
}

/// Where a claim on eras flips as one weight goes through its range.
#[pyfunction]
#[pyo3(name = "break_even", signature = (tally, free, claim, labels, /))]
pub(super) fn break_even_weights<'py>(
    py: Python<'py>,
    tally: Tally<'py>,
    free: Free<'py>,
    claim: &Claim,
    labels: Vec<String>,
) -> PyResult<BreakEven> {
    let (tally, free) = (Counted::borrow(&tally)?, Freed::borrow(&free)?);
    let found = detached(py, || {
        let (_, assertion) = claim.0.on_list(&labels)?;
        break_even::break_even(&tally.counts()?, &free.weights()?, &assertion)
    })?;
    let stretch = |part: &break_even::Stretch| Stretch {
        lower: part.low,
        upper: part.high,
        holds: part.holds,
    };
    let flip = |flip: &break_even::Flip| Flip {
        weight: flip.weight,
        tied: flip.level.clone(),
    };
    let (stretches, flips) = (found.stretches.iter(), found.flips.iter());
    Ok(BreakEven {
        stretches: stretches
            .map(|part| Py::new(py, stretch(part)))
            .collect::<PyResult<_>>()?,
        flips: flips
            .map(|part| Py::new(py, flip(part)))
            .collect::<PyResult<_>>()?,
        share: found.share,
    })
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
            None => exact(&counts, &free, spread, tick),
            Some(draws) => simulated(&counts, &free, spread, draws, seed, tick),
        }
    })?;
    let shape = [tally.years.len(); 2];
    Ok([
        shaped(py, found.shares().to_vec(), &shape)?,
        shaped(py, found.errors(), &shape)?,
    ])
}

/// The nearest weights at which a claim fails, how far they are, and the eras tied there.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct MinimalWeights {
    weights: Py<PyArray1<f64>>,
    distance: f64,
    tied: Option<(usize, usize)>,
}

/// The smallest change of the free weights that overturns a claim on eras; none if none does.
#[pyfunction]
#[pyo3(signature = (tally, free, start, claim, labels, /, *, distance, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn minimal_weights<'py>(
    py: Python<'py>,
    tally: Tally<'py>,
    free: Free<'py>,
    start: Reals<'py>,
    claim: &Claim,
    labels: Vec<String>,
    distance: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Option<MinimalWeights>> {
    let (tally, free, start) = (
        Counted::borrow(&tally)?,
        Freed::borrow(&free)?,
        slice(&start)?,
    );
    let choices = [("factor", Distance::Factor), ("amount", Distance::Amount)];
    let found = attended(py, progress, |tick| {
        let distance = choose("distance", distance, &choices)?;
        let (counts, free) = (tally.counts()?, free.weights()?);
        let (_, assertion) = claim.0.on_list(&labels)?;
        minimal::nearest(&counts, &free, start, &assertion, distance, tick)
    })?;
    Ok(found.map(|found| MinimalWeights {
        weights: out(py, found.weights).unbind(),
        distance: found.distance,
        tied: found.level,
    }))
}

/// The fewest visits that overturn a claim, where they are added or removed.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Overturn {
    change: &'static str,
    which: &'static str,
    visits: Option<u64>,
    era: Option<usize>,
    day: Option<i64>,
}

shows! {
    Stretch: lower, upper, holds;
    Flip: weight, tied;
    BreakEven: stretches, flips, share;
    MinimalWeights: weights, distance, tied;
    Overturn: change, which, visits, era, day;
}

impl Overturn {
    /// Visits of whatever class, of one era.
    pub(super) fn in_era(change: fragility::Change, era: usize, visits: Option<u64>) -> Self {
        Self {
            change: word(change),
            which: "any",
            visits,
            era: Some(era),
            day: None,
        }
    }
}

fn word(change: fragility::Change) -> &'static str {
    match change {
        fragility::Change::Added => "added",
        fragility::Change::Removed => "removed",
    }
}

/// The fewest visits that overturn a claim on eras: added and removed, the lightest and the heaviest.
#[pyfunction]
#[pyo3(name = "fragility", signature = (tally, weights, claim, labels, /))]
pub(super) fn fragility_of_eras<'py>(
    py: Python<'py>,
    tally: Tally<'py>,
    weights: Reals<'py>,
    claim: &Claim,
    labels: Vec<String>,
) -> PyResult<Vec<Overturn>> {
    let (tally, weights) = (Counted::borrow(&tally)?, slice(&weights)?);
    let found = detached(py, || {
        let (_, assertion) = claim.0.on_list(&labels)?;
        let weights = Weights::new(weights.to_vec())?;
        fragility::fragility(&tally.counts()?, &weights, &assertion)
    })?;
    Ok(found
        .iter()
        .map(|one| Overturn {
            change: word(one.change),
            which: match one.which {
                fragility::Which::Lightest => "lightest",
                fragility::Which::Heaviest => "heaviest",
            },
            visits: one.visits,
            era: one.era,
            day: None,
        })
        .collect())
}

/// The fewest visits, added and removed, that overturn a claim on a lag, a mean lag or the open gap.
#[pyfunction]
#[pyo3(signature = (record, claim, specification, /, *, progress=None))]
pub(super) fn fragility_of_waits(
    py: Python<'_>,
    record: &Record,
    claim: &Claim,
    specification: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<Overturn>> {
    let (added, removed) = attended(py, progress, |tick| {
        let spec = read_specification(specification)?;
        fragility_of_wait(&record.0, &claim.0, &spec, tick)
    })?;
    Ok(on_days(added, removed))
}

/// One visit more, and one fewer, that overturns a claim on waiting times.
#[pyfunction]
#[pyo3(signature = (record, claim, specification, /, *, progress=None))]
pub(super) fn one_visit_of_waits(
    py: Python<'_>,
    record: &Record,
    claim: &Claim,
    specification: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<Overturn>> {
    let (added, removed) = attended(py, progress, |tick| {
        let spec = read_specification(specification)?;
        one_visit(&record.0, &claim.0, &spec, tick)
    })?;
    Ok(on_days(added, removed))
}

/// Whether a claim on waiting times fails once visits are gone, wherever vague days may fall.
#[pyfunction]
pub(super) fn removal_fails(
    py: Python<'_>,
    record: &Record,
    claim: &Claim,
    specification: &str,
    visits: u64,
    day: Option<i64>,
) -> PyResult<bool> {
    let removed = Overturned { visits, day };
    attended(py, None, |_| {
        let spec = read_specification(specification)?;
        removal::removal_fails(&record.0, &claim.0, &spec, removed)
    })
}

fn on_days(added: Option<Overturned>, removed: Option<Overturned>) -> Vec<Overturn> {
    let row = |change, found: Option<Overturned>| Overturn {
        change,
        which: "any",
        visits: found.map(|found| found.visits),
        era: None,
        day: found.and_then(|found| found.day),
    };
    vec![row("added", added), row("removed", removed)]
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
