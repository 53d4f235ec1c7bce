//! Groups: the pairs of countries that occur, numbered densely in the order of their codes.

use std::ops::Range;

use super::codes::{Codes, Numbered};
use crate::error::{Error, Result};
use crate::progress::unattended;
use crate::threads::{Chunk, Threads, chunks, gather, work_off};
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

/// So many rows are read at once.
const CHUNK: usize = 1 << 16;
const SERIAL_BELOW: usize = 1 << 20;

/// Numbers the pairs of countries that occur, each of a country and another one, in the rows kept: in
/// all of them if nothing is said.
///
/// # Errors
///
/// [`Error::Length`] if the columns differ; [`Error::BadCode`] for a country out of range.
pub fn pairs(
    ends: [Codes<'_>; 2],
    keep: Option<&[bool]>,
    n_countries: u32,
    by: GroupBy,
    threads: Threads,
) -> Result<Groups> {
    let n_rows = ends[0].len();
    let lengths = [
        ("destinations", ends[1].len()),
        ("keep", keep.map_or(n_rows, <[bool]>::len)),
    ];
    for (name, len) in lengths {
        if len != n_rows {
            let (left, right) = ("origins".into(), name.into());
            return Err(Error::Length {
                left,
                left_len: n_rows,
                right,
                right_len: len,
            });
        }
    }
    let threads = threads.of(n_rows >= SERIAL_BELOW);
    let rows = Rows {
        ends,
        keep,
        n_countries,
        by,
    };
    let (size, width) = (rows.size(), u64::from(n_countries));
    let occurring = rows.occurring(n_rows, size, threads)?;
    let number = numbering(&occurring, size);
    let mut codes = vec![NO_GROUP; n_rows];
    let mut nothing = vec![(); n_rows];
    let parts = chunks(&mut codes, &mut nothing, CHUNK);
    let work = |part: Chunk<'_, u32, ()>| {
        let mut codes = part.first.iter_mut();
        rows.each(part.start..part.start + part.second.len(), |key| {
            if let Some((code, key)) = codes.next().zip(key) {
                *code = number(key);
            }
        })
    };
    work_off(parts, threads, &work, &mut unattended)?;
    let pairs = occurring
        .iter()
        .map(|&key| (part(key / width), part(key % width)))
        .collect();
    Ok(Groups { codes, pairs })
}

/// The two countries of each row, and which rows are kept.
#[derive(Clone, Copy)]
struct Rows<'a> {
    ends: [Codes<'a>; 2],
    keep: Option<&'a [bool]>,
    n_countries: u32,
    by: GroupBy,
}

