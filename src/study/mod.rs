//! Study files: their types, how they are read, and what becomes of their claims.

mod checks;
mod claim_checks;
mod document;
mod fault;
mod place_checks;
mod reader;
mod words;

pub mod claim;
pub mod conditions;
pub mod conventions;
pub mod data;
pub mod dates;
pub mod decisions;
pub mod definition;
pub mod judge;
pub mod model;
pub mod printed;
pub mod schema;

pub use document::{DEEPEST, LARGEST_FILE, LONGEST_TEXT, MOST_TOKENS};

use crate::Result;
use model::Study;

/// Reads a study from the text of its file; `file` is its name in messages.
///
/// # Errors
///
/// [`crate::Error::Study`] with the line, the column and the key of the first mistake.
pub fn read(file: &str, text: &str) -> Result<Study> {
    let document = document::parse(text).map_err(|fault| fault.into_error(file, text))?;
    let study: Study = reader::read(&document).map_err(|fault| fault.into_error(file, text))?;
    match checks::study(&study) {
        None => Ok(study),
        Some((steps, fault)) => {
            let span = document::locate(&document, &steps);
            let fault = steps
                .into_iter()
                .rev()
                .fold(fault.at(span), fault::Fault::under);
            Err(fault.into_error(file, text))
        }
    }
}

/// A study as JSON, with the keys of its file.
///
/// # Errors
///
/// [`crate::Error::Undefined`] if it cannot be written as JSON, which would be a bug.
pub fn json(study: &Study) -> Result<String> {
    serde_json::to_string(study).map_err(|error| crate::Error::Undefined {
        name: "the study as JSON".into(),
        reason: error.to_string(),
    })
}

/// Lines and columns, counted from 1, of keys such as `claim[2].at.era`, or of the nearest table
/// above each; none if the text is not TOML.
pub fn locate(text: &str, keys: &[&str]) -> Option<Vec<(usize, usize)>> {
    let document = document::parse(text).ok()?;
    let place = |key: &&str| document::locate(&document, &fault::steps_of(key)).start;
    Some(
        keys.iter()
            .map(|key| fault::position(text, place(key)))
            .collect(),
    )
}
