//! Sums of lags from which the mean with or without some visits is read off.

use std::ops::Range;

use crate::special::real::days_to_real;

/// Lags of shocks in order, added up.
#[derive(Debug)]
pub(super) struct LagSums<'a> {
    visits: &'a [i64],
    /// How many days after its shock a visit first counts.
    pub(super) tie: i64,
    /// The days of the shocks, ascending.
    pub(super) shocks: Vec<i64>,
    /// The place of the visit that answers each shock; behind the last visit there is none.
    answers: Vec<usize>,
    /// Sums of the lags of the first shocks, as many of them as were observed.
    lags: Vec<i64>,
    /// Sums of the days of the first shocks.
    sums: Vec<i64>,
}

impl<'a> LagSums<'a> {
    /// The lags of shocks to visits, which ascend.
    pub(super) fn of(mut shocks: Vec<i64>, visits: &'a [i64], tie: i64) -> Self {
        shocks.sort_unstable();
        let answer = |shock: &i64| visits.partition_point(|visit| *visit < shock + tie);
        let answers: Vec<usize> = shocks.iter().map(answer).collect();
        let observed = shocks.iter().zip(&answers);
        let observed = observed.filter_map(|(shock, at)| Some(visits.get(*at)? - shock));
        Self {
            lags: running_sums(observed),
            sums: running_sums(shocks.iter().copied()),
            visits,
            tie,
            shocks,
            answers,
        }
    }

    /// How many lags were observed: those of the first shocks.
    pub(super) fn observed(&self) -> usize {
        self.lags.len() - 1
    }

    /// How many shocks a visit of a day may answer.
    pub(super) fn before(&self, day: i64) -> usize {
        self.shocks.partition_point(|shock| shock + self.tie <= day)
    }

    /// How many shocks a visit had answered by a day.
    pub(super) fn answered(&self, day: i64) -> usize {
        let later = self.visits.partition_point(|visit| *visit <= day);
        self.answers.partition_point(|answer| *answer < later)
    }

    /// The sum of the lags that were observed, of the shocks at some places.
    pub(super) fn of_observed(&self, places: Range<usize>) -> i64 {
        difference(&self.lags, places.start..places.end.min(self.observed()))
    }

    /// The sum of the lags that shocks at some places would have to a visit of a day.
    pub(super) fn to(&self, day: i64, places: Range<usize>) -> i64 {
        let number = i64::try_from(places.len()).unwrap_or_default();
        number * day - difference(&self.sums, places)
    }

    /// The mean of the lags that were observed.
    pub(super) fn mean(&self) -> Option<f64> {
        mean(self.of_observed(0..self.observed()), self.observed())
    }

    /// The mean with one visit more.
    pub(super) fn mean_with(&self, day: i64) -> Option<f64> {
        let (answered, before) = (self.answered(day), self.before(day));
        let sum = self.of_observed(0..answered) + self.to(day, answered..before);
        let later = self.of_observed(before..self.observed());
        mean(sum + later, before.max(self.observed()))
    }

    /// The mean without the visits at some places.
    pub(super) fn mean_without(&self, gone: Range<usize>) -> Option<f64> {
        let at = |visit: usize| self.answers.partition_point(|answer| *answer < visit);
        let (from, until) = (at(gone.start), at(gone.end));
        let sum = self.of_observed(0..from);
        match self.visits.get(gone.end) {
            None => mean(sum, from.min(self.observed())),
            Some(next) => {
                let later = self.of_observed(until..self.observed());
                mean(sum + self.to(*next, from..until) + later, self.observed())
            }
        }
    }
}

/// A mean of so many days.
pub(super) fn mean(sum: i64, number: usize) -> Option<f64> {
    let number = u32::try_from(number).ok().filter(|number| *number > 0)?;
    Some(days_to_real(sum) / f64::from(number))
}

fn running_sums(each: impl Iterator<Item = i64>) -> Vec<i64> {
    let sums = each.scan(0, |sum, days| {
        *sum += days;
        Some(*sum)
    });
    std::iter::once(0).chain(sums).collect()
}

/// What the elements at some places add to a running sum.
fn difference(sums: &[i64], places: Range<usize>) -> i64 {
    let at = |place: usize| sums.get(place).copied().unwrap_or_default();
    if places.is_empty() {
        return 0;
    }
    at(places.end) - at(places.start)
}
