//! Explaining printed numbers: the fewest toggles and rows that give them.

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;

use super::arrays::slice;
use super::claims::{Claim, read_specification};
use super::multiverse::read_choices;
use super::record::{Record, outcome};
use super::run::attended;
use super::shown::shows;
use super::words::OUTCOME;
use crate::Result;
use crate::claims::outcome::Outcome;
use crate::robustness::explain::{self as core, Alternatives, Question};
use crate::time::day::to_text;

/// A printed number as the study has it.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct OwnNumber {
    years: Option<f64>,
    possible: bool,
    reason: Option<String>,
}

/// A number, and the visits or weights that it is made of, each with its years.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct MadeNumber {
    value: f64,
    parts: Vec<(f64, Option<f64>)>,
    extrapolated: bool,
}

/// Rows to add to some eras, or to remove (below 0), and the numbers to which they count.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct RowEdit {
    rows: i64,
    eras: Vec<Vec<Option<String>>>,
    of: Vec<(usize, Vec<usize>)>,
    weight: Option<f64>,
    days: Option<(String, String)>,
}

/// One specification that gives the printed numbers.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Way {
    chosen: Vec<usize>,
    edits: Vec<Py<RowEdit>>,
    numbers: Vec<Py<MadeNumber>>,
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
    given_up: u64,
}

shows! {
    OwnNumber: years, possible, reason;
    MadeNumber: value, parts, extrapolated;
    RowEdit: rows, eras, of, weight, days;
    Way: chosen, edits, numbers, breaks;
    Step: toggles, rows, ties, ways;
    Explained: own, steps, specifications, changes, bounded, given_up;
}

/// For each line its other outcomes, and which line decides each visit.
type Lines<'py> = (Vec<Vec<String>>, PyReadonlyArray1<'py, u32>);

/// What could give the number that a claim prints: visits, waits or a series; none without a number.
#[pyfunction]
#[pyo3(signature = (claim, /))]
pub(super) fn kind_of_number(claim: &Claim) -> Option<&'static str> {
    core::kind(&claim.0).map(|kind| match kind {
        core::Kind::Visits => "visits",
        core::Kind::Waits => "waits",
        core::Kind::Series => "series",
    })
}

/// The fewest toggles and rows that give printed numbers, all at once.
#[pyfunction]
#[pyo3(signature = (record, claims, others, specification, choices, lines, shocks, /, *, changes=None, progress=None))]
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
    shocks: Vec<String>,
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
            shocks,
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
                years: own.years,
                possible: own.possible,
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
        given_up: found.given_up,
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
                weight: edit.weight,
                days: edit
                    .days
                    .map(|(first, last)| (to_text(first), to_text(last))),
            },
        )
    });
    let numbers = way.numbers.into_iter().map(|made| {
        Py::new(
            py,
            MadeNumber {
                value: made.value,
                parts: made.parts,
                extrapolated: made.extrapolated,
            },
        )
    });
    Py::new(
        py,
        Way {
            chosen: way.chosen,
            edits: edits.collect::<PyResult<_>>()?,
            numbers: numbers.collect::<PyResult<_>>()?,
            breaks: way.breaks,
        },
    )
}
