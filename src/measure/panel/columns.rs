//! The columns of a panel, made of the visits of its cells.

use super::Counted;
use crate::error::Result;
use crate::progress::Tick;
use crate::special::real::{days_to_real, real_to_whole};
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

/// The columns to be filled: numbers that are not known become `NAN`. The caller gives the memory, and
/// nothing for what is not asked for.
#[derive(Debug)]
pub struct Columns<'a> {
    /// Visits, 0 where nothing was observed.
    pub count: &'a mut [i64],
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
        let frequency = cut(self.frequency, rows);
        let weighted_count = cut(self.weighted_count, rows);
        let weighted_frequency = cut(self.weighted_frequency, rows);
        let rolling_frequency = cut(self.rolling_frequency, rows);
        let rolling_weighted = cut(self.rolling_weighted_frequency, rows);
        let first = Self {
            count: count.0,
            frequency: frequency.0,
            weighted_count: weighted_count.0,
            weighted_frequency: weighted_frequency.0,
            rolling_frequency: rolling_frequency.0,
            rolling_weighted_frequency: rolling_weighted.0,
        };
        let others = Self {
            count: count.1,
            frequency: frequency.1,
            weighted_count: weighted_count.1,
            weighted_frequency: weighted_frequency.1,
            rolling_frequency: rolling_frequency.1,
            rolling_weighted_frequency: rolling_weighted.1,
        };
        (first, others)
    }
}

/// The cells of some pairs in every column.
struct Part<'a> {
    first: usize,
    counted: &'a [Counted],
    out: Columns<'a>,
}

/// Fills the columns; `rolling` is over how many periods.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn columns(
    counted: &[Counted],
    n_periods: usize,
    days: Days<'_>,
    rolling: Option<usize>,
    mut out: Columns<'_>,
    threads: Threads,
    tick: &mut Tick<'_>,
) -> Result<()> {
    let step = n_periods.max(1) * PAIRS_A_CHUNK;
    let mut parts = Vec::new();
    for (number, cells) in counted.chunks(step).enumerate() {
        let (own, others) = out.split(cells.len());
        parts.push(Part {
            first: number * step,
            counted: cells,
            out: own,
        });
        out = others;
    }
    let work = |part: Part<'_>| {
        part.fill(n_periods.max(1), days, rolling);
        Ok(())
    };
    let threads = threads.of(counted.len() >= SERIAL_BELOW);
    work_off(parts, threads, &work, tick)
}

impl Part<'_> {
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
        for ([count, _], out) in self.counted.iter().zip(self.out.count.iter_mut()) {
            *out = real_to_whole(*count);
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
                [*count, *weight] = *cell;
            }
            let rows = pair * n_periods..(pair + 1) * n_periods;
            if let Some(out) = self.out.frequency.get_mut(rows.clone()) {
                ratios(&counts, years, out);
            }
            if let Some(out) = self.out.weighted_count.get_mut(rows.clone()) {
                for ((out, weight), years) in out.iter_mut().zip(&weights).zip(years) {
                    *out = if *years > 0.0 { *weight } else { f64::NAN };
                }
            }
            if let Some(out) = self.out.weighted_frequency.get_mut(rows.clone()) {
                ratios(&weights, years, out);
            }
            let Some(width) = rolling else { continue };
            if let Some(out) = self.out.rolling_frequency.get_mut(rows.clone()) {
                rolled(&counts, years, width, out);
            }
            if let Some(out) = self.out.rolling_weighted_frequency.get_mut(rows) {
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
