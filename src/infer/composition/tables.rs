//! Several eras: can all have one share?
//!
//! The exact test adds up every table with the same margins that is no likelier than the one seen
//! (Freeman and Halton 1951, *Biometrika* 38, 141); beyond two million tables they are drawn.

use super::{Composition, ln_choose};
use crate::error::Result;
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::real::to_real;
use crate::threads::{Threads, counted};

/// Up to how many tables are all gone through.
const MOST_TABLES: f64 = 2e6;

/// Visits of the kind drawn before the test is given up.
const MOST_DRAWN: u64 = 300_000_000;

/// Visits to be drawn in all from which on threads share the draws.
const LEAST_WORK: u64 = 50_000;

/// From so many visits of the kind on each era's are drawn at once.
const MANY: u64 = 1_000;

/// Difference of logarithms below which two tables are equally likely.
const TIES: f64 = 1e-9;

/// The test that all eras have one share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Homogeneity {
    /// The p-value.
    pub p: f64,
    /// Its standard error if tables were drawn, else 0.
    pub error: f64,
}

/// Tests that all eras have one share; nothing if shares cannot differ, or there are more visits
/// than can be drawn.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn homogeneity(
    composition: &Composition,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Option<Homogeneity>> {
    if !composition.can_differ() {
        return Ok(None);
    }
    if number_of_tables(composition) <= MOST_TABLES {
        let p = Tables::of(composition).no_likelier(composition.of_kind);
        return Ok(Some(Homogeneity { p, error: 0.0 }));
    }
    if composition.of_kind.saturating_mul(draws) > MOST_DRAWN {
        return Ok(None);
    }
    let threshold = likelihood(composition, &composition.counts) + TIES;
    let no_likelier = |counts: &[u64]| [likelihood(composition, counts) <= threshold];
    let [no_likelier] = counted_draws(composition, draws, seed, tick, no_likelier)?;
    let p = to_real(no_likelier + 1) / to_real(draws + 1);
    Ok(Some(Homogeneity {
        p,
        error: (p * (1.0 - p) / to_real(draws)).sqrt(),
    }))
}

/// Of how many tables drawn with the margins seen some things are true, each visit of the kind taking
/// one place among all.
pub(super) fn counted_draws<const N: usize>(
    composition: &Composition,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
    holds: impl Fn(&[u64]) -> [bool; N] + Sync,
) -> Result<[u64; N]> {
    let one = |draw: u64, tick: &mut Tick<'_>| {
        tick(draw, draws)?;
        let mut stream = Stream::new(seed, draw);
        let mut counts = vec![0_u64; composition.visits.len()];
        if composition.of_kind >= MANY {
            draw_counts(composition, &mut stream, &mut counts);
            return Ok(holds(&counts));
        }
        for taken in 0..composition.of_kind {
            let mut place = stream.below(composition.all - taken);
            for (count, all) in counts.iter_mut().zip(&composition.visits) {
                let free = all - *count;
                if place < free {
                    *count += 1;
                    break;
                }
                place -= free;
            }
        }
        Ok(holds(&counts))
    };
    let work = composition.of_kind.saturating_mul(draws);
    let threads = Threads::usual()?.of(work >= LEAST_WORK);
    counted(draws, threads, &one, tick)
}

/// Draws the number of each era at once, from what the eras before it left.
fn draw_counts(composition: &Composition, stream: &mut Stream, counts: &mut [u64]) {
    let (mut all, mut left) = (composition.all, composition.of_kind);
    for (count, &here) in counts.iter_mut().zip(&composition.visits) {
        all -= here;
        *count = stream.hypergeometric(here, all, left);
        left -= *count;
    }
}

/// Logarithm of the probability of a table, without the factor that all share.
fn likelihood(composition: &Composition, counts: &[u64]) -> f64 {
    let each = composition.visits.iter().zip(counts);
    each.map(|(&all, &count)| ln_choose(all, count)).sum()
}

