//! Replicates that are told apart by their numbers, shared among threads.

use std::ops::Range;

use super::{gather_along, work_along};
use crate::error::Result;
use crate::progress::Tick;

/// Into how many parts replicates are cut for each thread, so that all end at about the same time.
const PARTS_A_THREAD: usize = 64;
/// Replicates counted in one go at most.
const REPLICATES_AT_ONCE: u64 = 256;

/// What each replicate gives, in their order: `number` of them, told apart by their numbers alone.
///
/// # Errors
///
/// As [`super::work_off`].
pub fn replicates<T: Clone + Default + Send>(
    number: usize,
    threads: usize,
    work: &(impl Fn(u64, &mut Tick<'_>) -> Result<T> + Sync),
    tick: &mut Tick<'_>,
) -> Result<Vec<T>> {
    let mut found = vec![T::default(); number];
    let size = number.div_ceil(PARTS_A_THREAD * threads).max(1);
    let parts: Vec<_> = (0_u64..)
        .step_by(size)
        .zip(found.chunks_mut(size))
        .collect();
    let each = |(start, cells): (u64, &mut [T]), tick: &mut Tick<'_>| {
        for (number, cell) in (start..).zip(cells) {
            *cell = work(number, tick)?;
        }
        Ok(())
    };
    let all = number as u64;
    // The caller hears of replicates, not of parts.
    let mut told = |done: u64, _| tick((done * size as u64).min(all), all);
    work_along(parts, threads, &each, &mut told)?;
    Ok(found)
}

/// Of how many replicates each of some things is true: `number` of them, told apart by their numbers.
///
/// # Errors
///
/// As [`gather_along`].
pub fn counted<const N: usize>(
    number: u64,
    threads: usize,
    holds: &(impl Fn(u64, &mut Tick<'_>) -> Result<[bool; N]> + Sync),
    tick: &mut Tick<'_>,
) -> Result<[u64; N]> {
    let part = number
        .div_ceil(REPLICATES_AT_ONCE)
        .clamp(1, REPLICATES_AT_ONCE);
    let part = usize::try_from(part).unwrap_or(usize::MAX);
    let work = |sums: &mut [u64; N], replicates: Range<usize>, tick: &mut Tick<'_>| {
        for replicate in replicates {
            for (sum, holds) in sums.iter_mut().zip(holds(replicate as u64, tick)?) {
                *sum += u64::from(holds);
            }
        }
        Ok(())
    };
    let add = |all: &mut [u64; N], sums: &[u64; N]| {
        for (all, sum) in all.iter_mut().zip(sums) {
            *all += sum;
        }
        Ok(())
    };
    let all = usize::try_from(number).unwrap_or(usize::MAX);
    let found = gather_along(all, part, threads, [0; N], &work, add, tick)?;
    tick(number, number)?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    #[test]
    fn replicates_are_those_of_their_numbers() {
        for threads in [1, 2, 8] {
            let square = |number: u64, _: &mut Tick<'_>| Ok(number * number);
            let found = replicates(500, threads, &square, &mut unattended).unwrap();
            assert!((0..500).map(|number| number * number).eq(found));
            let mut last = (0, 0);
            let mut tick = |done, all| {
                last = (done, all);
                Ok(())
            };
            counted(999, threads, &|_, _: &mut Tick<'_>| Ok([true]), &mut tick).unwrap();
            assert_eq!(last, (999, 999));
            let parity = |number: u64, _: &mut Tick<'_>| Ok([number.is_multiple_of(2), number < 7]);
            for number in [0, 1, 999, 100_000] {
                let found = counted(number, threads, &parity, &mut unattended);
                assert_eq!(found.unwrap(), [number.div_ceil(2), number.min(7)]);
            }
        }
    }
}
