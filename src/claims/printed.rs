//! A number as it was printed, and the numbers that would have been printed so.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::amount::Amount;
use super::dates::{Written, read_written};
use super::interval::Interval;
use crate::Result;

/// The newtype name under which a printed number asks for its text, decimals and all.
pub const FIGURE: &str = "summitry::Figure";

/// The most digits that a printed number may have; more do not fit a double.
const MOST_DIGITS: usize = 15;

/// A printed number: its text keeps the decimals, so `1.80` and `1.8` differ.
///
/// Commas between thousands and a final percent sign are understood: `1,200`, `52%`.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    text: String,
    /// The digits as a whole number.
    digits: i128,
    decimals: u8,
    percent: bool,
}

/// How a computed number should stand to the printed one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// It rounds to it.
    #[default]
    Equals,
    /// It rounds to it or is lower: "within 11 days".
    AtMost,
    /// It rounds to it or is higher.
    AtLeast,
    /// It is lower.
    LessThan,
    /// It is higher.
    MoreThan,
    /// It rounds to it and is lower: "almost six years".
    Almost,
}

impl Printed {
    /// Reads a plain decimal number.
    pub fn read(text: &str) -> Option<Self> {
        let (number, percent) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (text, false),
        };
        let (sign, number) = match number.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, number),
        };
        let (whole, fraction) = match number.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (number, ""),
        };
        let whole = without_commas(whole)?;
        let digits = format!("{whole}{fraction}");
        let decimal = !whole.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        if !decimal || digits.len() > MOST_DIGITS {
            return None;
        }
        Some(Self {
            text: text.to_owned(),
            digits: sign * digits.parse::<i128>().ok()?,
            decimals: u8::try_from(fraction.len()).ok()?,
            percent,
        })
    }

    /// The text as printed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it has a percent sign.
    pub fn is_percent(&self) -> bool {
        self.percent
    }

    /// Whether it is more than 1 without a percent sign, which no fraction of a whole is.
    pub fn is_above_one(&self) -> bool {
        !self.percent && self.digits > 10_i128.pow(u32::from(self.decimals))
    }

    /// The numbers that bear the print out. A number half way between two prints bears out both.
    ///
    /// `rounded_to` widens the print to the nearest such step: 120 rounded to 10 is 115 to 125.
    ///
    /// # Errors
    ///
    /// [`crate::Error::OutOfRange`] if `rounded_to` is negative or not finite.
    pub fn interval(&self, comparison: Comparison, rounded_to: Option<f64>) -> Result<Interval> {
        let value = self.halves(0);
        let (low, high) = match rounded_to {
            None => (self.halves(-1), self.halves(1)),
            Some(step) => {
                // A percentage is rounded in per cent.
                let half = Amount::decimal(step).times(if self.percent { 0.005 } else { 0.5 });
                (value.less(half), value.plus(half))
            }
        };
        match comparison {
            Comparison::Equals => Interval::within(low, high),
            Comparison::AtMost => Interval::at_most(high),
            Comparison::AtLeast => Interval::at_least(low),
            Comparison::LessThan => Interval::below(value),
            Comparison::MoreThan => Interval::above(value),
            Comparison::Almost => Interval::up_to(low, value),
        }
    }

    /// The number and so many halves of its last digit's worth.
    fn halves(&self, halves: i128) -> Amount {
        let places = u32::from(self.decimals) + if self.percent { 2 } else { 0 };
        Amount::fraction(self.digits * 2 + halves, 2 * 10_i128.pow(places))
    }
}

/// The digits of a whole number, with or without commas between its thousands.
fn without_commas(whole: &str) -> Option<String> {
    let Some((first, rest)) = whole.split_once(',') else {
        return Some(whole.to_owned());
    };
    let grouped = (1..=3).contains(&first.len()) && rest.split(',').all(|group| group.len() == 3);
    grouped.then(|| whole.replace(',', ""))
}

impl Written for Printed {
    const NAME: &'static str = FIGURE;
    const DUE: &'static str =
        "a plain decimal number as it was printed, such as 1.25, '1,200' or '52%'";
    fn read(text: &str) -> Option<Self> {
        Self::read(text)
    }
}

impl<'de> Deserialize<'de> for Printed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        read_written(deserializer)
    }
}

impl Serialize for Printed {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl JsonSchema for Printed {
    fn schema_name() -> Cow<'static, str> {
        "Printed".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number as it was printed. Its decimals count: 1.80 is not 1.8. In quotes also 1,200 or 52%.",
            "type": ["number", "string"],
            "pattern": "^-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)([.][0-9]+)?\\s*%?$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(printed: &str, comparison: Comparison, value: f64) -> bool {
        Printed::read(printed)
            .unwrap()
            .interval(comparison, None)
            .unwrap()
            .contains(Amount::decimal(value))
    }

    #[test]
    fn a_print_is_the_interval_that_rounds_to_it() {
        let near = |printed, value| holds(printed, Comparison::Equals, value);
        assert!(near("120", 119.5) && near("120", 120.5) && near("120", 359.0 / 3.0));
        assert!(!near("120", 119.49) && !near("120", 120.51));
        assert!(near("1.80", 1.804) && !near("1.80", 1.81) && near("1.8", 1.81));
        assert!(near("-0.5", -0.54) && near("1,200", 1200.4) && near("52%", 0.524));
        assert!(!near("52%", 0.526) && near("2.68", 2.675));
    }

    #[test]
    fn only_a_percentage_may_be_above_one() {
        let above = |text| Printed::read(text).unwrap().is_above_one();
        assert!(above("85") && above("1.01") && above("1,000") && above("2.0"));
        assert!(!above("1") && !above("1.00") && !above("0.85") && !above("85%") && !above("-3"));
    }

    #[test]
    fn bounds() {
        assert!(holds("11", Comparison::AtMost, 9.0) && holds("11", Comparison::AtMost, 11.0));
        assert!(!holds("11", Comparison::AtMost, 12.0));
        assert!(holds("2", Comparison::LessThan, 1.99) && !holds("2", Comparison::LessThan, 2.0));
        assert!(holds("2", Comparison::MoreThan, 2.01) && !holds("2", Comparison::MoreThan, 2.0));
        assert!(holds("2", Comparison::AtLeast, 1.5) && !holds("2", Comparison::AtLeast, 1.4));
        assert!(holds("6", Comparison::Almost, 5.82) && !holds("6", Comparison::Almost, 6.0));
        assert!(!holds("6", Comparison::Almost, 5.4));
    }

    #[test]
    fn coarser_rounding() {
        let printed = Printed::read("120").unwrap();
        let interval = printed.interval(Comparison::Equals, Some(10.0)).unwrap();
        let holds = |value| interval.contains(Amount::decimal(value));
        assert!(holds(115.0) && holds(125.0) && !holds(114.9));
        let printed = Printed::read("50%").unwrap();
        let interval = printed.interval(Comparison::Equals, Some(10.0)).unwrap();
        let holds = |value| interval.contains(Amount::decimal(value));
        assert!(holds(0.45) && holds(0.55) && !holds(0.44) && !holds(0.56));
    }

    #[test]
    fn not_a_plain_number() {
        for text in [
            "",
            "1.",
            ".5",
            "1e3",
            "+1",
            "1 000",
            "١",
            "0x10",
            "1,20",
            ",100",
            "1.2.3",
            "nan",
            "inf",
            "--1",
            "%",
            "1234567890123456",
        ] {
            assert_eq!(Printed::read(text), None, "{text}");
        }
    }
}
