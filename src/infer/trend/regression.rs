//! Poisson regression of yearly counts on the year and on a step, with exposure as an offset.
//!
//! Given the visits of each side of a step, its intercept drops out and what is left is one
//! equation in the slope, monotone, which Newton's iteration solves. Where visits leave no finite
//! slope or step (all in the last year, none on one side) the fit is the limit: its deviance is
//! finite, its coefficient is not.

use super::Years;
use crate::special::beta;
use crate::special::level::Level;
use crate::special::real::to_real;
use crate::special::student;
use crate::special::tilted::solve;

/// Years that share an intercept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    numbers: &'a [u64],
    counts: &'a [u64],
    exposure: &'a [f64],
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// Change of the logarithm of the frequency a year; infinite where the fit is a limit, NaN
    /// where nothing says.
    pub(super) slope: f64,
    /// Standard error of the slope for independent visits.
    pub(super) slope_error: f64,
    /// Change of the logarithm of the frequency at the step; infinite where a side has no visit.
    pub(super) step: f64,
    /// Twice the logarithm of the likelihood that is lacking to a perfect fit.
    pub(super) deviance: f64,
    /// Pearson's statistic.
    pub(super) pearson: f64,
}

impl<'a> Side<'a> {
    pub(super) fn of(years: &'a Years) -> Self {
        Self {
            numbers: &years.numbers,
            counts: &years.counts,
            exposure: &years.exposure,
        }
    }

    /// The years before the one at `place`, and those from it on.
    pub(super) fn split(self, place: usize) -> [Self; 2] {
        let numbers = self.numbers.split_at_checked(place);
        let counts = self.counts.split_at_checked(place);
        let exposure = self.exposure.split_at_checked(place);
        let (numbers, counts) = (numbers.unwrap_or_default(), counts.unwrap_or_default());
        let exposure = exposure.unwrap_or_default();
        [
            Self {
                numbers: numbers.0,
                counts: counts.0,
                exposure: exposure.0,
            },
            Self {
                numbers: numbers.1,
                counts: counts.1,
                exposure: exposure.1,
            },
        ]
    }

    fn visits(self) -> f64 {
        to_real(self.counts.iter().sum())
    }

    fn statistic(self) -> f64 {
        let each = self.numbers.iter().zip(self.counts);
        to_real(each.map(|(number, count)| number * count).sum())
    }

    /// Whether all visits are in the year at this end.
    fn all_in(self, end: Option<&u64>) -> bool {
        end.is_some_and(|count| *count > 0 && self.counts.iter().sum::<u64>() == *count)
    }

    /// Probability of each year for one visit, at a slope.
    pub(super) fn shares(self, slope: f64) -> Vec<f64> {
        let (ln_sum, _, _) = self.moments(slope);
        let terms = self.terms(slope);
        terms.map(|(_, term)| (term - ln_sum).exp()).collect()
    }

    /// `ln (sum of exposure e^(slope number))`, and mean and variance of the number of a visit.
    pub(super) fn moments(self, slope: f64) -> (f64, f64, f64) {
        let terms = self.terms(slope);
        let highest = terms
            .clone()
            .fold(f64::NEG_INFINITY, |most, (_, term)| most.max(term));
        let scaled = terms.map(|(number, term)| (number, (term - highest).exp()));
        let sum: f64 = scaled.clone().map(|(_, share)| share).sum();
        let mean = scaled
            .clone()
            .map(|(number, share)| number * share)
            .sum::<f64>()
            / sum;
        let spread = scaled.map(|(number, share)| (number - mean).powi(2) * share);
        (highest + sum.ln(), mean, spread.sum::<f64>() / sum)
    }

    fn terms(self, slope: f64) -> impl Iterator<Item = (f64, f64)> + Clone + 'a {
        let each = self.numbers.iter().zip(self.exposure);
        each.map(move |(&number, exposure)| {
            let number = to_real(number);
            (number, exposure.ln() + slope * number)
        })
    }

    /// Deviance and Pearson's statistic of this side at a slope.
    fn lack_of_fit(self, slope: f64) -> (f64, f64) {
        let visits = self.visits();
        let shares = self.shares(slope);
        let each = self.counts.iter().zip(shares);
        each.fold((0.0, 0.0), |(deviance, pearson), (&count, share)| {
            let (seen, fitted) = (to_real(count), visits * share);
            let gap = seen - fitted;
            let information = if count > 0 {
                seen * (seen / fitted).ln()
            } else {
                0.0
            };
            let square = if fitted > 0.0 {
                gap * gap / fitted
            } else {
                0.0
            };
            (deviance + 2.0 * (information - gap), pearson + square)
        })
    }
}

