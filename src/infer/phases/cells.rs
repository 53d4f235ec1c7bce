//! Cells: the smallest pieces of the observation, each with its events.

use crate::error::{Error, Result};
use crate::special::real::{days_to_real, to_real};
use crate::time::exposure;
use crate::time::window::Window;

/// Adjoining pieces of the observation. Of dated events each has at least one, unless there is none at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    pub(super) edges: Vec<f64>,
    pub(super) events: Vec<u64>,
}

impl Cells {
    /// One cell a visit day: its edges halve the days between it and its neighbours, and the first
    /// and the last cell reach to the ends of the observation.
    ///
    /// Edges are whole days, so that a phase has whole days: a day just in the middle belongs to
    /// the later cell. `days` ascend and lie in the observation; several on one day share a cell.
    pub fn of_days(days: &[i64], window: Window) -> Self {
        let mut edges = vec![days_to_real(window.since())];
        let mut events: Vec<u64> = Vec::new();
        let mut last: Option<i64> = None;
        for &day in days {
            match (last, events.last_mut()) {
                (Some(before), Some(count)) if before == day => *count += 1,
                (Some(before), _) => {
                    edges.push(days_to_real((before + day + 1).div_euclid(2)));
                    events.push(1);
                }
                _ => events.push(1),
            }
            last = Some(day);
        }
        if events.is_empty() {
            events.push(0);
        }
        edges.push(days_to_real(window.end()));
        Self { edges, events }
    }

    /// One cell a distinct time, with edges at the midpoints; the first and the last reach to the
    /// ends. Times so near that no number lies between them share a cell.
    ///
    /// `times` ascend and lie between `start` and `end`.
    pub fn of_times(times: &[f64], start: f64, end: f64) -> Self {
        let (mut edges, mut events) = (vec![start], Vec::new());
        let mut previous = start;
        for same in times.chunk_by(|a, b| a.to_bits() == b.to_bits()) {
            let time = same.first().copied().unwrap_or(start);
            let middle = previous.midpoint(time);
            let apart = edges.last().is_some_and(|&edge| edge < middle) && middle < end;
            let here = same.len() as u64;
            if let Some(count) = events.last_mut().filter(|_| !apart) {
                *count += here;
            } else {
                if !events.is_empty() {
                    edges.push(middle);
                }
                events.push(here);
            }
            previous = time;
        }
        if events.is_empty() {
            events.push(0);
        }
        edges.push(end);
        Self { edges, events }
    }

    /// One cell a period; those without exposure have no events and are left out.
    pub fn of_periods(counts: &[u64], exposures: &[f64], start: f64) -> Self {
        let (mut edges, mut events) = (vec![start], Vec::new());
        let mut edge = start;
        for (&count, &exposure) in counts.iter().zip(exposures).filter(|pair| *pair.1 > 0.0) {
            edge += exposure;
            edges.push(edge);
            events.push(count);
        }
        if events.is_empty() {
            events.push(0);
            edges.push(edge);
        }
        Self { edges, events }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is none, which never happens.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// How many events there are.
    pub fn n_events(&self) -> u64 {
        self.events.iter().sum()
    }

    /// Larger cells, of which each begins where one of these does; the first begins at 0.
    pub(super) fn joined(&self, starts: &[usize]) -> Self {
        let ends = starts.iter().skip(1).copied().chain([self.len()]);
        let events = |(&from, to): (&usize, usize)| {
            let events = self.events.get(from..to).unwrap_or_default();
            events.iter().sum()
        };
        let edge = |&cell: &usize| self.edges.get(cell).copied();
        Self {
            edges: (starts.iter().chain([&self.len()]).filter_map(edge)).collect(),
            events: starts.iter().zip(ends).map(events).collect(),
        }
    }
}

/// Places where the observation may be divided in two: events and time before each.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    pub(super) before: Vec<(u64, f64)>,
    pub(super) events: u64,
    pub(super) time: f64,
}

impl Parts {
    /// Between any two periods.
    ///
    /// # Errors
    ///
    /// - [`Error::Length`] if there is not one exposure a period.
    /// - [`Error::BadDuration`] if an exposure is negative or not finite.
    /// - [`Error::Undefined`] if a period without exposure has events.
    pub fn of_periods(counts: &[u64], exposures: &[f64]) -> Result<Self> {
        exposure::check(counts.len(), exposures)?;
        let mut before = Vec::with_capacity(counts.len());
        let (mut events, mut time) = (0, 0.0);
        for (&count, &exposure) in counts.iter().zip(exposures) {
            if count > 0 && exposure <= 0.0 {
                let reason = "a period without exposure has events";
                return Err(Error::undefined("phases", reason));
            }
            before.push((events, time));
            events += count;
            time += exposure;
        }
        Ok(Self {
            before,
            events,
            time,
        })
    }

    /// Just before and just after each visit day: between them the likelihood has no maximum.
    ///
    /// `days` ascend and lie in the observation.
    pub fn of_days(days: &[i64], window: Window) -> Self {
        let mut before = Vec::new();
        let mut events = 0;
        for same in days.chunk_by(|a, b| a == b) {
            let Some(&day) = same.first() else { continue };
            let past = day - window.since();
            before.push((events, days_to_real(past)));
            events += same.len() as u64;
            before.push((events, days_to_real(past + 1)));
        }
        Self {
            before,
            events,
            time: days_to_real(window.days()),
        }
    }

    /// Just before and just after each time.
    ///
    /// `times` ascend and lie between `start` and `end`.
    pub fn of_times(times: &[f64], start: f64, end: f64) -> Self {
        let mut before = Vec::new();
        let mut events = 0;
        for same in times.chunk_by(|a, b| a.to_bits() == b.to_bits()) {
            let past = same.first().map_or(0.0, |time| time - start);
            before.push((events, past));
            events += same.len() as u64;
            before.push((events, past));
        }
        let time = end - start;
        Self {
            before,
            events,
            time,
        }
    }
}

/// `n ln(n / T)`, and 0 for no events.
pub(super) fn fitness(events: u64, time: f64) -> f64 {
    if events == 0 {
        return 0.0;
    }
    let n = to_real(events);
    n * (n / time).ln()
}
