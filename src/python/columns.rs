//! Columns as the caller's library holds them, read where they lie.

use numpy::{
    PyArray1, PyArrayDescrMethods, PyReadonlyArray1, PyUntypedArray, PyUntypedArrayMethods,
};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::run::{attended, detached};
use crate::error::Rows;
use crate::measure::codes;
use crate::measure::texts::{self, Texts};
use crate::threads::Threads;
use crate::time::exact::{self, ExactDays, Tick};
use crate::time::following::WORTH_THREADS;

/// Codes of any width.
pub(super) enum Codes<'py> {
    U8(PyReadonlyArray1<'py, u8>),
    U16(PyReadonlyArray1<'py, u16>),
    U32(PyReadonlyArray1<'py, u32>),
    I8(PyReadonlyArray1<'py, i8>),
    I16(PyReadonlyArray1<'py, i16>),
    I32(PyReadonlyArray1<'py, i32>),
    I64(PyReadonlyArray1<'py, i64>),
}

impl<'py> FromPyObject<'_, 'py> for Codes<'py> {
    type Error = PyErr;

    /// Looks at the width once: to try each of them would make a message for every one that it is not.
    fn extract(codes: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let kind = codes.cast::<PyUntypedArray>()?.dtype();
        Ok(match (kind.kind(), kind.itemsize()) {
            (b'u', 1) => Self::U8(codes.extract()?),
            (b'u', 2) => Self::U16(codes.extract()?),
            (b'u', _) => Self::U32(codes.extract()?),
            (_, 1) => Self::I8(codes.extract()?),
            (_, 2) => Self::I16(codes.extract()?),
            (_, 4) => Self::I32(codes.extract()?),
            _ => Self::I64(codes.extract()?),
        })
    }
}

impl Codes<'_> {
    pub(super) fn borrowed(&self) -> PyResult<codes::Codes<'_>> {
        Ok(match self {
            Self::U8(array) => codes::Codes::U8(slice(array)?),
            Self::U16(array) => codes::Codes::U16(slice(array)?),
            Self::U32(array) => codes::Codes::U32(slice(array)?),
            Self::I8(array) => codes::Codes::I8(slice(array)?),
            Self::I16(array) => codes::Codes::I16(slice(array)?),
            Self::I32(array) => codes::Codes::I32(slice(array)?),
            Self::I64(array) => codes::Codes::I64(slice(array)?),
        })
    }
}

/// A column of codes and what each stands for; without that a code is its own number.
#[derive(FromPyObject)]
pub(super) struct Numbered<'py> {
    codes: Codes<'py>,
    numbers: Option<PyReadonlyArray1<'py, u32>>,
}

impl Numbered<'_> {
    pub(super) fn borrowed(&self) -> PyResult<codes::Numbered<'_>> {
        Ok(codes::Numbered {
            codes: self.codes.borrowed()?,
            numbers: self.numbers.as_ref().map(slice).transpose()?,
        })
    }
}

/// Where each label occurs first (the number of rows where it does not), and how many rows have none.
#[pyfunction]
#[pyo3(signature = (codes, n_labels, /))]
pub(super) fn labels_seen<'py>(
    py: Python<'py>,
    codes: Codes<'py>,
    n_labels: usize,
) -> PyResult<(Bound<'py, PyArray1<usize>>, usize)> {
    let codes = codes.borrowed()?;
    let seen = detached(py, || codes.seen(n_labels, Threads::usual()?))?;
    Ok((out(py, seen.first), seen.missing))
}

/// What a table has for the label of each of some rows; -1 where there is none.
#[pyfunction]
#[pyo3(signature = (codes, rows, table, /))]
pub(super) fn looked_up_at<'py>(
    py: Python<'py>,
    codes: Codes<'py>,
    rows: PyReadonlyArray1<'py, i64>,
    table: PyReadonlyArray1<'py, i64>,
) -> PyResult<Bound<'py, PyArray1<i64>>> {
    let (codes, rows, table) = (codes.borrowed()?, slice(&rows)?, slice(&table)?);
    let found = attended(py, None, |tick| {
        let threads = Threads::usual()?.of(rows.len() >= WORTH_THREADS);
        codes.looked_up_at(rows, table, threads, tick)
    })?;
    Ok(out(py, found))
}

