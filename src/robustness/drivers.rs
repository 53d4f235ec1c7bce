//! Drivers: how much each decision moves a yes or no across the multiverse (methods M16).
//!
//! Variances are taken over the whole grid, every specification counting the same, and are exact.
//! The first-order share of a decision is the variance that it explains alone; its total share is
//! the variance that is left when all others are fixed (Saltelli and others 2008, Global
//! Sensitivity Analysis, chapter 4). First-order shares sum to at most one and total shares to at
//! least one. The Shapley share lies between the two and sums to one: variance that decisions
//! explain only together is split evenly among them (Owen 2014, Sobol' indices and Shapley value,
//! SIAM/ASA Journal on Uncertainty Quantification 2, 245-251).

use std::cmp::Ordering;

use crate::error::{Result, same_length, within_limit};
use crate::progress::Tick;

/// How much of the variance of the outcome is due to one decision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Driver {
    /// What it explains alone.
    pub first_order: f64,
    /// What is left to it when the others are fixed.
    pub total: f64,
    /// Its Shapley share; those of all decisions sum to one.
    pub share: f64,
}

/// Most decisions with more than one choice: every subset of them is gone through.
pub const MOST_DECISIONS: usize = 20;

/// The part of each decision in whether a sentence holds, over a grid of `sizes`.
///
/// `holds` has the outcome of every specification, the last decision varying fastest. None if the
/// outcome never varies: then nothing drives it.
///
/// # Errors
///
/// [`crate::Error::Length`] if `holds` is not as long as the grid; [`crate::Error::TooLarge`] for more than
/// [`MOST_DECISIONS`] real decisions; whatever `tick` returns.
pub fn drivers(
    sizes: &[usize],
    holds: &[bool],
    tick: &mut Tick<'_>,
) -> Result<Option<Vec<Driver>>> {
    let cells = sizes
        .iter()
        .try_fold(1_usize, |product, size| product.checked_mul(*size));
    same_length(
        ("specifications", cells.unwrap_or(usize::MAX)),
        ("outcomes", holds.len()),
    )?;
    let mut real: Vec<usize> = sizes.iter().copied().filter(|size| *size > 1).collect();
    within_limit(
        "the set of decisions",
        real.len() as u128,
        MOST_DECISIONS as u128,
    )?;
    within_limit("the grid of outcomes", holds.len() as u128, u32::MAX.into())?;
    // With the largest decision last, sums run over long stretches of memory.
    let (ones, largest) = largest_last(&real, holds);
    if largest < real.len() {
        let size = real.remove(largest);
        real.push(size);
    }
    let total: u128 = ones.iter().copied().map(u128::from).sum();
    let mut variances = vec![0; 1 << real.len()];
    let mut walk = Walk {
        sizes: &real,
        square_of_sum: total * total,
        variances: &mut variances,
        done: 0,
        tick,
    };
    walk.down(0, &ones, 1, 0)?;
    let all = variances.last().copied().unwrap_or(0);
    if all == 0 {
        return Ok(None);
    }
    let place = |decision: usize| match decision.cmp(&largest) {
        Ordering::Less => decision,
        Ordering::Equal => real.len() - 1,
        Ordering::Greater => decision - 1,
    };
    let mut found =
        (0..real.len()).map(|decision| driver(place(decision), real.len(), &variances, all));
    let idle = Driver {
        first_order: 0.0,
        total: 0.0,
        share: 0.0,
    };
    Ok(Some(
        sizes
            .iter()
            .map(|size| match size {
                0 | 1 => idle,
                _ => found.next().unwrap_or(idle),
            })
            .collect(),
    ))
}

/// The outcomes as numbers with the largest decision varying fastest, and which that is.
fn largest_last(sizes: &[usize], holds: &[bool]) -> (Vec<u32>, usize) {
    let largest = (0..).zip(sizes).max_by_key(|(_, size)| **size);
    let Some((place, size)) = largest else {
        return (holds.iter().copied().map(u32::from).collect(), 0);
    };
    let inner: usize = sizes.iter().skip(place + 1).product();
    let mut ones = Vec::with_capacity(holds.len());
    for block in holds.chunks(size * inner) {
        for offset in 0..inner {
            let own = block.iter().skip(offset).step_by(inner);
            ones.extend(own.copied().map(u32::from));
        }
    }
    (ones, place)
}

/// Goes through every subset of decisions, summing the outcomes over the others.
struct Walk<'a, 'b> {
    sizes: &'a [usize],
    square_of_sum: u128,
    /// For each subset (bit `i` for decision `i`), the variance of the outcome's mean given those
    /// decisions, times the square of the number of specifications.
    variances: &'a mut [u128],
    done: u64,
    tick: &'a mut Tick<'b>,
}

