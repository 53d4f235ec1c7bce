//! The panel of visits by pair of countries and period.

use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::columns::Codes;
use super::run::attended;
use crate::measure::panel::{self, Account, Days, Frame, Stretches, Visits};
use crate::threads::Threads;

/// A column of codes with the number of each label.
#[derive(FromPyObject)]
struct Numbered<'py>(Codes<'py>, PyReadonlyArray1<'py, u32>);

/// The columns of visits.
#[derive(FromPyObject)]
pub(super) struct PanelVisits<'py> {
    days: PyReadonlyArray1<'py, i32>,
    last: Option<PyReadonlyArray1<'py, i32>>,
    origins: Numbered<'py>,
    destinations: Numbered<'py>,
    verdicts: Option<PyReadonlyArray1<'py, u8>>,
    covered: Option<PyReadonlyArray1<'py, bool>>,
}

/// The pairs and periods.
#[derive(FromPyObject)]
pub(super) struct PanelFrame<'py> {
    pairs: PyReadonlyArray1<'py, u32>,
    n_pairs: usize,
    edges: PyReadonlyArray1<'py, i64>,
    stretches: Option<Stretched>,
    days: PyReadonlyArray1<'py, i64>,
}

/// Where the stretches of each pair end, and the days of each.
type Stretched = (Vec<usize>, Vec<(i64, i64)>);

/// Classes and what each weighs.
#[derive(FromPyObject)]
pub(super) struct Weighing<'py>(Option<Codes<'py>>, PyReadonlyArray1<'py, f64>);

/// Columns in order of pairs and periods; those that were not asked for are none.
#[derive(IntoPyObject)]
pub(super) struct Panel<'py> {
    count: Bound<'py, PyArray1<i64>>,
    vague: Option<Bound<'py, PyArray1<i64>>>,
    frequency: Bound<'py, PyArray1<f64>>,
    weighted_count: Option<Bound<'py, PyArray1<f64>>>,
    weighted_frequency: Option<Bound<'py, PyArray1<f64>>>,
    rolling_frequency: Option<Bound<'py, PyArray1<f64>>>,
    rolling_weighted_frequency: Option<Bound<'py, PyArray1<f64>>>,
    account: PanelAccount,
    own: Vec<u32>,
    used: Option<Bound<'py, PyArray1<bool>>>,
}

#[derive(IntoPyObject)]
struct PanelAccount {
    used: u64,
    outside_window: u64,
    excluded_by_rule: u64,
    unclear: u64,
    own_country: u64,
    other_dyads: u64,
    outside_existence: u64,
    outside_coverage: u64,
}

/// Counts visits by pair and period.
#[pyfunction]
#[pyo3(signature = (visits, frame, /, *, with_unclear, weighing=None, rolling=None, told=false, progress=None))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call, named on the Python side"
)]
pub(super) fn visit_panel<'py>(
    py: Python<'py>,
    visits: PanelVisits<'py>,
    frame: PanelFrame<'py>,
    with_unclear: bool,
    weighing: Option<Weighing<'py>>,
    rolling: Option<usize>,
    told: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<Panel<'py>> {
    let columns = Visits {
        days: slice(&visits.days)?,
        ends: [
            (visits.origins.0.borrowed()?, slice(&visits.origins.1)?),
            (
                visits.destinations.0.borrowed()?,
                slice(&visits.destinations.1)?,
            ),
        ],
        verdicts: visits.verdicts.as_ref().map(slice).transpose()?,
        covered: visits.covered.as_ref().map(slice).transpose()?,
    };
    let last = visits.last.as_ref().map(slice).transpose()?;
    let laid_out = Frame {
        pairs: slice(&frame.pairs)?,
        n_pairs: frame.n_pairs,
        edges: slice(&frame.edges)?,
        with_unclear,
        stretches: frame
            .stretches
            .as_ref()
            .map(|(ends_of, days)| Stretches { ends_of, days }),
    };
    let days = slice(&frame.days)?;
    // With one pair the two are the same.
    let days = if days.len() == laid_out.n_periods() {
        Days::OfPeriods(days)
    } else {
        Days::OfCells(days)
    };
    let none = vec![
        0_u8;
        if weighing.is_some() {
            columns.days.len()
        } else {
            0
        }
    ];
    let classes = match &weighing {
        Some(Weighing(Some(codes), weights)) => Some((codes.borrowed()?, slice(weights)?)),
        Some(Weighing(None, weights)) => {
            Some((crate::measure::codes::Codes::U8(&none), slice(weights)?))
        }
        None => None,
    };
    let (found, located) = attended(py, progress, |tick| {
        let threads = Threads::usual()?;
        let located = laid_out.locate(columns, threads, tick)?;
        let counted = panel::counted(&laid_out, &located, classes, last, threads, tick)?;
        let asked = (last.is_some(), classes.is_some(), rolling);
        let n_periods = laid_out.n_periods();
        let found = panel::columns(&counted, n_periods, days, asked, threads, tick)?;
        Ok((found, located))
    })?;
    let used = told.then(|| {
        let cells = located.cells.iter();
        out(py, cells.map(|cell| *cell != panel::NOWHERE).collect())
    });
    let some = |values: Vec<f64>, asked: bool| asked.then(|| out(py, values));
    let (weighted, rolls) = (classes.is_some(), rolling.is_some());
    Ok(Panel {
        count: out(py, found.count),
        vague: last.map(|_| out(py, found.vague)),
        frequency: out(py, found.frequency),
        weighted_count: some(found.weighted_count, weighted),
        weighted_frequency: some(found.weighted_frequency, weighted),
        rolling_frequency: some(found.rolling_frequency, rolls),
        rolling_weighted_frequency: some(found.rolling_weighted_frequency, rolls && weighted),
        account: located.account.into(),
        own: located.own,
        used,
    })
}

impl From<Account> for PanelAccount {
    fn from(account: Account) -> Self {
        Self {
            used: account.used,
            outside_window: account.outside_window,
            excluded_by_rule: account.excluded_by_rule,
            unclear: account.unclear,
            own_country: account.own_country,
            other_dyads: account.other_dyads,
            outside_existence: account.outside_existence,
            outside_coverage: account.outside_coverage,
        }
    }
}
