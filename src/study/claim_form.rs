//! The flat form in which a study file writes a claim, for its reader and its schema alone.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::claims::claim::Being;
use crate::claims::conditions::Conditions;
use crate::claims::dates::Period;
use crate::claims::outcome::Outcome;
use crate::claims::printed::{Comparison, Printed};
use crate::claims::rank::End;
use crate::claims::specification::Conventions;
use crate::claims::verdict::Verdict;

/// A published number, place in an order, or fact. It says one thing: exactly one of `printed`,
/// `rank`, `lower_than`, `higher_than`, `ascending`, `told_apart_from`, `censored` and `qualifies`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a claim")]
#[schemars(rename = "Claim")]
pub struct ClaimForm {
    /// A short name, unlike that of any other claim: `xi-frequency`.
    pub id: String,
    /// The sentence, as it was printed or in your words.
    pub says: String,
    /// Where it was printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What is computed.
    pub quantity: Quantity,
    /// What is made of a series; the sum unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<SeriesSummary>,
    /// Which visits, era and shocks it is about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: ScopeForm,
    /// What a ratio or a share is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<ScopeForm>,
    /// The number that was printed. Its decimals count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<Printed>,
    /// How the computed number should stand to it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub comparison: Comparison,
    /// The step to which it was rounded, where that is more than its last digit: 10 in "about 120", and in
    /// "about 50%".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounded_to: Option<f64>,
    /// The unit of a lag or a gap; days unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The place of the era among all the eras of its list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<RankForm>,
    /// Where the quantity is higher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower_than: Option<ScopeForm>,
    /// Where the quantity is lower.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub higher_than: Option<ScopeForm>,
    /// Eras from the lowest to the highest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ascending: Vec<String>,
    /// The era of the same list from which it differs by more than chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told_apart_from: Option<ScopeForm>,
    /// Which of the two it is said to be, the lower or the higher one; either unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub being: Option<Being>,
    /// The eras of the list with which `at` is compared, where Holm's adjustment is not to count all
    /// pairs of the list; the one in `told_apart_from` is among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<Vec<String>>,
    /// The visits with which those of `at` are compared in the same two eras, such as those of another
    /// dyad: `{ dyad = ["CHN", "KOR"] }`; an empty table means all others of the same country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_to: Option<ScopeForm>,
    /// Whether no visit had followed by the last day observed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub censored: Option<bool>,
    /// Whether the visits count as high-level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifies: Option<Outcome>,
    /// Conventions of this claim where they differ from the study's.
    #[serde(default, rename = "with", skip_serializing_if = "is_default")]
    pub conventions: Conventions,
    /// The verdict that is expected; `reproduced` unless said.
    #[serde(default)]
    pub expect: Verdict,
    /// Why another verdict is expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Qualifying visits.
    Count,
    /// Qualifying visits a year of exposure.
    Frequency,
    /// Qualifying visits, each with its weight.
    WeightedCount,
    /// Weighted visits a year of exposure.
    WeightedFrequency,
    /// The frequency here, divided by the frequency there (`of`).
    Ratio,
    /// The weighted frequency here, divided by the one there (`of`).
    WeightedRatio,
    /// The visits here as a share of the visits there (`of`): a fraction of 1, or with a percent sign.
    Share,
    /// Days from one shock to the next qualifying visit.
    Lag,
    /// Average lag over those shocks that a visit had followed.
    MeanLag,
    /// Median lag, counting the shocks that no visit had followed (Kaplan-Meier).
    MedianLag,
    /// Average lag up to `tau`, by default the shortest wait that still runs, or the longest lag where none
    /// does, counting the shocks that no visit had followed (restricted mean).
    RestrictedMeanLag,
    /// Time since the last qualifying visit, on the last day observed.
    OpenGap,
    /// The longest time between two consecutive qualifying visits.
    LongestGap,
    /// Whether visits count as high-level.
    Qualification,
    /// What a dated series gives in a period, by the `summary`.
    Series,
}

/// What is made of a series in a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeriesSummary {
    /// Everything together.
    #[default]
    Sum,
    /// So much for each day, month or year, whichever is the series' shortest step.
    Mean,
    /// The most in one such step.
    Maximum,
    /// The sum here as a part of the sum there (`of`): a fraction of 1, or with a percent sign.
    Share,
    /// The sum here, divided by the sum there (`of`).
    Ratio,
}

/// The unit of a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days.
    Days,
    /// Years of 365.25 days.
    Years,
}

/// Which visits, era and shocks a claim is about; everything unless said.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table that says where")]
#[schemars(rename = "Scope")]
pub struct ScopeForm {
    /// The country whose era is meant; without an era, all visits that touch the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// The era.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub era: Option<String>,
    /// The way of dating that side's eras, where not the study's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Two eras at once, one of each side: `{ CHN = "Xi Jinping", PRK = "Kim Jong Un" }`. Only visits
    /// between the two countries count.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub eras: IndexMap<String, String>,
    /// A period: a year, a month, or a first and a last one, such as `"1995/2011"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Two countries, whichever of them travels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dyad: Option<(String, String)>,
    /// Where the visitor came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Where the visitor went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
    /// Who travelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visitor: Option<String>,
    /// The series, by its name; of it nothing but a `period` is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// The shocks, by `id`; all of the study's unless said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shocks: Vec<String>,
    /// Further conditions on the columns of the visits: `{ summit = true }`.
    #[serde(default, rename = "where", skip_serializing_if = "IndexMap::is_empty")]
    pub only: Conditions,
}

/// A place in the order of the eras of one list. Eras without exposure have none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a table with `place` or `ahead_only_of`"
)]
#[schemars(rename = "Rank")]
pub struct RankForm {
    /// The end from which places are counted; the bottom unless said.
    #[serde(default)]
    pub from: End,
    /// The place, 1 being the lowest from the bottom. Eras with equal values share their places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<usize>,
    /// Every era that is lower.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ahead_only_of: Vec<String>,
}

impl ScopeForm {
    /// Whether an era is named.
    pub fn names_an_era(&self) -> bool {
        self.era.is_some() || !self.eras.is_empty()
    }
}

impl Quantity {
    /// Whether it is of lags.
    pub fn is_of_lags(self) -> bool {
        matches!(
            self,
            Self::Lag | Self::MeanLag | Self::MedianLag | Self::RestrictedMeanLag
        )
    }

    /// Whether it is a length of time.
    pub fn is_of_time(self) -> bool {
        self.is_of_lags() || matches!(self, Self::OpenGap | Self::LongestGap)
    }

    /// Whether visits are weighted.
    pub fn is_weighted(self) -> bool {
        matches!(
            self,
            Self::WeightedCount | Self::WeightedFrequency | Self::WeightedRatio
        )
    }
}

/// Whether nothing is said.
fn is_default<T: Default + PartialEq>(said: &T) -> bool {
    *said == T::default()
}
