//! The years of an era: its observed days cut into cells of about a year, and the visits of each.
//!
//! Counted in calendar years, a cell is a whole year that the era holds. Counted in days, it is
//! what the era and the observation leave of a calendar year; where that is less than half a year
//! it is joined to its neighbour, because a cell of a few days tells nothing of a year.

use crate::special::real::days_to_real;
use crate::time::day;

const QUARTERS_A_DAY: i64 = 4;
const QUARTERS_A_YEAR: i64 = 1461;

/// Days of exposure from which on a cell stands by itself.
const HALF_A_YEAR: i64 = 183;

/// A year of an era, or what was observed of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The calendar year that most of it lies in.
    pub year: i32,
    /// First day whose visits count.
    pub start: i64,
    /// End of those days, exclusive.
    pub end: i64,
    /// Exposure in quarter days, of which a year has 1461; never 0.
    pub quarters: i64,
}

impl Cell {
    /// Exposure in years of 365.25 days.
    pub fn years(self) -> f64 {
        days_to_real(self.quarters) / 1461.0
    }

    /// Whether a visit of this day counts in it.
    pub fn holds(self, day: i64) -> bool {
        (self.start..self.end).contains(&day)
    }
}

/// Cells of an era whose visits count on the days `[start, end)` of whole calendar years.
pub fn of_calendar_years(start: i64, end: i64) -> Vec<Cell> {
    calendar_years(start, end)
        .map(|(year, start, end)| Cell {
            year,
            start,
            end,
            quarters: QUARTERS_A_YEAR,
        })
        .collect()
}

/// Cells of an era whose visits count on the days `[start, end)`, and which has `days` of exposure.
///
/// Under eras `(start, end]` the two may differ by a day at an end of the observation: the
/// first cell gains it, or the last one loses it. An era without exposure has no cell.
pub fn of_days(start: i64, end: i64, days: i64) -> Vec<Cell> {
    if days <= 0 {
        return Vec::new();
    }
    let mut parts: Vec<Part> = calendar_years(start, end).map(Part::of).collect();
    if parts.is_empty() {
        let year = day::year_of(start).unwrap_or_default();
        parts.push(Part::of((year, start, start)));
    }
    let surplus = days - parts.iter().map(|part| part.days).sum::<i64>();
    let odd = if surplus > 0 {
        parts.first_mut()
    } else {
        parts.last_mut()
    };
    if let Some(part) = odd {
        part.days += surplus;
    }
    join_the_last(&mut parts);
    parts.reverse();
    join_the_last(&mut parts);
    parts.reverse();
    parts.iter().map(Part::cell).collect()
}

/// Visits of each cell.
pub fn counts(cells: &[Cell], days: &[i64]) -> Vec<u64> {
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let before = |day: i64| sorted.partition_point(|visit| *visit < day);
    cells
        .iter()
        .map(|cell| (before(cell.end) - before(cell.start)) as u64)
        .collect()
}

/// What a calendar year gives to an era, before short ones are joined.
#[derive(Debug, Clone, Copy)]
struct Part {
    year: i32,
    start: i64,
    end: i64,
    days: i64,
}

impl Part {
    fn of((year, start, end): (i32, i64, i64)) -> Self {
        Self {
            year,
            start,
            end,
            days: end - start,
        }
    }

    /// Both together, under the year of the longer.
    fn with(self, other: Self) -> Self {
        Self {
            year: if self.days > other.days {
                self.year
            } else {
                other.year
            },
            start: self.start.min(other.start),
            end: self.end.max(other.end),
            days: self.days + other.days,
        }
    }

    fn cell(&self) -> Cell {
        Cell {
            year: self.year,
            start: self.start,
            end: self.end,
            quarters: self.days * QUARTERS_A_DAY,
        }
    }
}

/// Joins the last part to the one before it if it is short and there is one.
fn join_the_last(parts: &mut Vec<Part>) {
    if let [.., before, last] = parts.as_mut_slice()
        && last.days < HALF_A_YEAR
    {
        *before = before.with(*last);
        parts.pop();
    }
}

