//! Counting visits by (group, era, class), on one list of eras.

use super::cells::{Cell, Counter};
use super::visits::{Visits, verdict};
use crate::error::{Error, Result};
use crate::time::NO_GROUP;
use crate::time::index::{DayIndex, Place};

const BLOCK: usize = 2_048;

const FIRST_MARK: usize = usize::MAX - 3;
const OUTSIDE: usize = FIRST_MARK;
const IN_NO_ERA: usize = FIRST_MARK + 1;
const IN_NO_GROUP: usize = FIRST_MARK + 2;
const EXCLUDED: usize = FIRST_MARK + 3;

/// How many groups, eras and classes visits are counted by: the class varies fastest, then the era.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Groups (dyads).
    pub n_groups: usize,
    /// Eras.
    pub n_eras: usize,
    /// Classes.
    pub n_classes: usize,
}

impl Shape {
    /// How many cells that makes.
    pub fn cells(self) -> u128 {
        self.n_groups as u128 * self.n_eras as u128 * self.n_classes as u128
    }
}

/// Exact counts by (group, era, class), and what became of the rows that are in none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<C> {
    shape: Shape,
    /// The visits of each cell.
    pub counts: C,
    /// What became of the rows.
    pub account: Account,
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

impl Account {
    pub(super) fn add(&mut self, other: &Self) -> Result<()> {
        grow(&mut self.used, other.used)?;
        grow(&mut self.unclear, other.unclear)?;
        grow(&mut self.outside_window, other.outside_window)?;
        grow(&mut self.in_no_era, other.in_no_era)?;
        grow(&mut self.excluded_by_rule, other.excluded_by_rule)?;
        grow(&mut self.in_no_group, other.in_no_group)
    }
}

impl<C: Counter> Tally<C> {
    /// A tally of no rows.
    pub fn empty(shape: Shape, counts: C) -> Self {
        Self {
            shape,
            counts,
            account: Account::default(),
        }
    }

    /// Adds the counts of other rows.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if the tallies differ in shape; [`Error::Overflow`].
    pub fn add(&mut self, other: &Self) -> Result<()> {
        self.counts.add(&other.counts)?;
        self.account.add(&other.account)
    }

    /// Counts rows block by block: each column is one pass over a block that stays in cache.
    pub(super) fn take(
        &mut self,
        index: &impl DayIndex,
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
        index: &impl DayIndex,
        block: Visits<'_>,
        cells: &mut [usize],
        first_row: usize,
    ) -> Result<()> {
        let Shape {
            n_groups,
            n_eras,
            n_classes,
        } = self.shape;
        for (cell, &day) in cells.iter_mut().zip(block.days) {
            *cell = match index.place(day) {
                Place::Outside => OUTSIDE,
                Place::InNoEra => IN_NO_ERA,
                Place::Era(era) => era as usize * n_classes,
            };
        }
        if let Some(classes) = block.classes {
            for (row, (cell, &class)) in cells.iter_mut().zip(classes).enumerate() {
                check("classes", first_row + row, class, n_classes)?;
                *cell += if *cell < FIRST_MARK {
                    class as usize
                } else {
                    0
                };
            }
        }
        if let Some(groups) = block.groups {
            let width = n_eras * n_classes;
            for (row, (cell, &group)) in cells.iter_mut().zip(groups).enumerate() {
                if group == NO_GROUP {
                    *cell = IN_NO_GROUP;
                    continue;
                }
                check("groups", first_row + row, group, n_groups)?;
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
            self.add_run(cell, run - unclear, unclear);
            rest = rest.get(run..).unwrap_or_default();
            verdicts = verdicts.and_then(|verdicts| verdicts.get(run..));
        }
    }

    #[inline]
    fn add_run(&mut self, cell: usize, qualify: usize, unclear: usize) {
        let account = &mut self.account;
        let run = (qualify + unclear) as u64;
        match cell {
            OUTSIDE => account.outside_window += run,
            IN_NO_ERA => account.in_no_era += run,
            IN_NO_GROUP => account.in_no_group += run,
            EXCLUDED => account.excluded_by_rule += run,
            _ => {
                account.used += qualify as u64;
                account.unclear += unclear as u64;
                self.counts.count(cell, Cell::of(qualify, unclear));
            }
        }
    }
}

pub(super) fn check(name: &str, row: usize, code: u32, labels: usize) -> Result<()> {
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
