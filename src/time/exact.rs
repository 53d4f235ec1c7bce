//! Dates as a frame library holds them, counted in some unit since 1970-01-01, as days.

use super::day::{FIRST_DAY as FIRST, LAST_DAY as LAST};

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

/// The rows of one fault: the first of them, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// The first of them.
    pub first: Vec<usize>,
    /// How many there are.
    pub number: usize,
}

/// How many rows of a fault are named.
const NAMED: usize = 10;

impl Rows {
    fn add(&mut self, row: usize) {
        if self.first.len() < NAMED {
            self.first.push(row);
        }
        self.number += 1;
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
    pub fn of(ticks: Ticks<'_>, tick: Tick) -> Self {
        match (ticks, tick) {
            (Ticks::Narrow(days), Tick::Days(1)) if all_days(days) => Self::default(),
            (Ticks::Narrow(ticks), _) => {
                // The least of the wide numbers stands for a missing date there.
                let wide = |tick: i32| {
                    if tick == i32::MIN {
                        i64::MIN
                    } else {
                        tick.into()
                    }
                };
                read(ticks.iter().map(|&tick| wide(tick)), tick)
            }
            (Ticks::Wide(ticks), _) => read(ticks.iter().copied(), tick),
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

/// A division by a number that is known here is a multiplication.
fn read(ticks: impl ExactSizeIterator<Item = i64>, tick: Tick) -> ExactDays {
    const HOURS: i64 = 24;
    const SECONDS: i64 = 86_400;
    const MILLIS: i64 = SECONDS * 1_000;
    const MICROS: i64 = MILLIS * 1_000;
    const NANOS: i64 = MICROS * 1_000;
    match tick {
        Tick::Days(1) => collect(ticks, Some),
        Tick::Days(days) => collect(ticks, |tick| Some(tick.saturating_mul(days))),
        Tick::PartOfDay(HOURS) => collect(ticks, whole::<HOURS>),
        Tick::PartOfDay(SECONDS) => collect(ticks, whole::<SECONDS>),
        Tick::PartOfDay(MILLIS) => collect(ticks, whole::<MILLIS>),
        Tick::PartOfDay(MICROS) => collect(ticks, whole::<MICROS>),
        Tick::PartOfDay(NANOS) => collect(ticks, whole::<NANOS>),
        Tick::PartOfDay(parts) => collect(ticks, |tick| {
            let exact = parts > 0 && tick.rem_euclid(parts.max(1)) == 0;
            exact.then(|| tick.div_euclid(parts.max(1)))
        }),
        Tick::Other => collect(ticks, |_| None),
    }
}

fn whole<const PARTS: i64>(tick: i64) -> Option<i64> {
    let day = tick / PARTS;
    (day * PARTS == tick).then_some(day)
}

fn collect(
    ticks: impl ExactSizeIterator<Item = i64>,
    day_of: impl Fn(i64) -> Option<i64>,
) -> ExactDays {
    let mut found = ExactDays::default();
    let days = ticks.enumerate().map(|(row, tick)| {
        if tick == i64::MIN {
            found.missing.add(row);
            return 0;
        }
        let Some(day) = day_of(tick) else {
            found.timed.add(row);
            return 0;
        };
        match i32::try_from(day) {
            Ok(narrow) if (FIRST..=LAST).contains(&day) => narrow,
            _ => {
                found.outside.add(row);
                0
            }
        }
    });
    let days = days.collect();
    found.days = Some(days);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const MICROS: i64 = 86_400_000_000;

    #[test]
    fn days_of_arrow_are_read_where_they_lie() {
        let found = ExactDays::of(Ticks::Narrow(&[-719_162, 0, 2_932_896]), Tick::Days(1));
        assert_eq!(found, ExactDays::default());
        assert_eq!(ExactDays::of(Ticks::Narrow(&[]), Tick::Days(1)).days, None);
    }

    #[test]
    fn every_row_that_is_no_day_is_told() {
        let narrow = [i32::MIN, 3, 2_932_897];
        let found = ExactDays::of(Ticks::Narrow(&narrow), Tick::Days(1));
        assert_eq!(found.days, Some(vec![0, 3, 0]));
        assert_eq!(found.missing.first, vec![0]);
        assert_eq!(found.outside.first, vec![2]);
        let wide = [MICROS, -MICROS, MICROS + 1, -1, i64::MIN, i64::MAX - 1];
        let found = ExactDays::of(Ticks::Wide(&wide), Tick::PartOfDay(MICROS));
        assert_eq!(found.days, Some(vec![1, -1, 0, 0, 0, 0]));
        assert_eq!(
            (found.missing.number, found.timed.first),
            (1, vec![2, 3, 5])
        );
    }

    #[test]
    fn a_unit_is_exact_or_refused() {
        let read = |ticks: &[i64], tick| ExactDays::of(Ticks::Wide(ticks), tick).days;
        assert_eq!(read(&[-2, 5], Tick::Days(7)), Some(vec![-14, 35]));
        assert_eq!(read(&[24, -48], Tick::PartOfDay(24)), Some(vec![1, -2]));
        assert_eq!(read(&[-4, 6], Tick::PartOfDay(2)), Some(vec![-2, 3]));
        let months = ExactDays::of(Ticks::Wide(&[1, 2]), Tick::Other);
        assert_eq!(months.timed.number, 2);
        let many = [i64::MIN; 12];
        let gone = ExactDays::of(Ticks::Wide(&many), Tick::Days(1)).missing;
        assert_eq!((gone.first.len(), gone.number), (10, 12));
    }
}
