//! The years of two eras, given to the eras anew: how often would the eras differ as much?
//!
//! Whole years are exchanged, each with its visits and its exposure, so that what varies from year to
//! year is kept; which of them are neighbours is not. All assignments are gone through while they are
//! few, else they are drawn, and p is then `(b + 1) / (m + 1)` (methods M19; Pitman 1937, *Supplement
//! to the Journal of the Royal Statistical Society* 4, 119).

use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::gamma::ln_gamma;
use crate::special::level::Level;
use crate::special::real::to_real;
use crate::time::exposure;

/// Up to how many assignments are all gone through.
const MOST_ASSIGNMENTS: f64 = 1e6;
/// Below this a number of assignments is a whole one again.
const WHOLE: f64 = 1e12;
/// Within how much two statistics are equal, in units of their scale.
const TIES: f64 = 1e-9;
/// Draws between two looks at the caller.
const CHUNK: u64 = 1024;

/// The difference of two eras among those of the same years given to them anew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearPermutation {
    /// What was found; nothing where no p could reach the level.
    pub tails: Option<Tails>,
    /// The smallest p that these years could have given.
    pub smallest: f64,
}

/// Shares of the assignments, ties counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// Twice the smaller share, at most 1.
    pub p: f64,
    /// Those in which the first era has at most as many visits for its exposure.
    pub lower: f64,
    /// Those in which it has at least as many.
    pub higher: f64,
    /// Standard error of p if assignments were drawn, else 0.
    pub error: f64,
}

