//! The panel: visits by pair of countries and period, with a cell where there was none.
//!
//! First the cell of every visit is found, or what else became of it; then the visits of some pairs after
//! the other are counted in the cache, and their rows written once and the same on any number of threads.

mod cells;
mod columns;
mod parts;

pub use cells::Counting;
pub use columns::{Columns, Days, columns};

use self::parts::{InOrder, NO_PART, Parts, ROWS};
use super::codes::Codes;
use crate::error::{Error, Result, same_length};
use crate::progress::Tick;
use crate::threads::{Threads, work_off};

/// The pair of visits to other countries than those of the pairs.
pub const NO_PAIR: u32 = u32::MAX;
/// The pair of a visit of a country to itself.
pub const ITSELF: u32 = u32::MAX - 1;

const BLOCK: usize = 1 << 11;
const SERIAL_BELOW: usize = 300_000;

/// A column of codes with the number of each label.
pub type Numbered<'a> = (Codes<'a>, &'a [u32]);

/// The columns of visits.
#[derive(Debug, Clone, Copy)]
pub struct Visits<'a> {
    /// Day of each, days since 1970-01-01; the first that it may be.
    pub days: &'a [i32],
    /// The two countries; the sum of their numbers is a place in `pairs`.
    pub ends: [Numbered<'a>; 2],
    /// What the definition says: 0 no, 1 yes, 2 unclear.
    pub verdicts: Option<&'a [u8]>,
    /// Whether each is covered.
    pub covered: Option<&'a [bool]>,
}

/// The days on which each pair was there.
#[derive(Debug, Clone, Copy)]
pub struct Stretches<'a> {
    /// Where the stretches of each pair end.
    pub ends_of: &'a [usize],
    /// The days of each, the end exclusive.
    pub days: &'a [(i64, i64)],
}

/// The pairs and periods of a panel.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The pair of each sum of two numbers, or [`NO_PAIR`] or [`ITSELF`].
    pub pairs: &'a [u32],
    /// Number of pairs.
    pub n_pairs: usize,
    /// First days of the periods, one after the other, and the end of the last.
    pub edges: &'a [i64],
    /// Whether visits count of which it is unclear.
    pub with_unclear: bool,
    /// When pairs were there; always where nothing is said.
    pub stretches: Option<Stretches<'a>>,
}

/// What became of every visit; the first reason stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Account {
    /// In a cell.
    pub used: u64,
    /// Not on an observed day.
    pub outside_window: u64,
    /// Excluded by the inclusion rule.
    pub excluded_by_rule: u64,
    /// Unclear, and left out.
    pub unclear: u64,
    /// Of a country to itself.
    pub own_country: u64,
    /// Of other countries.
    pub other_dyads: u64,
    /// On a day on which the pair was not there.
    pub outside_existence: u64,
    /// Not covered.
    pub outside_coverage: u64,
}

impl Account {
    fn add(&mut self, more: &Self) {
        self.used += more.used;
        self.outside_window += more.outside_window;
        self.excluded_by_rule += more.excluded_by_rule;
        self.unclear += more.unclear;
        self.own_country += more.own_country;
        self.other_dyads += more.other_dyads;
        self.outside_existence += more.outside_existence;
        self.outside_coverage += more.outside_coverage;
    }
}

/// What became of a chunk of visits, the sums of numbers of those of countries to themselves, and the
/// others in order.
type Told = (Account, Vec<u32>, InOrder);

/// Where visits are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    n_rows: usize,
    /// Those in a cell, chunk by chunk in order of the parts of the panel.
    chunks: Vec<InOrder>,
    /// What became of all of them.
    pub account: Account,
    /// The sums of numbers of visits of countries to themselves, each once.
    pub own: Vec<u32>,
}

impl Located {
    /// Whether each visit is in a cell.
    pub fn used(&self) -> Vec<bool> {
        let mut used = vec![false; self.n_rows];
        for (used, chunk) in used.chunks_mut(ROWS).zip(&self.chunks) {
            for row in chunk.rows() {
                if let Some(used) = used.get_mut(usize::from(*row)) {
                    *used = true;
                }
            }
        }
        used
    }
}