/// The calendar years of the days `[start, end)`, each with its part of them.
fn calendar_years(start: i64, end: i64) -> impl Iterator<Item = (i32, i64, i64)> {
    let years = day::year_of(start).zip(day::year_of(end - 1));
    let (first, last) = years.filter(|_| start < end).unwrap_or((1, 0));
    (first..=last).filter_map(move |year| {
        let from = day::from_civil(year, 1, 1)?;
        let to = day::from_civil(year, 12, 31)? + 1;
        Some((year, from.max(start), to.min(end)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> i64 {
        day::from_text(text).unwrap()
    }

    fn by_days(start: &str, end: &str) -> Vec<(i32, i64)> {
        let (start, end) = (date(start), date(end));
        of_days(start, end, end - start)
            .iter()
            .map(|cell| (cell.year, cell.quarters / QUARTERS_A_DAY))
            .collect()
    }

    #[test]
    fn whole_years_are_cells_of_one_year() {
        let cells = of_calendar_years(date("2003-01-01"), date("2006-01-01"));
        let years: Vec<i32> = cells.iter().map(|cell| cell.year).collect();
        assert_eq!(years, [2003, 2004, 2005]);
        assert!(cells.iter().all(|cell| cell.quarters == QUARTERS_A_YEAR));
        let days = [date("2003-12-31"), date("2004-01-01"), date("2006-01-01")];
        assert_eq!(counts(&cells, &days), [1, 1, 0]);
        assert!(of_calendar_years(5, 5).is_empty());
    }

    #[test]
    fn a_short_end_is_joined_to_its_neighbour() {
        // 46 days at the beginning and 73 at the end are too few
        assert_eq!(
            by_days("2012-11-16", "2015-03-15"),
            [(2013, 46 + 365), (2014, 365 + 73)]
        );
        // 183 days stand by themselves, 182 do not
        assert_eq!(
            by_days("2012-07-02", "2014-01-01"),
            [(2012, 183), (2013, 365)]
        );
        assert_eq!(by_days("2012-07-03", "2014-01-01"), [(2013, 182 + 365)]);
        assert_eq!(
            by_days("2012-01-01", "2013-07-03"),
            [(2012, 366), (2013, 183)]
        );
        assert_eq!(by_days("2012-01-01", "2013-07-02"), [(2012, 366 + 182)]);
        // both ends of a year in the middle
        assert_eq!(by_days("2012-12-01", "2014-02-01"), [(2013, 31 + 365 + 31)]);
        // an era of two short parts is one cell, and one of a few days stays one
        assert_eq!(by_days("2012-12-01", "2013-02-15"), [(2013, 76)]);
        assert_eq!(by_days("2012-05-01", "2012-05-04"), [(2012, 3)]);
    }

    #[test]
    fn exposure_may_differ_by_a_day_from_the_days_counted() {
        let (start, end) = (date("2012-01-02"), date("2014-01-01"));
        let more = of_days(start, end, end - start + 1);
        assert_eq!(more[0].quarters, 4 * 366);
        let fewer = of_days(start, end, end - start - 1);
        assert_eq!((fewer[0].quarters, fewer[1].quarters), (4 * 365, 4 * 364));
        // one day of exposure on which no visit counts, and no exposure at all
        let none = of_days(start, start, 1);
        assert_eq!((none.len(), none[0].quarters), (1, 4));
        assert_eq!(counts(&none, &[start]), [0]);
        assert!(of_days(start, start + 1, 0).is_empty());
    }

    #[test]
    fn cells_cover_the_era_once() {
        let (first, last) = (date("1999-11-03"), date("2004-06-20"));
        for start in (first..last).step_by(37) {
            for end in (start + 1..last).step_by(41) {
                let cells = of_days(start, end, end - start);
                assert_eq!((cells[0].start, cells[cells.len() - 1].end), (start, end));
                assert!(cells.windows(2).all(|pair| pair[0].end == pair[1].start));
                let quarters: i64 = cells.iter().map(|cell| cell.quarters).sum();
                assert_eq!(quarters, QUARTERS_A_DAY * (end - start));
                let short = |cell: &Cell| cell.quarters < QUARTERS_A_DAY * HALF_A_YEAR;
                assert!(cells.len() == 1 || !cells.iter().any(short));
                assert!(cells.windows(2).all(|pair| pair[0].year < pair[1].year));
                assert!(cells[0].holds(start) && !cells[0].holds(start - 1));
            }
        }
    }
}
