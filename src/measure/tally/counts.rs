//! Exact counts by (group, era, class), as a value that merges.

use super::visits::{Visits, verdict};
use crate::error::{Error, Result};
use crate::time::NO_GROUP;
use crate::time::index::{EraIndex, Place};

const MOST_CELLS: u128 = 1 << 28;
const BLOCK: usize = 2_048;

const FIRST_MARK: usize = usize::MAX - 3;
const OUTSIDE: usize = FIRST_MARK;
const IN_NO_ERA: usize = FIRST_MARK + 1;
const IN_NO_GROUP: usize = FIRST_MARK + 2;
const EXCLUDED: usize = FIRST_MARK + 3;

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

    /// Counts rows block by block: each column is one pass over a block that stays in cache.
    pub(super) fn add(
        &mut self,
        index: &EraIndex,
        visits: Visits<'_>,
        first_row: usize,
    ) -> Result<()> {
        let n_rows = visits.days.len();
        let mut cells = [0; BLOCK];
        for from in (0..n_rows).step_by(BLOCK) {
            let block = visits.part(from, (from + BLOCK).min(n_rows));
            let Some(cells) = cells.get_mut(..block.days.len()) else {
                continue;
            };
            self.locate(index, block, cells, first_row + from)?;
            self.count(block, cells);
        }
        Ok(())
    }

    /// The cell of each visit of a block, or the mark of what became of it.
    fn locate(
        &self,
        index: &EraIndex,
        block: Visits<'_>,
        cells: &mut [usize],
        first_row: usize,
    ) -> Result<()> {
        for (cell, &day) in cells.iter_mut().zip(block.days) {
            *cell = match index.place(day) {
                Place::Outside => OUTSIDE,
                Place::InNoEra => IN_NO_ERA,
                Place::Era(era) => usize::from(era) * self.n_classes,
            };
        }
        if let Some(classes) = block.classes {
            for (row, (cell, &class)) in cells.iter_mut().zip(classes).enumerate() {
                check("classes", first_row + row, class, self.n_classes)?;
                *cell += if *cell < FIRST_MARK {
                    class as usize
                } else {
                    0
                };
            }
        }
        if let Some(groups) = block.groups {
            let width = self.n_eras * self.n_classes;
            for (row, (cell, &group)) in cells.iter_mut().zip(groups).enumerate() {
                if group == NO_GROUP {
                    *cell = IN_NO_GROUP;
                    continue;
                }
                check("groups", first_row + row, group, self.n_groups)?;
                *cell += if *cell < FIRST_MARK {
                    group as usize * width
                } else {
                    0
                };
            }
        }
        if let Some(verdicts) = block.verdicts {
            for (cell, &verdict) in cells.iter_mut().zip(verdicts) {
                if verdict == verdict::EXCLUDED {
                    *cell = EXCLUDED;
                }
            }
        }
        Ok(())
    }

    /// Adds a block to the counts, a run of visits to one cell at a time.
    fn count(&mut self, block: Visits<'_>, cells: &[usize]) {
        let mut rest = cells;
        let mut verdicts = block.verdicts;
        while let Some(&cell) = rest.first() {
            let run = rest.iter().take_while(|&&other| other == cell).count();
            let unclear = verdicts.map_or(0, |verdicts| {
                verdicts
                    .iter()
                    .take(run)
                    .filter(|&&verdict| verdict == verdict::UNCLEAR)
                    .count()
            });
            self.add_run(cell, (run - unclear) as u64, unclear as u64);
            rest = rest.get(run..).unwrap_or_default();
            verdicts = verdicts.and_then(|verdicts| verdicts.get(run..));
        }
    }

    #[inline]
    fn add_run(&mut self, cell: usize, qualify: u64, unclear: u64) {
        let account = &mut self.account;
        match cell {
            OUTSIDE => account.outside_window += qualify + unclear,
            IN_NO_ERA => account.in_no_era += qualify + unclear,
            IN_NO_GROUP => account.in_no_group += qualify + unclear,
            EXCLUDED => account.excluded_by_rule += qualify + unclear,
            _ => {
                if let Some(cell) = self.counts.get_mut(cell) {
                    cell.qualify += qualify;
                    cell.unclear += unclear;
                    account.used += qualify;
                    account.unclear += unclear;
                }
            }
        }
    }
}

fn check(name: &str, row: usize, code: u32, labels: usize) -> Result<()> {
    if (code as usize) < labels {
        return Ok(());
    }
    Err(Error::BadCode {
        name: name.into(),
        row,
        code,
        labels,
    })
}

fn grow(sum: &mut u64, more: u64) -> Result<()> {
    *sum = sum.checked_add(more).ok_or_else(|| Error::Overflow {
        name: "the tally".into(),
    })?;
    Ok(())
}
