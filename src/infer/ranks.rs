//! How sure the ranking of eras by frequency is.
//!
//! Each frequency has the posterior of the Jeffreys prior, a gamma distribution of shape
//! `count + 1/2` over the years. Two eras are compared in closed form, by the beta distribution; the
//! ranks of more come from draws (Marsaglia and Tsang 2000, *ACM TOMS* 26, 363). Logarithms and
//! roots of the draws are those of libm, so that a seed gives the same ranks on every machine.

use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::beta;
use crate::special::real;
use crate::time::exposure;

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

/// Probability that the first frequency is below the second.
pub fn below(first: (u64, f64), second: (u64, f64)) -> f64 {
    let shape = |visits| real::to_real(visits) + 0.5;
    beta::lower(shape(first.0), shape(second.0), first.1 / second.1)
}

/// Probability that the era of a row has a lower frequency than that of a column, row by row.
///
/// One half on the diagonal; NaN where an era has no exposure.
pub fn below_each(eras: &[(u64, f64)]) -> Vec<f64> {
    let pairs = eras
        .iter()
        .enumerate()
        .flat_map(|row| eras.iter().enumerate().map(move |column| (row, column)));
    pairs
        .map(|((row, first), (column, second))| {
            if !(first.1 > 0.0 && second.1 > 0.0) {
                f64::NAN
            } else if row == column {
                0.5
            } else {
                below(*first, *second)
            }
        })
        .collect()
}

/// The rank probabilities of eras; those without exposure are left out.
///
/// # Errors
///
/// - [`Error::Length`] or [`Error::BadDuration`] for the exposures.
/// - [`Error::OutOfRange`] if there is no draw to be made.
/// - Whatever `tick` returns.
pub fn ranks(
    counts: &[u64],
    years: &[f64],
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Ranks> {
    exposure::check(counts.len(), years)?;
    if draws == 0 {
        return Err(Error::OutOfRange {
            name: "draws".into(),
            found: "0".into(),
            expected: "at least 1".into(),
        });
    }
    let eras: Vec<(u64, f64)> = counts
        .iter()
        .copied()
        .zip(years.iter().copied())
        .filter(|(_, years)| *years > 0.0)
        .collect();
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
            let (first, second) = (below(one, two), below(two, one));
            Ok(exactly(vec![first, second, second, first]))
        }
        _ => drawn(&eras, draws, seed, tick),
    }
}

fn drawn(eras: &[(u64, f64)], draws: u64, seed: u64, tick: &mut Tick<'_>) -> Result<Ranks> {
    let samplers: Vec<Gamma> = eras.iter().map(|era| Gamma::new(era.0)).collect();
    let chunk = (50_000 / eras.len() as u64).max(1);
    let mut times = vec![0_u64; eras.len() * eras.len()];
    let mut order: Vec<(f64, usize)> = Vec::with_capacity(eras.len());
    for draw in 0..draws {
        let mut stream = Stream::new(seed, draw);
        order.clear();
        order.extend(
            samplers
                .iter()
                .zip(eras)
                .enumerate()
                .map(|(era, (sampler, (_, years)))| (sampler.draw(&mut stream) / years, era)),
        );
        order.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (rank, (_, era)) in order.iter().enumerate() {
            if let Some(cell) = times.get_mut(era * eras.len() + rank) {
                *cell += 1;
            }
        }
        if (draw + 1) % chunk == 0 {
            tick(draw + 1, draws)?;
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

/// Draws from the gamma distribution of shape `count + 1/2`.
struct Gamma {
    centre: f64,
    spread: f64,
    small: bool,
}

impl Gamma {
    fn new(count: u64) -> Self {
        let small = count == 0;
        let shape = if small {
            1.5
        } else {
            real::to_real(count) + 0.5
        };
        let centre = shape - 1.0 / 3.0;
        Self {
            centre,
            spread: (9.0 * centre).sqrt().recip(),
            small,
        }
    }

    fn draw(&self, stream: &mut Stream) -> f64 {
        loop {
            let z = normal(stream);
            let root = 1.0 + self.spread * z;
            if root <= 0.0 {
                continue;
            }
            let cube = root * root * root;
            let accepted = 0.5 * z * z + self.centre * (1.0 - cube + libm::log(cube));
            if libm::log(1.0 - stream.unit()) < accepted {
                let lift = if self.small {
                    let unit = stream.unit();
                    unit * unit
                } else {
                    1.0
                };
                return self.centre * cube * lift;
            }
        }
    }
}

/// A standard normal number, by Marsaglia's polar method.
fn normal(stream: &mut Stream) -> f64 {
    loop {
        let (x, y) = (2.0 * stream.unit() - 1.0, 2.0 * stream.unit() - 1.0);
        let square = x * x + y * y;
        if square < 1.0 && square > 0.0 {
            return x * (-2.0 * libm::log(square) / square).sqrt();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    #[test]
    fn two_eras_in_closed_form() {
        for (first, second, wanted) in [
            ((5, 4.0), (9, 5.0), 0.741_740_723),
            ((5, 4.0), (66, 10.0), 0.999_997_032),
            ((0, 4.0), (9, 5.0), 0.999_034_366),
        ] {
            assert!((below(first, second) - wanted).abs() < 1e-9);
            assert!((below(second, first) + wanted - 1.0).abs() < 1e-9);
        }
        let found = ranks(&[5, 9], &[4.0, 5.0], 1, 0, &mut unattended).unwrap();
        assert!(found.exact && (found.probability[0] - 0.741_740_723).abs() < 1e-9);
    }

    #[test]
    fn rows_and_columns_add_up_and_agree_with_pairs() {
        let (counts, years) = ([5, 0, 66, 9, 3], [4.0, 4.0, 10.0, 5.0, 0.0]);
        let found = ranks(&counts, &years, 40_000, 0, &mut unattended).unwrap();
        assert_eq!(found.eras, 4);
        for line in found.probability.chunks(4) {
            assert!((line.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
        for rank in 0..4 {
            let column: f64 = found.probability.iter().skip(rank).step_by(4).sum();
            assert!((column - 1.0).abs() < 1e-12);
        }
        let others = [(0, 4.0), (66, 10.0), (9, 5.0)];
        let wanted: f64 = others.map(|other| below(other, (5, 4.0))).iter().sum();
        let places = [0.0, 1.0, 2.0, 3.0];
        let first = found.probability.iter();
        let mean: f64 = places.iter().zip(first).map(|(place, p)| place * p).sum();
        assert!((mean - wanted).abs() < 0.01, "{mean} {wanted}");
    }

    #[test]
    fn a_seed_gives_the_same_ranks() {
        let of = |seed| ranks(&[1, 2, 3], &[1.0; 3], 1000, seed, &mut unattended).unwrap();
        assert_eq!(of(0), of(0));
        assert_ne!(of(0).probability, of(1).probability);
    }
}
