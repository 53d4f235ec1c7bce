//! The panel of visits by pair of countries and period.

use numpy::{PyArray1, PyArrayMethods, PyReadonlyArray1};
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
    let columns = borrowed(&visits)?;
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
    let size = laid_out.n_cells();
    // Numpy asks the system for large pages, which a vector does not.
    let numbers = |asked: bool| PyArray1::<f64>::zeros(py, if asked { size } else { 0 }, false);
    let whole = |asked: bool| PyArray1::<i64>::zeros(py, if asked { size } else { 0 }, false);
    let (weighted, rolls) = (classes.is_some(), rolling.is_some());
    let (count, vague) = (whole(true), whole(last.is_some()));
    let (frequency, weighted_count) = (numbers(true), numbers(weighted));
    let weighted_frequency = numbers(weighted);
    let rolling_frequency = numbers(rolls);
    let rolling_weighted_frequency = numbers(rolls && weighted);
    let table = PyArray1::<f64>::zeros(py, 2 * size, false);
    let located = {
        let (mut counts, mut later) = (count.try_readwrite()?, vague.try_readwrite()?);
        let mut cells = table.try_readwrite()?;
        let mut filled = [
            frequency.try_readwrite()?,
            weighted_count.try_readwrite()?,
            weighted_frequency.try_readwrite()?,
            rolling_frequency.try_readwrite()?,
            rolling_weighted_frequency.try_readwrite()?,
        ];
        let [
            frequency,
            weighted_count,
            weighted_frequency,
            rolled,
            rolled_weighted,
        ] = &mut filled;
        let columns_out = panel::Columns {
            count: counts.as_slice_mut()?,
            frequency: frequency.as_slice_mut()?,
            weighted_count: weighted_count.as_slice_mut()?,
            weighted_frequency: weighted_frequency.as_slice_mut()?,
            rolling_frequency: rolled.as_slice_mut()?,
            rolling_weighted_frequency: rolled_weighted.as_slice_mut()?,
        };
        let (cells, _) = cells.as_slice_mut()?.as_chunks_mut::<2>();
        let later = later.as_slice_mut()?;
        attended(py, progress, |tick| {
            let threads = Threads::usual()?;
            let located = laid_out.locate(columns, threads, tick)?;
            panel::counted(&located, classes, cells, threads, tick)?;
            if let Some(last) = last {
                panel::later(&laid_out, &located, last, later);
            }
            let n_periods = laid_out.n_periods();
            panel::columns(cells, n_periods, days, rolling, columns_out, threads, tick)?;
            Ok(located)
        })?
    };
    let used = told.then(|| {
        let cells = located.cells.iter();
        out(py, cells.map(|cell| *cell != panel::NOWHERE).collect())
    });
    Ok(Panel {
        count,
        vague: last.map(|_| vague),
        frequency,
        weighted_count: weighted.then_some(weighted_count),
        weighted_frequency: weighted.then_some(weighted_frequency),
        rolling_frequency: rolls.then_some(rolling_frequency),
        rolling_weighted_frequency: (rolls && weighted).then_some(rolling_weighted_frequency),
        account: located.account.into(),
        own: located.own,
        used,
    })
}

fn borrowed<'a>(visits: &'a PanelVisits<'_>) -> PyResult<Visits<'a>> {
    Ok(Visits {
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
