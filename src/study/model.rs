//! The study file: one TOML file that declares what is asked, of which record, and what was claimed.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::claim_form::ClaimForm;
use super::data::{Eras, Observation, Report, SeriesTable, Shocks, Visits};
use super::decisions::Decisions;
use super::definition::Definition;
use crate::claims::specification::Conventions;

/// The weight of each category of each factor column; a visit's weight is the product.
pub type Scheme = IndexMap<String, IndexMap<String, f64>>;

/// A study of visits between governments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a study")]
#[schemars(title = "summitry study")]
pub struct Study {
    /// What the study is called.
    pub title: String,
    /// What it asks, in a few sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The days on which a visit would have been recorded.
    pub observation: Observation,
    /// The visits.
    #[serde(default)]
    pub visits: Visits,
    /// Whom the record covers, and when; everybody on every day observed unless said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coverage: Vec<Report>,
    /// Which visits count; all of them unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<Definition>,
    /// What visits weigh, one table for each column.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub scheme: Scheme,
    /// Conventions of counting.
    #[serde(default)]
    pub conventions: Conventions,
    /// Leaders' eras.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eras: Option<Eras>,
    /// Shocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shocks: Option<Shocks>,
    /// Dated figures that are no visits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<SeriesTable>,
    /// What was printed elsewhere, to be computed again.
    #[serde(default, rename = "claim", skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimForm>,
    /// Alternatives to the choices above, for the multiverse.
    #[serde(default)]
    pub decisions: Decisions,
}
