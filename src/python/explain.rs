//! Explaining printed numbers: the fewest toggles and rows that give them.

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;

use super::arrays::slice;
use super::claims::{Claim, read_specification};
use super::multiverse::read_choices;
use super::record::{Record, outcome};
use super::run::attended;
use super::words::OUTCOME;
use crate::Result;
use crate::claims::outcome::Outcome;
use crate::robustness::explain::{self as core, Alternatives, MOST_COUNTS, Question, is_of_visits};

/// A printed number as the study has it.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct OwnNumber {
    count: i64,
    years: Option<f64>,
    asked: Option<(i64, Option<i64>)>,
    reason: Option<String>,
}

/// Rows to add to some eras, or to remove (below 0), and the numbers to which they count.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct RowEdit {
    rows: i64,
    eras: Vec<Vec<Option<String>>>,
    of: Vec<usize>,
}

/// One specification that gives the printed numbers.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Way {
    chosen: Vec<usize>,
    edits: Vec<Py<RowEdit>>,
    numbers: Vec<(i64, Option<f64>)>,
    breaks: Vec<usize>,
}

/// The fewest rows for one number of toggles.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Step {
    toggles: usize,
    rows: i64,
    ties: u64,
    ways: Vec<Py<Way>>,
}

/// The front of toggles against rows.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Explained {
    own: Vec<Py<OwnNumber>>,
    steps: Vec<Py<Step>>,
    specifications: u64,
    changes: usize,
    bounded: bool,
}

/// For each line its other outcomes, and which line decides each visit.
type Lines<'py> = (Vec<Vec<String>>, PyReadonlyArray1<'py, u32>);

/// How many numbers can be explained at once.
#[pyfunction]
pub(super) fn most_explained() -> usize {
    MOST_COUNTS
}

/// Whether a claim is a printed number of visits, which rows could change.
#[pyfunction]
#[pyo3(signature = (claim, /))]
pub(super) fn is_number_of_visits(claim: &Claim) -> bool {
    is_of_visits(&claim.0)
}

/// The fewest toggles and rows that give printed numbers, all at once.
#[pyfunction]
#[pyo3(signature = (record, claims, others, specification, choices, lines, /, *, changes=None, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn explain_numbers<'py>(
    py: Python<'py>,
    record: &Record,
    claims: Vec<PyRef<'py, Claim>>,
    others: Vec<PyRef<'py, Claim>>,
    specification: &str,
    choices: &str,
    lines: Lines<'py>,
    changes: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Explained> {
    let of = |claims: &[PyRef<'py, Claim>]| -> Vec<_> {
        claims.iter().map(|claim| claim.0.clone()).collect()
    };
    let (claims, others) = (of(&claims), of(&others));
    let (outcomes, line_of) = (lines.0, slice(&lines.1)?.to_vec());
    let found = attended(py, progress, |tick| {
        let own = read_specification(specification)?;
        let read = |words: &Vec<String>| {
            words
                .iter()
                .map(|word| Ok(outcome(OUTCOME.read(word)?)))
                .collect()
        };
        let open = Alternatives {
            lines: outcomes
                .iter()
                .map(read)
                .collect::<Result<Vec<Vec<Outcome>>>>()?,
            line_of,
            choices: read_choices(choices)?,
        };
        let question = Question {
            record: &record.0,
            claims: &claims,
            others: &others,
            own: &own,
            open: &open,
            changes,
        };
        core::explain(&question, tick)
    })?;
    to_python(py, found)
}

fn to_python(py: Python<'_>, found: core::Explained) -> PyResult<Explained> {
    let own = found.own.into_iter().map(|own| {
        Py::new(
            py,
            OwnNumber {
                count: own.count,
                years: own.years,
                asked: own.asked,
                reason: own.reason,
            },
        )
    });
    let steps = found.steps.into_iter().map(|step| {
        let ways = step.ways.into_iter().map(|way| to_way(py, way));
        let (toggles, rows, ties) = (step.toggles, step.rows, step.ties);
        let ways = ways.collect::<PyResult<_>>()?;
        Py::new(
            py,
            Step {
                toggles,
                rows,
                ties,
                ways,
            },
        )
    });
    Ok(Explained {
        own: own.collect::<PyResult<_>>()?,
        steps: steps.collect::<PyResult<_>>()?,
        specifications: found.specifications,
        changes: found.changes,
        bounded: found.bounded,
    })
}

fn to_way(py: Python<'_>, way: core::Way) -> PyResult<Py<Way>> {
    let edits = way.edits.into_iter().map(|edit| {
        Py::new(
            py,
            RowEdit {
                rows: edit.rows,
                eras: edit.eras,
                of: edit.of,
            },
        )
    });
    Py::new(
        py,
        Way {
            chosen: way.chosen,
            edits: edits.collect::<PyResult<_>>()?,
            numbers: way.numbers,
            breaks: way.breaks,
        },
    )
}
