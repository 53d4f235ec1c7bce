//! Dates in any usual Python form.

use numpy::PyArray1;
use pyo3::prelude::*;

use super::arrays::out;
use super::run::detached;
use crate::time::fuzzy::{Precision, Written, read_all};
use crate::time::window::Window;

type Spans<'py> = (
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<u8>>,
);

/// First day, last day and precision (0 day, 1 month, 2 year, 3 longer) of each value.
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
