//! Lags of which something is open: a visit or a shock known to the month, a visit in doubt.
//!
//! Of all visits only those are kept that can answer before a certain one does.

use super::{Lag, Overlap, SameDay, lags};
use crate::error::Result;
use crate::progress::unattended;
use crate::time::following::Dated;
use crate::time::fuzzy::Days;
use crate::time::window::Window;

/// A visit that may answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Its row, for the receipt.
    pub row: usize,
    /// Which shocks wait for it.
    pub group: u32,
    /// The days on which it may have been.
    pub days: Days,
    /// Whether it may not have taken place.
    pub optional: bool,
}

/// Shocks, and the visits that may answer them.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenWaits {
    /// The observation.
    pub window: Window,
    /// Whether a visit on the day of a shock answers it.
    pub same_day: SameDay,
    /// What a second shock means for the first.
    pub overlap: Overlap,
    /// Group and days of every shock: each may end the wait for an earlier one.
    pub shocks: Vec<(u32, Days)>,
    /// Which of them are asked about.
    pub named: Vec<usize>,
    /// The visits that can be the first to answer.
    pub visits: Vec<Candidate>,
}

impl OpenWaits {
    /// The shocks asked about, with their group.
    pub fn asked(&self) -> impl Iterator<Item = (u32, Days)> {
        let shocks = |place: &usize| self.shocks.get(*place).copied();
        self.named.iter().filter_map(shocks)
    }

    /// The lags if everything took place, on the first day that it may have.
    ///
    /// # Errors
    ///
    /// As [`lags`].
    pub fn plain(&self) -> Result<Vec<Lag>> {
        let days = |visit: &Candidate| Some(visit.days.first);
        let visits: Vec<Option<i64>> = self.visits.iter().map(days).collect();
        let shocks: Vec<i64> = self.shocks.iter().map(|shock| shock.1.first).collect();
        self.lags(&shocks, &visits)
    }

    /// The lags with every shock and visit on one day; a visit without one did not take place.
    ///
    /// # Errors
    ///
    /// As [`lags`].
    pub fn lags(&self, shocks: &[i64], visits: &[Option<i64>]) -> Result<Vec<Lag>> {
        let (mut groups, mut dated, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for (place, (visit, day)) in self.visits.iter().zip(visits).enumerate() {
            if let Some(day) = *day {
                groups.push(visit.group);
                dated.push(narrow(day));
                places.push(place);
            }
        }
        let own: Vec<u32> = self.shocks.iter().map(|shock| shock.0).collect();
        let shocks: Vec<i32> = shocks.iter().copied().map(narrow).collect();
        let all = lags(
            &shocks,
            &own,
            Dated::new(&groups.as_slice(), &dated)?,
            self.window,
            (self.same_day, self.overlap),
            1,
            &mut unattended,
        )?;
        let named = |place: &usize| all.get(*place).copied();
        let mut found: Vec<Lag> = self.named.iter().filter_map(named).collect();
        for answer in found.iter_mut().filter_map(|lag| lag.answer.as_mut()) {
            answer.row = places.get(answer.row).copied().unwrap_or(answer.row);
        }
        Ok(found)
    }

    /// Drops the visits that cannot be the first to answer any shock that matters.
    pub fn keep_what_may_answer(&mut self) {
        let tie = self.same_day.least_lag();
        let mut matter: Vec<(u32, Days)> = match self.overlap {
            Overlap::Both => self.asked().collect(),
            Overlap::Latest | Overlap::First => self.shocks.clone(),
        };
        let window = self.window;
        matter.retain(|(_, days)| days.last >= window.since() && days.first <= window.through());
        matter.sort_unstable_by_key(|(group, days)| (*group, days.first, days.last));
        matter.dedup();
        let sure = self.visits.iter().filter(|visit| !visit.optional);
        let sure = sure.map(|visit| (visit.group, visit.days.first, visit.days.last));
        let mut sure: Vec<(u32, i64, i64)> = sure.collect();
        sure.sort_unstable();
        // The first last day of all that begin no sooner.
        let mut sooner: Option<(u32, i64)> = None;
        for (group, _, last) in sure.iter_mut().rev() {
            let own = sooner.filter(|sooner| sooner.0 == *group);
            *last = own.map_or(*last, |sooner| sooner.1.min(*last));
            sooner = Some((*group, *last));
        }
        // Until when a visit may be the first to answer a shock, or one before it.
        let mut longest: Option<(u32, i64)> = None;
        let until = matter.into_iter().map(|(group, shock)| {
            let at = sure.partition_point(|sure| (sure.0, sure.1) < (group, shock.last + tie));
            let sure = sure.get(at).filter(|sure| sure.0 == group);
            let until = sure.map_or(i64::MAX, |sure| sure.2);
            let own = longest.filter(|longest| longest.0 == group);
            let until = own.map_or(until, |longest| longest.1.max(until));
            longest = Some((group, until));
            (group, shock.first + tie, until)
        });
        let until: Vec<(u32, i64, i64)> = until.collect();
        self.visits.retain(|visit| {
            let asked = (visit.group, visit.days.last);
            let at = until.partition_point(|until| (until.0, until.1) <= asked);
            let before = at.checked_sub(1).and_then(|at| until.get(at));
            before.is_some_and(|until| until.0 == visit.group && visit.days.first <= until.2)
        });
    }
}

/// A day of the years 1 to 9999 in four bytes.
fn narrow(day: i64) -> i32 {
    i32::try_from(day).unwrap_or(i32::MAX)
}
