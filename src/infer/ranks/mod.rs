//! How sure the ranking of eras by frequency is.
//!
//! Each frequency has the posterior of the Jeffreys prior, a gamma distribution of shape
//! `count + 1/2` over the years. Where years vary more than independent visits would, it is that of
//! `count / phi` visits in `years / phi` years, and all of them share a factor of Student's law, as
//! `phi` is estimated once (methods M20). Two eras are compared in closed form, by the beta
//! distribution; the ranks of more come from draws. Logarithms and roots of the draws are those of
//! libm, so that a seed gives the same ranks on every machine.

mod gamma;

use self::gamma::Gamma;
use super::compare::Frequency;
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::beta;
use crate::special::excess::Excess;
use crate::special::real;
use crate::threads::{Threads, replicates};
use crate::time::exposure;
use crate::word::words;

/// Eras ranked in one part of the draws, and into how many parts they are cut at most.
const DRAWS_IN_A_PART: u64 = 10_000;
const MOST_PARTS: u64 = 256;
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
pub fn below_each(frequencies: &[Frequency], method: Method) -> Vec<f64> {
    let eras: Vec<Era> = (frequencies.iter().map(|one| Era::of(one, method))).collect();
    let pairs = eras
        .iter()
        .enumerate()
        .flat_map(|row| eras.iter().enumerate().map(move |column| (row, column)));
    pairs
        .map(|((row, first), (column, second))| {
            if !(first.years > 0.0 && second.years > 0.0) {
                f64::NAN
            } else if row == column {
                0.5
            } else {
                pair(*first, *second)
            }
        })
        .collect()
}

/// The rank probabilities of eras; those without exposure are left out.
///
/// # Errors
///
/// - [`Error::BadDuration`] for the exposures.
/// - [`Error::OutOfRange`] if there is no draw to be made.
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
    if draws == 0 {
        return Err(Error::OutOfRange {
            name: "draws".into(),
            found: "0".into(),
            expected: "at least 1".into(),
        });
    }
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
    // How often each era has each rank, in some draws that follow one another.
    let size = (DRAWS_IN_A_PART / eras.len() as u64)
        .max(draws.div_ceil(MOST_PARTS))
        .max(1);
    let part = |part: u64, tick: &mut Tick<'_>| {
        let mut times = vec![0_u64; eras.len() * eras.len()];
        let mut order = Vec::with_capacity(eras.len());
        for draw in part * size..draws.min((part + 1) * size) {
            tick(draw, draws)?;
            ranked(draw, &mut order);
            for (rank, (_, era)) in order.iter().enumerate() {
                if let Some(cell) = times.get_mut(era * eras.len() + rank) {
                    *cell += 1;
                }
            }
        }
        Ok(times)
    };
    let parts = usize::try_from(draws.div_ceil(size)).unwrap_or(usize::MAX);
    let work = draws.saturating_mul(eras.len() as u64);
    let threads = Threads::usual()?.of(work >= LEAST_WORK);
    let mut times = vec![0_u64; eras.len() * eras.len()];
    let mut told = |done: u64, _| tick((done * size).min(draws), draws);
    for part in replicates(parts, threads, &part, &mut told)? {
        for (all, some) in times.iter_mut().zip(part) {
            *all += some;
        }
    }
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
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn frequency(count: u64, years: f64, phi: f64, degrees_of_freedom: f64) -> Frequency {
        let excess = Excess {
            per_rate: (phi - 1.0) * years / real::to_real(count.max(1)),
            degrees_of_freedom,
        };
        Frequency {
            count,
            years,
            excess,
        }
    }

    fn poisson(count: u64, years: f64) -> Frequency {
        frequency(count, years, 1.0, f64::INFINITY)
    }

    fn ranked(frequencies: &[Frequency], draws: u64, seed: u64) -> Ranks {
        let method = Method::Dispersed;
        ranks(frequencies, method, draws, seed, &mut unattended).unwrap()
    }

    #[test]
    fn two_eras_in_closed_form() {
        for (first, second, wanted) in [
            (poisson(5, 4.0), poisson(9, 5.0), 0.741_740_723_290),
            (poisson(5, 4.0), poisson(66, 10.0), 0.999_997_032_284),
            (poisson(0, 4.0), poisson(9, 5.0), 0.999_034_366_359),
            (
                frequency(9, 5.0, 1.465, 60.0),
                frequency(67, 17.0, 2.018, 60.0),
                0.971_432_669_613,
            ),
            (
                frequency(5, 4.0, 1.469, 58.0),
                frequency(56, 10.0, 3.648, 58.0),
                0.996_842_243_738,
            ),
        ] {
            let of = |first, second| below(first, second, Method::Dispersed);
            assert!((of(&first, &second) - wanted).abs() < 1e-11);
            assert!((of(&second, &first) + wanted - 1.0).abs() < 1e-11);
            let found = ranked(&[first, second], 1, 0);
            assert!(found.exact && (found.probability[0] - wanted).abs() < 1e-11);
        }
    }

    #[test]
    fn rows_and_columns_add_up_and_agree_with_pairs() {
        for phi in [1.0, 1.3, 40.0] {
            let eras = [(5, 4.0), (0, 4.0), (66, 10.0), (9, 5.0), (3, 0.0)];
            let eras = eras.map(|(count, years)| frequency(count, years, phi, 12.0));
            let found = ranked(&eras, 40_000, 0);
            assert_eq!(found.eras, 4);
            for line in found.probability.chunks(4) {
                assert!((line.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            }
            for rank in 0..4 {
                let column: f64 = found.probability.iter().skip(rank).step_by(4).sum();
                assert!((column - 1.0).abs() < 1e-12);
            }
            let pairs = below_each(&eras, Method::Dispersed);
            let wanted: f64 = [1, 2, 3].iter().map(|other| pairs[5 * other]).sum();
            let first = found.probability.iter().enumerate().take(4);
            let mean: f64 = first
                .map(|(place, p)| real::to_real(place as u64) * p)
                .sum();
            assert!((mean - wanted).abs() < 0.02, "{phi}: {mean} {wanted}");
        }
    }

    #[test]
    fn a_seed_gives_the_same_ranks() {
        let eras = [1, 2, 3].map(|count| poisson(count, 1.0));
        assert_eq!(ranked(&eras, 1000, 0), ranked(&eras, 1000, 0));
        assert_ne!(
            ranked(&eras, 1000, 0).probability,
            ranked(&eras, 1000, 1).probability
        );
    }
}
