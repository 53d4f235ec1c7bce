//! The panel of visits by pair of countries and period.

use numpy::{Element, PyArray1, PyArrayMethods, PyReadonlyArray1, PyReadwriteArray1};
use pyo3::prelude::*;

use super::arrays::{out, slice};
use super::columns::Codes;
use super::run::attended;
use crate::measure::panel::{self, Account, Counting, Days, Frame, Stretches, Visits};
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

impl PanelFrame<'_> {
    fn borrowed(&self, with_unclear: bool) -> PyResult<Frame<'_>> {
        let stretches = self.stretches.as_ref();
        Ok(Frame {
            pairs: slice(&self.pairs)?,
            n_pairs: self.n_pairs,
            edges: slice(&self.edges)?,
            with_unclear,
            stretches: stretches.map(|(ends_of, days)| Stretches { ends_of, days }),
        })
    }
}

/// Where the stretches of each pair end, and the days of each.
type Stretched = (Vec<usize>, Vec<(i64, i64)>);

/// Classes and what each weighs.
#[derive(FromPyObject)]
pub(super) struct Weighing<'py>(Option<Codes<'py>>, PyReadonlyArray1<'py, f64>);

/// Columns in order of pairs and periods; those that were not asked for are none.
#[derive(IntoPyObject)]
pub(super) struct Panel<'py> {
    count: Option<Bound<'py, PyArray1<i64>>>,
    vague: Option<Bound<'py, PyArray1<i64>>>,
    frequency: Option<Bound<'py, PyArray1<f64>>>,
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

/// Counts visits by pair and period; `columns` are those to be made, or all that there are.
#[pyfunction]
#[pyo3(signature = (visits, frame, /, *, with_unclear, weighing=None, rolling=None, columns=None, told=false, progress=None))]
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
    columns: Option<Vec<String>>,
    told: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<Panel<'py>> {
    let made = |name: &str| {
        columns
            .as_ref()
            .is_none_or(|names| names.iter().any(|one| one == name))
    };
    let visits_given = &visits;
    let visits = borrowed(visits_given)?;
    let last = visits_given.last.as_ref().map(slice).transpose()?;
    let laid_out = frame.borrowed(with_unclear)?;
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
            visits.days.len()
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
    let (weighs, rolls) = (classes.is_some(), rolling.is_some());
    // Numpy asks the system for large pages, which a vector does not.
    let numbers = |name: &str, there: bool| {
        let asked = there && made(name);
        asked.then(|| PyArray1::<f64>::zeros(py, size, false))
    };
    let whole = |name: &str, there: bool| {
        let asked = there && made(name);
        asked.then(|| PyArray1::<i64>::zeros(py, size, false))
    };
    let count = whole("count", true);
    let vague = whole("vague", last.is_some());
    let frequency = numbers("frequency", true);
    let weighted_count = numbers("weighted_count", weighs);
    let weighted_frequency = numbers("weighted_frequency", weighs);
    let rolling_frequency = numbers("rolling_frequency", rolls);
    let rolling_weighted_frequency = numbers("rolling_weighted_frequency", rolls && weighs);
    let located = {
        let mut counts = [written(count.as_ref())?, written(vague.as_ref())?];
        let [count, vague] = &mut counts;
        let mut filled = [
            written(frequency.as_ref())?,
            written(weighted_count.as_ref())?,
            written(weighted_frequency.as_ref())?,
            written(rolling_frequency.as_ref())?,
            written(rolling_weighted_frequency.as_ref())?,
        ];
        let [
            frequency,
            weighted_count,
            weighted_frequency,
            rolled,
            rolled_weighted,
        ] = &mut filled;
        let out = panel::Columns {
            count: cells(count)?,
            vague: cells(vague)?,
            frequency: cells(frequency)?,
            weighted_count: cells(weighted_count)?,
            weighted_frequency: cells(weighted_frequency)?,
            rolling_frequency: cells(rolled)?,
            rolling_weighted_frequency: cells(rolled_weighted)?,
        };
        attended(py, progress, |tick| {
            let threads = Threads::usual()?;
            let located = laid_out.locate(visits, threads, tick)?;
            let counting = Counting::new(&laid_out, &located, classes, last);
            panel::columns(counting, days, rolling, out, threads, tick)?;
            Ok(located)
        })?
    };
    let used = told.then(|| out(py, located.used()));
    Ok(Panel {
        count,
        vague,
        frequency,
        weighted_count,
        weighted_frequency,
        rolling_frequency,
        rolling_weighted_frequency,
        account: located.account.into(),
        own: located.own,
        used,
    })
}

/// A column to be written, if it is to be made.
fn written<'py, T: Element>(
    column: Option<&Bound<'py, PyArray1<T>>>,
) -> PyResult<Option<PyReadwriteArray1<'py, T>>> {
    Ok(column.map(PyArrayMethods::try_readwrite).transpose()?)
}

/// Its cells; none of a column that is not made.
fn cells<'a, T: Element>(
    column: &'a mut Option<PyReadwriteArray1<'_, T>>,
) -> PyResult<&'a mut [T]> {
    Ok(match column {
        Some(column) => column.as_slice_mut()?,
        None => &mut [],
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
