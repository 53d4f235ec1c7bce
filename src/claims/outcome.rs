//! What a definition says of a visit.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

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
