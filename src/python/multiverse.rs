//! The multiverse: every answer, and the decisions that drive them.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::claims::{Claim, read_specification, unreadable};
use super::record::Record;
use super::run::attended;
use super::shown::shows;
use crate::Result;
use crate::claims::verdict::Verdict;
use crate::robustness::choices::Choices;
use crate::robustness::drivers;
use crate::robustness::multiverse::Multiverse;

/// One column of answers: the number, and the verdict (0 not reproduced, 1 reproduced, 2 not determined).
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct AnswerColumn {
    values: Py<PyArray1<f64>>,
    verdicts: Py<PyArray1<u8>>,
}

fn of_core(claims: &[PyRef<'_, Claim>]) -> Vec<crate::claims::claim::Claim> {
    claims.iter().map(|claim| claim.0.clone()).collect()
}

/// The answers to claims under every combination of choices, the last decision varying fastest.
#[pyfunction]
#[pyo3(signature = (record, claims, specification, choices, /, *, progress=None))]
pub(super) fn multiverse_answers(
    py: Python<'_>,
    record: &Record,
    claims: Vec<PyRef<'_, Claim>>,
    specification: &str,
    choices: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<AnswerColumn>> {
    let claims = of_core(&claims);
    let found = attended(py, progress, |tick| {
        let (spec, choices) = (read_specification(specification)?, read_choices(choices)?);
        Multiverse::new(&record.0, &spec, &choices)?.answers(&claims, tick)
    })?;
    Ok(found
        .into_iter()
        .map(|answers| AnswerColumn {
            values: out(py, answers.values).unbind(),
            verdicts: out(py, answers.verdicts.iter().copied().map(code).collect()).unbind(),
        })
        .collect())
}

/// The fewest missed visits, up to `most`, that change the verdict on each claim under every combination.
#[pyfunction]
#[pyo3(signature = (record, claims, specification, choices, most, /, *, progress=None))]
pub(super) fn multiverse_missed<'py>(
    py: Python<'py>,
    record: &Record,
    claims: Vec<PyRef<'_, Claim>>,
    specification: &str,
    choices: &str,
    most: u64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<Bound<'py, PyArray1<u64>>>> {
    let claims = of_core(&claims);
    let found = attended(py, progress, |tick| {
        let (spec, choices) = (read_specification(specification)?, read_choices(choices)?);
        Multiverse::new(&record.0, &spec, &choices)?.missed(&claims, most, tick)
    })?;
    Ok(found.into_iter().map(|column| out(py, column)).collect())
}

/// The frequency of one era, and its rank (0: none), under every combination of choices.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct FrequencyColumn {
    values: Py<PyArray1<f64>>,
    ranks: Py<PyArray1<u16>>,
}

/// The weighted frequency and rank of eras of one side under every combination of choices.
#[pyfunction]
#[pyo3(signature = (record, side, eras, specification, choices, /, *, progress=None))]
pub(super) fn multiverse_frequencies(
    py: Python<'_>,
    record: &Record,
    side: Option<String>,
    eras: Vec<String>,
    specification: &str,
    choices: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<FrequencyColumn>> {
    let found = attended(py, progress, |tick| {
        let (spec, choices) = (read_specification(specification)?, read_choices(choices)?);
        let all = Multiverse::new(&record.0, &spec, &choices)?;
        all.frequencies(side.as_deref(), &eras, tick)
    })?;
    let columns = found.values.into_iter().zip(found.ranks);
    Ok(columns
        .map(|(values, ranks)| FrequencyColumn {
            values: out(py, values).unbind(),
            ranks: out(py, ranks).unbind(),
        })
        .collect())
}

/// First-order, total and Shapley share of each decision in a yes or no.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Drivers {
    first_order: Py<PyArray1<f64>>,
    total: Py<PyArray1<f64>>,
    share: Py<PyArray1<f64>>,
}

shows! {
    AnswerColumn: values, verdicts;
    FrequencyColumn: values, ranks;
    Drivers: first_order, total, share;
}

/// The part of each decision in a yes or no; none if it never varies.
#[pyfunction]
#[pyo3(signature = (sizes, holds, /, *, progress=None))]
pub(super) fn multiverse_drivers<'py>(
    py: Python<'py>,
    sizes: Vec<usize>,
    holds: PyReadonlyArray1<'py, bool>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Option<Drivers>> {
    let holds = slice(&holds)?;
    let found = attended(py, progress, |tick| drivers::drivers(&sizes, holds, tick))?;
    Ok(found.map(|found| {
        let column =
            |of: fn(&drivers::Driver) -> f64| out(py, found.iter().map(of).collect()).unbind();
        Drivers {
            first_order: column(|driver| driver.first_order),
            total: column(|driver| driver.total),
            share: column(|driver| driver.share),
        }
    }))
}

pub(super) fn read_choices(text: &str) -> Result<Choices> {
    serde_json::from_str(text).map_err(|error| unreadable("the choices", &error))
}

fn code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotReproduced => 0,
        Verdict::Reproduced => 1,
        Verdict::NotDetermined => 2,
    }
}
