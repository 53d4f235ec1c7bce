//! The first day on or after each of many days, each within its own group.
//!
//! Rows that lie together by group, and in order of days there, are searched by galloping. Of others few
//! days asked for each keep the nearest row; many are met bucket by bucket, small enough for the cache, so
//! that the rows are never sorted as a whole. All ways and any number of threads give the same answer.

mod buckets;
mod runs;
mod scan;

use std::fmt::Debug;
use std::num::NonZeroU32;
use std::ops::Range;

use super::NO_GROUP;
use crate::error::{Result, same_length};
use crate::progress::Tick;

/// Up to so many days asked for, each keeps the nearest row.
const FEW: usize = 1 << 13;

/// Rows that a thread takes at a time: a few milliseconds between two looks at the caller.
const MOST_ROWS: usize = 1 << 20;
const FEWEST_ROWS: usize = 1 << 16;

/// Rows that are read at a time: what is made of them stays in the nearest cache.
const BLOCK: usize = 1 << 10;

/// From so many rows on another thread is worth its start.
pub const WORTH_THREADS: usize = 1 << 18;

/// The groups of rows, however they are held.
pub trait Keyed: Debug + Sync {
    /// How many rows there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The group of a row; [`NO_GROUP`] is none.
    fn group(&self, row: usize) -> u32;

    /// Writes the groups of the rows from `start` on.
    fn read(&self, start: usize, groups: &mut [u32]);

    /// Marks of the rows from `start` on those that are of another group than the row before, or may be.
    fn mark_changes(&self, start: usize, marks: &mut [bool]);
}

impl Keyed for &[u32] {
    fn len(&self) -> usize {
        <[u32]>::len(self)
    }

    fn group(&self, row: usize) -> u32 {
        self.get(row).copied().unwrap_or(NO_GROUP)
    }

    fn read(&self, start: usize, groups: &mut [u32]) {
        let own = self.get(start..).unwrap_or_default();
        for (group, own) in groups.iter_mut().zip(own) {
            *group = *own;
        }
    }

    fn mark_changes(&self, start: usize, marks: &mut [bool]) {
        let own = self.get(start..).unwrap_or_default();
        // Before the first row there is none.
        let first = start.checked_sub(1).and_then(|before| self.get(before));
        if let Some((mark, group)) = marks.first_mut().zip(own.first()) {
            *mark |= first != Some(group);
        }
        let pairs = own.iter().zip(own.get(1..).unwrap_or_default());
        for (mark, (before, group)) in marks.iter_mut().skip(1).zip(pairs) {
            *mark |= before != group;
        }
    }
}

/// Rows with a group and a day each; a group that no one asks for is passed over.
#[derive(Debug, Clone, Copy)]
pub struct Dated<'a> {
    groups: &'a dyn Keyed,
    days: &'a [i32],
}

/// The first day found, and the rows that share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Following {
    /// The day.
    pub day: i32,
    /// How many rows share it.
    pub number: NonZeroU32,
    /// The first row of that day.
    pub row: usize,
}

impl Following {
    fn new(day: i32, row: usize, number: usize) -> Option<Self> {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        NonZeroU32::new(number).map(|number| Self { day, number, row })
    }

    /// The nearer of two; of one day they are taken together.
    fn or_nearer(self, other: Self) -> Self {
        match self.day.cmp(&other.day) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            std::cmp::Ordering::Equal => Self {
                day: self.day,
                number: self.number.saturating_add(other.number.get()),
                row: self.row.min(other.row),
            },
        }
    }
}

impl<'a> Dated<'a> {
    /// Takes the group and the day of each row.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if the columns differ.
    pub fn new(groups: &'a dyn Keyed, days: &'a [i32]) -> Result<Self> {
        same_length(("groups", groups.len()), ("days", days.len()))?;
        Ok(Self { groups, days })
    }

    fn len(self) -> usize {
        self.days.len()
    }

    /// Hands over the rows of a chunk that starts at `start`, each with its number, group and day.
    fn each(self, start: usize, size: usize, mut take: impl FnMut(usize, u32, i32)) {
        let mut buffer = [NO_GROUP; BLOCK];
        for rows in self.blocks(start, size) {
            let groups = buffer.get_mut(..rows.len()).unwrap_or_default();
            self.groups.read(rows.start, groups);
            let days = self.days.get(rows.clone()).unwrap_or_default();
            for (row, (&group, &day)) in rows.zip(groups.iter().zip(days)) {
                take(row, group, day);
            }
        }
    }

    /// The blocks of the chunk that starts at `start`.
    fn blocks(self, start: usize, size: usize) -> impl Iterator<Item = Range<usize>> {
        let end = (start + size).min(self.len());
        let starts = (start..end).step_by(BLOCK);
        starts.map(move |start| start..(start + BLOCK).min(end))
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
    asked: &[(u32, i32)],
    rows: Dated<'_>,
    until: i32,
    threads: usize,
    tick: &mut Tick<'_>,
) -> Result<Vec<Option<Following>>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(runs) = runs::Runs::of(asked, rows, threads, tick)? {
        return runs.following(asked, until, threads, tick);
    }
    match buckets::Buckets::of(asked, rows, until) {
        Some(buckets) if asked.len() > FEW => buckets.following(threads, tick),
        _ => scan::following(asked, rows, until, threads, tick),
    }
}

/// For each group the place of the first day asked for, and behind the last group their number.
fn starts(asked: &[(u32, i32)]) -> Vec<usize> {
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
