//! Dated series: what totals over stretches of days say of any period.
//!
//! A figure is the total over the days of its date. What several of them say of a period that is none of
//! theirs is a system of differences: with `x` the running total, each figure bounds `x(end) - x(start)`,
//! and `x` never falls where no figure is negative. The greatest and the least total of a period
//! are then shortest paths, so they are exact, and days without a figure are never taken for 0.

use crate::special::real::days_to_real;
use crate::time::day;
use crate::time::fuzzy::{Days, Precision};

/// Sums closer than this share of all figures together are equal.
const SAME: f64 = 1e-12;

/// One figure of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Total {
    /// The days that it is the total of.
    pub days: Days,
    /// The figure.
    pub value: f64,
    /// Half of the step to which it was rounded; 0 where it is exact.
    pub half: f64,
}

/// A table of dates and figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// By which claims name it.
    pub name: String,
    /// What it is counted in.
    pub unit: Option<String>,
    /// Its figures, in any order; they may overlap.
    pub totals: Vec<Total>,
}

/// What is made of a series in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Everything together.
    Sum,
    /// So much for each day, month or year, whichever is the series' shortest step.
    Mean,
    /// The most in one such step.
    Maximum,
}

/// What is known of a number: itself where it is certain, and what it may be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    /// Why it is not certain.
    pub(super) why: Option<String>,
}

impl Total {
    /// The figure and what it may be before it was rounded.
    pub(super) fn known(&self) -> Known {
        Known {
            value: self.value,
            low: self.value - self.half,
            high: self.value + self.half,
            why: None,
        }
    }
}

impl Known {
    pub(super) fn none(why: String) -> Self {
        Self {
            value: f64::NAN,
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
            why: Some(why),
        }
    }

    /// The same as so many equal parts.
    fn shared_among(self, parts: f64) -> Self {
        Self {
            value: self.value / parts,
            low: self.low / parts,
            high: self.high / parts,
            why: self.why,
        }
    }
}

impl Series {
    /// A figure of a period, as a claim asks for it.
    pub(super) fn figure(&self, figure: Figure, days: Days) -> Known {
        if figure == Figure::Sum {
            return self.sum(days);
        }
        match self.steps(days) {
            None => Known::none(format!(
                "{} does not consist of whole steps of '{}'",
                text(days),
                self.name
            )),
            Some(steps) if figure == Figure::Mean => {
                self.sum(days).shared_among(count_to_real(steps.len()))
            }
            Some(steps) => self.maximum(days, &steps),
        }
    }

    /// The total of a period, and what it may be.
    fn sum(&self, days: Days) -> Known {
        let (from, end) = (days.first, days.last + 1);
        let Some((low, high)) = self.bounds(from, end, true) else {
            return self.contradiction();
        };
        let plain = self.bounds(from, end, false);
        let value = plain.filter(|(low, high)| self.same(*low, *high));
        Known {
            value: value.map_or(f64::NAN, |(low, _)| low),
            low,
            high,
            why: (!self.same(low, high)).then(|| self.lacking(days)),
        }
    }

    fn contradiction(&self) -> Known {
        let name = &self.name;
        Known::none(format!("the figures of '{name}' contradict one another"))
    }

    /// The greatest of some steps. Its lower end may lie below the least that is possible.
    fn maximum(&self, days: Days, steps: &[Days]) -> Known {
        if self.bounds(days.first, days.last + 1, true).is_none() {
            return self.contradiction();
        }
        let all = self.sum(days);
        let (mut value, mut unknown) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        let (mut low, mut high) = (all.low / count_to_real(steps.len()), f64::NEG_INFINITY);
        for step in steps {
            let mut own = self.totals.iter().filter(|total| total.days == *step);
            let known = own.next().map_or_else(|| self.sum(*step), Total::known);
            (low, high) = (low.max(known.low), high.max(known.high));
            if known.value.is_nan() {
                unknown = unknown.max(known.high);
            }
            value = value.max(known.value);
        }
        Known {
            // What is not known itself is of no account where it cannot be the greatest.
            value: if unknown > value { f64::NAN } else { value },
            low,
            high,
            why: all.why.filter(|_| !self.same(low, high)),
        }
    }

