//! The rank of each era among those of its list by frequency: 1 is the lowest, and equal frequencies
//! share the lower rank.
//!
//! 1 visit in 388 days and 7 in 2,716 are equal, and so must their ranks be. A sort of fractions decides
//! that: weighted counts in the last decimal of the weights, over whole quarters of days.

mod sums;

use std::cmp::Ordering;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use self::sums::Sums;
use crate::error::Result;
use crate::measure::tally::ClassCounts;
use crate::progress::Tick;
use crate::special::real::{days_to_real, real_to_whole, to_real};
use crate::threads::{Threads, work_off};

/// Below this share of a frequency a difference is rounding.
const SLACK: f64 = 1e-12;

/// Quarters of a day in a year of 365.25 days.
const QUARTERS_A_YEAR: f64 = 1_461.0;
/// Cells that one thread takes at a time.
const CHUNK: usize = 1 << 13;

/// Ranks of weighted counts over exposures within each list of cells, 0 without exposure; nothing where
/// an exposure is not of whole quarters of days, or a sum does not fit.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn of_counts(
    counts: &ClassCounts<'_>,
    weights: &[f64],
    years: &[f64],
    ends: &[usize],
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<Option<Vec<i64>>> {
    let Some(sums) = Sums::new(counts, weights) else {
        return Ok(None);
    };
    let mut ranks = vec![0; years.len()];
    let (mut parts, mut rest, mut from) = (Vec::new(), ranks.as_mut_slice(), 0);
    for ends in ends.chunks(CHUNK) {
        let to = ends.last().copied().unwrap_or(from);
        let to = to.clamp(from, years.len());
        let (own, more) = rest.split_at_mut(to - from);
        parts.push((from, ends, own));
        (rest, from) = (more, to);
    }
    let unfit = AtomicBool::new(false);
    let work = |(from, ends, ranks): (usize, &[usize], &mut [i64])| {
        let (mut list, mut start, mut rest) = (List::default(), from, ranks);
        for &end in ends {
            if unfit.load(Relaxed) {
                break;
            }
            let (own, more) = rest.split_at_mut((end - start).min(rest.len()));
            let years = years.get(start..).unwrap_or_default();
            if !list.rank_few(&sums, start, years, own) {
                if !list.read(&sums, start, years, own.len()) {
                    unfit.store(true, Relaxed);
                }
                list.rank(own);
            }
            (start, rest) = (end, more);
        }
        Ok(())
    };
    work_off(parts, threads.of(years.len() > CHUNK), &work, tick)?;
    Ok((!unfit.load(Relaxed)).then_some(ranks))
}

/// An exposure in quarters of days, where these are whole: each is, that was counted in days or years.
fn quarters(years: f64) -> Option<i64> {
    let exact = years * QUARTERS_A_YEAR;
    let near = if years > 0.0 { nearest(exact) } else { 0.0 };
    let close = (near - exact).abs() <= 1e-8 + 1e-9 * exact.abs();
    close.then(|| real_to_whole(near))
}

/// The nearest whole number, of two the even one.
fn nearest(number: f64) -> f64 {
    // A sum of this size has no room for fractions: a call of the mathematical library is spared.
    const NO_FRACTIONS: f64 = 6_755_399_441_055_744.0;
    if number < 1e15 {
        number + NO_FRACTIONS - NO_FRACTIONS
    } else {
        number.round_ties_even()
    }
}

/// The amounts of a list, none below 0, and its exposures.
#[derive(Default)]
struct List {
    amounts: Vec<i128>,
    exposure: Vec<i64>,
    /// Amount, exposure and place of each cell that has both.
    some: Vec<(f64, f64, usize)>,
}

impl List {
    /// So many cells that are not 0, at most, are ranked without a sort.
    const FEW: usize = 48;
    /// Below this a double holds every whole number.
    const WHOLE: i128 = 1 << 53;

    /// Reads so many cells from `start` on; whether all are whole numbers that fit.
    fn read(&mut self, sums: &Sums<'_>, start: usize, years: &[f64], size: usize) -> bool {
        self.amounts.clear();
        self.exposure.clear();
        for (cell, years) in (start..start + size).zip(years) {
            let Some((amount, exposure)) = sums.of(cell).zip(quarters(*years)) else {
                return false;
            };
            self.amounts.push(amount);
            self.exposure.push(exposure);
        }
        true
    }

    /// Writes the ranks.
    fn rank(&self, ranks: &mut [i64]) {
        let fraction = |cell: usize| {
            let exposure = self.exposure.get(cell).filter(|days| **days > 0)?;
            Some((self.amounts.get(cell).copied()?, i128::from(*exposure)))
        };
        let lower = |one: &_, other: &_| by_fraction(one, other).is_lt();
        ranked(&[ranks.len()], ranks, fraction, by_fraction, lower);
    }

