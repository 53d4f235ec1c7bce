//! Which counts of one era a test tells from a count of another: those up to one, and those from another on.

use crate::error::Result;
use crate::progress::Tick;
use crate::special::counts::{CountLaw, whole};
use crate::special::real::to_real;

/// The most visits of the first era that are tried; counts beyond them are taken as not told apart.
const MOST_COUNT: u64 = 1_000_000;

/// The most counts of the other era that are tried; more are taken together, neighbours to their middle.
const MOST_CELLS: usize = 4096;

/// A count of the other era, and what is told apart from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    /// Probability of the count.
    pub(super) probability: f64,
    /// Counts of the first era below this one are told apart, and lower.
    pub(super) lower_until: u64,
    /// Counts from here on are told apart, and higher.
    pub(super) higher_from: Option<u64>,
}

/// The edges for each count of the other era. Evidence grows with the distance, so each lies near the last.
pub(super) fn edges(
    law: CountLaw,
    exposure_ratio: f64,
    differs: impl Fn([u64; 2]) -> bool,
    tick: &mut Tick<'_>,
) -> Result<Vec<Cell>> {
    let law = law.points(MOST_COUNT);
    let together = law.points.len().div_ceil(MOST_CELLS).max(1);
    let total = law.points.len() as u64;
    let mut cells = Vec::with_capacity(MOST_CELLS.min(law.points.len()));
    let (mut lower, mut higher, mut done) = (0, None, 0_u64);
    for points in law.points.chunks(together) {
        let other = law.first + done + points.len() as u64 / 2;
        let equal = to_real(other) * exposure_ratio;
        let is_lower = |count| to_real(count) < equal && differs([count, other]);
        let is_higher = |count| to_real(count) > equal && differs([count, other]);
        let most = MOST_COUNT;
        lower = least(lower, most, |count| !is_lower(count)).unwrap_or(most);
        higher = least(higher.unwrap_or(whole(equal)), most, is_higher);
        cells.push(Cell {
            probability: points.iter().sum(),
            lower_until: lower,
            higher_from: higher,
        });
        done += points.len() as u64;
        tick(done.min(total.saturating_sub(1)), total)?;
    }
    Ok(cells)
}

/// The least count up to `most` at which something holds that, once it does, goes on to hold.
fn least(near: u64, most: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    let (mut step, near) = (1, near.min(most));
    let (mut without, mut with) = (near, near);
    if holds(near) {
        loop {
            if with == 0 {
                return Some(0);
            }
            without = with.saturating_sub(step);
            if !holds(without) {
                break;
            }
            with = without;
            step *= 2;
        }
    } else {
        loop {
            if without == most {
                return None;
            }
            with = (without + step).min(most);
            if holds(with) {
                break;
            }
            without = with;
            step *= 2;
        }
    }
    while with - without > 1 {
        let middle = without.midpoint(with);
        if holds(middle) {
            with = middle;
        } else {
            without = middle;
        }
    }
    Some(with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_is_found_from_anywhere() {
        for wanted in [0, 1, 7, 99, 100] {
            for near in [0, 3, 50, 100, 1000] {
                assert_eq!(least(near, 100, |count| count >= wanted), Some(wanted));
            }
        }
        assert_eq!(least(3, 100, |_| false), None);
    }
}
