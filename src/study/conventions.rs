//! Conventions of counting: the choices that a number depends on and a sentence seldom states.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The conventions of a study, or those of one claim where it departs from them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table of conventions")]
pub struct Conventions {
    /// How the exposure of an era is counted; days unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure: Option<Exposure>,
    /// Who has the day of a handover; the successor unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handover: Option<Handover>,
    /// Which day of a visit is its date; the first unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_rule: Option<DateRule>,
    /// Whether a visit on the day of a shock answers it; it does unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_day: Option<SameDay>,
    /// What a second shock before any visit means for the first; both wait unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap: Option<Overlap>,
    /// What becomes of visits on which the definition is unclear; left out unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unclear: Option<Unclear>,
    /// What becomes of visits without a source; counted with doubt unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsourced: Option<Unsourced>,
}

impl Conventions {
    /// These conventions, with those of `other` where this one says nothing.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self {
            exposure: self.exposure.or(other.exposure),
            handover: self.handover.or(other.handover),
            date_rule: self.date_rule.or(other.date_rule),
            same_day: self.same_day.or(other.same_day),
            overlap: self.overlap.or(other.overlap),
            unclear: self.unclear.or(other.unclear),
            unsourced: self.unsourced.or(other.unsourced),
        }
    }
}

/// How the exposure of an era is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Exposure {
    /// In days, a year having 365.25 of them.
    Days,
    /// In whole calendar years, each belonging to the era in office for most of it.
    CalendarYears,
}

/// Who has the day of a handover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Handover {
    /// The era that begins.
    Successor,
    /// The era that ends.
    Predecessor,
}

/// Which day of a visit is its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateRule {
    /// The day of arrival.
    Start,
    /// The day of departure, where it is known.
    End,
}

/// Whether a visit on the day of a shock answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SameDay {
    /// It does, with lag 0.
    Include,
    /// Only a later one does.
    Exclude,
}

/// What a second shock before any visit means for the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// Both wait for the same visit.
    Both,
    /// The earlier one is censored at the later one.
    Latest,
    /// The later one is left out.
    First,
}

/// What becomes of visits on which the definition is unclear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unclear {
    /// They are left out.
    Exclude,
    /// They count.
    Include,
    /// A claim is judged both ways; where the two differ it is not determined.
    Both,
}

/// What becomes of visits without a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unsourced {
    /// They count; a claim whose verdict would change without some of them is not determined.
    Doubt,
    /// They count like any other.
    Include,
    /// They are left out.
    Exclude,
}
