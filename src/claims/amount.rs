//! Values as they were counted and written: fractions of whole numbers, so that equals are equal.
//!
//! A frequency is visits over days, a weighted one a sum of decimals over days. As floating-point
//! numbers 1 visit in 388 days and 7 in 2,716 may differ, and so may 0.1 three times and 0.3 once; as
//! fractions they do not. A number of more digits than fit is compared as floating point.

use std::cmp::Ordering;

use crate::error::{Error, Result};
use crate::special::real::to_real;

/// Numbers not known as fractions are equal when they differ by less than this share of the larger.
pub const SAME: f64 = 1e-12;
/// Numbers further apart than this share of the larger differ in floating point already.
const FAR: f64 = 1e-9;
/// Quarter days in a year of 365.25 days: whole days and whole years are whole numbers of them.
const QUARTERS_A_YEAR: i128 = 1461;
/// Weights are read with as many significant digits as a floating-point number holds for certain.
const DIGITS: usize = 15;

/// A number, with the fraction that it is where that is known. `NAN` stands for no value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    real: f64,
    over: i128,
    /// 0 where the fraction is not known.
    under: i128,
}

impl Amount {
    /// No value.
    pub const NONE: Self = Self::real(f64::NAN);

    /// A number of which no fraction is known.
    pub const fn real(real: f64) -> Self {
        Self {
            real,
            over: 0,
            under: 0,
        }
    }

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self::fraction(i128::from(number), 1)
    }

    /// `over / under`; no value unless `under` is above 0.
    pub fn fraction(over: i128, under: i128) -> Self {
        if under <= 0 {
            return Self::NONE;
        }
        Self {
            real: quotient(over, under),
            over,
            under,
        }
    }

    /// The decimal number of at most 15 digits that a floating-point number stands for.
    pub fn decimal(number: f64) -> Self {
        let exact = decimal(number).and_then(|(digits, exponent)| {
            let scale = power_of_ten(exponent.unsigned_abs())?;
            if exponent < 0 {
                Some((digits, scale))
            } else {
                Some((digits.checked_mul(scale)?, 1))
            }
        });
        exact.map_or(Self::real(number), |(over, under)| Self {
            real: number,
            over,
            under,
        })
    }

    /// The number.
    pub fn value(self) -> f64 {
        self.real
    }

    /// Whether there is no value.
    pub fn is_none(self) -> bool {
        self.real.is_nan()
    }

    /// So much in `quarters` quarter days, as so much a year; no value without exposure.
    #[must_use]
    pub fn per_year(self, quarters: f64) -> Self {
        if quarters.is_nan() || quarters <= 0.0 {
            return Self::NONE;
        }
        let fraction = whole(quarters).and_then(|quarters| {
            let over = self.over.checked_mul(QUARTERS_A_YEAR)?;
            Some((over, self.under.checked_mul(quarters)?))
        });
        self.scaled(self.real * 1461.0 / quarters, fraction)
    }

    /// This divided by another; no value if that is 0 or has none.
    #[must_use]
    pub fn divided_by(self, other: Self) -> Self {
        if other.is_none() || other.real == 0.0 {
            return Self::NONE;
        }
        let fraction = other.as_fraction().and_then(|(over, under)| {
            let sign = over.signum();
            let above = self.over.checked_mul(under)?.checked_mul(sign)?;
            Some((above, self.under.checked_mul(over.checked_abs()?)?))
        });
        self.scaled(self.real / other.real, fraction)
    }

    /// This times a decimal number.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        let fraction = Self::decimal(factor)
            .as_fraction()
            .and_then(|(over, under)| {
                Some((self.over.checked_mul(over)?, self.under.checked_mul(under)?))
            });
        self.scaled(self.real * factor, fraction)
    }

    /// The sum of this and another.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let fraction = other.as_fraction().and_then(|(over, under)| {
            let left = self.over.checked_mul(under)?;
            let above = left.checked_add(over.checked_mul(self.under)?)?;
            Some((above, self.under.checked_mul(under)?))
        });
        self.scaled(self.real + other.real, fraction)
    }

    /// This less another.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        self.plus(Self {
            real: -other.real,
            over: -other.over,
            under: other.under,
        })
    }

    /// The order of two values.
    pub fn compare(self, other: Self) -> Ordering {
        let larger = self.real.abs().max(other.real.abs());
        let apart = (self.real - other.real).abs();
        if !larger.is_finite() || apart > FAR * larger {
            return self.real.total_cmp(&other.real);
        }
        match self.exactly(other) {
            Some(order) => order,
            None if apart <= SAME * larger => Ordering::Equal,
            None => self.real.total_cmp(&other.real),
        }
    }

    /// Whether this is lower than another.
    pub fn is_below(self, other: Self) -> bool {
        self.compare(other) == Ordering::Less
    }

    fn exactly(self, other: Self) -> Option<Ordering> {
        let ((over, under), (other_over, other_under)) =
            (self.as_fraction()?, other.as_fraction()?);
        let left = over.checked_mul(other_under)?;
        Some(left.cmp(&other_over.checked_mul(under)?))
    }

    /// The fraction that it is, where that is known: `over / under` with `under` above 0.
    pub fn as_fraction(self) -> Option<(i128, i128)> {
        (self.under > 0).then_some((self.over, self.under))
    }

    fn scaled(self, real: f64, fraction: Option<(i128, i128)>) -> Self {
        match self.as_fraction().and(fraction) {
            Some((over, under)) => Self { real, over, under },
            None => Self::real(real),
        }
    }
}

