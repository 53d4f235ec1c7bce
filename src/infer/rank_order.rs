//! The rank of each era among those of its list by frequency: 1 is the lowest, and equal frequencies
//! share the lower rank.
//!
//! 1 visit in 388 days and 7 in 2,716 are equal, and so must their ranks be. A sort of fractions decides
//! that: weighted counts in the last decimal of the weights, over whole quarters of days.

use std::cmp::Ordering;

use crate::measure::tally::ClassCounts;

/// Below this share of a frequency a difference is rounding.
const SLACK: f64 = 1e-12;

/// The weighted count of each cell in the last decimal of the weights, where that fits.
pub fn decimal_sums(counts: &ClassCounts<'_>, weights: &[f64], cells: usize) -> Option<Vec<i128>> {
    let weights = decimals(weights)?;
    (0..cells)
        .map(|cell| {
            let mut sum = Some(0_i128);
            counts.each(cell, |class, count| {
                let weight = weights.get(class).copied().unwrap_or_default();
                let more = weight.checked_mul(i128::from(count));
                sum = sum.zip(more).and_then(|(sum, more)| sum.checked_add(more));
            });
            sum
        })
        .collect()
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

/// Ranks of amounts, none below 0, over whole exposures; 0 without exposure.
pub fn of_fractions(amounts: &[i128], exposure: &[i64], ends: &[usize]) -> Vec<i64> {
    let fraction = |cell: usize| {
        let exposure = exposure.get(cell).copied().filter(|days| *days > 0)?;
        Some((amounts.get(cell).copied()?, i128::from(exposure)))
    };
    let lower = |one: &(i128, i128), other: &(i128, i128)| by_fraction(one, other).is_lt();
    ranked(amounts.len(), ends, fraction, by_fraction, lower)
}

/// Ranks of amounts over any exposure: frequencies apart by rounding alone are equal.
pub fn of_reals(amounts: &[f64], years: &[f64], ends: &[usize]) -> Vec<i64> {
    let frequency = |cell: usize| {
        let years = years.get(cell).copied().filter(|years| *years > 0.0)?;
        Some(amounts.get(cell).copied()? / years)
    };
    let lower = |one: &f64, other: &f64| *one < other - SLACK * other.abs();
    ranked(amounts.len(), ends, frequency, f64::total_cmp, lower)
}

/// Ranks within each list: one more than there are values lower than its own.
fn ranked<T>(
    cells: usize,
    ends: &[usize],
    value: impl Fn(usize) -> Option<T>,
    order: impl Fn(&T, &T) -> Ordering,
    lower: impl Fn(&T, &T) -> bool,
) -> Vec<i64> {
    let mut ranks = vec![0; cells];
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
    ranks
}

/// Which of two fractions is lower, by their whole parts and then by what is left: no product of two
/// large numbers is needed, and none can overflow.
fn by_fraction(&(one, over): &(i128, i128), &(other, below): &(i128, i128)) -> Ordering {
    let whole = (one / over).cmp(&(other / below));
    whole.then_with(|| (one % over * below).cmp(&(other % below * over)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_frequencies_share_the_lower_rank() {
        let (amounts, quarters) = ([7, 1, 0, 3, 9], [2716, 388, 100, 0, 2716]);
        assert_eq!(of_fractions(&amounts, &quarters, &[5]), [2, 2, 1, 0, 4]);
        assert_eq!(of_fractions(&amounts, &quarters, &[1, 5]), [1, 2, 1, 0, 3]);
    }

    #[test]
    fn fractions_of_large_numbers_do_not_overflow() {
        let large = i128::MAX / 2;
        let found = of_fractions(&[large, large + 1, large], &[3, 3, i64::MAX], &[3]);
        assert_eq!(found, [2, 3, 1]);
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
        let sums = decimal_sums(&counts, &[0.1, 1.25], 2);
        assert_eq!(sums, Some(vec![260, 30]));
        assert_eq!(decimal_sums(&counts, &[1e-300, 1e300], 2), None);
        assert_eq!(decimal_sums(&counts, &[0.0, 1e300], 1), Some(vec![2]));
    }
}
