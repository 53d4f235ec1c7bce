//! Counting visits pair by pair on many lists of eras: those of one pair are laid together first, so that
//! what counts them stays in the nearest cache, however many pairs and lists there are.

use std::ops::Range;

use super::axes::{Axes, needs_groups};
use super::cells::Cell;
use super::counts::{Account, check};
use super::occurring::{Keys, Occurring};
use super::visits::{BLOCK, Block, Visits, check_days, verdict};
use super::{SERIAL_BELOW, rows};
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::threads::{Threads, made_of_each, work_off};
use crate::time::NO_GROUP;
use crate::time::index::{DayBytes, DayIndex, Place};

/// Most rows that are laid by pair at a time: Ctrl-C is heeded between them.
const MOST_ROWS: usize = 1 << 21;

/// Where there is a visit for so many days, a table of these is made.
const DAYS_A_VISIT: usize = 16;

/// A visit of a pair.
#[derive(Debug, Clone, Copy, Default)]
struct Visit {
    day: i32,
    /// Twice the class, and one more where it is unclear.
    class: u32,
}

/// Consecutive rows by their pairs.
#[derive(Debug, Clone, Default)]
struct ByPair {
    visits: Vec<Visit>,
    /// Where those of each pair begin and end.
    begins: Vec<u32>,
    ends: Vec<u32>,
    excluded: u64,
}

impl ByPair {
    fn of(visits: Visits<'_>, rows: Range<usize>, axes: &Axes) -> Result<Self> {
        let n_pairs = axes.n_pairs();
        let mut found = Self {
            begins: vec![0; n_pairs],
            visits: vec![Visit::default(); rows.len()],
            ..Self::default()
        };
        found.make_room(visits, rows.clone())?;
        found.ends.clone_from(&found.begins);
        visits.blocks(rows, axes.n_classes, |block| found.put(block))?;
        Ok(found)
    }

    /// Finds where the visits of each pair begin; rows that do not count have room, too.
    fn make_room(&mut self, visits: Visits<'_>, rows: Range<usize>) -> Result<()> {
        let n_pairs = self.begins.len();
        let mut buffer = [0; BLOCK];
        for from in rows.clone().step_by(BLOCK) {
            let groups = buffer.get_mut(..BLOCK.min(rows.end - from));
            let groups = groups.unwrap_or_default();
            if let Some(keys) = visits.groups {
                keys.read(from, groups);
            }
            for (row, &pair) in groups.iter().enumerate() {
                match self.begins.get_mut(pair as usize) {
                    Some(number) => *number += 1,
                    None if pair == NO_GROUP => {}
                    None => check("groups", from + row, pair, n_pairs)?,
                }
            }
        }
        let mut sum = 0;
        for begin in &mut self.begins {
            sum += std::mem::replace(begin, sum);
        }
        Ok(())
    }

    fn put(&mut self, block: Block<'_>) -> Result<()> {
        check_days(block.days, block.first_row)?;
        let groups = block.groups.unwrap_or_default();
        for (row, (&day, &pair)) in block.days.iter().zip(groups).enumerate() {
            let verdict = block.verdict(row);
            if verdict == verdict::EXCLUDED {
                self.excluded += 1;
                continue;
            }
            let Some(end) = self.ends.get_mut(pair as usize) else {
                continue;
            };
            let class = block.classes.and_then(|classes| classes.get(row));
            let class = 2 * class.copied().unwrap_or(0) + u32::from(verdict == verdict::UNCLEAR);
            if let Some(visit) = self.visits.get_mut(*end as usize) {
                *visit = Visit { day, class };
            }
            *end += 1;
        }
        Ok(())
    }

    fn of_pair(&self, pair: u32) -> &[Visit] {
        let place = |ends: &[u32]| ends.get(pair as usize).map_or(0, |end| *end as usize);
        let own = place(&self.begins)..place(&self.ends);
        self.visits.get(own).unwrap_or_default()
    }
}

