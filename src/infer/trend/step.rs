//! A change at a handover, or a trend that had begun before it?
//!
//! Poisson regression on the year, on a step at the handover, and on both: what the step adds to
//! the trend, and what the trend adds to the step, in deviance.

use super::Years;
use super::regression::{Side, fit};
use crate::error::{Error, Result};
use crate::special::excess;
use crate::special::real::to_real;
use crate::special::{beta, gamma};

/// How many years each side needs.
pub const FEWEST_YEARS: usize = 4;

/// A step beside a trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Change of the logarithm of the frequency a year, beside the step; NaN or infinite where
    /// there is no such number.
    pub slope: f64,
    /// Change of the logarithm of the frequency at the handover, beside the trend.
    pub step: f64,
    /// Deviance of one frequency, of the trend, of the step, and of both.
    pub deviances: [f64; 4],
    /// Pearson's statistic of both.
    pub pearson: f64,
    /// That over its degrees of freedom, at least 1.
    pub phi: f64,
    /// p of no step beside the trend.
    pub p_step: f64,
    /// p of no trend beside the step.
    pub p_trend: f64,
}

impl Step {
    /// By how much the step lowers the deviance of the trend.
    pub fn of_step(&self) -> f64 {
        let [_, trend, _, both] = self.deviances;
        (trend - both).max(0.0)
    }

    /// By how much the trend lowers the deviance of the step.
    pub fn of_trend(&self) -> f64 {
        let [_, _, step, both] = self.deviances;
        (step - both).max(0.0)
    }
}

/// Compares a trend over all years with a step before the year at `handover`.
///
/// # Errors
///
/// [`Error::Undefined`] if a side has fewer than [`FEWEST_YEARS`] years, or there is no visit.
pub fn trend_or_step(years: &Years, handover: usize) -> Result<Step> {
    let name = "a step beside a trend";
    let after = years.len().saturating_sub(handover);
    if handover.min(after) < FEWEST_YEARS {
        let before = handover.min(years.len());
        let reason = format!(
            "it needs {FEWEST_YEARS} years on each side of the handover, and there are {before} \
             before it and {after} after it"
        );
        return Err(Error::undefined(name, reason));
    }
    if years.visits() == 0 {
        return Err(Error::undefined(name, "there is no visit in these years"));
    }
    let whole = [Side::of(years)];
    let sides = Side::of(years).split(handover);
    let both = fit(&sides, true);
    let freedom = to_real(years.len() as u64 - 3);
    let mut found = Step {
        slope: both.slope,
        step: both.step,
        deviances: [
            fit(&whole, false).deviance,
            fit(&whole, true).deviance,
            fit(&sides, false).deviance,
            both.deviance,
        ],
        pearson: both.pearson,
        phi: (excess::settled(both.pearson, freedom) / freedom).max(1.0),
        p_step: f64::NAN,
        p_trend: f64::NAN,
    };
    let tail = |gain: f64| {
        if found.phi > 1.0 {
            beta::upper(0.5, 0.5 * freedom, gain / (found.phi * freedom))
        } else {
            gamma::upper(0.5, 0.5 * gain)
        }
    };
    let (p_step, p_trend) = (tail(found.of_step()), tail(found.of_trend()));
    (found.p_step, found.p_trend) = (p_step, p_trend);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::tests::years;
    use super::*;

    #[test]
    fn the_vector_of_m24() {
        let twelve = years(&[3, 4, 2, 5, 6, 5, 7, 6, 1, 2, 1, 0]);
        let found = trend_or_step(&twelve, 8).unwrap();
        let wanted = [
            20.428_844_308_766,
            17.367_235_304_775,
            7.241_942_690_839,
            5.073_223_673_505,
        ];
        for (found, wanted) in found.deviances.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-10, "{found} {wanted}");
        }
        assert!((found.slope - 0.103_862_17).abs() < 1e-8);
        assert!((found.step + 2.159_896_31).abs() < 1e-8);
        assert!((found.pearson - 4.019_888_456).abs() < 1e-8);
        assert!((found.phi - 1.0).abs() < 1e-15);
        assert!((found.of_step() - 12.294_011_631).abs() < 1e-8);
        assert!((found.p_step - 0.000_454_413_948).abs() < 1e-11);
        assert!((found.of_trend() - 2.168_719_017).abs() < 1e-8);
        assert!((found.p_trend - 0.140_843_512).abs() < 1e-8);
    }

    #[test]
    fn zeros_on_one_side_leave_a_finite_deviance() {
        let after = trend_or_step(&years(&[3, 4, 2, 5, 0, 0, 0, 0]), 4).unwrap();
        assert!(after.step == f64::NEG_INFINITY && after.slope.is_finite());
        assert!(after.deviances.iter().all(|deviance| deviance.is_finite()));
        assert!(after.p_step < 0.05);
        let before = trend_or_step(&years(&[0, 0, 0, 0, 3, 4, 2, 5]), 4).unwrap();
        assert!(before.step == f64::INFINITY);
        let one = trend_or_step(&years(&[0, 0, 0, 2, 0, 0, 0, 3]), 4).unwrap();
        assert!(one.slope == f64::INFINITY && one.step.is_nan());
        let [_, _, _, both] = one.deviances;
        assert!(both.abs() < 1e-12 && one.p_step.is_finite());
    }

    #[test]
    fn refusals() {
        for (counts, at) in [(&[1, 2, 3, 4, 5, 6, 7][..], 4), (&[0; 8][..], 4)] {
            let refused = trend_or_step(&years(counts), at);
            assert!(matches!(refused, Err(Error::Undefined { .. })));
        }
        assert!(trend_or_step(&years(&[1; 8]), 9).is_err());
    }
}
