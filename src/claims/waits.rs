//! Lags of a claim: which visits may answer which shocks, over everything that doubt leaves open.
//!
//! A visit known to the month may fall on any of its days, a visit in doubt may not have taken place.
//! Lags change only where a visit passes the day of a shock, so of a month only its ends and the days
//! about shocks are looked at; and of all visits only those that can answer before a certain one does.

use super::pairs_of_countries::Groups;
use super::record::{Record, Selection};
use super::scope::ShockScope;
use super::specification::{Specification, Unsourced};
use crate::error::{ClaimMistake, Result};
use crate::measure::lag::{Lag, Overlap, SameDay, lags};
use crate::time::fuzzy::Days;
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

/// A visit that may answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) row: usize,
    pub(super) group: u32,
    pub(super) days: Days,
    /// Whether it may not have taken place.
    pub(super) optional: bool,
}

/// The shocks of a claim and the visits that may answer them.
#[derive(Debug)]
pub struct Waits {
    pub(super) window: Window,
    pub(super) same_day: SameDay,
    pub(super) overlap: Overlap,
    /// Group and day of every shock of the study: each may end the wait for an earlier one. A shock
    /// without countries is one of every pair of the visits.
    pub(super) shocks: Vec<(u32, i64)>,
    /// Which of them the claim is about.
    pub(super) named: Vec<usize>,
    /// The visits that can be the first to answer.
    pub(super) visits: Vec<Candidate>,
    /// Group and first day of every visit.
    all: Vec<(u32, i64)>,
}

/// The number that a claim on lags is about, over all completions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The lowest, in days.
    pub low: f64,
    /// The highest; infinite where a lag still runs.
    pub high: f64,
    /// Whether some completion has no value.
    pub may_be_none: bool,
}

/// Why a claim on lags cannot be answered at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The visits are of several pairs of countries and the shocks name none.
    SeveralPairs(usize),
    /// No shock is meant.
    NoShock,
}

impl Waits {
    /// Reads the shocks and visits of a scope; `subset` are the visits that the scope speaks of.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Claim`] for a shock that there is not; [`crate::Error::EmptyObservation`].
    pub fn of(
        record: &Record,
        scope: &ShockScope,
        key: &str,
        subset: &[bool],
        spec: &Specification,
        with_unclear: bool,
    ) -> Result<std::result::Result<Self, Refusal>> {
        let named = named(record, scope, key)?;
        if named.is_empty() {
            return Ok(Err(Refusal::NoShock));
        }
        let pairs = record.pairs(subset);
        let plain = |shock: &usize| {
            record
                .shocks()
                .get(*shock)
                .is_some_and(|found| found.countries.is_none())
        };
        if pairs.len() > 1 && named.iter().any(plain) {
            return Ok(Err(Refusal::SeveralPairs(pairs.len())));
        }
        let several = pairs.len() > 1;
        let mut groups = Groups::of(pairs, record.tells_pairs());
        let shocks = record.shocks().iter();
        let mut shocks: Vec<(u32, i64)> = shocks
            .map(|shock| (groups.of_shock(shock.countries.as_ref()), shock.day))
            .collect();
        if several {
            let nameless = record.shocks().iter();
            let nameless = nameless.filter(|shock| shock.countries.is_none());
            for shock in nameless {
                shocks.extend(groups.others().map(|group| (group, shock.day)));
            }
        }
        let selection = record.select(subset, spec, with_unclear);
        let visits = candidates(record, &selection, spec, &groups);
        let mut waits = Self {
            window: spec.window()?,
            same_day: spec.same_day,
            overlap: spec.overlap,
            shocks,
            named,
            all: visits
                .iter()
                .map(|visit| (visit.group, visit.days.first))
                .collect(),
            visits,
        };
        waits.keep_what_may_answer();
        Ok(Ok(waits))
    }

    /// The lags if every visit took place on the first day that it may have.
    ///
    /// # Errors
    ///
    /// As [`lags`].
    pub fn plain(&self) -> Result<Vec<Lag>> {
        let days: Vec<Option<i64>> = self
            .visits
            .iter()
            .map(|visit| Some(visit.days.first))
            .collect();
        self.lags(&days)
    }

    /// The days of the shocks and of the visits that may answer, if all shocks are of one pair.
    pub fn of_one_pair(&self) -> Option<(Vec<i64>, Vec<i64>)> {
        let own = self
            .named
            .iter()
            .filter_map(|place| self.shocks.get(*place));
        let shocks: Vec<(u32, i64)> = own.copied().collect();
        let (group, _) = shocks.first().copied()?;
        if shocks.iter().any(|shock| shock.0 != group) {
            return None;
        }
        let visits = self.all.iter().filter(|(own, _)| *own == group);
        Some((
            shocks.iter().map(|shock| shock.1).collect(),
            visits.map(|visit| visit.1).collect(),
        ))
    }

