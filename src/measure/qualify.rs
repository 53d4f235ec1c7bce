//! The definition: which visits count as high-level, and which rule of the definition decided.
//!
//! A definition is an ordered list of rules; the first whose conditions all hold decides. A visit
//! that no rule speaks of is decided by the minimum rank for its side.

use super::codes::Codes;
use crate::error::{Error, Result, same_length};

/// One column's part in a rule: for each category, whether the condition holds.
#[derive(Debug, Clone, Copy)]
pub struct Condition<'a> {
    /// The category of each visit.
    pub codes: Codes<'a>,
    /// For each category, whether the condition holds; of a missing one it does not.
    pub holds: &'a [bool],
}

/// For each visit the first rule whose conditions all hold; `rules.len()` where none does.
///
/// # Errors
///
/// [`Error::Length`] if a column is not `n_visits` long.
pub fn first_rule(n_visits: usize, rules: &[Vec<Condition<'_>>]) -> Result<Vec<u32>> {
    for condition in rules.iter().flatten() {
        check(n_visits, condition)?;
    }
    let none = u32::try_from(rules.len()).map_err(|_| Error::overflow("rules"))?;
    let mut decided = vec![none; n_visits];
    for (number, conditions) in (0..none).zip(rules) {
        for (visit, rule) in decided
            .iter_mut()
            .enumerate()
            .filter(|(_, rule)| **rule == none)
        {
            if conditions.iter().all(|condition| holds(condition, visit)) {
                *rule = number;
            }
        }
    }
    Ok(decided)
}

fn check(n_visits: usize, condition: &Condition<'_>) -> Result<()> {
    same_length(("visits", n_visits), ("condition", condition.codes.len()))?;
    Ok(())
}

fn holds(condition: &Condition<'_>, visit: usize) -> bool {
    let place = condition.codes.place(visit);
    place
        .and_then(|place| condition.holds.get(place))
        .copied()
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_holds_decides() {
        let rank = Condition {
            codes: Codes::U8(&[0, 1, 1, 2]),
            holds: &[false, true, false],
        };
        let side = Condition {
            codes: Codes::I16(&[0, 0, 1, -1]),
            holds: &[true, false],
        };
        let rules = [vec![rank, side], vec![side]];
        assert_eq!(first_rule(4, &rules).unwrap(), vec![1, 0, 2, 2]);
        assert_eq!(first_rule(2, &[]).unwrap(), vec![0, 0]);
    }

    #[test]
    fn refusals() {
        let short = Condition {
            codes: Codes::U32(&[0]),
            holds: &[true],
        };
        assert!(matches!(
            first_rule(2, &[vec![short]]),
            Err(Error::Length { .. })
        ));
    }
}
