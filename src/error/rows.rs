//! The rows of a caller's table that share one mistake.

/// How many offending rows an error lists.
pub const LISTED_ROWS: usize = 10;

/// The rows that share one mistake: the first few, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    first: Vec<usize>,
    count: usize,
}

impl Rows {
    /// Collects the rows an iterator yields, keeping the first [`LISTED_ROWS`].
    pub fn of(rows: impl IntoIterator<Item = usize>) -> Self {
        let mut found = Self::default();
        for row in rows {
            found.push(row);
        }
        found
    }

    /// Adds one row.
    pub fn push(&mut self, row: usize) {
        self.count += 1;
        if self.first.len() < LISTED_ROWS {
            self.first.push(row);
        }
    }

    /// The first rows, in the caller's order, counted from 0.
    pub fn first(&self) -> &[usize] {
        &self.first
    }

    /// How many rows share the mistake.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether no row does.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn lead(&self) -> usize {
        self.first.first().copied().unwrap_or_default()
    }
}
