//! What is asserted of one number: the numbers that would bear it out.
//!
//! A printed value stands for every number that rounds to it, so it is compared as an interval, both
//! ends included; "within 11 days" is the interval that ends at 11.

use std::cmp::Ordering;

use super::amount::Amount;
use crate::error::{Error, Result};

/// An interval of numbers, each end included or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    low: Amount,
    high: Amount,
    low_included: bool,
    high_included: bool,
}

/// How the numbers that are possible stand to an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// All of them lie in it.
    Inside,
    /// Some may.
    Overlaps,
    /// None does.
    Outside,
}

impl Interval {
    /// The numbers from `low` to `high`, both included.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if an end is not finite or `high` is below `low`.
    pub fn within(low: Amount, high: Amount) -> Result<Self> {
        let (low, high) = (finite("low", low)?, finite("high", high)?);
        if high.is_below(low) {
            let expected = format!("at least {}", low.value());
            return Err(Error::out_of_range("high", &high.value(), expected));
        }
        Ok(Self::new((low, true), (high, true)))
    }

    /// The numbers up to `bound`, included.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if the bound is not finite.
    pub fn at_most(bound: Amount) -> Result<Self> {
        Ok(Self::new(LOWEST, (finite("bound", bound)?, true)))
    }

    /// The numbers from `bound` on, included.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if the bound is not finite.
    pub fn at_least(bound: Amount) -> Result<Self> {
        Ok(Self::new((finite("bound", bound)?, true), HIGHEST))
    }

    /// The numbers from `low`, included, to `high`, not included.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if an end is not finite.
    pub fn up_to(low: Amount, high: Amount) -> Result<Self> {
        Ok(Self::new(
            (finite("low", low)?, true),
            (finite("high", high)?, false),
        ))
    }

    /// The numbers below `bound`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if the bound is not finite.
    pub fn below(bound: Amount) -> Result<Self> {
        Ok(Self::new(LOWEST, (finite("bound", bound)?, false)))
    }

    /// The numbers above `bound`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if the bound is not finite.
    pub fn above(bound: Amount) -> Result<Self> {
        Ok(Self::new((finite("bound", bound)?, false), HIGHEST))
    }

    fn new(low: (Amount, bool), high: (Amount, bool)) -> Self {
        Self {
            low: low.0,
            high: high.0,
            low_included: low.1,
            high_included: high.1,
        }
    }

    /// The same numbers in a smaller unit, of which `times` make one of the old.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if `times` is not a finite number above 0.
    pub fn scaled(self, times: f64) -> Result<Self> {
        if !times.is_finite() || times <= 0.0 {
            let expected = "a finite number above 0";
            return Err(Error::out_of_range("unit", &times, expected));
        }
        Ok(Self {
            low: self.low.times(times),
            high: self.high.times(times),
            ..self
        })
    }

    /// The lower end; minus infinity where there is none.
    pub fn low(self) -> f64 {
        self.low.value()
    }

    /// The upper end; infinity where there is none.
    pub fn high(self) -> f64 {
        self.high.value()
    }

    /// Both ends, each with whether it is included; infinite where there is none.
    pub fn bounds(self) -> [(Amount, bool); 2] {
        [
            (self.low, self.low_included),
            (self.high, self.high_included),
        ]
    }

    /// The ends that are numbers.
    pub fn ends(self) -> impl Iterator<Item = f64> {
        [self.low(), self.high()]
            .into_iter()
            .filter(|end| end.is_finite())
    }

    /// Whether a finite number lies in the interval; any other does not.
    pub fn contains(self, value: Amount) -> bool {
        self.contains_number(value.value(), || value)
    }

    /// The same of a number that is worked out exactly only where floating point does not tell.
    pub(super) fn contains_number(self, real: f64, exact: impl Fn() -> Amount) -> bool {
        let order = |end: Amount| {
            let told = Amount::apart(real, end.value());
            told.unwrap_or_else(|| exact().compare(end))
        };
        real.is_finite() && self.is_between(order(self.low), order(self.high))
    }

    /// How the numbers from `low` to `high`, both possible, stand to the interval.
    ///
    /// `high` may be infinity, where nothing bounds the number.
    pub fn position(self, low: Amount, high: Amount) -> Position {
        if self.holds(low) && self.holds(high) {
            return Position::Inside;
        }
        let ends_before =
            high.is_below(self.low) || (!self.low_included && high.compare(self.low).is_eq());
        let starts_after =
            self.high.is_below(low) || (!self.high_included && low.compare(self.high).is_eq());
        if ends_before || starts_after {
            Position::Outside
        } else {
            Position::Overlaps
        }
    }

    fn holds(self, value: Amount) -> bool {
        self.is_between(value.compare(self.low), value.compare(self.high))
    }

    fn is_between(self, from: Ordering, to: Ordering) -> bool {
        (from.is_gt() || (from.is_eq() && self.low_included))
            && (to.is_lt() || (to.is_eq() && self.high_included))
    }
}

const LOWEST: (Amount, bool) = (Amount::real(f64::NEG_INFINITY), true);
const HIGHEST: (Amount, bool) = (Amount::real(f64::INFINITY), true);

fn finite(name: &str, value: Amount) -> Result<Amount> {
    if value.value().is_finite() {
        return Ok(value);
    }
    Err(Error::out_of_range(name, &value.value(), "a finite number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(value: f64) -> Amount {
        Amount::decimal(value)
    }

    #[test]
    fn open_and_closed_ends() {
        assert!(Interval::at_most(at(11.0)).unwrap().contains(at(11.0)));
        assert!(!Interval::below(at(11.0)).unwrap().contains(at(11.0)));
        assert!(Interval::at_least(at(11.0)).unwrap().contains(at(1e9)));
        assert!(!Interval::above(at(11.0)).unwrap().contains(at(11.0)));
        assert!(Interval::within(at(2.0), at(1.0)).is_err());
        assert!(Interval::at_most(Amount::NONE).is_err());
        assert!(!Interval::at_most(at(1.0)).unwrap().contains(Amount::NONE));
    }

    #[test]
    fn years_in_days() {
        let years = Interval::up_to(at(5.5), at(6.0)).unwrap();
        let years = years.scaled(365.25).unwrap();
        assert!(years.contains(at(2_125.0)) && !years.contains(at(2191.5)));
        assert!(years.scaled(0.0).is_err());
    }

    #[test]
    fn possible_numbers_against_an_interval() {
        let one_to_two = Interval::within(at(1.0), at(2.0)).unwrap();
        let position = |low, high| one_to_two.position(at(low), at(high));
        assert_eq!(position(1.2, 2.0), Position::Inside);
        assert_eq!(position(0.0, 1.0), Position::Overlaps);
        assert_eq!(position(0.0, 3.0), Position::Overlaps);
        assert_eq!(position(2.1, 3.0), Position::Outside);
        let below = Interval::below(at(1.0)).unwrap();
        assert_eq!(below.position(at(1.0), at(2.0)), Position::Outside);
        let endless = Amount::real(f64::INFINITY);
        let most = Interval::at_most(at(186.0)).unwrap();
        assert_eq!(most.position(at(187.0), endless), Position::Outside);
        let above = Interval::above(at(186.0)).unwrap();
        assert_eq!(above.position(at(187.0), endless), Position::Inside);
    }
}
