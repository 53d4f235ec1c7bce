//! Rows in ascending order of group and day: days in order are found by galloping from the last one.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{Dated, Following};
use crate::error::Result;
use crate::progress::Tick;
use crate::threads::work_off;

/// Days asked for that a thread takes at a time.
const ASKED: usize = 1 << 13;

/// Rows compared between two looks at the outcome: without a way out they are compared many at once.
const BLOCK: usize = 1 << 10;

/// Days asked for, and their answers.
type Asked<'a> = (&'a [(u32, i64)], &'a mut [Option<Following>]);

/// Whether rows ascend by group, and within it by day.
pub(super) fn are_in_order(rows: Dated<'_>, threads: usize, tick: &mut Tick<'_>) -> Result<bool> {
    let in_order = AtomicBool::new(true);
    let chunk = rows.chunk();
    let work = |start: usize| {
        if in_order.load(Ordering::Relaxed) && !ascend(rows, start, start + chunk) {
            in_order.store(false, Ordering::Relaxed);
        }
        Ok(())
    };
    let starts: Vec<usize> = (0..rows.len()).step_by(chunk).collect();
    work_off(starts, threads, &work, tick)?;
    Ok(in_order.into_inner())
}

fn ascend(rows: Dated<'_>, start: usize, end: usize) -> bool {
    (start..end).step_by(BLOCK).all(|start| {
        let end = (start + BLOCK).min(rows.len().saturating_sub(1));
        let groups = rows.groups.get(start..=end).unwrap_or_default();
        let days = rows.days.get(start..=end).unwrap_or_default();
        let pairs = groups.iter().zip(days);
        let next = groups.iter().zip(days).skip(1);
        pairs.zip(next).all(|(one, other)| one <= other)
    })
}

/// As [`super::following`], for rows in order.
pub(super) fn following(
    asked: &[(u32, i64)],
    rows: Dated<'_>,
    until: i64,
    threads: usize,
    tick: &mut Tick<'_>,
) -> Result<Vec<Option<Following>>> {
    let mut found = vec![None; asked.len()];
    let work = |(asked, found): Asked<'_>| {
        let before = |row: usize, key: (u32, i64)| {
            let pair = rows.groups.get(row).zip(rows.days.get(row));
            pair.is_some_and(|(group, day)| (*group, *day) < key)
        };
        let first = asked.first().copied().unwrap_or_default();
        let mut row = gallop(0, |row| before(row, first));
        for (&(group, day), slot) in asked.iter().zip(found) {
            row = gallop(row, |row| before(row, (group, day)));
            let pair = rows.groups.get(row).zip(rows.days.get(row));
            *slot = pair
                .filter(|(own, day)| **own == group && **day <= until)
                .map(|(_, &day)| Following {
                    day,
                    row,
                    number: gallop(row, |row| before(row, (group, day + 1))) - row,
                });
        }
        Ok(())
    };
    let parts = asked.chunks(ASKED).zip(found.chunks_mut(ASKED));
    work_off(parts.collect(), threads, &work, tick)?;
    Ok(found)
}

/// The first place from `start` on of which a condition no longer holds: it holds up to there.
fn gallop(start: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut step) = (start, 1);
    while holds(low + step - 1) {
        low += step;
        step *= 2;
    }
    let mut high = low + step - 1;
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
