//! How large a penalty must be for the level that is asked for.
//!
//! As many events as were observed are thrown on the observation, evenly or so that years vary, again
//! and again. The critical
//! penalty of a draw is the smallest under which it would not be divided; the penalty is the draws'
//! quantile at the level, taken so that rounding errs on the safe side.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::blocks::divided;
use super::cells::{Cells, fitness};
use super::clusters::Clustering;
use super::screen::Screen;
use super::starts::Logs;
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::level::Level;
use crate::special::real::to_real;
use crate::threads::{Threads, counted};

/// Within how much two statistics count as equal.
pub(super) const TOLERANCE: f64 = 1e-9;
/// Events to be thrown in all from which on threads share the draws.
const LEAST_WORK: u64 = 20_000;

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
    /// How many threads may share them.
    pub threads: Threads,
}

impl Calibration {
    /// How many of the draws are as large as the penalty or larger: at most one less the level of them,
    /// the observed one included.
    fn beyond(&self) -> Result<usize> {
        let asked = self.level.alpha() * to_real(self.draws + 1) + TOLERANCE;
        let beyond = (1..=self.draws).take_while(|&above| to_real(above) <= asked);
        match beyond.count() {
            0 => Err(Error::out_of_range(
                "draws",
                &self.draws,
                format!(
                    "at least 1 / {} - 1 for a level of {}",
                    self.level.alpha(),
                    self.level.level()
                ),
            )),
            beyond => Ok(beyond),
        }
    }
}

/// What draws say: the penalty, and how many of them are as large as what was observed.
pub(super) struct Drawn {
    /// The statistic that the level asks for.
    pub(super) threshold: f64,
    /// The share of draws, the events themselves among them, with a statistic as large.
    pub(super) p: f64,
}

/// What must be known of a draw: whether it is as large as the observed one, and its statistic where it
/// may be among the largest.
#[derive(Debug)]
pub(super) struct Bar {
    observed: f64,
    beyond: usize,
    largest: Mutex<Vec<f64>>,
    floor: AtomicU64,
}

impl Bar {
    fn new(observed: f64, beyond: usize) -> Self {
        Self {
            observed: observed - TOLERANCE,
            beyond,
            largest: Mutex::new(Vec::new()),
            floor: AtomicU64::new(f64::NEG_INFINITY.to_bits()),
        }
    }

    /// Below this a draw is not among the largest, whatever is drawn yet.
    fn floor(&self) -> f64 {
        f64::from_bits(self.floor.load(Ordering::Relaxed))
    }

    /// Notes a statistic, and returns whether it is as large as the observed one.
    pub(super) fn note(&self, statistic: f64) -> bool {
        if let Ok(mut largest) = self.largest.lock() {
            let place = largest.partition_point(|one| *one >= statistic);
            largest.insert(place, statistic);
            largest.truncate(self.beyond);
            if let (true, Some(least)) = (largest.len() == self.beyond, largest.last()) {
                self.floor.store(least.to_bits(), Ordering::Relaxed);
            }
        }
        statistic >= self.observed
    }
}

/// Draws as often as is asked; `statistic` says of a draw whether it is as large as the observed one,
/// and notes its statistic unless it is below the floor.
///
/// The floor rises as draws are known, sooner or later by thread, but which are the largest does not
/// depend on that.
pub(super) fn drawn(
    calibration: Calibration,
    observed: f64,
    work: u64,
    tick: &mut Tick<'_>,
    statistic: impl Fn(&mut Stream, &Bar, &mut Tick<'_>) -> Result<bool> + Sync,
) -> Result<Drawn> {
    let Calibration { draws, seed, .. } = calibration;
    let bar = Bar::new(observed, calibration.beyond()?);
    let threads = calibration
        .threads
        .of(draws.saturating_mul(work) >= LEAST_WORK);
    let one = |number: u64, tick: &mut Tick<'_>| {
        Ok([statistic(&mut Stream::new(seed, number), &bar, tick)?])
    };
    let [as_large] = counted(draws, threads, &one, tick)?;
    Ok(Drawn {
        threshold: bar.floor(),
        p: to_real(as_large + 1) / to_real(draws + 1),
    })
}

/// Whether the critical penalty of a draw is as large as the observed one, noted if it may be among the
/// largest of the draws.
///
/// One division under a penalty says whether the critical one is larger, so few must be found; most are
/// screened out before.
pub(super) fn penalty_against(
    bar: &Bar,
    cells: &Cells,
    logs: &Logs,
    tick: &mut Tick<'_>,
) -> Result<bool> {
    let least = best_cut(cells);
    let (floor, observed) = (bar.floor() - TOLERANCE, bar.observed);
    let cells = cells.joined(&Screen::new(cells).starts(floor.min(observed).max(least), tick)?);
    let mut larger = |penalty: f64| -> Result<bool> {
        Ok(least > penalty || divided(&cells, penalty, logs, tick)?.starts.len() > 1)
    };
    if observed < floor {
        if !larger(observed)? {
            return Ok(false);
        }
        if !larger(floor)? {
            return Ok(true);
        }
    } else if !larger(floor)? {
        return Ok(false);
    }
    Ok(bar.note(critical_from(least, &cells, logs, tick)?))
}

/// The smallest penalty under which the cells stay one block: the largest gain a change.
///
/// Found as a ratio is maximized (Dinkelbach 1967): divide under the gain so far, until nothing is
/// divided.
pub(super) fn critical_penalty(cells: &Cells, tick: &mut Tick<'_>) -> Result<f64> {
    let (least, logs) = (best_cut(cells), Logs::new(cells.n_events()));
    let cells = cells.joined(&Screen::new(cells).starts(least, tick)?);
    critical_from(least, &cells, &logs, tick)
}

/// The same, which is as large as the gain of the best single change at least.
fn critical_from(least: f64, cells: &Cells, logs: &Logs, tick: &mut Tick<'_>) -> Result<f64> {
    let (whole, mut critical) = (undivided(cells), least);
    loop {
        let found = divided(cells, critical, logs, tick)?;
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

/// The fitness of one block.
fn undivided(cells: &Cells) -> f64 {
    match (cells.edges.first(), cells.edges.last()) {
        (Some(start), Some(end)) => fitness(cells.n_events(), end - start),
        _ => 0.0,
    }
}

/// By how much the fitness of two blocks exceeds that of one at most; 0 at least.
fn best_cut(cells: &Cells) -> f64 {
    let (Some(&start), Some(&end)) = (cells.edges.first(), cells.edges.last()) else {
        return 0.0;
    };
    let total = cells.n_events();
    let mut past = 0;
    let whole = undivided(cells);
    let mut best = whole;
    for (&events, &edge) in cells.events.iter().zip(cells.edges.iter().skip(1)) {
        past += events;
        if past < total {
            best = best.max(fitness(past, edge - start) + fitness(total - past, end - edge));
        }
    }
    best - whole
}
