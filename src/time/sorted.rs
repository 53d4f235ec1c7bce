//! Visit days in ascending order within each group, for "the first one on or after".

use crate::error::{Error, Result, same_length};

/// The days of many rows, grouped and sorted once, searched often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortedDays {
    offsets: Vec<usize>,
    days: Vec<i64>,
    rows: Vec<usize>,
}

/// The first day found, and the rows that share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next<'a> {
    /// The day.
    pub day: i64,
    /// The rows of that day, ascending.
    pub rows: &'a [usize],
}

impl SortedDays {
    /// Groups and sorts `days`; `group` holds a code below `n_groups` for each row.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if the columns differ; [`Error::BadCode`] for a code out of range.
    pub fn new(group: &[u32], days: &[i64], n_groups: usize) -> Result<Self> {
        same_length(("group", group.len()), ("days", days.len()))?;
        let mut order: Vec<(u32, i64, usize)> = Vec::with_capacity(days.len());
        for (row, (&code, &day)) in group.iter().zip(days).enumerate() {
            if code as usize >= n_groups {
                return Err(Error::BadCode {
                    name: "group".into(),
                    row,
                    code,
                    labels: n_groups,
                });
            }
            order.push((code, day, row));
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
        let rows = order.iter().map(|entry| entry.2).collect();
        Ok(Self {
            offsets,
            days,
            rows,
        })
    }

    /// The days of one group, ascending; empty for a group that does not exist.
    pub fn days(&self, group: usize) -> &[i64] {
        let (from, to) = self.span(group);
        self.days.get(from..to).unwrap_or_default()
    }

    /// The first row of the group on or after `day`, with all that share its day.
    pub fn next_on_or_after(&self, group: usize, day: i64) -> Option<Next<'_>> {
        let (from, to) = self.span(group);
        let days = self.days.get(from..to)?;
        let first = days.partition_point(|&other| other < day);
        let found = *days.get(first)?;
        let shared = days
            .get(first..)?
            .iter()
            .take_while(|&&other| other == found)
            .count();
        let rows = self.rows.get(from + first..from + first + shared)?;
        Some(Next { day: found, rows })
    }

    /// The first day of the group on or after `day`, without the rows that share it.
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
            sorted.next_on_or_after(0, 3),
            Some(Next {
                day: 3,
                rows: &[2, 4]
            })
        );
        assert_eq!(
            sorted.next_on_or_after(0, 4),
            Some(Next { day: 9, rows: &[1] })
        );
        assert_eq!(
            sorted.next_on_or_after(2, 0),
            Some(Next {
                day: 5,
                rows: &[0, 3]
            })
        );
        assert_eq!(sorted.next_on_or_after(2, 6), None);
        assert_eq!(
            (sorted.next_day(0, 4), sorted.next_day(1, 4)),
            (Some(9), None)
        );
        assert_eq!(sorted.next_on_or_after(9, 0), None);
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
