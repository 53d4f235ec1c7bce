//! The best start of the last block, at every rate.
//!
//! `n ln(n / T)` is the largest over all rates of `n ln rate - T rate`, plus n. At one rate all that
//! follows adds the same to every start, so a start that trails another there trails it for ever. Each
//! start therefore owns the rates at which none is better, and one that owns none is dropped
//! (functional pruning: Rigaill 2015, *J. Soc. Fr. Stat.* 156, 180; Maidstone, Hocking, Rigaill and
//! Fearnhead 2017, *Stat. Comput.* 27, 519). Few own any, however long the observation.

use super::cells::Cells;
use crate::special::real::to_real;

/// By how much values may differ, relatively, where rounding decides.
const NEAR: f64 = 1e-9;

/// When a step of Newton's is so small, relatively, the next would not show.
const SMALL_STEP: f64 = 1e-7;
/// Steps of Newton's at most; they are squared in precision, but where the slope vanishes halved.
const MOST_STEPS: usize = 60;

/// The best start of the last block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leader {
    /// Its cell.
    pub(super) cell: usize,
    /// The best that can be made of all cells so far, the penalty of the last block not paid.
    pub(super) value: f64,
    /// How many starts were looked at.
    pub(super) looked_at: usize,
}

/// Where a block ends: the events so far, the edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct End {
    pub(super) past: u64,
    pub(super) edge: f64,
}

/// All starts that may still win, in the order of the rates that they own.
#[derive(Debug)]
pub(super) struct Starts<'a> {
    logs: &'a Logs,
    pieces: Vec<Piece>,
    spare: Vec<Piece>,
    highest: Rate,
    lowest: Rate,
    /// The best start since the last event: its block is silent, and has no rate.
    silent: Option<Start>,
}

#[derive(Debug, Clone, Copy)]
struct Rate {
    rate: f64,
    ln: f64,
}

impl Rate {
    fn of(rate: f64) -> Self {
        let ln = rate.ln();
        Self { rate, ln }
    }
}

#[derive(Debug, Clone, Copy)]
struct Start {
    cell: usize,
    begin: End,
    /// The best that can be made of the cells before it.
    before: f64,
}

/// A start with rates that it owns: from `low` to where the next piece begins.
#[derive(Debug, Clone, Copy)]
struct Piece {
    low: Rate,
    start: Start,
    /// Its largest value at these rates for the last end, events so far left out.
    top: f64,
}

/// What a start is worth at each rate for an end: `base + n ln rate - time rate`.
#[derive(Debug, Clone, Copy)]
struct Worth {
    base: f64,
    n: f64,
    time: f64,
}

impl Worth {
    fn at(self, rate: Rate) -> f64 {
        self.base + self.n * rate.ln - self.time * rate.rate
    }

    /// At which rate it is largest.
    fn top(self) -> f64 {
        self.n / self.time
    }

    /// Where it rises to `floor`: above `from`, where it is less, and below the top.
    fn rises(self, floor: f64, from: Rate) -> Rate {
        // Concave in the logarithm of the rate: from the left no step goes too far.
        let (mut ln, top) = (from.ln, self.top().ln());
        for _ in 0..MOST_STEPS {
            let spent = self.time * ln.exp();
            let step = (floor - self.base - self.n * ln + spent) / (self.n - spent);
            if !(step > 0.0 && ln + step < top) {
                break;
            }
            ln += step;
            if step <= SMALL_STEP {
                break;
            }
        }
        Rate { rate: ln.exp(), ln }
    }

    /// Where it falls to `floor`: below `from`, where it is less, and above the top.
    fn falls(self, floor: f64, from: Rate) -> Rate {
        // Concave in the rate, and nearly straight far out: from the right no step goes too far.
        let (mut found, top) = (from, self.top());
        for _ in 0..MOST_STEPS {
            let slope = self.time - self.n / found.rate;
            let step = (floor - self.at(found)) / slope;
            if !(step > 0.0 && found.rate - step > top) {
                break;
            }
            found = Rate::of(found.rate - step);
            if step <= SMALL_STEP * found.rate {
                break;
            }
        }
        found
    }
}

/// So many are kept; a larger number is computed when it is asked for, however many events there are.
const MOST_KEPT: u64 = 1 << 20;

fn n_ln_n(events: u64) -> f64 {
    if events == 0 {
        return 0.0;
    }
    to_real(events) * to_real(events).ln()
}

/// `n ln n` of every number of events that a block may have.
#[derive(Debug)]
pub(super) struct Logs(Vec<f64>);

impl Logs {
    /// Up to so many events.
    pub(super) fn new(events: u64) -> Self {
        Self((0..=events.min(MOST_KEPT)).map(n_ln_n).collect())
    }

