//! Rows that lie together by group, in order of days there: days in order are found by galloping from
//! the last one.
//!
//! Rows ordered by origin, destination and day are of this kind, where a pair and its reverse are one
//! group as well: it lies in two places.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{BLOCK, Dated, Following};
use crate::error::Result;
use crate::progress::Tick;
use crate::threads::work_off;

/// Days asked for that a thread takes at a time.
const ASKED: usize = 1 << 13;
/// In so many places a group may lie.
const MOST_PLACES: usize = 4;
/// So many days are compared before any is skipped.
const NEAR: usize = 16;
/// Of rows that lie together so many, about, are of one group.
const TOGETHER: usize = 4;

/// Where the rows of each group lie.
#[derive(Debug)]
pub(super) struct Runs<'a> {
    rows: Dated<'a>,
    /// For each group the place of its first run, and behind the last group their number.
    starts: Vec<usize>,
    spans: Vec<Range<usize>>,
}

/// Days asked for, and their answers.
type Asked<'a> = (&'a [(u32, i32)], &'a mut [Option<Following>]);

impl<'a> Runs<'a> {
    /// None if rows are in no such order.
    pub(super) fn of(
        asked: &[(u32, i32)],
        rows: Dated<'a>,
        threads: usize,
        tick: &mut Tick<'_>,
    ) -> Result<Option<Self>> {
        let Some(firsts) = first_rows(rows, threads, tick)? else {
            return Ok(None);
        };
        let n_groups = asked.last().map_or(0, |(group, _)| *group as usize + 1);
        let ends = firsts.iter().skip(1).copied().chain([rows.len()]);
        let mut runs = Vec::new();
        let mut starts = vec![0; n_groups + 1];
        for (start, end) in firsts.iter().copied().zip(ends) {
            let group = rows.groups.group(start);
            if let Some(number) = starts.get_mut(group as usize + 1) {
                *number += 1;
                if *number > MOST_PLACES {
                    return Ok(None);
                }
                runs.push((group, start..end));
            }
        }
        runs.sort_by_key(|run| run.0);
        let mut sum = 0;
        for number in &mut starts {
            sum += *number;
            *number = sum;
        }
        let spans = runs.into_iter().map(|run| run.1).collect();
        Ok(Some(Self {
            rows,
            starts,
            spans,
        }))
    }

    /// As [`super::following`].
    pub(super) fn following(
        &self,
        asked: &[(u32, i32)],
        until: i32,
        threads: usize,
        tick: &mut Tick<'_>,
    ) -> Result<Vec<Option<Following>>> {
        let mut found = vec![None; asked.len()];
        let work = |(asked, found): Asked<'_>| {
            let (mut last, mut own) = (None, Vec::new());
            for (&(group, day), slot) in asked.iter().zip(found) {
                if last.replace(group) != Some(group) {
                    own.clear();
                    own.extend(self.runs(group).iter().cloned());
                }
                let each = own.iter_mut().filter_map(|run| self.next(run, day));
                let nearest = each.reduce(Following::or_nearer);
                *slot = nearest.filter(|found| found.day <= until);
            }
            Ok(())
        };
        let parts = asked.chunks(ASKED).zip(found.chunks_mut(ASKED));
        work_off(parts.collect(), threads, &work, tick)?;
        Ok(found)
    }

    fn runs(&self, group: u32) -> &[Range<usize>] {
        let group = group as usize;
        match (self.starts.get(group), self.starts.get(group + 1)) {
            (Some(&from), Some(&to)) => self.spans.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The first day of a run on or after one; the rows before it are left behind.
    fn next(&self, run: &mut Range<usize>, day: i32) -> Option<Following> {
        let days = self.rows.days.get(run.clone()).unwrap_or_default();
        run.start += leading(days, |own| own < day);
        let days = self.rows.days.get(run.clone()).unwrap_or_default();
        let first = *days.first()?;
        let alone = days.get(1).is_none_or(|next| *next > first);
        let number = if alone {
            1
        } else {
            leading(days, |own| own <= first)
        };
        Following::new(first, run.start, number)
    }
}

/// The first row of each run, if within each days ascend, and there are few.
fn first_rows(rows: Dated<'_>, threads: usize, tick: &mut Tick<'_>) -> Result<Option<Vec<usize>>> {
    let together = AtomicBool::new(true);
    let found = Mutex::new(Vec::new());
    let chunk = rows.chunk();
    let work = |start: usize| {
        let mut firsts = Vec::new();
        for block in rows.blocks(start, chunk) {
            let few = BLOCK + (block.start - start) / TOGETHER;
            if !together.load(Ordering::Relaxed)
                || firsts.len() > few
                || !add_first_rows(rows, block, &mut firsts)
            {
                together.store(false, Ordering::Relaxed);
                return Ok(());
            }
        }
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        found.push(firsts);
        Ok(())
    };
    let starts: Vec<usize> = (0..rows.len()).step_by(chunk).collect();
    work_off(starts, threads, &work, tick)?;
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_unstable_by_key(|firsts| firsts.first().copied());
    Ok(together.into_inner().then(|| found.concat()))
}

#[expect(
    clippy::needless_bitwise_bool,
    reason = "without a way out of the loop rows are compared many at once"
)]
/// Adds the rows of a block that are the first of a run, if days ascend between them.
fn add_first_rows(rows: Dated<'_>, block: Range<usize>, firsts: &mut Vec<usize>) -> bool {
    let mut marks = [false; BLOCK];
    let marks = marks.get_mut(..block.len()).unwrap_or_default();
    rows.groups.mark_changes(block.start, marks);
    let from = block.start.saturating_sub(1);
    let days = rows.days.get(from..block.end).unwrap_or_default();
    let later = days.get(1..).unwrap_or_default();
    let own = marks
        .get(block.start.abs_diff(from + 1)..)
        .unwrap_or_default();
    let fall = (days.iter().zip(later).zip(own)).fold(false, |fall, ((day, later), first)| {
        fall | (!first & (later < day))
    });
    let eights = (block.start..).step_by(8).zip(marks.chunks(8));
    for (row, eight) in eights {
        if eight.iter().fold(false, |any, first| any | first) {
            let each = (row..).zip(eight).filter(|(_, first)| **first);
            firsts.extend(each.map(|(row, _)| row));
        }
    }
    !fall
}

/// How many days, from the first on, a condition holds for: it holds up to there.
fn leading(days: &[i32], holds: impl Fn(i32) -> bool) -> usize {
    match days.first_chunk::<NEAR>() {
        Some(near) if !holds(near[NEAR - 1]) => {
            // Without a way out of the loop days are compared many at once.
            near.iter().map(|day| usize::from(holds(*day))).sum()
        }
        _ => gallop(days, holds),
    }
}

fn gallop(days: &[i32], holds: impl Fn(i32) -> bool) -> usize {
    let holds_at = |place: usize| days.get(place).is_some_and(|day| holds(*day));
    let (mut low, mut step) = (0, 1);
    while holds_at(low + step - 1) {
        low += step;
        step *= 2;
    }
    let within = days.get(low..(low + step - 1).min(days.len()));
    low + within
        .unwrap_or_default()
        .partition_point(|day| holds(*day))
}
