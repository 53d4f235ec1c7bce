//! How the rows of a file of visits are to be read, where the file does not say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a range of days in one cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ranges {
    /// A trip from the first day to the last.
    Trip,
    /// One day, which is one of these.
    OneDay,
}

/// What becomes of times of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Times {
    /// They are left out: the day is the one that is written.
    Cut,
}

/// How several places in one cell are told apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table with `separator`")]
pub struct Places {
    /// What stands between two places.
    pub separator: String,
    /// Names that are one place although the separator is in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The columns in which several places may stand; `destination` unless said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}
