//! How sure the ranking of eras by frequency is.
//!
//! Each frequency has the posterior of the Jeffreys prior, a gamma distribution of shape
//! `count + 1/2` over the years. Where years vary more than independent visits would, it is that of
//! `count / phi` visits in `years / phi` years, and all of them share a factor of Student's law, as
//! `phi` is estimated once (methods M20). Two eras are compared in closed form, by the beta
//! distribution; the ranks of more come from draws. Logarithms and roots of the draws are those of
//! libm, so that a seed gives the same ranks on every machine.

mod gamma;

use std::ops::Range;

use self::gamma::Gamma;
use super::compare::Frequency;
use crate::error::{Result, some_draws, within_limit};
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::beta;
use crate::special::excess::Excess;
use crate::special::real;
use crate::threads::{Threads, gather};
use crate::time::exposure;
use crate::word::words;

/// Eras ranked in one part of the draws.
const RANKED_IN_A_PART: usize = 10_000;
/// Cells of a table with a row and a column for each era: 4,096 of them.
const MOST_CELLS: usize = 1 << 24;
/// Cells of the tables of all threads; what would need more takes fewer threads.
const MOST_HELD: usize = 1 << 26;
/// Eras to be ranked in all from which on threads share the draws.
const LEAST_WORK: u64 = 50_000;

words! {
    /// What the ranks of eras allow for.
    Method {
        /// Years that vary and resemble their neighbours.
        #[default]
        Dispersed = "dispersed",
        /// Years that vary.
        DispersedYears = "dispersed_years",
        /// Nothing: visits are independent of each other.
        Poisson = "poisson",
    }
}

/// Probabilities of ranks, row by row: one row for each era with exposure.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranks {
    /// How many eras have exposure.
    pub eras: usize,
    /// Probability that an era (row) has a rank (column), the lowest frequency first.
    pub probability: Vec<f64>,
    /// Standard error of each probability; zero where it is exact.
    pub error: Vec<f64>,
    /// Whether the probabilities are exact.
    pub exact: bool,
}

/// A frequency with how much more than a Poisson count its own varies, at its own rate.
#[derive(Debug, Clone, Copy)]
struct Era {
    visits: f64,
    years: f64,
    phi: f64,
    excess: Excess,
}

impl Era {
    fn of(frequency: &Frequency, method: Method) -> Self {
        let Frequency { count, years, .. } = *frequency;
        let excess = match method {
            Method::Poisson => Excess::NONE,
            Method::Dispersed | Method::DispersedYears => frequency.excess,
        };
        Self {
            visits: real::to_real(count),
            years,
            phi: excess.phi(real::to_real(count.max(1)) / years),
            excess,
        }
    }

    fn shape(self) -> f64 {
        (self.visits + 0.5) / self.phi
    }
}

/// The excess whose degrees of freedom count, the fewest; none where every era is Poisson's.
fn fewest(eras: &[Era]) -> Option<Excess> {
    let dispersed = eras.iter().filter(|era| era.phi > 1.0);
    dispersed
        .map(|era| era.excess)
        .min_by(|one, other| one.degrees_of_freedom.total_cmp(&other.degrees_of_freedom))
}

/// Probability that the first frequency is below the second.
pub fn below(first: &Frequency, second: &Frequency, method: Method) -> f64 {
    pair(Era::of(first, method), Era::of(second, method))
}

fn pair(first: Era, second: Era) -> f64 {
    let odds = (first.years / first.phi) / (second.years / second.phi);
    let found = beta::tails(first.shape(), second.shape(), odds);
    let Some(excess) = fewest(&[first, second]) else {
        return found.lower;
    };
    let tail = 0.5 * excess.student(2.0 * found.lower.min(found.upper));
    if found.lower <= found.upper {
        tail
    } else {
        1.0 - tail
    }
}

/// Probability that the era of a row has a lower frequency than that of a column, row by row.
///
/// One half on the diagonal; NaN where an era has no exposure.
///
/// # Errors
///
/// - [`crate::Error::TooLarge`] for more than 4,096 eras.
/// - Whatever `tick` returns.
pub fn below_each(
    frequencies: &[Frequency],
    method: Method,
    tick: &mut Tick<'_>,
) -> Result<Vec<f64>> {
    fits(frequencies.len())?;
    let eras: Vec<Era> = (frequencies.iter().map(|one| Era::of(one, method))).collect();
    let mut below = Vec::with_capacity(eras.len() * eras.len());
    for (row, first) in eras.iter().enumerate() {
        tick(row as u64, eras.len() as u64)?;
        below.extend(eras.iter().enumerate().map(|(column, second)| {
            if !(first.years > 0.0 && second.years > 0.0) {
                f64::NAN
            } else if row == column {
                0.5
            } else {
                pair(*first, *second)
            }
        }));
    }
    Ok(below)
}

