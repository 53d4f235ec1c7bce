//! The definition: which visits count as high-level, as data.

use std::borrow::Cow;
use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::conditions::Conditions;

/// An inclusion rule. The first line whose conditions all hold decides; a visit that no line speaks
/// of is decided by the minimum rank for the country its visitor comes from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a definition")]
pub struct Definition {
    /// Name of a bundled record whose definition is meant; it then stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
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

/// Whether a visit counts, written `true`, `false` or `"unclear"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It does.
    True,
    /// It does not.
    False,
    /// The definition cannot tell.
    Unclear,
}

struct Word;

impl Visitor<'_> for Word {
    type Value = Outcome;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("true, false or 'unclear'")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Outcome, E> {
        Ok(if value { Outcome::True } else { Outcome::False })
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Outcome, E> {
        match word {
            "true" => Ok(Outcome::True),
            "false" => Ok(Outcome::False),
            "unclear" => Ok(Outcome::Unclear),
            _ => Err(E::unknown_variant(word, &["true", "false", "unclear"])),
        }
    }
}

impl<'de> Deserialize<'de> for Outcome {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Word)
    }
}

impl JsonSchema for Outcome {
    fn schema_name() -> Cow<'static, str> {
        "Outcome".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Whether a visit counts.",
            "enum": [true, false, "true", "false", "unclear"],
        })
    }
}
