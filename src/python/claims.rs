//! Claims: a record encoded once, sentences as data, and the answers to them.

use std::collections::HashMap;

use indexmap::IndexMap;
use numpy::{PyArray1, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

use super::arrays::{out, rows, slice};
use super::run::{attended, detached};
use crate::claims::amount::Weights;
use crate::claims::answer::{self, Facts};
use crate::claims::evaluator::Evaluator;
use crate::claims::list::EraList;
use crate::claims::outcome::Outcome;
use crate::claims::record::{Column, Record as Encoded, Shock, Visits};
use crate::claims::specification::Specification;
use crate::claims::verdict::Verdict;
use crate::robustness::multiverse::{Choices, Multiverse};
use crate::study;
use crate::time::day;
use crate::time::fuzzy::Days;
use crate::{Error, Result};

type Numbers<'py> = PyReadonlyArray1<'py, i64>;

/// A column as codes into labels.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct ColumnArgument<'py> {
    codes: PyReadonlyArray1<'py, u32>,
    labels: Vec<String>,
}

/// The visits: first and last days of arrival and departure, sources, classes and columns.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct VisitsArgument<'py> {
    arrival_first: Numbers<'py>,
    arrival_last: Numbers<'py>,
    departure_first: Numbers<'py>,
    departure_last: Numbers<'py>,
    sourced: Option<PyReadonlyArray1<'py, bool>>,
    classes: PyReadonlyArray1<'py, u32>,
    columns: HashMap<String, ColumnArgument<'py>>,
}

/// A list of eras.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct ListArgument {
    side: Option<String>,
    rule: Option<String>,
    labels: Vec<String>,
    starts: Vec<i64>,
    ends: Vec<Option<i64>>,
}

/// A shock.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct ShockArgument {
    id: String,
    day: i64,
    countries: Option<(String, String)>,
}

/// Visits, eras and shocks, encoded once.
#[pyclass(frozen, module = "summitry._core")]
pub(super) struct Record(pub(super) Encoded);

#[pymethods]
impl Record {
    #[new]
    #[pyo3(signature = (visits, /, *, definitions, schemes, lists, shocks))]
    fn new(
        visits: VisitsArgument<'_>,
        definitions: Vec<PyReadonlyArray1<'_, u8>>,
        schemes: Option<PyReadonlyArray2<'_, f64>>,
        lists: Vec<ListArgument>,
        shocks: Vec<ShockArgument>,
        py: Python<'_>,
    ) -> PyResult<Self> {
        let definitions = definitions
            .iter()
            .map(|codes| Ok(slice(codes)?.iter().map(outcome).collect()))
            .collect::<PyResult<Vec<Vec<Outcome>>>>()?;
        let schemes: Vec<Vec<f64>> = match &schemes {
            Some(schemes) => {
                let (weights, width) = rows(schemes)?;
                weights.chunks(width.max(1)).map(<[f64]>::to_vec).collect()
            }
            None => Vec::new(),
        };
        let visits = read_visits(&visits)?;
        detached(py, || {
            let schemes = schemes.into_iter().map(Weights::new);
            Ok(Self(Encoded::new(
                visits,
                definitions,
                schemes.collect::<Result<_>>()?,
                lists.into_iter().map(list).collect(),
                shocks.into_iter().map(shock).collect(),
            )?))
        })
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }
}

/// A sentence as data.
#[pyclass(frozen, module = "summitry._core")]
pub(super) struct Claim(pub(super) crate::claims::claim::Claim);

#[pymethods]
impl Claim {
    /// The claim that the keys of a study file, as JSON, mean.
    #[new]
    #[pyo3(signature = (form, /))]
    fn new(form: &str, py: Python<'_>) -> PyResult<Self> {
        detached(py, || study::claim(form).map(Self))
    }
}

/// What the record says to a claim.
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Answer {
    verdict: &'static str,
    value: f64,
    lower: f64,
    upper: f64,
    rows: Py<PyArray1<i64>>,
    reason: Option<String>,
    count: Option<u64>,
    years: Option<f64>,
    start: Option<String>,
    end: Option<String>,
    parts: Option<Parts>,
    compared: Vec<Compared>,
    lags: Vec<LagFact>,
    restricted_mean: Option<f64>,
    probability: Option<f64>,
    p: Option<f64>,
    adjusted_p: Option<f64>,
    with_unclear: Option<Reading>,
}

/// Numerator and denominator of a ratio.
#[derive(Clone)]
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Parts {
    over: f64,
    under: f64,
}

/// One of the numbers that are compared.
#[derive(Clone)]
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Compared {
    label: String,
    value: f64,
    lower: f64,
    upper: f64,
}

/// What is known of one lag.
#[derive(Clone)]
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct LagFact {
    status: &'static str,
    days: Option<i64>,
}

/// The verdict and the number in another reading.
#[derive(Clone)]
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Reading {
    verdict: &'static str,
    value: f64,
}

/// Holds every name in a claim against the record.
#[pyfunction]
#[pyo3(signature = (record, claim, specification, /))]
pub(super) fn verify(
    py: Python<'_>,
    record: &Record,
    claim: &Claim,
    specification: &str,
) -> PyResult<()> {
    detached(py, || {
        let spec = read_specification(specification)?;
        Evaluator::new(&record.0).verify(&claim.0, &spec)
    })
}

