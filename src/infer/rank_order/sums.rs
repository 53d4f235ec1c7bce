//! Weighted counts as whole numbers.

use crate::measure::tally::ClassCounts;

/// Weighted counts of cells in the last decimal of the weights.
pub(super) struct Sums<'a> {
    counts: &'a ClassCounts<'a>,
    weights: Vec<i128>,
    /// The weights, if they are so few and small that no sum of few visits overflows.
    small: Option<Vec<i64>>,
}

impl<'a> Sums<'a> {
    /// Sums of these counts; nothing where weights are too many orders of magnitude apart.
    pub(super) fn new(counts: &'a ClassCounts<'a>, weights: &[f64]) -> Option<Self> {
        let weights = decimals(weights)?;
        let few = (weights.len() < 1 << 7).then_some(&weights);
        let small = few.and_then(|weights| {
            let small = weights.iter().map(|weight| i64::try_from(*weight).ok());
            small.map(|one| one.filter(|one| *one < 1 << 24)).collect()
        });
        Some(Self {
            counts,
            weights,
            small,
        })
    }

    /// The sum of a cell of few visits and small weights.
    pub(super) fn small(&self, cell: usize) -> Option<i64> {
        let weights = self.small.as_ref()?;
        let (mut sum, mut most) = (0_i64, 0);
        self.counts.each(cell, |class, count| {
            let weight = weights.get(class).copied().unwrap_or_default();
            sum = sum.wrapping_add(weight.wrapping_mul(count.cast_signed()));
            most |= count;
        });
        (most < 1 << 32).then_some(sum)
    }

    /// The sum of a cell, where it fits.
    pub(super) fn of(&self, cell: usize) -> Option<i128> {
        if let Some(sum) = self.small(cell) {
            return Some(i128::from(sum));
        }
        let mut sum = Some(0_i128);
        self.counts.each(cell, |class, count| {
            if count > 0 {
                let weight = self.weights.get(class).copied().unwrap_or_default();
                let more = weight.checked_mul(i128::from(count));
                sum = sum.zip(more).and_then(|(sum, more)| sum.checked_add(more));
            }
        });
        sum
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_in_the_last_decimal() {
        let counts = ClassCounts::Every {
            counts: &[1, 2, 3, 0, 1 << 40, 0],
            n_classes: 2,
        };
        let sums = |weights: &[f64]| Sums::new(&counts, weights);
        let found = sums(&[0.1, 1.25]).unwrap();
        let each = [0, 1, 2].map(|cell| found.of(cell));
        assert_eq!(each, [260, 30, 10 << 40].map(Some));
        assert!(sums(&[1e-300, 1e300]).is_none());
        let found = sums(&[0.0, 1e38]).unwrap();
        assert_eq!((found.of(0), found.of(1)), (Some(2), Some(0)));
        let found = sums(&[1.0, 1e38]).unwrap();
        assert_eq!(found.of(0), None);
    }
}
