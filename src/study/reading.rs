//! How the rows of a file of visits are to be read, where the file does not say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::data::Visits;
use super::fault::Fault;
use crate::claims::words::{listed, nearest, shown};

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

/// The words of the key `dates`.
const DATES: [&str; 4] = ["day_first", "month_first", "excel", "excel_1904"];

/// The first key that says how a file is read although there is none, or says what cannot be.
pub(super) fn mistake(visits: &Visits) -> Option<(&'static str, Fault)> {
    let keys = [
        ("constant", !visits.constant.is_empty()),
        ("dates", visits.dates.is_some()),
        ("ranges", visits.ranges.is_some()),
        ("times", visits.times.is_some()),
        ("zone", visits.zone.is_some()),
        ("places", visits.places.is_some()),
        ("encoding", visits.encoding.is_some()),
        ("delimiter", visits.delimiter.is_some()),
        ("table", visits.table.is_some()),
        ("header", visits.header.is_some()),
    ];
    if visits.record.is_some()
        && let Some((key, _)) = keys.iter().find(|(_, given)| *given)
    {
        let said = format!("`{key}` says how a file is read, and a bundled record is none");
        return Some((key, Fault::new("contradiction", said)));
    }
    let words = visits.dates.as_ref()?.as_slice();
    let unknown = words.iter().find(|word| !DATES.contains(&word.as_str()));
    unknown.map(|word| {
        let said = format!("'{}' is not a choice here", shown(word));
        let choices = listed(&DATES);
        let hint = match nearest(word, DATES) {
            Some(near) => format!("did you mean '{near}'? The choices are {choices}"),
            None => format!("the choices are {choices}"),
        };
        ("dates", Fault::new("unknown_choice", said).with_hint(hint))
    })
}
