//! A few rows, gone through one after another: where visits weigh unlike amounts this ends when a
//! linear programme in whole numbers does not.

use super::need::Need;

/// About so many ways to place rows are gone through.
const MOST_WAYS: f64 = 40_000.0;

/// How many rows can be gone through in so many cells.
pub(super) fn most_rows(cells: usize) -> i64 {
    let each = 2.0 * crate::special::real::to_real(cells as u64).max(1.0);
    let (mut rows, mut ways) = (0_i64, 1.0);
    while rows < 6 {
        ways *= each / crate::special::real::days_to_real(rows + 1);
        if ways > MOST_WAYS {
            break;
        }
        rows += 1;
    }
    rows
}

/// Exactly so many rows, the first in the order of the cells; none if no such rows meet the needs.
pub(super) fn exactly(
    needs: &[Need],
    moves: &[Vec<i128>],
    there: &[i64],
    rows: i64,
) -> Option<Vec<i64>> {
    let mut edits = vec![0; there.len()];
    let mut sums = vec![0; needs.len()];
    Placing {
        needs,
        moves,
        there,
    }
    .go(0, rows, &mut sums, &mut edits)
    .then_some(edits)
}

struct Placing<'a> {
    needs: &'a [Need],
    moves: &'a [Vec<i128>],
    there: &'a [i64],
}

impl Placing<'_> {
    fn go(&self, cell: usize, left: i64, sums: &mut Vec<i128>, edits: &mut Vec<i64>) -> bool {
        if left == 0 {
            return self.met(sums);
        }
        for place in cell..self.there.len() {
            let there = self.there.get(place).copied().unwrap_or(0);
            for rows in (1..=left).rev() {
                for signed in [rows, -rows] {
                    if signed < -there {
                        continue;
                    }
                    self.add(place, signed, sums, edits);
                    if self.go(place + 1, left - rows, sums, edits) {
                        return true;
                    }
                    self.add(place, -signed, sums, edits);
                }
            }
        }
        false
    }

    fn add(&self, place: usize, rows: i64, sums: &mut [i128], edits: &mut [i64]) {
        for (sum, moves) in sums.iter_mut().zip(self.moves) {
            *sum += i128::from(rows) * moves.get(place).copied().unwrap_or(0);
        }
        if let Some(edit) = edits.get_mut(place) {
            *edit += rows;
        }
    }

    fn met(&self, sums: &[i128]) -> bool {
        let mut each = self.needs.iter().zip(sums);
        each.all(|(need, sum)| {
            need.low.is_none_or(|low| low <= *sum) && need.high.is_none_or(|high| *sum <= high)
        })
    }
}
