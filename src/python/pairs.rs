//! The two countries of each row, by the codes of their columns.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::columns::Codes;
use super::errors::to_python;
use super::run::attended;
use crate::measure::codes::{self, PairCodes};
use crate::threads::Threads;
use crate::time::following::{Keyed, WORTH_THREADS};

/// The group of each row: given, or that of each pair of codes.
#[derive(FromPyObject)]
pub(super) enum Keys<'py> {
    Groups(PyReadonlyArray1<'py, u32>),
    Pairs(Pairs<'py>),
}

/// The codes of both countries, the group of each pair of them, and how many second codes there are.
type Pairs<'py> = (Codes<'py>, Codes<'py>, PyReadonlyArray1<'py, u32>, u32);

impl<'py> Keys<'py> {
    pub(super) fn borrowed(&self, py: Python<'py>) -> PyResult<Box<dyn Keyed + '_>> {
        Ok(match self {
            Self::Groups(groups) => Box::new(slice(groups)?),
            Self::Pairs(pairs) => Box::new(pair_codes(py, pairs)?),
        })
    }
}

fn pair_codes<'a>(py: Python<'_>, pairs: &'a Pairs<'_>) -> PyResult<PairCodes<'a>> {
    let (first, second, groups, width) = pairs;
    let columns = (first.borrowed()?, second.borrowed()?);
    PairCodes::new(columns.0, columns.1, slice(groups)?, *width)
        .map_err(|error| to_python(py, &error))
}

/// The group of each row.
#[pyfunction]
#[pyo3(signature = (pairs, /))]
pub(super) fn groups_of_pairs<'py>(
    py: Python<'py>,
    pairs: Pairs<'py>,
) -> PyResult<Bound<'py, PyArray1<u32>>> {
    let codes = pair_codes(py, &pairs)?;
    let groups = attended(py, None, |tick| {
        let threads = Threads::usual()?.of(codes.len() >= WORTH_THREADS);
        codes.groups(threads, tick)
    })?;
    Ok(out(py, groups))
}

/// Which pairs of codes occur, those of one first code after the other.
#[pyfunction]
#[pyo3(signature = (first, n_first, second, n_second, /))]
pub(super) fn pairs_seen<'py>(
    py: Python<'py>,
    first: Codes<'py>,
    n_first: u32,
    second: Codes<'py>,
    n_second: u32,
) -> PyResult<Bound<'py, PyArray1<bool>>> {
    let (first, second) = (first.borrowed()?, second.borrowed()?);
    let seen = attended(py, None, |tick| {
        let threads = Threads::usual()?.of(first.len() >= WORTH_THREADS);
        codes::pairs_seen((first, n_first), (second, n_second), threads, tick)
    })?;
    Ok(out(py, seen))
}
