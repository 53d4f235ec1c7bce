//! The columns of a visit table, as the tally reads them: block by block, where they lie.

use std::ops::Range;

use super::super::codes::Numbered;
use crate::error::{Error, Result, same_length};
use crate::time::exact::{Dates, is_day};
use crate::time::following::Keyed;

/// So many rows are read at once: all that is made of them stays in the nearest cache.
pub(super) const BLOCK: usize = 1_024;

/// What the inclusion rule says of a visit.
pub mod verdict {
    /// It does not count.
    pub const EXCLUDED: u8 = 0;
    /// It counts.
    pub const QUALIFIES: u8 = 1;
    /// The record does not say.
    pub const UNCLEAR: u8 = 2;
    /// How many there are.
    pub const NUMBER: usize = 3;
}

/// The columns of a visit table.
#[derive(Debug, Clone, Copy)]
pub struct Visits<'a> {
    /// Date of each visit.
    pub dates: Dates<'a>,
    /// Group (dyad) of each visit, or [`crate::time::NO_GROUP`]; without it every visit is in group 0.
    pub groups: Option<&'a dyn Keyed>,
    /// Class of each visit: the sum of what its codes stand for; without any all are in class 0.
    pub classes: &'a [Numbered<'a>],
    /// What the inclusion rule says of each visit; without it every visit counts.
    pub verdicts: Option<Numbered<'a>>,
}

/// A few rows of the columns, as numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'a> {
    pub(super) first_row: usize,
    pub(super) days: &'a [i32],
    pub(super) groups: Option<&'a [u32]>,
    pub(super) classes: Option<&'a [u32]>,
    pub(super) verdicts: Option<&'a [u32]>,
}

impl Block<'_> {
    /// What the rule says of a visit.
    pub(super) fn verdict(&self, row: usize) -> u8 {
        let told = self.verdicts.and_then(|verdicts| verdicts.get(row));
        told.map_or(verdict::QUALIFIES, |told| told.to_le_bytes()[0])
    }
}

/// Refuses a date that is no day, in one look at a block.
pub(super) fn check_days(days: &[i32], first_row: usize) -> Result<()> {
    if days.iter().fold(true, |all, day| all & is_day(*day)) {
        return Ok(());
    }
    let row = days.iter().position(|day| !is_day(*day)).unwrap_or(0);
    let name = format!("the date of row {}", first_row + row);
    Err(Error::out_of_range(
        name,
        &"none",
        "a day of the years 1 to 9999",
    ))
}

impl Visits<'_> {
    pub(crate) fn len(&self) -> usize {
        self.dates.len()
    }

    pub(super) fn check_lengths(&self) -> Result<()> {
        let n_rows = self.len();
        let coded = |name, column: &Numbered<'_>| (name, column.codes.len());
        let others = (self
            .groups
            .map(|groups| ("groups", groups.len()))
            .into_iter())
        .chain(self.classes.iter().map(|column| coded("classes", column)))
        .chain(self.verdicts.iter().map(|column| coded("verdicts", column)));
        for (name, right_len) in others {
            same_length(("days", n_rows), (name, right_len))?;
        }
        Ok(())
    }

    /// Hands over rows block by block; whether each date is a day is not looked at.
    ///
    /// # Errors
    ///
    /// [`Error::BadCode`] for a class or a verdict that is none; what `take` returns.
    pub(super) fn blocks(
        &self,
        rows: Range<usize>,
        n_classes: usize,
        mut take: impl FnMut(Block<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut days = [0_i32; BLOCK];
        let [mut groups, mut classes, mut verdicts] = [[0_u32; BLOCK]; 3];
        for from in rows.clone().step_by(BLOCK) {
            let rows = from..(from + BLOCK).min(rows.end);
            let buffers = [&mut groups, &mut classes, &mut verdicts];
            let [groups, classes, verdicts] =
                buffers.map(|buffer| buffer.get_mut(..rows.len()).unwrap_or_default());
            if let Some(keys) = self.groups {
                keys.read(from, groups);
            }
            for (number, column) in self.classes.iter().enumerate() {
                if number == 0 {
                    column.write(from, classes, "classes", n_classes)?;
                } else {
                    column.add(from, classes, "classes", n_classes)?;
                }
            }
            if let Some(column) = self.verdicts {
                column.write(from, verdicts, "verdicts", verdict::NUMBER)?;
            }
            let days = self.dates.part(rows, &mut days);
            take(Block {
                first_row: from,
                days,
                groups: self.groups.map(|_| &*groups),
                classes: (!self.classes.is_empty()).then_some(&*classes),
                verdicts: self.verdicts.map(|_| &*verdicts),
            })?;
        }
        Ok(())
    }
}
