//! Two frequencies compared: their ratio, its interval, and whether they can be told apart.
//!
//! Given the sum of two Poisson counts, the first is binomial with odds `ratio * years / other
//! years` (Przyborowski and Wilenski 1940, *Biometrika* 31, 313), so the central test is exact.
//! The p-value and the interval always come from the same method: where the p-value is below alpha,
//! the interval leaves out 1. Where years vary more than independent visits would, the central test is
//! asked of `count / phi` visits in `years / phi` years, and Student's law stands for the normal one.

mod holm;
mod split;
mod weighted;

pub use holm::{Adjustment, adjust, holm};
pub use weighted::{Weighted, compare_weighted};

use self::split::Split;
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::special::excess::Excess;
use crate::special::level::Level;
use crate::special::real;
use crate::special::root::between;
use crate::time::exposure;
use crate::word::words;

words! {
    /// By which test two eras are told apart.
    Method {
        /// Central, allowing for years that vary and resemble their neighbours.
        #[default]
        Dispersed = "dispersed",
        /// Central, allowing for years that vary.
        DispersedYears = "dispersed_years",
        /// Twice the smaller tail; each limit errs at most half of alpha if visits are independent.
        Central = "central",
        /// Central, but the split seen counts half: not exact, nearer the level.
        MidP = "midp",
    }
}

/// Visits over years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frequency {
    /// Visits.
    pub count: u64,
    /// Years of exposure.
    pub years: f64,
    /// How much more than a Poisson count this one varies; heeded by the dispersed methods.
    pub excess: Excess,
}

/// The ratio of two frequencies, with its interval and the p-value that they are equal.
///
/// Without exposure on both sides everything is NaN. The ratio to no visits is NaN, and its upper
/// limit infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// First frequency over second.
    pub ratio: f64,
    /// Lower limit of the ratio.
    pub lower: f64,
    /// Upper limit of the ratio.
    pub upper: f64,
    /// Two-sided p-value of a ratio of 1.
    pub p: f64,
}

impl Comparison {
    const UNKNOWN: Self = Self {
        ratio: f64::NAN,
        lower: f64::NAN,
        upper: f64::NAN,
        p: f64::NAN,
    };

    /// The same, with an interval that leaves out 1 where p is alpha itself.
    fn settled(self, level: Level) -> Self {
        let [lower, upper] = level.settled([self.lower, self.upper], self.p);
        Self {
            lower,
            upper,
            ..self
        }
    }
}

/// Compares two unweighted frequencies.
pub fn compare(first: Frequency, second: Frequency, level: Level, method: Method) -> Comparison {
    let Some(asked) = Asked::of(first, second, method) else {
        return Comparison::UNKNOWN;
    };
    let ratio = if second.count == 0 {
        f64::NAN
    } else {
        real::to_real(first.count) / real::to_real(second.count) / (first.years / second.years)
    };
    let (seen, odds, alpha) = (asked.seen, asked.odds, asked.allowed.alpha(level));
    Comparison {
        ratio,
        lower: lower_limit(seen, alpha, method) / odds,
        upper: (lower_limit(seen.swapped(), alpha, method) * odds).recip(),
        p: asked.p(method),
    }
    .settled(level)
}

/// The p-value of [`compare`] alone: NaN without exposure on both sides.
pub fn equality_p(first: Frequency, second: Frequency, method: Method) -> f64 {
    Asked::of(first, second, method).map_or(f64::NAN, |asked| asked.p(method))
}

/// What the central test is asked of two frequencies.
#[derive(Debug, Clone, Copy)]
struct Asked {
    seen: Split,
    /// Odds of the split if the frequencies are equal.
    odds: f64,
    allowed: Allowed,
}

impl Asked {
    fn of(first: Frequency, second: Frequency, method: Method) -> Option<Self> {
        let known = |years: f64| years > 0.0 && years.is_finite();
        if !(known(first.years) && known(second.years)) {
            return None;
        }
        let [one, other] = [first, second].map(|side| real::to_real(side.count));
        // Both at the common rate, which is what the p-value supposes.
        let rate = (one + other) / (first.years + second.years);
        let allowed = Allowed::of([first.excess, second.excess], rate, method);
        let [first_phi, second_phi] = allowed.phi;
        Some(Self {
            seen: Split {
                first: one / first_phi,
                second: other / second_phi,
            },
            odds: (first.years / first_phi) / (second.years / second_phi),
            allowed,
        })
    }

