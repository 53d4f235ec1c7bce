//! How a sum of two Poisson counts splits: binomially, with odds that hold the ratio of frequencies.

use crate::special::beta;

/// A split of `first + second` visits: whole numbers, unless each was divided by its dispersion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Split {
    pub(super) first: f64,
    pub(super) second: f64,
}

impl Split {
    /// The same visits, told from the other side.
    pub(super) fn swapped(self) -> Self {
        Self {
            first: self.second,
            second: self.first,
        }
    }

    /// Probability of exactly this split.
    pub(super) fn point(self, odds: f64) -> f64 {
        beta::binomial(self.first, self.second, odds)
    }

    /// Probability that the first part is at least this large.
    pub(super) fn at_least(self, odds: f64) -> f64 {
        if self.first == 0.0 {
            return 1.0;
        }
        beta::lower(self.first, self.second + 1.0, odds)
    }

    /// Probability that the first part is at most this large.
    pub(super) fn at_most(self, odds: f64) -> f64 {
        self.swapped().at_least(odds.recip())
    }

    /// Derivative of `at_least` in the logarithm of the odds.
    pub(super) fn flow(self, odds: f64) -> f64 {
        if self.first == 0.0 {
            return 0.0;
        }
        beta::tails(self.first, self.second + 1.0, odds).flow
    }

    /// One visit of the second part told as one of the first: by its own difference, since from a
    /// large total a small part would not come back.
    pub(super) fn one_more(self) -> Self {
        Self {
            first: self.first + 1.0,
            second: self.second - 1.0,
        }
    }

    /// The odds at which the first part is at least this large with probability `p`.
    pub(super) fn at_least_quantile(self, p: f64) -> f64 {
        if self.first == 0.0 {
            return 0.0;
        }
        beta::lower_quantile(self.first, self.second + 1.0, p)
    }
}
