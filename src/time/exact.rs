//! Dates as a frame library holds them, counted in some unit since 1970-01-01, as days.

use std::ops::Range;

use super::day::{FIRST_DAY as FIRST, LAST_DAY as LAST};
use crate::error::Rows;

/// Dates in the width in which they are held; a missing one is the least number of it.
#[derive(Debug, Clone, Copy)]
pub enum Ticks<'a> {
    /// Days of Arrow.
    Narrow(&'a [i32]),
    /// Any unit.
    Wide(&'a [i64]),
}

/// How long a tick is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    /// So many days.
    Days(i64),
    /// So many of them make a day.
    PartOfDay(i64),
    /// Months and years, of which no number of days is known.
    Other,
}

/// Dates as they are held, and how long a tick is.
#[derive(Debug, Clone, Copy)]
pub struct Dates<'a> {
    /// The dates.
    pub ticks: Ticks<'a>,
    /// How long a tick is.
    pub tick: Tick,
}

impl<'a> Dates<'a> {
    /// Dates that are days.
    pub fn of_days(days: &'a [i32]) -> Self {
        Self {
            ticks: Ticks::Narrow(days),
            tick: Tick::Days(1),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self.ticks {
            Ticks::Narrow(ticks) => ticks.len(),
            Ticks::Wide(ticks) => ticks.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The days of some rows, read where they lie or written into a buffer; a date that is no day of
    /// the years 1 to 9999 is none here either.
    pub fn part<'b>(&self, rows: Range<usize>, buffer: &'b mut [i32]) -> &'b [i32]
    where
        'a: 'b,
    {
        match self.ticks {
            Ticks::Narrow(days) if self.tick == Tick::Days(1) => days.get(rows).unwrap_or_default(),
            Ticks::Narrow(ticks) => {
                let ticks = ticks.get(rows).unwrap_or_default();
                by_tick(
                    self.tick,
                    Write(ticks.iter().map(|&tick| wide(tick)), buffer),
                )
            }
            Ticks::Wide(ticks) => {
                let ticks = ticks.get(rows).unwrap_or_default();
                by_tick(self.tick, Write(ticks.iter().copied(), buffer))
            }
        }
    }
}

/// Whether a number is a day of the years 1 to 9999.
#[inline]
pub fn is_day(day: i32) -> bool {
    const FIRST_DAY: i32 = narrow(FIRST);
    const LAST_DAY: i32 = narrow(LAST);
    (FIRST_DAY..=LAST_DAY).contains(&day)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "both ends of the years 1 to 9999 fit"
)]
const fn narrow(day: i64) -> i32 {
    day as i32
}

/// The least of the wide numbers stands for a missing date there.
fn wide(tick: i32) -> i64 {
    if tick == i32::MIN {
        i64::MIN
    } else {
        tick.into()
    }
}

/// Days of dates; where one is none, and what is wrong with others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExactDays {
    /// The days, 0 where there is none; nothing where the dates are these days already.
    pub days: Option<Vec<i32>>,
    /// Which rows have no date.
    pub missing: Rows,
    /// Which rows have a time of day.
    pub timed: Rows,
    /// Which rows are not in the years 1 to 9999.
    pub outside: Rows,
}

impl ExactDays {
    /// Reads dates exactly or not at all.
    pub fn of(Dates { ticks, tick }: Dates<'_>) -> Self {
        match (ticks, tick) {
            (Ticks::Narrow(days), Tick::Days(1)) if all_days(days) => Self::default(),
            (Ticks::Narrow(ticks), _) => {
                by_tick(tick, Collect(ticks.iter().map(|&tick| wide(tick))))
            }
            (Ticks::Wide(ticks), _) => by_tick(tick, Collect(ticks.iter().copied())),
        }
    }
}

/// Whether every number is a day of the years 1 to 9999: a branch a row would be slower.
fn all_days(days: &[i32]) -> bool {
    let (low, high) = days.iter().fold((i32::MAX, i32::MIN), |(low, high), &day| {
        (low.min(day), high.max(day))
    });
    days.is_empty() || (i64::from(low) >= FIRST && i64::from(high) <= LAST)
}

/// What is done with ticks, once it is known how they become days.
trait Reading {
    type Found;

    fn read(self, day_of: impl Fn(i64) -> Option<i64>) -> Self::Found;
}

/// A division by a number that is known here is a multiplication.
fn by_tick<R: Reading>(tick: Tick, reading: R) -> R::Found {
    const HOURS: i64 = 24;
    const SECONDS: i64 = 86_400;
    const MILLIS: i64 = SECONDS * 1_000;
    const MICROS: i64 = MILLIS * 1_000;
    const NANOS: i64 = MICROS * 1_000;
    match tick {
        Tick::Days(1) => reading.read(Some),
        Tick::Days(days) => reading.read(|tick| Some(tick.saturating_mul(days))),
        Tick::PartOfDay(HOURS) => reading.read(whole::<HOURS>),
        Tick::PartOfDay(SECONDS) => reading.read(whole::<SECONDS>),
        Tick::PartOfDay(MILLIS) => reading.read(whole::<MILLIS>),
        Tick::PartOfDay(MICROS) => reading.read(whole::<MICROS>),
        Tick::PartOfDay(NANOS) => reading.read(whole::<NANOS>),
        Tick::PartOfDay(parts) => reading.read(|tick| {
            let exact = parts > 0 && tick.rem_euclid(parts.max(1)) == 0;
            exact.then(|| tick.div_euclid(parts.max(1)))
        }),
        Tick::Other => reading.read(|_| None),
    }
}

