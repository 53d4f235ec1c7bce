//! Where events may be divided under a penalty, found on few rates: most draws nowhere, others at few
//! places.
//!
//! Written against the rate of all events, a block of n events whose rate is y times that is worth
//! `n (ln y - 1 + 1 / y)`, its largest worth at any rate; a block without events is worth the events
//! expected in it. A division in k blocks is worth their sum less `k - 1` penalties, none is worth 0.
//! On a grid of rates the best division is found by adding and comparing alone (Viterbi 1967, *IEEE
//! Trans. Inf. Theory* 13, 260). The grid is so fine that a block loses at most [`SHARE`] of its worth
//! or [`LEAST`]: with so much added, what is found there bounds what any division is worth.

use super::cells::Cells;
use crate::error::Result;
use crate::progress::Tick;
use crate::special::real::to_real;

/// The share of its worth that a block may lose.
const SHARE: f64 = 0.02;
/// What a block may lose however little it is worth.
const LEAST: f64 = 0.02;
/// By how much sums may be off, and of large ones relatively.
const ROUNDING: f64 = 1e-6;
/// Cells between two looks at the caller.
const BETWEEN_TICKS: usize = 100_000;

/// A grid of rates for the cells of an observation.
#[derive(Debug)]
pub(super) struct Screen<'a> {
    cells: &'a Cells,
    rates: Vec<Rate>,
    /// Events expected in a unit of time.
    expected: f64,
}

/// What a rate is worth: so much for each event, less so much for each unit of time.
#[derive(Debug, Clone, Copy)]
struct Rate {
    event: f64,
    time: f64,
}

impl<'a> Screen<'a> {
    /// The grid for these cells.
    pub(super) fn new(cells: &'a Cells) -> Self {
        let n = to_real(cells.n_events());
        let pieces = || pieces(cells);
        let expected = n / pieces().map(|(_, time)| time).sum::<f64>();
        let ratios = pieces().map(|(events, time)| events / time / expected);
        let busiest = ratios.fold(1.0, f64::max);
        let rate = |ratio: f64| Rate {
            event: ratio.ln(),
            time: (ratio - 1.0) * expected,
        };
        let ratios = if n > 0.0 {
            grid(n, n.recip(), busiest)
        } else {
            Vec::new()
        };
        Self {
            cells,
            rates: ratios.into_iter().map(rate).collect(),
            expected,
        }
    }

    /// The cells at which blocks start in any division that is worth as much as none, or more.
    ///
    /// # Errors
    ///
    /// What `tick` returns.
    pub(super) fn starts(&self, penalty: f64, tick: &mut Tick<'_>) -> Result<Vec<usize>> {
        self.starts_if(penalty, |_| 0.0, tick)
    }

    /// The cells at which blocks may start in a division that is the best.
    ///
    /// # Errors
    ///
    /// What `tick` returns.
    pub(super) fn best_starts(&self, penalty: f64, tick: &mut Tick<'_>) -> Result<Vec<usize>> {
        let least = |found: &[f64]| {
            // The best on the grid is a division too.
            let largest = found
                .iter()
                .skip(1)
                .copied()
                .fold(f64::NEG_INFINITY, f64::max);
            let place =
                |(cell, &worth): (usize, &f64)| (worth >= largest - ROUNDING).then_some(cell);
            let starts: Vec<usize> = found.iter().enumerate().filter_map(place).collect();
            let cells = self.cells.joined(&starts);
            let worth: f64 = pieces(&cells).map(|(n, time)| self.worth(n, time)).sum();
            (worth - penalty * to_real(starts.len() as u64 - 1)).max(0.0)
        };
        self.starts_if(penalty, least, tick)
    }

    /// The cells where divisions change that may be worth `least`, which is found from what those that
    /// change at each cell are worth on the grid; endless for the first, where all begin.
    fn starts_if(
        &self,
        penalty: f64,
        least: impl Fn(&[f64]) -> f64,
        tick: &mut Tick<'_>,
    ) -> Result<Vec<usize>> {
        let n = self.cells.len();
        let Some(change) = change_costs(penalty) else {
            return Ok((0..n).collect());
        };
        let before = self.bounds(pieces(self.cells), change, tick)?;
        if before.last().is_none_or(|&best| best <= 0.0) {
            return Ok(vec![0]);
        }
        let after = self.bounds(pieces(self.cells).rev(), change, tick)?;
        let through = before.iter().zip(after.iter().rev()).take(n);
        let mut found: Vec<f64> = through
            .map(|(before, after)| before + after - change)
            .collect();
        if let Some(first) = found.first_mut() {
            *first = f64::INFINITY;
        }
        let least = least(&found);
        let least = (1.0 - SHARE) * (least - ROUNDING * least.max(1.0));
        let place = |(cell, &worth): (usize, &f64)| (worth >= least).then_some(cell);
        Ok(found.iter().enumerate().filter_map(place).collect())
    }

    /// What the best division of the pieces up to each edge is worth on the grid, where each change costs
    /// so much.
    fn bounds(
        &self,
        pieces: impl Iterator<Item = (f64, f64)>,
        change: f64,
        tick: &mut Tick<'_>,
    ) -> Result<Vec<f64>> {
        let mut worth = vec![f64::NEG_INFINITY; self.rates.len()];
        let (mut silent, mut opened) = (f64::NEG_INFINITY, 0.0);
        let mut found = vec![0.0];
        found.reserve(self.cells.len());
        for (events, time) in pieces {
            if found.len().is_multiple_of(BETWEEN_TICKS) {
                tick(0, self.cells.len() as u64)?;
            }
            silent = if events > 0.0 {
                f64::NEG_INFINITY
            } else {
                silent.max(opened) + self.expected * time
            };
            let mut best = silent;
            for (worth, rate) in worth.iter_mut().zip(&self.rates) {
                let larger = if *worth > opened { *worth } else { opened };
                *worth = larger + events * rate.event - time * rate.time;
                best = if *worth > best { *worth } else { best };
            }
            found.push(best);
            opened = best - change;
        }
        Ok(found)
    }

