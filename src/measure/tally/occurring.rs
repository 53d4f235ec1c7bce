//! Single visits by the cell they are in, and the classes that occur in each cell.

use super::cells::{Cell, Counter, FIRST_MARK, Held, SMALL, Table, table_is_cheaper};
use super::numbers::Numbers;
use crate::error::Result;

/// The cells of single visits, in any order: twice the cell, and one more if it is unclear.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visited {
    narrow: Vec<u32>,
    /// Those that need more room.
    wide: Vec<u64>,
}

/// Lists of the visits of so many rows are held to spare a table of many cells its cache.
const MOST_ROWS: usize = 1 << 24;
/// A table of so many cells a visit is looked through sooner than the visits are sorted.
const TABLE_A_VISIT: usize = 8;

impl Visited {
    /// Whether lists of visits, one for each of some parts of so many cells, cost less than tables.
    #[must_use]
    pub fn are_cheaper(cells: u128, n_rows: usize) -> bool {
        !table_is_cheaper(cells, n_rows) || (cells > 1 << 20 && n_rows <= MOST_ROWS)
    }

    fn push(&mut self, key: u64) {
        match u32::try_from(key) {
            Ok(key) => self.narrow.push(key),
            Err(_) => self.wide.push(key),
        }
    }
}

impl Counter for Visited {
    fn held(&self) -> usize {
        0
    }

    #[inline]
    fn count(&mut self, cell: usize, more: Cell) {
        for (number, odd) in [(more.qualify, 0), (more.unclear, 1)] {
            for _ in 0..number {
                self.push(2 * cell as u64 + odd);
            }
        }
    }

    fn count_each(&mut self, cells: &[usize]) -> usize {
        let mut marks = 0;
        for &cell in cells {
            if cell < FIRST_MARK {
                self.push(2 * cell as u64);
            } else {
                marks += 1;
            }
        }
        marks
    }

    fn add(&mut self, other: &Self) -> Result<()> {
        self.narrow.extend_from_slice(&other.narrow);
        self.wide.extend_from_slice(&other.wide);
        Ok(())
    }
}

/// The classes that occur in each of some cells, with their counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Occurring {
    /// Where the classes of each cell end.
    pub ends: Vec<i64>,
    /// The classes, ascending within a cell.
    pub classes: Vec<u32>,
    /// Their counts.
    pub counts: Numbers,
    /// The counts of each cell, of all classes together.
    pub totals: Numbers,
}

impl Occurring {
    /// Makes room for so many cells, of which these are all visits.
    pub(super) fn make_room(&mut self, n_cells: usize, n_classes: usize, n_visits: usize) {
        let n_counts = n_cells.saturating_mul(n_classes).min(n_visits);
        self.ends.reserve(n_cells);
        self.totals.qualify.reserve(n_cells);
        self.classes.reserve(n_counts);
        self.counts.qualify.reserve(n_counts);
    }

    /// Adds a class to the cell that has not ended.
    pub(super) fn put(&mut self, class: u32, count: Cell) {
        self.classes.push(class);
        self.counts.push(count);
    }

    /// Ends a cell.
    pub(super) fn end(&mut self, total: Cell) {
        let end = i64::try_from(self.classes.len()).unwrap_or(i64::MAX);
        self.ends.push(end);
        self.totals.push(total);
    }

    /// Ends cells without a visit until there are so many cells.
    fn end_until(&mut self, n_cells: usize) {
        if self.ends.len() < n_cells {
            let end = i64::try_from(self.classes.len()).unwrap_or(i64::MAX);
            self.ends.resize(n_cells, end);
            self.totals.fill_up(n_cells);
        }
    }
}

impl Visited {
    /// The visits by cell, which was told as `cell * n_classes + class`.
    pub fn by_class(self, n_cells: usize, n_classes: usize) -> Occurring {
        let Self { narrow, mut wide } = self;
        wide.extend(narrow.into_iter().map(u64::from));
        let mut found = Occurring::default();
        let mut keys = Keys {
            keys: wide,
            ..Keys::default()
        };
        found.put_all(&mut keys, n_cells, n_classes);
        found
    }
}

/// Visits to some cells as keys: twice the cell, told as `cell * n_classes + class`, and one more where it
/// is unclear.
#[derive(Debug, Default)]
pub(super) struct Keys {
    keys: Vec<u64>,
    table: Vec<Cell>,
}

impl Keys {
    #[inline]
    pub(super) fn push(&mut self, key: u64) {
        self.keys.push(key);
    }
}

impl Occurring {
    /// Adds so many cells, of which these are the visits, and forgets the keys; returns the visits of all
    /// these cells.
    pub(super) fn put_all(&mut self, keys: &mut Keys, n_cells: usize, n_classes: usize) -> Cell {
        let size = n_cells.saturating_mul(n_classes);
        let from = self.ends.len();
        let sum = if size <= SMALL.min(TABLE_A_VISIT * keys.keys.len()) || keys.keys.len() >= size {
            self.put_counted(keys, size, n_classes)
        } else {
            self.put_sorted(&mut keys.keys, from, n_classes)
        };
        self.end_until(from + n_cells);
        keys.keys.clear();
        sum
    }

