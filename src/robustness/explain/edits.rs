//! The fewest rows, added or removed, that bring several counts into their ranges at once.
//!
//! A row belongs to every count in whose days and scope it lies, so that one row may serve several
//! counts and cannot serve two of opposite need. The numbers of rows in each cell are whole: a linear
//! programme gives a bound, and where its answer has a fraction the search goes on below and above it,
//! depth first. The answer is exact. Of several that are as small, the rows lie in the cells declared
//! first.

use super::tableau::{Least, Row, Tableau};
use crate::error::{Error, Result};

/// By how much a count must change: at least and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// At least.
    pub low: i64,
    /// At most; none where nothing bounds it.
    pub high: Option<i64>,
}

/// Visits that belong to the same counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The counts that they belong to, one bit each.
    pub of: u64,
    /// How many there are: no more can be removed.
    pub there: i64,
}

impl Need {
    /// How many more rows it takes at least, and how many fewer.
    pub fn least(self) -> (i64, i64) {
        let fewer = self.high.map_or(0, |high| (-high).max(0));
        (self.low.max(0), fewer)
    }
}

/// One row is worth more than all places in the order of the cells.
const ROW: i128 = 1 << 40;
const MOST_STEPS: usize = 1 << 16;

/// How many rows to add to each cell, or to remove (below 0): the fewest, if `at_most` are enough.
///
/// # Errors
///
/// [`Error::TooLarge`] if the search does not end in a bounded number of steps;
/// [`Error::Overflow`] if a number does not fit.
pub fn fewest(needs: &[Need], cells: &[Cell], at_most: Option<i64>) -> Result<Option<Vec<i64>>> {
    let none = needs.iter().all(|need| need.least() == (0, 0));
    if none {
        return Ok(Some(vec![0; cells.len()]));
    }
    let mut search = Search {
        costs: (0_i128..)
            .zip(cells)
            .flat_map(|(place, _)| [ROW + place; 2])
            .collect(),
        rows: rows(needs, cells),
        cells,
        best: None,
        at_most: at_most.map(i128::from),
        steps: 0,
    };
    let mut bounds = Vec::new();
    search.go(&mut bounds)?;
    Ok(search.best.map(|(_, found)| found))
}

/// What the counts ask: each cell has a variable for rows added and one for rows removed.
fn rows(needs: &[Need], cells: &[Cell]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, need) in needs.iter().enumerate() {
        let members = cells.iter().enumerate();
        let members = members.filter(|(_, cell)| cell.of >> number & 1 == 1);
        let change: Vec<(usize, i128)> = members
            .flat_map(|(cell, _)| [(2 * cell, 1), (2 * cell + 1, -1)])
            .collect();
        let turned = change.iter().map(|(variable, weight)| (*variable, -weight));
        rows.push((turned.collect(), -i128::from(need.low)));
        if let Some(high) = need.high {
            rows.push((change, i128::from(high)));
        }
    }
    rows
}

struct Search<'a> {
    costs: Vec<i128>,
    rows: Vec<Row>,
    cells: &'a [Cell],
    best: Option<(i128, Vec<i64>)>,
    at_most: Option<i128>,
    steps: usize,
}

impl Search<'_> {
    fn go(&mut self, bounds: &mut Vec<Row>) -> Result<()> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(Error::TooLarge {
                name: "the search for the fewest rows".into(),
                cells: self.steps as u128,
                limit: MOST_STEPS as u128,
            });
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
            .is_some_and(|(cost, _)| least.cost >= cost * least.under);
        let rows = least.cost / least.under / ROW;
        known || self.at_most.is_some_and(|most| rows > most)
    }

    /// A cell from which more rows are removed than there are.
    fn overdrawn(&self, least: &Least) -> Option<(usize, i128)> {
        let cells = self.cells.iter().enumerate();
        cells
            .map(|(cell, known)| (2 * cell + 1, i128::from(known.there)))
            .find(|(variable, there)| {
                let removed = least.over.get(*variable).copied().unwrap_or(0);
                removed > there * least.under
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
    found.ok_or_else(|| Error::Overflow {
        name: "the rows to add or remove".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// P×p 2, P×q 3, Q×q 4; the counts of P and q, each to be what was printed (M28).
    fn small(printed_p: i64, printed_q: i64) -> Vec<i64> {
        let cells = [(1, 2), (3, 3), (2, 4)].map(|(of, there)| Cell { of, there });
        let exactly = |change| Need {
            low: change,
            high: Some(change),
        };
        let needs = [exactly(printed_p - 5), exactly(printed_q - 7)];
        fewest(&needs, &cells, None).unwrap().unwrap()
    }

    #[test]
    fn one_row_may_serve_two_counts_and_not_two_of_opposite_need() {
        assert_eq!(small(6, 7), [1, 0, 0]);
        assert_eq!(small(6, 8), [0, 1, 0]);
        assert_eq!(small(4, 8), [-1, 0, 1]);
        assert_eq!(small(5, 7), [0, 0, 0]);
    }

    #[test]
    fn no_more_are_removed_than_there_are() {
        let cells = [(1, 1), (3, 5), (2, 0)].map(|(of, there)| Cell { of, there });
        let exactly = |change| Need {
            low: change,
            high: Some(change),
        };
        let needs = [exactly(-3), exactly(0)];
        let found = fewest(&needs, &cells, None).unwrap().unwrap();
        assert_eq!(found, [-1, -2, 2]);
        assert_eq!(fewest(&needs, &cells, Some(4)).unwrap(), None);
    }

    #[test]
    fn a_whole_cannot_be_less_than_its_part() {
        let cells = [(1, 5), (3, 5)].map(|(of, there)| Cell { of, there });
        let part = Need { low: 5, high: None };
        let whole = Need {
            low: -3,
            high: Some(0),
        };
        let found = fewest(&[whole, part], &cells, None).unwrap();
        assert_eq!(found, Some(vec![-5, 5]));
        let far = Need { low: 6, high: None };
        assert_eq!(fewest(&[whole, far], &cells, None).unwrap(), None);
    }
}
