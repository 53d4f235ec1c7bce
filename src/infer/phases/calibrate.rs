//! How large a penalty must be for the false-positive rate that is asked for.
//!
//! As many events as were observed are thrown evenly on the observation, again and again. The critical
//! penalty of a draw is the smallest under which it would not be divided; the penalty for a
//! false-positive rate of a is the draw's quantile of 1 - a, taken so that rounding errs on the
//! safe side. Scargle's own formula does not keep its promise for events.

use super::blocks::partition;
use super::cells::{Cells, Parts, fitness};
use super::change::{Change, change};
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::real::to_real;
use crate::time::day;
use crate::time::window::Window;

/// How many events may be thrown on periods in all.
pub const MOST_THROWS: u128 = 100_000_000_000;

/// Events thrown between two looks at the caller.
const BETWEEN_TICKS: u64 = 100_000;

/// Within how much two statistics count as equal.
const TOLERANCE: f64 = 1e-9;

/// What to simulate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// How often a constant frequency may be divided.
    pub false_positive: f64,
    /// How many draws.
    pub simulations: u64,
    /// Their seed.
    pub seed: u64,
}

/// Regimes found in visit days.
#[derive(Debug, Clone, PartialEq)]
pub struct Regimes {
    /// First day of each, ascending; the first is the first day observed.
    pub starts: Vec<i64>,
    /// The penalty for a block, or for the single change half the likelihood ratio it must exceed.
    pub penalty: f64,
    /// The penalty under which these days would not be divided.
    pub critical: f64,
    /// Probability that a constant frequency would be divided under as large a penalty.
    pub p: f64,
}

/// How regimes are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Any number of them.
    Blocks,
    /// One change at most.
    Single,
}

/// Regimes in visit days, in any order.
///
/// # Errors
///
/// [`Error::OutOfRange`] if a day is not in the observation or the calibration cannot be made; what
/// `tick` returns.
pub fn of_days(
    days: &[i64],
    window: Window,
    method: Method,
    calibration: Calibration,
    tick: &mut Tick<'_>,
) -> Result<Regimes> {
    if let Some(day) = days.iter().find(|&&day| !window.contains(day)) {
        return Err(Error::OutOfRange {
            name: "days".to_owned(),
            found: day::to_text(*day),
            expected: "in the observation".to_owned(),
        });
    }
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let days = sorted.as_slice();
    let total = calibration.simulations;
    let critical = method.critical(days, window, &mut |_, _| tick(0, total))?;
    let null = drawn(
        calibration.simulations,
        calibration.seed,
        tick,
        |stream, tick| method.critical(&thrown(days.len(), window, stream), window, tick),
    )?;
    let penalty = calibration.threshold(&null)?;
    let mut starts = vec![window.since()];
    if critical > penalty + TOLERANCE {
        starts.extend(method.changes(days, window, penalty, &mut |_, _| tick(total, total))?);
    }
    Ok(Regimes {
        starts,
        penalty,
        critical,
        p: share_at_least(&null, critical),
    })
}

impl Method {
    /// The penalty under which the days would not be divided.
    fn critical(self, days: &[i64], window: Window, tick: &mut Tick<'_>) -> Result<f64> {
        match self {
            Self::Blocks => critical_penalty(&Cells::of_days(days, window), tick),
            Self::Single => Ok(change(&Parts::of_days(days, window)).likelihood_ratio / 2.0),
        }
    }

    /// The first day of every regime but the first.
    fn changes(
        self,
        days: &[i64],
        window: Window,
        penalty: f64,
        tick: &mut Tick<'_>,
    ) -> Result<Vec<i64>> {
        match self {
            Self::Blocks => {
                let cells = Cells::of_days(days, window);
                let starts = partition(&cells, penalty, tick)?.starts;
                let edges = starts
                    .iter()
                    .skip(1)
                    .filter_map(|&cell| cells.edges.get(cell));
                Ok(edges.map(|&edge| whole_days(edge)).collect())
            }
            Self::Single => {
                let found = change(&Parts::of_days(days, window));
                Ok(vec![window.since() + whole_days(found.time_before)])
            }
        }
    }
}

