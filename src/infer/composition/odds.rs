//! Two eras: the ratio of their odds, given all four margins.
//!
//! The number of the kind in the first era is noncentral hypergeometric (Fisher 1935, *Journal of
//! the Royal Statistical Society* 98, 39); the test is the central one, so that p and interval are
//! one method, and the estimate the conditional likeliest one.

use super::Composition;
use crate::special::level::Level;
use crate::special::tilted::Tilted;

/// The most visits of which one table is made.
const MOST: u64 = 1_000_000;

/// The odds of the kind in the first era over those in the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Odds {
    /// The conditional estimate.
    pub ratio: f64,
    /// Its lower limit.
    pub lower: f64,
    /// Its upper limit; infinity where there is none.
    pub upper: f64,
    /// Twice the smaller tail at a ratio of 1, at most 1.
    pub p: f64,
}

/// Compares the odds of two eras; nothing if the composition has not two, if their shares cannot
/// differ, or if there are more than a million of the kind.
pub fn odds_ratio(composition: &Composition, level: Level) -> Option<Odds> {
    let (table, seen) = table(composition)?;
    let p = table.central_p(seen, 0.0);
    let limits = [
        table.with_upper_tail(seen, level.tail()).exp(),
        table.with_lower_tail(seen, level.tail()).exp(),
    ];
    let [lower, upper] = level.settled(limits, p);
    let ratio = table.with_mean(seen).exp();
    Some(Odds {
        ratio,
        lower,
        upper,
        p,
    })
}

/// The p of [`odds_ratio`] alone.
pub(super) fn odds_p(composition: &Composition) -> Option<f64> {
    let (table, seen) = table(composition)?;
    Some(table.central_p(seen, 0.0))
}

/// The numbers of the kind that the first era may have, and the one that it has.
fn table(composition: &Composition) -> Option<(Tilted, i64)> {
    let [first, second] = *composition.visits.as_slice() else {
        return None;
    };
    if !composition.can_differ() || composition.of_kind > MOST {
        return None;
    }
    let seen = i64::try_from(*composition.counts.first()?).ok()?;
    let table = Tilted::hypergeometric(first, second, composition.of_kind);
    Some((table, seen))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(counts: [u64; 2], visits: [u64; 2]) -> Option<Odds> {
        odds_ratio(
            &Composition::new(&counts, &visits).unwrap(),
            Level::default(),
        )
    }

    #[test]
    fn vectors_of_m25() {
        let found = of([9, 31], [76, 134]).unwrap();
        assert!((found.ratio - 0.447_905_362_380).abs() < 1e-10);
        assert!((found.p - 0.063_893_316_009_0).abs() < 1e-11);
        let none = of([0, 12], [7, 32]).unwrap();
        assert!(none.ratio.abs() < 1e-300 && none.lower.abs() < 1e-300);
        assert!((none.p - 0.115_471_508_660).abs() < 1e-10);
        assert!((none.upper - 1.421_297_245_20).abs() < 1e-9);
        assert_eq!(of([0, 0], [7, 20]), None);
    }

    #[test]
    fn exchanging_the_eras_inverts() {
        let (here, there) = (
            of([5, 39], [61, 159]).unwrap(),
            of([39, 5], [159, 61]).unwrap(),
        );
        assert!((here.ratio * there.ratio - 1.0).abs() < 1e-12);
        assert!((here.lower * there.upper - 1.0).abs() < 1e-12);
        assert!((here.p / there.p - 1.0).abs() < 1e-12);
    }
}