/// A table of what stands for each label.
#[derive(FromPyObject)]
pub(super) enum LookUp<'py> {
    Narrow(PyReadonlyArray1<'py, u8>),
    Wide(PyReadonlyArray1<'py, u32>),
}

/// What a table has for the label of each row, in its width; the highest number where a row has none.
#[pyfunction]
#[pyo3(signature = (codes, table, /))]
pub(super) fn looked_up<'py>(
    py: Python<'py>,
    codes: Codes<'py>,
    table: LookUp<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let codes = codes.borrowed()?;
    Ok(match &table {
        LookUp::Narrow(table) => {
            let table = slice(table)?;
            out(py, detached(py, || Ok(codes.looked_up(table, u8::MAX)))?).into_any()
        }
        LookUp::Wide(table) => {
            let table = slice(table)?;
            out(py, detached(py, || Ok(codes.looked_up(table, u32::MAX)))?).into_any()
        }
    })
}

/// Where texts end, or views of them.
#[derive(FromPyObject)]
pub(super) enum Ends<'py> {
    Views(PyReadonlyArray1<'py, u64>),
    Narrow(PyReadonlyArray1<'py, i32>),
    Wide(PyReadonlyArray1<'py, i64>),
}

/// Codes of texts in their width, and the first row of each.
#[derive(IntoPyObject)]
pub(super) struct CodedTexts<'py> {
    codes: Bound<'py, PyAny>,
    first: Bound<'py, PyArray1<usize>>,
}

/// Codes of short texts by first appearance, from views of them or from their ends and bytes; nothing
/// where some are long, or too many differ.
#[pyfunction]
#[pyo3(signature = (ends, bytes, /))]
pub(super) fn short_texts<'py>(
    py: Python<'py>,
    ends: Ends<'py>,
    bytes: PyReadonlyArray1<'py, u8>,
) -> PyResult<Option<CodedTexts<'py>>> {
    let bytes = slice(&bytes)?;
    let texts = match &ends {
        Ends::Views(views) => Texts::Views(slice(views)?),
        Ends::Narrow(ends) => Texts::Narrow(slice(ends)?, bytes),
        Ends::Wide(ends) => Texts::Wide(slice(ends)?, bytes),
    };
    let found = detached(py, || texts.coded(Threads::usual()?))?;
    Ok(found.map(|found| CodedTexts {
        codes: match found.codes {
            texts::Codes::U8(codes) => out(py, codes).into_any(),
            texts::Codes::U16(codes) => out(py, codes).into_any(),
        },
        first: out(py, found.first),
    }))
}

/// Dates of any width.
#[derive(FromPyObject)]
pub(super) enum Ticks<'py> {
    Narrow(PyReadonlyArray1<'py, i32>),
    Wide(PyReadonlyArray1<'py, i64>),
}

/// Dates as they are held: a tick is `days` days, or one of `parts` of a day.
#[derive(FromPyObject)]
pub(super) struct Dates<'py> {
    ticks: Ticks<'py>,
    days: Option<i64>,
    parts: Option<i64>,
}

impl Dates<'_> {
    pub(super) fn borrowed(&self) -> PyResult<exact::Dates<'_>> {
        Ok(exact::Dates {
            ticks: match &self.ticks {
                Ticks::Narrow(array) => exact::Ticks::Narrow(slice(array)?),
                Ticks::Wide(array) => exact::Ticks::Wide(slice(array)?),
            },
            tick: match (self.days, self.parts) {
                (Some(days), _) => Tick::Days(days),
                (None, Some(parts)) => Tick::PartOfDay(parts),
                (None, None) => Tick::Other,
            },
        })
    }
}

/// Days, nothing where they are the dates themselves, and the rows that are none: the first, and
/// how many.
#[derive(IntoPyObject)]
pub(super) struct Exact<'py> {
    days: Option<Bound<'py, PyArray1<i32>>>,
    missing: (Vec<usize>, usize),
    timed: (Vec<usize>, usize),
    outside: (Vec<usize>, usize),
}

/// Dates as days, exactly or not at all.
#[pyfunction]
#[pyo3(signature = (dates, /))]
pub(super) fn exact_days<'py>(py: Python<'py>, dates: Dates<'py>) -> PyResult<Exact<'py>> {
    let dates = dates.borrowed()?;
    let found = detached(py, || Ok(ExactDays::of(dates)))?;
    let told = |rows: Rows| (rows.first().to_vec(), rows.count());
    Ok(Exact {
        days: found.days.map(|days| out(py, days)),
        missing: told(found.missing),
        timed: told(found.timed),
        outside: told(found.outside),
    })
}