/// Counts the visits of each pair by itself on many lists of eras; tells the classes that occur.
///
/// # Errors
///
/// As for [`super::tally`].
pub fn tally_by_pair(
    axes: &Axes,
    visits: Visits<'_>,
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<Vec<(Occurring, Account)>> {
    let n_rows = rows(&visits)?;
    needs_groups(&visits)?;
    if u32::try_from(axes.n_classes).map_or(true, |number| number > u32::MAX / 2) {
        return Err(Error::too_large(
            "the classes of a tally",
            axes.n_classes as u128,
            u128::from(u32::MAX / 2),
        ));
    }
    let threads = threads.of(n_rows >= SERIAL_BELOW);
    let size = n_rows.div_ceil(threads.max(1)).clamp(1, MOST_ROWS);
    let ranges = (0..n_rows).step_by(size);
    let ranges: Vec<_> = ranges.map(|from| from..(from + size).min(n_rows)).collect();
    let mut parts = vec![ByPair::default(); ranges.len()];
    let work = |(rows, part): (Range<usize>, &mut ByPair)| {
        *part = ByPair::of(visits, rows, axes)?;
        Ok(())
    };
    let pairs = ranges.into_iter().zip(&mut parts).collect();
    let mut told = |done: u64, _| tick((done * size as u64).min(n_rows as u64), n_rows as u64);
    work_off(pairs, threads, &work, &mut told)?;
    let excluded = parts.iter().map(|part| part.excluded).sum();
    let count = |number| on_axis(axes, number, &parts, (n_rows as u64, excluded));
    let mut all = |_, _| tick(n_rows as u64, n_rows as u64);
    made_of_each((0..axes.len()).collect(), threads, &count, &mut all)
}

fn on_axis(
    axes: &Axes,
    number: usize,
    parts: &[ByPair],
    (rows, excluded): (u64, u64),
) -> (Occurring, Account) {
    let (mut found, mut account) = (Occurring::default(), Account::default());
    let Some((spans, pairs)) = axes.of_axis(number) else {
        return (found, account);
    };
    let (n_eras, n_classes) = (spans.n_eras(), axes.n_classes);
    let width = 2 * n_classes as u64;
    let of_pair = |pair| parts.iter().flat_map(move |part| part.of_pair(pair));
    let n_visits: usize = pairs.iter().map(|pair| of_pair(*pair).count()).sum();
    let table = (n_visits >= spans.days() / DAYS_A_VISIT).then(|| spans.table());
    let table = table.flatten().unwrap_or_default();
    let bytes = DayBytes::new(spans.since(), &table).filter(|_| !table.is_empty());
    let mut keys = Keys::default();
    found.make_room(pairs.len() * n_eras, n_classes, n_visits);
    for &pair in pairs {
        for visit in of_pair(pair) {
            let era = match bytes {
                Some(bytes) => bytes.place(visit.day).into(),
                None => spans.place(visit.day.into()),
            };
            match era {
                Place::Outside => account.outside_window += 1,
                Place::InNoEra => account.in_no_era += 1,
                Place::Era(era) => keys.push(u64::from(era) * width + u64::from(visit.class)),
            }
        }
        let Cell { qualify, unclear } = found.put_all(&mut keys, n_eras, n_classes);
        account.used += u64::from(qualify);
        account.unclear += u64::from(unclear);
    }
    account.complete(rows, excluded);
    (found, account)
}

#[cfg(test)]
mod tests {
    use super::super::super::codes::{Codes, Numbered};
    use super::super::{Axis, Table, tally_on_axes};
    use super::*;
    use crate::progress::unattended;
    use crate::time::exact::Dates;
    use crate::time::spans::SpanIndex;
    use crate::time::window::Window;

    #[test]
    fn pair_by_pair_as_visit_by_visit() {
        let pairs = [(0, 1), (1, 0), (2, 3), (0, 2), (3, 2)];
        let window = Window::new(0, 999).unwrap();
        let spans = |ends: &[i64]| {
            let (starts, ends) = ([&[-9], ends].concat(), [ends, &[900]].concat());
            let numbers: Vec<u32> = (0..).take(ends.len()).collect();
            SpanIndex::new((&starts, &ends), &numbers, ends.len(), window).unwrap()
        };
        let of_side = |side, other_side, ends: &[i64]| Axis {
            side,
            other_side,
            spans: spans(ends),
        };
        // Few visits are sorted, and their days looked for; many are counted by tables.
        for size in [0_u32, 3, 40, 30_000] {
            let axes = Axes::new(
                vec![
                    of_side(Some(0), None, &[100, 500]),
                    of_side(Some(2), Some(3), &[]),
                    of_side(None, None, &[7, 8, 450]),
                    of_side(Some(9), None, &[]),
                ],
                &pairs,
                3,
                true,
            );
            let rows = 0..size;
            let days: Vec<i32> = rows.clone().map(|row| days_of(row) % 1_100 - 40).collect();
            let pair = |row: u32| {
                if row.is_multiple_of(11) {
                    NO_GROUP
                } else {
                    row * 31 % 5
                }
            };
            let groups: Vec<u32> = rows.clone().map(pair).collect();
            let verdicts: Vec<u8> = rows.clone().map(|row| (row * 7 % 3) as u8).collect();
            let classes: Vec<u8> = rows.map(|row| (row / 3 % 3) as u8).collect();
            let coded = |codes| Numbered {
                codes: Codes::U8(codes),
                numbers: None,
            };
            let (every, classes) = (groups.as_slice(), [coded(&classes)]);
            let visits = Visits {
                dates: Dates::of_days(&days),
                groups: Some(&every),
                classes: &classes,
                verdicts: Some(coded(&verdicts)),
            };
            let shapes = axes.shapes();
            let tables = shapes.iter().map(|shape| Table::<Cell>::new(shape.cells()));
            let tables = tables.collect::<Result<_>>().unwrap();
            let one = Threads::asked(Some(1)).unwrap();
            let wanted = tally_on_axes(&axes, visits, tables, one, &mut unattended).unwrap();
            let wanted: Vec<_> = wanted
                .finish()
                .into_iter()
                .map(|(table, account)| (table.by_class(3), account))
                .collect();
            for threads in [1, 2, 8] {
                let threads = Threads::asked(Some(threads)).unwrap();
                let found = tally_by_pair(&axes, visits, threads, &mut unattended);
                assert_eq!(found.unwrap(), wanted, "{size} visits");
            }
        }
    }

    fn days_of(row: u32) -> i32 {
        (row * 7_919).cast_signed() & 0xFFFF
    }
}
