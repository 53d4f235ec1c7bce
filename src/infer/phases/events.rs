//! What is divided into phases: visits on days, events at times, or counts by period.

use super::cells::{Cells, Parts};
use super::clusters::{Clusters, calendar_years, even_years};
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::real::{days_to_real, to_real};
use crate::time::day;
use crate::time::window::Window;

/// Events in an observation.
pub trait Events: Sized {
    /// The smallest pieces of which blocks are made.
    fn cells(&self) -> Cells;

    /// How many distinct times there are, cells being made of times; none of counts by period.
    fn times(&self) -> Option<usize> {
        Some(self.cells().len())
    }

    /// The places where it may be divided in two.
    fn parts(&self) -> Parts;

    /// Where the observation begins.
    fn start(&self) -> f64;

    /// Where its years begin, and the end.
    fn years(&self) -> Vec<f64>;

    /// As many events, thrown on the observation: evenly, or so that years vary.
    ///
    /// # Errors
    ///
    /// What `tick` returns.
    fn thrown(
        &self,
        clusters: Option<&Clusters>,
        stream: &mut Stream,
        tick: &mut Tick<'_>,
    ) -> Result<Self>;
}

/// Visits on days of an observation.
#[derive(Debug, Clone, PartialEq)]
pub struct Days {
    days: Vec<i64>,
    window: Window,
}

impl Days {
    /// Visit days in any order.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] if one is not in the observation.
    pub fn new(days: &[i64], window: Window) -> Result<Self> {
        if let Some(day) = days.iter().find(|&&day| !window.contains(day)) {
            let expected = "in the observation";
            return Err(Error::out_of_range("days", &day::to_text(*day), expected));
        }
        let mut days = days.to_vec();
        days.sort_unstable();
        Ok(Self { days, window })
    }
}

impl Events for Days {
    fn cells(&self) -> Cells {
        Cells::of_days(&self.days, self.window)
    }

    fn parts(&self) -> Parts {
        Parts::of_days(&self.days, self.window)
    }

    fn start(&self) -> f64 {
        days_to_real(self.window.since())
    }

    fn years(&self) -> Vec<f64> {
        calendar_years(self.window)
    }

    fn thrown(
        &self,
        clusters: Option<&Clusters>,
        stream: &mut Stream,
        _: &mut Tick<'_>,
    ) -> Result<Self> {
        let width = self.window.days().unsigned_abs();
        let since = self.window.since();
        let mut days: Vec<i64> = if let Some(clusters) = clusters {
            let throws = clusters.drawn(stream);
            let day = |_: &i64| day_of(throws.point(stream)).min(self.window.through());
            self.days.iter().map(day).collect()
        } else {
            let day = |_: &i64| since.saturating_add_unsigned(stream.below(width));
            self.days.iter().map(day).collect()
        };
        days.sort_unstable();
        let window = self.window;
        Ok(Self { days, window })
    }
}

/// Events at times of any unit, between two ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Times {
    at: Vec<f64>,
    start: f64,
    end: f64,
}

impl Times {
    /// Times in any order.
    ///
    /// # Errors
    ///
    /// - [`Error::Undefined`] if no time is left between the ends.
    /// - [`Error::OutOfRange`] if a time is not finite or not between the ends.
    pub fn new(times: &[f64], start: f64, end: f64) -> Result<Self> {
        let inside = |time: f64| time.is_finite() && start <= time && time <= end;
        if let Some(time) = times.iter().find(|&&time| !inside(time)) {
            let expected = format!("finite, from {start} to {end}");
            return Err(Error::out_of_range("times", &time, expected));
        }
        let lasts = end - start;
        if !(lasts > 0.0 && lasts.is_finite()) {
            return Err(Error::undefined("phases", "the observation spans no time"));
        }
        // Adding zero turns -0.0 into 0.0.
        let mut times: Vec<f64> = times.iter().map(|time| time + 0.0).collect();
        times.sort_unstable_by(f64::total_cmp);
        Ok(Self {
            at: times,
            start,
            end,
        })
    }
}

