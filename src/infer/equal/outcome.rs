//! Outcomes of a multinomial count: the one seen, and how likely the others are beside it.

use crate::error::Result;
use crate::progress::Tick;
use crate::random::{Shares, Stream};
use crate::special::gamma::ln_gamma;
use crate::special::real;
use crate::special::stirling::ln_poisson;
use crate::threads::{Threads, counted};

/// Steps of the exact test before it is given up.
pub(super) const MOST_STEPS: u64 = 3_000_000;

/// Visits to be drawn in all from which on threads share the draws.
const LEAST_WORK: u64 = 200_000;

/// Difference of logarithms below which two outcomes are equally likely.
const TIES: f64 = 1e-9;

/// The outcome seen: visits of each era, and the share of the exposure that each has.
pub(super) struct Outcome {
    counts: Vec<u64>,
    shares: Vec<f64>,
    visits: u64,
}

impl Outcome {
    pub(super) fn new(counts: &[u64], years: &[f64], visits: u64) -> Self {
        let all: f64 = years.iter().sum();
        Self {
            counts: counts.to_vec(),
            shares: years.iter().map(|years| years / all).collect(),
            visits,
        }
    }

    /// Logarithm of the probability of an outcome, without the factor that all share.
    fn likelihood(&self, counts: &[u64], term: impl Fn(f64, f64) -> f64) -> f64 {
        let counts = counts.iter().map(|count| real::to_real(*count));
        let terms = counts.zip(&self.shares);
        terms.map(|(count, share)| term(count, *share)).sum()
    }

    /// Probability of every outcome no likelier than the one seen, unless that takes too long.
    pub(super) fn exact(&self) -> Option<f64> {
        let cells = self
            .visits
            .checked_add(1)?
            .checked_mul(self.shares.len() as u64)?;
        if cells > MOST_STEPS {
            return None;
        }
        let mut sum = Sum {
            threshold: self.likelihood(&self.counts, term) + TIES,
            shared: ln_gamma(real::to_real(self.visits) + 1.0),
            total: 0.0,
            steps: 0,
        };
        let visits = usize::try_from(self.visits).ok()?;
        sum.add(&self.stages(visits), visits, 0.0)?;
        Some(sum.total.min(1.0))
    }

    /// What is known of the outcomes of the last eras, for each era from the first to the last.
    fn stages(&self, visits: usize) -> Vec<Stage> {
        let mut stages: Vec<Stage> = Vec::with_capacity(self.shares.len());
        let mut rest = 0.0;
        let mut gains: Vec<f64> = Vec::new();
        for &share in self.shares.iter().rev() {
            rest += share;
            let terms: Vec<f64> = reals(visits).map(|count| term(count, share)).collect();
            gains.extend(terms.windows(2).filter_map(|pair| match pair {
                [before, after] => Some(after - before),
                _ => None,
            }));
            gains.sort_by(|one, other| other.total_cmp(one));
            gains.truncate(visits);
            let best = std::iter::once(0.0)
                .chain(gains.iter().scan(0.0, |sum, gain| {
                    *sum += gain;
                    Some(*sum)
                }))
                .collect();
            let worst = match stages.last() {
                None => terms.clone(),
                Some(later) => terms
                    .iter()
                    .zip(&later.worst)
                    .map(|(one, other)| one.min(*other))
                    .collect(),
            };
            let mass = reals(visits).map(|count| term(count, rest)).collect();
            stages.push(Stage {
                terms,
                best,
                worst,
                mass,
            });
        }
        stages.reverse();
        stages
    }

    /// The p-value from outcomes drawn at equal frequencies: `(no likelier + 1) / (drawn + 1)`.
    pub(super) fn drawn(&self, draws: u64, seed: u64, tick: &mut Tick<'_>) -> Result<f64> {
        let places = Shares::new(self.shares.iter().copied());
        let visits = real::to_real(self.visits);
        let term = |count: f64, share: f64| ln_poisson(count, visits * share);
        let threshold = self.likelihood(&self.counts, term) + TIES;
        let no_likelier = |draw: u64, tick: &mut Tick<'_>| {
            tick(draw, draws)?;
            let mut stream = Stream::new(seed, draw);
            let mut counts = vec![0_u64; self.shares.len()];
            places.drawn(self.visits, &mut stream, &mut counts);
            Ok([self.likelihood(&counts, term) <= threshold])
        };
        let threads =
            Threads::usual()?.of(places.work(self.visits).saturating_mul(draws) >= LEAST_WORK);
        let [no_likelier] = counted(draws, threads, &no_likelier, tick)?;
        Ok(real::to_real(no_likelier + 1) / real::to_real(draws + 1))
    }
}

fn term(count: f64, share: f64) -> f64 {
    count * share.ln() - ln_gamma(count + 1.0)
}

fn reals(last: usize) -> impl Iterator<Item = f64> {
    (0..=last).map(|count| real::to_real(count as u64))
}

/// One era and those after it, by the visits that are left for them.
struct Stage {
    /// Logarithm of this era's factor.
    terms: Vec<f64>,
    /// The likeliest outcome of this era and those after it: visits go where they add most.
    best: Vec<f64>,
    /// The least likely one: all visits in one era, because the factors are log-concave.
    worst: Vec<f64>,
    /// All outcomes together.
    mass: Vec<f64>,
}

struct Sum {
    threshold: f64,
    shared: f64,
    total: f64,
    steps: u64,
}

impl Sum {
    /// Adds the outcomes that begin as decided and are no likelier than the one seen.
    fn add(&mut self, stages: &[Stage], left: usize, decided: f64) -> Option<()> {
        let (stage, later) = stages.split_first()?;
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return None;
        }
        if decided + stage.best.get(left)? <= self.threshold {
            self.total += (self.shared + decided + stage.mass.get(left)?).exp();
            return Some(());
        }
        if later.is_empty() || decided + stage.worst.get(left)? > self.threshold {
            return Some(());
        }
        for (count, term) in stage.terms.iter().take(left + 1).enumerate() {
            self.add(later, left - count, decided + term)?;
        }
        Some(())
    }
}
