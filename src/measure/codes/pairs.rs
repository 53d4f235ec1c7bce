//! Two columns of codes, of which each pair is one key: the two countries of a row.

use std::ops::Range;

use super::{Code, Codes};
use crate::error::{Result, same_length};
use crate::progress::Tick;
use crate::threads::{gather, work_off};
use crate::time::NO_GROUP;
use crate::time::following::Keyed;

/// Rows that are read at a time: what is made of them stays in the nearest cache.
const BLOCK: usize = 1 << 10;
/// Rows that a thread takes at a time.
const MOST_ROWS: usize = 1 << 21;
const FEWEST_ROWS: usize = 1 << 17;

/// Two columns of codes, and the group of each pair of them.
#[derive(Debug, Clone, Copy)]
pub struct PairCodes<'a> {
    first: Codes<'a>,
    second: Codes<'a>,
    /// The group of each pair, those of one first code after the other.
    groups: &'a [u32],
    /// How many codes the second column has.
    width: u32,
}

impl<'a> PairCodes<'a> {
    /// Takes the columns, and the group of each pair; [`NO_GROUP`] is none.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if the columns differ.
    pub fn new(first: Codes<'a>, second: Codes<'a>, groups: &'a [u32], width: u32) -> Result<Self> {
        same_length(("first", first.len()), ("second", second.len()))?;
        Ok(Self {
            first,
            second,
            groups,
            width,
        })
    }

    /// The group of each row.
    ///
    /// # Errors
    ///
    /// What `tick` returns.
    pub fn groups(&self, threads: usize, tick: &mut Tick<'_>) -> Result<Vec<u32>> {
        let mut groups = vec![NO_GROUP; self.first.len()];
        let size = rows_at_once(groups.len());
        let parts = (0..).step_by(size).zip(groups.chunks_mut(size));
        let work = |(start, part): (usize, &mut [u32])| {
            for (start, block) in (start..).step_by(BLOCK).zip(part.chunks_mut(BLOCK)) {
                self.read(start, block);
            }
            Ok(())
        };
        work_off(parts.collect(), threads, &work, tick)?;
        Ok(groups)
    }
}

impl Keyed for PairCodes<'_> {
    fn len(&self) -> usize {
        self.first.len()
    }

    fn group(&self, row: usize) -> u32 {
        let width = self.width as usize;
        let own = self.first.place(row).zip(self.second.place(row));
        let key = own.filter(|(_, second)| *second < width);
        let key = key.and_then(|(first, second)| first.checked_mul(width)?.checked_add(second));
        let group = key.and_then(|key| self.groups.get(key));
        group.copied().unwrap_or(NO_GROUP)
    }

    fn read(&self, start: usize, groups: &mut [u32]) {
        keys(self.first, self.second, self.width, start, groups, |key| {
            self.groups.get(key).copied().unwrap_or(NO_GROUP)
        });
    }

    fn mark_changes(&self, start: usize, marks: &mut [bool]) {
        self.first.mark_changes(start, marks);
        self.second.mark_changes(start, marks);
    }
}

