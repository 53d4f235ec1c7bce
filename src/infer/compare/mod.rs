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
use crate::error::{Result, same_length};
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
/// - [`crate::Error::Length`] if the lists differ in length.
/// - [`crate::Error::BadDuration`] if an exposure is negative, infinite or not a number.
/// - Whatever `tick` returns.
pub fn compare_each(
    first: &[Frequency],
    second: &[Frequency],
    level: Level,
    method: Method,
    tick: &mut Tick<'_>,
) -> Result<Vec<Comparison>> {
    const CHUNK: usize = 256;
    same_length(("first", first.len()), ("second", second.len()))?;
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
mod tests;
