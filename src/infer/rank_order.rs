//! The rank of each era among those of its list by frequency: 1 is the lowest, and equal frequencies
//! share the lower rank.
//!
//! 1 visit in 388 days and 7 in 2,716 are equal, and so must their ranks be. A sort of fractions decides
//! that: weighted counts in the last decimal of the weights, over whole quarters of days.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

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

/// The weighted count of each cell in the last decimal of the weights, where that fits.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn decimal_sums(
    counts: &ClassCounts<'_>,
    weights: &[f64],
    cells: usize,
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<Option<Vec<i128>>> {
    let Some(weights) = decimals(weights) else {
        return Ok(None);
    };
    // No sum of so small weights and so few visits overflows.
    let small: Option<Vec<i64>> = weights
        .iter()
        .map(|weight| i64::try_from(*weight).ok().filter(|one| *one < 1 << 24))
        .collect();
    let small = small.filter(|weights| weights.len() < 1 << 7);
    let of_cell = |cell: usize| {
        if let Some(weights) = &small {
            let (mut sum, mut most) = (0_i64, 0);
            counts.each(cell, |class, count| {
                let weight = weights.get(class).copied().unwrap_or_default();
                sum = sum.wrapping_add(weight.wrapping_mul(count.cast_signed()));
                most |= count;
            });
            if most < 1 << 32 {
                return Some(i128::from(sum));
            }
        }
        let mut sum = Some(0_i128);
        counts.each(cell, |class, count| {
            if count > 0 {
                let weight = weights.get(class).copied().unwrap_or_default();
                let more = weight.checked_mul(i128::from(count));
                sum = sum.zip(more).and_then(|(sum, more)| sum.checked_add(more));
            }
        });
        sum
    };
    let mut sums = vec![0_i128; cells];
    let too_large = AtomicBool::new(false);
    let work = |(part, sums): (usize, &mut [i128])| {
        for (cell, sum) in (part * CHUNK..).zip(sums) {
            match of_cell(cell) {
                Some(found) => *sum = found,
                None => too_large.store(true, Relaxed),
            }
        }
        Ok(())
    };
    let parts: Vec<_> = sums.chunks_mut(CHUNK).enumerate().collect();
    work_off(parts, threads.of(cells > CHUNK), &work, tick)?;
    Ok((!too_large.load(Relaxed)).then_some(sums))
}

/// The shortest decimals that print as these weights, as whole numbers of one unit.
fn decimals(weights: &[f64]) -> Option<Vec<i128>> {
    let parts: Vec<(i128, i32)> = weights
        .iter()
        .map(|weight| {
            let text = format!("{weight:e}");
            let (digits, exponent) = text.split_once('e')?;
            let (whole, after) = digits.split_once('.').unwrap_or((digits, ""));
            let number: i128 = format!("{whole}{after}").parse().ok()?;
            let places = i32::try_from(after.len()).ok()?;
            Some((number, exponent.parse::<i32>().ok()? - places))
        })
        .collect::<Option<_>>()?;
    let used = parts.iter().filter(|(number, _)| *number != 0);
    let unit = used.map(|(_, exponent)| *exponent).min().unwrap_or(0);
    parts
        .into_iter()
        .map(|(number, exponent)| {
            if number == 0 {
                return Some(0);
            }
            let power = u32::try_from(exponent - unit).ok()?;
            10_i128.checked_pow(power)?.checked_mul(number)
        })
        .collect()
}

/// Exposures in quarters of days, where all are whole: each is, that was counted in days or years.
pub fn quarters(years: &[f64]) -> Option<Vec<i64>> {
    let whole = |&years: &f64| {
        let exact = years * QUARTERS_A_YEAR;
        let near = if years > 0.0 {
            exact.round_ties_even()
        } else {
            0.0
        };
        let close = (near - exact).abs() <= 1e-8 + 1e-9 * exact.abs();
        close.then(|| real_to_whole(near))
    };
    years.iter().map(whole).collect()
}

/// Ranks of amounts, none below 0, over whole exposures; 0 without exposure.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn of_fractions(
    amounts: &[i128],
    exposure: &[i64],
    ends: &[usize],
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<Vec<i64>> {
    let exposed = |cell: usize| exposure.get(cell).copied().filter(|days| *days > 0);
    let fraction = |cell: usize| {
        let exposure = i128::from(exposed(cell)?);
        Some((amounts.get(cell).copied()?, exposure))
    };
    let mut ranks = vec![0; amounts.len()];
    let (mut parts, mut rest, mut from) = (Vec::new(), ranks.as_mut_slice(), 0);
    for ends in ends.chunks(CHUNK) {
        let to = ends
            .last()
            .copied()
            .unwrap_or(from)
            .clamp(from, amounts.len());
        let (own, more) = rest.split_at_mut(to - from);
        parts.push((from, ends, own));
        (rest, from) = (more, to);
    }
    let work = |(from, ends, ranks): (usize, &[usize], &mut [i64])| {
        let (mut few, mut start, mut rest) = (Few::default(), from, ranks);
        for &end in ends {
            let (own, more) = rest.split_at_mut((end - start).min(rest.len()));
            let cells = start..start + own.len();
            let amounts = amounts.get(cells.clone()).unwrap_or_default();
            let exposure = exposure.get(cells.clone()).unwrap_or_default();
            if !few.rank(amounts, exposure, own) {
                ranked(
                    start,
                    &[cells.end],
                    own,
                    fraction,
                    by_fraction,
                    |one, other| by_fraction(one, other).is_lt(),
                );
            }
            (start, rest) = (end, more);
        }
        Ok(())
    };
    work_off(parts, threads.of(ends.len() > CHUNK), &work, tick)?;
    Ok(ranks)
}