    fn of(&self, events: u64) -> f64 {
        let place = usize::try_from(events).ok();
        let kept = place.and_then(|n| self.0.get(n)).copied();
        kept.unwrap_or_else(|| n_ln_n(events))
    }
}

impl<'a> Starts<'a> {
    pub(super) fn new(cells: &Cells, logs: &'a Logs) -> Self {
        let time = match (cells.edges.first(), cells.edges.last()) {
            (Some(start), Some(end)) => end - start,
            _ => 0.0,
        };
        // No block with an event has a lower rate, and none a higher one than its busiest cell.
        let lowest = time.recip();
        let widths = cells.edges.iter().zip(cells.edges.iter().skip(1));
        let rates = cells.events.iter().zip(widths);
        let highest = rates
            .map(|(&events, (begin, end))| to_real(events) / (end - begin))
            .fold(lowest, f64::max);
        Self {
            logs,
            pieces: Vec::new(),
            spare: Vec::new(),
            highest: Rate::of(highest),
            lowest: Rate::of(lowest),
            silent: None,
        }
    }

    /// Adds the start at a cell, before which the best is known: the end that was asked for last.
    pub(super) fn push(&mut self, cell: usize, begin: End, before: f64) {
        let new = Start {
            cell,
            begin,
            before,
        };
        let silent = self.silent.filter(|old| old.begin.past == begin.past);
        if silent.is_none_or(|old| before > old.before) {
            self.silent = Some(new);
        }
        let floor = before - to_real(begin.past);
        let mut next = std::mem::take(&mut self.spare);
        next.clear();
        let highs = self.pieces.iter().skip(1).map(|piece| piece.low);
        let highs = highs.chain([self.highest]);
        for (piece, high) in self.pieces.iter().zip(highs) {
            if piece.top < floor {
                new.own(&mut next, piece.low);
                continue;
            }
            let worth = piece.start.worth(begin);
            let mut low = piece.low;
            let rate = worth.top();
            if rate > low.rate && worth.at(low) < floor {
                new.own(&mut next, low);
                low = worth.rises(floor, low);
            }
            next.push(Piece { low, ..*piece });
            if rate < high.rate && worth.at(high) < floor {
                new.own(&mut next, worth.falls(floor, high));
            }
        }
        if next.is_empty() {
            new.own(&mut next, self.lowest);
        }
        self.spare = std::mem::replace(&mut self.pieces, next);
    }

    /// The best start of a block with this end, the first of equals.
    pub(super) fn lead(&mut self, end: End) -> Leader {
        let past = to_real(end.past);
        let mut best = f64::NEG_INFINITY;
        let mut high = self.highest;
        for piece in self.pieces.iter_mut().rev() {
            let worth = piece.start.worth(end);
            let rate = worth.top();
            piece.top = if rate <= piece.low.rate {
                worth.at(piece.low)
            } else if rate >= high.rate {
                worth.at(high)
            } else {
                piece.start.value(end, self.logs) - past
            };
            best = best.max(piece.top);
            high = piece.low;
        }
        let near = best - NEAR * best.abs().max(1.0);
        let silent = self.silent.filter(|start| start.begin.past == end.past);
        let leading = self.pieces.iter().filter(|piece| piece.top >= near);
        let mut leader = Leader {
            cell: 0,
            value: f64::NEG_INFINITY,
            looked_at: self.pieces.len(),
        };
        for start in leading.map(|piece| piece.start).chain(silent) {
            let value = start.value(end, self.logs);
            if value > leader.value || (value >= leader.value && start.cell < leader.cell) {
                (leader.value, leader.cell) = (value, start.cell);
            }
        }
        leader
    }
}

impl Start {
    /// Takes the rates from `low` on, where they do not follow on its own.
    fn own(self, pieces: &mut Vec<Piece>, low: Rate) {
        if pieces
            .last()
            .is_none_or(|last| last.start.cell != self.cell)
        {
            pieces.push(Piece {
                low,
                start: self,
                top: f64::NEG_INFINITY,
            });
        }
    }

    fn worth(self, end: End) -> Worth {
        Worth {
            base: self.before - to_real(self.begin.past),
            n: to_real(end.past - self.begin.past),
            time: end.edge - self.begin.edge,
        }
    }

    /// The best with a last block from here.
    fn value(self, end: End, logs: &Logs) -> f64 {
        let events = end.past - self.begin.past;
        let n_log_time = to_real(events) * (end.edge - self.begin.edge).ln();
        self.before + (logs.of(events) - n_log_time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_is_computed() {
        let logs = Logs::new(u64::MAX);
        for events in [0, 1, 2, MOST_KEPT, MOST_KEPT + 1, 3_000_000_000] {
            let found = logs.of(events);
            assert_eq!(found.to_bits(), n_ln_n(events).to_bits(), "{events}");
        }
        assert_eq!(logs.0.len() as u64, MOST_KEPT + 1);
    }
}
