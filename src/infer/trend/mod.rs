//! Does the frequency rise or fall within an era, and did it change at a handover or before?
//!
//! In a model `ln frequency = a + slope * year` the visits of each year are, given their sum,
//! multinomial, and `S`, the sum of the year's number over all visits, says all there is to know of
//! the slope. Three tests of it stand beside one another: the exact one, which takes visits for
//! independent; the permutation of whole years, which keeps what varies from year to year; and the
//! regression with a dispersion, which gives an interval with it.

mod exact;
mod methods;
mod permutation;
mod regression;
mod step;

pub use exact::{Exact, exact};
pub use methods::{Method, Trend, trend};
pub use permutation::{Permutation, permutation};
pub use regression::{Regression, regression};
pub use step::{FEWEST_YEARS, Step, trend_or_step};

use crate::error::{Error, Result, same_length};
use crate::time::exposure;

/// The longest stretch of years that is looked at.
const MOST_YEARS: u64 = 10_000;

/// The years of one era: when, how many visits, how much was observed.
#[derive(Debug, Clone, PartialEq)]
pub struct Years {
    numbers: Vec<u64>,
    counts: Vec<u64>,
    exposure: Vec<f64>,
    visits: u64,
}

impl Years {
    /// Years in their order, each with its visits and its exposure; those without any are left
    /// out. They are numbered from the first one, which has 0.
    ///
    /// # Errors
    ///
    /// - [`Error::Length`] or [`Error::BadDuration`] for the columns.
    /// - [`Error::OutOfRange`] if a year is not later than the one before it.
    /// - [`Error::TooLarge`] if they span more than 10,000 years.
    /// - [`Error::Overflow`] if the visits are too many to add up.
    pub fn new(years: &[i64], counts: &[u64], exposure: &[f64]) -> Result<Self> {
        same_length(("year", years.len()), ("count", counts.len()))?;
        exposure::check(counts.len(), exposure)?;
        let backwards = years.windows(2).find_map(|pair| match *pair {
            [before, year] if year <= before => Some(year),
            _ => None,
        });
        if let Some(year) = backwards {
            let expected = "later than the year before it";
            return Err(Error::out_of_range("year", &year, expected));
        }
        let rows = years.iter().zip(counts).zip(exposure);
        let observed: Vec<_> = rows.filter(|(_, exposure)| **exposure > 0.0).collect();
        let first = observed.first().map_or(0, |((year, _), _)| **year);
        let numbers: Vec<u64> = observed
            .iter()
            .map(|((year, _), _)| year.abs_diff(first))
            .collect();
        if let Some(&last) = numbers.last().filter(|last| **last >= MOST_YEARS) {
            return Err(Error::too_large(
                "the trend",
                last.into(),
                MOST_YEARS.into(),
            ));
        }
        let counts: Vec<u64> = observed.iter().map(|((_, count), _)| **count).collect();
        let visits = counts
            .iter()
            .try_fold(0_u64, |sum, &count| sum.checked_add(count))
            .filter(|visits| visits.checked_mul(MOST_YEARS).is_some())
            .ok_or_else(|| Error::overflow("the number of visits"))?;
        Ok(Self {
            numbers,
            counts,
            exposure: observed.iter().map(|(_, exposure)| **exposure).collect(),
            visits,
        })
    }

    /// How many years were observed.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Visits in all of them.
    pub fn visits(&self) -> u64 {
        self.visits
    }

    /// Exposure of all of them.
    pub fn exposure(&self) -> f64 {
        self.exposure.iter().sum()
    }

    /// Whether there is anything that could rise or fall.
    fn can_move(&self) -> bool {
        self.visits > 0 && self.len() > 1
    }

    /// The sum of the year's number over all visits.
    fn statistic(&self) -> u64 {
        let each = self.numbers.iter().zip(&self.counts);
        each.map(|(number, count)| number * count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn years(counts: &[u64]) -> Years {
        let numbers: Vec<i64> = (2001..).take(counts.len()).collect();
        Years::new(&numbers, counts, &vec![1.0; counts.len()]).unwrap()
    }

    #[test]
    fn years_are_numbered_from_the_first_observed() {
        let found = Years::new(&[1990, 1991, 1994], &[9, 2, 1], &[0.0, 0.5, 1.0]).unwrap();
        assert_eq!((found.len(), found.visits(), found.statistic()), (2, 3, 3));
        assert!((found.exposure() - 1.5).abs() < 1e-15 && !found.is_empty());
    }

    #[test]
    fn refusals() {
        let of = |years: &[i64], counts: &[u64]| Years::new(years, counts, &[1.0, 1.0]);
        assert!(matches!(of(&[1], &[1, 2]), Err(Error::Length { .. })));
        for years in [[2, 2], [2, 1]] {
            assert!(matches!(of(&years, &[1, 2]), Err(Error::OutOfRange { .. })));
        }
        assert!(matches!(
            of(&[0, 10_000], &[1, 2]),
            Err(Error::TooLarge { .. })
        ));
        assert!(matches!(
            of(&[1, 2], &[u64::MAX, 2]),
            Err(Error::Overflow { .. })
        ));
        assert!(matches!(
            Years::new(&[1], &[1], &[-1.0]),
            Err(Error::BadDuration { .. })
        ));
    }
}
