//! The observation: the days on which a visit would have been recorded.

use super::day;
use crate::error::{Error, Result};

/// An observation from `since` to `through`, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    since: i64,
    through: i64,
}

impl Window {
    /// An observation of at least one day.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyObservation`] if it ends before it starts.
    pub fn new(since: i64, through: i64) -> Result<Self> {
        if through < since {
            let (since, through) = (day::to_text(since), day::to_text(through));
            return Err(Error::EmptyObservation { since, through });
        }
        Ok(Self { since, through })
    }

    /// First day observed.
    pub fn since(self) -> i64 {
        self.since
    }

    /// Last day observed.
    pub fn through(self) -> i64 {
        self.through
    }

    /// The day after the last one observed.
    pub fn end(self) -> i64 {
        self.through + 1
    }

    /// Days observed.
    pub fn days(self) -> i64 {
        self.end() - self.since
    }

    /// Whether a day is observed.
    pub fn contains(self, day: i64) -> bool {
        (self.since..=self.through).contains(&day)
    }

    /// The observation without the years that its ends cut short, if a whole year is left.
    pub fn whole_years(self) -> Option<Self> {
        let first = day::year_of(self.since)?;
        let last = day::year_of(self.through)?;
        let cut_short = |year, boundary| day::from_civil(year, 1, 1) != Some(boundary);
        let since = day::from_civil(first + i32::from(cut_short(first, self.since)), 1, 1)?;
        let whole = day::from_civil(last, 12, 31) == Some(self.through);
        let through = day::from_civil(last - i32::from(!whole), 12, 31)?;
        Self::new(since, through).ok()
    }

    /// The part of `[start, end)` that is observed, as a half-open span; empty spans collapse.
    pub fn clip(self, start: i64, end: i64) -> (i64, i64) {
        let start = start.max(self.since);
        (start, end.min(self.end()).max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_observed() {
        let window = Window::new(0, 9).unwrap();
        assert_eq!(window.days(), 10);
        assert!(window.contains(9) && !window.contains(10));
        assert_eq!(window.clip(-5, 20), (0, 10));
        assert_eq!(window.clip(12, 20), (12, 12));
        assert!(matches!(
            Window::new(1, 0),
            Err(Error::EmptyObservation { .. })
        ));
    }
}