    fn p(self, method: Method) -> f64 {
        self.allowed.p(p_value(self.seen, self.odds, method))
    }
}

/// What one comparison allows for.
#[derive(Debug, Clone, Copy)]
struct Allowed {
    /// Variance over mean of either side.
    phi: [f64; 2],
    /// The excess whose degrees of freedom count: the fewer of the two.
    excess: Option<Excess>,
}

impl Allowed {
    fn of(excess: [Excess; 2], rate: f64, method: Method) -> Self {
        let heeded = matches!(method, Method::Dispersed | Method::DispersedYears);
        let phi = excess.map(|excess| if heeded { excess.phi(rate) } else { 1.0 });
        let excess = excess
            .into_iter()
            .zip(phi)
            .filter(|(_, phi)| *phi > 1.0)
            .map(|(excess, _)| excess)
            .min_by(|one, other| one.degrees_of_freedom.total_cmp(&other.degrees_of_freedom));
        Self { phi, excess }
    }

    /// What is left outside the interval.
    fn alpha(self, level: Level) -> f64 {
        let tail = |excess: Excess| 2.0 * excess.tail(level);
        self.excess.map_or(level.alpha(), tail)
    }

    fn p(self, p: f64) -> f64 {
        self.excess.map_or(p, |excess| excess.student(p))
    }
}

/// Compares each frequency with the one at the same place of the other list.
///
/// # Errors
///
/// - [`Error::Length`] if the lists differ in length.
/// - [`Error::BadDuration`] if an exposure is negative, infinite or not a number.
/// - Whatever `tick` returns.
pub fn compare_each(
    first: &[Frequency],
    second: &[Frequency],
    level: Level,
    method: Method,
    tick: &mut Tick<'_>,
) -> Result<Vec<Comparison>> {
    const CHUNK: usize = 256;
    if first.len() != second.len() {
        return Err(Error::Length {
            left: "first".into(),
            left_len: first.len(),
            right: "second".into(),
            right_len: second.len(),
        });
    }
    for side in [first, second] {
        let years: Vec<f64> = side.iter().map(|frequency| frequency.years).collect();
        exposure::check(side.len(), &years)?;
    }
    let mut found = Vec::with_capacity(first.len());
    for (one, other) in first.chunks(CHUNK).zip(second.chunks(CHUNK)) {
        let pairs = one.iter().zip(other);
        found.extend(pairs.map(|(one, other)| compare(*one, *other, level, method)));
        tick(found.len() as u64, first.len() as u64)?;
    }
    Ok(found)
}

fn p_value(seen: Split, odds: f64, method: Method) -> f64 {
    let half = match method {
        Method::MidP => 0.5 * seen.point(odds),
        _ => 0.0,
    };
    let (above, below) = (seen.at_least(odds), seen.at_most(odds));
    (2.0 * (above.min(below) - half)).min(1.0)
}

fn lower_limit(seen: Split, alpha: f64, method: Method) -> f64 {
    match method {
        Method::MidP => midp_lower_limit(seen, alpha),
        _ => seen.at_least_quantile(0.5 * alpha),
    }
}

/// The odds at which the tail, counting the split seen by half, is half of alpha.
fn midp_lower_limit(seen: Split, alpha: f64) -> f64 {
    if seen.first == 0.0 || seen.second == 0.0 {
        return seen.at_least_quantile(alpha);
    }
    let more = seen.one_more();
    let low = seen.at_least_quantile(0.5 * alpha);
    between(low, seen.at_least_quantile(alpha), |odds| {
        let both = seen.at_least(odds) + more.at_least(odds);
        let slope = (seen.flow(odds) + more.flow(odds)) / both;
        ((both / alpha).ln(), slope)
    })
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "zero, one and infinity are exact")]
mod tests {
    use super::*;

    const METHODS: [Method; 2] = [Method::Central, Method::MidP];

