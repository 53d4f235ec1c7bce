//! How probable it is that independent visits vary so much from year to year.
//!
//! Given the visits of each era its counts are multinomial, in proportion to the lengths of its years,
//! and independent of those of other eras. All tables of counts are added up where they are few.

use super::{TIE, Year};
use crate::error::Result;
use crate::progress::Tick;
use crate::random::{Shares, Stream};
use crate::special::gamma::ln_gamma;
use crate::special::real::to_real;
use crate::threads::{Threads, counted};

/// Beyond so many tables they are drawn.
const MOST_TABLES: f64 = 2e6;
/// Visits to be drawn in all from which on threads share the draws.
const LEAST_WORK: u64 = 200_000;

/// A p-value, with its standard error where it was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// The p-value.
    pub p: f64,
    /// Its standard error; 0 where it is exact.
    pub error: f64,
}

impl Chance {
    pub(super) fn exact(p: f64) -> Self {
        Self {
            p: p.min(1.0),
            error: 0.0,
        }
    }

    /// Of `draws` outcomes so many were as extreme, and so is the one seen.
    pub(super) fn drawn(extreme: u64, draws: u64) -> Self {
        let n = to_real(draws) + 1.0;
        let p = (to_real(extreme) + 1.0) / n;
        Self {
            p,
            error: (p * (1.0 - p) / n).sqrt(),
        }
    }
}

/// The probabilities of a statistic as large and as small as that of these eras, each with visits and
/// two years or more.
pub(super) fn tails(
    eras: &[&[Year]],
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<[Chance; 2]> {
    let laws: Vec<Law> = eras.iter().map(|era| Law::of(era)).collect();
    let found: f64 = laws
        .iter()
        .zip(eras)
        .map(|(law, era)| law.statistic(era))
        .sum();
    let tables: f64 = laws.iter().map(Law::ln_tables).sum::<f64>().exp();
    if tables <= 1.5 * MOST_TABLES {
        let outcomes: Vec<Vec<(f64, f64)>> = laws.iter().map(Law::outcomes).collect();
        let number: f64 = outcomes
            .iter()
            .map(|each| to_real(each.len() as u64))
            .product();
        if number <= MOST_TABLES {
            return Ok(add_up(&outcomes, found));
        }
    }
    let work: u64 = laws.iter().map(|law| law.places.work(law.visits)).sum();
    let years = laws.iter().map(|law| law.shares.len()).max();
    let years = years.unwrap_or_default();
    let threads = Threads::usual()?.of(work.saturating_mul(draws) >= LEAST_WORK);
    let extreme = |draw: u64, tick: &mut Tick<'_>| {
        tick(draw, draws)?;
        let mut stream = Stream::new(seed, draw);
        let mut counts = vec![0_u64; years];
        let outcomes = laws.iter().map(|law| law.draw(&mut stream, &mut counts));
        let outcome: f64 = outcomes.sum();
        Ok([
            outcome >= found - TIE * found,
            outcome <= found + TIE * found,
        ])
    };
    let [above, below] = counted(draws, threads, &extreme, tick)?;
    Ok([Chance::drawn(above, draws), Chance::drawn(below, draws)])
}

fn add_up(eras: &[Vec<(f64, f64)>], found: f64) -> [Chance; 2] {
    let mut all = vec![(0.0, 1.0)];
    for era in eras {
        all = all
            .iter()
            .flat_map(|(sum, p)| era.iter().map(move |(more, q)| (sum + more, p * q)))
            .collect();
    }
    let slack = TIE * found;
    let add = |holds: &dyn Fn(f64) -> bool| {
        let extreme = all.iter().filter(|(sum, _)| holds(*sum));
        Chance::exact(extreme.map(|(_, p)| p).sum())
    };
    [
        add(&|sum| sum >= found - slack),
        add(&|sum| sum <= found + slack),
    ]
}

/// The law of the counts of one era.
struct Law {
    visits: u64,
    shares: Vec<f64>,
    places: Shares,
}

impl Law {
    fn of(era: &[Year]) -> Self {
        let years: f64 = era.iter().map(|year| year.years).sum();
        let shares: Vec<f64> = era.iter().map(|year| year.years / years).collect();
        Self {
            visits: era.iter().map(|year| year.count).sum(),
            places: Shares::new(shares.iter().copied()),
            shares,
        }
    }

    fn term(&self, count: f64, share: f64) -> f64 {
        let mean = to_real(self.visits) * share;
        (count - mean) * (count - mean) / mean
    }

    fn statistic(&self, era: &[Year]) -> f64 {
        let years = era.iter().zip(&self.shares);
        years
            .map(|(year, share)| self.term(to_real(year.count), *share))
            .sum()
    }

    /// The logarithm of how many tables there are: of many visits factorials would cancel.
    fn ln_tables(&self) -> f64 {
        let visits = to_real(self.visits);
        let others = 1..self.shares.len() as u64;
        others.map(|other| (visits / to_real(other)).ln_1p()).sum()
    }

    /// The statistic and the probability of every table.
    fn outcomes(&self) -> Vec<(f64, f64)> {
        let start = ln_gamma(to_real(self.visits) + 1.0);
        let mut partial = vec![(self.visits, 0.0, start)];
        for (place, share) in self.shares.iter().enumerate() {
            let last = place + 1 == self.shares.len();
            let mut next = Vec::new();
            for (left, sum, ln_p) in &partial {
                let from = if last { *left } else { 0 };
                for count in from..=*left {
                    let real = to_real(count);
                    let ln_p = ln_p + real * share.ln() - ln_gamma(real + 1.0);
                    next.push((left - count, sum + self.term(real, *share), ln_p));
                }
            }
            partial = next;
        }
        partial
            .into_iter()
            .map(|(_, sum, ln_p)| (sum, ln_p.exp()))
            .collect()
    }

    /// The statistic of one draw; `counts` has room for as many years.
    fn draw(&self, stream: &mut Stream, counts: &mut [u64]) -> f64 {
        self.places.drawn(self.visits, stream, counts);
        let years = counts.iter().zip(&self.shares);
        years
            .map(|(&count, &share)| self.term(to_real(count), share))
            .sum()
    }
}
