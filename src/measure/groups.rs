//! Groups: the pairs of countries that occur, numbered densely in the order of their codes.

use crate::error::{Error, Result};
use crate::time::NO_GROUP;

const TABLE_UP_TO: usize = 1 << 24;

/// The group of each row, and the two countries of each group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// Group of each row, or [`NO_GROUP`].
    pub codes: Vec<u32>,
    /// The pair of each group, ascending.
    pub pairs: Vec<(u32, u32)>,
}

/// Which pairs of countries are one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// A pair and its reverse, the lower code first.
    Dyad,
    /// Each ordered pair.
    Direction,
}

/// Numbers the pairs of countries that occur in the rows kept.
///
/// # Errors
///
/// [`Error::Length`] if the columns differ; [`Error::BadCode`] for a country out of range.
pub fn pairs(
    origins: &[u32],
    destinations: &[u32],
    keep: &[bool],
    n_countries: u32,
    by: GroupBy,
) -> Result<Groups> {
    for (name, len) in [("destinations", destinations.len()), ("keep", keep.len())] {
        if len != origins.len() {
            let (left, right) = ("origins".into(), name.into());
            return Err(Error::Length {
                left,
                left_len: origins.len(),
                right,
                right_len: len,
            });
        }
    }
    let width = u64::from(n_countries);
    let mut keys = Vec::with_capacity(origins.len());
    for (row, (&origin, &destination)) in origins.iter().zip(destinations).enumerate() {
        if let Some(code) = [origin, destination]
            .into_iter()
            .find(|&code| code >= n_countries)
        {
            let labels = n_countries as usize;
            return Err(Error::BadCode {
                name: "countries".into(),
                row,
                code,
                labels,
            });
        }
        let swap = by == GroupBy::Dyad && destination < origin;
        let (one, two) = if swap {
            (destination, origin)
        } else {
            (origin, destination)
        };
        keys.push(u64::from(one) * width + u64::from(two));
    }
    let occurring = occurring(&keys, keep, width.saturating_mul(width));
    let number = numbering(&occurring, width.saturating_mul(width));
    let codes = keys
        .iter()
        .zip(keep)
        .map(|(&key, &keep)| if keep { number(key) } else { NO_GROUP })
        .collect();
    let pairs = occurring
        .iter()
        .map(|&key| (part(key / width), part(key % width)))
        .collect();
    Ok(Groups { codes, pairs })
}

/// The distinct keys of the rows kept, ascending.
fn occurring(keys: &[u64], keep: &[bool], bound: u64) -> Vec<u64> {
    let kept = keys
        .iter()
        .zip(keep)
        .filter(|(_, keep)| **keep)
        .map(|(&key, _)| key);
    if let Some(bound) = usize::try_from(bound)
        .ok()
        .filter(|bound| *bound <= TABLE_UP_TO)
    {
        let mut seen = vec![false; bound];
        for key in kept {
            if let Some(seen) = usize::try_from(key).ok().and_then(|key| seen.get_mut(key)) {
                *seen = true;
            }
        }
        return (0..)
            .zip(seen)
            .filter(|(_, seen)| *seen)
            .map(|(key, _)| key)
            .collect();
    }
    let mut distinct: Vec<u64> = kept.collect();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

/// The place of a key among those that occur: by a table where one is small enough.
fn numbering(occurring: &[u64], bound: u64) -> impl Fn(u64) -> u32 {
    let table = usize::try_from(bound)
        .ok()
        .filter(|bound| *bound <= TABLE_UP_TO)
        .map(|bound| {
            let mut table = vec![NO_GROUP; bound];
            for (place, &key) in (0_u32..).zip(occurring) {
                if let Some(cell) = usize::try_from(key).ok().and_then(|key| table.get_mut(key)) {
                    *cell = place;
                }
            }
            table
        });
    let sorted = if table.is_some() {
        Vec::new()
    } else {
        occurring.to_vec()
    };
    move |key| match &table {
        Some(table) => usize::try_from(key)
            .ok()
            .and_then(|key| table.get(key))
            .copied()
            .unwrap_or(NO_GROUP),
        None => sorted
            .binary_search(&key)
            .map_or(NO_GROUP, |place| part(place as u64)),
    }
}

fn part(code: u64) -> u32 {
    u32::try_from(code).unwrap_or(NO_GROUP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_occur() {
        let (origins, destinations) = ([2, 0, 0, 1], [0, 2, 1, 1]);
        let found = pairs(
            &origins,
            &destinations,
            &[true, true, true, false],
            3,
            GroupBy::Dyad,
        )
        .unwrap();
        assert_eq!(found.codes, vec![1, 1, 0, NO_GROUP]);
        assert_eq!(found.pairs, vec![(0, 1), (0, 2)]);
        let directed = pairs(&origins, &destinations, &[true; 4], 3, GroupBy::Direction).unwrap();
        assert_eq!(directed.codes, vec![3, 1, 0, 2]);
    }

    #[test]
    fn many_countries_take_the_other_way_to_the_same_numbers() {
        let origins: Vec<u32> = (0..500).map(|row| row * 37 % 5_000).collect();
        let destinations: Vec<u32> = (0..500).map(|row| row * 91 % 5_000).collect();
        let keep = vec![true; 500];
        let found = pairs(&origins, &destinations, &keep, 5_000, GroupBy::Direction).unwrap();
        assert!(found.pairs.is_sorted());
        for ((&code, origin), destination) in found.codes.iter().zip(origins).zip(destinations) {
            assert_eq!(found.pairs[code as usize], (origin, destination));
        }
    }

    #[test]
    fn refusals() {
        assert!(matches!(
            pairs(&[0], &[], &[], 1, GroupBy::Dyad),
            Err(Error::Length { .. })
        ));
        let outcome = pairs(&[0], &[1], &[true], 1, GroupBy::Dyad);
        assert!(matches!(
            outcome,
            Err(Error::BadCode {
                row: 0,
                code: 1,
                ..
            })
        ));
    }
}
