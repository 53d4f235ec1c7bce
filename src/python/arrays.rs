//! Borrowing the caller's arrays, and handing results over.

use numpy::{Element, PyArray1, PyArrayDyn, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

/// A one-dimensional array as a slice; `_frames.py` has made it contiguous and aligned.
pub(super) fn slice<'a, T: Element>(array: &'a PyReadonlyArray1<'_, T>) -> PyResult<&'a [T]> {
    Ok(array.as_slice()?)
}

/// A two-dimensional row-major array as one slice and its row length.
pub(super) fn rows<'a, T: Element>(
    array: &'a PyReadonlyArray2<'_, T>,
) -> PyResult<(&'a [T], usize)> {
    let [_, width] = array.as_array().dim().into();
    Ok((array.as_slice()?, width))
}

/// Positions as numpy has them; one below 0 is beyond every array.
pub(super) fn places(positions: &[i64]) -> Vec<usize> {
    let place = |position: &i64| usize::try_from(*position).unwrap_or(usize::MAX);
    positions.iter().map(place).collect()
}

/// Moves a vector out as an array.
pub(super) fn out<T: Element>(py: Python<'_>, values: Vec<T>) -> Bound<'_, PyArray1<T>> {
    PyArray1::from_vec(py, values)
}

/// Moves a vector out as an array of the given shape.
pub(super) fn shaped<'py, T: Element>(
    py: Python<'py>,
    values: Vec<T>,
    shape: &[usize],
) -> PyResult<Bound<'py, PyArrayDyn<T>>> {
    use numpy::PyArrayMethods;
    PyArray1::from_vec(py, values).reshape(shape.to_vec())
}

/// Optional numbers as an array: a missing one is NaN here and a null in the caller's table.
pub(super) fn nullable(
    py: Python<'_>,
    values: impl IntoIterator<Item = Option<f64>>,
) -> Bound<'_, PyArray1<f64>> {
    let filled = values.into_iter().map(|value| value.unwrap_or(f64::NAN));
    PyArray1::from_vec(py, filled.collect())
}
