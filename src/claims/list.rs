//! Lists of eras: who was in office when, by one way of dating it, and how long each was observed.

use super::specification::Exposure;
use crate::error::{Result, same_length};
use crate::measure::era::{Eras, Handover};
use crate::measure::years::{self, Cell};
use crate::special::real::days_to_real;
use crate::time::window::Window;

const QUARTERS_A_DAY: i64 = 4;
const QUARTERS_A_YEAR: i64 = 1461;

/// The eras of one side by one rule, or of two sides at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EraList {
    /// Whose eras; none where a record has but one list, or for joint eras.
    pub side: Option<String>,
    /// The way of dating them, where there are several.
    pub rule: Option<String>,
    /// What each is called.
    pub labels: Vec<String>,
    /// First days.
    pub starts: Vec<i64>,
    /// Ends, exclusive; none while an era lasts.
    pub ends: Vec<Option<i64>>,
}

/// The days whose visits count in one era, and its exposure.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Span {
    /// First day.
    pub start: i64,
    /// End, exclusive.
    pub end: i64,
    /// Exposure in quarter days, a whole number of them: 0 where it was not observed.
    pub quarters: f64,
}

impl Span {
    /// Exposure in years of 365.25 days.
    pub fn years(self) -> f64 {
        self.quarters / 1461.0
    }

    /// Its years, or what it has of them.
    pub fn cells(self, exposure: Exposure) -> Vec<Cell> {
        match exposure {
            Exposure::Days => years::of_days(self.start, self.end, self.days()),
            Exposure::CalendarYears => years::of_calendar_years(self.start, self.end),
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a whole number of days, of far fewer than 2^53"
    )]
    fn days(self) -> i64 {
        (self.quarters / 4.0) as i64
    }

    /// Whether a visit of this day counts in it.
    pub fn holds(self, day: i64) -> bool {
        (self.start..self.end).contains(&day)
    }

    /// The whole of an observation as one era: its days, or the whole calendar years in it.
    pub fn whole(window: Window, exposure: Exposure) -> Self {
        match (exposure, window.whole_years()) {
            (Exposure::Days, _) => Self {
                start: window.since(),
                end: window.end(),
                quarters: days_to_real(window.days() * QUARTERS_A_DAY),
            },
            (Exposure::CalendarYears, Some(years)) => Self {
                start: years.since(),
                end: years.end(),
                quarters: days_to_real(number_of_years(years) * QUARTERS_A_YEAR),
            },
            (Exposure::CalendarYears, None) => Self::default(),
        }
    }
}

impl EraList {
    /// The position of an era.
    pub fn position(&self, era: &str) -> Option<usize> {
        self.labels.iter().position(|label| label == era)
    }

    /// What each era has of an observation.
    ///
    /// # Errors
    ///
    /// As [`Eras::new`].
    pub fn spans(
        &self,
        window: Window,
        handover: Handover,
        exposure: Exposure,
    ) -> Result<Vec<Span>> {
        let open = |start: i64| start.max(window.through()) + 1;
        let each = self.starts.iter().zip(&self.ends);
        let ends: Vec<i64> = each
            .map(|(start, end)| end.unwrap_or(open(*start)))
            .collect();
        let eras = Eras::new(&self.starts, &ends)?;
        let exposures = match exposure {
            Exposure::Days => eras.exposure_in_days(window, handover),
            Exposure::CalendarYears => eras.exposure_in_years(window, handover),
        };
        let quarters = |days: i64, years: i64| match exposure {
            Exposure::Days => days * QUARTERS_A_DAY,
            Exposure::CalendarYears => years * QUARTERS_A_YEAR,
        };
        let each = exposures.iter();
        Ok(each
            .map(|found| Span {
                start: found.start,
                end: found.end,
                quarters: days_to_real(quarters(found.days, found.years)),
            })
            .collect())
    }

