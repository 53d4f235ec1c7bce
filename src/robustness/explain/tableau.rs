//! Linear programmes in whole numbers: the dual simplex method without rounding.
//!
//! A tableau is kept as whole numbers over one common denominator, which every exchange divides out
//! again (Edmonds 1967, Bareiss 1968), so that no answer depends on the last bits of a quotient.

use crate::error::{Error, Result};

/// The least of `costs · x` over `x >= 0` with every row `weights · x <= bound`.
///
/// Costs are not negative, so that nothing is the start and each exchange comes nearer to the rows.
#[derive(Debug, Clone)]
pub(super) struct Tableau {
    /// The costs, then the rows; the last number of each is its bound.
    rows: Vec<Vec<i128>>,
    /// Which variable each row holds; the first entry stands for the costs.
    held: Vec<usize>,
    /// Which variable each column is.
    free: Vec<usize>,
    /// The common denominator, above 0.
    under: i128,
}

/// Where the least is: the variables and the cost, all over one denominator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Least {
    pub(super) over: Vec<i128>,
    pub(super) cost: i128,
    pub(super) under: i128,
}

/// The numbers of one row: which variables it weighs, how much, and what it may come to at most.
pub(super) type Row = (Vec<(usize, i128)>, i128);

impl Tableau {
    pub(super) fn new(costs: &[i128], rows: &[Row]) -> Self {
        let width = costs.len();
        let mut table = vec![costs.iter().map(|cost| -cost).chain([0]).collect()];
        for (weights, bound) in rows {
            let mut row = vec![0; width + 1];
            for (variable, weight) in weights {
                if let Some(entry) = row.get_mut(*variable) {
                    *entry = *weight;
                }
            }
            if let Some(last) = row.last_mut() {
                *last = *bound;
            }
            table.push(row);
        }
        Self {
            held: (0..table.len()).map(|row| width + row).collect(),
            rows: table,
            free: (0..width).collect(),
            under: 1,
        }
    }

    /// The least; none if no `x` meets every row.
    pub(super) fn least(mut self) -> Result<Option<Least>> {
        while let Some(row) = self.broken() {
            let Some(column) = self.entering(row)? else {
                return Ok(None);
            };
            self.exchange(row, column)?;
        }
        let mut over = vec![0; self.free.len()];
        for (row, variable) in self.rows.iter().zip(&self.held) {
            if let (Some(entry), Some(bound)) = (over.get_mut(*variable), row.last()) {
                *entry = *bound;
            }
        }
        let cost = self.rows.first().and_then(|row| row.last()).copied();
        Ok(Some(Least {
            over,
            cost: cost.unwrap_or(0),
            under: self.under,
        }))
    }

    /// The row that is not met and holds the first variable, which keeps the exchanges from going
    /// round in a circle (Bland 1977).
    fn broken(&self) -> Option<usize> {
        let rows = self.rows.iter().zip(&self.held).enumerate().skip(1);
        rows.filter(|(_, (row, _))| row.last().is_some_and(|bound| *bound < 0))
            .min_by_key(|(_, (_, variable))| **variable)
            .map(|(row, _)| row)
    }

    /// The variable that mends a row at the least cost for each unit.
    fn entering(&self, row: usize) -> Result<Option<usize>> {
        let Some((costs, weights)) = self.rows.first().zip(self.rows.get(row)) else {
            return Ok(None);
        };
        let mut best: Option<(i128, i128, usize, usize)> = None;
        let columns = self.free.iter().zip(costs).zip(weights).enumerate();
        for (column, ((variable, cost), weight)) in columns.filter(|(_, (_, w))| **w < 0) {
            let better = match best {
                None => true,
                Some((other_cost, other_weight, other, _)) => {
                    let pair = cost
                        .checked_mul(other_weight)
                        .zip(other_cost.checked_mul(*weight));
                    let (left, right) = pair.ok_or_else(too_long)?;
                    left < right || (left == right && *variable < other)
                }
            };
            if better {
                best = Some((*cost, *weight, *variable, column));
            }
        }
        Ok(best.map(|(.., column)| column))
    }

    fn exchange(&mut self, row: usize, column: usize) -> Result<()> {
        let Some(chosen) = self.rows.get(row).cloned() else {
            return Ok(());
        };
        let pivot = chosen.get(column).copied().unwrap_or(1);
        let sign = pivot.signum();
        for (number, entries) in self.rows.iter_mut().enumerate() {
            if number == row {
                for (place, entry) in entries.iter_mut().enumerate() {
                    *entry = sign * if place == column { self.under } else { *entry };
                }
                continue;
            }
            let factor = entries.get(column).copied().unwrap_or(0);
            for (place, (entry, other)) in entries.iter_mut().zip(&chosen).enumerate() {
                *entry = if place == column {
                    -sign * factor
                } else {
                    let one = entry.checked_mul(pivot);
                    let both = one.zip(factor.checked_mul(*other));
                    let found = both.and_then(|(one, two)| one.checked_sub(two));
                    sign * found.ok_or_else(too_long)? / self.under
                };
            }
        }
        self.under = pivot.abs();
        if let (Some(held), Some(free)) = (self.held.get_mut(row), self.free.get_mut(column)) {
            std::mem::swap(held, free);
        }
        Ok(())
    }
}

fn too_long() -> Error {
    Error::overflow("the search for the fewest rows")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The least as it is kept: the cost and the variables, over one denominator.
    fn least(costs: &[i128], rows: &[Row]) -> Option<(i128, Vec<i128>, i128)> {
        let found = Tableau::new(costs, rows).least().unwrap()?;
        Some((found.cost, found.over, found.under))
    }

    #[test]
    fn the_least_of_a_diet() {
        // x + y >= 4, x + 3y >= 6 at costs 1 and 2: 3 and 1, over 2.
        let rows = [(vec![(0, -1), (1, -1)], -4), (vec![(0, -1), (1, -3)], -6)];
        assert_eq!(least(&[1, 2], &rows), Some((10, vec![6, 2], 2)));
    }

    #[test]
    fn halves_are_kept_as_they_are() {
        let pairs = [(0, 1), (1, 2), (0, 2)];
        let rows = pairs.map(|(one, other)| (vec![(one, -1), (other, -1)], -1));
        assert_eq!(least(&[1, 1, 1], &rows), Some((3, vec![1; 3], 2)));
    }

    #[test]
    fn what_cannot_be() {
        let rows = [(vec![(0, 1)], 1), (vec![(0, -1)], -2)];
        assert_eq!(least(&[1], &rows), None);
        assert_eq!(least(&[1], &[(vec![(0, 1)], 3)]), Some((0, vec![0], 1)));
    }
}
