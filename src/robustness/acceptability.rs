//! Rank acceptability: the share of the admissible weights that put each era at each place.
//!
//! Lahdelma, Hokkanen and Salminen (1998), SMAA: stochastic multiobjective acceptability analysis,
//! European Journal of Operational Research 106, 137-143. Exact for one free weight; for more by
//! simulation, with its standard error. A tie shares its places equally among the tied.

use super::break_even::{inside, spans, values};
use super::counts::Counts;
use super::free_weights::{FreeWeights, Line};
use crate::claims::amount::Amount;
use crate::claims::rank::RankCount;
use crate::error::{Error, Result, some_draws};
use crate::infer::ranks;
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::real::to_real;

const SPANS_A_TICK: u64 = 64;

/// How the admissible weights are spread over their range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// Every weight is as likely as any other.
    Uniform,
    /// Every ratio is as likely as any other.
    LogUniform,
}

/// For each era, the share of the weights that put it at each place, the lowest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptability {
    n_eras: usize,
    shares: Vec<f64>,
    draws: Option<u64>,
}

impl Acceptability {
    /// The shares of one era, by place from the lowest; all 0 for an era without exposure.
    pub fn era(&self, era: usize) -> &[f64] {
        let from = era * self.n_eras;
        self.shares
            .get(from..from + self.n_eras)
            .unwrap_or_default()
    }

    /// Every share, the place varying fastest.
    pub fn shares(&self) -> &[f64] {
        &self.shares
    }

    /// The Monte Carlo standard error of every share; 0 where the shares are exact.
    pub fn errors(&self) -> Vec<f64> {
        let error = |share: f64| match self.draws {
            Some(draws) => (share * (1.0 - share) / to_real(draws)).max(0.0).sqrt(),
            None => 0.0,
        };
        self.shares.iter().copied().map(error).collect()
    }

    fn none(n_eras: usize, draws: Option<u64>) -> Result<Self> {
        ranks::fits(n_eras)?;
        Ok(Self {
            n_eras,
            shares: vec![0.0; n_eras * n_eras],
            draws,
        })
    }

    /// Adds a share of the weights, on which the eras have these values.
    fn add(&mut self, values: &[Amount], share: f64) {
        let rows = self.shares.chunks_mut(self.n_eras.max(1));
        for (row, rank) in rows.zip(RankCount::each(values)) {
            let Some(rank) = rank else { continue };
            let tied = rank.ties + 1;
            let part = share / to_real(tied as u64);
            let places = row.iter_mut().skip(rank.below).take(tied);
            places.for_each(|place| *place += part);
        }
    }
}

/// Exact rank acceptability for one free weight, spread as asked over its range.
///
/// # Errors
///
/// [`Error::OutOfRange`] unless exactly one weight is free, within finite bounds (and above 0 for
/// [`Spread::LogUniform`]); [`Error::Length`] if the classes differ; [`Error::TooLarge`] for more than
/// 4,096 eras; whatever `tick` returns.
pub fn exact(
    counts: &Counts,
    free: &FreeWeights,
    spread: Spread,
    tick: &mut Tick<'_>,
) -> Result<Acceptability> {
    let lines = free.lines(counts)?;
    let scale = scales(free, spread)?;
    let (low, high) = free.bounds().first().copied().unwrap_or_default();
    let mut found = Acceptability::none(counts.n_eras(), None)?;
    let spans: Vec<(f64, f64)> = spans(low, high, crossings(&lines)).collect();
    let every = spans.len() as u64;
    for (done, (from, to)) in (0..).zip(spans) {
        if done % SPANS_A_TICK == 0 {
            tick(done, every)?;
        }
        let share = scale
            .first()
            .map_or(0.0, |scale| scale.share_below(to) - scale.share_below(from));
        found.add(&values(&lines, inside(from, to)), share);
    }
    Ok(found)
}

