//! The best partition into blocks, by dynamic programming with functional pruning.

use super::cells::Cells;
use super::screen::Screen;
use super::starts::{End, Logs, Starts};
use crate::error::Result;
use crate::progress::Tick;
use crate::special::real::to_real;

/// Starts looked at between two looks at the caller.
const BETWEEN_TICKS: usize = 500_000;

/// A partition of cells into blocks.
#[derive(Debug, Clone, PartialEq)]
pub struct Partition {
    /// The first cell of each block, ascending; the first is 0.
    pub starts: Vec<usize>,
    /// The sum of `n ln(n / T)` over the blocks, without penalties.
    pub fitness: f64,
}

/// Maximizes the sum of `n ln(n / T)` over the blocks less `penalty` for each.
///
/// Of equal partitions the one with the longest last block is taken. O(n^2) at worst, usually
/// not much more than n: starts that are the best at no rate are dropped.
///
/// # Errors
///
/// What `tick` returns; it hears of the cells done.
pub fn partition(cells: &Cells, penalty: f64, tick: &mut Tick<'_>) -> Result<Partition> {
    let kept = Screen::new(cells).best_starts(penalty, tick)?;
    let (logs, n) = (Logs::new(cells.n_events()), cells.len() as u64);
    // The caller hears of the cells that were asked about.
    let mut told = |done: u64, all: u64| tick(done * n / all, n);
    let mut found = divided(&cells.joined(&kept), penalty, &logs, &mut told)?;
    let places = found.starts.iter().filter_map(|&start| kept.get(start));
    found.starts = places.copied().collect();
    Ok(found)
}

/// The same with logarithms that were taken before, for as many events at least; every cell is looked at.
pub(super) fn divided(
    cells: &Cells,
    penalty: f64,
    logs: &Logs,
    tick: &mut Tick<'_>,
) -> Result<Partition> {
    let mut starts = Starts::new(cells, logs);
    let mut last_start = Vec::with_capacity(cells.len());
    let (mut best, mut past, mut looked_at) = (0.0, 0, 0);
    let edges = cells.edges.iter().zip(cells.edges.iter().skip(1));
    for (cell, (&events, (&begin, &end))) in cells.events.iter().zip(edges).enumerate() {
        starts.push(cell, End { past, edge: begin }, best);
        past += events;
        let leader = starts.lead(End { past, edge: end });
        best = leader.value - penalty;
        last_start.push(leader.cell);
        looked_at += leader.looked_at;
        if looked_at > BETWEEN_TICKS {
            tick(cell as u64, cells.len() as u64)?;
            looked_at = 0;
        }
    }
    tick(cells.len() as u64, cells.len() as u64)?;
    let starts = trace(&last_start);
    let fitness = best + penalty * to_real(starts.len() as u64);
    Ok(Partition { starts, fitness })
}

fn trace(last_start: &[usize]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut end = last_start.len();
    while let Some(&start) = end.checked_sub(1).and_then(|cell| last_start.get(cell)) {
        starts.push(start);
        end = start;
    }
    starts.reverse();
    starts
}

#[cfg(test)]
mod tests {
    use super::super::cells::fitness;
    use super::*;
    use crate::progress::unattended;
    use crate::random::Stream;

    fn starts(cells: &Cells, penalty: f64) -> Vec<usize> {
        partition(cells, penalty, &mut unattended).unwrap().starts
    }

    #[test]
    fn silence_at_the_end_is_seen_in_a_declared_window() {
        let times: Vec<f64> = (1..=30).map(f64::from).collect();
        let blind = Cells::of_times(&times, 1.0, 30.0);
        assert_eq!(starts(&blind, 4.0), [0]);
        let seeing = Cells::of_times(&times, 0.0, 120.0);
        assert_eq!(starts(&seeing, 4.0).len(), 2);
    }

    /// The best sum, by looking at every start every time.
    fn plainly(cells: &Cells, penalty: f64) -> f64 {
        let mut best = vec![0.0];
        for end in 0..cells.len() {
            let values = best.iter().enumerate().map(|(start, before)| {
                let events = cells.events[start..=end].iter().sum();
                let time = cells.edges[end + 1] - cells.edges[start];
                before + fitness(events, time) - penalty
            });
            best.push(values.fold(f64::NEG_INFINITY, f64::max));
        }
        best[cells.len()]
    }

    #[test]
    fn looking_at_few_starts_finds_blocks_as_good() {
        for seed in 0..20 {
            let mut stream = Stream::new(seed, 0);
            let n = 1 + stream.below(250);
            let burst = 1.0 / to_real(1 + stream.below(20));
            let mut times: Vec<f64> = (0..n)
                .map(|_| {
                    let width = if stream.below(4) == 0 { burst } else { 1.0 };
                    (stream.unit() * width * 1e3).floor() / 10.0
                })
                .collect();
            times.sort_unstable_by(f64::total_cmp);
            let cells = Cells::of_times(&times, -1.0, 101.0);
            for penalty in [0.0, 0.5, 2.0, 5.0, 9.0] {
                let found = partition(&cells, penalty, &mut unattended).unwrap();
                let paid = found.fitness - penalty * to_real(found.starts.len() as u64);
                let logs = Logs::new(cells.n_events());
                let plainer = divided(&cells, penalty, &logs, &mut unattended);
                assert_eq!(found, plainer.unwrap(), "{seed} {penalty}");
                let plain = plainly(&cells, penalty);
                assert!(
                    (paid - plain).abs() < 1e-9,
                    "{seed} {penalty}: {paid} {plain}"
                );
                let ends = found.starts.iter().skip(1).copied().chain([cells.len()]);
                let sum: f64 = (found.starts.iter().zip(ends))
                    .map(|(&start, end)| {
                        let events = cells.events[start..end].iter().sum();
                        fitness(events, cells.edges[end] - cells.edges[start])
                    })
                    .sum();
                assert!((found.fitness - sum).abs() < 1e-9, "{seed} {penalty}");
            }
        }
    }
}
