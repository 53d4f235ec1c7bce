//! The weights of a scheme, and what visits of its classes add up to.

use crate::error::{Error, Result};
use crate::measure::tally::ClassCounts;
use crate::special::real;

/// A weight this small beside the largest is zero to the interval: its square must not vanish.
const LIGHTEST: f64 = 1e-150;

/// The weights of a scheme, checked, relative to the largest.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    absolute: Vec<f64>,
    relative: Vec<f64>,
    pub(super) largest: f64,
}

impl Weights {
    /// One weight for each class of the scheme, whether a visit fell into it or not.
    ///
    /// # Errors
    ///
    /// [`Error::BadWeight`] if one is negative, infinite or not a number;
    /// [`Error::AllZeroWeights`] if none is above zero.
    pub fn new(weights: &[f64]) -> Result<Self> {
        if let Some((class, weight)) = weights
            .iter()
            .enumerate()
            .find(|(_, weight)| !(weight.is_finite() && **weight >= 0.0))
        {
            return Err(Error::BadWeight {
                name: format!("class {class}"),
                found: weight.to_string(),
            });
        }
        let largest = weights.iter().copied().fold(0.0, f64::max);
        if largest == 0.0 {
            return Err(Error::AllZeroWeights);
        }
        let visible = |weight: f64| if weight < LIGHTEST { 0.0 } else { weight };
        let relative: Vec<f64> = weights
            .iter()
            .map(|weight| visible(weight / largest))
            .collect();
        Ok(Self {
            absolute: weights.to_vec(),
            largest,
            relative,
        })
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.relative.len()
    }

    pub(super) fn moments(&self, counts: &ClassCounts<'_>, cell: usize) -> Moments {
        let [mut total, mut sum, mut squares] = [(); 3].map(|()| Exact::default());
        counts.each(cell, |class, count| {
            // A class without visits adds nothing, not even a rounding error.
            if let (Some(&absolute), Some(&relative), true) = (
                self.absolute.get(class),
                self.relative.get(class),
                count > 0,
            ) {
                let count = real::to_real(count);
                total.add(absolute, count);
                sum.add(relative, count);
                squares.add(relative * relative, count);
            }
        });
        Moments {
            total: total.value(),
            sum: sum.value(),
            squares: squares.value(),
        }
    }
}

/// A sum of products, kept with its rounding errors (Ogita, Rump and Oishi 2005).
#[derive(Default)]
struct Exact {
    sum: f64,
    error: f64,
}

impl Exact {
    fn add(&mut self, one: f64, other: f64) {
        let product = one * other;
        let total = self.sum + product;
        let moved = total - self.sum;
        self.error += (self.sum - (total - moved)) + (product - moved);
        self.error += one.mul_add(other, -product);
        self.sum = total;
    }

    fn value(&self) -> f64 {
        self.sum + self.error
    }
}

/// What the interval depends on: the weights of the visits, added up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moments {
    /// Weights, as they are.
    pub(super) total: f64,
    /// Weights, in units of the largest.
    pub(super) sum: f64,
    /// Squared weights, in units of the square of the largest.
    pub(super) squares: f64,
}

impl Moments {
    /// As many visits of one weight as vary like these; one if there is none.
    pub(super) fn visits_alike(self) -> f64 {
        if self.squares > 0.0 {
            self.sum * (self.sum / self.squares)
        } else {
            1.0
        }
    }
}
