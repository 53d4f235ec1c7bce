//! What was counted, as arrays.

use numpy::{PyArray1, PyArrayDyn};
use pyo3::prelude::*;

use super::arrays::{out, shaped};
use crate::measure::tally::{self as core, Cell, Occurring};

type Column<'py, T> = Bound<'py, PyArray1<T>>;
type Cube<'py> = Bound<'py, PyArrayDyn<u64>>;

/// What became of every row.
#[derive(IntoPyObject)]
pub(super) struct Account {
    used: u64,
    unclear: u64,
    outside_window: u64,
    in_no_era: u64,
    excluded_by_rule: u64,
    in_no_group: u64,
}

impl From<&core::Account> for Account {
    fn from(account: &core::Account) -> Self {
        Self {
            used: account.used,
            unclear: account.unclear,
            outside_window: account.outside_window,
            in_no_era: account.in_no_era,
            excluded_by_rule: account.excluded_by_rule,
            in_no_group: account.in_no_group,
        }
    }
}

/// Counts by (group, era, class): those that qualify, those that are unclear, and the account. Where
/// only classes that occur are told, these hold the sum of all classes.
#[derive(IntoPyObject)]
pub(super) struct Tally<'py> {
    qualify: Cube<'py>,
    unclear: Cube<'py>,
    account: Account,
    by_class: Option<ByClass<'py>>,
}

/// The classes that occur in each cell, and where those of each cell end.
#[derive(IntoPyObject)]
pub(super) struct ByClass<'py> {
    ends: Column<'py, i64>,
    classes: Column<'py, u32>,
    qualify: Column<'py, u64>,
    unclear: Column<'py, u64>,
}

/// What was counted: of every class, or of those that occur.
pub(super) enum Counts {
    Every(Vec<Cell>),
    Occurring(Occurring),
}

impl Counts {
    /// The counts of some cells (by class) as cubes.
    pub(super) fn tally<'py>(
        &self,
        py: Python<'py>,
        cells: std::ops::Range<usize>,
        [n_groups, n_eras, n_classes]: [usize; 3],
        account: &core::Account,
    ) -> PyResult<Tally<'py>> {
        let (counts, found, width) = match self {
            Self::Every(all) => (columns(all.get(cells).unwrap_or_default()), None, n_classes),
            Self::Occurring(all) => {
                let width = n_classes.max(1);
                let own = all.part(cells.start / width, cells.end / width);
                (totals(&own), Some(own), 1)
            }
        };
        let shape = [n_groups, n_eras, width];
        Ok(Tally {
            qualify: shaped(py, counts.0, &shape)?,
            unclear: shaped(py, counts.1, &shape)?,
            account: Account::from(account),
            by_class: found.map(|found| classes(py, found)),
        })
    }
}

/// Visits that qualify and visits that are unclear, cell by cell.
type Pair = (Vec<u64>, Vec<u64>);

fn columns(cells: &[Cell]) -> Pair {
    let column = |of: fn(&Cell) -> u32| cells.iter().map(|cell| u64::from(of(cell))).collect();
    (column(|cell| cell.qualify), column(|cell| cell.unclear))
}

/// The sums over all classes of each cell.
fn totals(found: &Occurring) -> Pair {
    let mut start = 0;
    found
        .ends
        .iter()
        .map(|&end| {
            let own = found.counts.get(start..end).unwrap_or_default();
            start = end;
            let sum =
                |of: fn(&Cell) -> u32| own.iter().map(|cell| u64::from(of(cell))).sum::<u64>();
            (sum(|cell| cell.qualify), sum(|cell| cell.unclear))
        })
        .unzip()
}

fn classes(py: Python<'_>, found: Occurring) -> ByClass<'_> {
    let (qualify, unclear) = columns(&found.counts);
    ByClass {
        ends: positions(py, &found.ends),
        classes: out(py, found.classes),
        qualify: out(py, qualify),
        unclear: out(py, unclear),
    }
}

fn positions<'py>(py: Python<'py>, ends: &[usize]) -> Column<'py, i64> {
    let end = |end: &usize| i64::try_from(*end).unwrap_or(i64::MAX);
    out(py, ends.iter().map(end).collect())
}
