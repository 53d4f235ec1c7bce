//! The columns of a panel, made of the visits of its cells.

use super::cells::{Counted, Counting};
use super::parts::Parts;
use crate::error::Result;
use crate::progress::Tick;
use crate::special::real::{days_to_real, real_to_whole};
use crate::threads::{Threads, work_along};

const DAYS_A_YEAR: f64 = 365.25;
const SERIAL_BELOW: usize = 300_000;

/// The days on which a pair was observed in each period: the same of every pair, or cell by cell.
#[derive(Debug, Clone, Copy)]
pub enum Days<'a> {
    /// Of every pair.
    OfPeriods(&'a [i64]),
    /// In order of pairs.
    OfCells(&'a [i64]),
}

/// The columns to be filled: numbers that are not known become `NAN`. The caller gives the memory, and
/// nothing for what is not asked for.
#[derive(Debug)]
pub struct Columns<'a> {
    /// Visits, 0 where nothing was observed.
    pub count: &'a mut [i64],
    /// Zeros, to which visits are added that may lie in a later period.
    pub vague: &'a mut [i64],
    /// Visits a year.
    pub frequency: &'a mut [f64],
    /// Weighted visits.
    pub weighted_count: &'a mut [f64],
    /// Weighted visits a year.
    pub weighted_frequency: &'a mut [f64],
    /// Visits a year over some periods, this one the last.
    pub rolling_frequency: &'a mut [f64],
    /// The same weighted.
    pub rolling_weighted_frequency: &'a mut [f64],
}

impl Columns<'_> {
    /// The first rows of every column, and the others.
    fn split(self, rows: usize) -> (Self, Self) {
        fn cut<T>(column: &mut [T], rows: usize) -> (&mut [T], &mut [T]) {
            column.split_at_mut(rows.min(column.len()))
        }
        let count = cut(self.count, rows);
        let vague = cut(self.vague, rows);
        let frequency = cut(self.frequency, rows);
        let weighted_count = cut(self.weighted_count, rows);
        let weighted_frequency = cut(self.weighted_frequency, rows);
        let rolling_frequency = cut(self.rolling_frequency, rows);
        let rolling_weighted = cut(self.rolling_weighted_frequency, rows);
        let first = Self {
            count: count.0,
            vague: vague.0,
            frequency: frequency.0,
            weighted_count: weighted_count.0,
            weighted_frequency: weighted_frequency.0,
            rolling_frequency: rolling_frequency.0,
            rolling_weighted_frequency: rolling_weighted.0,
        };
        let others = Self {
            count: count.1,
            vague: vague.1,
            frequency: frequency.1,
            weighted_count: weighted_count.1,
            weighted_frequency: weighted_frequency.1,
            rolling_frequency: rolling_frequency.1,
            rolling_weighted_frequency: rolling_weighted.1,
        };
        (first, others)
    }
}

