//! Visits counted by cell, and what they weigh.

use super::parts::ROWS;
use super::{Codes, Frame, Located};
use crate::error::Result;
use crate::progress::Tick;
use crate::special::real::{EXACT, to_real};

/// Up to so many halvings a weight is looked for as a whole number.
const MOST_HALVINGS: i32 = 40;

/// Visits with their cells, as they are counted.
#[derive(Debug, Clone, Copy)]
pub struct Counting<'a> {
    frame: &'a Frame<'a>,
    located: &'a Located,
    classes: Option<(Codes<'a>, &'a [f64])>,
    any_order: bool,
    last: Option<&'a [i32]>,
}

/// The visits of some cells one after the other: how many, and what they weigh if they are weighed.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) counts: Vec<f64>,
    pub(super) weights: Vec<f64>,
}

impl<'a> Counting<'a> {
    /// Visits in classes, each with its weight, and the last day that each may be, if that is said.
    pub fn new(
        frame: &'a Frame<'a>,
        located: &'a Located,
        classes: Option<(Codes<'a>, &'a [f64])>,
        last: Option<&'a [i32]>,
    ) -> Self {
        let n_rows = located.n_rows;
        Self {
            frame,
            located,
            classes,
            any_order: classes.is_some_and(|(_, weights)| in_any_order(weights, n_rows)),
            last,
        }
    }

    /// Number of visits.
    pub(super) fn n_rows(&self) -> usize {
        self.located.n_rows
    }

    /// The panel.
    pub(super) fn frame(&self) -> &Frame<'_> {
        self.frame
    }

    /// The visits of a part, of which so many cells begin with this one; those that may lie in a later
    /// period are added to `vague`.
    ///
    /// A weight is the sum over classes of their counts times their weights, in order of classes.
    pub(super) fn of_part(
        &self,
        part: usize,
        from: usize,
        n_cells: usize,
        vague: &mut [i64],
        tick: &mut Tick<'_>,
    ) -> Result<Counted> {
        let mut counts = vec![0.0; n_cells];
        let mut weights = vec![0.0; if self.classes.is_some() { n_cells } else { 0 }];
        let mut keys = Vec::new();
        for (first, chunk) in (0..).step_by(ROWS).zip(&self.located.chunks) {
            let (cells, rows) = chunk.of_part(part);
            if cells.is_empty() {
                continue;
            }
            let within = cells.iter().map(|cell| (*cell as usize).wrapping_sub(from));
            let rows = rows.iter().map(|row| first + usize::from(*row));
            for cell in within.clone() {
                add(&mut counts, cell, 1.0);
            }
            let each = rows.zip(within);
            if let Some((codes, of_class)) = self.classes {
                for (row, cell) in each.clone() {
                    let class = codes.place(row).unwrap_or_default();
                    if self.any_order {
                        let weight = of_class.get(class).copied();
                        add(&mut weights, cell, weight.unwrap_or_default());
                    } else {
                        keys.push((cell, class));
                    }
                }
            }
            for (row, cell) in each {
                if let Some(vague) = vague.get_mut(cell) {
                    *vague += i64::from(self.may_be_later(row, from + cell));
                }
            }
            tick(first as u64, self.n_rows() as u64)?;
        }
        if let Some((_, of_class)) = self.classes {
            weigh_in_order(&mut weights, keys, of_class);
        }
        Ok(Counted { counts, weights })
    }

    /// Whether the last day of a visit comes after the period of its cell.
    fn may_be_later(&self, row: usize, cell: usize) -> bool {
        let period = cell % self.frame.n_periods().max(1);
        let end = self.frame.edges.get(period + 1);
        let last = self.last.and_then(|last| last.get(row));
        last.zip(end)
            .is_some_and(|(last, end)| i64::from(*last) >= *end)
    }
}

#[inline]
fn add(sums: &mut [f64], cell: usize, more: f64) {
    if let Some(sum) = sums.get_mut(cell) {
        *sum += more;
    }
}

/// Whether sums of so many of these weights are exact, so that their order does not matter.
fn in_any_order(weights: &[f64], n_rows: usize) -> bool {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    let whole = |halvings: &i32| {
        let scale = f64::from(*halvings).exp2();
        weights.iter().all(|weight| (weight * scale).fract() == 0.0)
    };
    let halvings = (0..=MOST_HALVINGS).find(whole);
    halvings.is_some_and(|halvings| {
        largest * f64::from(halvings).exp2() * to_real(n_rows as u64) < EXACT
    })
}

/// Sums the weights of cells, given with the classes of their visits, in order of classes.
fn weigh_in_order(sums: &mut [f64], mut keys: Vec<(usize, usize)>, weights: &[f64]) {
    keys.sort_unstable();
    for same in keys.chunk_by(|one, other| one == other) {
        if let Some((cell, class)) = same.first() {
            let weight = weights.get(*class).copied().unwrap_or_default();
            add(sums, *cell, to_real(same.len() as u64) * weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_weights_that_add_up_exactly_may_be_added_in_any_order() {
        assert!(in_any_order(&[0.25, 3.0, 1.5], 10_000_000));
        assert!(!in_any_order(&[0.1, 1.0], 10));
        assert!(!in_any_order(&[1e300, 1.0], 10));
        assert!(!in_any_order(&[1.0, 4_503_599_627_370_496.0], 3));
    }
}
