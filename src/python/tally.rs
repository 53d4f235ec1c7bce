//! Counting visits by group, era and class.

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;

use super::arrays::slice;
use super::columns::{Dates, Numbered};
use super::counted::{AxesTallies, Counts, Tally};
use super::pairs::Keys;
use super::run::attended;
use crate::Result;
use crate::measure::codes;
use crate::measure::tally::{
    self as core, Account, Axes, Axis, Cell, Counter, Held, Shape, Table, Visited, Visits,
    table_is_cheaper, table_size, tally_by_pair, tally_on_axes,
};
use crate::progress::Tick;
use crate::threads::{Threads, made_of_each};
use crate::time::following::{Keyed, WORTH_THREADS};
use crate::time::index::EraIndex;
use crate::time::spans::SpanIndex;
use crate::time::window::Window;

type Codes<'py> = PyReadonlyArray1<'py, u32>;
type Days<'py> = PyReadonlyArray1<'py, i64>;

/// The columns of visits.
#[derive(FromPyObject)]
pub(super) struct Columns<'py> {
    dates: Dates<'py>,
    groups: Option<Keys<'py>>,
    classes: Vec<Numbered<'py>>,
    verdicts: Option<Numbered<'py>>,
}

impl<'py> Columns<'py> {
    fn classes(&self) -> PyResult<Vec<codes::Numbered<'_>>> {
        self.classes.iter().map(Numbered::borrowed).collect()
    }

    fn groups(&self, py: Python<'py>) -> PyResult<Option<Box<dyn Keyed + '_>>> {
        let groups = self.groups.as_ref();
        groups.map(|groups| groups.borrowed(py)).transpose()
    }

    fn visits<'a>(
        &'a self,
        groups: Option<&'a (dyn Keyed + 'a)>,
        classes: &'a [codes::Numbered<'a>],
    ) -> PyResult<Visits<'a>> {
        Ok(Visits {
            dates: self.dates.borrowed()?,
            groups,
            classes,
            verdicts: self.verdicts.as_ref().map(Numbered::borrowed).transpose()?,
        })
    }
}

/// Spans of days of eras, and of which era each is.
#[derive(FromPyObject)]
pub(super) struct Spans<'py> {
    starts: Days<'py>,
    ends: Days<'py>,
    of_era: Codes<'py>,
    n_eras: usize,
}

/// Spans of one side; a side that no visit has is a country without a code.
#[derive(FromPyObject)]
pub(super) struct SideSpans<'py> {
    spans: Spans<'py>,
    side: Option<u32>,
    other_side: Option<u32>,
}

/// Counts visits by (group, era, class); of classes only those that occur, if that is asked for.
#[pyfunction]
#[pyo3(signature = (
    visits, spans, /, *, n_groups, n_classes, occurring, since, through, threads=None, progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call a tally, named on the Python side"
)]
pub(super) fn era_tally<'py>(
    py: Python<'py>,
    visits: Columns<'py>,
    spans: Spans<'py>,
    n_groups: usize,
    n_classes: usize,
    occurring: bool,
    since: i64,
    through: i64,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Tally<'py>> {
    let (groups, classes) = (visits.groups(py)?, visits.classes()?);
    let visits = visits.visits(groups.as_deref(), &classes)?;
    let days = (slice(&spans.starts)?, slice(&spans.ends)?);
    let (of_era, n_eras) = (slice(&spans.of_era)?, spans.n_eras);
    let shape = Shape {
        n_groups,
        n_eras,
        n_classes,
    };
    let (counts, account) = attended(py, progress, |tick| {
        let (window, threads) = (Window::new(since, through)?, Threads::asked(threads)?);
        let tally = Plain {
            days,
            of_era,
            visits,
            shape,
            window,
            threads,
        };
        if occurring && !table_is_cheaper(shape.cells(), visits.len()) {
            let sum = tally.of(Visited::default(), tick)?;
            let found = sum.counts.by_class(shape.rows(), n_classes);
            return Ok((Counts::Occurring(found), sum.account));
        }
        if visits.verdicts.is_some() {
            tally.in_table::<Cell>(occurring, tick)
        } else {
            tally.in_table::<u32>(occurring, tick)
        }
    })?;
    counts.tally(py, shape, account)
}

/// What is counted on one list of eras.
struct Plain<'a> {
    days: (&'a [i64], &'a [i64]),
    of_era: &'a [u32],
    visits: Visits<'a>,
    shape: Shape,
    window: Window,
    threads: Threads,
}

impl Plain<'_> {
    fn in_table<T: Held>(&self, occurring: bool, tick: &mut Tick<'_>) -> Result<(Counts, Account)> {
        let sum = self.of(Table::<T>::new(self.shape.cells())?, tick)?;
        Ok((Counts::of(sum.counts, self.shape, occurring), sum.account))
    }

    fn of<C: Counter>(&self, counts: C, tick: &mut Tick<'_>) -> Result<core::Tally<C>> {
        let Self {
            days,
            of_era,
            visits,
            shape,
            window,
            threads,
        } = *self;
        if shape.n_eras > EraIndex::MOST_ERAS {
            let index = SpanIndex::new(days, of_era, shape.n_eras, window)?;
            return core::tally(&index, visits, shape, counts, threads, tick);
        }
        let index = EraIndex::numbered(days, of_era, shape.n_eras, window)?;
        core::tally(&index, visits, shape, counts, threads, tick)
    }
}

