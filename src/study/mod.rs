//! Study files: their types, how they are read, and where their mistakes are.

mod checks;
pub mod claim_form;
mod claim_reader;
mod claim_rules;
pub mod data;
pub mod decisions;
pub mod definition;
mod document;
mod fault;
mod found;
mod misfit;
pub mod model;
mod reader;
pub mod reading;
mod reading_checks;
mod records;
mod relative_reader;
pub mod schema;
mod scope_reader;
mod series_reader;

pub use document::{DEEPEST, LARGEST_FILE, LONGEST_TEXT, MOST_TOKENS};

use crate::claims::claim::Claim;
use crate::error::{ClaimMistake, Error, Result};
use claim_form::ClaimForm;
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

/// The claim that the JSON of a flat form means, as a study's own JSON or a caller writes it.
///
/// # Errors
///
/// [`Error::Claim`] with the key of the first mistake.
pub fn claim(text: &str) -> Result<Claim> {
    let form: ClaimForm = serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let said = said
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned();
        Error::from(ClaimMistake::new("", "bad_claim", said))
    })?;
    claim_reader::read(&form)
        .map_err(|misfit| ClaimMistake::new(misfit.key, misfit.code, misfit.said).into())
}

/// A study as JSON, with the keys of its file.
///
/// # Errors
///
/// [`crate::Error::Undefined`] if it cannot be written as JSON, which would be a bug.
pub fn json(study: &Study) -> Result<String> {
    serde_json::to_string(study)
        .map_err(|error| Error::undefined("the study as JSON", error.to_string()))
}

/// Lines and columns, counted from 1, of keys such as `claim[2].at.era`, or of the nearest table
/// above each; none if the text is not TOML.
pub fn locate(text: &str, keys: &[&str]) -> Option<Vec<(usize, usize)>> {
    let document = document::parse(text).ok()?;
    let place = |key: &&str| {
        let steps = document::steps_in(document.get_ref(), key);
        document::locate(&document, &steps).start
    };
    Some(
        keys.iter()
            .map(|key| fault::position(text, place(key)))
            .collect(),
    )
}
