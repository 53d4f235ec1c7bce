//! Counting visits by (group, era, class), on one list of eras.

use std::ops::Range;

use super::cells::{Cell, Counter, FIRST_MARK};
use super::visits::{BLOCK, Block, Visits, check_days, verdict};
use crate::error::{Error, Result};
use crate::time::NO_GROUP;
use crate::time::index::{DayBytes, DayIndex, Place};

const OUTSIDE: usize = FIRST_MARK;
const IN_NO_ERA: usize = FIRST_MARK + 1;
const IN_NO_GROUP: usize = FIRST_MARK + 2;
const EXCLUDED: usize = FIRST_MARK + 3;
const UNCLEAR: usize = FIRST_MARK + 4;

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

    /// How many cells there are of all classes together.
    pub fn rows(self) -> usize {
        self.n_groups * self.n_eras
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

    /// Says what became of so many rows in all, some of them excluded: what is in no cell and on no day
    /// was in no group.
    pub(super) fn complete(&mut self, rows: u64, excluded: u64) {
        let placed = self.used + self.unclear;
        let concerned = placed + self.outside_window + self.in_no_era;
        self.excluded_by_rule = excluded;
        self.in_no_group = rows - excluded - concerned;
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
        rows: Range<usize>,
    ) -> Result<()> {
        let mut cells = [0; BLOCK];
        visits.blocks(rows, self.shape.n_classes, |block| {
            let cells = cells.get_mut(..block.days.len()).unwrap_or_default();
            if !self.locate_together(index, block, cells) {
                self.locate(index, block, cells)?;
            }
            self.count(cells);
            Ok(())
        })
    }

    /// The cell of each visit of a block where all are in an era and a group, and count; whether they are.
    fn locate_together(
        &self,
        index: &impl DayIndex,
        block: Block<'_>,
        cells: &mut [usize],
    ) -> bool {
        let Shape {
            n_groups,
            n_eras,
            n_classes,
        } = self.shape;
        let (Some(bytes), Some(groups), None) = (index.bytes(), block.groups, block.verdicts)
        else {
            return false;
        };
        let mut places = [0; BLOCK];
        let places = places.get_mut(..block.days.len()).unwrap_or_default();
        bytes.places(block.days, places);
        let in_eras = places.iter().fold(0, |most, place| most.max(*place)) < DayBytes::IN_NO_ERA;
        let in_groups = groups.iter().fold(0, |most, group| most.max(*group));
        if !in_eras || in_groups as usize >= n_groups {
            return false;
        }
        for (cell, (&place, &group)) in cells.iter_mut().zip(places.iter().zip(groups)) {
            let row = (group as usize).wrapping_mul(n_eras);
            *cell = row.wrapping_add(place.into()).wrapping_mul(n_classes);
        }
        for (cell, &class) in cells.iter_mut().zip(block.classes.unwrap_or_default()) {
            *cell = cell.wrapping_add(class as usize);
        }
        true
    }

    /// The cell of each visit of a block, or the mark of what became of it.
    fn locate(
        &mut self,
        index: &impl DayIndex,
        block: Block<'_>,
        cells: &mut [usize],
    ) -> Result<()> {
        let Shape {
            n_groups,
            n_eras,
            n_classes,
        } = self.shape;
        let first = |place| match place {
            Place::Outside => OUTSIDE,
            Place::InNoEra => IN_NO_ERA,
            Place::Era(era) => (era as usize).wrapping_mul(n_classes),
        };
        if let Some(bytes) = index.bytes() {
            for (cell, &day) in cells.iter_mut().zip(block.days) {
                *cell = first(bytes.place(day).into());
            }
        } else {
            for (cell, &day) in cells.iter_mut().zip(block.days) {
                *cell = first(index.place(day.into()));
            }
        }
        if cells.contains(&OUTSIDE) {
            check_days(block.days, block.first_row)?;
        }
        for (cell, &class) in cells.iter_mut().zip(block.classes.unwrap_or_default()) {
            let within = if *cell < FIRST_MARK { class } else { 0 };
            *cell = cell.wrapping_add(within as usize);
        }
        if let Some(groups) = block.groups {
            let width = n_eras * n_classes;
            for (row, (cell, &group)) in cells.iter_mut().zip(groups).enumerate() {
                if group == NO_GROUP {
                    *cell = IN_NO_GROUP;
                    continue;
                }
                check("groups", block.first_row + row, group, n_groups)?;
                let before = if *cell < FIRST_MARK { group } else { 0 };
                *cell = cell.wrapping_add((before as usize).wrapping_mul(width));
            }
        }
        for (cell, &verdict) in cells.iter_mut().zip(block.verdicts.unwrap_or_default()) {
            if verdict == u32::from(verdict::EXCLUDED) {
                *cell = EXCLUDED;
            } else if verdict == u32::from(verdict::UNCLEAR) && *cell < FIRST_MARK {
                let (qualify, unclear) = (0, 1);
                self.counts.count(*cell, Cell { qualify, unclear });
                *cell = UNCLEAR;
            }
        }
        Ok(())
    }

    /// Adds a block to the counts.
    fn count(&mut self, cells: &[usize]) {
        let marks = self.counts.count_each(cells);
        let account = &mut self.account;
        account.used += (cells.len() - marks) as u64;
        if marks == 0 {
            return;
        }
        for &cell in cells {
            match cell {
                OUTSIDE => account.outside_window += 1,
                IN_NO_ERA => account.in_no_era += 1,
                IN_NO_GROUP => account.in_no_group += 1,
                EXCLUDED => account.excluded_by_rule += 1,
                UNCLEAR => account.unclear += 1,
                _ => {}
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
    *sum = sum
        .checked_add(more)
        .ok_or_else(|| Error::overflow("the tally"))?;
    Ok(())
}