/// The weight of each class of visits under one scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    real: Vec<f64>,
    /// The same as whole multiples of `1 / unit`; empty where that does not fit.
    whole: Vec<i128>,
    unit: i128,
}

impl Weights {
    /// Takes one weight a class.
    ///
    /// # Errors
    ///
    /// [`Error::BadWeight`] for one that is negative or not finite.
    pub fn new(real: Vec<f64>) -> Result<Self> {
        let wrong = |weight: &&f64| !(weight.is_finite() && **weight >= 0.0);
        if let Some(weight) = real.iter().find(wrong) {
            return Err(Error::BadWeight {
                name: "weight".to_owned(),
                found: weight.to_string(),
            });
        }
        let (whole, unit) = multiples(&real).unwrap_or_default();
        Ok(Self { real, whole, unit })
    }

    /// Every class weighs 1.
    pub fn even(n_classes: usize) -> Self {
        Self {
            real: vec![1.0; n_classes],
            whole: vec![1; n_classes],
            unit: 1,
        }
    }

    /// The weights as numbers.
    pub fn real(&self) -> &[f64] {
        &self.real
    }

    /// The weights in whole parts, and how many parts make 1; none where that does not fit.
    pub fn parts(&self) -> Option<(&[i128], i128)> {
        (self.unit > 0).then_some((&self.whole, self.unit))
    }

    /// The weight of so many visits of each class.
    pub fn sum(&self, counts: &[u64]) -> Amount {
        let terms = counts.iter().zip(&self.real);
        let real = terms.map(|(count, weight)| to_real(*count) * weight).sum();
        let known = self.unit > 0;
        let each = counts.iter().zip(&self.whole);
        let total = each
            .filter(|(count, _)| **count > 0)
            .try_fold(0_i128, |total, (count, weight)| {
                total.checked_add(weight.checked_mul(i128::from(*count))?)
            });
        match total.filter(|_| known) {
            Some(over) => Amount {
                real,
                over,
                under: self.unit,
            },
            None => Amount::real(real),
        }
    }
}

fn multiples(weights: &[f64]) -> Option<(Vec<i128>, i128)> {
    let decimals: Vec<(i128, i32)> = weights
        .iter()
        .map(|weight| decimal(*weight))
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

/// Digits and exponent of ten.
fn decimal(number: f64) -> Option<(i128, i32)> {
    let text = format!("{number:.*e}", DIGITS - 1);
    let (mantissa, exponent) = text.split_once('e')?;
    let digits: String = mantissa.chars().filter(|letter| *letter != '.').collect();
    let mut digits: i128 = digits.parse().ok()?;
    let mut exponent = exponent.parse::<i32>().ok()? - 14;
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
        exponent += 1;
    }
    Some((digits, if digits == 0 { 0 } else { exponent }))
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::float_cmp,
    reason = "only a whole number of quarter days is taken"
)]
fn whole(quarters: f64) -> Option<i128> {
    (quarters.trunc() == quarters && quarters < 1e15).then_some(quarters as i128)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the fraction itself is kept beside the number"
)]
fn quotient(over: i128, under: i128) -> f64 {
    over as f64 / under as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_frequencies_are_equal() {
        let rate = |count, days: f64| Amount::whole(count).per_year(4.0 * days);
        assert_eq!(rate(1, 388.0).compare(rate(7, 2716.0)), Ordering::Equal);
        assert!(rate(1, 388.0).is_below(rate(7, 2715.0)));
        for count in 1..40 {
            for days in [365.0, 388.0, 1461.0, 731.0] {
                let times = 7.0;
                let (one, other) = (rate(count, days), rate(7 * count, times * days));
                assert_eq!(one.compare(other), Ordering::Equal);
            }
        }
    }

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

    #[test]
    fn quotients() {
        let one = Amount::whole(5).divided_by(Amount::whole(6));
        assert_eq!(one.compare(Amount::fraction(5, 6)), Ordering::Equal);
        assert!(Amount::whole(0).divided_by(Amount::whole(0)).is_none());
        assert!(Amount::whole(1).per_year(0.0).is_none());
        let years = Amount::whole(1461).divided_by(Amount::decimal(365.25));
        assert_eq!(years.compare(Amount::whole(4)), Ordering::Equal);
    }
}
