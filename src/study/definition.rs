//! The definition: which visits count as high-level, as data.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::data::one_or_several;
use crate::claims::conditions::{Conditions, Texts};
use crate::claims::outcome::Outcome;

/// An inclusion rule. The first line whose conditions all hold decides; a visit that no line speaks
/// of is decided by the minimum rank for the country its visitor comes from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a definition")]
pub struct Definition {
    /// Name of a bundled record whose definition is meant; it then stands alone. Of several records of
    /// visits all are named, and the visits of each are judged by its own.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "one_or_several"
    )]
    pub record: Option<Texts>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The rule in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// The ranks from high to low.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ladder: Vec<String>,
    /// For each country the lowest rank of its visitors that counts.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub minimum: IndexMap<String, String>,
    /// The rules, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rule: Vec<DefinitionRule>,
}

/// A rule of the definition: the first whose conditions hold decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a rule with `when`, `outcome` and `reason`"
)]
pub struct DefinitionRule {
    /// The conditions, all of which must hold.
    pub when: Conditions,
    /// What becomes of such a visit.
    pub outcome: Outcome,
    /// Why, in a few words that tables repeat.
    pub reason: String,
}
