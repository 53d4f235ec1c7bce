//! Exact counts by (group, era, class), as a value that merges.

use super::visits::{NO_GROUP, Visits, verdict};
use crate::error::{Error, Result};
use crate::time::index::{EraIndex, Place};

const MOST_CELLS: u128 = 1 << 28;

/// Exact counts by (group, era, class), and what became of the rows that are in none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    n_groups: usize,
    n_eras: usize,
    n_classes: usize,
    counts: Vec<Cell>,
    /// What became of the rows.
    pub account: Account,
}

/// The count of one cell: visits that qualify, and visits of which that is unclear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// Visits that qualify.
    pub qualify: u64,
    /// Visits of which it is unclear.
    pub unclear: u64,
}

/// What became of every row: the fields add up to the rows given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Account {
    /// In a cell, and qualifies.
    pub used: u64,
    /// In a cell, and unclear.
    pub unclear: u64,
    /// Not on an observed day.
    pub outside_window: u64,
    /// On an observed day of no era.
    pub in_no_era: u64,
    /// Excluded by the inclusion rule.
    pub excluded_by_rule: u64,
    /// In no group.
    pub in_no_group: u64,
}

impl Tally {
    /// A tally of no rows.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] for too many cells.
    pub fn empty(n_groups: usize, n_eras: usize, n_classes: usize) -> Result<Self> {
        let cells = n_groups as u128 * n_eras as u128 * n_classes as u128;
        if cells > MOST_CELLS {
            let name = "the tally by group, era and class".into();
            return Err(Error::TooLarge {
                name,
                cells,
                limit: MOST_CELLS,
            });
        }
        let counts = vec![Cell::default(); n_groups * n_eras * n_classes];
        Ok(Self {
            n_groups,
            n_eras,
            n_classes,
            counts,
            account: Account::default(),
        })
    }

    /// The cells, the class varying fastest, then the era.
    pub fn cells(&self) -> &[Cell] {
        &self.counts
    }

    /// Adds the counts of other rows.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if the tallies differ in shape; [`Error::Overflow`].
    pub fn merge(mut self, other: &Self) -> Result<Self> {
        let shape = |tally: &Self| (tally.n_groups, tally.n_eras, tally.n_classes);
        if shape(&self) != shape(other) {
            return Err(Error::Length {
                left: "tally".into(),
                left_len: self.counts.len(),
                right: "the other tally".into(),
                right_len: other.counts.len(),
            });
        }
        for (cell, more) in self.counts.iter_mut().zip(&other.counts) {
            grow(&mut cell.qualify, more.qualify)?;
            grow(&mut cell.unclear, more.unclear)?;
        }
        let (sum, more) = (&mut self.account, &other.account);
        grow(&mut sum.used, more.used)?;
        grow(&mut sum.unclear, more.unclear)?;
        grow(&mut sum.outside_window, more.outside_window)?;
        grow(&mut sum.in_no_era, more.in_no_era)?;
        grow(&mut sum.excluded_by_rule, more.excluded_by_rule)?;
        grow(&mut sum.in_no_group, more.in_no_group)?;
        Ok(self)
    }

    pub(super) fn add(
        &mut self,
        index: &EraIndex,
        visits: Visits<'_>,
        first_row: usize,
    ) -> Result<()> {
        let bad = |name: &str, row: usize, code: u32, labels: usize| Error::BadCode {
            name: name.into(),
            row: first_row + row,
            code,
            labels,
        };
        for (row, &day) in visits.days.iter().enumerate() {
            let verdict = visits.verdicts.and_then(|all| all.get(row)).copied();
            if verdict == Some(verdict::EXCLUDED) {
                self.account.excluded_by_rule += 1;
                continue;
            }
            let group = visits
                .groups
                .and_then(|all| all.get(row))
                .map_or(0, |&code| code);
            if group == NO_GROUP {
                self.account.in_no_group += 1;
                continue;
            }
            let class = visits
                .classes
                .and_then(|all| all.get(row))
                .map_or(0, |&code| code);
            let (group_at, class_at) = (group as usize, class as usize);
            if group_at >= self.n_groups {
                return Err(bad("groups", row, group, self.n_groups));
            }
            if class_at >= self.n_classes {
                return Err(bad("classes", row, class, self.n_classes));
            }
            match index.place(day) {
                Place::Outside => self.account.outside_window += 1,
                Place::InNoEra => self.account.in_no_era += 1,
                Place::Era(era) => {
                    let era_at = group_at * self.n_eras + usize::from(era);
                    if let Some(cell) = self.counts.get_mut(era_at * self.n_classes + class_at) {
                        let unclear = u64::from(verdict == Some(verdict::UNCLEAR));
                        cell.unclear += unclear;
                        cell.qualify += 1 - unclear;
                        self.account.unclear += unclear;
                        self.account.used += 1 - unclear;
                    }
                }
            }
        }
        Ok(())
    }
}

fn grow(sum: &mut u64, more: u64) -> Result<()> {
    *sum = sum.checked_add(more).ok_or_else(|| Error::Overflow {
        name: "the tally".into(),
    })?;
    Ok(())
}
