//! Study files and the judging of claims.

use pyo3::prelude::*;

use super::findings::printed as printed_number;
use super::run::detached;
use super::words::choose;
use crate::study::claim::End;
use crate::study::judge::{self, Possible};
use crate::study::{self, LARGEST_FILE, schema};
use crate::{Error, Result};

/// The study in a text of TOML, as JSON; `file` is its name in messages.
#[pyfunction]
#[pyo3(signature = (file, text, /))]
pub(super) fn read_study(py: Python<'_>, file: &str, text: &str) -> PyResult<String> {
    detached(py, || study::json(&study::read(file, text)?))
}

/// The JSON Schema of a study file.
#[pyfunction]
pub(super) fn study_schema(py: Python<'_>) -> PyResult<String> {
    detached(py, schema::json)
}

/// The most bytes that a study file may have.
#[pyfunction]
pub(super) fn largest_study() -> usize {
    LARGEST_FILE
}

/// Line and column of each key of a study, or of the nearest table above it.
#[pyfunction]
#[pyo3(signature = (text, keys, /))]
pub(super) fn locate_keys(
    py: Python<'_>,
    text: &str,
    keys: Vec<String>,
) -> PyResult<Option<Vec<(usize, usize)>>> {
    detached(py, || {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        Ok(study::locate(text, &keys))
    })
}

/// The lowest and highest number that bears out a print.
#[pyfunction]
#[pyo3(signature = (printed, comparison, /, *, rounded_to))]
pub(super) fn printed_region(
    py: Python<'_>,
    printed: &str,
    comparison: &str,
    rounded_to: Option<f64>,
) -> PyResult<(f64, f64)> {
    detached(py, || {
        let region = printed_number(printed)?
            .region(super::findings::comparison(comparison)?, rounded_to)?;
        Ok((region.low(), region.high()))
    })
}

/// The verdict on a printed number, against the values from `low` to `high`.
#[pyfunction]
#[pyo3(signature = (printed, comparison, low, high, /, *, rounded_to, step))]
pub(super) fn judge_value(
    py: Python<'_>,
    printed: &str,
    comparison: &str,
    low: f64,
    high: f64,
    rounded_to: Option<f64>,
    step: Option<f64>,
) -> PyResult<&'static str> {
    detached(py, || {
        let region = printed_number(printed)?
            .region(super::findings::comparison(comparison)?, rounded_to)?;
        Ok(judge::value(region, Possible { low, high }, step).words())
    })
}

/// The verdict on an era's place, and on the eras that it is said to be ahead of.
#[pyfunction]
#[pyo3(signature = (low, high, era, /, *, from_end, place, ahead_only_of))]
pub(super) fn judge_rank(
    py: Python<'_>,
    low: Vec<f64>,
    high: Vec<f64>,
    era: usize,
    from_end: &str,
    place: Option<usize>,
    ahead_only_of: Option<Vec<usize>>,
) -> PyResult<&'static str> {
    detached(py, || {
        let end = choose(
            "from",
            from_end,
            &[("bottom", End::Bottom), ("top", End::Top)],
        )?;
        let eras = possible(&low, &high)?;
        let placed = place.map(|place| judge::place(&eras, era, end, place));
        let ahead = ahead_only_of.map(|lower| judge::ahead_only_of(&eras, era, &lower));
        match (placed, ahead) {
            (Some(one), Some(other)) => Ok(judge::both(one, other).words()),
            (Some(one), None) | (None, Some(one)) => Ok(one.words()),
            (None, None) => Err(Error::Undefined {
                name: "the rank".into(),
                reason: "neither a place nor the eras below are given".into(),
            }),
        }
    })
}

/// The verdict on an order of quantities from the lowest to the highest.
#[pyfunction]
#[pyo3(signature = (low, high, /))]
pub(super) fn judge_ascending(
    py: Python<'_>,
    low: Vec<f64>,
    high: Vec<f64>,
) -> PyResult<&'static str> {
    detached(py, || Ok(judge::ascending(&possible(&low, &high)?).words()))
}

fn possible(low: &[f64], high: &[f64]) -> Result<Vec<Possible>> {
    if low.len() != high.len() {
        return Err(Error::Length {
            left: "low".into(),
            left_len: low.len(),
            right: "high".into(),
            right_len: high.len(),
        });
    }
    let pairs = low.iter().zip(high);
    Ok(pairs.map(|(&low, &high)| Possible { low, high }).collect())
}
