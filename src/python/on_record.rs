//! A claim on a record, as the small tables on which it is pushed about.

use numpy::PyArray1;
use pyo3::prelude::*;

use super::arrays::out;
use super::bounds::certainty;
use super::claims::{Claim, read_specification};
use super::dispersion::Allowed;
use super::record::Record;
use super::run::detached;
use super::shown::shows;
use crate::robustness::on_record;

/// Counts by era and class of the eras of a claim's list, with their years and the weight of each class.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct ListTally {
    labels: Vec<String>,
    counts: Py<PyArray1<u64>>,
    n_classes: usize,
    years: Py<PyArray1<f64>>,
    weights: Py<PyArray1<f64>>,
    dispersion: f64,
    allowed: Py<PyAny>,
}

shows! {
    ListTally: labels, counts, n_classes, years, weights, dispersion, allowed;
}

/// The tally of a claim's list of eras; an error if the claim is not about one list.
#[pyfunction]
#[pyo3(signature = (record, claim, specification, /))]
pub(super) fn list_tally(
    py: Python<'_>,
    record: &Record,
    claim: &Claim,
    specification: &str,
) -> PyResult<ListTally> {
    let found = detached(py, || {
        let spec = read_specification(specification)?;
        on_record::tally(&record.0, &claim.0, &spec)
    })?;
    Ok(ListTally {
        labels: found.labels,
        counts: out(py, found.counts).unbind(),
        n_classes: found.n_classes,
        years: out(py, found.years).unbind(),
        weights: out(py, found.weights).unbind(),
        dispersion: found.dispersion.dispersion(),
        allowed: Allowed::of(py, &found.excesses)
            .into_pyobject(py)?
            .into_any()
            .unbind(),
    })
}

/// Whether a claim on eras is certain, possible or impossible over the days of visits known vaguely.
#[pyfunction]
#[pyo3(signature = (record, claim, specification, /))]
pub(super) fn vague_days_verdict(
    py: Python<'_>,
    record: &Record,
    claim: &Claim,
    specification: &str,
) -> PyResult<&'static str> {
    let found = detached(py, || {
        let spec = read_specification(specification)?;
        on_record::vague_days_verdict(&record.0, &claim.0, &spec)
    })?;
    Ok(certainty(found))
}
