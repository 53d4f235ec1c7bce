//! A panel in parts of some pairs, whose cells stay in the cache while their visits are counted.

use std::ops::Range;

/// Cells of a part at most; a single pair may have more.
const CELLS: usize = 1 << 14;
/// Visits are put in order of parts so many at a time.
pub(super) const ROWS: usize = 1 << 16;
/// The part of a visit that is in none.
pub(super) const NO_PART: u32 = u32::MAX;

/// Pairs in parts of the same size, a power of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    n_pairs: usize,
    shift: u32,
}

impl Parts {
    pub(super) fn of(n_pairs: usize, n_periods: usize) -> Self {
        let pairs = (CELLS / n_periods.max(1)).max(1);
        Self {
            n_pairs,
            shift: pairs.ilog2(),
        }
    }

    /// How many there are.
    pub(super) fn number(self) -> usize {
        self.n_pairs.div_ceil(1 << self.shift)
    }

    /// The part of a pair.
    #[inline]
    pub(super) fn part(self, pair: u32) -> u32 {
        pair >> self.shift
    }

    /// The pairs of a part.
    pub(super) fn pairs(self, part: usize) -> Range<usize> {
        let first = part << self.shift;
        first..(first + (1 << self.shift)).min(self.n_pairs)
    }
}

/// Visits of a chunk that are in a part, part after part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct InOrder {
    starts: Vec<u32>,
    cells: Vec<u32>,
    rows: Vec<u16>,
}

impl InOrder {
    /// Takes the cell and the part of each visit.
    pub(super) fn of(cells: &[u32], parts: &[u32], n_parts: usize) -> Self {
        let mut starts = vec![0_u32; n_parts + 1];
        for part in parts {
            if let Some(number) = starts.get_mut(*part as usize + 1) {
                *number += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut next = starts.get(..n_parts).unwrap_or_default().to_vec();
        let mut found = Self {
            starts,
            cells: vec![0; before as usize],
            rows: vec![0; before as usize],
        };
        for ((row, cell), part) in (0..=u16::MAX).zip(cells).zip(parts) {
            if let Some(at) = next.get_mut(*part as usize) {
                found.put(*at as usize, *cell, row);
                *at += 1;
            }
        }
        found
    }

    fn put(&mut self, at: usize, cell: u32, row: u16) {
        if let (Some(own), Some(of_cell)) = (self.cells.get_mut(at), self.rows.get_mut(at)) {
            (*own, *of_cell) = (cell, row);
        }
    }

    /// The cells of the visits of one part, and the rows within the chunk.
    pub(super) fn of_part(&self, part: usize) -> (&[u32], &[u16]) {
        let start = |part: usize| self.starts.get(part).map_or(0, |start| *start as usize);
        let own = start(part)..start(part + 1);
        let cells = self.cells.get(own.clone()).unwrap_or_default();
        (cells, self.rows.get(own).unwrap_or_default())
    }

    /// The rows of all of them.
    pub(super) fn rows(&self) -> &[u16] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_in_one_part() {
        for (n_pairs, n_periods) in [(0, 80), (1, 80), (1000, 80), (5, 1 << 14), (9_000, 0)] {
            let parts = Parts::of(n_pairs, n_periods);
            let found: Vec<_> = (0..parts.number())
                .flat_map(|part| parts.pairs(part))
                .collect();
            assert_eq!(found, (0..n_pairs).collect::<Vec<_>>());
            for (part, pair) in (0_u32..).zip(0..parts.number()) {
                let pairs = parts.pairs(pair);
                assert!(
                    pairs
                        .clone()
                        .all(|pair| parts.part(u32::try_from(pair).unwrap()) == part)
                );
            }
        }
    }

    #[test]
    fn visits_stay_in_order_within_a_part() {
        let found = InOrder::of(&[7, 0, 1, 8, 2], &[2, NO_PART, 0, 2, 0], 4);
        let none: (&[u32], &[u16]) = (&[], &[]);
        let each: Vec<_> = (0..5).map(|part| found.of_part(part)).collect();
        assert_eq!(
            each,
            [
                (&[1, 2][..], &[2, 4][..]),
                none,
                (&[7, 8], &[0, 3]),
                none,
                none
            ]
        );
        let whole = InOrder::of(&vec![5; ROWS], &vec![0; ROWS], 1);
        assert_eq!(whole.rows().last(), Some(&u16::MAX));
    }
}