    /// The rows of the visits that answer, the first of those that do on one day.
    pub fn rows(&self, lags: &[Lag]) -> Vec<usize> {
        let first = lags.iter().filter_map(|lag| lag.rows.first());
        let visits = first.filter_map(|position| self.visits.get(*position));
        let mut rows: Vec<usize> = visits.map(|visit| visit.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    pub(super) fn lags(&self, days: &[Option<i64>]) -> Result<Vec<Lag>> {
        let n_groups = self
            .shocks
            .iter()
            .map(|shock| shock.0 as usize + 1)
            .max()
            .unwrap_or(1);
        let (mut groups, mut dated, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for (place, (visit, day)) in self.visits.iter().zip(days).enumerate() {
            if let Some(day) = day.filter(|_| (visit.group as usize) < n_groups) {
                groups.push(visit.group);
                dated.push(day);
                places.push(place);
            }
        }
        let sorted = SortedDays::new(&groups, &dated, n_groups)?;
        let (own, shock_days): (Vec<u32>, Vec<i64>) = self.shocks.iter().copied().unzip();
        let all = lags(
            &shock_days,
            &own,
            &sorted,
            self.window,
            self.same_day,
            self.overlap,
        )?;
        let mut found: Vec<Lag> = self
            .named
            .iter()
            .filter_map(|place| all.get(*place).cloned())
            .collect();
        for lag in &mut found {
            let rows = lag.rows.iter().filter_map(|row| places.get(*row).copied());
            lag.rows = rows.collect();
        }
        Ok(found)
    }

    /// Drops the visits that cannot be the first to answer any shock that matters.
    fn keep_what_may_answer(&mut self) {
        let tie = i64::from(self.same_day == SameDay::Exclude);
        let mut matter: Vec<(u32, i64)> = match self.overlap {
            Overlap::Both => self
                .named
                .iter()
                .filter_map(|place| self.shocks.get(*place).copied())
                .collect(),
            Overlap::Latest | Overlap::First => self.shocks.clone(),
        };
        matter.retain(|shock| self.window.contains(shock.1));
        matter.sort_unstable();
        matter.dedup();
        let mut keep = vec![false; self.visits.len()];
        for (group, shock) in matter {
            let own = |visit: &Candidate| visit.group == group && visit.days.last >= shock + tie;
            let sure = self
                .visits
                .iter()
                .filter(|visit| own(visit) && !visit.optional);
            let until = sure
                .filter(|visit| visit.days.first >= shock + tie)
                .map(|visit| visit.days.last)
                .min();
            for (keep, visit) in keep.iter_mut().zip(&self.visits) {
                *keep |= own(visit) && until.is_none_or(|until| visit.days.first <= until);
            }
        }
        let mut keep = keep.iter();
        self.visits
            .retain(|_| keep.next().copied().unwrap_or(false));
    }
}

fn candidates(
    record: &Record,
    selection: &Selection,
    spec: &Specification,
    groups: &Groups,
) -> Vec<Candidate> {
    let doubt = spec.unsourced == Unsourced::Doubt;
    let rows = selection.rows.iter().zip(&selection.doubted);
    rows.map(|(row, doubted)| Candidate {
        row: *row,
        group: groups.of_visit(record.pair(*row).as_ref()),
        days: record.days(*row, spec.date_rule),
        optional: *doubted && doubt,
    })
    .collect()
}

/// The shocks that a scope names, in the order of the record.
pub(super) fn named(record: &Record, scope: &ShockScope, key: &str) -> Result<Vec<usize>> {
    let known = record.shocks();
    for (number, id) in scope.shocks.iter().enumerate() {
        if !known.iter().any(|shock| shock.id == *id) {
            let ids: Vec<&str> = known.iter().map(|shock| shock.id.as_str()).collect();
            let key = format!("{key}.shocks[{number}]");
            return Err(ClaimMistake::unknown(&key, "shock", id, &ids));
        }
    }
    let meant = |(place, shock): (usize, &super::record::Shock)| {
        let by_id = scope.shocks.is_empty() || scope.shocks.contains(&shock.id);
        let days = scope.period.as_ref().map(super::dates::Period::days);
        let in_period = days.is_none_or(|days| (days.first..=days.last).contains(&shock.day));
        (by_id && in_period).then_some(place)
    };
    Ok(known.iter().enumerate().filter_map(meant).collect())
}