fn whole<const PARTS: i64>(tick: i64) -> Option<i64> {
    let day = tick / PARTS;
    (day * PARTS == tick).then_some(day)
}

/// All days in a column of their own, and every fault.
struct Collect<T>(T);

impl<T: Iterator<Item = i64>> Reading for Collect<T> {
    type Found = ExactDays;

    fn read(self, day_of: impl Fn(i64) -> Option<i64>) -> ExactDays {
        let mut found = ExactDays::default();
        let days = self.0.enumerate().map(|(row, tick)| {
            if tick == i64::MIN {
                found.missing.push(row);
                return 0;
            }
            let Some(day) = day_of(tick) else {
                found.timed.push(row);
                return 0;
            };
            match i32::try_from(day) {
                Ok(narrow) if (FIRST..=LAST).contains(&day) => narrow,
                _ => {
                    found.outside.push(row);
                    0
                }
            }
        });
        let days = days.collect();
        found.days = Some(days);
        found
    }
}

/// The days of a few rows; what is no day is the least number.
struct Write<'b, T>(T, &'b mut [i32]);

impl<'b, T: Iterator<Item = i64>> Reading for Write<'b, T> {
    type Found = &'b [i32];

    fn read(self, day_of: impl Fn(i64) -> Option<i64>) -> &'b [i32] {
        let mut written = 0;
        for (day, tick) in self.1.iter_mut().zip(self.0) {
            let found = day_of(tick).and_then(|day| i32::try_from(day).ok());
            *day = found.unwrap_or(i32::MIN);
            written += 1;
        }
        self.1.get(..written).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MICROS: i64 = 86_400_000_000;

    /// Every fault; each date as the day that blocks of them are read as.
    fn read(ticks: Ticks<'_>, tick: Tick) -> ExactDays {
        let dates = Dates { ticks, tick };
        let found = ExactDays::of(dates);
        let mut buffer = [7; 4];
        for from in (0..dates.len()).step_by(4) {
            let rows = from..(from + 4).min(dates.len());
            for (row, &day) in rows.clone().zip(dates.part(rows, &mut buffer)) {
                let faults = [&found.missing, &found.timed, &found.outside];
                let bad = faults.iter().any(|rows| rows.first().contains(&row));
                assert_eq!(is_day(day), !bad && row < 10);
                let whole = found.days.as_ref().map_or(day, |days| days[row]);
                assert!(bad || row >= 10 || day == whole);
            }
        }
        found
    }

    #[test]
    fn days_of_arrow_are_read_where_they_lie() {
        let found = read(Ticks::Narrow(&[-719_162, 0, 2_932_896]), Tick::Days(1));
        assert_eq!(found, ExactDays::default());
        assert_eq!(read(Ticks::Narrow(&[]), Tick::Days(1)).days, None);
    }

    #[test]
    fn every_row_that_is_no_day_is_told() {
        let narrow = [i32::MIN, 3, 2_932_897];
        let found = read(Ticks::Narrow(&narrow), Tick::Days(1));
        assert_eq!(found.days, Some(vec![0, 3, 0]));
        assert_eq!(found.missing.first(), [0]);
        assert_eq!(found.outside.first(), [2]);
        let wide = [MICROS, -MICROS, MICROS + 1, -1, i64::MIN, i64::MAX - 1];
        let found = read(Ticks::Wide(&wide), Tick::PartOfDay(MICROS));
        assert_eq!(found.days, Some(vec![1, -1, 0, 0, 0, 0]));
        assert_eq!(found.missing.count(), 1);
        assert_eq!(found.timed.first(), [2, 3, 5]);
    }

    #[test]
    fn a_unit_is_exact_or_refused() {
        let days = |ticks: &[i64], tick| read(Ticks::Wide(ticks), tick).days;
        assert_eq!(days(&[-2, 5], Tick::Days(7)), Some(vec![-14, 35]));
        assert_eq!(days(&[24, -48], Tick::PartOfDay(24)), Some(vec![1, -2]));
        assert_eq!(days(&[-4, 6], Tick::PartOfDay(2)), Some(vec![-2, 3]));
        let months = read(Ticks::Wide(&[1, 2]), Tick::Other);
        assert_eq!(months.timed.count(), 2);
        let many = [i64::MIN; 12];
        let gone = read(Ticks::Wide(&many), Tick::Days(1)).missing;
        assert_eq!((gone.first().len(), gone.count()), (10, 12));
    }
}
