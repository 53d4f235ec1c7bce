//! Qualifying, weighing, tallying and lags.

use numpy::{PyArray1, PyArrayDyn, PyReadonlyArray1};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::arrays::{out, shaped, slice};
use super::run::{attended, detached};
use super::words::{handover, overlap, same_day};
use crate::measure::era::{Eras, Exposure};
use crate::measure::groups::pairs;
use crate::measure::lag::{Status, lags};
use crate::measure::qualify::{self, Condition};
use crate::measure::tally::{Cell, Visits, tally};
use crate::measure::weight::Scheme;
use crate::time::index::{EraIndex, Place};
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

type Codes<'py> = PyReadonlyArray1<'py, u32>;
type Days<'py> = PyReadonlyArray1<'py, i64>;

/// For each visit the first line of the rule that holds, or the number of lines.
#[pyfunction]
#[pyo3(signature = (n_visits, lines, /))]
pub(super) fn first_line<'py>(
    py: Python<'py>,
    n_visits: usize,
    lines: Vec<Vec<(Codes<'py>, PyReadonlyArray1<'py, bool>)>>,
) -> PyResult<Bound<'py, PyArray1<u32>>> {
    let lines: Vec<Vec<Condition<'_>>> = lines
        .iter()
        .map(|line| {
            line.iter()
                .map(|(codes, holds)| {
                    Ok(Condition {
                        codes: slice(codes)?,
                        holds: slice(holds)?,
                    })
                })
                .collect::<PyResult<_>>()
        })
        .collect::<PyResult<_>>()?;
    Ok(out(
        py,
        detached(py, || qualify::first_line(n_visits, &lines))?,
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
    codes: Vec<Codes<'py>>,
) -> PyResult<Bound<'py, PyArray1<u32>>> {
    let codes: Vec<&[u32]> = codes.iter().map(slice).collect::<PyResult<_>>()?;
    Ok(out(
        py,
        detached(py, || Scheme::new(factors)?.classes(&codes))?,
    ))
}

/// Start, end (exclusive) of the days that count, days and whole years of exposure of each era.
#[pyfunction]
#[pyo3(signature = (starts, ends, /, *, since, through, calendar_years, handover))]
pub(super) fn era_exposure<'py>(
    py: Python<'py>,
    starts: Days<'py>,
    ends: Days<'py>,
    since: i64,
    through: i64,
    calendar_years: bool,
    handover: &str,
) -> PyResult<[Bound<'py, PyArray1<i64>>; 4]> {
    let (starts, ends) = (slice(&starts)?, slice(&ends)?);
    let exposures = detached(py, || {
        let (eras, window) = (Eras::new(starts, ends)?, Window::new(since, through)?);
        let handover = self::handover(handover)?;
        Ok(if calendar_years {
            eras.exposure_in_years(window)
        } else {
            eras.exposure_in_days(window, handover)
        })
    })?;
    let column = |of: fn(&Exposure) -> i64| out(py, exposures.iter().map(of).collect());
    Ok([
        column(|era| era.start),
        column(|era| era.end),
        column(|era| era.days),
        column(|era| era.years),
    ])
}

type Pairs<'py> = (
    Bound<'py, PyArray1<u32>>,
    Bound<'py, PyArray1<u32>>,
    Bound<'py, PyArray1<u32>>,
);

/// Group of each row kept (pairs of countries that occur), and the two countries of each group.
#[pyfunction]
#[pyo3(signature = (origins, destinations, keep, /, *, n_countries, undirected))]
pub(super) fn country_pairs<'py>(
    py: Python<'py>,
    origins: Codes<'py>,
    destinations: Codes<'py>,
    keep: PyReadonlyArray1<'py, bool>,
    n_countries: u32,
    undirected: bool,
) -> PyResult<Pairs<'py>> {
    let (origins, destinations, keep) = (slice(&origins)?, slice(&destinations)?, slice(&keep)?);
    let found = detached(py, || {
        pairs(origins, destinations, keep, n_countries, undirected)
    })?;
    Ok((
        out(py, found.codes),
        out(py, found.pairs.iter().map(|pair| pair.0).collect()),
        out(py, found.pairs.iter().map(|pair| pair.1).collect()),
    ))
}

