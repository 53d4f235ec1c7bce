//! Coverage: who would have been recorded, and when. Outside it is unknown, not zero.
//!
//! Visits are told apart by a few columns into kinds, such as the ministers of a country. A scope is
//! inside the coverage if every kind that it may speak of is covered on each of its days.

use crate::error::{Result, same_length};
use crate::time::day;

/// The value of a column that stands for all that the coverage does not name.
pub const OTHERS: &str = "\0";

/// So many kinds are named before the others are only counted.
const MOST_NAMED: usize = 3;

/// A column by which kinds of visits are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// Its name.
    pub column: String,
    /// Its values; [`OTHERS`] for any that is not listed, none for a missing one.
    pub values: Vec<Option<String>>,
}

/// Visits that are covered alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// What it is called.
    pub name: String,
    /// First and last days of the stretches on which it is covered, ascending.
    pub covered: Vec<(i64, i64)>,
    /// For each definition whether such a visit can count; none where only the visits say so.
    pub may_count: Vec<Option<bool>>,
}

/// Who is covered, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    pub(super) axes: Vec<Axis>,
    pub(super) kinds: Vec<Kind>,
}

/// The days from the first to the last, inclusive, on which some kinds of visits are not covered.
type Missing = (Vec<(i64, i64)>, Vec<usize>);

impl Coverage {
    /// A coverage of every combination of the values of some columns, the last varying fastest.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if there are more or fewer kinds.
    pub fn new(axes: Vec<Axis>, kinds: Vec<Kind>) -> Result<Self> {
        let size: usize = axes.iter().map(|axis| axis.values.len()).product();
        same_length(("kinds", kinds.len()), ("values", size))?;
        Ok(Self { axes, kinds })
    }

    /// Who of some kinds is not covered on which of the days `[start, end)`; none if all are.
    pub fn lacks(&self, kinds: &[usize], start: i64, end: i64) -> Option<String> {
        let mut missing: Vec<Missing> = Vec::new();
        for number in kinds {
            let Some(kind) = self.kinds.get(*number) else {
                continue;
            };
            let stretches = without(&kind.covered, start, end);
            if stretches.is_empty() {
                continue;
            }
            match missing.iter_mut().find(|known| known.0 == stretches) {
                Some(known) => known.1.push(*number),
                None => missing.push((stretches, vec![*number])),
            }
        }
        // Kinds stand in the order of their first visits: what is said must not hang on that.
        missing.sort_by_cached_key(|(days, who)| (days.clone(), self.names(who)));
        let told: Vec<String> = missing
            .iter()
            .map(|(days, who)| {
                let everybody = who.len() == kinds.len();
                let names = if everybody {
                    "everybody".to_owned()
                } else {
                    self.names(who)
                };
                format!("{names} {}", in_words(days))
            })
            .collect();
        (!told.is_empty()).then(|| format!("the coverage leaves out {}", told.join("; ")))
    }

    fn names(&self, who: &[usize]) -> String {
        let kinds = who.iter().filter_map(|number| self.kinds.get(*number));
        let mut names: Vec<&str> = kinds.map(|kind| kind.name.as_str()).collect();
        names.sort_unstable();
        match names.split_at_checked(MOST_NAMED) {
            Some((first, rest)) if !rest.is_empty() => {
                format!("{} and {} more", first.join(", "), rest.len())
            }
            _ => names.join(", "),
        }
    }

    /// The values of a kind, one for each column.
    pub(super) fn values(&self, number: usize) -> Vec<Option<&str>> {
        let mut rest = number;
        let mut values: Vec<Option<&str>> = Vec::with_capacity(self.axes.len());
        for axis in self.axes.iter().rev() {
            let n_values = axis.values.len().max(1);
            let value = axis.values.get(rest % n_values);
            values.push(value.and_then(|value| value.as_deref()));
            rest /= n_values;
        }
        values.reverse();
        values
    }
}

/// The stretches of the days `[start, end)` that lie in none of some others, first and last days.
fn without(covered: &[(i64, i64)], start: i64, end: i64) -> Vec<(i64, i64)> {
    let (mut from, mut missing) = (start, Vec::new());
    for (first, last) in covered {
        if *first > from && from < end {
            missing.push((from, (first - 1).min(end - 1)));
        }
        from = from.max(last + 1);
    }
    if from < end {
        missing.push((from, end - 1));
    }
    missing
}

fn in_words(days: &[(i64, i64)]) -> String {
    let stretch = |(first, last): &(i64, i64)| {
        format!("from {} to {}", day::to_text(*first), day::to_text(*last))
    };
    match days {
        [] => String::new(),
        [only] => stretch(only),
        [first, .., last] => format!(
            "on days from {} to {}",
            day::to_text(first.0),
            day::to_text(last.1)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn the_days_that_no_stretch_holds() {
        assert_eq!(without(&[], 3, 6), [(3, 5)]);
        assert_eq!(without(&[(0, 9)], 3, 6), []);
        assert_eq!(without(&[(0, 3), (5, 5)], 3, 8), [(4, 4), (6, 7)]);
        assert_eq!(without(&[(7, 9)], 3, 6), [(3, 5)]);
        assert_eq!(without(&[(0, 1), (9, 9)], 3, 6), [(3, 5)]);
        assert_eq!(without(&[], 3, 3), []);
    }

    #[test]
    fn who_and_when_are_named() {
        let kind = |name: &str, covered: &[(i64, i64)]| Kind {
            name: name.to_owned(),
            covered: covered.to_vec(),
            may_count: vec![None],
        };
        let values = ["a", "b"].map(|name| Some(name.to_owned())).to_vec();
        let axes = vec![Axis {
            column: "visitor_rank".to_owned(),
            values,
        }];
        let kinds = vec![kind("a", &[(0, 9)]), kind("b", &[(5, 9)])];
        let coverage = Coverage::new(axes.clone(), kinds.clone()).unwrap();
        let said = coverage.lacks(&[0, 1], 0, 8);
        assert_eq!(
            said.as_deref(),
            Some("the coverage leaves out b from 1970-01-01 to 1970-01-05")
        );
        assert_eq!(coverage.lacks(&[0], 0, 8), None);
        assert_eq!(coverage.lacks(&[0, 1], 5, 10), None);
        let all = coverage.lacks(&[0, 1], 9, 12).unwrap();
        assert!(all.ends_with("everybody from 1970-01-11 to 1970-01-12"));
        assert!(matches!(
            Coverage::new(axes, kinds[1..].to_vec()),
            Err(Error::Length { .. })
        ));
    }
}