/// The single change in counts by period, with the probability of one as large by chance.
///
/// # Errors
///
/// - What [`Parts::of_periods`] and `tick` return.
/// - [`Error::TooLarge`] if more than [`MOST_THROWS`] events would be thrown in all.
pub fn change_in_periods(
    counts: &[u64],
    exposures: &[f64],
    simulations: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<(Change, f64)> {
    let parts = Parts::of_periods(counts, exposures)?;
    let found = change(&parts);
    let throws = u128::from(parts.events) * u128::from(simulations);
    if throws > MOST_THROWS {
        return Err(Error::TooLarge {
            name: "throwing the events in every simulation".to_owned(),
            cells: throws,
            limit: MOST_THROWS,
        });
    }
    let null = drawn(simulations, seed, tick, |stream, tick| {
        let mut drawn = vec![0_u64; counts.len()];
        for number in 0..parts.events {
            if number % BETWEEN_TICKS == 0 {
                tick(number, parts.events)?;
            }
            let point = stream.unit() * parts.time;
            let period = parts.before.partition_point(|&(_, time)| time <= point);
            if let Some(count) = drawn.get_mut(period.saturating_sub(1)) {
                *count += 1;
            }
        }
        Ok(change(&Parts::of_periods(&drawn, exposures)?).likelihood_ratio)
    })?;
    Ok((found, share_at_least(&null, found.likelihood_ratio)))
}

impl Calibration {
    /// The value that at most a share `false_positive` of draws exceeds, the observed one included.
    fn threshold(&self, null: &[f64]) -> Result<f64> {
        let asked = self.false_positive;
        if !(asked > 0.0 && asked < 1.0) {
            return Err(Error::OutOfRange {
                name: "false_positive".to_owned(),
                found: asked.to_string(),
                expected: "between 0 and 1, such as 0.05".to_owned(),
            });
        }
        let mut sorted = null.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let beyond = (0..sorted.len())
            .take_while(|&above| {
                to_real(above as u64 + 1) <= asked * to_real(sorted.len() as u64 + 1) + TOLERANCE
            })
            .count();
        let place = beyond
            .checked_sub(1)
            .and_then(|above| sorted.len().checked_sub(above + 1));
        place
            .and_then(|place| sorted.get(place))
            .copied()
            .ok_or_else(|| Error::OutOfRange {
                name: "simulations".to_owned(),
                found: self.simulations.to_string(),
                expected: format!("at least 1 / {asked} - 1 for a false-positive rate of {asked}"),
            })
    }
}

/// The statistic of every draw.
fn drawn(
    simulations: u64,
    seed: u64,
    tick: &mut Tick<'_>,
    statistic: impl Fn(&mut Stream, &mut Tick<'_>) -> Result<f64>,
) -> Result<Vec<f64>> {
    let mut found = Vec::new();
    for number in 0..simulations {
        tick(number, simulations)?;
        let mut within = |_, _| tick(number, simulations);
        found.push(statistic(&mut Stream::new(seed, number), &mut within)?);
    }
    tick(simulations, simulations)?;
    Ok(found)
}

/// The smallest penalty under which the cells stay one block: the largest gain a change.
///
/// Found as a ratio is maximized (Dinkelbach 1967): divide under the gain so far, until nothing is
/// divided.
fn critical_penalty(cells: &Cells, tick: &mut Tick<'_>) -> Result<f64> {
    let whole = match (cells.edges.first(), cells.edges.last()) {
        (Some(start), Some(end)) => fitness(cells.n_events(), end - start),
        _ => 0.0,
    };
    let mut critical = best_cut(cells) - whole;
    loop {
        let found = partition(cells, critical, tick)?;
        let changes = found.starts.len().saturating_sub(1) as u64;
        if changes == 0 {
            return Ok(critical.max(0.0));
        }
        let gain = (found.fitness - whole) / to_real(changes);
        if gain <= critical + TOLERANCE {
            return Ok(critical.max(0.0));
        }
        critical = gain;
    }
}

/// The largest fitness of two blocks.
fn best_cut(cells: &Cells) -> f64 {
    let (Some(&start), Some(&end)) = (cells.edges.first(), cells.edges.last()) else {
        return 0.0;
    };
    let total = cells.n_events();
    let mut past = 0;
    let mut best = fitness(total, end - start);
    for (&events, &edge) in cells.events.iter().zip(cells.edges.iter().skip(1)) {
        past += events;
        if past < total {
            best = best.max(fitness(past, edge - start) + fitness(total - past, end - edge));
        }
    }
    best
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "edges of visit days are whole days"
)]
fn whole_days(days: f64) -> i64 {
    days as i64
}

fn thrown(n: usize, window: Window, stream: &mut Stream) -> Vec<i64> {
    let width = window.days().unsigned_abs();
    let mut days: Vec<i64> = (0..n)
        .map(|_| window.since().saturating_add_unsigned(stream.below(width)))
        .collect();
    days.sort_unstable();
    days
}

fn share_at_least(null: &[f64], value: f64) -> f64 {
    let as_large = null
        .iter()
        .filter(|&&drawn| drawn >= value - TOLERANCE)
        .count() as u64;
    to_real(as_large + 1) / to_real(null.len() as u64 + 1)
}
