//! Does the share rise or fall from era to era?
//!
//! Given both margins, `S`, the sum of the era's number over all visits of the kind, is compared
//! with what the same visits would give in every table: the exact form of the test of Cochran
//! (1954) and Armitage (1955).

use super::tables::counted_draws;
use super::{Composition, ln_choose};
use crate::error::Result;
use crate::progress::Tick;
use crate::special::real::to_real;

/// Steps of the convolution before tables are drawn.
const MOST_STEPS: u128 = 100_000_000;

/// Visits of the kind drawn before the test is given up.
const MOST_DRAWN: u64 = 300_000_000;

/// The trend of a share over eras in their order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareTrend {
    /// The sum of the era's number, from 0, over the visits of the kind.
    pub statistic: u64,
    /// Twice the smaller tail, at most 1.
    pub p: f64,
    /// Its standard error if tables were drawn, else 0.
    pub error: f64,
    /// Whether the share falls: a sum as small is rarer than one as large.
    pub falls: bool,
}

/// Tests a trend of the share; nothing if shares cannot differ, or there are more visits than can
/// be drawn.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn share_trend(
    composition: &Composition,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Option<ShareTrend>> {
    if !composition.can_differ() {
        return Ok(None);
    }
    let numbered = (0_u64..).zip(&composition.counts);
    let statistic: u64 = numbered.map(|(number, count)| number * count).sum();
    let eras = composition.visits.len() as u128;
    let sums = (eras - 1) * u128::from(composition.of_kind) + 1;
    let each = u128::from(composition.all) + eras;
    let steps = u128::from(composition.of_kind + 1) * sums * each;
    let (below, above, p, error) = if steps <= MOST_STEPS {
        let (below, above) = convolved(composition, statistic);
        (below, above, (2.0 * below.min(above)).min(1.0), 0.0)
    } else if composition.of_kind.saturating_mul(draws) <= MOST_DRAWN {
        let extreme = |counts: &[u64]| {
            let sum: u64 = (0_u64..)
                .zip(counts)
                .map(|(number, count)| number * count)
                .sum();
            [sum <= statistic, sum >= statistic]
        };
        let all = to_real(draws + 1);
        let found = counted_draws(composition, draws, seed, tick, extreme)?;
        let [below, above] = found.map(|number| to_real(number + 1) / all);
        let tail = below.min(above);
        let error = 2.0 * (tail * (1.0 - tail).max(0.0) / to_real(draws)).sqrt();
        (below, above, (2.0 * tail).min(1.0), error)
    } else {
        return Ok(None);
    };
    Ok(Some(ShareTrend {
        statistic,
        p,
        error,
        falls: below < above,
    }))
}

/// Probability of a sum as small, and of one as large, by adding era after era.
fn convolved(composition: &Composition, seen: u64) -> (f64, f64) {
    let width = |n: u64| usize::try_from(n).unwrap_or(usize::MAX).saturating_add(1);
    let of_kind = composition.of_kind;
    let sums = (composition.visits.len() as u64 - 1) * of_kind;
    // binomial weights are hypergeometric ones given the sum, and stay within a double
    let share = to_real(of_kind) / to_real(composition.all);
    let mut mass = vec![vec![0.0; width(sums)]; width(of_kind)];
    if let Some(start) = mass.first_mut().and_then(|row| row.first_mut()) {
        *start = 1.0;
    }
    for (number, &all) in (0_u64..).zip(&composition.visits) {
        let mut next = vec![vec![0.0; width(sums)]; width(of_kind)];
        for count in 0..=all.min(of_kind) {
            let (some, others) = (to_real(count), to_real(all - count));
            let weight =
                (ln_choose(all, count) + some * share.ln() + others * (-share).ln_1p()).exp();
            let shift = width(number * count) - 1;
            let to = next.iter_mut().skip(width(count) - 1);
            for (row, from) in to.zip(&mass) {
                for (cell, mass) in row.iter_mut().skip(shift).zip(from) {
                    *cell += weight * mass;
                }
            }
        }
        mass = next;
    }
    let outcomes = mass.pop().unwrap_or_default();
    let whole: f64 = outcomes.iter().sum();
    let small = (0..).zip(&outcomes).filter(|(sum, _)| *sum <= seen);
    let large = (0..).zip(&outcomes).filter(|(sum, _)| *sum >= seen);
    let small: f64 = small.map(|(_, mass)| mass).sum();
    let large: f64 = large.map(|(_, mass)| mass).sum();
    (small / whole, large / whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn of(counts: &[u64], visits: &[u64]) -> Option<ShareTrend> {
        let composition = Composition::new(counts, visits).unwrap();
        share_trend(&composition, 20_000, 0, &mut unattended).unwrap()
    }

    #[test]
    fn vectors_of_m24() {
        let found = of(&[5, 4, 3, 2], &[8, 9, 10, 12]).unwrap();
        assert_eq!((found.statistic, found.falls), (16, true));
        assert!((found.p - 0.043_185_709_844_9).abs() < 1e-12, "{found:?}");
        let three = of(&[2, 1, 0], &[2, 3, 4]).unwrap();
        assert_eq!(three.statistic, 1);
        assert!((three.p - 6.0 / 84.0).abs() < 1e-13);
        assert_eq!(of(&[0, 0, 0], &[2, 3, 4]), None);
    }

    #[test]
    fn two_eras_are_the_central_odds_ratio() {
        let found = of(&[9, 31], &[76, 134]).unwrap();
        assert!((found.p - 0.063_893_316_009_0).abs() < 1e-11);
        assert!(!found.falls && of(&[31, 9], &[134, 76]).unwrap().falls);
    }

    #[test]
    fn many_visits_are_drawn() {
        let eras = Composition::new(&[400, 380, 400], &[900, 900, 900]).unwrap();
        let found = share_trend(&eras, 999, 0, &mut unattended)
            .unwrap()
            .unwrap();
        assert!(found.error > 0.0 && found.p > 0.5);
    }
}
