//! Dates from text.

use numpy::PyArray1;
use pyo3::prelude::*;

use super::arrays::out;
use super::run::detached;
use crate::time::fuzzy::{Precision, read_all};

type Spans<'py> = (
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<u8>>,
);

/// First day, last day and precision (0 day, 1 month, 2 year, 3 longer) of each text.
#[pyfunction]
#[pyo3(signature = (name, texts, /, *, spans_allowed))]
pub(super) fn parse_days<'py>(
    py: Python<'py>,
    name: &str,
    texts: Vec<Option<String>>,
    spans_allowed: bool,
) -> PyResult<Spans<'py>> {
    let days = detached(py, || {
        let texts: Vec<Option<&str>> = texts.iter().map(Option::as_deref).collect();
        read_all(name, &texts, spans_allowed)
    })?;
    let precision = |precision| match precision {
        Precision::Day => 0,
        Precision::Month => 1,
        Precision::Year => 2,
        Precision::Longer => 3,
    };
    Ok((
        out(py, days.iter().map(|found| found.first).collect()),
        out(py, days.iter().map(|found| found.last).collect()),
        out(
            py,
            days.iter()
                .map(|found| precision(found.precision()))
                .collect(),
        ),
    ))
}
