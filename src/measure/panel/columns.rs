//! The columns of a panel, made of the visits of its cells.

use super::Counted;
use crate::error::Result;
use crate::progress::Tick;
use crate::special::real::days_to_real;
use crate::threads::{Threads, work_off};

const DAYS_A_YEAR: f64 = 365.25;
const PAIRS_A_CHUNK: usize = 512;
const SERIAL_BELOW: usize = 300_000;

/// The days on which a pair was observed in each period: the same of every pair, or cell by cell.
#[derive(Debug, Clone, Copy)]
pub enum Days<'a> {
    /// Of every pair.
    OfPeriods(&'a [i64]),
    /// In order of pairs.
    OfCells(&'a [i64]),
}

/// The columns: numbers that are not known are `NAN`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    /// Visits, 0 where nothing was observed.
    pub count: Vec<i64>,
    /// Those that may lie in a later period; empty unless asked for.
    pub vague: Vec<i64>,
    /// Visits a year.
    pub frequency: Vec<f64>,
    /// Weighted visits; this and the others empty unless asked for.
    pub weighted_count: Vec<f64>,
    /// Weighted visits a year.
    pub weighted_frequency: Vec<f64>,
    /// Visits a year over some periods, this one the last.
    pub rolling_frequency: Vec<f64>,
    /// The same weighted.
    pub rolling_weighted_frequency: Vec<f64>,
}

/// The cells of some pairs in every column.
struct Part<'a> {
    first: usize,
    counted: &'a [Counted],
    count: &'a mut [i64],
    vague: &'a mut [i64],
    frequency: &'a mut [f64],
    weighted_count: &'a mut [f64],
    weighted_frequency: &'a mut [f64],
    rolling_frequency: &'a mut [f64],
    rolling_weighted_frequency: &'a mut [f64],
}

/// Makes the columns; `rolling` is over how many periods.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn columns(
    counted: &[Counted],
    n_periods: usize,
    days: Days<'_>,
    (vague, weighted, rolling): (bool, bool, Option<usize>),
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<Columns> {
    let size = counted.len();
    let when = |asked: bool| if asked { size } else { 0 };
    let rolls = rolling.is_some();
    let mut found = Columns {
        count: vec![0; size],
        vague: vec![0; when(vague)],
        frequency: vec![0.0; size],
        weighted_count: vec![0.0; when(weighted)],
        weighted_frequency: vec![0.0; when(weighted)],
        rolling_frequency: vec![0.0; when(rolls)],
        rolling_weighted_frequency: vec![0.0; when(rolls && weighted)],
    };
    let step = n_periods.max(1) * PAIRS_A_CHUNK;
    let mut parts = Vec::new();
    let mut rest = Part {
        first: 0,
        counted,
        count: &mut found.count,
        vague: &mut found.vague,
        frequency: &mut found.frequency,
        weighted_count: &mut found.weighted_count,
        weighted_frequency: &mut found.weighted_frequency,
        rolling_frequency: &mut found.rolling_frequency,
        rolling_weighted_frequency: &mut found.rolling_weighted_frequency,
    };
    while !rest.counted.is_empty() {
        let (part, more) = rest.split(step);
        parts.push(part);
        rest = more;
    }
    let work = |part: Part<'_>| {
        part.fill(n_periods.max(1), days, rolling);
        Ok(())
    };
    work_off(parts, threads.of(size >= SERIAL_BELOW), &work, tick)?;
    Ok(found)
}