    /// The least and the greatest total from a day to the one before another; none where the figures
    /// contradict one another. Figures are taken as they stand unless they are `rounded`.
    fn bounds(&self, from: i64, end: i64, rounded: bool) -> Option<(f64, f64)> {
        let ends = self.totals.iter();
        let ends = ends.flat_map(|total| [total.days.first, total.days.last + 1]);
        let mut cuts: Vec<i64> = ends.chain([from, end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let place = |day: i64| cuts.partition_point(|cut| *cut < day);
        let mut most: Vec<(usize, usize, f64)> = Vec::with_capacity(cuts.len() * 3);
        for total in &self.totals {
            let (start, stop) = (place(total.days.first), place(total.days.last + 1));
            let half = if rounded { total.half } else { 0.0 };
            most.push((start, stop, total.value + half));
            most.push((stop, start, half - total.value));
        }
        if self.totals.iter().all(|total| total.value >= 0.0) {
            most.extend((1..cuts.len()).map(|cut| (cut, cut - 1, 0.0)));
        }
        most.sort_unstable_by_key(|(start, stop, _)| (*start, *stop));
        let tiny = SAME * self.size();
        // From everywhere at once a negative circle is found wherever it is.
        shortest(&most, vec![0.0; cuts.len()], tiny)?;
        let way = |from: usize, to: usize| {
            let mut starts = vec![f64::INFINITY; cuts.len()];
            *starts.get_mut(from)? = 0.0;
            shortest(&most, starts, tiny)?.get(to).copied()
        };
        let (start, stop) = (place(from), place(end));
        Some((0.0 - way(stop, start)?, way(start, stop)?))
    }

    /// The days, months or years of a period, whichever is the shortest that the series has.
    fn steps(&self, days: Days) -> Option<Vec<Days>> {
        let kinds = [Precision::Day, Precision::Month, Precision::Year];
        let mut kinds = kinds.into_iter();
        let kind = kinds.find(|kind| {
            let mut totals = self.totals.iter();
            totals.any(|total| total.days.precision() == *kind)
        })?;
        let mut steps = Vec::new();
        let mut first = days.first;
        while first <= days.last {
            let last = last_of(first, kind)?;
            let step = Days { first, last };
            if last > days.last || step.precision() != kind {
                return None;
            }
            steps.push(step);
            first = last + 1;
        }
        Some(steps)
    }

    /// The figures of which all days lie in a period, in order.
    pub(super) fn inside(&self, days: Days) -> Vec<Total> {
        let inside =
            |total: &&Total| days.first <= total.days.first && total.days.last <= days.last;
        let mut found: Vec<Total> = self.totals.iter().filter(inside).copied().collect();
        found.sort_by_key(|total| (total.days.first, total.days.last));
        found
    }

    /// Which days of a period have no figure of their own, in words.
    fn lacking(&self, days: Days) -> String {
        let mut gaps = Vec::new();
        let mut reached = days.first;
        for total in self.inside(days) {
            if total.days.first > reached {
                gaps.push(Days {
                    first: reached,
                    last: total.days.first - 1,
                });
            }
            reached = reached.max(total.days.last + 1);
        }
        if reached <= days.last {
            gaps.push(Days {
                first: reached,
                last: days.last,
            });
        }
        if gaps.is_empty() {
            return format!("the figures of '{}' are rounded", self.name);
        }
        let gaps: Vec<String> = gaps.into_iter().map(text).collect();
        format!("'{}' has no figure for {}", self.name, gaps.join(", "))
    }

    fn size(&self) -> f64 {
        self.totals.iter().map(|total| total.value.abs()).sum()
    }

    fn same(&self, one: f64, other: f64) -> bool {
        (one - other).abs() <= SAME * self.size()
    }
}

/// The lengths of the shortest ways, over steps that may be negative, from starts with lengths of their
/// own; none where a circle of steps is negative.
fn shortest(steps: &[(usize, usize, f64)], starts: Vec<f64>, tiny: f64) -> Option<Vec<f64>> {
    let mut found = starts;
    for _ in 0..=found.len() {
        let mut moved = false;
        for (start, stop, length) in steps.iter().chain(steps.iter().rev()) {
            let way = found.get(*start)? + length;
            let known = found.get_mut(*stop)?;
            if way < *known - tiny {
                *known = way;
                moved = true;
            }
        }
        if !moved {
            return Some(found);
        }
    }
    None
}

/// The last day of the day, month or year of a day.
fn last_of(first: i64, kind: Precision) -> Option<i64> {
    let same = |unit: fn(i64) -> Option<i64>, most: i64| {
        (1..=most)
            .find(|days| unit(first + days) != unit(first))
            .map(|days| first + days - 1)
    };
    match kind {
        Precision::Day => Some(first),
        Precision::Month => same(day::month_of, 31),
        _ => same(|day| day::year_of(day).map(i64::from), 366),
    }
}

/// Days as they are written: a day, a month, a year, or a first and a last one.
pub(super) fn text(days: Days) -> String {
    let first = day::to_text(days.first);
    let cut = |length: usize| first.get(..length).unwrap_or_default().to_owned();
    match days.precision() {
        Precision::Day => first,
        Precision::Month => cut(7),
        Precision::Year => cut(4),
        _ => {
            let months =
                last_of(days.last, Precision::Month) == Some(days.last) && first.ends_with("-01");
            let last = day::to_text(days.last);
            if months {
                format!("{} to {}", cut(7), last.get(..7).unwrap_or_default())
            } else {
                format!("{first} to {last}")
            }
        }
    }
}

fn count_to_real(count: usize) -> f64 {
    days_to_real(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