    /// Writes the ranks of cells from `start` on where products are whole numbers that a double holds, by
    /// counts of those that are lower; whether they are.
    fn rank_few(
        &mut self,
        sums: &Sums<'_>,
        start: usize,
        years: &[f64],
        ranks: &mut [i64],
    ) -> bool {
        self.some.clear();
        let (mut zeros, mut largest, mut longest) = (0, 0, 0);
        for ((place, rank), years) in ranks.iter_mut().enumerate().zip(years) {
            let Some((amount, days)) = sums.small(start + place).zip(quarters(*years)) else {
                return false;
            };
            *rank = i64::from(days > 0);
            if days <= 0 {
                continue;
            }
            if amount == 0 {
                zeros += 1;
                continue;
            }
            if self.some.len() == Self::FEW {
                return false;
            }
            (largest, longest) = (largest.max(amount), longest.max(days));
            let amount = to_real(amount.unsigned_abs());
            self.some.push((amount, days_to_real(days), place));
        }
        if i128::from(largest) * i128::from(longest) >= Self::WHOLE {
            return false;
        }
        for &(amount, days, place) in &self.some {
            let lower = |other: &&(f64, f64, usize)| other.0 * days < amount * other.1;
            let below: i64 = self.some.iter().map(|other| i64::from(lower(&other))).sum();
            if let Some(rank) = ranks.get_mut(place) {
                *rank = 1 + zeros + below;
            }
        }
        true
    }
}

/// Ranks of amounts over any exposure: frequencies apart by rounding alone are equal.
pub fn of_reals(amounts: &[f64], years: &[f64], ends: &[usize]) -> Vec<i64> {
    let frequency = |cell: usize| {
        let years = years.get(cell).copied().filter(|years| *years > 0.0)?;
        Some(amounts.get(cell).copied()? / years)
    };
    let lower = |one: &f64, other: &f64| *one < other - SLACK * other.abs();
    let mut ranks = vec![0; amounts.len()];
    ranked(ends, &mut ranks, frequency, f64::total_cmp, lower);
    ranks
}

/// Ranks within each list of cells: one more than there are values lower than its own.
fn ranked<T>(
    ends: &[usize],
    ranks: &mut [i64],
    value: impl Fn(usize) -> Option<T>,
    order: impl Fn(&T, &T) -> Ordering,
    lower: impl Fn(&T, &T) -> bool,
) {
    let mut sorted: Vec<(T, usize)> = Vec::new();
    let mut start = 0;
    for &end in ends {
        sorted.clear();
        sorted.extend((start..end).filter_map(|cell| Some((value(cell)?, cell))));
        sorted.sort_unstable_by(|(one, _), (other, _)| order(one, other));
        // Values grow, and so does the number of those that are lower.
        let (mut below, mut rank) = (0, 1);
        for (value, cell) in &sorted {
            while let Some((other, _)) = sorted.get(below)
                && lower(other, value)
            {
                below += 1;
                rank += 1;
            }
            if let Some(place) = ranks.get_mut(*cell) {
                *place = rank;
            }
        }
        start = end;
    }
}

/// Which of two fractions is lower, by their whole parts and then by what is left: products could overflow.
fn by_fraction(&(one, over): &(i128, i128), &(other, below): &(i128, i128)) -> Ordering {
    let whole = (one / over).cmp(&(other / below));
    whole.then_with(|| (one % over * below).cmp(&(other % below * over)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn ranks(counts: &[u64], weights: &[f64], days: &[f64], ends: &[usize]) -> Option<Vec<i64>> {
        let n_classes = weights.len();
        let counts = ClassCounts::Every { counts, n_classes };
        let years: Vec<f64> = days.iter().map(|days| days / 365.25).collect();
        let threads = Threads::asked(Some(2)).unwrap();
        of_counts(&counts, weights, &years, ends, threads, &mut unattended).unwrap()
    }

    #[test]
    fn equal_frequencies_share_the_lower_rank() {
        let (counts, days) = ([7, 1, 0, 3, 9], [2716.0, 388.0, 100.0, 0.0, 2716.0]);
        let found = |ends: &[usize]| ranks(&counts, &[1.0], &days, ends).unwrap();
        assert_eq!(found(&[5]), [2, 2, 1, 0, 4]);
        assert_eq!(found(&[1, 5]), [1, 2, 1, 0, 3]);
    }

    #[test]
    fn fractions_of_large_numbers_do_not_overflow() {
        let large = i128::MAX / 2;
        let list = List {
            amounts: vec![large, large + 1, large],
            exposure: vec![3, 3, i64::MAX],
            ..List::default()
        };
        let mut found = [0; 3];
        list.rank(&mut found);
        assert_eq!(found, [2, 3, 1]);
    }

    #[test]
    fn exposures_in_days_are_whole_quarters() {
        let found = [388.0, 1095.75, 0.25, 0.0].map(|days| quarters(days / 365.25));
        assert_eq!(found, [1_552, 4_383, 1, 0].map(Some));
        for odd in [0.1 / 365.25, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(quarters(odd), None);
        }
        assert_eq!(ranks(&[1, 2], &[1.0], &[388.0, 0.1], &[2]), None);
    }

    #[test]
    fn the_nearest_of_two_whole_numbers_is_the_even_one() {
        for number in [0.5, 1.5, 2.5, 0.499, 1460.5, 1e14 + 0.5, 1e15, 4e15, 1e300] {
            assert_eq!(
                nearest(number).to_bits(),
                number.round_ties_even().to_bits()
            );
        }
    }

    #[test]
    fn rounding_is_no_difference() {
        let third = 1.0 / 3.0;
        let found = of_reals(&[third, 1.0, 2.0, 1.0], &[1.0, 3.0, 1.0, 0.0], &[4]);
        assert_eq!(found, [1, 1, 3, 0]);
    }
}
