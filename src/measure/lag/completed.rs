//! Lags over every completion of what is known of shocks and visits.
//!
//! Lags change only where a visit passes the day of a shock, so of a month only its ends and the days
//! about shocks are looked at.

use super::open::{Candidate, OpenWaits};
use super::{Lag, Overlap};
use crate::error::Result;
use crate::time::fuzzy::Days;

/// Beyond so many completions they are not gone through.
pub const MOST_COMPLETIONS: usize = 1 << 14;

impl OpenWaits {
    /// What is asked of the lags in every completion; none if there are too many of them.
    ///
    /// # Errors
    ///
    /// As [`OpenWaits::plain`], and what `ask` returns.
    pub fn over<T>(&self, ask: impl FnMut(&[Lag]) -> Result<T>) -> Result<Option<Vec<T>>> {
        self.over_days(&[], ask)
    }

    /// The same for a summary that also turns on which lag is longer, and on waits without an answer.
    ///
    /// # Errors
    ///
    /// As [`OpenWaits::over`].
    pub fn over_orders<T>(&self, ask: impl FnMut(&[Lag]) -> Result<T>) -> Result<Option<Vec<T>>> {
        let censored = self.asked().flat_map(|(group, shock)| {
            [shock.first, shock.last].map(|day| self.censored_at(group, day))
        });
        let ends = self
            .visits
            .iter()
            .flat_map(|visit| [visit.days.first, visit.days.last]);
        let answered = ends.flat_map(|day| {
            self.asked()
                .flat_map(move |(_, shock)| [day - shock.first, day - shock.last])
        });
        let mut lengths: Vec<i64> = censored.chain(answered).filter(|days| *days >= 0).collect();
        lengths.sort_unstable();
        lengths.dedup();
        self.over_days(&lengths, ask)
    }

    /// The same with the days at which a lag passes one of some lengths.
    ///
    /// # Errors
    ///
    /// As [`OpenWaits::over`].
    pub fn over_days<T>(
        &self,
        lengths: &[i64],
        mut ask: impl FnMut(&[Lag]) -> Result<T>,
    ) -> Result<Option<Vec<T>>> {
        let shocks = self
            .shocks
            .iter()
            .map(|(group, days)| self.shock_options(*group, *days, lengths));
        let visits = self.visits.iter().map(|visit| self.options(visit, lengths));
        let options: Vec<Vec<Option<i64>>> = shocks.chain(visits).collect();
        let sizes = options.iter().map(Vec::len);
        let size = sizes.fold(1_usize, usize::saturating_mul);
        if size > MOST_COMPLETIONS {
            return Ok(None);
        }
        let mut answers = Vec::with_capacity(size);
        let mut days: Vec<Option<i64>> = vec![None; options.len()];
        for number in 0..size {
            let mut rest = number;
            for (day, choices) in days.iter_mut().zip(&options) {
                *day = choices.get(rest % choices.len()).copied().flatten();
                rest /= choices.len();
            }
            let (shocks, visits) = days.split_at(self.shocks.len());
            let shocks: Vec<i64> = shocks.iter().copied().flatten().collect();
            answers.push(ask(&self.lags(&shocks, visits)?)?);
        }
        Ok(Some(answers))
    }

    /// After how many days a shock is left that no visit has answered.
    pub fn censored_at(&self, group: u32, shock: i64) -> i64 {
        let later = self.shocks.iter().filter(|(other, days)| {
            self.overlap == Overlap::Latest && *other == group && days.last > shock
        });
        let next = later.map(|(_, days)| days.first.max(shock + 1)).min();
        next.unwrap_or(i64::MAX).min(self.window.through()) - shock
    }

    /// The days on which a visit may have been, as far as they make a difference: about a shock, or
    /// one of some lengths after it.
    fn options(&self, visit: &Candidate, lengths: &[i64]) -> Vec<Option<i64>> {
        let mut days = vec![visit.days.first, visit.days.last];
        if visit.days.first < visit.days.last {
            let own = self.shocks.iter().filter(|shock| shock.0 == visit.group);
            let ends = own.flat_map(|shock| [shock.1.first, shock.1.last]);
            let after = ends.flat_map(|shock| {
                let lengths = lengths.iter().copied();
                std::iter::once(shock).chain(lengths.map(move |days| shock + days))
            });
            let about = after.flat_map(|day| [day - 1, day, day + 1]);
            let ends = [self.window.through(), self.window.through() + 1];
            let inside = |day: &i64| (visit.days.first..=visit.days.last).contains(day);
            days.extend(about.chain(ends).filter(inside));
        }
        days.sort_unstable();
        days.dedup();
        let options = days.into_iter().map(Some);
        options.chain(visit.optional.then_some(None)).collect()
    }

    /// The days of a shock that make a difference: about a visit, another shock, an end of the
    /// observation, or one of some lengths before a visit.
    fn shock_options(&self, group: u32, shock: Days, lengths: &[i64]) -> Vec<Option<i64>> {
        let mut days = vec![shock.first, shock.last];
        if shock.first < shock.last {
            let visits = self.visits.iter().filter(|visit| visit.group == group);
            let visits = visits.flat_map(|visit| [visit.days.first, visit.days.last]);
            let before = visits.flat_map(|visit| {
                let lengths = lengths.iter().copied();
                std::iter::once(visit).chain(lengths.map(move |days| visit - days))
            });
            let others = self.shocks.iter().filter(|other| other.0 == group);
            let others = others.flat_map(|other| [other.1.first, other.1.last]);
            let ends = [self.window.since(), self.window.through()];
            let about = before.chain(others).chain(ends);
            let about = about.flat_map(|day| [day - 1, day, day + 1]);
            let inside = |day: &i64| (shock.first..=shock.last).contains(day);
            days.extend(about.filter(inside));
        }
        days.sort_unstable();
        days.dedup();
        days.into_iter().map(Some).collect()
    }
}
