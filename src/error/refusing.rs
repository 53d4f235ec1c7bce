//! What many refuse, each in one line.

use super::{Error, Result};

impl Error {
    /// A number outside its permitted range.
    pub fn out_of_range(
        name: impl Into<String>,
        found: &impl ToString,
        expected: impl Into<String>,
    ) -> Self {
        Self::OutOfRange {
            name: name.into(),
            found: found.to_string(),
            expected: expected.into(),
        }
    }

    /// A quantity that does not exist for this input.
    pub fn undefined(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Undefined {
            name: name.into(),
            reason: reason.into(),
        }
    }

    /// A whole number that no longer fits.
    pub fn overflow(name: impl Into<String>) -> Self {
        Self::Overflow { name: name.into() }
    }

    /// Something that would need more cells than can be held.
    pub fn too_large(name: impl Into<String>, cells: u128, limit: u128) -> Self {
        Self::TooLarge {
            name: name.into(),
            cells,
            limit,
        }
    }
}

/// Refuses two arguments that belong together, each with its name, and differ in length.
///
/// # Errors
///
/// [`Error::Length`].
pub fn same_length(
    (left, left_len): (&str, usize),
    (right, right_len): (&str, usize),
) -> Result<()> {
    if left_len == right_len {
        return Ok(());
    }
    Err(Error::Length {
        left: left.to_owned(),
        left_len,
        right: right.to_owned(),
        right_len,
    })
}

/// Refuses what would need more cells than are allowed.
///
/// # Errors
///
/// [`Error::TooLarge`].
pub fn within_limit(name: &str, cells: u128, limit: u128) -> Result<()> {
    if cells <= limit {
        return Ok(());
    }
    Err(Error::too_large(name, cells, limit))
}

/// Refuses to draw nothing at all.
///
/// # Errors
///
/// [`Error::OutOfRange`].
pub fn some_draws(draws: u64) -> Result<()> {
    if draws > 0 {
        return Ok(());
    }
    Err(Error::out_of_range("draws", &draws, "at least 1"))
}

/// Refuses a weight that is negative, infinite or not a number.
///
/// # Errors
///
/// [`Error::BadWeight`].
pub fn finite_weights<'a>(weights: impl IntoIterator<Item = &'a f64>) -> Result<()> {
    let mut weights = weights.into_iter();
    match weights.find(|weight| !(weight.is_finite() && **weight >= 0.0)) {
        None => Ok(()),
        Some(weight) => Err(Error::BadWeight {
            name: "weight".to_owned(),
            found: weight.to_string(),
        }),
    }
}
