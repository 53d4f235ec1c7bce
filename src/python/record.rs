//! A record: visits, eras and shocks, encoded once.

use std::collections::HashMap;

use indexmap::IndexMap;
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

use super::arrays::{rows, slice};
use super::run::detached;
use crate::Result;
use crate::claims::class_weights::Weights;
use crate::claims::coverage::{Axis, Coverage, Kind};
use crate::claims::list::EraList;
use crate::claims::outcome::Outcome;
use crate::claims::record::{Column, Record as Encoded, Shock, Visits};
use crate::claims::series::{Series, Total};
use crate::time::fuzzy::Days;

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
    undated: Option<String>,
    countries: Option<(String, String)>,
}

/// Kinds of visits: the values of each column, what each combination is called, and when it is covered.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct CoverageArgument {
    columns: Vec<String>,
    values: Vec<Vec<Option<String>>>,
    names: Vec<String>,
    covered: Vec<Vec<(i64, i64)>>,
    may_count: Vec<Vec<Option<bool>>>,
}

/// A dated series: the days of each figure, the figure, and half the step of its rounding.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct SeriesArgument<'py> {
    name: String,
    unit: Option<String>,
    first: Numbers<'py>,
    last: Numbers<'py>,
    values: PyReadonlyArray1<'py, f64>,
    halves: PyReadonlyArray1<'py, f64>,
}

/// Visits, eras and shocks, encoded once.
#[pyclass(frozen, module = "summitry._core")]
pub(super) struct Record(pub(super) Encoded);

#[pymethods]
impl Record {
    #[new]
    #[expect(
        clippy::too_many_arguments,
        reason = "the tables of a study, each by its name"
    )]
    #[pyo3(signature = (visits, /, *, definitions, schemes, lists, shocks, coverage, series, apart=None))]
    fn new(
        visits: VisitsArgument<'_>,
        definitions: Vec<PyReadonlyArray1<'_, u8>>,
        schemes: Option<PyReadonlyArray2<'_, f64>>,
        lists: Vec<ListArgument>,
        shocks: Vec<ShockArgument>,
        coverage: Option<CoverageArgument>,
        series: Vec<SeriesArgument<'_>>,
        apart: Option<String>,
        py: Python<'_>,
    ) -> PyResult<Self> {
        let definitions = definitions
            .iter()
            .map(|codes| Ok(slice(codes)?.iter().copied().map(outcome).collect()))
            .collect::<PyResult<Vec<Vec<Outcome>>>>()?;
        let schemes: Vec<Vec<f64>> = match &schemes {
            Some(schemes) => {
                let (weights, width) = rows(schemes)?;
                weights.chunks(width.max(1)).map(<[f64]>::to_vec).collect()
            }
            None => Vec::new(),
        };
        let visits = read_visits(&visits)?;
        let series = series.iter().map(read_series).collect::<PyResult<_>>()?;
        detached(py, || {
            let schemes = schemes.into_iter().map(Weights::new);
            let record = Encoded::new(
                visits,
                definitions,
                schemes.collect::<Result<_>>()?,
                lists.into_iter().map(list).collect(),
                shocks.into_iter().map(shock).collect(),
            )?;
            let coverage = coverage.map(read_coverage).transpose()?;
            let record = record.covered_by(coverage).beside(series);
            Ok(Self(record.kept_apart(apart)))
        })
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        format!(
            "Record(visits={}, lists={}, shocks={})",
            self.0.len(),
            self.0.lists().len(),
            self.0.shocks().len()
        )
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

fn read_series(argument: &SeriesArgument<'_>) -> PyResult<Series> {
    let days = slice(&argument.first)?.iter().zip(slice(&argument.last)?);
    let figures = slice(&argument.values)?
        .iter()
        .zip(slice(&argument.halves)?);
    let totals = days
        .zip(figures)
        .map(|((&first, &last), (&value, &half))| Total {
            days: Days { first, last },
            value,
            half,
        });
    Ok(Series {
        name: argument.name.clone(),
        unit: argument.unit.clone(),
        totals: totals.collect(),
    })
}

fn read_coverage(argument: CoverageArgument) -> Result<Coverage> {
    let axes = argument.columns.into_iter().zip(argument.values);
    let axes = axes.map(|(column, values)| Axis { column, values });
    let kinds = argument.names.into_iter().zip(argument.covered);
    let kinds = kinds
        .zip(argument.may_count)
        .map(|((name, covered), may_count)| Kind {
            name,
            covered,
            may_count,
        });
    Coverage::new(axes.collect(), kinds.collect())
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
        undated: argument.undated,
        countries: argument.countries,
    }
}

pub(super) fn outcome(code: u8) -> Outcome {
    match code {
        0 => Outcome::False,
        1 => Outcome::True,
        _ => Outcome::Unclear,
    }
}
