//! Visit days in ascending order within each group, for "the first one on or after".

use crate::error::{Error, Result, same_length};

/// The days of many rows, grouped and sorted once, searched often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortedDays {
    offsets: Vec<usize>,
    days: Vec<i64>,
}

impl SortedDays {
    /// Groups and sorts `days`; `group` holds a code below `n_groups` for each row.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if the columns differ; [`Error::BadCode`] for a code out of range.
    pub fn new(group: &[u32], days: &[i64], n_groups: usize) -> Result<Self> {
        same_length(("group", group.len()), ("days", days.len()))?;
        let mut order: Vec<(u32, i64)> = Vec::with_capacity(days.len());
        for (row, (&code, &day)) in group.iter().zip(days).enumerate() {
            if code as usize >= n_groups {
                return Err(Error::BadCode {
                    name: "group".into(),
                    row,
                    code,
                    labels: n_groups,
                });
            }
            order.push((code, day));
        }
        if !order.is_sorted() {
            order.sort_unstable();
        }
        let mut offsets = Vec::with_capacity(n_groups + 1);
        let mut codes = (0..)
            .zip(order.iter().map(|entry| entry.0 as usize))
            .peekable();
        for code in 0..n_groups {
            while codes.next_if(|(_, found)| *found < code).is_some() {}
            offsets.push(codes.peek().map_or(order.len(), |(position, _)| *position));
        }
        offsets.push(order.len());
        let days = order.iter().map(|entry| entry.1).collect();
        Ok(Self { offsets, days })
    }

    /// The days of one group, ascending; empty for a group that does not exist.
    pub fn days(&self, group: usize) -> &[i64] {
        let (from, to) = self.span(group);
        self.days.get(from..to).unwrap_or_default()
    }

    /// The first day of the group on or after `day`.
    pub fn next_day(&self, group: usize, day: i64) -> Option<i64> {
        let days = self.days(group);
        days.get(days.partition_point(|&other| other < day))
            .copied()
    }

    fn span(&self, group: usize) -> (usize, usize) {
        match (self.offsets.get(group), self.offsets.get(group + 1)) {
            (Some(&from), Some(&to)) => (from, to),
            _ => (0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_on_or_after_in_its_own_group() {
        let sorted = SortedDays::new(&[2, 0, 0, 2, 0], &[5, 9, 3, 5, 3], 4).unwrap();
        assert_eq!(sorted.days(0), &[3, 3, 9]);
        assert_eq!(sorted.days(1), &[] as &[i64]);
        assert_eq!(
            [3, 4, 10].map(|day| sorted.next_day(0, day)),
            [Some(3), Some(9), None]
        );
        assert_eq!([0, 6].map(|day| sorted.next_day(2, day)), [Some(5), None]);
        assert_eq!((sorted.next_day(1, 4), sorted.next_day(9, 0)), (None, None));
    }

    #[test]
    fn refusals() {
        assert!(matches!(
            SortedDays::new(&[0], &[], 1),
            Err(Error::Length { .. })
        ));
        assert!(matches!(
            SortedDays::new(&[1], &[0], 1),
            Err(Error::BadCode { row: 0, .. })
        ));
    }
}