    /// Counts the visits of each class of each cell in a table, which is empty before and after.
    fn put_counted(&mut self, keys: &mut Keys, size: usize, n_classes: usize) -> Cell {
        if keys.table.len() < size {
            keys.table.resize(size, Cell::default());
        }
        for key in &keys.keys {
            let place = usize::try_from(key / 2).unwrap_or(usize::MAX);
            if let Some(cell) = keys.table.get_mut(place) {
                let odd = small(key % 2);
                cell.grow(Cell {
                    qualify: 1 - odd,
                    unclear: odd,
                });
            }
        }
        let mut sum = Cell::default();
        let table = keys.table.get_mut(..size).unwrap_or_default();
        for cell in table.chunks_exact_mut(n_classes.max(1)) {
            let mut total = Cell::default();
            for count in &*cell {
                total.grow(*count);
            }
            // Most cells are of no visit.
            if total != Cell::default() {
                for (class, count) in (0..).zip(cell) {
                    if *count != Cell::default() {
                        self.put(class, std::mem::take(count));
                    }
                }
                sum.grow(total);
            }
            self.end(total);
        }
        sum
    }

    /// The same for visits that are few beside their cells; cells are told up to the last with a visit.
    fn put_sorted(&mut self, keys: &mut [u64], from: usize, n_classes: usize) -> Cell {
        keys.sort_unstable();
        let width = 2 * n_classes.max(1) as u64;
        let (mut total, mut sum) = (Cell::default(), Cell::default());
        for same in keys.chunk_by(|one, other| one / 2 == other / 2) {
            let Some(&key) = same.first() else { continue };
            let cell = usize::try_from(key / width).unwrap_or(usize::MAX);
            // Cells before this one end where it begins.
            if self.ends.len() < from + cell {
                self.end(std::mem::take(&mut total));
                self.end_until(from + cell);
            }
            let sure = same.partition_point(|one| one % 2 == 0);
            let count = Cell {
                qualify: small(sure as u64),
                unclear: small((same.len() - sure) as u64),
            };
            self.put(small(key % width / 2), count);
            total.grow(count);
            sum.grow(count);
        }
        if !keys.is_empty() {
            self.end(total);
        }
        sum
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl<T: Held> Table<T> {
    /// The classes that occur in each cell.
    pub fn by_class(&self, n_classes: usize) -> Occurring {
        let each = || self.0.iter().map(|count| (*count).into());
        let n_occurring = each()
            .filter(|count: &Cell| *count != Cell::default())
            .count();
        let with_unclear = each().any(|count: Cell| count.unclear > 0);
        let n_cells = self.0.len() / n_classes.max(1);
        let numbers = |size: usize| Numbers {
            qualify: vec![0; size],
            unclear: vec![0; if with_unclear { size } else { 0 }],
        };
        // The place after the last takes what is written of a class that does not occur.
        let (mut classes, mut counts) = (vec![0; n_occurring + 1], numbers(n_occurring + 1));
        let (mut ends, mut totals) = (Vec::with_capacity(n_cells), numbers(n_cells));
        let mut place = 0;
        for (row, cell) in self.0.chunks_exact(n_classes.max(1)).enumerate() {
            let mut total = Cell::default();
            for (class, count) in (0..).zip(cell) {
                let count: Cell = (*count).into();
                counts.set(place, count);
                if let Some(own) = classes.get_mut(place) {
                    *own = class;
                }
                place += usize::from(count != Cell::default());
                total.grow(count);
            }
            totals.set(row, total);
            ends.push(i64::try_from(place).unwrap_or(i64::MAX));
        }
        classes.truncate(n_occurring);
        counts.truncate(n_occurring);
        Occurring {
            ends,
            classes,
            counts,
            totals,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Table;
    use super::*;

    #[test]
    fn the_classes_that_occur_are_those_of_the_whole_table() {
        let (n_cells, n_classes) = (5, 3);
        let mut table: Table = Table::new(15).unwrap();
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
        let found = table.by_class(n_classes);
        // Beside very many cells the list is sorted.
        let many = 1 << 17;
        let wide = visited.clone().by_class(many, n_classes);
        assert_eq!(visited.by_class(n_cells, n_classes), found);
        assert_eq!(found.ends, [2, 2, 3, 3, 4]);
        assert_eq!(found.classes, [1, 2, 1, 1]);
        assert_eq!(found.counts.qualify, [2, 0, 1, 3]);
        assert_eq!(found.totals.unclear, [1, 0, 0, 0, 0]);
        assert_eq!(wide.ends.len(), many);
        assert_eq!(
            (&wide.classes, &wide.counts),
            (&found.classes, &found.counts)
        );
        assert_eq!(wide.ends[..n_cells], found.ends);
        assert_eq!(wide.totals.qualify[..n_cells], found.totals.qualify);
        assert_eq!(wide.totals.unclear[..n_cells], found.totals.unclear);
    }

    #[test]
    fn cells_of_any_number_are_told() {
        let (mut visited, last) = (Visited::default(), 1 << 40);
        let one = |unclear| Cell {
            qualify: 1 - unclear,
            unclear,
        };
        visited.count(last, one(1));
        visited.count(3, one(0));
        assert_eq!(visited.count_each(&[last, FIRST_MARK]), 1);
        let found = visited.by_class(2, 1 << 40);
        assert_eq!((found.ends, found.classes), (vec![1, 2], vec![3, 0]));
        assert_eq!(found.counts.qualify, [1, 1]);
        assert_eq!(found.counts.unclear, [0, 1]);
    }
}
