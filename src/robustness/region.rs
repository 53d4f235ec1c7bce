//! What a sentence asserts about one number: the numbers that would bear it out.
//!
//! A printed value stands for every number that rounds to it, so it is compared as an interval;
//! "within 11 days" is the interval that ends at 11.

use std::cmp::Ordering;

use crate::error::{Error, Result};

/// Two computed numbers that differ by less than this share of the larger are equal.
///
/// Sums of decimal weights carry rounding noise near 1e-16; rates that truly differ differ by more.
pub const SAME: f64 = 1e-12;

/// The order of two numbers, equal when they differ by less than [`SAME`].
pub fn compare(left: f64, right: f64) -> Ordering {
    let larger = left.abs().max(right.abs());
    if larger.is_finite() && (left - right).abs() <= SAME * larger {
        Ordering::Equal
    } else {
        left.total_cmp(&right)
    }
}

/// An interval of numbers, each end included or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Region {
    low: f64,
    high: f64,
    low_included: bool,
    high_included: bool,
}

/// How an interval of possible numbers stands to a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// Every number of the interval lies in the region.
    All,
    /// Some may.
    Some,
    /// None does.
    None,
}

const MOST_DECIMALS: u8 = 15;

impl Region {
    /// The numbers that round to a printed value; a number half way rounds to both its neighbours.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if the value is not finite or has more than 15 decimals.
    pub fn printed(value: f64, decimals: u8) -> Result<Self> {
        if decimals > MOST_DECIMALS {
            return Err(Error::OutOfRange {
                name: "decimals".to_owned(),
                found: decimals.to_string(),
                expected: format!("at most {MOST_DECIMALS}"),
            });
        }
        let scale = 10_f64.powi(i32::from(decimals));
        let steps = (finite("value", value)? * scale).round();
        Self::within((steps - 0.5) / scale, (steps + 0.5) / scale)
    }

    /// The numbers from `low` to `high`, both included.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if an end is not finite or `high` is below `low`.
    pub fn within(low: f64, high: f64) -> Result<Self> {
        let (low, high) = (finite("low", low)?, finite("high", high)?);
        if high < low {
            return Err(Error::OutOfRange {
                name: "high".to_owned(),
                found: high.to_string(),
                expected: format!("at least {low}"),
            });
        }
        Ok(Self::new((low, true), (high, true)))
    }

    /// The numbers up to `bound`, included.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if the bound is not finite.
    pub fn at_most(bound: f64) -> Result<Self> {
        Ok(Self::new(
            (f64::NEG_INFINITY, true),
            (finite("bound", bound)?, true),
        ))
    }

    /// The numbers from `bound` on, included.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if the bound is not finite.
    pub fn at_least(bound: f64) -> Result<Self> {
        Ok(Self::new(
            (finite("bound", bound)?, true),
            (f64::INFINITY, true),
        ))
    }

