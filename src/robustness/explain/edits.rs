//! The fewest rows, added or removed, that bring several counts into their ranges at once.
//!
//! A row belongs to every sum in whose days and scope it lies, so that one row may serve several
//! counts and cannot serve two of opposite need. The numbers of rows in each cell are whole: a linear
//! programme gives a bound, and where its answer has a fraction the search goes on below and above it,
//! depth first. The answer is exact. Of several that are as small, the rows lie in the cells declared
//! first. Where visits weigh otherwise than 1 a few rows are gone through before.

use super::few_rows;
use super::need::Need;
use super::tableau::{Least, Row, Tableau};
use crate::error::{Error, Result};

/// One row is worth more than all places in the order of the cells.
const ROW: i128 = 1 << 40;
/// Steps of one search; where visits weigh otherwise than 1, many more would rarely help.
const MOST_STEPS: usize = 1 << 16;
const MOST_WEIGHED_STEPS: usize = 200;
/// A step of those is as long as so many others.
const LONGER: usize = 64;
/// Beyond so many bounds one within the other such a search does not end soon.
const MOST_BOUNDS: usize = 40;

/// How many rows to add to each cell, or to remove (below 0): the fewest, if `at_most` are enough.
///
/// `moves` are what one visit of each cell changes in each need; `there` is how many there are.
///
/// # Errors
///
/// [`Error::TooLarge`] if the search does not end in a bounded number of steps, or in those that are
/// `left` of several searches; [`Error::Overflow`] if a number does not fit.
pub fn fewest(
    needs: &[Need],
    moves: &[Vec<i128>],
    there: &[i64],
    at_most: Option<i64>,
    left: &mut usize,
) -> Result<Option<Vec<i64>>> {
    let none = needs.iter().all(|need| need.least() == (0, 0));
    if none {
        return Ok(Some(vec![0; there.len()]));
    }
    let plain = moves.iter().flatten().all(|by| by.abs() < 2);
    let (most, longer) = if plain {
        (MOST_STEPS, 1)
    } else {
        (MOST_WEIGHED_STEPS, LONGER)
    };
    let most = most.min(*left / longer);
    if !plain {
        for rows in 1..=few_rows::most_rows(there.len()) {
            if at_most.is_some_and(|most| rows > most) {
                return Ok(None);
            }
            let found = few_rows::exactly(needs, moves, there, rows);
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    let mut search = Search {
        costs: (0_i128..)
            .zip(there)
            .flat_map(|(place, _)| [ROW + place; 2])
            .collect(),
        rows: rows(needs, moves),
        there,
        best: None,
        at_most: at_most.map(i128::from),
        steps: 0,
        most,
    };
    let found = search.go(&mut Vec::new());
    *left -= (search.steps * longer).min(*left);
    found?;
    Ok(search.best.map(|(_, found)| found))
}

/// What is asked: each cell has a variable for rows added and one for rows removed.
fn rows(needs: &[Need], moves: &[Vec<i128>]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (need, moves) in needs.iter().zip(moves) {
        let members = moves.iter().enumerate().filter(|(_, by)| **by != 0);
        let change: Vec<(usize, i128)> = members
            .flat_map(|(cell, by)| [(2 * cell, *by), (2 * cell + 1, -by)])
            .collect();
        if let Some(low) = need.low {
            let turned = change.iter().map(|(variable, weight)| (*variable, -weight));
            rows.push((turned.collect(), -low));
        }
        if let Some(high) = need.high {
            rows.push((change, high));
        }
    }
    rows
}

struct Search<'a> {
    costs: Vec<i128>,
    rows: Vec<Row>,
    there: &'a [i64],
    best: Option<(i128, Vec<i64>)>,
    at_most: Option<i128>,
    steps: usize,
    most: usize,
}

impl Search<'_> {
    fn go(&mut self, bounds: &mut Vec<Row>) -> Result<()> {
        self.steps += 1;
        let deep = self.most <= MOST_WEIGHED_STEPS && bounds.len() > MOST_BOUNDS;
        if self.steps > self.most || deep {
            return Err(Error::too_large(
                "the search for the fewest rows",
                self.steps as u128,
                self.most as u128,
            ));
        }
        let all: Vec<Row> = self.rows.iter().chain(bounds.iter()).cloned().collect();
        let Some(least) = Tableau::new(&self.costs, &all).least()? else {
            return Ok(());
        };
        if self.is_worse(&least) {
            return Ok(());
        }
        if let Some((variable, there)) = self.overdrawn(&least) {
            bounds.push((vec![(variable, 1)], there));
            let found = self.go(bounds);
            bounds.pop();
            return found;
        }
        let places = least.over.iter().enumerate();
        let fraction = places
            .filter(|(_, over)| **over % least.under != 0)
            .map(|(variable, over)| (variable, over.div_euclid(least.under)))
            .next();
        let Some((variable, below)) = fraction else {
            self.best = Some((least.cost / least.under, changes(&least)?));
            return Ok(());
        };
        for bound in [
            (vec![(variable, 1)], below),
            (vec![(variable, -1)], -(below + 1)),
        ] {
            bounds.push(bound);
            let found = self.go(bounds);
            bounds.pop();
            found?;
        }
        Ok(())
    }

    /// Whether nothing below this can be better than what is known.
    fn is_worse(&self, least: &Least) -> bool {
        let known = self
            .best
            .as_ref()
            .is_some_and(|(cost, _)| least.cost >= cost.saturating_mul(least.under));
        let rows = least.cost / least.under / ROW;
        known || self.at_most.is_some_and(|most| rows > most)
    }

    /// A cell from which more rows are removed than there are.
    fn overdrawn(&self, least: &Least) -> Option<(usize, i128)> {
        let cells = self.there.iter().enumerate();
        cells
            .map(|(cell, there)| (2 * cell + 1, i128::from(*there)))
            .find(|(variable, there)| {
                let removed = least.over.get(*variable).copied().unwrap_or(0);
                removed > there.saturating_mul(least.under)
            })
    }
}

/// The rows added to each cell, less those removed.
fn changes(least: &Least) -> Result<Vec<i64>> {
    let each = least.over.chunks(2).map(|pair| match pair {
        [added, removed] => i64::try_from((added - removed) / least.under).ok(),
        _ => None,
    });
    let found = each.collect::<Option<Vec<i64>>>();
    found.ok_or_else(|| Error::overflow("the rows to add or remove"))
}

#[cfg(test)]
mod tests;