/// Fits an intercept for each side, and one slope for all if there is to be one.
pub(super) fn fit(sides: &[Side<'_>], sloped: bool) -> Fit {
    let filled: Vec<Side<'_>> = sides
        .iter()
        .copied()
        .filter(|side| side.visits() > 0.0)
        .collect();
    let slope = if sloped { slope_of(&filled) } else { 0.0 };
    let (deviance, pearson) = if slope.is_finite() {
        filled
            .iter()
            .map(|side| side.lack_of_fit(slope))
            .fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    } else {
        // every visit lies where the limit puts it
        (0.0, 0.0)
    };
    let information: f64 = filled
        .iter()
        .map(|side| side.visits() * side.moments(slope).2)
        .sum();
    Fit {
        slope,
        slope_error: information.sqrt().recip(),
        step: step_of(sides, slope),
        deviance: deviance.max(0.0),
        pearson,
    }
}

/// The slope that fits best: infinite if each side has all its visits in its last (or first) year,
/// NaN if no side has visits and a second year.
fn slope_of(filled: &[Side<'_>]) -> f64 {
    let rises = filled.iter().all(|side| side.all_in(side.counts.last()));
    let falls = filled.iter().all(|side| side.all_in(side.counts.first()));
    match (rises, falls) {
        (true, true) => f64::NAN,
        (true, false) => f64::INFINITY,
        (false, true) => f64::NEG_INFINITY,
        (false, false) => {
            let seen: f64 = filled.iter().map(|side| side.statistic()).sum();
            solve(|slope| {
                let expected = filled.iter().fold((0.0, 0.0), |sum, side| {
                    let (_, mean, variance) = side.moments(slope);
                    let visits = side.visits();
                    (sum.0 + visits * mean, sum.1 + visits * variance)
                });
                (expected.0 - seen, expected.1)
            })
        }
    }
}

/// The step between two sides; NaN where there is one side, or an infinite slope hides it.
fn step_of(sides: &[Side<'_>], slope: f64) -> f64 {
    match *sides {
        [before, after] if slope.is_finite() => {
            let height = |side: Side<'_>| side.visits().ln() - side.moments(slope).0;
            height(after) - height(before)
        }
        _ => f64::NAN,
    }
}

/// The slope by Poisson regression, with a dispersion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regression {
    /// Change of the logarithm of the frequency a year; infinite if all visits are in the last or
    /// first year.
    pub slope: f64,
    /// Its standard error for independent visits.
    pub error: f64,
    /// Pearson's statistic of the fit.
    pub pearson: f64,
    /// That over its degrees of freedom, at least 1; 1 where there are none.
    pub phi: f64,
    /// Student's p of no slope; NaN with two years or an infinite slope.
    pub p: f64,
    /// Lower limit of the slope, where there is a p.
    pub lower: f64,
    /// Upper limit of the slope, where there is a p.
    pub upper: f64,
}

/// Fits a trend to the years of an era; nothing with fewer than two years or without a visit.
pub fn regression(years: &Years, level: Level) -> Option<Regression> {
    if !years.can_move() {
        return None;
    }
    let found = fit(&[Side::of(years)], true);
    let freedom = to_real(years.len() as u64 - 2);
    let told = freedom > 0.0 && found.slope.is_finite();
    let phi = if told {
        (found.pearson / freedom).max(1.0)
    } else {
        1.0
    };
    let error = found.slope_error * phi.sqrt();
    let (p, reach) = if told {
        let t = found.slope / error;
        (
            beta::upper(0.5, 0.5 * freedom, t * t / freedom),
            student::two_sided_quantile(freedom, level.alpha()) * error,
        )
    } else {
        (f64::NAN, f64::NAN)
    };
    Some(Regression {
        slope: found.slope,
        error: if found.slope.is_finite() {
            found.slope_error
        } else {
            f64::NAN
        },
        pearson: found.pearson,
        phi,
        p,
        lower: found.slope - reach,
        upper: found.slope + reach,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::years;
    use super::*;

    #[test]
    fn vectors_of_m24() {
        let seven = regression(&years(&[2, 3, 1, 4, 6, 5, 8]), Level::default()).unwrap();
        assert!((seven.slope - 0.244_092_563_6).abs() < 1e-9);
        assert!((seven.error - 0.099_732_4).abs() < 1e-7);
        assert!((seven.pearson - 2.068_901_0).abs() < 1e-7);
        assert!((seven.phi - 1.0).abs() < 1e-15);
        let ten = years(&[1, 6, 0, 5, 2, 9, 3, 8, 12, 4]);
        let ten = regression(&ten, Level::default()).unwrap();
        assert!((ten.slope - 0.137_523_293_2).abs() < 1e-9);
        assert!((ten.error - 0.051_579_6).abs() < 1e-7);
        assert!((ten.phi - 2.416_992_307).abs() < 1e-8);
        assert!((ten.p - 0.124_690_082).abs() < 1e-8);
        assert!(ten.lower < 0.0 && ten.upper > 0.0);
    }

    #[test]
    fn limits_of_a_fit() {
        let of = |counts: &[u64]| regression(&years(counts), Level::default());
        let last = of(&[0, 0, 4]).unwrap();
        assert!(last.slope == f64::INFINITY && last.p.is_nan() && last.error.is_nan());
        assert!(of(&[4, 0, 0]).unwrap().slope == f64::NEG_INFINITY);
        let two = of(&[1, 2]).unwrap();
        assert!((two.slope - 2.0_f64.ln()).abs() < 1e-14 && two.p.is_nan());
        assert_eq!((of(&[0, 0, 0]), of(&[4])), (None, None));
    }

    #[test]
    fn scale_of_exposure_does_not_matter() {
        let of = |scale: f64| {
            let exposure = [0.6, 1.0, 1.0, 0.7].map(|years| years * scale);
            let years = Years::new(&[1, 2, 3, 4], &[2, 1, 5, 3], &exposure).unwrap();
            regression(&years, Level::default()).unwrap()
        };
        let (one, ten) = (of(1.0), of(10.0));
        assert!((one.slope - ten.slope).abs() < 1e-13 && (one.p - ten.p).abs() < 1e-12);
    }
}
