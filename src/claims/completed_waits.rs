//! Lags over every completion of what is known of the visits, or bounds where those are too many.

use super::waits::{Candidate, Range, Waits};
use crate::error::Result;
use crate::measure::lag::{Lag, Overlap, SameDay};
use crate::special::real::days_to_real;

/// Beyond so many completions only an outer bound is given.
const MOST_COMPLETIONS: usize = 1 << 14;

impl Waits {
    /// Whether a claim about these lags holds in every completion, in some or in none.
    ///
    /// # Errors
    ///
    /// As [`Waits::plain`].
    pub fn over<T>(&self, ask: impl FnMut(&[Lag]) -> Result<T>) -> Result<Option<Vec<T>>> {
        self.over_days(&[], ask)
    }

    /// The same for a summary that also turns on which lag is longer, and on waits without an answer.
    ///
    /// # Errors
    ///
    /// As [`Waits::plain`].
    pub fn over_orders<T>(&self, ask: impl FnMut(&[Lag]) -> Result<T>) -> Result<Option<Vec<T>>> {
        let named = || {
            self.named
                .iter()
                .filter_map(|place| self.shocks.get(*place))
        };
        let censored = named().map(|(group, shock)| self.censored_at(*group, *shock));
        let ends = self
            .visits
            .iter()
            .flat_map(|visit| [visit.days.first, visit.days.last]);
        let answered = ends.flat_map(|day| named().map(move |(_, shock)| day - shock));
        let mut lengths: Vec<i64> = censored.chain(answered).filter(|days| *days >= 0).collect();
        lengths.sort_unstable();
        lengths.dedup();
        self.over_days(&lengths, ask)
    }

    fn over_days<T>(
        &self,
        lengths: &[i64],
        mut ask: impl FnMut(&[Lag]) -> Result<T>,
    ) -> Result<Option<Vec<T>>> {
        let options: Vec<Vec<Option<i64>>> = self
            .visits
            .iter()
            .map(|visit| self.options(visit, lengths))
            .collect();
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
            answers.push(ask(&self.lags(&days)?)?);
        }
        Ok(Some(answers))
    }

    /// Bounds of any summary of the lags that no completion leaves; a mean restricted to `tau` may be
    /// as low as that.
    pub fn outer(&self, tau: Option<u32>) -> Range {
        let (mut low, mut high, mut may_be_none) = (f64::INFINITY, 0.0_f64, true);
        for named in &self.named {
            let Some(&(group, shock)) = self.shocks.get(*named) else {
                continue;
            };
            let from = shock + i64::from(self.same_day == SameDay::Exclude);
            let own = || self.visits.iter().filter(move |visit| visit.group == group);
            let least = own().filter(|visit| visit.days.last >= from);
            let least = least.map(|visit| visit.days.first.max(from) - shock).min();
            let least = least
                .unwrap_or(i64::MAX)
                .min(self.censored_at(group, shock));
            low = low.min(days_to_real(least));
            let sure = own().filter(|visit| !visit.optional && visit.days.first >= from);
            let most = sure
                .map(|visit| visit.days.last)
                .filter(|day| *day <= self.window.through());
            let ends = most.min().filter(|_| self.overlap == Overlap::Both);
            high = high.max(ends.map_or(f64::INFINITY, |day| days_to_real(day - shock)));
            may_be_none &= ends.is_none();
        }
        Range {
            low: low.min(tau.map_or(f64::INFINITY, f64::from)),
            high,
            may_be_none,
        }
    }

    /// After how many days a shock is left that no visit has answered.
    fn censored_at(&self, group: u32, shock: i64) -> i64 {
        let next = self
            .shocks
            .iter()
            .filter(|other| self.overlap == Overlap::Latest && other.0 == group && other.1 > shock);
        let next = next.map(|other| other.1).min();
        next.unwrap_or(i64::MAX).min(self.window.through()) - shock
    }

    /// The days on which a visit may have been, as far as they make a difference: about a shock, or
    /// one of some lengths after it.
    fn options(&self, visit: &Candidate, lengths: &[i64]) -> Vec<Option<i64>> {
        let mut days = vec![visit.days.first, visit.days.last];
        if visit.days.first < visit.days.last {
            let own = self.shocks.iter().filter(|shock| shock.0 == visit.group);
            let after = own.flat_map(|shock| {
                let lengths = lengths.iter().copied();
                std::iter::once(shock.1).chain(lengths.map(move |days| shock.1 + days))
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
}
