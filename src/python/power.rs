//! What comparisons of frequencies could have shown.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::dispersion::Excesses;
use super::run::attended;
use super::words::METHOD;
use crate::infer::compare::{self, Frequency, Method};
use crate::infer::power::{self, Detectable, Era};
use crate::progress::Tick;
use crate::special::level;
use crate::threads::{Threads, replicates};
use crate::time::exposure;

/// So many pairs are not worth a second thread.
const FEW: usize = 3;

type Reals<'py> = PyReadonlyArray1<'py, f64>;
type Column<'py> = Bound<'py, PyArray1<f64>>;

/// Rates of eras, with the years over which they hold and what is allowed for.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct Rates<'py> {
    rate: Reals<'py>,
    years: Reals<'py>,
    allowed: Excesses<'py>,
}

impl Rates<'_> {
    fn each(&self) -> PyResult<Vec<(f64, Era)>> {
        let rows = slice(&self.rate)?
            .iter()
            .zip(slice(&self.years)?)
            .zip(self.allowed.each()?);
        Ok(rows
            .map(|((&rate, &years), excess)| (rate, Era { years, excess }))
            .collect())
    }
}

/// Ratios that could have been shown, and the power at the ends.
#[derive(IntoPyObject)]
pub(super) struct Detectables<'py> {
    down: Column<'py>,
    up: Column<'py>,
    power_at_zero: Column<'py>,
    power_at_most: Column<'py>,
}

/// Whether a test gives two counts a p-value of at most `alpha`.
fn differs(eras: [Era; 2], alpha: f64, method: Method) -> impl Fn([u64; 2]) -> bool {
    let of = |count, era: Era| Frequency {
        count,
        years: era.years,
        excess: era.excess,
    };
    move |[one, other]| {
        let [first, second] = eras;
        let p = compare::equality_p(of(one, first), of(other, second), method);
        level::at_most(p, alpha)
    }
}

/// The ratios to the rates of others that eras could have shown, by a test at `alpha`; the rates of
/// the eras themselves do not matter.
#[pyfunction]
#[pyo3(signature = (eras, others, alpha, /, *, method, power, progress=None))]
pub(super) fn detectable_ratios<'py>(
    py: Python<'py>,
    eras: Rates<'py>,
    others: Rates<'py>,
    alpha: Reals<'py>,
    method: &str,
    power: f64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Detectables<'py>> {
    let (eras, others, alpha) = (eras.each()?, others.each()?, slice(&alpha)?);
    let found = attended(py, progress, |tick| {
        let method = METHOD.read(method)?;
        for side in [&eras, &others] {
            let years: Vec<f64> = side.iter().map(|(_, era)| era.years).collect();
            exposure::check(side.len(), &years)?;
        }
        let one = |number: u64, tick: &mut Tick<'_>| {
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            let row = (eras.get(place), others.get(place), alpha.get(place));
            let (Some(&(_, era)), Some(&(rate, other)), Some(&alpha)) = row else {
                return Ok(Detectable::default());
            };
            let pair = [era, other];
            power::detectable(pair, rate, power, differs(pair, alpha, method), tick)
        };
        let threads = Threads::usual()?.of(eras.len() > FEW);
        replicates(eras.len(), threads, &one, tick)
    })?;
    let column = |of: fn(&Detectable) -> f64| out(py, found.iter().map(of).collect());
    Ok(Detectables {
        down: column(|one| one.down),
        up: column(|one| one.up),
        power_at_zero: column(|one| one.at_zero),
        power_at_most: column(|one| one.at_most),
    })
}

/// The probability that a test at `alpha` tells two rates apart, pair by pair.
#[pyfunction]
#[pyo3(signature = (first, second, alpha, /, *, method))]
pub(super) fn comparison_power<'py>(
    py: Python<'py>,
    first: Rates<'py>,
    second: Rates<'py>,
    alpha: Reals<'py>,
    method: &str,
) -> PyResult<Column<'py>> {
    let (first, second, alpha) = (first.each()?, second.each()?, slice(&alpha)?);
    let found = attended(py, None, |tick| {
        let method = METHOD.read(method)?;
        let pairs = first.iter().zip(&second).zip(alpha);
        pairs
            .map(|((&(rate, era), &(other_rate, other)), &alpha)| {
                let pair = [era, other];
                let test = differs(pair, alpha, method);
                power::power(pair, [rate, other_rate], test, tick)
            })
            .collect::<crate::Result<Vec<f64>>>()
    })?;
    Ok(out(py, found))
}
