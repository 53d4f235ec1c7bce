//! Confidence levels.

use crate::error::{Error, Result};

/// A confidence level strictly between 0 and 1, as its complement.
///
/// The level is read as the decimal it prints as, so that `0.999999` leaves exactly one millionth:
/// subtracting in binary would be off by 3e-11 of that, and the quantiles with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    level: f64,
    alpha: f64,
}

impl Default for Level {
    /// The customary 0.95.
    fn default() -> Self {
        Self {
            level: 0.95,
            alpha: 0.05,
        }
    }
}

impl Level {
    /// The level `level`, such as 0.95.
    ///
    /// # Errors
    ///
    /// [`Error::BadLevel`] unless it lies strictly between 0 and 1.
    pub fn new(level: f64) -> Result<Self> {
        if !(level > 0.0 && level < 1.0) {
            let found = level.to_string();
            return Err(Error::BadLevel { found });
        }
        let alpha = decimal_complement(level);
        Ok(Self { level, alpha })
    }

    /// The level itself.
    pub fn level(self) -> f64 {
        self.level
    }

    /// What is left outside the interval, on both sides together.
    pub fn alpha(self) -> f64 {
        self.alpha
    }

    /// What is left outside the interval on each side.
    pub fn tail(self) -> f64 {
        0.5 * self.alpha
    }

    /// Limits of a ratio that leave out 1 where the p of a ratio of 1 is alpha itself: a limit is 1 then,
    /// and its last digit would decide.
    pub fn settled(self, [lower, upper]: [f64; 2], p: f64) -> [f64; 2] {
        let includes = lower <= 1.0 && 1.0 <= upper;
        if !(includes && at_most(p, self.alpha)) {
            [lower, upper]
        } else if 1.0 - lower <= NEAR {
            [1.0_f64.next_up(), upper]
        } else if upper - 1.0 <= NEAR {
            [lower, 1.0_f64.next_down()]
        } else {
            [lower, upper]
        }
    }
}

/// How far rounding may put a limit from where it belongs.
const NEAR: f64 = 1e-8;

/// A p-value this close to alpha, relatively, is alpha.
const TIE: f64 = 1e-9;

/// Whether a p-value is at most `alpha`: where the two are equal, rounding must not deny it.
pub fn at_most(p: f64, alpha: f64) -> bool {
    p <= alpha * (1.0 + TIE)
}

fn decimal_complement(level: f64) -> f64 {
    let text = level.to_string();
    let Some(digits) = text.strip_prefix("0.") else {
        return 1.0 - level;
    };
    let complement = digits.trim_end_matches('0');
    let last = complement.len().saturating_sub(1);
    let nines: String = complement
        .bytes()
        .enumerate()
        .map(|(place, digit)| {
            let full = if place == last { 10 } else { 9 };
            char::from(b'0' + full - (digit - b'0'))
        })
        .collect();
    format!("0.{nines}").parse().unwrap_or(1.0 - level)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the complement is the nearest double")]
mod tests {
    use super::*;

    #[test]
    fn the_complement_is_the_decimal_one() {
        for (level, alpha) in [
            (0.95, 0.05),
            (0.5, 0.5),
            (0.9, 0.1),
            (0.999_999, 1e-6),
            (0.999, 1e-3),
            (0.68, 0.32),
            (1e-3, 0.999),
        ] {
            assert_eq!(Level::new(level).unwrap().alpha(), alpha);
        }
        assert_eq!(Level::new(1e-300).unwrap().alpha(), 1.0);
    }

    #[test]
    fn a_percentage_is_no_level() {
        for level in [0.0, 1.0, 95.0, -0.1, f64::NAN, f64::INFINITY] {
            assert!(matches!(Level::new(level), Err(Error::BadLevel { .. })));
        }
    }
}
