//! Free weights: the weights of a scheme that are pushed about while the others stay.
//!
//! A scheme is a product of factors, so the weight of a class is its fixed part times every free
//! weight that acts on it, each at most once. Every weighted count is then linear in each free
//! weight taken alone, and takes its least and greatest value over a box at a corner of it.

use super::counts::Counts;
use crate::error::{Error, Result, finite_weights, same_length, within_limit};

/// The classes' fixed weights, the free weights that multiply them, and where those may lie.
#[derive(Debug, Clone, PartialEq)]
pub struct FreeWeights {
    fixed: Vec<f64>,
    acts: Vec<Vec<bool>>,
    bounds: Vec<(f64, f64)>,
}

/// Most free weights: every corner of their box is looked at.
pub const MOST_FREE: usize = 12;

impl FreeWeights {
    /// Takes the fixed part of each class's weight and, for each free weight, the classes it
    /// multiplies and its bounds.
    ///
    /// # Errors
    ///
    /// [`Error::BadWeight`] for a fixed part or bound that is negative or not finite (an upper
    /// bound may be infinite); [`Error::OutOfRange`] for bounds that leave no room;
    /// [`Error::Length`] if lists differ in length; [`Error::TooLarge`] for too many.
    pub fn new(fixed: Vec<f64>, acts: Vec<Vec<bool>>, bounds: Vec<(f64, f64)>) -> Result<Self> {
        same_length(("weights", acts.len()), ("bounds", bounds.len()))?;
        for acts in &acts {
            same_length(("classes", fixed.len()), ("weight", acts.len()))?;
        }
        within_limit(
            "the box of free weights",
            acts.len() as u128,
            MOST_FREE as u128,
        )?;
        let lows = bounds.iter().map(|bounds| &bounds.0);
        finite_weights(fixed.iter().chain(lows))?;
        for (low, high) in &bounds {
            if high.is_nan() || high <= low {
                let expected = format!("above its lower bound {low}");
                return Err(Error::out_of_range(
                    "the upper bound of a weight",
                    &high,
                    expected,
                ));
            }
        }
        Ok(Self {
            fixed,
            acts,
            bounds,
        })
    }

    /// How many weights are free.
    pub fn len(&self) -> usize {
        self.acts.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.acts.is_empty()
    }

    /// Where each free weight may lie.
    pub fn bounds(&self) -> &[(f64, f64)] {
        &self.bounds
    }

    /// The weight of each class at the given free weights.
    pub fn class_weights(&self, free: &[f64]) -> Vec<f64> {
        let mut weights = self.fixed.clone();
        for (acts, factor) in self.acts.iter().zip(free) {
            for (weight, _) in weights.iter_mut().zip(acts).filter(|(_, acts)| **acts) {
                *weight *= factor;
            }
        }
        weights
    }

    /// For the only free weight: each era's weighted count as `fixed + slope * weight`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] unless exactly one weight is free; [`Error::Length`] if the classes
    /// of `counts` are others.
    pub fn lines(&self, counts: &Counts) -> Result<Vec<Line>> {
        let [acts] = self.acts.as_slice() else {
            let expected = "1 here";
            return Err(Error::out_of_range(
                "the number of free weights",
                &self.acts.len(),
                expected,
            ));
        };
        let part = |acting: bool| -> Vec<f64> {
            let each = self.fixed.iter().zip(acts);
            each.map(|(fixed, acts)| if *acts == acting { *fixed } else { 0.0 })
                .collect()
        };
        let (fixed, slopes) = (counts.sums(&part(false))?, counts.sums(&part(true))?);
        Ok(fixed
            .into_iter()
            .zip(slopes)
            .zip(counts.quarters())
            .map(|((fixed, slope), quarters)| Line {
                fixed,
                slope,
                quarters: *quarters,
            })
            .collect())
    }
}

/// One era's frequency as a function of one weight: `(fixed + slope * weight)` over its exposure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// The weighted count at weight 0.
    pub fixed: f64,
    /// What it gains for each unit of the weight.
    pub slope: f64,
    /// Exposure in quarter days.
    pub quarters: f64,
}

impl Line {
    /// The weighted count at a weight.
    pub fn sum(self, weight: f64) -> f64 {
        self.fixed + self.slope * weight
    }

    /// The weight at which this era's frequency is `times` the other's, if there is just one.
    pub fn meets(self, other: Self, times: f64) -> Option<f64> {
        let (here, there) = (other.quarters, times * self.quarters);
        let (gain, against) = (self.slope * here, other.slope * there);
        let rise = gain - against;
        if rise.abs() <= f64::EPSILON * 4.0 * gain.abs().max(against.abs()) {
            return None;
        }
        Some((other.fixed * there - self.fixed * here) / rise)
    }

    /// The weight at which the weighted count is `sum`, if there is just one.
    pub fn reaches(self, sum: f64) -> Option<f64> {
        (self.slope > 0.0).then(|| (sum - self.fixed) / self.slope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_its_fixed_part_times_what_acts_on_it() {
        let acts = vec![vec![true, false, true], vec![false, false, true]];
        let free =
            FreeWeights::new(vec![1.0, 1.0, 0.5], acts, vec![(0.0, 5.0), (1.0, 2.0)]).unwrap();
        assert_eq!(free.class_weights(&[3.0, 2.0]), vec![3.0, 1.0, 3.0]);
    }

    #[test]
    fn refusals() {
        let one = |bounds| FreeWeights::new(vec![1.0], vec![vec![true]], vec![bounds]);
        assert!(one((1.0, f64::INFINITY)).is_ok());
        assert!(one((1.0, 1.0)).is_err());
        assert!(one((-1.0, 1.0)).is_err());
        assert!(one((0.0, f64::NAN)).is_err());
        assert!(FreeWeights::new(vec![f64::INFINITY], vec![], vec![]).is_err());
        assert!(FreeWeights::new(vec![1.0], vec![vec![]], vec![(0.0, 1.0)]).is_err());
        let many = FreeWeights::new(
            vec![1.0],
            vec![vec![true]; MOST_FREE + 1],
            vec![(0.0, 1.0); MOST_FREE + 1],
        );
        assert!(matches!(many, Err(Error::TooLarge { .. })));
    }
}