/// Counts visits on the eras of many sides in one pass, each pair of countries by itself if they are
/// counted `apart`.
#[pyfunction]
#[pyo3(signature = (
    visits, axes, first, second, /, *, apart, n_classes, occurring, since, through, threads=None,
    progress=None
))]
#[expect(
    clippy::too_many_arguments,
    reason = "one call a tally, named on the Python side"
)]
pub(super) fn axes_tally<'py>(
    py: Python<'py>,
    visits: Columns<'py>,
    axes: Vec<SideSpans<'py>>,
    first: Codes<'py>,
    second: Codes<'py>,
    apart: bool,
    n_classes: usize,
    occurring: bool,
    since: i64,
    through: i64,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<AxesTallies<'py>> {
    let (groups, classes) = (visits.groups(py)?, visits.classes()?);
    let visits = visits.visits(groups.as_deref(), &classes)?;
    let ends = slice(&first)?
        .iter()
        .copied()
        .zip(slice(&second)?.iter().copied());
    let pairs: Vec<(u32, u32)> = ends.collect();
    let window = Window::new(since, through);
    let whose = axes
        .iter()
        .map(|axis| {
            let spans = &axis.spans;
            let days = (slice(&spans.starts)?, slice(&spans.ends)?);
            let of_era = slice(&spans.of_era)?;
            Ok((days, of_era, spans.n_eras, axis.side, axis.other_side))
        })
        .collect::<PyResult<Vec<_>>>()?;
    let (counts, shapes, accounts, pairs) = attended(py, progress, |tick| {
        let (window, threads) = (window?, Threads::asked(threads)?);
        let axes = whose
            .into_iter()
            .map(|(days, of_era, n_eras, side, other_side)| {
                Ok(Axis {
                    side,
                    other_side,
                    spans: SpanIndex::new(days, of_era, n_eras, window)?,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        let axes = Axes::new(axes, &pairs, n_classes, apart);
        let shapes = axes.shapes();
        let cells = shapes.iter().map(|shape| shape.cells()).sum();
        let pass = Pass {
            axes: &axes,
            visits,
            shapes: &shapes,
            occurring,
            threads,
        };
        let in_lists = occurring && Visited::are_cheaper(cells, visits.len());
        let (found, accounts) = if in_lists && apart {
            let own = tally_by_pair(&axes, visits, threads, tick)?.into_iter();
            own.map(|(counts, account)| (Counts::Occurring(counts), account))
                .unzip()
        } else if in_lists {
            let lists = vec![Visited::default(); shapes.len()];
            let of = |list: Visited, shape: Shape| {
                Counts::Occurring(list.by_class(shape.rows(), n_classes))
            };
            pass.of(lists, &of, tick)?
        } else {
            table_size(cells)?;
            if visits.verdicts.is_some() {
                pass.in_tables::<Cell>(tick)?
            } else {
                pass.in_tables::<u32>(tick)?
            }
        };
        let counts = Counts::joined(found, pass.threads(), &mut pass.counted(tick))?;
        Ok((counts, shapes, accounts, axes.pairs()))
    })?;
    Ok(counts.tallies(py, &shapes, accounts, pairs))
}

/// The counts of each axis, and what became of the rows there.
type OfEach = (Vec<Counts>, Vec<Account>);

/// One pass over visits that are counted on many lists of eras.
struct Pass<'a> {
    axes: &'a Axes,
    visits: Visits<'a>,
    shapes: &'a [Shape],
    occurring: bool,
    threads: Threads,
}

impl Pass<'_> {
    fn in_tables<T: Held>(&self, tick: &mut Tick<'_>) -> Result<OfEach> {
        let tables = self.shapes.iter().map(|shape| Table::new(shape.cells()));
        let tables = tables.collect::<Result<Vec<Table<T>>>>()?;
        let of = |table: Table<T>, shape: Shape| Counts::of(table, shape, self.occurring);
        self.of(tables, &of, tick)
    }

    /// What was counted on each axis, in the form in which it is told.
    fn of<C: Counter>(
        &self,
        counts: Vec<C>,
        of: &(impl Fn(C, Shape) -> Counts + Sync),
        tick: &mut Tick<'_>,
    ) -> Result<OfEach> {
        let sum = tally_on_axes(self.axes, self.visits, counts, self.threads, tick)?;
        let (counts, accounts): (Vec<C>, Vec<Account>) = sum.finish().into_iter().unzip();
        let made = made_of_each(
            counts
                .into_iter()
                .zip(self.shapes.iter().copied())
                .collect(),
            self.threads(),
            &|(counts, shape)| of(counts, shape),
            &mut self.counted(tick),
        )?;
        Ok((made, accounts))
    }

    /// What is told while counts are written: all rows have been counted already.
    fn counted(&self, tick: &mut Tick<'_>) -> impl FnMut(u64, u64) -> Result<()> {
        let n_rows = self.visits.len() as u64;
        move |_, _| tick(n_rows, n_rows)
    }

    /// How many threads tell what was counted.
    fn threads(&self) -> usize {
        self.threads.of(self.visits.len() >= WORTH_THREADS)
    }
}
