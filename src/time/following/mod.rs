//! The first day on or after each of many days, each within its own group.
//!
//! Rows in order are searched by galloping. Of rows in no order, few days asked for each keep the
//! nearest row; many are met bucket by bucket, small enough for the cache, so that the rows are
//! never sorted as a whole. All ways and any number of threads give the same answer.

mod buckets;
mod in_order;
mod scan;

use crate::error::{Error, Result};
use crate::progress::Tick;

/// Up to so many days asked for, each keeps the nearest row.
const FEW: usize = 1 << 13;

/// Rows that a thread takes at a time: a few milliseconds between two looks at the caller.
const MOST_ROWS: usize = 1 << 20;
const FEWEST_ROWS: usize = 1 << 16;

/// From so many rows on another thread is worth its start.
pub const WORTH_THREADS: usize = 1 << 18;

/// Rows with a group and a day each; a group that no one asks for is passed over.
#[derive(Debug, Clone, Copy)]
pub struct Dated<'a> {
    groups: &'a [u32],
    days: &'a [i64],
}

/// The first day found, and the rows that share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Following {
    /// The day.
    pub day: i64,
    /// The first row of that day.
    pub row: usize,
    /// How many rows share it.
    pub number: usize,
}

impl<'a> Dated<'a> {
    /// Takes the group and the day of each row.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if the columns differ.
    pub fn new(groups: &'a [u32], days: &'a [i64]) -> Result<Self> {
        if groups.len() == days.len() {
            return Ok(Self { groups, days });
        }
        Err(Error::Length {
            left: "groups".into(),
            left_len: groups.len(),
            right: "days".into(),
            right_len: days.len(),
        })
    }

    fn len(self) -> usize {
        self.groups.len()
    }

    /// The rows of a chunk that starts at `start`, with their numbers.
    fn numbered(self, start: usize, size: usize) -> impl Iterator<Item = (usize, u32, i64)> {
        let end = (start + size).min(self.len());
        let groups = self.groups.get(start..end).unwrap_or_default();
        let days = self.days.get(start..end).unwrap_or_default();
        let pairs = groups.iter().zip(days);
        (start..)
            .zip(pairs)
            .map(|(row, (&group, &day))| (row, group, day))
    }

    /// How many rows make a chunk: enough chunks for every thread, and each a short piece of work.
    fn chunk(self) -> usize {
        (self.len() / 16).clamp(FEWEST_ROWS, MOST_ROWS)
    }
}

/// The first row on or after each day asked for, of the same group, and not after `until`.
///
/// `asked` are groups and days in ascending order, each pair once.
///
/// # Errors
///
/// What `tick` returns.
pub fn following(
    asked: &[(u32, i64)],
    rows: Dated<'_>,
    until: i64,
    threads: usize,
    tick: &mut Tick<'_>,
) -> Result<Vec<Option<Following>>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    if in_order::are_in_order(rows, threads, tick)? {
        return in_order::following(asked, rows, until, threads, tick);
    }
    match buckets::Buckets::of(asked, rows, until) {
        Some(buckets) if asked.len() > FEW => buckets.following(threads, tick),
        _ => scan::following(asked, rows, until, threads, tick),
    }
}

/// For each group the place of the first day asked for, and behind the last group their number.
fn starts(asked: &[(u32, i64)]) -> Vec<usize> {
    let last = asked.last().map_or(0, |(group, _)| *group as usize);
    let mut starts = Vec::with_capacity(last + 2);
    for (place, (group, _)) in asked.iter().enumerate() {
        while starts.len() <= *group as usize {
            starts.push(place);
        }
    }
    starts.push(asked.len());
    starts
}

#[cfg(test)]
mod tests;
