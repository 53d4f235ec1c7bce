//! What visits of each class weigh: by one scheme exactly, or by many schemes at once.

use std::sync::OnceLock;

use super::amount::{Amount, digits_of, power_of_ten};
use crate::error::{Result, finite_weights};
use crate::special::real::to_real;

/// The weight of each class of visits under one scheme.
#[derive(Debug, Clone)]
pub struct Weights {
    real: Vec<f64>,
    /// The same as whole parts, and how many of these make 1, once somebody has asked; none where that
    /// does not fit.
    parts: OnceLock<Option<(Vec<i128>, i128)>>,
}

impl PartialEq for Weights {
    fn eq(&self, other: &Self) -> bool {
        self.real == other.real
    }
}

impl Weights {
    /// Takes one weight a class.
    ///
    /// # Errors
    ///
    /// [`crate::Error::BadWeight`] for one that is negative or not finite.
    pub fn new(real: Vec<f64>) -> Result<Self> {
        finite_weights(&real)?;
        let parts = OnceLock::new();
        Ok(Self { real, parts })
    }

    /// Every class weighs 1.
    pub fn even(n_classes: usize) -> Self {
        Self {
            real: vec![1.0; n_classes],
            parts: Some((vec![1; n_classes], 1)).into(),
        }
    }

    /// The weights as numbers.
    pub fn real(&self) -> &[f64] {
        &self.real
    }

    /// The weights in whole parts, and how many parts make 1; none where that does not fit.
    pub fn parts(&self) -> Option<(&[i128], i128)> {
        let parts = self.parts.get_or_init(|| multiples(&self.real));
        parts
            .as_ref()
            .map(|(whole, unit)| (whole.as_slice(), *unit))
    }

    /// The weight of so many visits of each class in floating point, added up in their order.
    pub fn real_sum(&self, counts: &[u64]) -> f64 {
        let terms = counts.iter().zip(&self.real);
        terms.map(|(count, weight)| to_real(*count) * weight).sum()
    }

    /// The weight of so many visits of each class.
    pub fn sum(&self, counts: &[u64]) -> Amount {
        let total = self.parts().and_then(|(whole, unit)| {
            let mut each = counts.iter().zip(whole).filter(|(count, _)| **count > 0);
            let over = each.try_fold(0_i128, |total, (count, weight)| {
                total.checked_add(weight.checked_mul(i128::from(*count))?)
            });
            Some((over?, unit))
        });
        Amount::known(self.real_sum(counts), total)
    }
}

/// Some schemes of a record side by side: for each class what it weighs by each of them.
#[derive(Debug, Clone)]
pub struct Schemes {
    /// Which they are.
    pub numbers: Vec<usize>,
    by_class: Vec<f64>,
}

impl Schemes {
    /// The numbered schemes, which have these weights.
    pub fn of(numbers: Vec<usize>, weights: &[&Weights], n_classes: usize) -> Self {
        let weight = |class: usize, one: &Weights| one.real().get(class).copied();
        let by_class = (0..n_classes)
            .flat_map(|class| weights.iter().map(move |one| weight(class, one)))
            .map(Option::unwrap_or_default);
        Self {
            by_class: by_class.collect(),
            numbers,
        }
    }

    /// What so many visits of each class weigh by each scheme: the bits of [`Weights::real_sum`].
    pub fn real_sums(&self, counts: &[u64], sums: &mut [f64]) {
        sums.fill(0.0);
        let size = self.numbers.len().max(1);
        for (count, weights) in counts.iter().zip(self.by_class.chunks_exact(size)) {
            // A weight is finite, so that what is not there adds 0.
            if *count > 0 {
                let count = to_real(*count);
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += count * weight;
                }
            }
        }
    }
}

fn multiples(weights: &[f64]) -> Option<(Vec<i128>, i128)> {
    let decimals: Vec<(i128, i32)> = weights
        .iter()
        .map(|weight| digits_of(*weight))
        .collect::<Option<_>>()?;
    let lowest = decimals.iter().map(|(_, exponent)| *exponent).min()?.min(0);
    let whole = decimals.iter().map(|(digits, exponent)| {
        digits.checked_mul(power_of_ten(exponent.checked_sub(lowest)?.unsigned_abs())?)
    });
    Some((
        whole.collect::<Option<_>>()?,
        power_of_ten(lowest.unsigned_abs())?,
    ))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;

    #[test]
    fn weights_as_they_were_written() {
        let weights = Weights::new(vec![0.1, 0.3, 1.0]).unwrap();
        let (light, heavy) = (weights.sum(&[3, 0, 0]), weights.sum(&[0, 1, 0]));
        assert_eq!(light.compare(heavy), Ordering::Equal);
        assert!(heavy.is_below(weights.sum(&[0, 0, 1])));
        let product = Weights::new(vec![0.1 * 3.0, 0.3]).unwrap();
        let (one, other) = (product.sum(&[1, 0]), product.sum(&[0, 1]));
        assert_eq!(one.compare(other), Ordering::Equal);
        assert!(Weights::new(vec![-1.0]).is_err() && Weights::new(vec![f64::NAN]).is_err());
    }

    #[test]
    fn what_does_not_fit_is_compared_as_floating_point() {
        let weights = Weights::new(vec![1e-300, 1e300]).unwrap();
        assert!(weights.sum(&[1, 0]).is_below(weights.sum(&[0, 1])));
        assert!(Amount::real(1.0).is_below(Amount::real(1.0 + 1e-9)));
        assert_eq!(
            Amount::real(1.0).compare(Amount::real(1.0 + 1e-15)),
            Ordering::Equal
        );
    }
}
