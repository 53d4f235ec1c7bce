//! Reads values of a TOML tree into the types of a study, keeping the place of every mistake.
//!
//! It differs from the reader of the `toml` crate in what a study needs: a mistake carries its key,
//! its span and the choices as data; a date is text of the form `YYYY-MM-DD` wherever a
//! [`DATE`] is asked for, quoted or not; a number keeps its decimals where a [`FIGURE`] is asked
//! for; and neither NaN, infinity nor a control character gets through.

use std::ops::Range;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::fault::{Fault, Step};
use crate::claims::dates::DATE;
use crate::claims::printed::FIGURE;
use crate::claims::words::shown;

/// A value and where it stands.
pub(super) struct Reader<'a, 'i> {
    value: &'a DeValue<'i>,
    span: Range<usize>,
}

impl<'a, 'i> Reader<'a, 'i> {
    fn of(value: &'a Spanned<DeValue<'i>>) -> Self {
        Self {
            value: value.get_ref(),
            span: value.span(),
        }
    }

    fn wrong_type(&self, expected: &dyn Expected) -> Fault {
        let found = match self.value {
            DeValue::String(text) => Unexpected::Str(text),
            DeValue::Integer(number) => return self.number(number.as_str(), expected),
            DeValue::Float(number) => return self.number(number.as_str(), expected),
            DeValue::Boolean(value) => Unexpected::Bool(*value),
            DeValue::Datetime(_) => Unexpected::Other("a date"),
            DeValue::Array(_) => Unexpected::Seq,
            DeValue::Table(_) => Unexpected::Map,
        };
        Fault::invalid_type(found, expected).at(self.span.clone())
    }

    fn number(&self, text: &str, expected: &dyn Expected) -> Fault {
        let what = format!("the number {}", shown(text));
        Fault::invalid_type(Unexpected::Other(&what), expected).at(self.span.clone())
    }

    fn visit<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            DeValue::String(text) => visitor.visit_str(printable(text)?),
            DeValue::Integer(number) => {
                let value = i64::from_str_radix(number.as_str(), number.radix());
                visitor.visit_i64(value.map_err(|_| out_of_range("a whole number of 64 bits"))?)
            }
            DeValue::Float(number) => visitor.visit_f64(finite(number.as_str())?),
            DeValue::Boolean(value) => visitor.visit_bool(*value),
            DeValue::Datetime(value) => visitor.visit_str(&date_text(value)?),
            DeValue::Array(items) => visitor.visit_seq(Elements {
                items: items.iter(),
                index: 0,
            }),
            DeValue::Table(table) => visitor.visit_map(Entries::of(table)),
        }
    }

    fn text<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            DeValue::String(_) => self.visit(visitor),
            _ => Err(self.wrong_type(&visitor)),
        }
    }
}

/// The root of a file as a value.
pub(super) fn read<'de, T: serde::Deserialize<'de>>(
    document: &Spanned<DeTable<'_>>,
) -> Result<T, Fault> {
    T::deserialize(Root {
        table: document.get_ref(),
    })
}

struct Root<'a, 'i> {
    table: &'a DeTable<'i>,
}

impl<'de> Deserializer<'de> for Root<'_, '_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(Entries::of(self.table))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> Deserializer<'de> for Reader<'_, '_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.visit(visitor).map_err(|fault| fault.at(self.span))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.text(visitor).map_err(|fault| fault.at(self.span))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let found = match (name, self.value) {
            (DATE, DeValue::Datetime(_)) => self.visit(visitor).map_err(Fault::of_a_date),
            (DATE, _) => self.text(visitor).map_err(Fault::of_a_date),
            (FIGURE, DeValue::Integer(number)) if number.radix() == 10 => {
                figure(number.as_str(), visitor)
            }
            (FIGURE, DeValue::Float(number)) => {
                finite(number.as_str()).and_then(|_| figure(number.as_str(), visitor))
            }
            (FIGURE, _) => self.text(visitor),
            _ => return visitor.visit_newtype_struct(self),
        };
        found.map_err(|fault| fault.at(self.span))
    }

    // A derived type would take a list for its table, by the order of its keys.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.value {
            DeValue::Array(_) => Err(self.wrong_type(&visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    // A derived type would leave what is too many unread.
    fn deserialize_tuple<V: Visitor<'de>>(self, due: usize, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            DeValue::Array(items) if items.len() != due => {
                let found = items.len();
                let said = format!("a list of {found} stands where a list of {due} is due");
                Err(Fault::new("bad_value", said).at(self.span))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.value {
            DeValue::String(text) => {
                let word: StrDeserializer<'_, Fault> = text.as_ref().into_deserializer();
                visitor
                    .visit_enum(word)
                    .map_err(|fault| fault.at(self.span))
            }
            _ => Err(self.wrong_type(&"a word in quotes")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf
        unit unit_struct seq tuple_struct map identifier ignored_any
    }
}

struct Elements<'a, 'i> {
    items: std::slice::Iter<'a, Spanned<DeValue<'i>>>,
    index: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_, '_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let step = Step::Element(self.index);
        self.index += 1;
        seed.deserialize(Reader::of(item))
            .map(Some)
            .map_err(|fault| fault.at(item.span()).under(step))
    }
}

type Entry<'a, 'i> = (&'a Spanned<DeString<'i>>, &'a Spanned<DeValue<'i>>);

struct Entries<'a, 'i> {
    entries: Box<dyn Iterator<Item = Entry<'a, 'i>> + 'a>,
    next: Option<Entry<'a, 'i>>,
}

impl<'a, 'i> Entries<'a, 'i> {
    fn of(table: &'a DeTable<'i>) -> Self {
        Self {
            entries: Box::new(table.iter()),
            next: None,
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.next = Some((key, value));
        let under = |fault: Fault| {
            fault
                .at(key.span())
                .under(Step::Key(key.get_ref().to_string()))
        };
        let word: StrDeserializer<'_, Fault> =
            printable(key.get_ref()).map_err(under)?.into_deserializer();
        seed.deserialize(word).map(Some).map_err(under)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some((key, value)) = self.next.take() else {
            return Err(Fault::custom("a value was asked for before its key"));
        };
        seed.deserialize(Reader::of(value)).map_err(|fault| {
            fault
                .at(value.span())
                .under(Step::Key(key.get_ref().to_string()))
        })
    }
}

/// A number by its text, which keeps its decimals.
fn figure<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Fault> {
    let due = (&visitor as &dyn Expected).to_string();
    let read: Result<V::Value, Fault> = visitor.visit_str(text);
    read.map_err(|_| {
        let said = format!("the number {} is not {due}", shown(text));
        Fault::new("bad_value", said)
    })
}

fn finite(text: &str) -> Result<f64, Fault> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(Fault::new(
            "not_finite",
            format!("{} is not a finite number", shown(text)),
        )),
        Err(_) => Err(out_of_range("a number")),
    }
}

fn out_of_range(expected: &str) -> Fault {
    Fault::new("out_of_range", format!("this is not {expected}"))
}

fn date_text(value: &toml::value::Datetime) -> Result<String, Fault> {
    match (value.date, value.time, value.offset) {
        (Some(date), None, None) => Ok(date.to_string()),
        _ => Err(Fault::new(
            "has_time",
            format!("{value} has a time of day; give the day alone"),
        )),
    }
}

fn printable(text: &str) -> Result<&str, Fault> {
    match text
        .chars()
        .find(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
    {
        None => Ok(text),
        Some(letter) => Err(Fault::new(
            "control_character",
            format!(
                "the text holds the control character U+{:04X}",
                u32::from(letter)
            ),
        )),
    }
}
