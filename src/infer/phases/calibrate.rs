//! How large a penalty must be for the level that is asked for.
//!
//! As many events as were observed are thrown on the observation, evenly or so that years vary, again
//! and again. The critical
//! penalty of a draw is the smallest under which it would not be divided; the penalty is the draws'
//! quantile at the level, taken so that rounding errs on the safe side.

use super::blocks::partition;
use super::cells::{Cells, fitness};
use super::clusters::Clustering;
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::level::Level;
use crate::special::real::to_real;

/// Within how much two statistics count as equal.
pub(super) const TOLERANCE: f64 = 1e-9;

/// What to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// How often a constant frequency must stay undivided.
    pub level: Level,
    /// How many draws.
    pub draws: u64,
    /// Their seed.
    pub seed: u64,
    /// How years vary in them.
    pub clustering: Clustering,
}

impl Calibration {
    /// The value that at most one less the level of the draws exceeds, the observed one included.
    pub(super) fn threshold(&self, null: &[f64]) -> Result<f64> {
        let asked = self.level.alpha();
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
                name: "draws".to_owned(),
                found: self.draws.to_string(),
                expected: format!(
                    "at least 1 / {asked} - 1 for a level of {}",
                    self.level.level()
                ),
            })
    }
}

/// The statistic of every draw.
pub(super) fn drawn(
    calibration: Calibration,
    tick: &mut Tick<'_>,
    statistic: impl Fn(&mut Stream, &mut Tick<'_>) -> Result<f64>,
) -> Result<Vec<f64>> {
    let Calibration { draws, seed, .. } = calibration;
    let mut found = Vec::new();
    for number in 0..draws {
        tick(number, draws)?;
        let mut within = |_, _| tick(number, draws);
        found.push(statistic(&mut Stream::new(seed, number), &mut within)?);
    }
    tick(draws, draws)?;
    Ok(found)
}

/// The share of draws, these events among them, with a statistic as large.
pub(super) fn share_at_least(null: &[f64], value: f64) -> f64 {
    let as_large = null
        .iter()
        .filter(|&&drawn| drawn >= value - TOLERANCE)
        .count() as u64;
    to_real(as_large + 1) / to_real(null.len() as u64 + 1)
}

/// The smallest penalty under which the cells stay one block: the largest gain a change.
///
/// Found as a ratio is maximized (Dinkelbach 1967): divide under the gain so far, until nothing is
/// divided.
pub(super) fn critical_penalty(cells: &Cells, tick: &mut Tick<'_>) -> Result<f64> {
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
