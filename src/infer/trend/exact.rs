//! The exact trend test: where `S` lies among all that the same visits could have given.
//!
//! Its distribution is the convolution of as many copies of a visit's year as there are visits.
//! It is made at the slope that fits best, where what was seen is likely, and tilted from there:
//! so no part that matters is too small for a double. Beyond a size, outcomes are drawn.

use super::Years;
use super::regression::Side;
use crate::error::Result;
use crate::progress::Tick;
use crate::random::{Shares, Stream};
use crate::special::level::Level;
use crate::special::real::to_real;
use crate::special::tilted::{Tilted, solve};
use crate::threads::{Threads, counted};

/// Steps of the convolution before outcomes are drawn.
const MOST_STEPS: u128 = 100_000_000;

/// Visits to be drawn in all from which on threads share the draws.
const LEAST_WORK: u64 = 200_000;

/// The exact test of no trend, with limits of the slope.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exact {
    /// Twice the smaller tail, at most 1.
    pub p: f64,
    /// Lower limit of the slope; minus infinity if all visits are in the first year, none if drawn.
    pub lower: f64,
    /// Upper limit of the slope; infinity if all visits are in the last year, none if drawn.
    pub upper: f64,
    /// Standard error of p if it was drawn, else 0.
    pub error: f64,
}

/// Tests that the years have one frequency against a trend; nothing with fewer than two years
/// or without a visit.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn exact(
    years: &Years,
    level: Level,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Option<Exact>> {
    if !years.can_move() {
        return Ok(None);
    }
    let last = years.numbers.last().copied().unwrap_or_default();
    let visits = u128::from(years.visits);
    let steps = visits * visits * u128::from(last) * years.len() as u128 / 2;
    if steps <= MOST_STEPS {
        return convolved(years, last, level, tick).map(Some);
    }
    drawn(years, draws, seed, tick).map(Some)
}

fn convolved(years: &Years, last: u64, level: Level, tick: &mut Tick<'_>) -> Result<Exact> {
    let side = Side::of(years);
    let (visits, seen) = (to_real(years.visits), years.statistic());
    // at either end no slope fits best; half a visit away from it one does
    let target = to_real(seen).clamp(0.5, visits * to_real(last) - 0.5);
    let base = solve(|slope| {
        let (_, mean, variance) = side.moments(slope);
        (visits * mean - target, visits * variance)
    });
    let at_base = side.shares(base);
    let mut outcomes = vec![1.0];
    for visit in 0..years.visits {
        let mut next = vec![0.0; outcomes.len() + usize::try_from(last).unwrap_or_default()];
        for (&number, share) in years.numbers.iter().zip(&at_base) {
            let to = next
                .iter_mut()
                .skip(usize::try_from(number).unwrap_or(usize::MAX));
            for (cell, mass) in to.zip(&outcomes) {
                *cell += share * mass;
            }
        }
        outcomes = next;
        tick(visit + 1, years.visits)?;
    }
    let ln_mass: Vec<f64> = outcomes.iter().map(|mass| mass.ln()).collect();
    // ln of (sum of exposure e^(slope number)) over (sum of exposure), for all visits together
    let normal = visits * (side.moments(base).0 - side.moments(0.0).0);
    let flat = |number: u64, ln_mass: f64| (ln_mass + normal - base * to_real(number)).exp();
    let tail = (0..).zip(&ln_mass).filter(|(number, _)| {
        // the tail on the side of the slope is the small one; the other is what it leaves
        (base >= 0.0 && *number >= seen) || (base < 0.0 && *number <= seen)
    });
    let small: f64 = tail.map(|(number, ln_mass)| flat(number, *ln_mass)).sum();
    let point = (0..).zip(&ln_mass).find(|(number, _)| *number == seen);
    let point = point.map_or(0.0, |(number, ln_mass)| flat(number, *ln_mass));
    let tilted = Tilted::new(0, ln_mass);
    let seen = i64::try_from(seen).unwrap_or(i64::MAX);
    Ok(Exact {
        p: (2.0 * small.min(1.0 - small + point)).min(1.0),
        lower: base + tilted.with_upper_tail(seen, level.tail()),
        upper: base + tilted.with_lower_tail(seen, level.tail()),
        error: 0.0,
    })
}