impl Part<'_> {
    fn split(self, size: usize) -> (Self, Self) {
        fn cut<T>(column: &mut [T], size: usize) -> (&mut [T], &mut [T]) {
            column.split_at_mut(size.min(column.len()))
        }
        let size = size.min(self.counted.len());
        let (counted, counted_rest) = self.counted.split_at(size);
        let (count, count_rest) = cut(self.count, size);
        let (vague, vague_rest) = cut(self.vague, size);
        let (frequency, frequency_rest) = cut(self.frequency, size);
        let (weighted_count, weighted_count_rest) = cut(self.weighted_count, size);
        let (weighted_frequency, weighted_frequency_rest) = cut(self.weighted_frequency, size);
        let (rolling_frequency, rolling_rest) = cut(self.rolling_frequency, size);
        let (rolling_weighted_frequency, rolling_weighted_rest) =
            cut(self.rolling_weighted_frequency, size);
        let part = Self {
            first: self.first,
            counted,
            count,
            vague,
            frequency,
            weighted_count,
            weighted_frequency,
            rolling_frequency,
            rolling_weighted_frequency,
        };
        let rest = Self {
            first: self.first + size,
            counted: counted_rest,
            count: count_rest,
            vague: vague_rest,
            frequency: frequency_rest,
            weighted_count: weighted_count_rest,
            weighted_frequency: weighted_frequency_rest,
            rolling_frequency: rolling_rest,
            rolling_weighted_frequency: rolling_weighted_rest,
        };
        (part, rest)
    }

    fn fill(self, n_periods: usize, days: Days<'_>, rolling: Option<usize>) {
        let same: Vec<f64> = match days {
            Days::OfPeriods(days) => days.iter().map(|days| years(*days)).collect(),
            Days::OfCells(_) => Vec::new(),
        };
        let mut own = Vec::new();
        let exposed = |pair: usize, own: &mut Vec<f64>| match days {
            Days::OfPeriods(_) => {}
            Days::OfCells(days) => {
                let from = self.first + pair * n_periods;
                own.clear();
                let cells = days.get(from..from + n_periods).unwrap_or_default();
                own.extend(cells.iter().map(|days| years(*days)));
            }
        };
        for (cell, count) in self.counted.iter().zip(self.count.iter_mut()) {
            *count = i64::from(cell.count);
        }
        for (cell, vague) in self.counted.iter().zip(self.vague.iter_mut()) {
            *vague = i64::from(cell.later);
        }
        let mut counts = vec![0.0; n_periods];
        let mut weights = vec![0.0; n_periods];
        for (pair, cells) in self.counted.chunks(n_periods).enumerate() {
            exposed(pair, &mut own);
            let years = if same.is_empty() {
                own.as_slice()
            } else {
                same.as_slice()
            };
            for ((cell, count), weight) in cells.iter().zip(&mut counts).zip(&mut weights) {
                (*count, *weight) = (f64::from(cell.count), cell.weight);
            }
            let rows = pair * n_periods..(pair + 1) * n_periods;
            if let Some(out) = self.frequency.get_mut(rows.clone()) {
                ratios(&counts, years, out);
            }
            if let Some(out) = self.weighted_count.get_mut(rows.clone()) {
                for ((out, weight), years) in out.iter_mut().zip(&weights).zip(years) {
                    *out = if *years > 0.0 { *weight } else { f64::NAN };
                }
            }
            if let Some(out) = self.weighted_frequency.get_mut(rows.clone()) {
                ratios(&weights, years, out);
            }
            let Some(width) = rolling else { continue };
            if let Some(out) = self.rolling_frequency.get_mut(rows.clone()) {
                rolled(&counts, years, width, out);
            }
            if let Some(out) = self.rolling_weighted_frequency.get_mut(rows) {
                rolled(&weights, years, width, out);
            }
        }
    }
}

fn years(days: i64) -> f64 {
    days_to_real(days) / DAYS_A_YEAR
}

fn ratios(values: &[f64], years: &[f64], out: &mut [f64]) {
    for ((out, value), years) in out.iter_mut().zip(values).zip(years) {
        *out = if *years > 0.0 {
            value / years
        } else {
            f64::NAN
        };
    }
}

/// Frequencies over `width` periods of one pair, all of them with exposure.
fn rolled(values: &[f64], years: &[f64], width: usize, out: &mut [f64]) {
    out.fill(f64::NAN);
    let windows = values
        .windows(width.max(1))
        .zip(years.windows(width.max(1)));
    let out = out.iter_mut().skip(width.max(1) - 1);
    for (out, (values, years)) in out.zip(windows) {
        let (mut sum, mut exposure, mut whole) = (0.0, 0.0, true);
        for (value, years) in values.iter().zip(years) {
            sum += value;
            exposure += years;
            whole &= *years > 0.0;
        }
        if whole {
            *out = sum / exposure;
        }
    }
}
