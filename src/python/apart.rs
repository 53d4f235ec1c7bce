//! Whether two eras are told apart, pushed about: how many visits flip it, and what vague days leave open.

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;

use super::arrays::slice;
use super::bounds::{Eras, Record, Spans, Visits, certainty};
use super::claims::{Claim, read_specification};
use super::dispersion::Excesses;
use super::record;
use super::robustness::Overturn;
use super::run::detached;
use super::words::{ADJUSTMENT, EXPOSURE, METHOD};
use crate::Result;
use crate::claims::comparisons::{Comparisons, Test, excesses};
use crate::robustness::apart_bounds::{verdict, years};
use crate::robustness::apart_fragility::flips;
use crate::robustness::relative_fragility::fragility_of_relative;
use crate::special::level::Level;

/// The test by which eras are told apart, as Python names it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct Told {
    method: String,
    level: f64,
    adjustment: String,
}

impl Told {
    fn test(&self) -> Result<Test> {
        Ok(Test {
            level: Level::new(self.level)?,
            method: METHOD.read(&self.method)?,
            adjustment: ADJUSTMENT.read(&self.adjustment)?,
        })
    }
}

/// Whether two eras are told apart, and the fewest visits, added and removed, that flip it.
#[pyfunction]
#[pyo3(signature = (counts, years, allowed, claim, labels, test, /))]
pub(super) fn apart_fragility<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray1<'py, u64>,
    years: PyReadonlyArray1<'py, f64>,
    allowed: Excesses<'py>,
    claim: &Claim,
    labels: Vec<String>,
    test: Told,
) -> PyResult<(bool, Vec<Overturn>)> {
    let (counts, years, excesses) = (slice(&counts)?, slice(&years)?, allowed.each()?);
    let (told, found) = detached(py, || {
        let pair = claim.0.pair_on(&labels)?;
        let asked = Comparisons::new(years.to_vec(), excesses, &pair, test.test()?);
        flips(&asked, counts)
    })?;
    let rows = found
        .iter()
        .map(|flip| Overturn::in_era(flip.change, flip.era, flip.visits));
    Ok((told, rows.collect()))
}

/// What eras are called, and the fewest visits that overturn a claim relative to others, or flip it.
#[pyfunction]
#[pyo3(signature = (record, claim, specification, /))]
pub(super) fn relative_fragility(
    py: Python<'_>,
    record: &record::Record,
    claim: &Claim,
    specification: &str,
) -> PyResult<(Vec<String>, Vec<Overturn>)> {
    let (labels, found) = detached(py, || {
        let spec = read_specification(specification)?;
        fragility_of_relative(&record.0, &claim.0, &spec)
    })?;
    let rows = found
        .iter()
        .map(|flip| Overturn::in_era(flip.change, flip.era, flip.visits));
    Ok((labels, rows.collect()))
}

/// Whether it is certain, possible or impossible that two eras are told apart.
#[pyfunction]
#[pyo3(signature = (visits, spans, claim, labels, exposure, test, /))]
pub(super) fn apart_verdict<'py>(
    py: Python<'py>,
    visits: Visits<'py>,
    spans: Spans<'py>,
    claim: &Claim,
    labels: Vec<String>,
    exposure: &str,
    test: Told,
) -> PyResult<&'static str> {
    let (visits, spans) = (Record::borrow(&visits)?, Eras::borrow(&spans)?);
    detached(py, || {
        let (pair, test) = (claim.0.pair_on(&labels)?, test.test()?);
        let (known, spans) = (visits.known()?, spans.spans()?);
        let eras = years(&known, &spans, EXPOSURE.read(exposure)?);
        let (_, excesses) = excesses(&eras, test.method);
        let exposed = spans.iter().map(|span| span.years()).collect();
        let asked = Comparisons::new(exposed, excesses, &pair, test);
        Ok(certainty(verdict(&known, &spans, &asked)?))
    })
}