impl Events for Times {
    fn cells(&self) -> Cells {
        Cells::of_times(&self.at, self.start, self.end)
    }

    fn parts(&self) -> Parts {
        Parts::of_times(&self.at, self.start, self.end)
    }

    fn start(&self) -> f64 {
        self.start
    }

    fn years(&self) -> Vec<f64> {
        even_years(self.start, self.end)
    }

    fn thrown(
        &self,
        clusters: Option<&Clusters>,
        stream: &mut Stream,
        _: &mut Tick<'_>,
    ) -> Result<Self> {
        let (start, end) = (self.start, self.end);
        let mut times: Vec<f64> = if let Some(clusters) = clusters {
            let throws = clusters.drawn(stream);
            self.at.iter().map(|_| throws.point(stream)).collect()
        } else {
            let time = |_: &f64| (start + stream.unit() * (end - start)).min(end);
            self.at.iter().map(time).collect()
        };
        times.sort_unstable_by(f64::total_cmp);
        Ok(Self {
            at: times,
            start,
            end,
        })
    }
}

/// Counts by period, in the order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Periods {
    counts: Vec<u64>,
    exposures: Vec<f64>,
    start: f64,
    parts: Parts,
}

impl Periods {
    /// Counts and exposures of periods that follow one another from `start` on.
    ///
    /// # Errors
    ///
    /// What [`Parts::of_periods`] returns.
    pub fn new(counts: &[u64], exposures: &[f64], start: f64) -> Result<Self> {
        let parts = Parts::of_periods(counts, exposures)?;
        let exposures = exposures.to_vec();
        Ok(Self {
            counts: counts.to_vec(),
            exposures,
            start,
            parts,
        })
    }

    /// How many events there are.
    pub fn events(&self) -> u64 {
        self.parts.events
    }
}

impl Events for Periods {
    fn cells(&self) -> Cells {
        Cells::of_periods(&self.counts, &self.exposures, self.start)
    }

    fn times(&self) -> Option<usize> {
        None
    }

    fn parts(&self) -> Parts {
        self.parts.clone()
    }

    fn start(&self) -> f64 {
        self.start
    }

    fn years(&self) -> Vec<f64> {
        let end = day_of(self.start + self.parts.time) - 1;
        Window::new(day_of(self.start), end).map_or_else(
            |_| even_years(self.start, self.start + self.parts.time),
            calendar_years,
        )
    }

    fn thrown(
        &self,
        clusters: Option<&Clusters>,
        stream: &mut Stream,
        tick: &mut Tick<'_>,
    ) -> Result<Self> {
        /// Events thrown between two looks at the caller.
        const BETWEEN_TICKS: u64 = 100_000;
        let parts = &self.parts;
        let throws = clusters.map(|clusters| clusters.drawn(stream));
        let mut counts = vec![0_u64; self.exposures.len()];
        for number in 0..parts.events {
            if number % BETWEEN_TICKS == 0 {
                tick(number, parts.events)?;
            }
            let point = match &throws {
                Some(throws) => throws.point(stream) - self.start,
                None => stream.unit() * parts.time,
            };
            let period = parts.before.partition_point(|&(_, time)| time <= point);
            if let Some(count) = counts.get_mut(period.saturating_sub(1)) {
                *count += 1;
            }
        }
        Self::new(&counts, &self.exposures, self.start)
    }
}

/// The whole day that a point of time falls on.
#[expect(
    clippy::cast_possible_truncation,
    reason = "days of an observation are far fewer"
)]
fn day_of(point: f64) -> i64 {
    point.floor() as i64
}

/// The penalty of Scargle's formula for one chance in `1 / p0`, in `cells` distinct times.
///
/// Scargle, Norris, Jackson and Chiang (2013), equation 21. It does not keep its promise for events.
pub(super) fn scargle(p0: f64, cells: usize) -> f64 {
    4.0 - (73.53 * p0 * to_real(cells as u64).powf(-0.478)).ln()
}
