//! What a record could have shown: the power of a comparison of two frequencies.
//!
//! The visits of either era follow Poisson's law or, where years vary more, the negative binomial one
//! of the same excess; the power is the probability of all pairs of counts that the test tells apart.
//! Which those are is handed in, and does not depend on the rates: it is found once for a pair.

mod edges;

use self::edges::{Cell, edges};
use crate::error::Result;
use crate::progress::Tick;
use crate::special::counts::CountLaw;
use crate::special::excess::Excess;

/// The largest ratio of two frequencies that is tried.
pub const MOST_RATIO: f64 = 1000.0;

/// More visits than these are not expected of an era by anybody who asks for power.
const MOST_VISITS: f64 = 100_000.0;

/// An era: its years, and how much more than a Poisson count its one varies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Era {
    /// Years of exposure.
    pub years: f64,
    /// How its years vary.
    pub excess: Excess,
}

/// What one era could have shown against the rate of another.
///
/// NaN is a ratio that does not exist, or a power that is not known: without exposure on both sides,
/// or where more than a hundred thousand visits are expected of an era at the rate of the other.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Detectable {
    /// The largest ratio below 1 that is found with the power asked for.
    pub down: f64,
    /// The smallest ratio above 1.
    pub up: f64,
    /// The power if visits end.
    pub at_zero: f64,
    /// The power at the largest ratio that is tried.
    pub at_most: f64,
}

impl Detectable {
    const UNKNOWN: Self = Self {
        down: f64::NAN,
        up: f64::NAN,
        at_zero: f64::NAN,
        at_most: f64::NAN,
    };
}

/// The probability that a test tells two rates apart; NaN where it is not known.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn power(
    eras: [Era; 2],
    rates: [f64; 2],
    differs: impl Fn([u64; 2]) -> bool,
    tick: &mut Tick<'_>,
) -> Result<f64> {
    let [rate, reference] = rates;
    let known = rate >= 0.0 && rate.is_finite();
    let test = Test::of(eras, reference, differs, tick)?;
    Ok(test
        .filter(|_| known)
        .map_or(f64::NAN, |test| test.power(rate)))
}

/// The ratios to a reference rate that the first era could have shown with a power of `enough`.
///
/// Every ratio is one at which the power is reached, within 1e-6 of where it no longer is.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn detectable(
    eras: [Era; 2],
    reference: f64,
    enough: f64,
    differs: impl Fn([u64; 2]) -> bool,
    tick: &mut Tick<'_>,
) -> Result<Detectable> {
    let Some(test) = Test::of(eras, reference, differs, tick)? else {
        return Ok(Detectable::UNKNOWN);
    };
    let reached = |ratio: f64| test.power(ratio * reference) >= enough;
    let (at_zero, at_most) = (test.power(0.0), test.power(MOST_RATIO * reference));
    let mut found = Detectable {
        at_zero,
        at_most,
        ..Detectable::UNKNOWN
    };
    if reference > 0.0 && at_zero >= enough {
        found.down = halved(0.0, 1.0, reached);
    }
    tick(0, 1)?;
    if reference > 0.0 && at_most >= enough {
        let mut ratio = 1.0;
        while ratio < MOST_RATIO && !reached(ratio) {
            ratio *= 2.0;
        }
        found.up = halved(ratio.min(MOST_RATIO), (0.5 * ratio).max(1.0), reached);
    }
    Ok(found)
}

/// The farthest ratio from one at which the power is reached towards one at which it may not be.
fn halved(reached_at: f64, missed_at: f64, reached: impl Fn(f64) -> bool) -> f64 {
    const NEAR: f64 = 1e-6;
    let (mut good, mut bad) = (reached_at, missed_at);
    if reached(bad) {
        return bad;
    }
    while (good - bad).abs() > NEAR * good.max(1.0) {
        let middle = 0.5 * (good + bad);
        if reached(middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}

/// A test of the visits of one era against those of another, whose rate is known.
#[derive(Debug)]
struct Test {
    era: Era,
    cells: Vec<Cell>,
    /// No count from here on matters.
    end: u64,
}

impl Test {
    fn of(
        eras: [Era; 2],
        reference: f64,
        differs: impl Fn([u64; 2]) -> bool,
        tick: &mut Tick<'_>,
    ) -> Result<Option<Self>> {
        let [era, other] = eras;
        let exposed = eras
            .iter()
            .all(|era| era.years > 0.0 && era.years.is_finite());
        let few = |era: &Era| (0.0..=MOST_VISITS).contains(&(reference * era.years));
        if !(exposed && eras.iter().all(few)) {
            return Ok(None);
        }
        let law = CountLaw::of(reference, other.years, other.excess);
        let cells = edges(law, era.years / other.years, differs, tick)?;
        let ends = cells
            .iter()
            .map(|cell| cell.higher_from.unwrap_or(0).max(cell.lower_until));
        let end = ends.max().unwrap_or(0);
        Ok(Some(Self { era, cells, end }))
    }

    /// The probability that the eras are told apart, at a rate of the first.
    fn power(&self, rate: f64) -> f64 {
        let law = CountLaw::of(rate, self.era.years, self.era.excess);
        let points = law.points(self.end);
        let mut sum = 0.0;
        let sums: Vec<f64> = points
            .points
            .iter()
            .map(|point| {
                sum += point;
                sum
            })
            .collect();
        let below = |count: u64| {
            let counted = usize::try_from(count.saturating_sub(points.first)).unwrap_or(usize::MAX);
            let last = counted.min(sums.len()).checked_sub(1);
            last.and_then(|last| sums.get(last)).copied().unwrap_or(0.0)
        };
        let told = |cell: &Cell| {
            let higher = cell.higher_from.map_or(0.0, |count| 1.0 - below(count));
            cell.probability * (below(cell.lower_until) + higher)
        };
        self.cells.iter().map(told).sum::<f64>().clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    const ONE: Era = Era {
        years: 4.0,
        excess: Excess::NONE,
    };

    #[test]
    fn a_test_that_always_or_never_differs() {
        for (answer, wanted) in [(true, 1.0), (false, 0.0)] {
            let found = power([ONE; 2], [1.0, 2.0], |_| answer, &mut unattended).unwrap();
            // Equal counts are on no side.
            assert!((found - wanted).abs() < 0.2, "{found}");
        }
    }

    #[test]
    fn without_exposure_or_rate_nothing_is_known() {
        let none = Era { years: 0.0, ..ONE };
        let found = detectable([none, ONE], 1.0, 0.8, |_| true, &mut unattended).unwrap();
        assert!(found.down.is_nan() && found.up.is_nan() && found.at_zero.is_nan());
        let found = detectable([ONE; 2], 0.0, 0.8, |_| false, &mut unattended).unwrap();
        assert!(found.down.is_nan() && found.at_zero.abs() < 1e-300);
        let found = detectable([ONE; 2], 1e6, 0.8, |_| false, &mut unattended).unwrap();
        assert!(found.at_zero.is_nan());
        for rates in [[f64::NAN, 1.0], [1.0, f64::NAN], [-1.0, 1.0]] {
            let found = power([ONE; 2], rates, |_| true, &mut unattended).unwrap();
            assert!(found.is_nan());
        }
    }
}
