//! Where counts go: a table of every cell, or a list of the cells that occur.

use crate::error::{Error, Result};

/// From here on cells are none: marks of what became of a visit.
pub(super) const FIRST_MARK: usize = usize::MAX - 7;
/// Most cells of a table that is held whole.
const MOST_CELLS: u128 = 1 << 26;

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

/// Something that visits to cells are counted in.
pub trait Counter: Clone + Send + Sync {
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
pub struct Table(pub Vec<Cell>);

impl Table {
    /// Whether a table of so many cells costs less than a list of the visits of so many rows.
    pub fn is_cheaper(cells: usize, n_rows: usize) -> bool {
        cells <= 1 << 24 && cells <= n_rows.saturating_mul(8)
    }

    /// The classes that occur in each cell.
    pub fn by_class(&self, n_classes: usize) -> Occurring {
        let mut found = Occurring {
            ends: Vec::with_capacity(self.0.len() / n_classes.max(1)),
            ..Occurring::default()
        };
        for cell in self.0.chunks_exact(n_classes.max(1)) {
            for (class, count) in (0..).zip(cell) {
                if *count != Cell::default() {
                    found.classes.push(class);
                    found.counts.push(*count);
                }
            }
            found.ends.push(found.classes.len());
        }
        found
    }

    /// No visits to so many cells.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] for too many.
    pub fn new(cells: u128) -> Result<Self> {
        match usize::try_from(cells) {
            Ok(size) if cells <= MOST_CELLS => Ok(Self(vec![Cell::default(); size])),
            _ => Err(Error::TooLarge {
                name: "the tally by group, era and class".into(),
                cells,
                limit: MOST_CELLS,
            }),
        }
    }
}

impl Counter for Table {
    #[inline]
    fn count(&mut self, cell: usize, more: Cell) {
        if let Some(cell) = self.0.get_mut(cell) {
            cell.qualify += more.qualify;
            cell.unclear += more.unclear;
        }
    }

    #[inline]
    fn count_each(&mut self, cells: &[usize]) -> usize {
        let mut marks = 0;
        for &cell in cells {
            match self.0.get_mut(cell) {
                Some(cell) => cell.qualify = cell.qualify.wrapping_add(1),
                None => marks += 1,
            }
        }
        marks
    }

    fn add(&mut self, other: &Self) -> Result<()> {
        if self.0.len() != other.0.len() {
            return Err(Error::Length {
                left: "tally".into(),
                left_len: self.0.len(),
                right: "the other tally".into(),
                right_len: other.0.len(),
            });
        }
        for (cell, more) in self.0.iter_mut().zip(&other.0) {
            let sums = cell.qualify.checked_add(more.qualify);
            let Some((qualify, unclear)) = sums.zip(cell.unclear.checked_add(more.unclear)) else {
                return Err(Error::Overflow {
                    name: "the tally".into(),
                });
            };
            *cell = Cell { qualify, unclear };
        }
        Ok(())
    }
}

/// The cells of single visits, in any order: twice the cell, and one more if it is unclear.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visited(Vec<u64>);

impl Counter for Visited {
    #[inline]
    fn count(&mut self, cell: usize, more: Cell) {
        for (number, odd) in [(more.qualify, 0), (more.unclear, 1)] {
            for _ in 0..number {
                self.0.push(2 * cell as u64 + odd);
            }
        }
    }

    fn count_each(&mut self, cells: &[usize]) -> usize {
        let before = self.0.len();
        let real = cells.iter().filter(|cell| **cell < FIRST_MARK);
        self.0.extend(real.map(|&cell| 2 * cell as u64));
        cells.len() - (self.0.len() - before)
    }

    fn add(&mut self, other: &Self) -> Result<()> {
        self.0.extend_from_slice(&other.0);
        Ok(())
    }
}

/// The classes that occur in each of some cells, with their counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Occurring {
    /// Where the classes of each cell end.
    pub ends: Vec<usize>,
    /// The classes, ascending within a cell.
    pub classes: Vec<u32>,
    /// Their counts.
    pub counts: Vec<Cell>,
}

impl Occurring {
    /// Those of the cells `[from, to)`.
    #[must_use]
    pub fn part(&self, from: usize, to: usize) -> Self {
        let end = |cell: usize| self.ends.get(cell).copied().unwrap_or(0);
        let start = from.checked_sub(1).map_or(0, end);
        let own = self.ends.get(from..to).unwrap_or_default();
        let rows = start..own.last().copied().unwrap_or(start);
        Self {
            ends: own.iter().map(|end| end - start).collect(),
            classes: self.classes.get(rows.clone()).unwrap_or_default().to_vec(),
            counts: self.counts.get(rows).unwrap_or_default().to_vec(),
        }
    }
}

impl Visited {
    /// Sorts the visits by cell, which was told as `cell * n_classes + class`.
    pub fn by_class(mut self, n_cells: usize, n_classes: usize) -> Occurring {
        self.0.sort_unstable();
        let width = 2 * n_classes.max(1) as u64;
        let mut found = Occurring {
            ends: Vec::with_capacity(n_cells),
            ..Occurring::default()
        };
        for same in self.0.chunk_by(|one, other| one / 2 == other / 2) {
            let Some(&key) = same.first() else { continue };
            let sure = same.partition_point(|one| one % 2 == 0);
            let cell = usize::try_from(key / width).unwrap_or(usize::MAX);
            // Cells before this one, without visits, end where it begins.
            found.ends.resize(cell.min(n_cells), found.classes.len());
            found.classes.push(small(key % width / 2));
            found.counts.push(Cell {
                qualify: small(sure as u64),
                unclear: small((same.len() - sure) as u64),
            });
        }
        found.ends.resize(n_cells, found.classes.len());
        found
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classes_that_occur_are_those_of_the_whole_table() {
        let (n_cells, n_classes) = (5, 3);
        let mut table = Table::new(15).unwrap();
        let mut visited = Visited::default();
        for place in [13, 1, 1, 7, 13, 2, 13] {
            for counter in [0, 1] {
                let more = Cell {
                    qualify: u32::from(place % 2 == 1),
                    unclear: u32::from(place % 2 == 0),
                };
                if counter == 0 {
                    table.count(place, more);
                } else {
                    visited.count(place, more);
                }
            }
        }
        let found = visited.by_class(n_cells, n_classes);
        assert_eq!(found, table.by_class(n_classes));
        assert_eq!(found.ends, [2, 2, 3, 3, 4]);
        let mut start = 0;
        for (cell, &end) in found.ends.iter().enumerate() {
            for row in start..end {
                let place = cell * n_classes + found.classes[row] as usize;
                assert_eq!(found.counts[row], table.0[place]);
            }
            start = end;
        }
        let occurring = found.counts.iter().filter(|cell| **cell != Cell::default());
        let whole = table.0.iter().filter(|cell| **cell != Cell::default());
        assert!(occurring.eq(whole));
        let part = found.part(1, 3);
        assert_eq!((part.ends, part.classes), (vec![0, 1], vec![1]));
    }

    #[test]
    fn a_table_too_large_is_refused() {
        assert!(matches!(Table::new(1 << 30), Err(Error::TooLarge { .. })));
    }
}
