//! Conditions on columns: `{ setting = "transit", visitor_rank = ["premier", "minister"] }`, or
//! `{ visitor_office = { contains = "Commission" } }`.

use std::borrow::Cow;
use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::special::real::EXACT;

/// A condition for each of some columns; a row meets them when it meets every one.
pub type Conditions = IndexMap<String, Condition>;

/// The values of one column that meet a condition: one value, a list of which any will do, or the
/// parts of a text of which any will do.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Condition {
    /// Exactly this value.
    Is(Value),
    /// Any of these values.
    AnyOf(Vec<Value>),
    /// A text that contains one of some parts.
    Part(Part),
}

/// A condition on a part of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a table with `contains`")]
pub struct Part {
    /// The part, or parts of which any will do.
    pub contains: Texts,
}

/// One text or several.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Texts(Vec<String>);

/// A value of a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// True or false.
    Truth(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Text, or a day as text.
    Text(String),
}

impl Texts {
    /// The texts, one at least.
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }
}

impl Value {
    /// The text by which a value of a column is known.
    pub fn label(&self) -> String {
        match self {
            Self::Truth(value) => value.to_string(),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => text_of(*number),
            Self::Text(text) => text.clone(),
        }
    }
}

/// The text of a number, which is one whether it is held as whole or not: as the tables write it.
fn text_of(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() <= EXACT {
        // A zero has no sign.
        return format!("{:.0}", number + 0.0);
    }
    let text = format!("{number:?}");
    let Some((digits, power)) = text.split_once('e') else {
        return text;
    };
    let (sign, power) = power.strip_prefix('-').map_or(('+', power), |it| ('-', it));
    format!("{digits}e{sign}{power:0>2}")
}

impl Condition {
    /// Whether a value of the column, by its text, meets it.
    pub fn holds(&self, label: &str) -> bool {
        match self {
            Self::Is(value) => value.label() == label,
            Self::AnyOf(values) => values.iter().any(|value| value.label() == label),
            Self::Part(part) => part.contains.0.iter().any(|part| label.contains(part)),
        }
    }

    /// The values that it names in full; true and false need not occur in a column that holds nothing
    /// else.
    pub fn named(&self, labels: &[String]) -> Vec<String> {
        let truths = ["true", "false"];
        let of_truths = labels.iter().all(|label| truths.contains(&label.as_str()));
        let values = match self {
            Self::Is(value) => std::slice::from_ref(value),
            Self::AnyOf(values) => values.as_slice(),
            Self::Part(_) => &[],
        };
        let known = values
            .iter()
            .filter(|value| !(of_truths && matches!(value, Value::Truth(_))));
        known.map(Value::label).collect()
    }
}

struct Cell;

impl Visitor<'_> for Cell {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("text, a number, true or false")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Truth(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Whole(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        let number = i64::try_from(value);
        number
            .map(Value::Whole)
            .map_err(|_| E::custom("the number is too large"))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Cell)
    }
}

struct OneOrMore;

impl<'de> Visitor<'de> for OneOrMore {
    type Value = Condition;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("text, a number, true or false, a list of them, or a table with `contains`")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Condition, E> {
        Cell.visit_bool(value).map(Condition::Is)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Condition, E> {
        Cell.visit_i64(value).map(Condition::Is)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Condition, E> {
        Cell.visit_u64(value).map(Condition::Is)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Condition, E> {
        Cell.visit_f64(value).map(Condition::Is)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Condition, E> {
        Cell.visit_str(text).map(Condition::Is)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Condition, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        if values.is_empty() {
            return Err(de::Error::custom("an empty list is met by no row"));
        }
        Ok(Condition::AnyOf(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Condition, A::Error> {
        Part::deserialize(MapAccessDeserializer::new(table)).map(Condition::Part)
    }
}

#[derive(Clone, Copy)]
struct OneOrMoreTexts;

impl<'de> Visitor<'de> for OneOrMoreTexts {
    type Value = Texts;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("text, or a list of texts")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Texts, E> {
        if text.is_empty() {
            return Err(E::custom("the text is empty"));
        }
        Ok(Texts(vec![text.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Texts, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = items.next_element::<String>()? {
            let Texts(more) = self.visit_str(&text)?;
            texts.extend(more);
        }
        if texts.is_empty() {
            return Err(de::Error::custom(
                "the list is empty; give one text at least",
            ));
        }
        Ok(Texts(texts))
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrMoreTexts)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrMore)
    }
}

impl JsonSchema for Value {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean"] })
    }
}

impl JsonSchema for Texts {
    fn schema_name() -> Cow<'static, str> {
        "Texts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string", "minLength": 1 },
                { "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1 },
            ],
        })
    }
}

impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (value, part) = (
            generator.subschema_for::<Value>(),
            generator.subschema_for::<Part>(),
        );
        json_schema!({
            "description": "One value, a list of which any will do, or a part of a text.",
            "anyOf": [value, { "type": "array", "items": value, "minItems": 1 }, part],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_text_that_tables_give_it() {
        let text = |number: f64| Value::Number(number).label();
        assert_eq!([2.0, -3.0, -0.0].map(text), ["2", "-3", "0"]);
        assert_eq!([0.5, 1e-5, 1.5e-7].map(text), ["0.5", "1e-05", "1.5e-07"]);
        assert_eq!(
            [EXACT, 1e16, -1e300].map(text),
            ["9007199254740992", "1e+16", "-1e+300"]
        );
        assert_eq!(Value::Whole(2).label(), text(2.0));
    }
}
