//! The record: visits, eras and shocks encoded once, and the one resolver of "which visits".

use indexmap::IndexMap;

use super::class_weights::{Schemes, Weights};
use super::coverage::Coverage;
use super::list::EraList;
use super::measure::Measure;
use super::outcome::Outcome;
use super::pairs_of_countries::ordered;
use super::series::Series;
use super::specification::{DateRule, Specification, Unsourced};
use crate::error::Result;
use crate::time::fuzzy::Days;

/// The code of a missing value.
pub const MISSING: u32 = u32::MAX;

/// A column of visits as codes into its labels; [`MISSING`] where there is no value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// The code of each visit.
    pub codes: Vec<u32>,
    /// What each code stands for.
    pub labels: Vec<String>,
}

/// The visits of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visits {
    /// The days on which each may have begun.
    pub arrivals: Vec<Days>,
    /// The days on which each may have ended; those of arrival where that is not known.
    pub departures: Vec<Days>,
    /// Whether each has a source; none where that is not known of any, or all have one.
    pub sourced: Option<Vec<bool>>,
    /// The class of each, into the weights of the schemes.
    pub classes: Vec<u32>,
    /// The columns that scopes may name.
    pub columns: IndexMap<String, Column>,
}

/// A dated trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shock {
    /// By which claims name it.
    pub id: String,
    /// Its day; the first that it may be where it is not known to be one.
    pub day: i64,
    /// Why it is not known to be one day.
    pub undated: Option<String>,
    /// The two countries that it is about, where it names them.
    pub countries: Option<(String, String)>,
}

/// Visits, eras and shocks, with what definitions and schemes make of the visits.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub(super) visits: Visits,
    pub(super) definitions: Vec<Vec<Outcome>>,
    pub(super) schemes: Vec<Weights>,
    /// What visits weigh where nothing is said: 1 each.
    pub(super) even: Weights,
    pub(super) lists: Vec<EraList>,
    pub(super) shocks: Vec<Shock>,
    /// Who is covered, and when; everybody always where nothing is said.
    pub(super) coverage: Option<Coverage>,
    /// Dated figures that are no visits.
    pub(super) series: Vec<Series>,
    /// The column whose values no claim may count together.
    pub(super) apart: Option<String>,
}

/// The visits of a scope that count, each with whether it is in doubt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Positions among the record's visits, ascending.
    pub rows: Vec<usize>,
    /// Whether each may not have taken place.
    pub doubted: Vec<bool>,
}

impl Record {
    /// Puts a record together.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Length`] if columns differ in length, [`crate::Error::BadCode`] for a class without a weight,
    /// [`crate::Error::Undefined`] for a list with two eras of one name.
    pub fn new(
        visits: Visits,
        definitions: Vec<Vec<Outcome>>,
        schemes: Vec<Weights>,
        lists: Vec<EraList>,
        shocks: Vec<Shock>,
    ) -> Result<Self> {
        let record = Self {
            visits,
            definitions,
            even: Weights::even(schemes.first().map_or(1, |scheme| scheme.real().len())),
            schemes,
            lists,
            shocks,
            coverage: None,
            series: Vec::new(),
            apart: None,
        };
        record.check()?;
        Ok(record)
    }

    /// The same record of a source that covers only so much.
    #[must_use]
    pub fn covered_by(self, coverage: Option<Coverage>) -> Self {
        Self { coverage, ..self }
    }

    /// The same record beside dated series.
    #[must_use]
    pub fn beside(self, series: Vec<Series>) -> Self {
        Self { series, ..self }
    }

    /// The same record, of which no claim may count visits of several values of a column together.
    #[must_use]
    pub fn kept_apart(self, apart: Option<String>) -> Self {
        Self { apart, ..self }
    }

    /// Number of visits.
    pub fn len(&self) -> usize {
        self.visits.arrivals.len()
    }

    /// Whether there is no visit.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The lists of eras.
    pub fn lists(&self) -> &[EraList] {
        &self.lists
    }

    /// The shocks.
    pub fn shocks(&self) -> &[Shock] {
        &self.shocks
    }

    /// The weights of a scheme; without one every visit weighs 1.
    pub fn weights(&self, scheme: usize) -> &Weights {
        self.schemes.get(scheme).unwrap_or(&self.even)
    }