/// Ranks of a short list whose products are whole numbers that a double holds: counts of those that are
/// lower, without a sort.
#[derive(Default)]
struct Few {
    /// Amount, exposure and place of each cell that has both.
    some: Vec<(f64, f64, usize)>,
}

impl Few {
    /// So many cells that are not 0, at most.
    const MOST: usize = 48;
    /// Below this a double holds every whole number.
    const WHOLE: i128 = 1 << 53;

    /// Writes the ranks of one list; whether it is of that kind.
    fn rank(&mut self, amounts: &[i128], exposure: &[i64], ranks: &mut [i64]) -> bool {
        self.some.clear();
        let (mut zeros, mut largest, mut longest) = (0, 0, 0);
        for (place, (&amount, &days)) in amounts.iter().zip(exposure).enumerate() {
            if days <= 0 {
                continue;
            }
            if amount == 0 {
                zeros += 1;
                continue;
            }
            (largest, longest) = (largest.max(amount), longest.max(days));
            if self.some.len() == Self::MOST || largest >= Self::WHOLE {
                return false;
            }
            let amount = u64::try_from(amount).unwrap_or_default();
            self.some.push((to_real(amount), days_to_real(days), place));
        }
        if largest * i128::from(longest) >= Self::WHOLE {
            return false;
        }
        for (rank, &days) in ranks.iter_mut().zip(exposure) {
            *rank = i64::from(days > 0);
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
    ranked(0, ends, &mut ranks, frequency, f64::total_cmp, lower);
    ranks
}

/// Ranks within each list of cells, `ranks` being those from the cell `from` on: one more than there are
/// values lower than its own.
fn ranked<T>(
    from: usize,
    ends: &[usize],
    ranks: &mut [i64],
    value: impl Fn(usize) -> Option<T>,
    order: impl Fn(&T, &T) -> Ordering,
    lower: impl Fn(&T, &T) -> bool,
) {
    let mut sorted: Vec<(T, usize)> = Vec::new();
    let mut start = from;
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
            if let Some(place) = ranks.get_mut(*cell - from) {
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

    fn ranks(amounts: &[i128], exposure: &[i64], ends: &[usize]) -> Vec<i64> {
        let threads = Threads::asked(Some(2)).unwrap();
        of_fractions(amounts, exposure, ends, threads, &mut unattended).unwrap()
    }

    fn sums(counts: &ClassCounts<'_>, weights: &[f64], cells: usize) -> Option<Vec<i128>> {
        let threads = Threads::asked(Some(2)).unwrap();
        decimal_sums(counts, weights, cells, threads, &mut unattended).unwrap()
    }

    #[test]
    fn equal_frequencies_share_the_lower_rank() {
        let (amounts, quarters) = ([7, 1, 0, 3, 9], [2716, 388, 100, 0, 2716]);
        assert_eq!(ranks(&amounts, &quarters, &[5]), [2, 2, 1, 0, 4]);
        assert_eq!(ranks(&amounts, &quarters, &[1, 5]), [1, 2, 1, 0, 3]);
    }

    #[test]
    fn fractions_of_large_numbers_do_not_overflow() {
        let large = i128::MAX / 2;
        let found = ranks(&[large, large + 1, large], &[3, 3, i64::MAX], &[3]);
        assert_eq!(found, [2, 3, 1]);
    }

    #[test]
    fn exposures_in_days_are_whole_quarters() {
        let days = |days: f64| days / 365.25;
        let years = [days(388.0), 3.0, days(0.25), 0.0];
        assert_eq!(quarters(&years), Some(vec![1_552, 4_383, 1, 0]));
        for odd in [days(0.1), -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(quarters(&[1.0, odd]), None);
        }
    }

    #[test]
    fn rounding_is_no_difference() {
        let third = 1.0 / 3.0;
        let found = of_reals(&[third, 1.0, 2.0, 1.0], &[1.0, 3.0, 1.0, 0.0], &[4]);
        assert_eq!(found, [1, 1, 3, 0]);
    }

    #[test]
    fn sums_are_exact_in_the_last_decimal() {
        let counts = ClassCounts::Every {
            counts: &[1, 2, 3, 0],
            n_classes: 2,
        };
        let found = sums(&counts, &[0.1, 1.25], 2);
        assert_eq!(found, Some(vec![260, 30]));
        assert_eq!(sums(&counts, &[1e-300, 1e300], 2), None);
        assert_eq!(sums(&counts, &[0.0, 1e300], 1), Some(vec![2]));
    }
}
