//! The one map from core errors to Python classes.

use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::Error;

mod classes {
    use pyo3::import_exception;

    import_exception!(summitry.exceptions, CategoryError);
    import_exception!(summitry.exceptions, FrameError);
    import_exception!(summitry.exceptions, InputError);
    import_exception!(summitry.exceptions, InternalError);
    import_exception!(summitry.exceptions, LimitError);
    import_exception!(summitry.exceptions, MissingValueError);
    import_exception!(summitry.exceptions, PrecisionError);
    import_exception!(summitry.exceptions, RangeError);
    import_exception!(summitry.exceptions, ShapeError);
    import_exception!(summitry.exceptions, StudyError);
    import_exception!(summitry.exceptions, TenureError);
}

/// The Python exception for a core error.
pub(super) fn to_python(py: Python<'_>, error: &Error) -> PyErr {
    let class = match error {
        Error::Length { .. } => py.get_type::<classes::ShapeError>(),
        Error::MissingDate { .. } => py.get_type::<classes::MissingValueError>(),
        Error::NotADate { .. } => py.get_type::<classes::FrameError>(),
        Error::ImpreciseDate { .. } | Error::HasTime { .. } | Error::Zoned { .. } => {
            py.get_type::<classes::PrecisionError>()
        }
        Error::EndBeforeStart { .. }
        | Error::EmptyEra { .. }
        | Error::OverlappingEras { .. }
        | Error::EmptyObservation { .. } => py.get_type::<classes::TenureError>(),
        Error::DateOutOfRange { .. }
        | Error::BadWeight { .. }
        | Error::AllZeroWeights
        | Error::BadLevel { .. }
        | Error::OutOfRange { .. }
        | Error::BadDuration { .. }
        | Error::EntryAfterEnd { .. } => py.get_type::<classes::RangeError>(),
        Error::TooLarge { .. } | Error::Overflow { .. } => py.get_type::<classes::LimitError>(),
        Error::BadCode { .. } => py.get_type::<classes::InternalError>(),
        Error::Claim(mistake) if mistake.code.starts_with("unknown_") => {
            py.get_type::<classes::CategoryError>()
        }
        Error::Study(_) => py.get_type::<classes::StudyError>(),
        Error::Interrupted => return PyKeyboardInterrupt::new_err(()),
        _ => py.get_type::<classes::InputError>(),
    };
    build(py, &class, error).unwrap_or_else(|failure| failure)
}

/// The Python exception for a panic, which is a bug of ours and must stay catchable.
pub(super) fn internal(what: &str) -> PyErr {
    classes::InternalError::new_err(format!(
        "summitry stopped on an unexpected condition ({what}); please report it with the call"
    ))
}

fn build(py: Python<'_>, class: &Bound<'_, PyAny>, error: &Error) -> PyResult<PyErr> {
    let fields = PyDict::new(py);
    fields.set_item("code", error.code())?;
    fields.set_item("hint", error.hint())?;
    if let Some(rows) = error.rows() {
        fields.set_item("rows", rows.first().to_vec())?;
        fields.set_item("n_bad", rows.count())?;
    }
    if let Error::Claim(mistake) = error {
        fields.set_item("column", &mistake.key)?;
    }
    if let Error::Study(mistake) = error {
        fields.set_item("file", &mistake.file)?;
        fields.set_item("line", mistake.line)?;
        fields.set_item("key", &mistake.key)?;
    }
    let value = class.call((error.to_string(),), Some(&fields))?;
    Ok(PyErr::from_value(value))
}
