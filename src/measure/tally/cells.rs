//! Where counts go: a table of every cell, or a list of the cells that occur.

use crate::error::{Error, Result, same_length};

/// From here on cells are none: marks of what became of a visit.
pub(super) const FIRST_MARK: usize = usize::MAX - 7;
/// Most cells of a table that is held whole.
const MOST_CELLS: u128 = 1 << 26;
/// A table of so many cells stays in a near cache.
pub(super) const SMALL: usize = 1 << 16;

/// The count of one cell: visits that qualify, and visits of which that is unclear.
///
/// There are never more visits in a tally than a `u32` counts, and small cells stay in cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// Visits that qualify.
    pub qualify: u32,
    /// Visits of which it is unclear.
    pub unclear: u32,
}

impl Cell {
    /// Adds visits, of which there are fewer than a number holds.
    #[inline]
    pub(super) fn grow(&mut self, more: Self) {
        self.qualify = self.qualify.wrapping_add(more.qualify);
        self.unclear = self.unclear.wrapping_add(more.unclear);
    }
}

/// What is held of a cell: both of its numbers, or the first where no visit is unclear.
pub trait Held: Copy + Default + PartialEq + Into<Cell> + Send + Sync {
    /// One more visit that qualifies.
    fn count_one(&mut self);

    /// The sum with more visits, where it fits.
    fn plus(self, more: Cell) -> Option<Self>;
}

impl Held for Cell {
    #[inline]
    fn count_one(&mut self) {
        self.qualify = self.qualify.wrapping_add(1);
    }

    #[inline]
    fn plus(self, more: Self) -> Option<Self> {
        Some(Self {
            qualify: self.qualify.checked_add(more.qualify)?,
            unclear: self.unclear.checked_add(more.unclear)?,
        })
    }
}

impl Held for u32 {
    #[inline]
    fn count_one(&mut self) {
        *self = self.wrapping_add(1);
    }

    #[inline]
    fn plus(self, more: Cell) -> Option<Self> {
        self.checked_add(more.qualify)
    }
}

impl From<u32> for Cell {
    fn from(qualify: u32) -> Self {
        Self {
            qualify,
            unclear: 0,
        }
    }
}

/// Something that visits to cells are counted in.
pub trait Counter: Clone + Send + Sync {
    /// How many cells are held, whether or not a visit is in them.
    fn held(&self) -> usize;

    /// Counts visits to a cell.
    fn count(&mut self, cell: usize, more: Cell);

    /// Counts a visit that qualifies to each cell; returns how many were marks.
    fn count_each(&mut self, cells: &[usize]) -> usize;

    /// Counts the visits of another one as well.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if it has other cells; [`Error::Overflow`].
    fn add(&mut self, other: &Self) -> Result<()>;
}

/// Every cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<T = Cell>(pub Vec<T>);

/// Whether a table of so many cells costs less than a list of the visits of so many rows.
#[must_use]
pub fn table_is_cheaper(cells: u128, n_rows: usize) -> bool {
    cells <= SMALL as u128 || (cells <= 1 << 24 && cells <= n_rows as u128)
}

/// So many cells as a number, if a table of them may be held.
///
/// # Errors
///
/// [`Error::TooLarge`] for too many.
pub fn table_size(cells: u128) -> Result<usize> {
    match usize::try_from(cells) {
        Ok(size) if cells <= MOST_CELLS => Ok(size),
        _ => Err(Error::too_large(
            "the tally by group, era and class",
            cells,
            MOST_CELLS,
        )),
    }
}

impl<T: Held> Table<T> {
    /// No visits to so many cells.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] for too many.
    pub fn new(cells: u128) -> Result<Self> {
        Ok(Self(vec![T::default(); table_size(cells)?]))
    }
}

impl<T: Held> Counter for Table<T> {
    fn held(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn count(&mut self, cell: usize, more: Cell) {
        if let Some(cell) = self.0.get_mut(cell) {
            *cell = cell.plus(more).unwrap_or(*cell);
        }
    }

    #[inline]
    fn count_each(&mut self, cells: &[usize]) -> usize {
        let mut marks = 0;
        for &cell in cells {
            match self.0.get_mut(cell) {
                Some(cell) => cell.count_one(),
                None => marks += 1,
            }
        }
        marks
    }

    fn add(&mut self, other: &Self) -> Result<()> {
        same_length(("tally", self.0.len()), ("the other tally", other.0.len()))?;
        for (cell, &more) in self.0.iter_mut().zip(&other.0) {
            *cell = cell
                .plus(more.into())
                .ok_or_else(|| Error::overflow("the tally"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_too_large_is_refused() {
        let found = Table::<u32>::new(1 << 30);
        assert!(matches!(found, Err(Error::TooLarge { .. })));
    }

    #[test]
    fn a_count_that_no_longer_fits_is_refused() {
        let (mut full, one) = (Table(vec![u32::MAX]), Table(vec![1_u32]));
        assert!(matches!(full.add(&one), Err(Error::Overflow { .. })));
        assert!(matches!(
            full.add(&Table(vec![])),
            Err(Error::Length { .. })
        ));
    }
}
