//! Two dyads in two eras: the ratio of the ratios of their visits.
//!
//! Both dyads were watched on the same days, so exposure cancels: the ratio is that of the odds of a
//! visit being one of the first dyad (methods M25). That exact comparison supposes that all visits
//! are independent of each other, given what raises or lowers those of both dyads alike. Where the
//! years of a dyad vary more, the logarithm of the ratio is also held against Student's law with the
//! variance that this gives it; the larger p and the wider limit of the two stand.

use super::Composition;
use super::odds::{Odds, odds_p, odds_ratio};
use crate::error::Result;
use crate::special::excess::Excess;
use crate::special::level::Level;
use crate::special::real::to_real;
use crate::special::student;

/// The visits of one dyad in two eras.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dyad {
    /// Visits in the first era, and in the second.
    pub counts: [u64; 2],
    /// Years of exposure of each.
    pub years: [f64; 2],
    /// How much more than a Poisson count that of each era varies.
    pub excesses: [Excess; 2],
    /// With how many degrees of freedom that was estimated; none if it could not be.
    pub degrees_of_freedom: f64,
}

impl Dyad {
    /// Variance over mean in each era, at the common rate of both.
    fn phi(self) -> [f64; 2] {
        let [one, other] = self.counts.map(to_real);
        let [years, other_years] = self.years;
        let rate = (one + other) / (years + other_years);
        self.excesses.map(|excess| excess.phi(rate))
    }

    /// Variance of the logarithm of the ratio of its two counts.
    fn variance(self) -> f64 {
        let parts = self.phi().into_iter().zip(self.counts);
        parts.map(|(phi, count)| phi / (to_real(count) + 0.5)).sum()
    }
}

/// The ratio of ratios of two dyads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relative {
    /// What is reported: where no year varies more than chance lets it, the exact one to the last bit.
    pub reported: Odds,
    /// The exact comparison, for visits that are independent of each other.
    pub exact: Odds,
}

/// The visits of the first dyad in the first era over those in the second, over the same of the other
/// dyad; nothing if a dyad or an era has no visit, or there are more than a million.
///
/// # Errors
///
/// As [`Composition::new`].
pub fn ratio_of_ratios(first: Dyad, other: Dyad, level: Level) -> Result<Option<Relative>> {
    let Some(exact) = odds_ratio(&composed(first, other)?, level) else {
        return Ok(None);
    };
    let Some(spread) = Spread::of(first, other) else {
        let reported = exact;
        return Ok(Some(Relative { reported, exact }));
    };
    let [lower, upper] = spread.limits(level);
    let p = exact.p.max(spread.p());
    let limits = [exact.lower.min(lower), exact.upper.max(upper)];
    let [lower, upper] = level.settled(limits, p);
    let reported = Odds {
        lower,
        upper,
        p,
        ..exact
    };
    Ok(Some(Relative { reported, exact }))
}

/// The p of [`ratio_of_ratios`] alone.
///
/// # Errors
///
/// As [`Composition::new`].
pub fn relative_p(first: Dyad, other: Dyad) -> Result<Option<f64>> {
    let exact = odds_p(&composed(first, other)?);
    let spread = Spread::of(first, other);
    Ok(exact.map(|exact| spread.map_or(exact, |spread| exact.max(spread.p()))))
}

fn composed(first: Dyad, other: Dyad) -> Result<Composition> {
    let ([one, two], [rest, more]) = (first.counts, other.counts);
    let all = [one.saturating_add(rest), two.saturating_add(more)];
    Composition::new(&first.counts, &all)
}

/// The logarithm of the ratio by counts with a half added to each, and how it varies.
#[derive(Debug, Clone, Copy)]
struct Spread {
    logarithm: f64,
    error: f64,
    degrees_of_freedom: f64,
}