/// Refuses eras of which a table with a row and a column for each would be too large.
///
/// # Errors
///
/// [`crate::Error::TooLarge`] for more than 4,096 eras.
pub fn fits(eras: usize) -> Result<()> {
    let cells = eras as u128 * eras as u128;
    within_limit("the ranks of one list of eras", cells, MOST_CELLS as u128)
}

/// The rank probabilities of eras; those without exposure are left out.
///
/// # Errors
///
/// - [`crate::Error::BadDuration`] for the exposures.
/// - [`crate::Error::OutOfRange`] if there is no draw to be made.
/// - [`crate::Error::TooLarge`] for more than 4,096 eras.
/// - Whatever `tick` returns.
pub fn ranks(
    frequencies: &[Frequency],
    method: Method,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Ranks> {
    let years: Vec<f64> = frequencies.iter().map(|one| one.years).collect();
    exposure::check(frequencies.len(), &years)?;
    some_draws(draws)?;
    fits(frequencies.len())?;
    let exposed = frequencies.iter().filter(|one| one.years > 0.0);
    let eras: Vec<Era> = exposed.map(|one| Era::of(one, method)).collect();
    let exactly = |probability: Vec<f64>| Ranks {
        eras: eras.len(),
        error: vec![0.0; probability.len()],
        probability,
        exact: true,
    };
    match *eras.as_slice() {
        [] => Ok(exactly(Vec::new())),
        [_] => Ok(exactly(vec![1.0])),
        [one, two] => {
            let (first, second) = (pair(one, two), pair(two, one));
            Ok(exactly(vec![first, second, second, first]))
        }
        _ => drawn(&eras, draws, seed, tick),
    }
}

fn drawn(eras: &[Era], draws: u64, seed: u64, tick: &mut Tick<'_>) -> Result<Ranks> {
    let poisson: Vec<Gamma> = eras.iter().map(|era| Gamma::new(era.shape())).collect();
    let freedom = fewest(eras).map(|excess| excess.degrees_of_freedom);
    let factor = freedom.map(|degrees| (degrees, Gamma::new(0.5 * degrees)));
    let ranked = |draw: u64, order: &mut Vec<(f64, usize)>| {
        let mut stream = Stream::new(seed, draw);
        order.clear();
        if let Some((degrees, square)) = factor {
            // Chi-square over its degrees of freedom, one for all eras. Shapes may be so small that
            // only the logarithms of the draws are numbers.
            let shared = 2.0 * libm::exp(square.log_draw(&mut stream)) / degrees;
            order.extend(eras.iter().enumerate().map(|(place, era)| {
                let rate = Gamma::new(era.shape() * shared).log_draw(&mut stream);
                (rate + libm::log(era.phi / era.years), place)
            }));
        } else {
            let each = poisson.iter().zip(eras).enumerate();
            order.extend(
                each.map(|(place, (gamma, era))| (gamma.draw(&mut stream) / era.years, place)),
            );
        }
        order.sort_by(|one, other| one.0.total_cmp(&other.0));
    };
    // How often each era has each rank: each thread adds its draws to a table of its own.
    let cells = eras.len() * eras.len();
    let part = |times: &mut Vec<u64>, draws_of_part: Range<usize>| {
        let mut order = Vec::with_capacity(eras.len());
        for draw in draws_of_part {
            ranked(draw as u64, &mut order);
            for (rank, (_, era)) in order.iter().enumerate() {
                if let Some(cell) = times.get_mut(era * eras.len() + rank) {
                    *cell += 1;
                }
            }
        }
        Ok(())
    };
    let add = |all: &mut Vec<u64>, some: &Vec<u64>| {
        for (all, some) in all.iter_mut().zip(some) {
            *all += some;
        }
        Ok(())
    };
    let work = draws.saturating_mul(eras.len() as u64);
    let threads = Threads::usual()?.of(work >= LEAST_WORK);
    let threads = threads.min(MOST_HELD / cells).max(1);
    let number = usize::try_from(draws).unwrap_or(usize::MAX);
    let size = (RANKED_IN_A_PART / eras.len()).max(1);
    let nothing = vec![0_u64; cells];
    let times = gather(number, size, threads, nothing, &part, add, tick)?;
    tick(draws, draws)?;
    let draws = real::to_real(draws);
    let share = |&times: &u64| real::to_real(times) / draws;
    let error = |&times: &u64| {
        let likely = (real::to_real(times) + 1.0) / (draws + 2.0);
        (likely * (1.0 - likely) / draws).sqrt()
    };
    Ok(Ranks {
        eras: eras.len(),
        probability: times.iter().map(share).collect(),
        error: times.iter().map(error).collect(),
        exact: false,
    })
}

#[cfg(test)]
mod tests;
