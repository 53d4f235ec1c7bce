//! Counts of several parts as one, the cells of each after those of the part before.

use super::numbers::Numbers;
use super::occurring::Occurring;
use crate::error::Result;
use crate::progress::Tick;
use crate::threads::work_off;

impl Numbers {
    /// The numbers of all parts, which so many threads write side by side.
    ///
    /// # Errors
    ///
    /// Whatever `tick` returns.
    pub fn joined(parts: &[&Self], threads: usize, tick: &mut Tick<'_>) -> Result<Self> {
        let sizes: Vec<usize> = parts.iter().map(|part| part.qualify.len()).collect();
        let qualify = joined(&sizes, threads, tick, &|number, own| {
            copy(own, parts.get(number).map(|part| part.qualify.as_slice()));
        })?;
        if parts.iter().all(|part| part.unclear.is_empty()) {
            let unclear = Vec::new();
            return Ok(Self { qualify, unclear });
        }
        let unclear = joined(&sizes, threads, tick, &|number, own| {
            let told = parts.get(number).map(|part| part.unclear.as_slice());
            copy(own, told.filter(|told| !told.is_empty()));
        })?;
        Ok(Self { qualify, unclear })
    }
}

impl Occurring {
    /// The cells of all parts, which so many threads write side by side.
    ///
    /// # Errors
    ///
    /// Whatever `tick` returns.
    pub fn joined(parts: &[Self], threads: usize, tick: &mut Tick<'_>) -> Result<Self> {
        let sizes = |of: fn(&Self) -> usize| parts.iter().map(of).collect::<Vec<_>>();
        let n_classes = sizes(|part| part.classes.len());
        let before = n_classes.iter().scan(0, |sum, own| {
            Some(std::mem::replace(
                sum,
                *sum + i64::try_from(*own).unwrap_or(i64::MAX),
            ))
        });
        let before: Vec<i64> = before.collect();
        let ends = joined(
            &sizes(|part| part.ends.len()),
            threads,
            tick,
            &|number, own| {
                let part = parts.get(number).map_or(&[][..], |part| &part.ends);
                let before = before.get(number).copied().unwrap_or(0);
                for (place, end) in own.iter_mut().zip(part) {
                    *place = before + end;
                }
            },
        )?;
        let classes = joined(&n_classes, threads, tick, &|number, own| {
            copy(own, parts.get(number).map(|part| part.classes.as_slice()));
        })?;
        let numbers = |of: fn(&Self) -> &Numbers| parts.iter().map(of).collect::<Vec<_>>();
        Ok(Self {
            ends,
            classes,
            counts: Numbers::joined(&numbers(|part| &part.counts), threads, tick)?,
            totals: Numbers::joined(&numbers(|part| &part.totals), threads, tick)?,
        })
    }
}

/// A column of which each part is written by itself.
fn joined<T: Clone + Default + Send>(
    sizes: &[usize],
    threads: usize,
    tick: &mut Tick<'_>,
    write: &(impl Fn(usize, &mut [T]) + Sync),
) -> Result<Vec<T>> {
    let mut whole = vec![T::default(); sizes.iter().sum()];
    let (mut rest, mut parts) = (whole.as_mut_slice(), Vec::with_capacity(sizes.len()));
    for (number, &size) in sizes.iter().enumerate() {
        parts.push((number, rest.split_off_mut(..size).unwrap_or_default()));
    }
    let work = |(number, own): (usize, &mut [T])| {
        write(number, own);
        Ok(())
    };
    work_off(parts, threads, &work, tick)?;
    Ok(whole)
}

fn copy<T: Copy>(own: &mut [T], part: Option<&[T]>) {
    if let Some(part) = part {
        own.copy_from_slice(part);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Counter, Table};
    use super::*;
    use crate::progress::unattended;

    #[test]
    fn parts_are_one_as_if_they_had_been_counted_as_one() {
        let mut all: Table<Cell> = Table::new(30).unwrap();
        let mut parts = vec![];
        for size in [6, 0, 9, 15_usize] {
            let from = parts
                .iter()
                .map(|part: &Table<Cell>| part.0.len())
                .sum::<usize>();
            let mut part: Table<Cell> = Table::new(size as u128).unwrap();
            for place in (0..size).filter(|place| place % 4 != 1) {
                let more = Cell {
                    qualify: u32::from(place % 3 != 0),
                    unclear: u32::from(from == 6 && place % 2 == 0),
                };
                part.count(place, more);
                all.count(from + place, more);
            }
            parts.push(part);
        }
        let told: Vec<_> = parts.iter().map(|part| part.by_class(3)).collect();
        assert!(told[0].totals.unclear.is_empty());
        for threads in [1, 2, 8] {
            let found = Occurring::joined(&told, threads, &mut unattended);
            assert_eq!(found, Ok(all.by_class(3)));
        }
    }
}
