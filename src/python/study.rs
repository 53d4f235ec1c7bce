//! Study files: their text, their schema, and the words of their conventions.

use pyo3::prelude::*;

use super::run::detached;
use crate::study::{self, LARGEST_FILE, schema};

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
