//! What intervals and tests allow for where years vary more than independent visits would.
//!
//! The count of an era at a rate of `rate` visits a year has the variance `phi` times its mean, with
//! `phi = 1 + per_rate * rate` (methods M17). That `per_rate` is itself estimated is allowed for by
//! Student's quantile in place of the normal one. With `per_rate` 0 everything is Poisson's.

use super::level::Level;
use super::{normal, student};

/// A statistic this close to its mean, relatively, is level with it.
const TIE: f64 = 1e-9;

/// A statistic of dispersion, or its mean (its degrees of freedom) where only rounding lies between them.
///
/// Limits and p take a step where a statistic passes its mean, so rounding must not decide that.
pub fn settled(statistic: f64, mean: f64) -> f64 {
    if (statistic - mean).abs() <= TIE * mean {
        mean
    } else {
        statistic
    }
}

/// How much more than a Poisson count one of an era varies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Excess {
    /// Variance over mean, less 1, for each visit a year.
    pub per_rate: f64,
    /// With how many degrees of freedom that was estimated.
    pub degrees_of_freedom: f64,
}

impl Excess {
    /// None: visits are independent of each other.
    pub const NONE: Self = Self {
        per_rate: 0.0,
        degrees_of_freedom: f64::INFINITY,
    };

    /// Variance over mean at a rate in visits a year.
    pub fn phi(self, rate: f64) -> f64 {
        if self.per_rate > 0.0 {
            1.0 + self.per_rate * rate
        } else {
            1.0
        }
    }

    /// The tail whose normal quantile is Student's for this one: smaller, so limits are wider.
    pub fn tail(self, level: Level) -> f64 {
        normal::upper(student::two_sided_quantile(
            self.degrees_of_freedom,
            level.alpha(),
        ))
    }

    /// The two-sided p-value of Student's law for one of the normal law.
    pub fn student(self, p: f64) -> f64 {
        let z = normal::upper_quantile(0.5 * p);
        student::two_sided(self.degrees_of_freedom, z).min(1.0)
    }
}

/// The tails of excesses at one level, the last one remembered: neighbours were estimated together.
#[derive(Debug)]
pub struct Tails {
    level: Level,
    last: Option<(f64, f64)>,
}

impl Tails {
    /// None yet.
    pub fn new(level: Level) -> Self {
        Self { level, last: None }
    }

    /// That of an excess, as [`Excess::tail`].
    pub fn of(&mut self, excess: Excess) -> f64 {
        let freedom = excess.degrees_of_freedom;
        let known = self
            .last
            .filter(|(own, _)| own.to_bits() == freedom.to_bits());
        let (_, tail) = known.unwrap_or_else(|| (freedom, excess.tail(self.level)));
        self.last = Some((freedom, tail));
        tail
    }
}
