//! The text of a study file as a tree of values that know their place, within limits.
//!
//! The limits are looked at before anything is built, so a hostile file costs one pass over its
//! bytes: at most [`LARGEST_FILE`] bytes, [`MOST_TOKENS`] tokens of at most [`LONGEST_TEXT`] bytes, and
//! [`DEEPEST`] levels.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_parser::lexer::TokenKind;

use super::fault::{Fault, Step, steps_of};

/// The largest study file read, in bytes.
pub const LARGEST_FILE: usize = 64 << 20;
/// How many TOML tokens a study file may hold; tables of data belong in CSV files.
pub const MOST_TOKENS: usize = 500_000;
/// The longest key, text or comment, in bytes.
pub const LONGEST_TEXT: usize = 1 << 20;
/// How deep lists and tables may lie in each other.
pub const DEEPEST: usize = 64;

/// Parses TOML after looking at the limits.
pub(super) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Fault> {
    look_at_limits(text)?;
    DeTable::parse(text).map_err(|error| {
        let message = error.message();
        let code = match message {
            "duplicate key" => "duplicate_key",
            "recursion limit" => "limit",
            _ => "not_toml",
        };
        let said = match code {
            "duplicate_key" => "the key is given twice".to_owned(),
            "limit" => too_deep(),
            _ => format!("this is not TOML: {message}"),
        };
        Fault::new(code, said).at(error.span().unwrap_or_default())
    })
}

/// Where a path leads, or the deepest table on the way that is there.
pub(super) fn locate(document: &Spanned<DeTable<'_>>, steps: &[Step]) -> Range<usize> {
    let Some((Step::Key(first), rest)) = steps.split_first() else {
        return 0..0;
    };
    let Some((key, mut value)) = document.get_ref().get_key_value(first.as_str()) else {
        return 0..0;
    };
    let mut span = key.span();
    for step in rest {
        match (step, value.get_ref()) {
            (Step::Key(name), DeValue::Table(table)) => match table.get_key_value(name.as_str()) {
                Some((key, next)) => (span, value) = (key.span(), next),
                None => break,
            },
            (Step::Element(index), DeValue::Array(items)) => match items.get(*index) {
                Some(next) => (span, value) = (next.span(), next),
                None => break,
            },
            _ => break,
        }
    }
    span
}

/// The steps of a path in the form `claim[2].at.era`. Names of columns may hold dots and brackets: where
/// several keys begin the path, the longest is meant.
pub(super) fn steps_in(table: &DeTable<'_>, path: &str) -> Vec<Step> {
    let rest = |name: &str| {
        let rest = path.strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with(['.', '['])).then_some(rest)
    };
    let known = table.iter().filter_map(|(key, value)| {
        let name = key.get_ref().as_ref();
        rest(name).map(|rest| (name, value.get_ref(), rest))
    });
    match known.max_by_key(|(name, ..)| name.len()) {
        Some((name, value, rest)) => {
            let mut steps = vec![Step::Key(name.to_owned())];
            steps.extend(steps_below(value, rest));
            steps
        }
        None => steps_of(path),
    }
}

fn steps_below(value: &DeValue<'_>, path: &str) -> Vec<Step> {
    match value {
        DeValue::Table(table) => steps_in(table, path.strip_prefix('.').unwrap_or(path)),
        DeValue::Array(items) => {
            let element = path.strip_prefix('[').and_then(|rest| rest.split_once(']'));
            let Some((Ok(index), rest)) = element.map(|(index, rest)| (index.parse(), rest)) else {
                return steps_of(path);
            };
            let mut steps = vec![Step::Element(index)];
            steps.extend(match items.get(index) {
                Some(item) => steps_below(item.get_ref(), rest),
                None => steps_of(rest),
            });
            steps
        }
        _ => steps_of(path),
    }
}

fn look_at_limits(text: &str) -> Result<(), Fault> {
    if text.len() > LARGEST_FILE {
        let found = text.len();
        return Err(Fault::new(
            "limit",
            format!("the file has {found} bytes; at most {LARGEST_FILE} are read"),
        ));
    }
    let (mut depth, mut dots) = (0_usize, 0_usize);
    for (count, token) in toml_parser::Source::new(text).lex().enumerate() {
        let place = || Range {
            start: token.span().start(),
            end: token.span().end(),
        };
        if count >= MOST_TOKENS {
            let fault = Fault::new(
                "limit",
                format!("the file has over {MOST_TOKENS} values and marks"),
            );
            return Err(fault
                .with_hint("keep long tables in CSV files and name their `path`")
                .at(place()));
        }
        if token.span().len() > LONGEST_TEXT {
            let said = format!("a key or text is longer than {LONGEST_TEXT} bytes");
            return Err(Fault::new("limit", said).at(place()));
        }
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth = depth.saturating_sub(1);
            }
            TokenKind::Dot => dots += 1,
            TokenKind::Comma | TokenKind::Equals | TokenKind::Newline => dots = 0,
            _ => {}
        }
        if depth > DEEPEST || dots > DEEPEST {
            return Err(Fault::new("limit", too_deep()).at(place()));
        }
    }
    Ok(())
}

fn too_deep() -> String {
    format!("lists and tables lie more than {DEEPEST} deep in each other")
}
