//! Counting where eras and classes are few: a byte for the day and a byte for the rest are the cell.

use std::ops::Range;

use super::super::codes::{Codes, NO_NUMBER, Numbered};
use super::cells::{Cell, Counter};
use super::counts::{Shape, Tally};
use super::visits::{BLOCK, Visits, check_days, verdict};
use crate::error::{Error, Result};
use crate::time::index::{DayBytes, DayIndex};
use verdict::NUMBER as N_VERDICTS;

/// A byte that stands for no class, or for a code beyond all labels.
const NONE: u8 = u8::MAX;
/// Rows that follow each other are counted apart: one that falls in the cell of the row before it need not
/// wait for the sum of that.
const APART: usize = 2;

/// Counts of every cell that a number of 16 bits may name, so that none has to be looked at for its bounds;
/// no memory is touched for those that do not occur.
type Cells = [[u32; APART]; 1 << u16::BITS];

/// What is read beside the day of a visit, as one byte.
#[derive(Debug, Clone)]
enum Beside<'a> {
    /// Nothing.
    Nothing,
    /// One column of bytes, where it lies; what they stand for is looked up when all is counted.
    Column(&'a [u8], Option<&'a [u32]>),
    /// Several columns, or wider ones: the sum of what their codes stand for.
    Sum(Vec<(Codes<'a>, Vec<u8>)>),
}

/// How often each byte beside the day occurred in each era.
#[derive(Debug, Clone)]
pub(super) struct Few<'a> {
    shape: Shape,
    visits: Visits<'a>,
    days: DayBytes<'a>,
    beside: Beside<'a>,
    n_verdicts: usize,
    /// How many bytes beside a day stand for something; all others are counted after them.
    n_beside: u8,
    counts: Box<Cells>,
}

impl<'a> Few<'a> {
    /// No visits, where there are no groups, and eras and classes are few enough.
    pub(super) fn of(index: &'a impl DayIndex, visits: Visits<'a>, shape: Shape) -> Option<Self> {
        let days = index.bytes().filter(|_| visits.groups.is_none())?;
        let n_verdicts = visits.verdicts.map_or(1, |_| N_VERDICTS);
        let n_sums = u8::try_from(shape.n_classes * n_verdicts).ok();
        let n_sums = n_sums.filter(|number| *number < NONE)?;
        let classes = visits.classes.iter().map(|column| (*column, n_verdicts));
        let columns: Vec<_> = classes
            .chain(visits.verdicts.map(|column| (column, 1)))
            .collect();
        let (beside, n_beside) = match *columns.as_slice() {
            [] => (Beside::Nothing, 1),
            [(column, _)] if matches!(column.codes, Codes::U8(_)) => {
                let labels = column.numbers.map_or(n_sums.into(), <[u32]>::len);
                let labels = u8::try_from(labels).unwrap_or(NONE).min(NONE - 1);
                match column.codes {
                    Codes::U8(codes) => (Beside::Column(codes, column.numbers), labels),
                    _ => return None,
                }
            }
            _ => {
                let tables = columns
                    .iter()
                    .map(|(column, step)| bytes(column, *step, n_sums));
                (Beside::Sum(tables.collect()), n_sums)
            }
        };
        let counts = vec![[0; APART]; 1 << u16::BITS].into_boxed_slice();
        Some(Self {
            shape,
            visits,
            days,
            beside,
            n_verdicts,
            n_beside,
            counts: counts.try_into().ok()?,
        })
    }

    /// Counts rows.
    pub(super) fn take(&mut self, rows: Range<usize>) -> Result<()> {
        let (mut days, mut sums, nothing) = ([0; BLOCK], [0; BLOCK], [0; BLOCK]);
        let (mut places, mut cells) = ([0; BLOCK], [0; BLOCK]);
        for from in rows.clone().step_by(BLOCK) {
            let rows = from..(from + BLOCK).min(rows.end);
            let days = self.visits.dates.part(rows.clone(), &mut days);
            let beside = match &self.beside {
                Beside::Nothing => nothing.get(..rows.len()).unwrap_or_default(),
                Beside::Column(codes, _) => codes.get(rows).unwrap_or_default(),
                Beside::Sum(columns) => {
                    let sums = sums.get_mut(..rows.len()).unwrap_or_default();
                    for (number, (codes, table)) in columns.iter().enumerate() {
                        codes.bytes_into(from, table, number > 0, sums);
                    }
                    sums
                }
            };
            let places = places.get_mut(..days.len()).unwrap_or_default();
            let cells = cells.get_mut(..days.len()).unwrap_or_default();
            self.days.places(days, places);
            if places.contains(&DayBytes::OUTSIDE) {
                check_days(days, from)?;
            }
            cells_of(places, beside, self.n_beside, cells);
            count(cells, &mut self.counts);
        }
        Ok(())
    }