    fn of(first: (u64, f64), second: (u64, f64), method: Method) -> Comparison {
        let frequency = |(count, years)| Frequency {
            count,
            years,
            excess: Excess::NONE,
        };
        let level = Level::new(0.95).unwrap();
        compare(frequency(first), frequency(second), level, method)
    }

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() <= 1e-12 * other.abs() || one == other
    }

    #[test]
    fn the_other_way_round_is_the_reciprocal() {
        for method in METHODS {
            for (one, two) in [
                ((5, 4.0), (66, 10.0)),
                ((1, 0.5), (3, 8.0)),
                ((0, 4.0), (9, 5.0)),
            ] {
                let (here, there) = (of(one, two, method), of(two, one, method));
                assert!(close(here.p, there.p));
                assert!(close(here.lower, there.upper.recip()));
                assert!(close(here.upper, there.lower.recip()));
            }
        }
    }

    #[test]
    fn no_visits_leave_one_side_open() {
        for method in METHODS {
            let none = of((0, 4.0), (9, 5.0), method);
            assert!(none.ratio == 0.0 && none.lower == 0.0 && none.upper < 1.0);
            let all = of((9, 5.0), (0, 4.0), method);
            assert!(all.ratio.is_nan() && all.lower > 1.0 && all.upper.is_infinite());
            let neither = of((0, 4.0), (0, 5.0), method);
            assert!(neither.p == 1.0 && neither.lower == 0.0 && neither.upper.is_infinite());
            assert!(of((1, 0.0), (2, 1.0), method).p.is_nan());
        }
    }

    #[test]
    fn the_interval_leaves_out_one_where_the_test_rejects() {
        for method in METHODS {
            for count in 0..60 {
                let found = of((count, 3.0), (20, 4.0), method);
                let outside = found.lower > 1.0 || found.upper < 1.0;
                assert_eq!(outside, found.p <= 0.05, "{method:?} {count} {found:?}");
            }
        }
    }

    #[test]
    fn equal_weights_give_the_central_comparison() {
        let level = Level::new(0.95).unwrap();
        for (one, two) in [
            ((5, 4.0), (66, 10.0)),
            ((0, 4.0), (9, 5.0)),
            ((9, 5.0), (0, 4.0)),
        ] {
            let weighted = |(count, years): (u64, f64)| Weighted {
                frequency: 3.0 * real::to_real(count) / years,
                variance: 9.0 * real::to_real(count) / (years * years),
                largest_weight: 3.0 / years,
                years,
                excess: Excess::NONE,
            };
            let found = compare_weighted(weighted(one), weighted(two), level, Method::Central);
            let exact = of(one, two, Method::Central);
            assert!(close(found.lower, exact.lower) && close(found.upper, exact.upper));
            assert!(close(found.p, exact.p));
        }
    }

    #[test]
    fn limits_of_few_beside_many_no_longer_depend_on_how_many() {
        // Of n visits beside so few, a share is as rare as under Poisson's law.
        for method in METHODS {
            let limits = |n: u64| {
                let found = of((35, 1.0), (n, 1.0), method);
                let scale = real::to_real(n);
                (found.lower * scale, found.upper * scale)
            };
            let wanted = limits(10_u64.pow(12));
            for zeros in 13..=18 {
                let found = limits(10_u64.pow(zeros));
                for (found, wanted) in [(found.0, wanted.0), (found.1, wanted.1)] {
                    assert!((found / wanted - 1.0).abs() < 1e-9, "{method:?} {zeros}");
                }
            }
        }
    }

    #[test]
    fn large_counts_stay_quick_and_ordered() {
        let huge = 1_000_000_000_000;
        for (one, two) in [
            ((1_000_000, 1.0), (1_002_000, 1.0)),
            ((huge, 2.0), (huge / 2, 1.0)),
        ] {
            let [central, midp] = METHODS.map(|method| of(one, two, method));
            assert!(midp.lower >= central.lower * (1.0 - 1e-12));
            assert!((midp.lower / central.lower - 1.0).abs() < 1e-5);
            assert!((midp.p - central.p).abs() < 1e-3);
        }
    }
}
