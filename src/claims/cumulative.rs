//! Cumulative counts: the visits of a selection by day and class, added up, so that the count of any
//! stretch of days is two look-ups.

use super::list::Span;
use super::record::{Record, Selection};
use super::specification::DateRule;

/// Visits of one stretch of days by class: those that took place, and those in doubt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenCounts {
    /// Visits that took place.
    pub sure: Vec<u64>,
    /// Visits that may not have.
    pub doubted: Vec<u64>,
}

impl OpenCounts {
    /// All visits, those in doubt counted.
    pub fn all(&self) -> Vec<u64> {
        let pairs = self.sure.iter().zip(&self.doubted);
        pairs.map(|(sure, doubted)| sure + doubted).collect()
    }
}

/// The visits of a selection counted up by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CumulativeCounts {
    /// The days of the visits, ascending.
    days: Vec<i64>,
    /// For each number of first visits, how many of each class took place, then how many may have.
    sums: Vec<u32>,
    n_classes: usize,
}

impl CumulativeCounts {
    /// Counts up the visits of a selection, each under its day by a date rule.
    pub fn of(record: &Record, selection: &Selection, rule: DateRule) -> Self {
        let n_classes = record.n_classes();
        let mut visits: Vec<(i64, usize)> = selection
            .rows
            .iter()
            .zip(&selection.doubted)
            .map(|(row, doubted)| {
                let cell = record.class(*row) + if *doubted { n_classes } else { 0 };
                (record.day(*row, rule), cell)
            })
            .collect();
        visits.sort_unstable();
        let width = 2 * n_classes;
        let mut sums = vec![0; width * (visits.len() + 1)];
        for (number, (_, cell)) in visits.iter().enumerate() {
            sums.copy_within(number * width..(number + 1) * width, (number + 1) * width);
            if let Some(sum) = sums.get_mut((number + 1) * width + cell) {
                *sum += 1;
            }
        }
        Self {
            days: visits.iter().map(|visit| visit.0).collect(),
            sums,
            n_classes,
        }
    }

    /// How many visits the days from `start` to before `end` have, those in doubt counted.
    pub fn number(&self, start: i64, end: i64) -> u64 {
        let before = |day: i64| self.days.partition_point(|other| *other < day);
        before(end).saturating_sub(before(start)) as u64
    }

    /// The counts of one stretch of days.
    pub fn between(&self, span: Span) -> OpenCounts {
        let row = |day: i64| {
            let number = self.days.partition_point(|other| *other < day);
            let width = 2 * self.n_classes;
            let sums = self.sums.get(number * width..(number + 1) * width);
            sums.unwrap_or_default()
        };
        let (from, to) = (row(span.start), row(span.end.max(span.start)));
        let counts = to.iter().zip(from).map(|(to, from)| u64::from(to - from));
        let mut sure: Vec<u64> = counts.collect();
        let doubted = sure.split_off(self.n_classes.min(sure.len()));
        OpenCounts { sure, doubted }
    }
}
