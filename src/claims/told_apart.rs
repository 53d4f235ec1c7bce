//! Told apart: whether two eras of a list differ by more than chance.
//!
//! The p is that of the table of comparisons: the conditional test of each two eras with exposure
//! (methods M4 and M19), adjusted by Holm's step-down rule unless said otherwise: over all pairs of the
//! list, or over those of one era with the others that the claim names. How much years vary is measured once, with all visits in doubt counted: doubt about a few
//! visits is no doubt about that.

use std::collections::HashMap;

use super::comparisons::{Comparisons, Pair, Test};
use super::cumulative::OpenCounts;
use super::list::Span;
use super::specification::Specification;
use super::verdict::Verdict;
use crate::error::Result;
use crate::special::excess::Excess;

/// Beyond so many tables of counts nothing is said of all of them.
const MOST_TABLES: usize = 1 << 10;

/// What comparisons under the same conventions and counts would give again.
pub(super) type Known = HashMap<Vec<u64>, Apart>;

/// The same as [`told_apart`], found once for the same counts and comparisons.
pub(super) fn told_apart_once(
    counts: &[OpenCounts],
    asked: &Comparisons,
    known: &mut Known,
) -> Result<Apart> {
    let sums = counts.iter().flat_map(|era| [&era.sure, &era.doubted]);
    let sums = sums.map(|each| each.iter().sum::<u64>());
    let key: Vec<u64> = sums.chain(asked.words()).collect();
    if let Some(found) = known.get(&key) {
        return Ok(*found);
    }
    let found = told_apart(counts, asked)?;
    known.insert(key, found);
    Ok(found)
}

/// What a comparison of two eras gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Apart {
    /// The p of this pair alone; `NAN` where one of the two was not observed.
    pub p: f64,
    /// The same adjusted over all pairs of the list, or over those that the claim names.
    pub adjusted: f64,
    /// The verdict over all subsets of the visits in doubt.
    pub verdict: Verdict,
}

/// The comparisons by which two eras of a list are told apart under a specification.
///
/// # Errors
///
/// [`crate::Error::BadLevel`] for a level that is none.
pub fn comparisons(
    spans: &[Span],
    excesses: &[Excess],
    pair: &Pair,
    spec: &Specification,
) -> Result<Comparisons> {
    let years = spans.iter().map(|span| span.years()).collect();
    let excesses = excesses.to_vec();
    Ok(Comparisons::new(years, excesses, pair, Test::of(spec)?))
}

/// Whether two eras of a list are told apart, over all subsets of the visits in doubt.
///
/// # Errors
///
/// As [`Comparisons::own`].
pub fn told_apart(counts: &[OpenCounts], asked: &Comparisons) -> Result<Apart> {
    let plain: Vec<u64> = counts.iter().map(|era| era.all().iter().sum()).collect();
    let (p, adjusted) = asked.own(&asked.each(&plain))?;
    let mut outcomes = Vec::new();
    match tables(counts) {
        Some(tables) => {
            let mut known = HashMap::new();
            for table in &tables {
                let p = asked.each_once(table, &mut known);
                outcomes.push(asked.tells(&p, table)?);
            }
        }
        // Too many subsets to ask: what all of them say is not known.
        None => outcomes.push(None),
    }
    Ok(Apart {
        p,
        adjusted,
        verdict: Verdict::over(outcomes),
    })
}

/// The counts of all eras in every subset of the visits in doubt; none if there are too many.
fn tables(counts: &[OpenCounts]) -> Option<Vec<Vec<u64>>> {
    let mut tables: Vec<Vec<u64>> = vec![Vec::new()];
    for era in counts {
        let sure: u64 = era.sure.iter().sum();
        let doubted: u64 = era.doubted.iter().sum();
        let choices = usize::try_from(doubted).ok()?.checked_add(1)?;
        if tables.len().checked_mul(choices)? > MOST_TABLES {
            return None;
        }
        let longer = |table: &Vec<u64>, more: u64| [table.as_slice(), &[sure + more]].concat();
        tables = tables
            .iter()
            .flat_map(|table| (0..=doubted).map(move |more| longer(table, more)))
            .collect();
    }
    Some(tables)
}