    /// The numbers from `low`, included, to `high`, not included.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if an end is not finite.
    pub fn up_to(low: f64, high: f64) -> Result<Self> {
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
    pub fn below(bound: f64) -> Result<Self> {
        Ok(Self::new(
            (f64::NEG_INFINITY, true),
            (finite("bound", bound)?, false),
        ))
    }

    /// The numbers above `bound`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if the bound is not finite.
    pub fn above(bound: f64) -> Result<Self> {
        Ok(Self::new(
            (finite("bound", bound)?, false),
            (f64::INFINITY, true),
        ))
    }

    fn new(low: (f64, bool), high: (f64, bool)) -> Self {
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
        if finite("unit", times)? <= 0.0 {
            return Err(Error::OutOfRange {
                name: "unit".to_owned(),
                found: times.to_string(),
                expected: "above 0".to_owned(),
            });
        }
        Ok(Self {
            low: self.low * times,
            high: self.high * times,
            ..self
        })
    }

    /// The lower end; minus infinity where there is none.
    pub fn low(self) -> f64 {
        self.low
    }

    /// The upper end; infinity where there is none.
    pub fn high(self) -> f64 {
        self.high
    }

    /// The ends that are numbers.
    pub fn ends(self) -> impl Iterator<Item = f64> {
        [self.low, self.high]
            .into_iter()
            .filter(|end| end.is_finite())
    }

    /// Whether a finite number lies in the region; any other does not.
    pub fn contains(self, value: f64) -> bool {
        value.is_finite() && self.spans(value)
    }

    /// How the numbers from `low` to `high`, both possible, stand to the region.
    ///
    /// `high` may be infinity, where nothing bounds the number.
    pub fn covers(self, low: f64, high: f64) -> Cover {
        if self.spans(low) && self.spans(high) {
            return Cover::All;
        }
        let ends_before = match compare(high, self.low) {
            Ordering::Equal => !self.low_included,
            order => order == Ordering::Less,
        };
        let starts_after = match compare(low, self.high) {
            Ordering::Equal => !self.high_included,
            order => order == Ordering::Greater,
        };
        if ends_before || starts_after {
            Cover::None
        } else {
            Cover::Some
        }
    }

    fn spans(self, value: f64) -> bool {
        let above = match compare(value, self.low) {
            Ordering::Less => false,
            Ordering::Equal => self.low_included,
            Ordering::Greater => true,
        };
        let below = match compare(value, self.high) {
            Ordering::Less => true,
            Ordering::Equal => self.high_included,
            Ordering::Greater => false,
        };
        above && below
    }
}

fn finite(name: &str, value: f64) -> Result<f64> {
    if value.is_finite() {
        return Ok(value);
    }
    Err(Error::OutOfRange {
        name: name.to_owned(),
        found: value.to_string(),
        expected: "a finite number".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_value_is_what_rounds_to_it() {
        let region = Region::printed(1.8, 1).unwrap();
        for (value, holds) in [
            (1.75, true),
            (1.85, true),
            (1.749_999, false),
            (1.850_001, false),
            (f64::NAN, false),
        ] {
            assert_eq!(region.contains(value), holds, "{value}");
        }
        assert!(Region::printed(120.0, 0).unwrap().contains(359.0 / 3.0));
        assert!(Region::printed(0.3, 1).unwrap().contains(0.1 + 0.25));
        assert!(Region::printed(f64::NAN, 1).is_err());
        assert!(Region::printed(1.0, 16).is_err());
    }

    #[test]
    fn open_and_closed_ends() {
        assert!(Region::at_most(11.0).unwrap().contains(11.0));
        assert!(!Region::below(11.0).unwrap().contains(11.0));
        assert!(Region::at_least(11.0).unwrap().contains(1e9));
        assert!(!Region::above(11.0).unwrap().contains(11.0 + 1e-13));
        assert!(Region::within(2.0, 1.0).is_err());
    }

    #[test]
    fn years_in_days() {
        let years = Region::up_to(5.5, 6.0).unwrap().scaled(365.25).unwrap();
        assert!(years.contains(2_125.0) && !years.contains(6.0 * 365.25));
        assert!(
            Region::at_most(1.0)
                .unwrap()
                .scaled(2.0)
                .unwrap()
                .contains(-9.0)
        );
        assert!(Region::at_most(1.0).unwrap().scaled(0.0).is_err());
    }

    #[test]
    fn possible_numbers_against_a_region() {
        let region = Region::within(1.0, 2.0).unwrap();
        assert_eq!(region.covers(1.2, 2.0), Cover::All);
        assert_eq!(region.covers(0.0, 1.0), Cover::Some);
        assert_eq!(region.covers(0.0, 3.0), Cover::Some);
        assert_eq!(region.covers(2.1, 3.0), Cover::None);
        assert_eq!(Region::below(1.0).unwrap().covers(1.0, 2.0), Cover::None);
        assert_eq!(
            Region::at_most(186.0).unwrap().covers(187.0, f64::INFINITY),
            Cover::None
        );
        assert_eq!(
            Region::above(186.0).unwrap().covers(187.0, f64::INFINITY),
            Cover::All
        );
    }
}
