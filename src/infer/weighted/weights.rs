//! The weights of a scheme, and what visits of its classes add up to.

use crate::error::{Error, Result};
use crate::measure::tally::ClassCounts;
use crate::special::real;

/// A weight this small beside the largest is zero to the interval: its square must not vanish.
const LIGHTEST: f64 = 1e-150;

/// The weights of a scheme, checked, relative to the largest.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    each: Vec<Weight>,
    pub(super) largest: f64,
}

/// The weight of a class.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Weight {
    absolute: f64,
    relative: f64,
    squared: f64,
    /// Products with counts up to here are exact.
    exact: u64,
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
        let weight = |&absolute: &f64| {
            let relative = visible(absolute / largest);
            let squared = relative * relative;
            let digits = [absolute, relative, squared].map(digits);
            let free = f64::MANTISSA_DIGITS - digits.into_iter().max().unwrap_or(0);
            Weight {
                absolute,
                relative,
                squared,
                exact: 1 << free,
            }
        };
        let each = weights.iter().map(weight).collect();
        Ok(Self { each, largest })
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.each.len()
    }

    pub(super) fn moments(&self, counts: &ClassCounts<'_>, cell: usize) -> Moments {
        let [mut total, mut sum, mut squares] = [(); 3].map(|()| Exact::default());
        counts.each(cell, |class, count| {
            // A class without visits adds nothing, not even a rounding error.
            let Some(weight) = self.each.get(class).filter(|_| count > 0) else {
                return;
            };
            let exact = count <= weight.exact;
            let count = real::to_real(count);
            total.add(weight.absolute, count, exact);
            sum.add(weight.relative, count, exact);
            squares.add(weight.squared, count, exact);
        });
        Moments {
            total: total.value(),
            sum: sum.value(),
            squares: squares.value(),
        }
    }
}

/// How many binary digits a number needs, from its first that is not 0 to its last.
fn digits(number: f64) -> u32 {
    if number == 0.0 {
        return 0;
    }
    if !number.is_normal() {
        return f64::MANTISSA_DIGITS;
    }
    let stored = f64::MANTISSA_DIGITS - 1;
    1 + stored - number.to_bits().trailing_zeros().min(stored)
}

/// A sum of products, kept with its rounding errors (Ogita, Rump and Oishi 2005).
#[derive(Default)]
struct Exact {
    sum: f64,
    error: f64,
}

impl Exact {
    /// Adds a product, which is either known to be `exact` or multiplied again to find its error.
    fn add(&mut self, one: f64, other: f64, exact: bool) {
        let product = one * other;
        let total = self.sum + product;
        let moved = total - self.sum;
        self.error += (self.sum - (total - moved)) + (product - moved);
        if !exact {
            self.error += one.mul_add(other, -product);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_that_are_called_exact_have_no_error() {
        let found = Weights::new(&[3.0, 0.1, 0.75, 1.0, 1e-200, 0.0, 5e-324]).unwrap();
        let exact: Vec<u64> = found.each.iter().map(|weight| weight.exact).collect();
        assert_eq!(exact[5..], [1 << 53, 1]);
        for weight in &found.each {
            for count in [1, 2, 3, 1000, weight.exact] {
                let (count, known) = (real::to_real(count), count <= weight.exact);
                for one in [weight.absolute, weight.relative, weight.squared] {
                    let error = one.mul_add(count, -(one * count));
                    assert!(error == 0.0 || !known, "{one} {count}");
                }
            }
        }
    }

    #[test]
    fn digits_of_a_number_are_those_between_its_first_and_last() {
        let found = [0.0, 1.0, 0.75, 3.0, 0.1, 1024.0, f64::MIN_POSITIVE / 2.0].map(digits);
        assert_eq!(found, [0, 1, 2, 2, 52, 1, 53]);
    }
}
