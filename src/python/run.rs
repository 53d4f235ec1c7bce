//! How core code runs: detached from the interpreter, open to Ctrl-C, and guarded against panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use pyo3::prelude::*;

use super::errors::{internal, to_python};
use crate::progress::Tick;
use crate::{Error, Result};

const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Runs short work detached; a panic becomes an `InternalError`.
pub(super) fn detached<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T> + Send,
) -> PyResult<T> {
    let outcome = py.detach(|| catch_unwind(AssertUnwindSafe(work)));
    match outcome {
        Ok(result) => result.map_err(|error| to_python(py, &error)),
        Err(payload) => Err(internal(panic_text(payload.as_ref()))),
    }
}

/// Runs long work detached, looking for Ctrl-C and reporting progress between chunks.
///
/// `progress` is called with the work done and the work in all; what it raises stops the work.
pub(super) fn attended<T: Send>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    work: impl FnOnce(&mut Tick<'_>) -> Result<T> + Send,
) -> PyResult<T> {
    let mut raised: Option<PyErr> = None;
    let outcome = {
        let raised = &mut raised;
        detached(py, move || {
            let mut last = Instant::now();
            let mut tick = |done: u64, total: u64| {
                if done < total && last.elapsed() < BETWEEN_LOOKS {
                    return Ok(());
                }
                last = Instant::now();
                look(progress.as_ref(), done, total).map_err(|error| {
                    *raised = Some(error);
                    Error::Interrupted
                })
            };
            work(&mut tick)
        })
    };
    match raised {
        Some(error) => Err(error),
        None => outcome,
    }
}

fn look(progress: Option<&Py<PyAny>>, done: u64, total: u64) -> PyResult<()> {
    Python::attach(|py| {
        py.check_signals()?;
        if let Some(callback) = progress {
            callback.call1(py, (done, total))?;
        }
        Ok(())
    })
}

fn panic_text(payload: &(dyn std::any::Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
