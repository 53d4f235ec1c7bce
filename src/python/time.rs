//! Dates in any usual Python form.

use numpy::PyArray1;
use pyo3::prelude::*;

use super::arrays::out;
use super::run::detached;
use super::words::PRECISION;
use crate::time::fuzzy::{Written, read_all};
use crate::time::window::Window;

/// First and last day that each value may be, and how exactly it is known.
#[derive(IntoPyObject)]
pub(super) struct Spans<'py> {
    first: Bound<'py, PyArray1<i64>>,
    last: Bound<'py, PyArray1<i64>>,
    precision: Bound<'py, PyArray1<u8>>,
}

/// First day, last day and precision (its place among the words) of each value.
#[pyfunction]
#[pyo3(signature = (name, values, /, *, spans_allowed))]
pub(super) fn read_days<'py>(
    py: Python<'py>,
    name: &str,
    values: Vec<Bound<'py, PyAny>>,
    spans_allowed: bool,
) -> PyResult<Spans<'py>> {
    let written: Vec<Written> = values.iter().map(written).collect::<PyResult<_>>()?;
    let days = detached(py, || read_all(name, &written, spans_allowed))?;
    let precision = days.iter().map(|found| PRECISION.code(found.precision()));
    Ok(Spans {
        first: out(py, days.iter().map(|found| found.first).collect()),
        last: out(py, days.iter().map(|found| found.last).collect()),
        precision: out(py, precision.collect()),
    })
}

/// First and last day of the whole calendar years in an observation, if there is one.
#[pyfunction]
#[pyo3(signature = (since, through, /))]
pub(super) fn whole_years(
    py: Python<'_>,
    since: i64,
    through: i64,
) -> PyResult<Option<(i64, i64)>> {
    let whole = detached(py, || Ok(Window::new(since, through)?.whole_years()))?;
    Ok(whole.map(|window| (window.since(), window.through())))
}

/// What a Python value says: text as it is, dates by their ISO form, the usual nulls as nothing.
fn written(value: &Bound<'_, PyAny>) -> PyResult<Written> {
    if let Ok(text) = value.extract::<String>() {
        return Ok(if text.is_empty() {
            Written::Nothing
        } else {
            Written::Text(text)
        });
    }
    let kind = value.get_type().name()?.to_string();
    if value.is_none() || matches!(kind.as_str(), "NaTType" | "NAType") {
        return Ok(Written::Nothing);
    }
    if value.extract::<f64>().is_ok_and(f64::is_nan) {
        return Ok(Written::Nothing);
    }
    let text = match kind.as_str() {
        "datetime64" => value.str()?.to_string(),
        _ if value.hasattr("isoformat")? => value.call_method0("isoformat")?.extract()?,
        _ => return Ok(Written::Other(kind)),
    };
    Ok(if text == "NaT" {
        Written::Nothing
    } else {
        Written::Text(text)
    })
}
