//! The small table on which weights are pushed about: exact counts by era and class.
//!
//! Exposure is held in quarter days, in which whole days and whole calendar years of 365.25 days
//! are both integers, so that equal frequencies compare equal.

use crate::claims::amount::{Amount, yearly};
use crate::claims::class_weights::Weights;
use crate::error::{Result, same_length};
use crate::special::real::to_real;
use crate::time::exposure;

const QUARTER_DAYS_A_YEAR: f64 = 1461.0;
const SNAP: f64 = 1e-6;

/// Counts of visits by era and class, with the exposure of each era.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    cells: Vec<u64>,
    n_classes: usize,
    quarters: Vec<f64>,
}

impl Counts {
    /// Takes the counts, the class varying fastest, and the years of exposure of each era.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if the counts are not eras times classes; [`crate::Error::BadDuration`] for a
    /// negative or infinite exposure.
    pub fn new(counts: Vec<u64>, n_classes: usize, years: &[f64]) -> Result<Self> {
        same_length(
            ("years times classes", years.len() * n_classes),
            ("counts", counts.len()),
        )?;
        exposure::durations("years", years)?;
        Ok(Self {
            cells: counts,
            n_classes,
            quarters: years.iter().copied().map(quarters).collect(),
        })
    }

    /// Number of eras.
    pub fn n_eras(&self) -> usize {
        self.quarters.len()
    }

    /// Exposure of each era in quarter days.
    pub fn quarters(&self) -> &[f64] {
        &self.quarters
    }

    /// The counts of one era by class; empty for an era that is not there.
    pub fn era(&self, era: usize) -> &[u64] {
        let from = era * self.n_classes;
        self.cells
            .get(from..from + self.n_classes)
            .unwrap_or_default()
    }

    /// The weighted count of each era.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if there is not one weight a class.
    pub fn sums(&self, weights: &[f64]) -> Result<Vec<f64>> {
        self.check_classes(weights.len())?;
        Ok((0..self.n_eras())
            .map(|era| weighted_sum(self.era(era), weights))
            .collect())
    }

    /// The weighted frequency of each era, exact where that fits; none for an era without exposure.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if there is not one weight a class.
    pub fn amounts(&self, weights: &Weights) -> Result<Vec<Amount>> {
        self.check_classes(weights.real().len())?;
        let eras = self.quarters.iter().enumerate();
        Ok(eras
            .map(|(era, quarters)| weights.sum(self.era(era)).per_year(*quarters))
            .collect())
    }

    /// The weighted frequency of each era in visits a year; `NAN` for an era without exposure.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if there is not one weight a class.
    pub fn frequencies(&self, weights: &[f64]) -> Result<Vec<f64>> {
        let sums = self.sums(weights)?;
        Ok(sums
            .iter()
            .zip(&self.quarters)
            .map(|(sum, quarters)| yearly(*sum, *quarters))
            .collect())
    }

    /// Refuses anything but one value a class.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`].
    pub fn check_classes(&self, found: usize) -> Result<()> {
        same_length(("classes", self.n_classes), ("weights", found))
    }
}

/// Exposure in quarter days, a whole number of them where it is one but for rounding.
pub fn quarters(years: f64) -> f64 {
    let exact = years * QUARTER_DAYS_A_YEAR;
    let whole = exact.round();
    if (exact - whole).abs() < SNAP {
        whole
    } else {
        exact
    }
}

/// The weighted count that makes a frequency.
pub fn sum_at(frequency: f64, quarters: f64) -> f64 {
    frequency * quarters / QUARTER_DAYS_A_YEAR
}

fn weighted_sum(counts: &[u64], weights: &[f64]) -> f64 {
    let terms = counts.iter().zip(weights);
    terms.map(|(count, weight)| to_real(*count) * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_frequencies_compare_equal() {
        let years = [4.0, 1461.0 / 365.25, 1327.0 / 365.25, 2654.0 / 365.25, 0.0];
        let counts = Counts::new(vec![5, 5, 7, 14, 3], 1, &years).unwrap();
        let found = counts.frequencies(&[1.0]).unwrap();
        assert_eq!(found[0].to_bits(), 1.25_f64.to_bits());
        assert_eq!(found[0].to_bits(), found[1].to_bits());
        assert_eq!(found[2].to_bits(), found[3].to_bits());
        assert!(found[4].is_nan());
    }

    #[test]
    fn refusals() {
        assert!(Counts::new(vec![1, 2, 3], 2, &[1.0]).is_err());
        assert!(Counts::new(vec![1], 1, &[-1.0]).is_err());
        assert!(Counts::new(vec![1], 1, &[f64::NAN]).is_err());
        let counts = Counts::new(vec![1], 1, &[1.0]).unwrap();
        assert!(counts.frequencies(&[1.0, 2.0]).is_err());
    }
}