/// Compares two eras by their years: the visits and the exposure of each, those of the first era
/// before those of the second. Nothing where an era has no year.
///
/// # Errors
///
/// - [`Error::Length`] if the slices differ in length.
/// - [`Error::BadDuration`] if an exposure is negative, infinite or not a number.
/// - [`Error::OutOfRange`] if there are fewer years than the first era has.
/// - Whatever `tick` returns.
pub fn permuted(
    counts: &[u64],
    years: &[f64],
    first: usize,
    level: Level,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Option<YearPermutation>> {
    exposure::check(counts.len(), years)?;
    let all = counts.len();
    let Some(second) = all.checked_sub(first) else {
        let expected = format!("at most the {all} years there are");
        return Err(Error::out_of_range("first", &first, expected));
    };
    if first == 0 || second == 0 {
        return Ok(None);
    }
    let mut excess = excess(counts, years);
    // The fewer years are chosen: the other era has what is left, and the sum of all is 0.
    let swapped = first > second;
    if swapped {
        excess.rotate_left(first);
    }
    let chosen = first.min(second);
    let smallest = smallest(&excess, chosen);
    let assignments = whole(ln_choose(all, chosen));
    if 2.0 / assignments > level.alpha() {
        return Ok(Some(YearPermutation {
            tails: None,
            smallest,
        }));
    }
    let mut tally = Tally::of(&excess, chosen);
    let exact = assignments <= MOST_ASSIGNMENTS;
    if exact {
        each_choice(&excess, chosen, 0.0, &mut |sum| tally.add(sum));
    } else {
        // The one seen is one of the assignments.
        tally.add(tally.seen);
        draw(&mut excess, chosen, draws, seed, &mut tally, tick)?;
    }
    let [lower, higher] = tally.shares();
    let share = lower.min(higher);
    let error = if exact {
        0.0
    } else {
        2.0 * (share * (1.0 - share) / to_real(draws)).sqrt()
    };
    let [lower, higher] = if swapped {
        [higher, lower]
    } else {
        [lower, higher]
    };
    Ok(Some(YearPermutation {
        tails: Some(Tails {
            p: (2.0 * share).min(1.0),
            lower,
            higher,
            error,
        }),
        smallest,
    }))
}

/// The visits of each year beyond those that the frequency of both eras together expects.
fn excess(counts: &[u64], years: &[f64]) -> Vec<f64> {
    let exposure: f64 = years.iter().sum();
    let visits: f64 = counts.iter().map(|&count| to_real(count)).sum();
    let rate = if exposure > 0.0 {
        visits / exposure
    } else {
        0.0
    };
    let each = counts.iter().zip(years);
    each.map(|(&count, years)| to_real(count) - rate * years)
        .collect()
}

/// Twice the share of the assignments with the least sum, or the greatest if they are fewer.
fn smallest(excess: &[f64], chosen: usize) -> f64 {
    let mut sorted = excess.to_vec();
    sorted.sort_by(f64::total_cmp);
    let least = ln_ways(&sorted, chosen);
    sorted.reverse();
    let fewer = least.min(ln_ways(&sorted, chosen));
    (2.0 * (fewer - ln_choose(excess.len(), chosen)).exp()).min(1.0)
}

/// Logarithm of the number of choices with the same sum as the first `chosen` of sorted years.
fn ln_ways(sorted: &[f64], chosen: usize) -> f64 {
    let (Some(first), slack) = (sorted.get(..chosen), slack(sorted)) else {
        return 0.0;
    };
    let last = first.last().copied().unwrap_or_default();
    let ties = |some: &[f64]| {
        some.iter()
            .filter(|one| (*one - last).abs() <= slack)
            .count()
    };
    ln_choose(ties(sorted), ties(first))
}

fn slack(excess: &[f64]) -> f64 {
    TIES * excess.iter().map(|one| one.abs()).sum::<f64>()
}

/// Logarithm of the number of ways to choose `some` of `all`.
fn ln_choose(all: usize, some: usize) -> f64 {
    let ln_factorial = |n: usize| ln_gamma(to_real(n as u64) + 1.0);
    ln_factorial(all) - ln_factorial(some) - ln_factorial(all.saturating_sub(some))
}

fn whole(ln_number: f64) -> f64 {
    let number = ln_number.exp();
    if number < WHOLE {
        number.round()
    } else {
        number
    }
}

/// The sum of every choice of `wanted` of the years.
fn each_choice(years: &[f64], wanted: usize, sum: f64, found: &mut dyn FnMut(f64)) {
    if wanted == 0 {
        found(sum);
        return;
    }
    let mut rest = years;
    while rest.len() >= wanted
        && let Some((one, after)) = rest.split_first()
    {
        each_choice(after, wanted - 1, sum + one, found);
        rest = after;
    }
}

fn draw(
    years: &mut [f64],
    chosen: usize,
    draws: u64,
    seed: u64,
    tally: &mut Tally,
    tick: &mut Tick<'_>,
) -> Result<()> {
    for draw in 0..draws {
        let mut stream = Stream::new(seed, draw);
        for place in 0..chosen {
            let further = stream.below((years.len() - place) as u64);
            years.swap(place, place + usize::try_from(further).unwrap_or_default());
        }
        tally.add(years.iter().take(chosen).sum());
        if (draw + 1).is_multiple_of(CHUNK) {
            tick(draw + 1, draws)?;
        }
    }
    Ok(())
}

/// How many assignments give the chosen years at most and at least as many visits.
struct Tally {
    seen: f64,
    slack: f64,
    lower: u64,
    higher: u64,
    all: u64,
}

impl Tally {
    fn of(excess: &[f64], chosen: usize) -> Self {
        Self {
            seen: excess.iter().take(chosen).sum(),
            slack: slack(excess),
            lower: 0,
            higher: 0,
            all: 0,
        }
    }

    fn add(&mut self, sum: f64) {
        self.lower += u64::from(sum <= self.seen + self.slack);
        self.higher += u64::from(sum >= self.seen - self.slack);
        self.all += 1;
    }

    fn shares(&self) -> [f64; 2] {
        [self.lower, self.higher].map(|number| to_real(number) / to_real(self.all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn of(first: &[u64], second: &[u64], level: f64) -> YearPermutation {
        let counts = [first, second].concat();
        let years = vec![1.0; counts.len()];
        let level = Level::new(level).unwrap();
        let draws = 20_000;
        permuted(
            &counts,
            &years,
            first.len(),
            level,
            draws,
            0,
            &mut unattended,
        )
        .unwrap()
        .unwrap()
    }

    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-12, "{found} {wanted}");
    }

    #[test]
    fn vectors_of_m19() {
        let refused = of(&[4, 6, 3, 5, 7], &[1, 0], 0.95);
        assert!(refused.tails.is_none());
        close(refused.smallest, 2.0 / 21.0);
        let few = of(&[4, 6, 3, 5, 7], &[1, 0], 0.9).tails.unwrap();
        close(few.p, 2.0 / 21.0);
        close(few.higher, 1.0 / 21.0);
        close(few.lower, 1.0);
        let hu = [2, 5, 6, 7, 2, 3, 6, 11, 10, 4];
        let found = of(&hu, &[2, 0, 2, 1], 0.95);
        close(found.tails.unwrap().p, 12.0 / 1001.0);
        close(found.tails.unwrap().higher, 6.0 / 1001.0);
        let other = of(&[2, 0, 2, 1], &hu, 0.95).tails.unwrap();
        close(other.p, 12.0 / 1001.0);
        assert!(other.lower < other.higher);
    }

    #[test]
    fn the_smallest_p_counts_ties() {
        // Two of seven are the highest in one way, and the lowest, all zero, in six.
        close(of(&[0, 0, 4, 3, 5], &[0, 0], 0.5).smallest, 2.0 / 21.0);
        close(of(&[0, 0, 0, 0, 0], &[1, 0], 0.5).smallest, 12.0 / 21.0);
        close(of(&[0, 0, 0], &[0, 0, 0], 0.5).smallest, 1.0);
    }

    #[test]
    fn draws_come_near_the_exact_p() {
        let counts: Vec<u64> = (0..20).map(|year| (year * 7) % 5).collect();
        let excess = excess(&counts, &[1.0; 20]);
        let mut exact = Tally::of(&excess, 6);
        each_choice(&excess, 6, 0.0, &mut |sum| exact.add(sum));
        assert_eq!(exact.all, 38_760);
        let mut drawn = Tally::of(&excess, 6);
        let times = 20_000;
        draw(
            &mut excess.clone(),
            6,
            times,
            3,
            &mut drawn,
            &mut unattended,
        )
        .unwrap();
        let [[exact, _], [drawn, _]] = [exact.shares(), drawn.shares()];
        let error = (exact * (1.0 - exact) / to_real(times)).sqrt();
        assert!((exact - drawn).abs() < 4.0 * error, "{exact} {drawn}");
        let many = of(&[3; 20], &[2; 20], 0.95).tails.unwrap();
        assert!(many.error > 0.0 && many.p < 0.001 && many.higher < many.lower);
    }

    #[test]
    fn what_cannot_be_compared_is_said() {
        let level = Level::new(0.95).unwrap();
        let of = |first| permuted(&[1, 2], &[1.0; 2], first, level, 9, 0, &mut unattended);
        assert!(of(0).unwrap().is_none() && of(2).unwrap().is_none());
        assert!(matches!(of(3), Err(Error::OutOfRange { .. })));
    }
}
