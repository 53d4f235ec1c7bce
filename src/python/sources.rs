//! Names of persons from several lists.

use numpy::PyArray1;
use pyo3::prelude::*;

use super::arrays::out;
use super::run::detached;
use crate::sources::names;

/// How alike each name is to the one beside it, from 0 to 1.
#[pyfunction]
#[pyo3(signature = (left, right, /))]
pub(super) fn name_similarities(
    py: Python<'_>,
    left: Vec<String>,
    right: Vec<String>,
) -> PyResult<Bound<'_, PyArray1<f64>>> {
    let found = detached(py, || names::similarities(&left, &right))?;
    Ok(out(py, found))
}
