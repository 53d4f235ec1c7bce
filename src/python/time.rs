//! Dates in any usual Python form.

use numpy::PyArray1;
use pyo3::prelude::*;

use super::arrays::out;
use super::run::{attended, detached};
use super::words::{DATE_FAULT, PRECISION};
use crate::time::fuzzy::{BETWEEN_TICKS, Days, Written, read_all, read_span};
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
    let each = values.iter().enumerate().map(|(row, value)| {
        if row.is_multiple_of(BETWEEN_TICKS) {
            py.check_signals()?;
        }
        written(value)
    });
    let written: Vec<Written> = each.collect::<PyResult<_>>()?;
    let days = attended(py, None, |tick| {
        read_all(name, &written, spans_allowed, tick)
    })?;
    let precision = days.iter().map(|found| PRECISION.code(found.precision()));
    Ok(Spans {
        first: out(py, days.iter().map(|found| found.first).collect()),
        last: out(py, days.iter().map(|found| found.last).collect()),
        precision: out(py, precision.collect()),
    })
}

/// What each text says, or why it says nothing.
#[derive(IntoPyObject)]
pub(super) struct TriedSpans<'py> {
    first: Bound<'py, PyArray1<i64>>,
    last: Bound<'py, PyArray1<i64>>,
    precision: Bound<'py, PyArray1<u8>>,
    fault: Vec<Option<&'static str>>,
}

/// First day, last day and precision of each text, or the code of what is wrong with it.
#[pyfunction]
#[pyo3(signature = (texts, /))]
pub(super) fn try_days(py: Python<'_>, texts: Vec<String>) -> PyResult<TriedSpans<'_>> {
    let found = attended(py, None, |tick| {
        let mut found = Vec::with_capacity(texts.len());
        for part in texts.chunks(BETWEEN_TICKS) {
            tick(found.len() as u64, texts.len() as u64)?;
            found.extend(part.iter().map(|text| read_span(text)));
        }
        Ok(found)
    })?;
    let nothing = Days { first: 0, last: 0 };
    let days: Vec<Days> = found.iter().map(|one| one.unwrap_or(nothing)).collect();
    let precision = days.iter().map(|one| PRECISION.code(one.precision()));
    Ok(TriedSpans {
        first: out(py, days.iter().map(|one| one.first).collect()),
        last: out(py, days.iter().map(|one| one.last).collect()),
        precision: out(py, precision.collect()),
        fault: found
            .iter()
            .map(|one| one.err().map(|fault| DATE_FAULT.word(fault)))
            .collect(),
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

/// A number of four digits is a year, as it is in a text; any other is no date.
fn number_written(number: f64, kind: &str) -> Written {
    if number.fract() == 0.0 && (1000.0..=9999.0).contains(&number) {
        return Written::Text(format!("{number:.0}"));
    }
    Written::Other(format!("the number {number} of type {kind}"))
}

/// Whether one tick of a type such as `datetime64[7D]` is several days or an unusual part of one: of
/// such a value only the first day would be left. Months and years are texts that say what they are.
fn spans_days(unit: &str) -> bool {
    let inside = unit.split_once('[').map_or("", |(_, inside)| inside);
    inside.starts_with(|first: char| first.is_ascii_digit()) || inside == "W]"
}

/// What a Python value says: text as it is, dates by their ISO form, the usual nulls as nothing.
fn written(value: &Bound<'_, PyAny>) -> PyResult<Written> {
    if let Ok(text) = value.extract::<String>() {
        return Ok(if text.trim().is_empty() {
            Written::Nothing
        } else {
            Written::Text(text)
        });
    }
    let kind = value.get_type().name()?.to_string();
    if value.is_none() || matches!(kind.as_str(), "NaTType" | "NAType" | "MaskedConstant") {
        return Ok(Written::Nothing);
    }
    if value.extract::<f64>().is_ok_and(f64::is_nan) {
        return Ok(Written::Nothing);
    }
    let no_number = matches!(
        kind.as_str(),
        "bool" | "bool_" | "datetime64" | "timedelta64"
    );
    if !no_number && let Ok(number) = value.extract::<f64>() {
        return Ok(number_written(number, &kind));
    }
    let text = match kind.as_str() {
        "datetime64" => {
            let unit = value.getattr("dtype")?.str()?.to_string();
            if spans_days(&unit) {
                return Ok(Written::Other(unit));
            }
            value.str()?.to_string()
        }
        _ if value.hasattr("isoformat")? => value.call_method0("isoformat")?.extract()?,
        _ => return Ok(Written::Other(kind)),
    };
    Ok(if text == "NaT" {
        Written::Nothing
    } else {
        Written::Text(text)
    })
}