/// Which pairs of codes occur, those of one first code after the other.
///
/// # Errors
///
/// [`crate::Error::Length`] if the columns differ; what `tick` returns.
pub fn pairs_seen(
    (first, n_first): (Codes<'_>, u32),
    (second, n_second): (Codes<'_>, u32),
    threads: usize,
    tick: &mut Tick<'_>,
) -> Result<Vec<bool>> {
    same_length(("first", first.len()), ("second", second.len()))?;
    let size = n_first as usize * n_second as usize;
    let look = |seen: &mut Vec<bool>, rows: Range<usize>| {
        let mut buffer = [0; BLOCK];
        for start in rows.clone().step_by(BLOCK) {
            let len = BLOCK.min(rows.end - start);
            let own = buffer.get_mut(..len).unwrap_or_default();
            keys(first, second, n_second, start, own, |key| {
                if let Some(seen) = seen.get_mut(key) {
                    *seen = true;
                }
                0
            });
        }
        Ok(())
    };
    gather(
        first.len(),
        rows_at_once(first.len()),
        threads,
        vec![false; size],
        &look,
        |all, more| {
            for (seen, more) in all.iter_mut().zip(more) {
                *seen |= more;
            }
            Ok(())
        },
        tick,
    )
}

/// Writes what is made of the key of each row of a block: its first code times the width, and the second.
fn keys(
    first: Codes<'_>,
    second: Codes<'_>,
    width: u32,
    start: usize,
    out: &mut [u32],
    mut made: impl FnMut(usize) -> u32,
) {
    use Codes::{I8, I16, I32, U8, U16, U32};
    match (first, second) {
        (U8(first), U8(second)) => joined(first, second, width, start, out, made),
        (U16(first), U16(second)) => joined(first, second, width, start, out, made),
        (U32(first), U32(second)) => joined(first, second, width, start, out, made),
        (I8(first), I8(second)) => joined(first, second, width, start, out, made),
        (I16(first), I16(second)) => joined(first, second, width, start, out, made),
        (I32(first), I32(second)) => joined(first, second, width, start, out, made),
        _ => {
            let (mut one, mut two) = ([0; BLOCK], [0; BLOCK]);
            for (start, out) in (start..).step_by(BLOCK).zip(out.chunks_mut(BLOCK)) {
                first.read(start, &mut one);
                second.read(start, &mut two);
                joined(&one, &two, width, 0, out, &mut made);
            }
        }
    }
}

fn joined<C: Code>(
    first: &[C],
    second: &[C],
    width: u32,
    start: usize,
    out: &mut [u32],
    mut made: impl FnMut(usize) -> u32,
) {
    let width = width as usize;
    let first = first.get(start..).unwrap_or_default();
    let second = second.get(start..).unwrap_or_default();
    for (out, (first, second)) in out.iter_mut().zip(first.iter().zip(second)) {
        // A code of no label is beyond every table.
        let (first, second) = (first.place(), second.place());
        let own = first.wrapping_mul(width).wrapping_add(second);
        *out = made(if second < width { own } else { usize::MAX });
    }
}

/// So many that every thread has some, and each is a short piece of work.
fn rows_at_once(rows: usize) -> usize {
    (rows / 16).clamp(FEWEST_ROWS, MOST_ROWS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    #[test]
    fn pairs_are_told_apart_in_any_width() {
        let size = 300_000;
        let one: Vec<u8> = (0..size).map(|row: u32| (row % 5) as u8).collect();
        let two: Vec<i64> = (0..size).map(|row| i64::from(row % 7) - 1).collect();
        let (first, second) = (Codes::U8(&one), Codes::I64(&two));
        let plain = |row: usize| usize::from(one[row]) * 6 + row % 7;
        let table: Vec<u32> = (100..130).collect();
        let pairs = PairCodes::new(first, second, &table, 6).unwrap();
        for threads in [1, 3] {
            let found = pairs.groups(threads, &mut unattended).unwrap();
            for (row, group) in found.iter().enumerate() {
                let known = two[row] >= 0;
                assert_eq!(
                    *group,
                    if known {
                        table[plain(row) - 1]
                    } else {
                        NO_GROUP
                    }
                );
                assert_eq!(*group, pairs.group(row));
            }
            let seen = pairs_seen((first, 5), (second, 6), threads, &mut unattended).unwrap();
            assert_eq!(seen, vec![true; 30]);
        }
        let few = pairs_seen(
            (Codes::U8(&[1, 0]), 2),
            (Codes::U16(&[0, 9]), 2),
            1,
            &mut unattended,
        );
        assert_eq!(few.unwrap(), vec![false, false, true, false]);
        assert!(PairCodes::new(first, Codes::U8(&[]), &table, 6).is_err());
    }
}
