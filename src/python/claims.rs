//! Claims: a record encoded once, sentences as data, and the answers to them.

use numpy::PyArray1;
use pyo3::prelude::*;

use super::arrays::out;
use super::record::Record;
use super::run::detached;
use super::shown::shows;
use crate::claims::answer::{self, Facts};
use crate::claims::claim::Statement;
use crate::claims::evaluator::Evaluator;
use crate::claims::specification::Specification;
use crate::study;
use crate::time::day;
use crate::word::Word;
use crate::{Error, Result};

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

    fn __repr__(&self) -> String {
        let about = match &self.0.says {
            Statement::Number { .. } => "a number",
            Statement::Ratio { .. } => "a ratio",
            Statement::Rank { .. } => "the place of an era",
            Statement::Lower { .. } => "the order of two numbers",
            Statement::Ascending { .. } => "the order of eras",
            Statement::ToldApart { .. } => "whether two eras are told apart",
            Statement::Relative(_) => "an era relative to other visits",
            Statement::Lag { .. } => "a lag",
            Statement::NoAnswer { .. } => "a shock that no visit followed",
            Statement::LagSummary { .. } => "a summary of lags",
            Statement::LagsLower { .. } => "the order of two summaries of lags",
            Statement::Gap { .. } => "a gap",
            Statement::Qualification { .. } => "whether visits qualify",
            Statement::Series(_) => "a series",
        };
        format!("Claim(about {about})")
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
    first: Option<String>,
    last: Option<String>,
    parts: Option<Parts>,
    compared: Vec<Compared>,
    lags: Vec<LagFact>,
    restricted_mean: Option<f64>,
    extrapolated: bool,
    in_doubt: InDoubt,
    probability: Option<f64>,
    p: Option<f64>,
    adjusted_p: Option<f64>,
    beside: Option<Beside>,
    unit: Option<String>,
    with_unclear: Option<Reading>,
}

/// Which of what is open a number on days turns on.
#[derive(Clone)]
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct InDoubt {
    sources: bool,
    days: bool,
    half: Option<(f64, f64)>,
}

/// What a ratio of ratios is made of.
#[derive(Clone)]
#[pyclass(frozen, get_all, module = "summitry._core")]
pub(super) struct Beside {
    counts: (u64, u64),
    baseline: (u64, u64),
    limits: Option<(f64, f64)>,
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

shows! {
    Answer: verdict, value, lower, upper, rows, reason, count, years, first, last, parts, compared, lags, restricted_mean, extrapolated, in_doubt, probability, p, adjusted_p, beside, unit, with_unclear;
    InDoubt: sources, days, half;
    Beside: counts, baseline, limits;
    Parts: over, under;
    Compared: label, value, lower, upper;
    LagFact: status, days;
    Reading: verdict, value;
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

pub(super) fn read_specification(text: &str) -> Result<Specification> {
    serde_json::from_str(text).map_err(|error| unreadable("the specification", &error))
}

pub(super) fn unreadable(name: &str, error: &serde_json::Error) -> Error {
    Error::undefined(name, error.to_string())
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
        extrapolated,
        in_doubt,
        probability,
        p,
        beside,
        unit,
        with_unclear,
    } = answer.facts;
    Ok(Answer {
        verdict: answer.verdict.word(),
        value: answer.value,
        lower: answer.low,
        upper: answer.high,
        rows: out(py, rows?).unbind(),
        reason,
        count,
        years,
        first: days.map(|days| day::to_text(days.0)),
        last: days.map(|days| day::to_text(days.1 - 1)),
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
        extrapolated,
        in_doubt: InDoubt {
            sources: in_doubt.sources,
            days: in_doubt.days,
            half: in_doubt.half,
        },
        probability,
        p: p.map(|p| p.0),
        adjusted_p: p.map(|p| p.1),
        beside: beside.map(|one| Beside {
            counts: one.counts.into(),
            baseline: one.baseline.into(),
            limits: one.limits,
        }),
        unit,
        with_unclear: with_unclear.map(|(verdict, value)| Reading {
            verdict: verdict.word(),
            value,
        }),
    })
}
