//! A sheet: the visits of one reading and date rule, counted up by day and class.
//!
//! Only the days on which some era begins or ends can be told apart, so a sheet has a row for each
//! of those and not for each visit.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::super::completions::Span;
use super::grid::{Grid, Part};
use crate::error::Result;
use crate::time::sorted::SortedDays;

/// The days on which an era of some frame begins or ends.
#[derive(Debug)]
pub(super) struct Boundaries(Vec<i64>);

impl Boundaries {
    pub(super) fn of<'a>(spans: impl IntoIterator<Item = &'a Span>) -> Self {
        let mut days: Vec<i64> = spans
            .into_iter()
            .flat_map(|span| [span.start, span.end])
            .collect();
        days.sort_unstable();
        days.dedup();
        Self(days)
    }

    /// The rows of a sheet between which the visits of a span are counted.
    pub(super) fn rows(&self, span: Span) -> (usize, usize) {
        let row = |day: i64| self.0.partition_point(|other| *other < day);
        (row(span.start), row(span.end.max(span.start)))
    }

    /// For each visit, the first row that counts it.
    pub(super) fn places(&self, days: &[i64]) -> Vec<usize> {
        let place = |day: &i64| self.0.partition_point(|other| other <= day);
        days.iter().map(place).collect()
    }

    /// The visits that count, as a running count by class.
    pub(super) fn count_up(
        &self,
        places: &[usize],
        counts: impl Fn(usize) -> bool,
        classes: &[u32],
        n_classes: usize,
    ) -> Sheet {
        let mut cells = vec![0_u32; (self.0.len() + 1) * n_classes];
        for (visit, (place, class)) in places.iter().zip(classes).enumerate() {
            if counts(visit)
                && let Some(cell) = cells.get_mut(place * n_classes + *class as usize)
            {
                *cell += 1;
            }
        }
        for before in 0..self.0.len() * n_classes {
            let sum = cells.get(before).copied().unwrap_or(0);
            if let Some(cell) = cells.get_mut(before + n_classes) {
                *cell += sum;
            }
        }
        Sheet { cells, n_classes }
    }
}

/// The sheets of the reading and date rule at hand, made when they are first asked for.
pub(super) struct Sheets<'g, 'a> {
    grid: &'g Grid<'a>,
    at: (usize, usize),
    counted: BTreeMap<usize, Sheet>,
    days: BTreeMap<usize, SortedDays>,
}

impl<'g, 'a> Sheets<'g, 'a> {
    pub(super) fn new(grid: &'g Grid<'a>) -> Self {
        Self {
            grid,
            at: (0, 0),
            counted: BTreeMap::new(),
            days: BTreeMap::new(),
        }
    }

    /// The sheet of a subset.
    pub(super) fn of(&mut self, part: &Part, subset: usize) -> &Sheet {
        self.turn_to(part);
        let make = || self.grid.sheet(part.reading, part.date, subset);
        self.counted.entry(subset).or_insert_with(make)
    }

    /// The days of the visits of a subset that count.
    pub(super) fn days(&mut self, part: &Part, subset: usize) -> Result<&SortedDays> {
        self.turn_to(part);
        let days = match self.days.entry(subset) {
            Entry::Occupied(made) => made.into_mut(),
            Entry::Vacant(place) => {
                let counts = self.grid.counts(part.reading, subset);
                let days = self.grid.record.days.get(part.date).copied();
                let each = days.unwrap_or_default().iter().enumerate();
                let days: Vec<i64> = each
                    .filter(|(visit, _)| counts(*visit))
                    .map(|(_, day)| *day)
                    .collect();
                place.insert(SortedDays::new(&vec![0; days.len()], &days, 1)?)
            }
        };
        Ok(days)
    }

    fn turn_to(&mut self, part: &Part) {
        if self.at != (part.reading, part.date) {
            self.at = (part.reading, part.date);
            self.counted.clear();
            self.days.clear();
        }
    }
}

/// A running count of visits by class: row `i` counts the days before boundary `i`.
#[derive(Debug)]
pub(super) struct Sheet {
    cells: Vec<u32>,
    n_classes: usize,
}

impl Sheet {
    /// The classes with visits between two rows, and how many.
    pub(super) fn between(&self, (from, to): (usize, usize)) -> impl Iterator<Item = (usize, f64)> {
        let row = |row: usize| {
            let start = row * self.n_classes;
            let cells = self.cells.get(start..start + self.n_classes);
            cells.unwrap_or_default().iter()
        };
        let differences = row(to).zip(row(from)).enumerate();
        differences
            .map(|(class, (high, low))| (class, high - low))
            .filter(|(_, count)| *count > 0)
            .map(|(class, count)| (class, f64::from(count)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_look_ups_an_era() {
        let span = |start, end| Span {
            start,
            end,
            quarters: 1.0,
        };
        let spans = [
            (span(1, 4), [0, 2]),
            (span(2, 9), [1, 1]),
            (span(9, 10), [0, 1]),
            (span(20, 30), [0, 0]),
            (span(0, 30), [1, 3]),
            (span(4, 2), [0, 0]),
        ];
        let boundaries = Boundaries::of(spans.iter().map(|entry| &entry.0));
        let places = boundaries.places(&[5, 1, 3, 3, 9]);
        let sheet = boundaries.count_up(&places, |visit| visit != 3, &[0, 1, 1, 0, 1], 2);
        for (span, expected) in spans {
            let mut counts = [0; 2];
            for (class, count) in sheet.between(boundaries.rows(span)) {
                counts[class] = [0.0, 1.0, 2.0, 3.0]
                    .iter()
                    .position(|n| (n - count).abs() < 0.5)
                    .unwrap();
            }
            assert_eq!(counts, expected, "{span:?}");
        }
    }
}
