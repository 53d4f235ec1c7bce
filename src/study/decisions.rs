//! Decisions: the alternatives to what a study chose, whose product is its multiverse.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::claims::dates::Day;
use crate::claims::outcome::Outcome;
use crate::claims::specification::{DateRule, Exposure, Unclear, Unsourced};
use crate::infer::compare::Method;
use crate::measure::era::Handover;
use crate::measure::lag::{Overlap, SameDay};

/// For each decision its alternatives; what is not listed stays as the study has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table of decisions")]
pub struct Decisions {
    /// First days of observation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub since: Vec<Day>,
    /// Last days of observation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<Day>,
    /// Ways to count exposure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exposure: Vec<Exposure>,
    /// Who has the day of a handover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handover: Vec<Handover>,
    /// Which day of a visit is its date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub date_rule: Vec<DateRule>,
    /// Whether a visit on the day of a shock answers it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_day: Vec<SameDay>,
    /// What a second shock before any visit means for the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlap: Vec<Overlap>,
    /// What becomes of unclear visits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unclear: Vec<Unclear>,
    /// What becomes of visits without a source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsourced: Vec<Unsourced>,
    /// By which test two eras are told apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub method: Vec<Method>,
    /// For each side the ways to date its eras: `CHN = ["five_eras", "paramount"]`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub rules: IndexMap<String, Vec<String>>,
    /// For each side the lowest rank that counts.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub minimum: IndexMap<String, Vec<String>>,
    /// For each line of the definition, by its reason, the other outcomes that it may have.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub lines: IndexMap<String, Vec<Outcome>>,
    /// For each factor of the scheme and each of its categories the weights.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub scheme: IndexMap<String, IndexMap<String, Vec<f64>>>,
}
