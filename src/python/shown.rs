//! How the objects of the core show themselves: their class, and what there is to read.

use pyo3::intern;
use pyo3::prelude::*;

/// The items up to which a sequence is written out.
const MOST: usize = 4;

/// An object as its class and its fields, those that are None left out and long ones counted.
pub(super) fn shown(object: &Bound<'_, PyAny>, fields: &[&str]) -> PyResult<String> {
    let mut told = Vec::new();
    for field in fields {
        let value = object.getattr(*field)?;
        if !value.is_none() {
            told.push(format!("{field}={}", text(&value)?));
        }
    }
    let class = object.get_type();
    Ok(format!("{}({})", class.name()?, told.join(", ")))
}

fn text(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let is_array = value.hasattr(intern!(value.py(), "dtype"))?;
    let is_text = value.hasattr(intern!(value.py(), "upper"))? && !is_array;
    let items = if is_text { None } else { value.len().ok() };
    match items {
        Some(count) if is_array || count > MOST => Ok(format!("[{count} items]")),
        _ => Ok(value.repr()?.to_string()),
    }
}

/// Let classes show themselves with these of their fields.
macro_rules! shows {
    ($($class:ident: $($field:ident),+;)+) => {$(
        #[pyo3::pymethods]
        impl $class {
            fn __repr__(slf: &pyo3::Bound<'_, Self>) -> pyo3::PyResult<String> {
                super::shown::shown(slf.as_any(), &[$(stringify!($field)),+])
            }
        }
    )+};
}
pub(super) use shows;