impl Frame<'_> {
    /// Number of periods.
    pub fn n_periods(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// Number of cells.
    pub fn n_cells(&self) -> usize {
        self.n_pairs * self.n_periods()
    }

    fn is_there(&self, pair: u32, day: i32) -> bool {
        let Some(stretches) = self.stretches else {
            return true;
        };
        let end_of = |pair: usize| stretches.ends_of.get(pair).copied().unwrap_or(0);
        let pair = pair as usize;
        let own = pair.checked_sub(1).map_or(0, end_of)..end_of(pair);
        let own = stretches.days.get(own).unwrap_or_default();
        let day = i64::from(day);
        own.iter().any(|(start, end)| (*start..*end).contains(&day))
    }

    /// Finds the cell of every visit.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if columns differ; [`Error::TooLarge`] for too many cells; whatever `tick`
    /// returns.
    pub fn locate(
        &self,
        visits: Visits<'_>,
        threads: Threads,
        tick: &mut Tick<'_>,
    ) -> Result<Located> {
        let n_rows = visits.days.len();
        let [(origins, _), (destinations, _)] = visits.ends;
        let more = [
            ("verdicts", visits.verdicts.map(<[u8]>::len)),
            ("covered", visits.covered.map(<[bool]>::len)),
            ("origins", Some(origins.len())),
            ("destinations", Some(destinations.len())),
        ];
        for (name, len) in more {
            if let Some(len) = len {
                same_length(("days", n_rows), (name, len))?;
            }
        }
        if u32::try_from(self.n_cells()).is_err() {
            return Err(Error::too_large(
                "the panel",
                self.n_cells() as u128,
                u128::from(u32::MAX),
            ));
        }
        let (periods, parts) = (self.periods(), Parts::of(self.n_pairs, self.n_periods()));
        let mut told = vec![Told::default(); n_rows.div_ceil(ROWS)];
        let chunks: Vec<_> = (0..n_rows).step_by(ROWS).zip(&mut told).collect();
        let work = |(first, told): (usize, &mut Told)| {
            let size = ROWS.min(n_rows - first);
            let (mut cells, mut of_rows) = (vec![0; size], vec![NO_PART; size]);
            let blocks = cells.chunks_mut(BLOCK).zip(of_rows.chunks_mut(BLOCK));
            for (block, (cells, of_rows)) in (first..).step_by(BLOCK).zip(blocks) {
                self.block(&periods, parts, visits, block, (cells, of_rows), told);
            }
            told.2 = InOrder::of(&cells, &of_rows, parts.number());
            Ok(())
        };
        work_off(chunks, threads.of(n_rows >= SERIAL_BELOW), &work, tick)?;
        let (mut account, mut own, mut chunks) = (Account::default(), Vec::new(), Vec::new());
        for (more, sums, chunk) in told {
            account.add(&more);
            own.extend(sums);
            chunks.push(chunk);
        }
        own.sort_unstable();
        own.dedup();
        Ok(Located {
            n_rows,
            chunks,
            account,
            own,
        })
    }

    /// The first day, and the period of each day from it on.
    fn periods(&self) -> (i32, Vec<u32>) {
        let since = self.edges.first().copied().unwrap_or_default();
        let mut periods = Vec::new();
        for (number, edges) in (0_u32..).zip(self.edges.windows(2)) {
            if let [start, end] = *edges {
                let days = usize::try_from(end - start).unwrap_or_default();
                periods.resize(periods.len() + days, number);
            }
        }
        (i32::try_from(since).unwrap_or(i32::MAX), periods)
    }

    /// The cells of one block of visits, from row `first` on, and the parts of those that are in one.
    fn block(
        &self,
        (since, periods): &(i32, Vec<u32>),
        parts: Parts,
        visits: Visits<'_>,
        first: usize,
        (cells, of_rows): (&mut [u32], &mut [u32]),
        (account, own, _): &mut Told,
    ) {
        for (codes, numbers) in visits.ends {
            codes.add_to(first, numbers, cells);
        }
        let n_periods = u32::try_from(self.n_periods()).unwrap_or(u32::MAX);
        let days = visits.days.get(first..).unwrap_or_default();
        let found = cells.iter_mut().zip(of_rows).zip(days);
        for (row, ((cell, part), day)) in (first..).zip(found) {
            let sum = *cell;
            let place = day.wrapping_sub(*since).cast_unsigned() as usize;
            let Some(period) = periods.get(place) else {
                account.outside_window += 1;
                continue;
            };
            if let Some(verdict) = visits.verdicts.and_then(|told| told.get(row)) {
                if *verdict == 0 {
                    account.excluded_by_rule += 1;
                    continue;
                }
                if *verdict == 2 && !self.with_unclear {
                    account.unclear += 1;
                    continue;
                }
            }
            let pair = self.pairs.get(sum as usize).copied().unwrap_or(NO_PAIR);
            if pair >= ITSELF {
                if pair == ITSELF {
                    account.own_country += 1;
                    if own.last() != Some(&sum) {
                        own.push(sum);
                    }
                } else {
                    account.other_dyads += 1;
                }
                continue;
            }
            if !self.is_there(pair, *day) {
                account.outside_existence += 1;
                continue;
            }
            let covered = visits.covered.and_then(|covered| covered.get(row));
            if covered == Some(&false) {
                account.outside_coverage += 1;
                continue;
            }
            account.used += 1;
            *cell = pair * n_periods + period;
            *part = parts.part(pair);
        }
    }
}