impl Walk<'_, '_> {
    /// `sums` has the decisions kept so far (`kept` cells) before those from `decision` on.
    fn down(&mut self, decision: usize, sums: &[u32], kept: usize, subset: usize) -> Result<()> {
        let Some(&size) = self.sizes.get(decision) else {
            // The squares of counts that add up to less than 2^32 add up to less than 2^64.
            let squares: u64 = sums.iter().map(|sum| u64::from(*sum).pow(2)).sum();
            let squares = u128::from(squares);
            let variance = squares * sums.len() as u128 - self.square_of_sum;
            if let Some(place) = self.variances.get_mut(subset) {
                *place = variance;
            }
            self.done += 1;
            return (self.tick)(self.done, self.variances.len() as u64);
        };
        self.down(decision + 1, sums, kept * size, subset | 1 << decision)?;
        let rest = sums.len() / kept / size;
        let mut summed = vec![0; kept * rest];
        for (sum, block) in summed.chunks_mut(rest).zip(sums.chunks(rest * size)) {
            if let [sum] = sum {
                *sum = block.iter().sum();
                continue;
            }
            for part in block.chunks(rest) {
                for (sum, part) in sum.iter_mut().zip(part) {
                    *sum += part;
                }
            }
        }
        self.down(decision + 1, &summed, kept, subset)
    }
}

fn driver(decision: usize, n_decisions: usize, variances: &[u128], all: u128) -> Driver {
    let own = 1_usize << decision;
    let of = |subset: usize| variances.get(subset).copied().unwrap_or(0);
    let share = |part: u128| ratio(part, all);
    let others = (0..variances.len()).filter(|subset| subset & own == 0);
    let shapley = others.map(|subset| {
        let before = subset.count_ones();
        share(of(subset | own) - of(subset)) * weight(before, n_decisions)
    });
    Driver {
        first_order: share(of(own)),
        total: share(all - of(variances.len() - 1 - own)),
        share: shapley.sum(),
    }
}

/// The share of the orders of `n` decisions in which exactly those of a set of `before` come before
/// a given one: `before! (n - before - 1)! / n!`.
fn weight(before: u32, n: usize) -> f64 {
    let mut weight = 1.0 / ratio(n as u128, 1);
    for step in 1..=before {
        weight *= f64::from(step) / ratio(n as u128 - u128::from(step), 1);
    }
    weight
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a share needs no more than 53 bits"
)]
fn ratio(part: u128, all: u128) -> f64 {
    part as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    /// The outcome on a grid of 2 x 3 x 2, from the choices.
    fn grid(holds: impl Fn(usize, usize, usize) -> bool) -> Vec<Driver> {
        let mut outcomes = Vec::new();
        for one in 0..2 {
            for two in 0..3 {
                for three in 0..2 {
                    outcomes.push(holds(one, two, three));
                }
            }
        }
        drivers(&[2, 1, 3, 2], &outcomes, &mut unattended)
            .unwrap()
            .unwrap()
    }

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-14
    }

    #[test]
    fn one_decision_that_decides_alone() {
        let found = grid(|_, two, _| two == 1);
        let only = &found[2];
        assert!(close(only.first_order, 1.0) && close(only.total, 1.0) && close(only.share, 1.0));
        for idle in [0, 1, 3] {
            assert!(close(found[idle].total, 0.0) && close(found[idle].share, 0.0));
        }
    }

    #[test]
    fn the_largest_decision_may_stand_anywhere() {
        for (sizes, driver) in [
            ([5, 2, 2], 0),
            ([2, 5, 2], 1),
            ([2, 2, 5], 2),
            ([2, 5, 2], 2),
        ] {
            let mut outcomes = Vec::new();
            for one in 0..sizes[0] {
                for two in 0..sizes[1] {
                    for three in 0..sizes[2] {
                        outcomes.push([one, two, three][driver] == 1);
                    }
                }
            }
            let found = drivers(&sizes, &outcomes, &mut unattended)
                .unwrap()
                .unwrap();
            let shares: Vec<bool> = found.iter().map(|found| close(found.share, 1.0)).collect();
            let expected: Vec<bool> = (0..3).map(|decision| decision == driver).collect();
            assert_eq!(shares, expected);
        }
    }

    #[test]
    fn two_that_decide_only_together() {
        let found = grid(|one, _, three| one == three);
        for decision in [0, 3] {
            assert!(close(found[decision].first_order, 0.0));
            assert!(close(found[decision].total, 1.0));
            assert!(close(found[decision].share, 0.5));
        }
    }

    #[test]
    fn both_of_two() {
        // y = a and b, each 1/2: variance 3/16, alone 1/16 each, together 1/16
        let found = grid(|one, _, three| one == 1 && three == 1);
        for decision in [0, 3] {
            assert!(close(found[decision].first_order, 1.0 / 3.0));
            assert!(close(found[decision].total, 2.0 / 3.0));
            assert!(close(found[decision].share, 0.5));
        }
        let shares: f64 = found.iter().map(|driver| driver.share).sum();
        assert!(close(shares, 1.0));
    }

    #[test]
    fn nothing_to_drive_and_refusals() {
        assert_eq!(drivers(&[2, 2], &[true; 4], &mut unattended), Ok(None));
        assert_eq!(drivers(&[], &[true], &mut unattended), Ok(None));
        assert!(drivers(&[2, 2], &[true; 3], &mut unattended).is_err());
        assert!(drivers(&[2; 21], &vec![true; 1 << 21], &mut unattended).is_err());
    }
}
