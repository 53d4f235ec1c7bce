//! Few days asked for: one pass over the rows, in which each keeps the nearest one.

use std::sync::{Mutex, PoisonError};

use super::{Dated, Following, starts};
use crate::error::Result;
use crate::progress::Tick;
use crate::threads::work_off;

/// As [`super::following`], for rows in any order.
pub(super) fn following(
    asked: &[(u32, i32)],
    rows: Dated<'_>,
    until: i32,
    threads: usize,
    tick: &mut Tick<'_>,
) -> Result<Vec<Option<Following>>> {
    let starts = starts(asked);
    let days: Vec<i32> = asked.iter().map(|(_, day)| *day).collect();
    let whole = Mutex::new(vec![None; asked.len()]);
    let chunk = rows.chunk();
    let work = |start: usize| {
        let mut nearest = vec![None; asked.len()];
        rows.each(start, chunk, |row, group, day| {
            let group = group as usize;
            let (Some(&from), Some(&to)) = (starts.get(group), starts.get(group.saturating_add(1)))
            else {
                return;
            };
            if from == to || day > until {
                return;
            }
            let own = days.get(from..to).unwrap_or_default();
            // Kept by the last day that it is not before: for an earlier one it is known to be later.
            let place = from + own.partition_point(|asked| *asked <= day);
            if let Some(slot) = (place > from).then(|| nearest.get_mut(place - 1)).flatten() {
                nearer(slot, Following::new(day, row, 1));
            }
        });
        let mut whole = whole.lock().unwrap_or_else(PoisonError::into_inner);
        for (slot, found) in whole.iter_mut().zip(nearest) {
            nearer(slot, found);
        }
        Ok(())
    };
    work_off(
        (0..rows.len()).step_by(chunk).collect(),
        threads,
        &work,
        tick,
    )?;
    let mut found = whole.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut next: Option<(u32, Following)> = None;
    for ((group, _), slot) in asked.iter().zip(&mut found).rev() {
        match slot {
            Some(found) => next = Some((*group, *found)),
            None => *slot = next.filter(|next| next.0 == *group).map(|next| next.1),
        }
    }
    Ok(found)
}

/// Takes a row in if it is nearer than the one kept, or of the same day.
fn nearer(slot: &mut Option<Following>, other: Option<Following>) {
    if let Some(other) = other {
        *slot = Some(slot.map_or(other, |kept| kept.or_nearer(other)));
    }
}