    /// The days on which an era of each of two lists ran, called `one and other`.
    #[must_use]
    pub fn joint(&self, other: &Self) -> Self {
        let mut joint = Self::default();
        for (label, start, end) in self.rows() {
            for (other_label, other_start, other_end) in other.rows() {
                let first = start.max(other_start);
                let last = match (end, other_end) {
                    (Some(one), Some(two)) => Some(one.min(two)),
                    (one, two) => one.or(two),
                };
                if last.is_none_or(|last| first < last) {
                    joint.labels.push(format!("{label} and {other_label}"));
                    joint.starts.push(first);
                    joint.ends.push(last);
                }
            }
        }
        joint
    }

    /// Refuses columns of different lengths.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`].
    pub fn check(&self) -> Result<()> {
        for (name, len) in [("start", self.starts.len()), ("end", self.ends.len())] {
            same_length(("era", self.labels.len()), (name, len))?;
        }
        Ok(())
    }

    fn rows(&self) -> impl Iterator<Item = (&str, i64, Option<i64>)> {
        let days = self.starts.iter().copied().zip(self.ends.iter().copied());
        let labels = self.labels.iter().map(String::as_str);
        labels
            .zip(days)
            .map(|(label, (start, end))| (label, start, end))
    }
}

fn number_of_years(years: Window) -> i64 {
    // Whole years average 365.2425 days, so the division leaves a remainder below one half.
    (years.days() * QUARTERS_A_DAY + QUARTERS_A_YEAR / 2) / QUARTERS_A_YEAR
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::time::day;

    fn date(text: &str) -> i64 {
        day::from_text(text).unwrap()
    }

    fn list(rows: &[(&str, &str, Option<&str>)]) -> EraList {
        EraList {
            labels: rows.iter().map(|row| row.0.to_owned()).collect(),
            starts: rows.iter().map(|row| date(row.1)).collect(),
            ends: rows.iter().map(|row| row.2.map(date)).collect(),
            ..EraList::default()
        }
    }

    #[test]
    fn the_whole_observation_in_days_and_in_whole_years() {
        let window = Window::new(date("2001-03-01"), date("2006-12-31")).unwrap();
        let years = Span::whole(window, Exposure::CalendarYears);
        assert!((years.years() - 5.0).abs() < 1e-12);
        assert_eq!(years.start, date("2002-01-01"));
        let short = Window::new(date("2001-03-01"), date("2001-12-31")).unwrap();
        assert!(Span::whole(short, Exposure::CalendarYears).quarters.abs() < 1e-12);
        let days = Span::whole(short, Exposure::Days);
        assert!((days.quarters - 4.0 * 306.0).abs() < 1e-12);
        for last in 1..9_998 {
            let first_day = day::from_civil(1, 1, 1).unwrap();
            let last_day = day::from_civil(last, 12, 31).unwrap();
            let window = Window::new(first_day, last_day).unwrap();
            assert_eq!(number_of_years(window), i64::from(last));
        }
    }

    #[test]
    fn joint_eras_run_while_both_do() {
        let one = list(&[
            ("A", "2000-01-01", Some("2003-01-01")),
            ("B", "2003-01-01", None),
        ]);
        let other = list(&[("X", "2002-01-01", None)]);
        let joint = one.joint(&other);
        assert_eq!(joint.labels, ["A and X", "B and X"]);
        assert_eq!(joint.starts, [date("2002-01-01"), date("2003-01-01")]);
        assert_eq!(joint.ends, [Some(date("2003-01-01")), None]);
        let before = list(&[("Y", "1990-01-01", Some("1991-01-01"))]);
        assert!(one.joint(&before).labels.is_empty());
        // One that ended on the day on which the other began was never met.
        let next = list(&[("Z", "1990-01-01", Some("2000-01-01"))]);
        assert!(one.joint(&next).labels.is_empty());
    }

    #[test]
    fn refusals() {
        let mut short = list(&[("A", "2000-01-01", None), ("B", "2003-01-01", None)]);
        assert!(short.check().is_ok());
        short.ends.pop();
        assert!(matches!(short.check(), Err(Error::Length { .. })));
    }
}
