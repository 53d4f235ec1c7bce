//! The fewest visits, each on its day, that give a wait as it was printed.
//!
//! What is removed is removed first, one visit after another that ends a wait then; what is added is
//! added in the order of days. So every set of days is met once, and fewer before more.

use std::collections::HashSet;

use super::waits::{DayEdit, Waiting};
use crate::error::Result;

/// A search that has not ended with this many cases is given up.
const MOST_STATES: usize = 2_000;

/// What became of a search.
pub(super) enum Searched {
    Found(Vec<DayEdit>),
    None,
    GivenUp,
}

struct Removed {
    rest: Waiting,
    rows: Vec<usize>,
    edits: Vec<DayEdit>,
}

/// The fewest days, if at most so many are enough. `cases` are those that may still be tried.
pub(super) fn fewest_days(
    waiting: &Waiting,
    at_most: Option<i64>,
    cases: &mut u64,
) -> Result<Searched> {
    let most = at_most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(0));
    let mut without = vec![vec![Removed {
        rest: waiting.clone(),
        rows: Vec::new(),
        edits: Vec::new(),
    }]];
    let mut rows = 0;
    while rows < most {
        rows += 1;
        let before = *cases;
        let Some(last) = without.last() else {
            break;
        };
        let Some(further) = one_fewer(last) else {
            return Ok(Searched::GivenUp);
        };
        without.push(further);
        for (removed, states) in without.iter().enumerate() {
            for state in states {
                let rest = state.rest.clone().trimmed();
                let added = rows - removed;
                if waiting.most_added().is_some_and(|most| added > most) {
                    continue;
                }
                let Some(more) = Adding { cases }.days(&rest, added, i64::MIN)? else {
                    if *cases == 0 {
                        return Ok(Searched::GivenUp);
                    }
                    continue;
                };
                return Ok(Searched::Found([state.edits.clone(), more].concat()));
            }
        }
        if *cases == before {
            break;
        }
    }
    Ok(Searched::None)
}

/// Every way to remove one visit more; none where they are too many.
fn one_fewer(states: &[Removed]) -> Option<Vec<Removed>> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for state in states {
        for place in state.rest.removable() {
            let (rest, gone) = state.rest.without(place);
            let mut rows = state.rows.clone();
            rows.push(gone.row);
            rows.sort_unstable();
            if !seen.insert(rows.clone()) {
                continue;
            }
            let mut edits = state.edits.clone();
            edits.push(DayEdit {
                removed: Some(gone.row),
                days: (gone.days.first, gone.days.first),
                group: gone.group,
            });
            found.push(Removed { rest, rows, edits });
        }
        if found.len() > MOST_STATES {
            return None;
        }
    }
    Some(found)
}

struct Adding<'a> {
    cases: &'a mut u64,
}

impl Adding<'_> {
    /// So many visits on days from one on, with which it fits; none, or no cases left, if there are not.
    fn days(&mut self, waiting: &Waiting, rows: usize, from: i64) -> Result<Option<Vec<DayEdit>>> {
        if rows == 0 {
            return Ok((self.try_one() && waiting.fits()?).then(Vec::new));
        }
        for (group, first, last) in waiting.addable() {
            for day in first.max(from)..=last {
                let more = waiting.with(group, day);
                let Some(mut others) = self.days(&more, rows - 1, day)? else {
                    if *self.cases == 0 {
                        return Ok(None);
                    }
                    continue;
                };
                let until = if rows == 1 {
                    self.until(waiting, group, (day, last))?
                } else {
                    day
                };
                let edit = DayEdit {
                    removed: None,
                    days: (day, until),
                    group,
                };
                others.insert(0, edit);
                return Ok(Some(others));
            }
        }
        Ok(None)
    }

    /// The last of the days after one that do as well.
    fn until(&mut self, waiting: &Waiting, group: u32, (day, last): (i64, i64)) -> Result<i64> {
        for later in day + 1..=last {
            if !self.try_one() || !waiting.with(group, later).fits()? {
                return Ok(later - 1);
            }
        }
        Ok(last)
    }

    fn try_one(&mut self) -> bool {
        *self.cases = self.cases.saturating_sub(1);
        *self.cases > 0
    }
}