impl Rows<'_> {
    /// How many keys there are, if a table of them is small enough.
    fn size(&self) -> Option<usize> {
        let width = self.n_countries as usize;
        let size = width.checked_mul(width);
        size.filter(|size| *size <= TABLE_UP_TO)
    }

    /// Hands over the key of the pair of each row that has one.
    fn each(&self, rows: Range<usize>, mut take: impl FnMut(Option<u64>)) -> Result<()> {
        const BLOCK: usize = 1_024;
        let width = u64::from(self.n_countries);
        let (mut from, mut to) = ([0_u32; BLOCK], [0_u32; BLOCK]);
        for start in rows.clone().step_by(BLOCK) {
            let len = BLOCK.min(rows.end - start);
            for (buffer, codes) in [&mut from, &mut to].into_iter().zip(self.ends) {
                let numbers = None;
                let column = Numbered { codes, numbers };
                let buffer = buffer.get_mut(..len).unwrap_or_default();
                column.write(start, buffer, "countries", self.n_countries as usize)?;
            }
            let keep = self.keep.map(|keep| keep.get(start..start + len));
            let keep = keep.map(Option::unwrap_or_default);
            for (row, (&origin, &destination)) in from.iter().zip(&to).take(len).enumerate() {
                let kept = keep.is_none_or(|keep| keep.get(row) == Some(&true));
                let swap = self.by == GroupBy::Dyad && destination < origin;
                let (one, two) = if swap {
                    (destination, origin)
                } else {
                    (origin, destination)
                };
                let key = u64::from(one)
                    .wrapping_mul(width)
                    .wrapping_add(u64::from(two));
                take((kept && origin != destination).then_some(key));
            }
        }
        Ok(())
    }

    /// The distinct keys of the rows kept, ascending.
    fn occurring(&self, n_rows: usize, size: Option<usize>, threads: usize) -> Result<Vec<u64>> {
        let mut tick = unattended;
        if let Some(size) = size {
            let threads = threads.min((n_rows / size.max(1)).max(1));
            let seen = gather(
                n_rows,
                CHUNK,
                threads,
                vec![false; size],
                &|seen: &mut Vec<bool>, rows| {
                    self.each(rows, |key| {
                        let key = key.and_then(|key| usize::try_from(key).ok());
                        if let Some(seen) = key.and_then(|key| seen.get_mut(key)) {
                            *seen = true;
                        }
                    })
                },
                |all, more| {
                    for (seen, more) in all.iter_mut().zip(more) {
                        *seen |= more;
                    }
                    Ok(())
                },
                &mut tick,
            )?;
            let numbered = (0..).zip(seen).filter(|(_, seen)| *seen);
            return Ok(numbered.map(|(key, _)| key).collect());
        }
        let mut distinct = Vec::new();
        self.each(0..n_rows, |key| distinct.extend(key))?;
        distinct.sort_unstable();
        distinct.dedup();
        Ok(distinct)
    }
}

/// The place of a key among those that occur: by a table where one is small enough.
fn numbering(occurring: &[u64], size: Option<usize>) -> impl Fn(u64) -> u32 {
    let table = size.map(|size| {
        let mut table = vec![NO_GROUP; size];
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

    fn found(from: &[u32], to: &[u32], keep: Option<&[bool]>, n: u32, by: GroupBy) -> Groups {
        let ends = [Codes::U32(from), Codes::U32(to)];
        let one = pairs(ends, keep, n, by, Threads::asked(Some(1)).unwrap()).unwrap();
        let many = pairs(ends, keep, n, by, Threads::asked(Some(3)).unwrap()).unwrap();
        assert_eq!(one, many);
        one
    }

    #[test]
    fn pairs_that_occur() {
        let (origins, destinations) = ([2, 0, 0, 1, 1], [0, 2, 1, 1, 2]);
        let keep = [true, true, true, true, false];
        let dyads = found(&origins, &destinations, Some(&keep), 3, GroupBy::Dyad);
        assert_eq!(dyads.codes, vec![1, 1, 0, NO_GROUP, NO_GROUP]);
        assert_eq!(dyads.pairs, vec![(0, 1), (0, 2)]);
        let directed = found(&origins, &destinations, None, 3, GroupBy::Direction);
        assert_eq!(directed.codes, vec![3, 1, 0, NO_GROUP, 2]);
    }

    #[test]
    fn many_countries_take_the_other_way_to_the_same_numbers() {
        let origins: Vec<u32> = (0..500).map(|row| row * 37 % 5_000).collect();
        let destinations: Vec<u32> = (0..500).map(|row| row * 91 % 5_000).collect();
        let found = found(&origins, &destinations, None, 5_000, GroupBy::Direction);
        assert!(found.pairs.is_sorted());
        for ((&code, origin), destination) in found.codes.iter().zip(origins).zip(destinations) {
            if origin == destination {
                assert_eq!(code, NO_GROUP);
            } else {
                assert_eq!(found.pairs[code as usize], (origin, destination));
            }
        }
    }

    #[test]
    fn refusals() {
        let threads = Threads::asked(Some(1)).unwrap();
        let one = Codes::U8(&[0]);
        assert!(matches!(
            pairs([one, Codes::U8(&[])], None, 1, GroupBy::Dyad, threads),
            Err(Error::Length { .. })
        ));
        let outcome = pairs([one, Codes::I8(&[1])], None, 1, GroupBy::Dyad, threads);
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