/// Rank acceptability for any number of free weights by `draws` seeded draws.
///
/// # Errors
///
/// [`Error::OutOfRange`] for no draws, or bounds that are not finite (or not above 0 for
/// [`Spread::LogUniform`]); [`Error::Length`] if the classes differ; [`Error::TooLarge`] for more than
/// 4,096 eras; whatever `tick` returns.
pub fn simulated(
    counts: &Counts,
    free: &FreeWeights,
    spread: Spread,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Acceptability> {
    some_draws(draws)?;
    let scales = scales(free, spread)?;
    let mut found = Acceptability::none(counts.n_eras(), Some(draws))?;
    for replicate in 0..draws {
        if replicate % 1024 == 0 {
            tick(replicate, draws)?;
        }
        let mut stream = Stream::new(seed, replicate);
        let weights: Vec<f64> = scales.iter().map(|scale| scale.at(stream.unit())).collect();
        let values = counts.frequencies(&free.class_weights(&weights))?;
        let values: Vec<Amount> = values.into_iter().map(Amount::real).collect();
        found.add(&values, 1.0);
    }
    tick(draws, draws)?;
    let draws = to_real(draws);
    found.shares.iter_mut().for_each(|share| *share /= draws);
    Ok(found)
}

fn crossings(lines: &[Line]) -> impl Iterator<Item = f64> {
    let exposed = || lines.iter().filter(|line| line.quarters > 0.0);
    exposed().enumerate().flat_map(move |(position, line)| {
        let later = exposed().skip(position + 1);
        later.filter_map(move |other| line.meets(*other, 1.0))
    })
}

/// The range of one weight, as the image of the numbers from 0 to 1.
#[derive(Debug, Clone, Copy)]
struct Scale {
    low: f64,
    high: f64,
    spread: Spread,
}

impl Scale {
    fn at(self, unit: f64) -> f64 {
        match self.spread {
            Spread::Uniform => self.low + (self.high - self.low) * unit,
            Spread::LogUniform => self.low * (self.high / self.low).powf(unit),
        }
    }

    fn share_below(self, weight: f64) -> f64 {
        match self.spread {
            Spread::Uniform => (weight - self.low) / (self.high - self.low),
            Spread::LogUniform => (weight / self.low).ln() / (self.high / self.low).ln(),
        }
    }
}

fn scales(free: &FreeWeights, spread: Spread) -> Result<Vec<Scale>> {
    let refuse = |found: f64, expected: &str| {
        Error::out_of_range("a bound of a free weight", &found, expected)
    };
    free.bounds()
        .iter()
        .map(|&(low, high)| {
            if !high.is_finite() {
                return Err(refuse(
                    high,
                    "finite, because shares of the range are asked for",
                ));
            }
            if spread == Spread::LogUniform && low <= 0.0 {
                return Err(refuse(low, "above 0, because ratios are spread evenly"));
            }
            Ok(Scale { low, high, spread })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::unattended;

    fn vector() -> (Counts, FreeWeights) {
        let counts = Counts::new(vec![0, 9, 3, 2], 2, &[5.0, 4.0]).unwrap();
        let acts = vec![vec![true, false]];
        let free = FreeWeights::new(vec![1.0, 1.0], acts, vec![(1.0, 5.0)]).unwrap();
        (counts, free)
    }

    #[test]
    fn vector_m10() {
        let (counts, free) = vector();
        let found = exact(&counts, &free, Spread::Uniform, &mut unattended).unwrap();
        assert!((found.era(0)[1] - 11.0 / 60.0).abs() < 1e-15);
        assert!((found.era(1)[0] - 11.0 / 60.0).abs() < 1e-15);
        let sums: f64 = found.era(0).iter().sum();
        assert!((sums - 1.0).abs() < 1e-15);
        let even = exact(&counts, &free, Spread::LogUniform, &mut unattended).unwrap();
        assert!((even.era(0)[1] - (26.0_f64 / 15.0).ln() / 5.0_f64.ln()).abs() < 1e-15);
    }

    #[test]
    fn simulation_agrees_within_its_error() {
        let (counts, free) = vector();
        for spread in [Spread::Uniform, Spread::LogUniform] {
            let exact = exact(&counts, &free, spread, &mut unattended).unwrap();
            let drawn = simulated(&counts, &free, spread, 20_000, 0, &mut unattended).unwrap();
            let errors = drawn.errors();
            for ((exact, drawn), error) in exact.shares().iter().zip(drawn.shares()).zip(errors) {
                assert!(
                    (exact - drawn).abs() < 4.0 * error,
                    "{exact} {drawn} {error}"
                );
            }
        }
    }

    #[test]
    fn a_tie_shares_its_places_and_an_era_without_exposure_has_none() {
        let counts = Counts::new(vec![1, 1, 5], 1, &[1.0, 1.0, 0.0]).unwrap();
        let free = FreeWeights::new(vec![1.0], vec![vec![true]], vec![(1.0, 2.0)]).unwrap();
        let found = exact(&counts, &free, Spread::Uniform, &mut unattended).unwrap();
        assert_eq!(found.era(0), &[0.5, 0.5, 0.0]);
        assert_eq!(found.era(2), &[0.0, 0.0, 0.0]);
    }

    #[test]
    fn refusals() {
        let counts = Counts::new(vec![1], 1, &[1.0]).unwrap();
        let free = |bounds| FreeWeights::new(vec![1.0], vec![vec![true]], vec![bounds]).unwrap();
        assert!(
            exact(
                &counts,
                &free((0.0, f64::INFINITY)),
                Spread::Uniform,
                &mut unattended
            )
            .is_err()
        );
        assert!(
            exact(
                &counts,
                &free((0.0, 1.0)),
                Spread::LogUniform,
                &mut unattended
            )
            .is_err()
        );
        let none = simulated(
            &counts,
            &free((0.0, 1.0)),
            Spread::Uniform,
            0,
            0,
            &mut unattended,
        );
        assert!(none.is_err());
    }

    #[test]
    fn what_a_table_cannot_hold_is_refused_before_it_is_made() {
        let (_, free) = vector();
        let counts = Counts::new(vec![1; 10_000], 2, &vec![1.0; 5_000]).unwrap();
        let alone = exact(&counts, &free, Spread::Uniform, &mut unattended);
        assert!(matches!(alone, Err(Error::TooLarge { .. })));
        let drawn = simulated(&counts, &free, Spread::Uniform, 1, 0, &mut unattended);
        assert!(matches!(drawn, Err(Error::TooLarge { .. })));
    }
}
