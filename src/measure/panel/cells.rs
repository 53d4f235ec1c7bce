//! Visits counted by cell, and what they weigh.

use super::{Codes, Frame, Located, NOWHERE};
use crate::error::Result;
use crate::progress::Tick;
use crate::special::real::{EXACT, to_real};
use crate::threads::{Threads, work_along};

/// Up to so many halvings a weight is looked for as a whole number.
const MOST_HALVINGS: i32 = 40;
const SERIAL_BELOW: usize = 300_000;
/// After so many visits somebody may stop it.
const ROWS_A_LOOK: usize = 1 << 18;

/// The visits of one cell: how many, and what they weigh.
pub type Counted = [f64; 2];

/// Counts visits by cell into a table of zeros: those in classes by what each class weighs.
///
/// A weight is the sum over classes of their counts times their weights, in order of classes.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn counted(
    located: &Located,
    classes: Option<(Codes<'_>, &[f64])>,
    table: &mut [Counted],
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<()> {
    let n_rows = located.cells.len();
    let (rows_weigh, sorted) = match classes {
        Some((codes, weights)) if in_any_order(weights, n_rows) => (Some((codes, weights)), None),
        other => (None, other),
    };
    let threads = threads.of(n_rows >= SERIAL_BELOW).max(1);
    // A cell that is in none of a part is passed over: to ask of every visit costs more.
    let size = table.len().div_ceil(threads).max(1);
    let mut by_code = [0.0; 256];
    if let Some((_, weights)) = rows_weigh {
        let pairs = by_code.iter_mut().zip(weights);
        pairs.for_each(|(own, weight)| *own = *weight);
    }
    let parts: Vec<_> = (0..).step_by(size).zip(table.chunks_mut(size)).collect();
    let work = |(from, cells): (usize, &mut [Counted]), tick: &mut Tick<'_>| {
        let from = u32::try_from(from).unwrap_or(u32::MAX);
        let chunks = located.cells.chunks(ROWS_A_LOOK);
        for (first, own) in (0..).step_by(ROWS_A_LOOK).zip(chunks) {
            match rows_weigh {
                Some((Codes::U8(codes), _)) => {
                    let codes = codes.get(first..).unwrap_or_default();
                    for (cell, code) in own.iter().zip(codes) {
                        let weight = by_code.get(usize::from(*code)).copied();
                        add(cells, *cell, from, weight.unwrap_or_default());
                    }
                }
                Some((codes, weights)) => {
                    for (row, cell) in (first..).zip(own) {
                        let weight = codes.place(row).and_then(|class| weights.get(class));
                        add(cells, *cell, from, weight.copied().unwrap_or_default());
                    }
                }
                None => {
                    for cell in own {
                        add(cells, *cell, from, 0.0);
                    }
                }
            }
            tick(first as u64, n_rows as u64)?;
        }
        Ok(())
    };
    work_along(parts, threads, &work, tick)?;
    if let Some((codes, weights)) = sorted {
        weigh_in_order(table, &located.cells, codes, weights);
    }
    Ok(())
}

/// Counts by cell the visits whose last day comes after the period: they may lie in a later one.
pub fn later(frame: &Frame<'_>, located: &Located, last: &[i32], vague: &mut [i64]) {
    let n_periods = frame.n_periods().max(1);
    for (cell, last) in located.cells.iter().zip(last) {
        let end = frame.edges.get(*cell as usize % n_periods + 1);
        let own = vague.get_mut(*cell as usize);
        if let (Some(own), Some(end)) = (own, end) {
            *own += i64::from(i64::from(*last) >= *end);
        }
    }
}

#[inline]
fn add(cells: &mut [Counted], cell: u32, from: u32, weight: f64) {
    if let Some([count, sum]) = cells.get_mut(cell.wrapping_sub(from) as usize) {
        *count += 1.0;
        *sum += weight;
    }
}

/// Whether sums of so many of these weights are exact, so that their order does not matter.
fn in_any_order(weights: &[f64], n_rows: usize) -> bool {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    let whole = |halvings: &i32| {
        let scale = f64::from(*halvings).exp2();
        weights.iter().all(|weight| (weight * scale).fract() == 0.0)
    };
    let halvings = (0..=MOST_HALVINGS).find(whole);
    halvings.is_some_and(|halvings| {
        largest * f64::from(halvings).exp2() * to_real(n_rows as u64) < EXACT
    })
}

/// Sums the weights of each cell in order of classes.
fn weigh_in_order(table: &mut [Counted], cells: &[u32], codes: Codes<'_>, weights: &[f64]) {
    let n_classes = weights.len().max(1) as u64;
    let rows = cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| **cell != NOWHERE);
    let mut keys: Vec<u64> = rows
        .map(|(row, cell)| {
            let class = codes.place(row).unwrap_or_default() as u64;
            u64::from(*cell) * n_classes + class
        })
        .collect();
    keys.sort_unstable();
    for same in keys.chunk_by(|one, other| one == other) {
        let Some(key) = same.first() else { continue };
        let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let weight = weights.get(place(key % n_classes)).copied();
        if let Some([_, sum]) = table.get_mut(place(key / n_classes)) {
            *sum += to_real(same.len() as u64) * weight.unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_weights_that_add_up_exactly_may_be_added_in_any_order() {
        assert!(in_any_order(&[0.25, 3.0, 1.5], 10_000_000));
        assert!(!in_any_order(&[0.1, 1.0], 10));
        assert!(!in_any_order(&[1e300, 1.0], 10));
        assert!(!in_any_order(&[1.0, 4_503_599_627_370_496.0], 3));
    }
}