/// The answers to claims, each under its own specification.
#[pyfunction]
#[pyo3(signature = (record, claims, specifications, /))]
pub(super) fn evaluate(
    py: Python<'_>,
    record: &Record,
    claims: Vec<PyRef<'_, Claim>>,
    specifications: Vec<String>,
) -> PyResult<Vec<Answer>> {
    let claims: Vec<&crate::claims::claim::Claim> = claims.iter().map(|claim| &claim.0).collect();
    let answers = detached(py, || {
        let mut evaluator = Evaluator::new(&record.0);
        let pairs = claims.iter().zip(&specifications);
        pairs
            .map(|(claim, text)| evaluator.answer_with_rows(claim, &read_specification(text)?))
            .collect::<Result<Vec<_>>>()
    })?;
    answers
        .into_iter()
        .map(|answer| to_python(py, answer))
        .collect()
}

/// One column of answers: the number, and the verdict (0 not reproduced, 1 reproduced, 2 not determined).
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct AnswerColumn {
    values: Py<PyArray1<f64>>,
    verdicts: Py<PyArray1<u8>>,
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
    let claims: Vec<crate::claims::claim::Claim> =
        claims.iter().map(|claim| claim.0.clone()).collect();
    let found = attended(py, progress, |tick| {
        let (spec, choices) = (read_specification(specification)?, read_choices(choices)?);
        Multiverse::new(&record.0, &spec, &choices)?.answers(&claims, tick)
    })?;
    Ok(found
        .into_iter()
        .map(|answers| AnswerColumn {
            values: out(py, answers.values).unbind(),
            verdicts: out(py, answers.verdicts.iter().map(code).collect()).unbind(),
        })
        .collect())
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

pub(super) fn read_specification(text: &str) -> Result<Specification> {
    serde_json::from_str(text).map_err(|error| unreadable("the specification", &error))
}

fn read_choices(text: &str) -> Result<Choices> {
    serde_json::from_str(text).map_err(|error| unreadable("the choices", &error))
}

fn unreadable(name: &str, error: &serde_json::Error) -> Error {
    Error::Undefined {
        name: name.into(),
        reason: error.to_string(),
    }
}

fn read_visits(argument: &VisitsArgument<'_>) -> PyResult<Visits> {
    let days = |first: &Numbers<'_>, last: &Numbers<'_>| -> PyResult<Vec<Days>> {
        let pairs = slice(first)?.iter().zip(slice(last)?);
        Ok(pairs.map(|(&first, &last)| Days { first, last }).collect())
    };
    let mut columns = IndexMap::new();
    for (name, column) in &argument.columns {
        let codes = slice(&column.codes)?.to_vec();
        let labels = column.labels.clone();
        columns.insert(name.clone(), Column { codes, labels });
    }
    columns.sort_unstable_keys();
    Ok(Visits {
        arrivals: days(&argument.arrival_first, &argument.arrival_last)?,
        departures: days(&argument.departure_first, &argument.departure_last)?,
        sourced: match &argument.sourced {
            Some(sourced) => Some(slice(sourced)?.to_vec()),
            None => None,
        },
        classes: slice(&argument.classes)?.to_vec(),
        columns,
    })
}

fn list(argument: ListArgument) -> EraList {
    EraList {
        side: argument.side,
        rule: argument.rule,
        labels: argument.labels,
        starts: argument.starts,
        ends: argument.ends,
    }
}

fn shock(argument: ShockArgument) -> Shock {
    Shock {
        id: argument.id,
        day: argument.day,
        countries: argument.countries,
    }
}

fn outcome(code: &u8) -> Outcome {
    match code {
        0 => Outcome::False,
        1 => Outcome::True,
        _ => Outcome::Unclear,
    }
}

fn code(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::NotReproduced => 0,
        Verdict::Reproduced => 1,
        Verdict::NotDetermined => 2,
    }
}

fn to_python(py: Python<'_>, answer: answer::Answer) -> PyResult<Answer> {
    let rows: std::result::Result<Vec<i64>, _> =
        answer.rows.iter().map(|row| i64::try_from(*row)).collect();
    let Facts {
        reason,
        count,
        years,
        days,
        parts,
        compared,
        lags,
        restricted_mean,
        probability,
        p,
        with_unclear,
    } = answer.facts;
    Ok(Answer {
        verdict: answer.verdict.words(),
        value: answer.value,
        lower: answer.low,
        upper: answer.high,
        rows: out(py, rows?).unbind(),
        reason,
        count,
        years,
        start: days.map(|days| day::to_text(days.0)),
        end: days.map(|days| day::to_text(days.1)),
        parts: parts.map(|(over, under)| Parts { over, under }),
        compared: compared
            .into_iter()
            .map(|one| Compared {
                label: one.label,
                value: one.value,
                lower: one.low,
                upper: one.high,
            })
            .collect(),
        lags: lags
            .into_iter()
            .map(|(status, days)| LagFact { status, days })
            .collect(),
        restricted_mean,
        probability,
        p: p.map(|p| p.0),
        adjusted_p: p.map(|p| p.1),
        with_unclear: with_unclear.map(|(verdict, value)| Reading {
            verdict: verdict.words(),
            value,
        }),
    })
}
