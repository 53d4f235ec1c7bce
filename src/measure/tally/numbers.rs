//! Visits that qualify and visits that are unclear, as two columns.

use super::cells::Cell;

/// Visits that qualify and visits that are unclear, one number each; no unclear ones are told where there
/// is none at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbers {
    /// Visits that qualify.
    pub qualify: Vec<u64>,
    /// Visits of which it is unclear, or nothing.
    pub unclear: Vec<u64>,
}

impl Numbers {
    /// Adds a count, and room for unclear ones where it is the first with any.
    pub(super) fn push(&mut self, count: Cell) {
        if count.unclear > 0 {
            self.unclear.resize(self.qualify.len(), 0);
        }
        if count.unclear > 0 || !self.unclear.is_empty() {
            self.unclear.push(count.unclear.into());
        }
        self.qualify.push(count.qualify.into());
    }

    /// Writes a count where there is room.
    #[inline]
    pub(super) fn set(&mut self, place: usize, count: Cell) {
        if let Some(own) = self.qualify.get_mut(place) {
            *own = count.qualify.into();
        }
        if let Some(own) = self.unclear.get_mut(place) {
            *own = count.unclear.into();
        }
    }

    /// Adds zeros until there are so many numbers.
    pub(super) fn fill_up(&mut self, size: usize) {
        self.qualify.resize(size, 0);
        if !self.unclear.is_empty() {
            self.unclear.resize(size, 0);
        }
    }

    /// Leaves out what is beyond so many.
    pub(super) fn truncate(&mut self, size: usize) {
        self.qualify.truncate(size);
        self.unclear.truncate(size);
    }
}

impl FromIterator<Cell> for Numbers {
    fn from_iter<I: IntoIterator<Item = Cell>>(cells: I) -> Self {
        let mut found = Self::default();
        cells.into_iter().for_each(|cell| found.push(cell));
        found
    }
}
