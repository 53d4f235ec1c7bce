//! Where a study's tables come from: a bundled record, a CSV file beside it, or lines in the file.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::reading::{Places, Ranges, Times};
use crate::claims::conditions::{Conditions, Texts, Value};
use crate::claims::dates::{Day, Period};

/// Our name of a column, and the name that the file gives it.
pub type Columns = IndexMap<String, String>;

/// Writes one text as text, and several as a list.
#[expect(clippy::ref_option, reason = "serde hands a field over by reference")]
pub(super) fn one_or_several<S: Serializer>(
    texts: &Option<Texts>,
    out: S,
) -> Result<S::Ok, S::Error> {
    match texts.as_ref().map(Texts::as_slice) {
        Some([one]) => one.serialize(out),
        several => several.serialize(out),
    }
}

/// The days on which a visit would have been recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table with `since` and `through`")]
pub struct Observation {
    /// First day observed.
    pub since: Day,
    /// Last day observed, inclusive. Nothing defaults to today.
    pub through: Day,
}

/// The visits: a bundled record or a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table with `record` or `path`")]
pub struct Visits {
    /// Name of a bundled record, such as `china-dprk`; several are put below one another.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "one_or_several"
    )]
    pub record: Option<Texts>,
    /// A file in the folder of the study: CSV with any delimiter, Excel, Parquet or HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Our names of columns, and what the file calls them: `date = "Arrival"`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub columns: Columns,
    /// Values that hold for every row of a file that has no column of them: `origin = "USA"`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub constant: Columns,
    /// How the dates of a file are written: `day_first` or `month_first`, and `excel` or
    /// `excel_1904` for serial numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<Texts>,
    /// What a range of days in one cell means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranges: Option<Ranges>,
    /// What becomes of times of day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Times>,
    /// The time zone in which days are meant, such as `Asia/Pyongyang`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// How several places in one cell are told apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<Places>,
    /// The encoding of a text file, where it is not recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The character between fields, where it is not recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// The sheet of a workbook or the table of a page: its name, or its number from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Value>,
    /// The line or row that holds the names of the columns, counted from 1; with 0 none does, and they
    /// are called `column 1` and so on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<usize>,
    /// Only the rows that meet these conditions.
    #[serde(default, rename = "where", skip_serializing_if = "IndexMap::is_empty")]
    pub only: Conditions,
}

/// The eras: a bundled record, a CSV file, or a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a table with `record`, `path` or `list`"
)]
pub struct Eras {
    /// Name of a bundled record, such as `china-dprk`, or of several.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "one_or_several"
    )]
    pub record: Option<Texts>,
    /// A CSV file in the folder of the study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Our names of columns, and what the file calls them.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub columns: Columns,
    /// The eras themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<Era>,
    /// Which of several ways to date the eras of a side is used: `CHN = "five_eras"`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub rules: IndexMap<String, String>,
}

/// One era, `[start, end)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "an era with `era` and `start`")]
pub struct Era {
    /// The country whose era it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// The way of dating eras that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What it is called, often a leader's name.
    pub era: String,
    /// First day.
    pub start: Day,
    /// First day of the next era; none while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Day>,
}

/// The shocks: a bundled record, a CSV file, or a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a table with `record`, `path` or `list`"
)]
pub struct Shocks {
    /// Name of a bundled record, such as `china-dprk`, or of several.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "one_or_several"
    )]
    pub record: Option<Texts>,
    /// A CSV file in the folder of the study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Our names of columns, and what the file calls them.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub columns: Columns,
    /// The shocks themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<Shock>,
    /// Only the shocks that meet these conditions: `{ kind = "nuclear_test" }`.
    #[serde(default, rename = "where", skip_serializing_if = "IndexMap::is_empty")]
    pub only: Conditions,
}

/// One shock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a shock with `id` and `date`")]
pub struct Shock {
    /// A short name for claims to refer to.
    pub id: String,
    /// Its day.
    pub date: Day,
    /// What happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What kind of shock it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// Dated figures that are no visits: a bundled record, a CSV file, or a list. A figure is the total
/// over the days of its date, which may be a day, a month, a year or a first and a last one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a table with `record`, `path` or `list`"
)]
#[schemars(rename = "Series")]
pub struct SeriesTable {
    /// Name of a bundled record, such as `china-dprk`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// A CSV file in the folder of the study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Our names of columns, and what the file calls them: `value = "tonnes"`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub columns: Columns,
    /// The figures themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<Figure>,
}

/// One figure of a series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a figure with `series`, `date` and `value`"
)]
pub struct Figure {
    /// What it is a figure of, for claims to refer to.
    pub series: String,
    /// The days of which it is the total.
    pub date: Period,
    /// The figure.
    pub value: f64,
    /// What it is counted in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The step to which it was rounded; exact unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounded_to: Option<f64>,
}

/// A report of a source: who would have been recorded, and when. Outside of all reports it is unknown,
/// not zero, whether there were visits.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a table that says who is covered, and when"
)]
pub struct Report {
    /// The country of the visitors; `*` for every one that no other report names, all unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Their rank, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visitor_rank: Option<String>,
    /// A single traveller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visitor: Option<String>,
    /// First day covered; that of the observation unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// Last day covered, inclusive; that of the observation unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<Day>,
    /// The source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What else is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