    /// Adds the counts of other rows.
    pub(super) fn add(&mut self, other: &Self) -> Result<()> {
        let size = self.width() * (usize::from(NONE) + 1);
        let pairs = self.counts.iter_mut().zip(other.counts.iter()).take(size);
        for (count, more) in pairs.flat_map(|(own, more)| own.iter_mut().zip(more)) {
            *count = count
                .checked_add(*more)
                .ok_or_else(|| Error::overflow("the tally"))?;
        }
        Ok(())
    }

    /// What was counted, by era and class.
    pub(super) fn finish<C: Counter>(&self, counts: C) -> Result<Tally<C>> {
        let mut tally = Tally::empty(self.shape, counts);
        let places = self.counts.chunks(self.width()).take(usize::from(NONE) + 1);
        for (place, counts) in places.enumerate() {
            let numbers = counts.iter().map(|apart| apart.iter().sum::<u32>());
            for (byte, number) in numbers.enumerate().filter(|(_, number)| *number > 0) {
                let Some(sum) = self.sum(byte) else {
                    // Some row has no class, or no verdict: whoever reads them one by one says which.
                    self.visits
                        .blocks(0..self.visits.len(), self.shape.n_classes, |_| Ok(()))?;
                    continue;
                };
                let (class, told) = match self.visits.verdicts {
                    None => (sum, verdict::QUALIFIES),
                    Some(_) => (sum / N_VERDICTS, (sum % N_VERDICTS).to_le_bytes()[0]),
                };
                let account = &mut tally.account;
                let own = match (told, u8::try_from(place).unwrap_or(DayBytes::OUTSIDE)) {
                    (verdict::EXCLUDED, _) => &mut account.excluded_by_rule,
                    (_, DayBytes::OUTSIDE) => &mut account.outside_window,
                    (_, DayBytes::IN_NO_ERA) => &mut account.in_no_era,
                    (verdict::UNCLEAR, _) => &mut account.unclear,
                    _ => &mut account.used,
                };
                *own += u64::from(number);
                let cell = place * self.shape.n_classes + class;
                match told {
                    _ if place >= self.shape.n_eras => {}
                    verdict::EXCLUDED => {}
                    verdict::UNCLEAR => tally.counts.count(
                        cell,
                        Cell {
                            qualify: 0,
                            unclear: number,
                        },
                    ),
                    _ => tally.counts.count(
                        cell,
                        Cell {
                            qualify: number,
                            unclear: 0,
                        },
                    ),
                }
            }
        }
        Ok(tally)
    }

    /// How many cells a place has.
    fn width(&self) -> usize {
        usize::from(self.n_beside) + 1
    }

    /// What a byte beside a day stands for: a class and a verdict.
    fn sum(&self, byte: usize) -> Option<usize> {
        let most = self.shape.n_classes * self.n_verdicts;
        let number = match self.beside {
            _ if byte >= usize::from(self.n_beside) => return None,
            Beside::Column(_, Some(numbers)) => *numbers.get(byte)? as usize,
            _ => byte,
        };
        (number < most).then_some(number)
    }
}

/// What the codes of a column stand for in a sum below `limit`, of which it is a digit of value `step`.
fn bytes<'a>(column: &Numbered<'a>, step: usize, limit: u8) -> (Codes<'a>, Vec<u8>) {
    let byte = |number: u32| {
        let digit = (number as usize).saturating_mul(step);
        u8::try_from(digit)
            .ok()
            .filter(|digit| number != NO_NUMBER && *digit < limit)
    };
    let table = match column.numbers {
        Some(numbers) => numbers
            .iter()
            .map(|number| byte(*number).unwrap_or(NONE))
            .collect(),
        None => (0..).map_while(byte).collect(),
    };
    (column.codes, table)
}

/// The cell of each visit, of the byte of its day and the byte beside it.
fn cells_of(places: &[u8], beside: &[u8], n_beside: u8, cells: &mut [u16]) {
    let width = u16::from(n_beside) + 1;
    for (cell, (&place, &byte)) in cells.iter_mut().zip(places.iter().zip(beside)) {
        let own = u16::from(byte.min(n_beside));
        *cell = u16::from(place).wrapping_mul(width).wrapping_add(own);
    }
}

/// Counts visits by their cells.
fn count(cells: &[u16], counts: &mut Cells) {
    let mut put = |cell: u16, apart: usize| {
        let counts = counts.get_mut(usize::from(cell));
        if let Some(count) = counts.and_then(|counts| counts.get_mut(apart)) {
            *count = count.wrapping_add(1);
        }
    };
    let (together, last) = cells.as_chunks::<APART>();
    for cells in together {
        for (apart, &cell) in cells.iter().enumerate() {
            put(cell, apart);
        }
    }
    for &cell in last {
        put(cell, 0);
    }
}