impl Spread {
    /// Nothing where no count varies more than an independent one.
    fn of(first: Dyad, other: Dyad) -> Option<Self> {
        let mut phi = first.phi().into_iter().chain(other.phi());
        if !phi.any(|phi| phi > 1.0) {
            return None;
        }
        let logarithm = |dyad: Dyad| {
            let [one, other] = dyad.counts.map(|count| to_real(count) + 0.5);
            (one / other).ln()
        };
        let variance = first.variance() + other.variance();
        // Satterthwaite: each dyad has an estimate of its own of how its years vary.
        let part = |dyad: Dyad| {
            if dyad.degrees_of_freedom > 0.0 {
                dyad.variance().powi(2) / dyad.degrees_of_freedom
            } else {
                0.0
            }
        };
        Some(Self {
            logarithm: logarithm(first) - logarithm(other),
            error: variance.sqrt(),
            degrees_of_freedom: variance * variance / (part(first) + part(other)),
        })
    }

    fn p(self) -> f64 {
        let t = (self.logarithm / self.error).abs();
        student::two_sided(self.degrees_of_freedom, t).min(1.0)
    }

    fn limits(self, level: Level) -> [f64; 2] {
        let t = student::two_sided_quantile(self.degrees_of_freedom, level.alpha());
        let reach = t * self.error;
        [self.logarithm - reach, self.logarithm + reach].map(f64::exp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dyad(counts: [u64; 2], phi: [f64; 2], degrees_of_freedom: f64) -> Dyad {
        // two years in all: the rate is half of the visits
        let rate = to_real(counts.iter().sum()) / 2.0;
        let excesses = phi.map(|phi| Excess {
            per_rate: (phi - 1.0) / rate,
            degrees_of_freedom,
        });
        Dyad {
            counts,
            years: [1.0; 2],
            excesses,
            degrees_of_freedom,
        }
    }

    fn close(found: f64, wanted: f64) {
        assert!(
            (found / wanted - 1.0).abs() < 1e-9,
            "{found} is not {wanted}"
        );
    }

    #[test]
    fn vectors_of_m25() {
        for (first, other, p, lower, upper) in [
            (
                dyad([5, 39], [1.2, 1.6], 58.0),
                dyad([56, 120], [1.0; 2], 12.0),
                0.026_077_767_805_6,
                0.080_562_988_096_5,
                0.861_443_173_944,
            ),
            (
                dyad([9, 31], [1.5; 2], 20.0),
                dyad([67, 103], [2.0; 2], 30.0),
                0.136_925_046_172,
                0.164_946_185_307,
                1.296_453_608_35,
            ),
            (
                dyad([9, 67], [2.0, 3.7], 60.0),
                dyad([90, 170], [1.5; 2], 20.0),
                0.016_279_002_079_4,
                0.090_466_038_691_3,
                0.777_151_517_254,
            ),
        ] {
            let found = ratio_of_ratios(first, other, Level::default());
            let found = found.unwrap().unwrap();
            close(found.reported.p, p);
            close(found.reported.lower, lower);
            close(found.reported.upper, upper);
            let alone = relative_p(first, other).unwrap().unwrap();
            close(alone, p);
            let back = ratio_of_ratios(other, first, Level::default());
            let back = back.unwrap().unwrap().reported;
            close(back.p, p);
            close(back.lower, 1.0 / found.reported.upper);
        }
    }

    #[test]
    fn without_excess_it_is_exact_to_the_last_bit() {
        let (first, other) = (
            dyad([9, 31], [1.0; 2], 20.0),
            dyad([67, 103], [1.0; 2], 0.0),
        );
        let found = ratio_of_ratios(first, other, Level::default());
        let found = found.unwrap().unwrap();
        assert_eq!(found.reported, found.exact);
        close(found.reported.p, 0.063_893_316_009_0);
    }

    #[test]
    fn nothing_to_compare() {
        let some = dyad([7, 20], [1.0; 2], 5.0);
        let none = dyad([0, 0], [1.0; 2], 5.0);
        for (one, other) in [(none, some), (some, none)] {
            let found = ratio_of_ratios(one, other, Level::default());
            assert_eq!(found.unwrap(), None);
            assert_eq!(relative_p(one, other).unwrap(), None);
        }
    }
}
