//! What a study file gets wrong, while it is being read: where in the text, and under which key.

use std::fmt;
use std::ops::Range;

use serde::de::{Expected, Unexpected};

use crate::claims::words::{listed, nearest, renamed, shown};
use crate::error::{Error, StudyMistake};

/// One step from the top of the file to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the value of a key.
    Key(String),
    /// Into an element of a list, counted from 0.
    Element(usize),
}

/// A mistake whose place is known only as far as reading has returned.
#[derive(Debug)]
pub(super) struct Fault {
    code: &'static str,
    message: String,
    hint: Option<String>,
    span: Option<Range<usize>>,
    /// From the value outwards.
    path: Vec<Step>,
}

impl Fault {
    /// A mistake of the given kind, not yet placed.
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
            span: None,
            path: Vec::new(),
        }
    }

    /// A bad value where a date is due.
    pub(super) fn of_a_date(mut self) -> Self {
        if self.code == "bad_value" {
            self.code = "bad_date";
        }
        self
    }

    /// Adds what to do about it.
    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Places the mistake in the text, unless it has a narrower place already.
    pub(super) fn at(mut self, span: Range<usize>) -> Self {
        self.span.get_or_insert(span);
        self
    }

    /// Says that the mistake lies below a step.
    pub(super) fn under(mut self, step: Step) -> Self {
        self.path.push(step);
        self
    }

    /// The error for a caller who has the text.
    pub(super) fn into_error(self, file: &str, text: &str) -> Error {
        let (line, column) = position(text, self.span.map_or(0, |span| span.start));
        Error::Study(Box::new(StudyMistake {
            file: file.to_owned(),
            line,
            column,
            key: dotted(self.path.iter().rev()),
            code: self.code,
            message: self.message,
            hint: self.hint,
        }))
    }
}

/// A path in the form `claim[2].at.era`.
pub(super) fn dotted<'a>(steps: impl Iterator<Item = &'a Step>) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            Step::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(&shown(key));
            }
            Step::Element(index) => {
                text.extend(["[", &index.to_string(), "]"]);
            }
        }
    }
    text
}

/// The steps of a path in the form `claim[2].at.era`.
pub(super) fn steps_of(key: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in key.split('.') {
        let (name, elements) = part.split_once('[').unwrap_or((part, ""));
        if !name.is_empty() {
            steps.push(Step::Key(name.to_owned()));
        }
        let indexes = elements
            .split(['[', ']'])
            .filter_map(|index| index.parse().ok());
        steps.extend(indexes.map(Step::Element));
    }
    steps
}

/// Line and column of a byte of the text, both counted from 1, columns in characters.
pub(super) fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte.min(text.len())).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before
        .get(line_start..)
        .map_or(0, |line| line.chars().count())
        + 1;
    (line, column)
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new("bad_value", message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let (found, expected) = (found_words(found), expected_words(expected));
        Self::new(
            "wrong_type",
            format!("{found} stands where {expected} is due"),
        )
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let (found, expected) = (found_words(found), range_words(expected));
        Self::new("bad_value", format!("{found} is not {expected}"))
    }

    fn unknown_variant(found: &str, choices: &'static [&'static str]) -> Self {
        let fault = Self::new(
            "unknown_choice",
            format!("'{}' is not a choice here", shown(found)),
        );
        fault.with_hint(choose(found, choices))
    }

    fn unknown_field(found: &str, known: &'static [&'static str]) -> Self {
        let fault = Self::new(
            "unknown_key",
            format!("there is no key '{}' here", shown(found)),
        );
        fault.with_hint(choose(found, known))
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new("missing_key", format!("the key '{key}' is missing"))
    }

    fn duplicate_field(key: &'static str) -> Self {
        Self::new("duplicate_key", format!("the key '{key}' is given twice"))
    }
}

fn choose(found: &str, choices: &[&str]) -> String {
    if let Some(new) = renamed(found).filter(|new| choices.contains(new)) {
        return format!("it is now called '{new}'");
    }
    match nearest(found, choices.iter().copied()) {
        Some(near) => format!("did you mean '{near}'? The choices are {}", listed(choices)),
        None => format!("the choices are {}", listed(choices)),
    }
}

fn found_words(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(value) => format!("the number {value}"),
        Unexpected::Signed(value) => format!("the number {value}"),
        Unexpected::Float(value) => format!("the number {value}"),
        Unexpected::Str(text) => format!("the text '{}'", shown(text)),
        Unexpected::Map => "a table".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Other(what) => what.to_owned(),
        other => other.to_string(),
    }
}

fn expected_words(expected: &dyn Expected) -> String {
    match expected.to_string().as_str() {
        "a string" => "text".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a map" => "a table".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a tuple of size 2" => "a list of 2".to_owned(),
        "f64" => "a number".to_owned(),
        "usize" | "u32" | "u64" | "i64" => "a whole number".to_owned(),
        other => other
            .strip_prefix("struct ")
            .map_or_else(|| other.to_owned(), |_| "a table".to_owned()),
    }
}

/// What a number had to be that has the right type.
fn range_words(expected: &dyn Expected) -> String {
    match expected.to_string().as_str() {
        "usize" | "u64" => "a whole number of 0 or more".to_owned(),
        "u32" => format!("a whole number from 0 to {}", u32::MAX),
        _ => expected_words(expected),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        assert_eq!(position("a\né = 1\n", 5), (2, 3));
        assert_eq!(position("", 0), (1, 1));
        assert_eq!(position("ab", 99), (1, 3));
    }

    #[test]
    fn paths() {
        let steps = [
            Step::Key("claim".into()),
            Step::Element(2),
            Step::Key("at".into()),
            Step::Key("era".into()),
        ];
        assert_eq!(dotted(steps.iter()), "claim[2].at.era");
        assert_eq!(steps_of("claim[2].at.era"), steps);
    }
}