/// How many tables have these margins, as a real number: it may be beyond any whole one.
fn number_of_tables(composition: &Composition) -> f64 {
    // the smaller of the kind and the others: their tables are the same
    let placed = composition
        .of_kind
        .min(composition.all - composition.of_kind);
    if placed > 1_000_000 {
        return f64::INFINITY;
    }
    let placed = usize::try_from(placed).unwrap_or(usize::MAX);
    let mut ways = vec![0.0; placed + 1];
    if let Some(none) = ways.first_mut() {
        *none = 1.0;
    }
    for &all in &composition.visits {
        let reach = usize::try_from(all).unwrap_or(usize::MAX);
        let mut within = 0.0;
        let before = ways.clone();
        for (number, way) in ways.iter_mut().enumerate() {
            within += before.get(number).copied().unwrap_or_default();
            if let Some(out) = number.checked_sub(reach.saturating_add(1)) {
                within -= before.get(out).copied().unwrap_or_default();
            }
            *way = within;
        }
    }
    ways.last().copied().unwrap_or_default()
}

/// Every table, era by era.
struct Tables<'a> {
    visits: &'a [u64],
    /// Visits of an era and of those after it.
    rest: Vec<u64>,
    threshold: f64,
    shared: f64,
}

impl<'a> Tables<'a> {
    fn of(composition: &'a Composition) -> Self {
        let mut rest: Vec<u64> = composition
            .visits
            .iter()
            .rev()
            .scan(0, |sum, all| {
                *sum += all;
                Some(*sum)
            })
            .collect();
        rest.reverse();
        Self {
            visits: &composition.visits,
            rest,
            threshold: likelihood(composition, &composition.counts) + TIES,
            shared: ln_choose(composition.all, composition.of_kind),
        }
    }

    fn no_likelier(&self, of_kind: u64) -> f64 {
        self.sum(0, of_kind, 0.0).min(1.0)
    }

    fn sum(&self, era: usize, left: u64, so_far: f64) -> f64 {
        let (Some(&all), Some(&rest)) = (self.visits.get(era), self.rest.get(era)) else {
            let counts = so_far <= self.threshold;
            return if counts {
                (so_far - self.shared).exp()
            } else {
                0.0
            };
        };
        let least = left.saturating_sub(rest - all);
        (least..=left.min(all))
            .map(|count| self.sum(era + 1, left - count, so_far + ln_choose(all, count)))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn of(counts: &[u64], visits: &[u64]) -> Option<Homogeneity> {
        let composition = Composition::new(counts, visits).unwrap();
        homogeneity(&composition, 20_000, 0, &mut unattended).unwrap()
    }

    #[test]
    fn two_eras_are_fishers_test() {
        // R's fisher.test on 9, 31, 67, 103
        let found = of(&[9, 31], &[76, 134]).unwrap();
        assert!((found.p - 0.0467).abs() < 5e-5 && found.error == 0.0);
    }

    #[test]
    fn three_small_eras_by_hand() {
        // 84 tables of 3 of 9 visits: 3 and 0 and 0 of 2, 3, 4 cannot be
        let found = of(&[2, 1, 0], &[2, 3, 4]).unwrap();
        // weights of the tables: (2,1,0) 3, (2,0,1) 4, (0,3,0) 1, (0,0,3) 4
        assert!((found.p - 4.0 / 84.0).abs() < 1e-13, "{found:?}");
        assert_eq!(of(&[0, 0, 0], &[2, 3, 4]), None);
    }

    #[test]
    fn many_tables_are_drawn() {
        let visits = [60; 8];
        let composition = Composition::new(&[20; 8], &visits).unwrap();
        assert!(number_of_tables(&composition) > MOST_TABLES);
        let found = homogeneity(&composition, 500, 0, &mut unattended)
            .unwrap()
            .unwrap();
        assert!((found.p - 1.0).abs() < 1e-12);
        let six = Composition::new(&[2, 1, 0], &[2, 3, 4]).unwrap();
        assert!((number_of_tables(&six) - 9.0).abs() < 1e-12);
        let own = |counts: &[u64]| [counts == [2, 1, 0]];
        let [drawn] = counted_draws(&six, 20_000, 1, &mut unattended, own).unwrap();
        assert!((to_real(drawn) / 20_000.0 - 3.0 / 84.0).abs() < 0.005);
    }
}