    /// What a block is worth.
    fn worth(&self, events: f64, time: f64) -> f64 {
        let expected = self.expected * time;
        if events > 0.0 {
            events * (events / expected).ln() - events + expected
        } else {
            expected
        }
    }
}

/// Events and time of each cell.
fn pieces(cells: &Cells) -> impl DoubleEndedIterator<Item = (f64, f64)> {
    let widths = cells.edges.windows(2).map(|edges| match edges {
        [begin, end] => end - begin,
        _ => 0.0,
    });
    let events = cells.events.iter().map(|&events| to_real(events));
    events.zip(widths)
}

/// What a change costs on the grid: a penalty, less what two blocks may lose there. None if nothing is
/// left.
fn change_costs(penalty: f64) -> Option<f64> {
    let left = penalty - 2.0 * LEAST - ROUNDING;
    (left > 0.0).then_some((1.0 - SHARE) * left)
}

/// Ratios of rates, from `lowest` to `highest` and 1 among them, of which each block of at most `n`
/// events has one that is near enough.
fn grid(n: f64, lowest: f64, highest: f64) -> Vec<f64> {
    // x - 1 - ln x is what an event loses at x times its rate: at most half the square of 1 - x above
    // 1, and of ln x below.
    let near = (2.0 * LEAST / n).sqrt();
    let mut found = vec![1.0];
    let mut edge = near.exp();
    while edge < highest {
        let step = step(edge);
        found.push(edge * (1.0 + step));
        edge = edge * (1.0 + step) * step.exp();
    }
    let mut edge = 1.0 / (1.0 + near);
    while edge > lowest {
        let step = step(edge);
        found.push(edge / step.exp());
        edge = edge / step.exp() / (1.0 + step);
    }
    found
}

/// How far from a ratio the next may be.
fn step(ratio: f64) -> f64 {
    (2.0 * SHARE * (ratio.ln() - 1.0 + ratio.recip())).sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::blocks::partition;
    use super::*;
    use crate::progress::unattended;
    use crate::random::Stream;
    use crate::time::window::Window;

    #[test]
    fn every_block_has_a_rate_that_is_near_enough() {
        for n in [1_u32, 7, 161, 10_000] {
            let ratios = grid(f64::from(n), 1.0 / f64::from(n), 400.0);
            let mut stream = Stream::new(1, u64::from(n));
            for _ in 0..3_000 {
                let events = 1.0 + to_real(stream.below(u64::from(n)));
                let from = -f64::from(n).ln();
                let ratio = (from + stream.unit() * (400.0_f64.ln() - from)).exp();
                let worth = events * (ratio.ln() - 1.0 + ratio.recip());
                let at = |rate: f64| events * (rate.ln() - (rate - 1.0) / ratio);
                let found = ratios.iter().map(|&rate| at(rate));
                let lost = worth - found.fold(f64::NEG_INFINITY, f64::max);
                assert!(lost <= LEAST.max(SHARE * worth) + 1e-9, "{events} {ratio}");
            }
        }
    }

    #[test]
    fn starts_of_divisions_are_never_screened_out() {
        let mut out = 0;
        for seed in 0..300 {
            let mut stream = Stream::new(seed, 3);
            let n = 1 + stream.below(300);
            let width = 2 + stream.below(4_000);
            let burst = 1 + stream.below(9);
            let mut days: Vec<i64> = (0..n)
                .map(|_| {
                    let narrow = if stream.below(burst) == 0 { 3 } else { 1 };
                    i64::try_from(stream.below(width) / narrow).unwrap()
                })
                .collect();
            days.sort_unstable();
            let window = Window::new(0, i64::try_from(width).unwrap()).unwrap();
            let cells = Cells::of_days(&days, window);
            let screen = Screen::new(&cells);
            for penalty in [0.0, 0.5, 2.0, 4.0, 6.0, 8.0, 15.0] {
                let found = partition(&cells, penalty, &mut unattended).unwrap();
                let kept = screen.starts(penalty, &mut unattended).unwrap();
                assert!(
                    found.starts.iter().all(|start| kept.contains(start)),
                    "{seed} {penalty}"
                );
                out += u32::from(kept.len() == 1);
            }
        }
        assert!(out > 500, "{out}");
    }

    #[test]
    fn silent_periods_are_screened_too() {
        for seed in 0..200 {
            let mut stream = Stream::new(seed, 4);
            let length = usize::try_from(2 + stream.below(40)).unwrap();
            let counts: Vec<u64> = (0..length)
                .map(|_| stream.below(4) * stream.below(2))
                .collect();
            let exposures: Vec<f64> = (0..length).map(|_| 0.1 + stream.unit()).collect();
            let cells = Cells::of_periods(&counts, &exposures, 0.0);
            let screen = Screen::new(&cells);
            for penalty in [0.5, 1.0, 2.0, 3.0, 5.0] {
                let found = partition(&cells, penalty, &mut unattended).unwrap();
                let kept = screen.starts(penalty, &mut unattended).unwrap();
                assert!(found.starts.iter().all(|start| kept.contains(start)));
            }
        }
    }
}