fn drawn(years: &Years, draws: u64, seed: u64, tick: &mut Tick<'_>) -> Result<Exact> {
    let places = Shares::new(Side::of(years).shares(0.0).into_iter());
    let statistic = years.statistic();
    let extreme = |draw: u64, tick: &mut Tick<'_>| {
        tick(draw, draws)?;
        let mut stream = Stream::new(seed, draw);
        let mut counts = vec![0; years.len()];
        places.drawn(years.visits, &mut stream, &mut counts);
        let sum: u64 = counts
            .iter()
            .zip(&years.numbers)
            .map(|(n, year)| n * year)
            .sum();
        Ok([sum >= statistic, sum <= statistic])
    };
    let threads =
        Threads::usual()?.of(places.work(years.visits).saturating_mul(draws) >= LEAST_WORK);
    let [above, below] = counted(draws, threads, &extreme, tick)?;
    let (p, error) = super::permutation::central(above, below, draws);
    Ok(Exact {
        p,
        lower: f64::NAN,
        upper: f64::NAN,
        error,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::years;
    use super::*;
    use crate::progress::unattended;

    fn of(counts: &[u64]) -> Option<Exact> {
        exact(&years(counts), Level::default(), 99_999, 0, &mut unattended).unwrap()
    }

    #[test]
    fn vectors_of_m24() {
        for (counts, p, lower, upper) in [
            (
                &[2, 3, 1, 4, 6, 5, 8][..],
                0.013_305_988_180_8,
                0.048_437_266_1,
                0.451_364_568_7,
            ),
            (
                &[5, 4, 3, 2, 1][..],
                0.082_401_506_426_9,
                -0.779_263_589_7,
                0.040_920_101_9,
            ),
            (&[0, 0, 3, 0][..], 0.625, -0.758_118_432_3, 1.899_085_765_8),
        ] {
            let found = of(counts).unwrap();
            assert!((found.p / p - 1.0).abs() < 1e-10, "{counts:?} {found:?}");
            assert!((found.lower - lower).abs() < 1e-9, "{counts:?} {found:?}");
            assert!((found.upper - upper).abs() < 1e-9, "{counts:?} {found:?}");
        }
        assert!((of(&[3, 2, 1, 1]).unwrap().p - 0.316_406_25).abs() < 1e-13);
        let ten = of(&[1, 6, 0, 5, 2, 9, 3, 8, 12, 4]).unwrap();
        assert!((ten.p / 0.007_028_122_168_31 - 1.0).abs() < 1e-10);
        assert_eq!((of(&[0, 0, 0]), of(&[4])), (None, None));
    }

    #[test]
    fn the_ends_have_one_limit() {
        let all_last = of(&[0, 0, 5]).unwrap();
        assert!((all_last.p - 2.0 * 3.0_f64.powi(-5)).abs() < 1e-15);
        assert!(all_last.upper == f64::INFINITY && all_last.lower > 0.0);
        let all_first = of(&[5, 0, 0]).unwrap();
        assert!((all_first.upper + all_last.lower).abs() < 1e-12);
        assert!(all_first.lower == f64::NEG_INFINITY);
        // far beyond what a double could hold at slope 0
        let far = of(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 60]).unwrap();
        assert!((far.p / 2e-60 - 1.0).abs() < 1e-9, "{far:?}");
    }

    #[test]
    fn many_visits_are_drawn() {
        let many: Vec<u64> = (140..151).collect();
        let many = exact(&years(&many), Level::default(), 999, 0, &mut unattended);
        let many = many.unwrap().unwrap();
        assert!(many.error > 0.0 && many.lower.is_nan());
        let huge = of(&[2_000_000_000, 2_000_000_001]).unwrap();
        assert!(huge.p > 0.5 && huge.error > 0.0);
    }
}
