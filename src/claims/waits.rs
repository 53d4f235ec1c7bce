//! Lags of a claim: which visits may answer which shocks, over everything that doubt leaves open.
//!
//! A visit known to the month may fall on any of its days, a visit in doubt may not have taken place.

use std::collections::HashSet;

use super::pairs_of_countries::Groups;
use super::record::{Record, Selection};
use super::scope::ShockScope;
use super::specification::Specification;
use crate::error::{ClaimMistake, Result};
use crate::measure::lag::Lag;
use crate::measure::lag::Overlap;
use crate::measure::lag::open::{Candidate, OpenWaits};
use crate::time::fuzzy::Days;

/// The shocks of a claim and the visits that may answer them.
#[derive(Debug, Clone)]
pub struct Waits {
    /// Every shock of the study, and which of them the claim is about. A shock without countries is
    /// one of every pair of the visits.
    pub open: OpenWaits,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The visits are of several pairs of countries and the shocks name none.
    SeveralPairs(usize),
    /// No shock is meant.
    NoShock,
    /// A shock is not known to be of one day, and why.
    Undated(String),
}

impl Refusal {
    /// Why, in words.
    pub fn said(self) -> String {
        match self {
            Self::NoShock => "no shock is meant".to_owned(),
            Self::Undated(why) => why,
            Self::SeveralPairs(pairs) => format!(
                "the visits are of {pairs} pairs of countries, and the shocks do not say of which they \
                 are"
            ),
        }
    }
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
        Ok(
            Self::every(record, scope, key, subset, spec, with_unclear)?.map(|mut waits| {
                waits.open.keep_what_may_answer();
                waits
            }),
        )
    }

    /// The same with every visit, also those that another answers before.
    ///
    /// # Errors
    ///
    /// As [`Waits::of`].
    pub fn every(
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
        // What overlaps a shock turns on every other one.
        let alone = spec.overlap == Overlap::Both;
        let mut shocks = record.shocks().iter().enumerate();
        let undated = shocks.find_map(|(place, shock)| {
            let undated = shock.undated.as_ref();
            undated.filter(|_| !alone || named.binary_search(&place).is_ok())
        });
        if let Some(why) = undated {
            return Ok(Err(Refusal::Undated(why.clone())));
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
        let group = |row: usize| groups.of_visit(record.pair(row).as_ref());
        let visits = record.candidates(&selection, spec, group);
        let all = visits.iter().map(|visit| (visit.group, visit.days.first));
        let all = all.collect();
        let exactly = |(group, day): (u32, i64)| {
            let (first, last) = (day, day);
            (group, Days { first, last })
        };
        let open = OpenWaits {
            window: spec.window()?,
            same_day: spec.same_day,
            overlap: spec.overlap,
            shocks: shocks.into_iter().map(exactly).collect(),
            named,
            visits,
        };
        Ok(Ok(Self { open, all }))
    }

    /// The lags if every visit took place on the first day that it may have.
    ///
    /// # Errors
    ///
    /// As [`crate::measure::lag::lags`].
    pub fn plain(&self) -> Result<Vec<Lag>> {
        self.open.plain()
    }

    /// The days of the shocks and of the visits that may answer, if all shocks are of one pair.
    pub fn of_one_pair(&self) -> Option<(Vec<i64>, Vec<i64>)> {
        let own = self.open.asked().map(|(group, days)| (group, days.first));
        let shocks: Vec<(u32, i64)> = own.collect();
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
        let first = lags.iter().filter_map(|lag| lag.answer);
        let visits = first.filter_map(|answer| self.open.visits.get(answer.row));
        let mut rows: Vec<usize> = visits.map(|visit| visit.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

impl Record {
    /// The visits of a selection, each with its group and the days that it may have had.
    pub(super) fn candidates(
        &self,
        selection: &Selection,
        spec: &Specification,
        group: impl Fn(usize) -> u32,
    ) -> Vec<Candidate> {
        let rows = selection.rows.iter().zip(&selection.doubted);
        rows.map(|(row, doubted)| Candidate {
            row: *row,
            group: group(*row),
            days: self.days(*row, spec.date_rule),
            optional: *doubted,
        })
        .collect()
    }
}

/// The shocks that a scope names, in the order of the record.
///
/// # Errors
///
/// [`crate::Error::Claim`] for a shock that there is not.
pub fn named(record: &Record, scope: &ShockScope, key: &str) -> Result<Vec<usize>> {
    let known = record.shocks();
    let there: HashSet<&str> = known.iter().map(|shock| shock.id.as_str()).collect();
    for (number, id) in scope.shocks.iter().enumerate() {
        if !there.contains(id.as_str()) {
            let ids: Vec<&str> = known.iter().map(|shock| shock.id.as_str()).collect();
            let key = format!("{key}.shocks[{number}]");
            return Err(ClaimMistake::unknown(&key, "shock", id, &ids));
        }
    }
    let asked: HashSet<&str> = scope.shocks.iter().map(String::as_str).collect();
    let meant = |(place, shock): (usize, &super::record::Shock)| {
        let by_id = asked.is_empty() || asked.contains(shock.id.as_str());
        let days = scope.period.as_ref().map(super::dates::Period::days);
        let in_period = shock.undated.is_some()
            || days.is_none_or(|days| (days.first..=days.last).contains(&shock.day));
        (by_id && in_period).then_some(place)
    };
    Ok(known.iter().enumerate().filter_map(meant).collect())
}
