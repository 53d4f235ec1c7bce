//! Values as they were counted and written: fractions of whole numbers, so that equals are equal.
//!
//! A frequency is visits over days, a weighted one a sum of decimals over days. As floating-point
//! numbers 1 visit in 388 days and 7 in 2,716 may differ, and so may 0.1 three times and 0.3 once; as
//! fractions they do not. A number of more digits than fit is compared as floating point.

use std::cmp::Ordering;

/// Numbers not known as fractions are equal when they differ by less than this share of the larger.
pub const SAME: f64 = 1e-12;
/// Numbers further apart than this share of the larger differ in floating point already.
const FAR: f64 = 1e-9;
/// Quarter days in a year of 365.25 days: whole days and whole years are whole numbers of them.
const QUARTERS_A_YEAR: i128 = 1461;
/// Numbers are read with as many significant digits as a floating-point number holds for certain.
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

    /// A number of which perhaps the fraction is known.
    pub(super) fn known(real: f64, fraction: Option<(i128, i128)>) -> Self {
        let (over, under) = fraction.unwrap_or_default();
        Self { real, over, under }
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
        let exact = digits_of(number).and_then(|(digits, exponent)| {
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
        let real = yearly(self.real, quarters);
        if real.is_nan() {
            return Self::NONE;
        }
        let fraction = whole(quarters).and_then(|quarters| {
            let over = self.over.checked_mul(QUARTERS_A_YEAR)?;
            Some((over, self.under.checked_mul(quarters)?))
        });
        self.scaled(real, fraction)
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

    /// The order of two numbers that floating point tells apart, whatever they are exactly.
    #[inline]
    pub fn apart(one: f64, other: f64) -> Option<Ordering> {
        let finite = one.abs().max(other.abs()).is_finite();
        let told = !finite || Self::are_apart(one, other);
        told.then(|| one.total_cmp(&other))
    }

    /// Whether floating point tells two finite numbers apart for certain.
    #[inline]
    pub(super) fn are_apart(one: f64, other: f64) -> bool {
        (one - other).abs() > FAR * one.abs().max(other.abs())
    }

    /// The order of two values.
    pub fn compare(self, other: Self) -> Ordering {
        let larger = self.real.abs().max(other.real.abs());
        let known = Self::apart(self.real, other.real).or_else(|| self.exactly(other));
        match known {
            Some(order) => order,
            None if (self.real - other.real).abs() <= SAME * larger => Ordering::Equal,
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

/// So much in `quarters` quarter days, as so much a year; `NAN` without exposure.
#[inline]
pub fn yearly(sum: f64, quarters: f64) -> f64 {
    if quarters > 0.0 {
        sum * 1461.0 / quarters
    } else {
        f64::NAN
    }
}

/// Digits and exponent of ten.
pub(super) fn digits_of(number: f64) -> Option<(i128, i32)> {
    let text = format!("{number:.*e}", DIGITS - 1);
    let (mantissa, exponent) = text.split_once('e')?;
    let (whole, part) = mantissa.trim_end_matches('0').split_once('.')?;
    let digits: i64 = format!("{whole}{part}").parse().ok()?;
    let exponent = exponent.parse::<i32>().ok()? - i32::try_from(part.len()).ok()?;
    Some((i128::from(digits), exponent))
}

pub(super) fn power_of_ten(exponent: u32) -> Option<i128> {
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
    fn frequencies_that_no_double_tells_apart_are_not_equal() {
        let (quarters, times) = (146_097, 1_000_i64);
        let over = 146_097_000 - 1;
        let per_year = |count: i64, quarters: i32| Amount::whole(count).per_year(quarters.into());
        let (one, other) = (
            per_year(over, quarters),
            per_year(over - times, quarters - 1),
        );
        assert_eq!(one.compare(other), Ordering::Greater);
        assert_eq!(other.compare(one), Ordering::Less);
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
