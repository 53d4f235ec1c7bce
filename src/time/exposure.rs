//! Years at risk, as the inference takes them.

use crate::error::{Error, Result, Rows, same_length};

/// Checks that there is one exposure for each of `n` counts, each finite and at least 0.
///
/// # Errors
///
/// [`Error::Length`] or [`Error::BadDuration`], which lists every offending row.
pub fn check(n: usize, exposure: &[f64]) -> Result<()> {
    same_length(("counts", n), ("exposure", exposure.len()))?;
    durations("exposure", exposure)
}

/// Checks that lengths of time are finite and at least 0.
///
/// # Errors
///
/// [`Error::BadDuration`], which lists every offending row.
pub fn durations(name: &str, years: &[f64]) -> Result<()> {
    let good = |years: f64| years >= 0.0 && years.is_finite();
    // A sum, of which several terms are taken at once: there may be very many, and nearly always all are good.
    if years
        .iter()
        .map(|&years| u64::from(!good(years)))
        .sum::<u64>()
        == 0
    {
        return Ok(());
    }
    let bad = years
        .iter()
        .enumerate()
        .filter_map(|(row, &years)| (!good(years)).then_some((row, years)));
    let rows = Rows::of(bad.clone().map(|(row, _)| row));
    match bad.map(|(_, years)| years).next() {
        None => Ok(()),
        Some(years) => Err(Error::BadDuration {
            name: name.to_owned(),
            rows,
            found: years.to_string(),
        }),
    }
}
