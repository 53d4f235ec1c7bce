//! Qualifying, weighing and tallying.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::columns;
use super::run::detached;
use super::words::HANDOVER;
use crate::measure::era::{Eras, Exposure};
use crate::measure::qualify::{self, Condition};
use crate::measure::weight::Scheme;
use crate::time::index::{DayIndex, EraIndex, Place};
use crate::time::window::Window;

type Days<'py> = PyReadonlyArray1<'py, i64>;
type Column<'py, T> = Bound<'py, PyArray1<T>>;

/// For each visit the first rule of the definition that holds, or the number of rules.
#[pyfunction]
#[pyo3(signature = (n_visits, rules, /))]
pub(super) fn first_rule<'py>(
    py: Python<'py>,
    n_visits: usize,
    rules: Vec<Vec<(columns::Codes<'py>, PyReadonlyArray1<'py, bool>)>>,
) -> PyResult<Bound<'py, PyArray1<u32>>> {
    let rules: Vec<Vec<Condition<'_>>> = rules
        .iter()
        .map(|rule| {
            rule.iter()
                .map(|(codes, holds)| {
                    Ok(Condition {
                        codes: codes.borrowed()?,
                        holds: slice(holds)?,
                    })
                })
                .collect::<PyResult<_>>()
        })
        .collect::<PyResult<_>>()?;
    Ok(out(
        py,
        detached(py, || qualify::first_rule(n_visits, &rules))?,
    ))
}

/// The weight of each class of a product of factor tables.
#[pyfunction]
#[pyo3(signature = (factors, /))]
pub(super) fn class_weights(
    py: Python<'_>,
    factors: Vec<Vec<f64>>,
) -> PyResult<Bound<'_, PyArray1<f64>>> {
    Ok(out(
        py,
        detached(py, || Scheme::new(factors))?.weights().to_vec(),
    ))
}

/// The class of each visit from its category in each factor.
#[pyfunction]
#[pyo3(signature = (factors, codes, /))]
pub(super) fn classes<'py>(
    py: Python<'py>,
    factors: Vec<Vec<f64>>,
    codes: Vec<columns::Codes<'py>>,
) -> PyResult<Bound<'py, PyArray1<u32>>> {
    let codes = codes
        .iter()
        .map(columns::Codes::borrowed)
        .collect::<PyResult<Vec<_>>>()?;
    Ok(out(
        py,
        detached(py, || Scheme::new(factors)?.classes(&codes))?,
    ))
}

/// How much of each era was observed: the days that count (`end` exclusive), their number, and
/// whole years.
#[derive(IntoPyObject)]
pub(super) struct Exposures<'py> {
    start: Column<'py, i64>,
    end: Column<'py, i64>,
    days: Column<'py, i64>,
    whole_years: Column<'py, i64>,
}

/// How much of each era was observed; spans of one number of `of_era` are stretches of one era.
#[pyfunction]
#[pyo3(signature = (starts, ends, of_era, /, *, since, through, calendar_years, handover))]
#[expect(
    clippy::too_many_arguments,
    reason = "named on the Python side, as every convention is"
)]
pub(super) fn era_exposure<'py>(
    py: Python<'py>,
    starts: Days<'py>,
    ends: Days<'py>,
    of_era: Days<'py>,
    since: i64,
    through: i64,
    calendar_years: bool,
    handover: &str,
) -> PyResult<Exposures<'py>> {
    let (starts, ends, of_era) = (slice(&starts)?, slice(&ends)?, slice(&of_era)?);
    let exposures = detached(py, || {
        let (eras, window) = (Eras::new(starts, ends)?, Window::new(since, through)?);
        let handover = HANDOVER.read(handover)?;
        Ok(if calendar_years {
            eras.exposure_of_terms_in_years(of_era, window, handover)
        } else {
            eras.exposure_in_days(window, handover)
        })
    })?;
    let column = |of: fn(&Exposure) -> i64| out(py, exposures.iter().map(of).collect());
    Ok(Exposures {
        start: column(|era| era.start),
        end: column(|era| era.end),
        days: column(|era| era.days),
        whole_years: column(|era| era.years),
    })
}

/// The era of each day: its number, -1 for a day of no era, -2 for a day not observed.
#[pyfunction]
#[pyo3(signature = (days, starts, ends, /, *, since, through))]
pub(super) fn assign_eras<'py>(
    py: Python<'py>,
    days: Days<'py>,
    starts: Days<'py>,
    ends: Days<'py>,
    since: i64,
    through: i64,
) -> PyResult<Bound<'py, PyArray1<i32>>> {
    let (days, starts, ends) = (slice(&days)?, slice(&starts)?, slice(&ends)?);
    let eras = detached(py, || {
        let index = EraIndex::new(starts, ends, Window::new(since, through)?)?;
        Ok(days
            .iter()
            .map(|&day| match index.place(day) {
                Place::Era(era) => i32::try_from(era).unwrap_or(i32::MAX),
                Place::InNoEra => -1,
                Place::Outside => -2,
            })
            .collect())
    })?;
    Ok(out(py, eras))
}
