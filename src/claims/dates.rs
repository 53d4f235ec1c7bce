//! Days and periods in a study file, written as TOML dates or as text in quotes.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time::{day, fuzzy};

/// The newtype name under which a type asks for a date in text form.
pub const DATE: &str = "summitry::Date";

/// A day, written `2017-03-15` with or without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// A day by its number.
    pub fn from_number(number: i64) -> Self {
        Self(number)
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// The days from one to another, both inclusive: `"1995/2011"`, `"2000-05/2011-08-26"`, `"2016"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    text: String,
    days: fuzzy::Days,
}

impl Period {
    /// The period as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first and the last day.
    pub fn days(&self) -> fuzzy::Days {
        self.days
    }
}

/// A type that is written as text, for which it asks under the name of a newtype.
pub(super) trait Written: Sized {
    const NAME: &'static str;
    const DUE: &'static str;
    fn read(text: &str) -> Option<Self>;
}

impl Written for Day {
    const NAME: &'static str = DATE;
    const DUE: &'static str = "one day in the form YYYY-MM-DD";
    fn read(text: &str) -> Option<Self> {
        day::from_text(text).map(Self)
    }
}

impl Written for Period {
    const NAME: &'static str = DATE;
    const DUE: &'static str = "a day, month or year, or a first and a last one as in '1995/2011'";
    fn read(text: &str) -> Option<Self> {
        let days = fuzzy::read(text)?;
        Some(Self {
            text: text.to_owned(),
            days,
        })
    }
}

struct Reading<T>(PhantomData<T>);

impl<'de, T: Written> Visitor<'de> for Reading<T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(T::DUE)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        T::read(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, text: D) -> Result<T, D::Error> {
        text.deserialize_str(self)
    }
}

/// Reads what is written as text.
pub(super) fn read_written<'de, T: Written, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(T::NAME, Reading(PhantomData))
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_written(deserializer)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_written(deserializer)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&day::to_text(self.0))
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day, such as 2017-03-15, with or without quotes.",
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        })
    }
}

impl JsonSchema for Period {
    fn schema_name() -> Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day, month or year, or a first and a last one, such as \"1995/2011\".",
            "type": "string",
            // More than these letters no date has, however vague.
            "pattern": "^[0-9XYESTZ.,:+~?%/{}\\[\\]-]+$",
        })
    }
}
