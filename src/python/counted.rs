//! What was counted, as arrays.

use numpy::{PyArray1, PyArrayDyn, PyArrayMethods};
use pyo3::prelude::*;

use super::arrays::out;
use crate::Result;
use crate::measure::tally::{self as core, Held, Numbers, Occurring, Shape, Table};
use crate::progress::Tick;

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

impl From<core::Account> for Account {
    fn from(account: core::Account) -> Self {
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

/// Counts on many axes, those of each after those of the one before, and how many groups each has; the
/// pairs of countries that are its groups, where they are counted apart.
#[derive(IntoPyObject)]
pub(super) struct AxesTallies<'py> {
    qualify: Column<'py, u64>,
    unclear: Column<'py, u64>,
    by_class: Option<ByClass<'py>>,
    accounts: Vec<Account>,
    n_groups: Vec<usize>,
    pairs: Column<'py, u32>,
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
    Every(Numbers),
    Occurring(Occurring),
}

impl Default for Counts {
    fn default() -> Self {
        Self::Every(Numbers::default())
    }
}

impl Counts {
    /// What is in a table: of every class, or only of those that occur.
    pub(super) fn of<T: Held>(table: Table<T>, shape: Shape, occurring: bool) -> Self {
        if occurring {
            Self::Occurring(table.by_class(shape.n_classes))
        } else {
            Self::Every(table.0.into_iter().map(Into::into).collect())
        }
    }

    /// What several parts counted, as one; all of them are of one form.
    pub(super) fn joined(parts: Vec<Self>, threads: usize, tick: &mut Tick<'_>) -> Result<Self> {
        let (mut every, mut occurring) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Self::Every(part) => every.push(part),
                Self::Occurring(part) => occurring.push(part),
            }
        }
        if occurring.is_empty() {
            let every: Vec<_> = every.iter().collect();
            return Ok(Self::Every(Numbers::joined(&every, threads, tick)?));
        }
        Ok(Self::Occurring(Occurring::joined(
            &occurring, threads, tick,
        )?))
    }

    /// The counts (by class) as cubes.
    pub(super) fn tally(
        self,
        py: Python<'_>,
        shape: Shape,
        account: core::Account,
    ) -> PyResult<Tally<'_>> {
        let (counts, by_class) = self.told(py);
        let width = by_class.as_ref().map_or(shape.n_classes, |_| 1);
        let (qualify, unclear) = numbers(py, counts);
        let shape = vec![shape.n_groups, shape.n_eras, width];
        Ok(Tally {
            qualify: qualify.reshape(shape.clone())?,
            unclear: unclear.reshape(shape)?,
            account: Account::from(account),
            by_class,
        })
    }

    /// The counts of all axes, one after the other.
    pub(super) fn tallies<'py>(
        self,
        py: Python<'py>,
        shapes: &[Shape],
        accounts: Vec<core::Account>,
        pairs: Vec<Vec<u32>>,
    ) -> AxesTallies<'py> {
        let (counts, by_class) = self.told(py);
        let (qualify, unclear) = numbers(py, counts);
        AxesTallies {
            qualify,
            unclear,
            by_class,
            accounts: accounts.into_iter().map(Account::from).collect(),
            n_groups: shapes.iter().map(|shape| shape.n_groups).collect(),
            pairs: out(py, pairs.concat()),
        }
    }

    /// The counts of each cell, or of each row and then of the classes that occur.
    fn told(self, py: Python<'_>) -> (Numbers, Option<ByClass<'_>>) {
        match self {
            Self::Every(all) => (all, None),
            Self::Occurring(found) => {
                let (qualify, unclear) = numbers(py, found.counts);
                let by_class = ByClass {
                    ends: out(py, found.ends),
                    classes: out(py, found.classes),
                    qualify,
                    unclear,
                };
                (found.totals, Some(by_class))
            }
        }
    }
}

/// Visits that qualify and visits that are unclear; where there is none of these, memory that nobody has
/// touched.
fn numbers(py: Python<'_>, found: Numbers) -> (Column<'_, u64>, Column<'_, u64>) {
    let size = found.qualify.len();
    let unclear = if found.unclear.is_empty() {
        PyArray1::zeros(py, size, false)
    } else {
        out(py, found.unclear)
    };
    (out(py, found.qualify), unclear)
}
