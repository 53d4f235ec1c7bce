//! Whether two eras are told apart in every completion of an imprecise record, in some, or in none.
//!
//! How much years vary is measured once, with every visit on its first day: where a few visits fall is
//! no doubt about that.

use super::completions::{Known, check};
use super::enumeration::reached;
use crate::claims::assertion::Assertion;
use crate::claims::comparisons::Comparisons;
use crate::claims::list::Span;
use crate::claims::specification::Exposure;
use crate::claims::verdict::Verdict;
use crate::error::Result;
use crate::infer::dispersion::Year;
use crate::measure::years::{Cell, counts};

/// The verdict over the tables of counts that completions reach; not determined where they are more
/// than a quarter of a million.
///
/// # Errors
///
/// As [`bounds`](super::bounds::bounds); [`crate::Error::Undefined`] if an era that is compared was not observed.
pub fn verdict(visits: &[Known], spans: &[Span], asked: &Comparisons) -> Result<Verdict> {
    check(visits)?;
    let none = vec![0; spans.len()];
    if asked.tells(&asked.each(&none), &none)?.is_none() {
        return Err(Assertion::undetermined());
    }
    let Some(tables) = reached(visits, spans) else {
        return Ok(Verdict::NotDetermined);
    };
    let mut outcomes = Vec::with_capacity(tables.len());
    for sums in &tables {
        let counts: Vec<u64> = sums.iter().map(|sum| whole(*sum)).collect();
        outcomes.push(asked.tells(&asked.each(&counts), &counts)?);
    }
    Ok(Verdict::over(outcomes))
}

/// The years of each era, with the visits that count in every completion on their first days.
pub fn years(visits: &[Known], spans: &[Span], exposure: Exposure) -> Vec<Vec<Year>> {
    let sure = visits.iter().filter(|visit| visit.counts);
    let days: Vec<i64> = sure.map(|visit| visit.first).collect();
    let of_era = |span: &Span| {
        let cells = span.cells(exposure);
        let counted = counts(&cells, &days);
        let year = |(cell, count): (&Cell, u64)| Year {
            count,
            years: cell.years(),
        };
        cells.iter().zip(counted).map(year).collect()
    };
    spans.iter().map(of_era).collect()
}

/// A number of visits of which each weighs 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number, of far fewer visits than 2^53"
)]
fn whole(sum: f64) -> u64 {
    sum.round() as u64
}