    /// The numbered schemes side by side.
    pub fn schemes(&self, numbers: Vec<usize>) -> Schemes {
        let weights: Vec<&Weights> = numbers.iter().map(|one| self.weights(*one)).collect();
        Schemes::of(numbers, &weights, self.n_classes())
    }

    /// The weights by which a measure counts visits.
    pub fn weighing(&self, measure: Measure, scheme: usize) -> &Weights {
        if measure.is_weighted() {
            self.weights(scheme)
        } else {
            self.even()
        }
    }

    /// Every visit weighs 1.
    pub fn even(&self) -> &Weights {
        &self.even
    }

    /// Number of classes of visits.
    pub fn n_classes(&self) -> usize {
        self.schemes
            .first()
            .map_or(1, |weights| weights.real().len())
    }

    /// The class of a visit.
    pub fn class(&self, row: usize) -> usize {
        self.visits
            .classes
            .get(row)
            .map_or(0, |code| *code as usize)
    }

    /// The days that a visit may be dated, by a date rule.
    pub fn days(&self, row: usize, rule: DateRule) -> Days {
        let column = match rule {
            DateRule::Start | DateRule::Latest => &self.visits.arrivals,
            DateRule::End => &self.visits.departures,
        };
        column
            .get(row)
            .copied()
            .unwrap_or(Days { first: 0, last: 0 })
    }

    /// The one day under which a visit is counted in an era: the first that its date may be, or the
    /// last under the rule that asks for it.
    pub fn day(&self, row: usize, rule: DateRule) -> i64 {
        let days = self.days(row, rule);
        match rule {
            DateRule::Start | DateRule::End => days.first,
            DateRule::Latest => days.last,
        }
    }

    /// What a definition says of a visit; where there is none, every visit counts.
    pub fn outcome(&self, row: usize, definition: usize) -> Outcome {
        let found = self.definitions.get(definition);
        found
            .and_then(|outcomes| outcomes.get(row).copied())
            .unwrap_or(Outcome::True)
    }

    /// The text of a visit in a column; none where it is missing.
    pub fn label(&self, column: &str, row: usize) -> Option<&str> {
        self.visits.columns.get(column)?.label(row)
    }

    /// The visits of a subset that count under a specification, with or without the unclear ones.
    pub fn select(&self, subset: &[bool], spec: &Specification, with_unclear: bool) -> Selection {
        let mut found = Selection::default();
        for (row, _) in subset.iter().enumerate().filter(|(_, keep)| **keep) {
            let counts = match self.outcome(row, spec.definition) {
                Outcome::True => true,
                Outcome::Unclear => with_unclear,
                Outcome::False => false,
            };
            let sourced = self.is_sourced(row);
            if counts && (sourced || spec.unsourced != Unsourced::Exclude) {
                found.rows.push(row);
                let doubted = !sourced && spec.unsourced == Unsourced::Doubt;
                found.doubted.push(doubted);
            }
        }
        found
    }

    /// The distinct pairs of countries of some visits, whichever of them travels.
    pub fn pairs(&self, subset: &[bool]) -> Vec<(String, String)> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (row, _) in subset.iter().enumerate().filter(|(_, keep)| **keep) {
            if let Some(pair) = self.pair(row).filter(|pair| !pairs.contains(pair)) {
                pairs.push(pair);
            }
        }
        pairs
    }

    /// Whether the visits say between which countries they were.
    pub fn tells_pairs(&self) -> bool {
        let columns = &self.visits.columns;
        columns.contains_key("origin") && columns.contains_key("destination")
    }

    /// The two countries of a visit in alphabetical order; none for a visit of a country to itself.
    pub fn pair(&self, row: usize) -> Option<(String, String)> {
        let (one, other) = (self.label("origin", row)?, self.label("destination", row)?);
        (one != other).then(|| ordered(one, other))
    }

    /// Whether a visit has a source; where that is not known of any, all have.
    pub fn is_sourced(&self, row: usize) -> bool {
        let sourced = self.visits.sourced.as_ref();
        sourced.is_none_or(|sourced| sourced.get(row).copied().unwrap_or(true))
    }
}