type Counts<'py> = (
    Bound<'py, PyArrayDyn<u64>>,
    Bound<'py, PyArrayDyn<u64>>,
    Bound<'py, PyDict>,
);

/// Counts by (group, era, class): those that qualify, those that are unclear, and the account.
#[pyfunction]
#[pyo3(signature = (
    days, groups, classes, verdicts, starts, ends, /, *, n_groups, n_classes, since, through, progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call a tally, named on the Python side"
)]
pub(super) fn era_tally<'py>(
    py: Python<'py>,
    days: Days<'py>,
    groups: Option<Codes<'py>>,
    classes: Option<Codes<'py>>,
    verdicts: Option<PyReadonlyArray1<'py, u8>>,
    starts: Days<'py>,
    ends: Days<'py>,
    n_groups: usize,
    n_classes: usize,
    since: i64,
    through: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Counts<'py>> {
    let visits = Visits {
        days: slice(&days)?,
        groups: groups.as_ref().map(slice).transpose()?,
        classes: classes.as_ref().map(slice).transpose()?,
        verdicts: verdicts.as_ref().map(slice).transpose()?,
    };
    let (starts, ends) = (slice(&starts)?, slice(&ends)?);
    let found = attended(py, progress, |tick| {
        let index = EraIndex::new(starts, ends, Window::new(since, through)?)?;
        tally(&index, visits, n_groups, n_classes, tick)
    })?;
    let shape = [n_groups, starts.len(), n_classes];
    let column = |of: fn(&Cell) -> u64| shaped(py, found.cells().iter().map(of).collect(), &shape);
    let account = PyDict::new(py);
    account.set_item("used", found.account.used)?;
    account.set_item("unclear", found.account.unclear)?;
    account.set_item("outside_window", found.account.outside_window)?;
    account.set_item("in_no_era", found.account.in_no_era)?;
    account.set_item("excluded_by_rule", found.account.excluded_by_rule)?;
    account.set_item("in_no_group", found.account.in_no_group)?;
    Ok((
        column(|cell| cell.qualify)?,
        column(|cell| cell.unclear)?,
        account,
    ))
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
                Place::Era(era) => i32::from(era),
                Place::InNoEra => -1,
                Place::Outside => -2,
            })
            .collect())
    })?;
    Ok(out(py, eras))
}

type Lags<'py> = (
    Bound<'py, PyArray1<u8>>,
    Bound<'py, PyArray1<i64>>,
    Bound<'py, PyArray1<usize>>,
    Bound<'py, PyArray1<usize>>,
);

/// For each shock: status, days (-1 for none), offsets into the answering rows, and those rows.
#[pyfunction]
#[pyo3(signature = (
    shocks, shock_groups, days, groups, /, *, n_groups, since, through, same_day, overlap
))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn response_lags<'py>(
    py: Python<'py>,
    shocks: Days<'py>,
    shock_groups: Codes<'py>,
    days: Days<'py>,
    groups: Codes<'py>,
    n_groups: usize,
    since: i64,
    through: i64,
    same_day: &str,
    overlap: &str,
) -> PyResult<Lags<'py>> {
    let (shocks, shock_groups) = (slice(&shocks)?, slice(&shock_groups)?);
    let (days, groups) = (slice(&days)?, slice(&groups)?);
    let found = detached(py, || {
        let visits = SortedDays::new(groups, days, n_groups)?;
        let window = Window::new(since, through)?;
        lags(
            shocks,
            shock_groups,
            &visits,
            window,
            self::same_day(same_day)?,
            self::overlap(overlap)?,
        )
    })?;
    let status = |status| match status {
        Status::Observed => 0,
        Status::Censored => 1,
        Status::AfterEnd => 2,
        Status::BeforeStart => 3,
        Status::LeftOut => 4,
    };
    let rows: Vec<usize> = found
        .iter()
        .flat_map(|lag| lag.rows.iter().copied())
        .collect();
    let lengths = found.iter().scan(0, |sum, lag| {
        *sum += lag.rows.len();
        Some(*sum)
    });
    let offsets = std::iter::once(0).chain(lengths).collect();
    Ok((
        out(py, found.iter().map(|lag| status(lag.status)).collect()),
        out(py, found.iter().map(|lag| lag.days.unwrap_or(-1)).collect()),
        out(py, offsets),
        out(py, rows),
    ))
}