/// Counts visits and fills the columns; `rolling` is over how many periods.
///
/// Each thread counts into cells of its own, so that a column is written once.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn columns(
    counting: Counting<'_>,
    days: Days<'_>,
    rolling: Option<usize>,
    mut out: Columns<'_>,
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<()> {
    let (n_pairs, n_periods) = (counting.frame().n_pairs, counting.frame().n_periods());
    let parts = Parts::of(n_pairs, n_periods);
    let mut jobs = Vec::new();
    for part in 0..parts.number() {
        let (own, others) = out.split(parts.pairs(part).len() * n_periods);
        jobs.push((part, own));
        out = others;
    }
    let work = |(part, mut out): (usize, Columns<'_>), tick: &mut Tick<'_>| {
        let pairs = parts.pairs(part);
        let (from, n_cells) = (pairs.start * n_periods, pairs.len() * n_periods);
        let counted = counting.of_part(part, from, n_cells, out.vague, tick)?;
        let days = match days {
            Days::OfPeriods(days) => days,
            Days::OfCells(days) => days.get(from..from + n_cells).unwrap_or_default(),
        };
        fill(&counted, n_periods, days, rolling, &mut out);
        Ok(())
    };
    let large = (n_pairs * n_periods).max(counting.n_rows()) >= SERIAL_BELOW;
    work_along(jobs, threads.of(large), &work, tick)
}

/// Fills columns with what was counted; the days are those of each cell, or of every pair.
fn fill(
    counted: &Counted,
    n_periods: usize,
    days: &[i64],
    rolling: Option<usize>,
    out: &mut Columns<'_>,
) {
    for (out, count) in out.count.iter_mut().zip(&counted.counts) {
        *out = real_to_whole(*count);
    }
    let mut exposed = Exposed::default();
    let of_pairs = days.chunks(n_periods.max(1)).map(Some);
    let of_pairs = of_pairs.chain(std::iter::repeat(None));
    let starts = (0..counted.counts.len()).step_by(n_periods.max(1));
    for (start, days) in starts.zip(of_pairs) {
        if let Some(days) = days {
            exposed.set(days, rolling);
        }
        let rows = start..start + n_periods;
        let counts = counted.counts.get(rows.clone()).unwrap_or_default();
        let weights = counted.weights.get(rows.clone()).unwrap_or_default();
        if let Some(out) = out.frequency.get_mut(rows.clone()) {
            ratios(counts, &exposed.years, out);
        }
        if let Some(out) = out.weighted_count.get_mut(rows.clone()) {
            for ((out, weight), years) in out.iter_mut().zip(weights).zip(&exposed.years) {
                *out = if years.is_nan() { f64::NAN } else { *weight };
            }
        }
        if let Some(out) = out.weighted_frequency.get_mut(rows.clone()) {
            ratios(weights, &exposed.years, out);
        }
        if let Some(out) = out.rolling_frequency.get_mut(rows.clone()) {
            rolled(counts, &exposed.rolling, out);
        }
        if let Some(out) = out.rolling_weighted_frequency.get_mut(rows) {
            rolled(weights, &exposed.rolling, out);
        }
    }
}

/// The years of exposure of each period, and of so many as frequencies roll over; `NAN` where there is
/// none.
#[derive(Debug, Default)]
struct Exposed {
    years: Vec<f64>,
    rolling: Vec<f64>,
}

impl Exposed {
    fn set(&mut self, days: &[i64], rolling: Option<usize>) {
        self.years.clear();
        self.years.extend(days.iter().map(|days| years(*days)));
        let width = rolling.unwrap_or(usize::MAX).max(1);
        let windows = (days.len() + 1).saturating_sub(width);
        self.rolling.resize(windows, 0.0);
        sums(&self.years, &mut self.rolling);
    }
}

fn years(days: i64) -> f64 {
    if days > 0 {
        days_to_real(days) / DAYS_A_YEAR
    } else {
        f64::NAN
    }
}

fn ratios(values: &[f64], years: &[f64], out: &mut [f64]) {
    for ((out, value), years) in out.iter_mut().zip(values).zip(years) {
        *out = value / years;
    }
}

/// Frequencies over some periods of one pair; none before there are so many.
fn rolled(values: &[f64], years: &[f64], out: &mut [f64]) {
    let (early, out) = out.split_at_mut(out.len() - years.len());
    early.fill(f64::NAN);
    sums(values, out);
    for (out, years) in out.iter_mut().zip(years) {
        *out /= years;
    }
}

/// Sums of as many values, one after the other, as there is a sum for each such window.
///
/// Each is summed in the order of its values, all of them side by side.
fn sums(values: &[f64], out: &mut [f64]) {
    let (n_sums, n_values) = (out.len(), values.len());
    if n_sums == 0 {
        return;
    }
    out.copy_from_slice(values.get(..n_sums).unwrap_or_default());
    for first in 1..=n_values - n_sums {
        let values = values.get(first..).unwrap_or_default();
        for (sum, value) in out.iter_mut().zip(values) {
            *sum += value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_roll_over_periods_with_exposure() {
        let mut exposed = Exposed::default();
        let of = |exposed: &Exposed, values: &[f64]| {
            let mut out = vec![0.0; values.len()];
            rolled(values, &exposed.rolling, &mut out);
            out.iter()
                .map(|value| value.is_finite())
                .collect::<Vec<_>>()
        };
        exposed.set(&[365, 366, 0, 365, 365], Some(2));
        assert_eq!(of(&exposed, &[1.0; 5]), [false, true, false, false, true]);
        exposed.set(&[365, 366], Some(3));
        assert_eq!(of(&exposed, &[1.0; 2]), [false; 2]);
        exposed.set(&[], Some(1));
        assert!(of(&exposed, &[]).is_empty());
    }
}
