//! Told apart: whether two eras of a list differ by more than chance.
//!
//! The p is that of the table of comparisons: the conditional test of each two eras with exposure
//! (methods M4 and M19), adjusted over all pairs of the list by Holm's step-down rule unless said
//! otherwise. How much years vary is measured once, with all visits in doubt counted: doubt about a few
//! visits is no doubt about that.

use super::cumulative::OpenCounts;
use super::list::Span;
use super::specification::Specification;
use super::verdict::Verdict;
use crate::error::Result;
use crate::infer::compare::{self, Frequency};
use crate::special::excess::Excess;
use crate::special::level::Level;

/// Beyond so many tables of counts nothing is said of all of them.
const MOST_TABLES: usize = 1 << 10;

/// What a comparison of two eras gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Apart {
    /// The p of this pair alone; `NAN` where one of the two was not observed.
    pub p: f64,
    /// The same adjusted over all pairs of the list.
    pub adjusted: f64,
    /// The verdict over all subsets of the visits in doubt.
    pub verdict: Verdict,
}

/// Whether two eras of a list are told apart, over all subsets of the visits in doubt.
///
/// # Errors
///
/// [`crate::Error::BadLevel`] for a level that is none.
pub fn told_apart(
    counts: &[OpenCounts],
    spans: &[Span],
    excesses: &[Excess],
    pair: (usize, usize),
    spec: &Specification,
) -> Result<Apart> {
    let level = Level::new(spec.level)?;
    let test = Test {
        spans,
        excesses,
        pair,
        spec,
        level,
    };
    let plain: Vec<u64> = counts.iter().map(|era| era.all().iter().sum()).collect();
    let (p, adjusted) = test.p(&plain)?;
    let mut outcomes = Vec::new();
    match tables(counts) {
        Some(tables) => {
            for table in &tables {
                outcomes.push(test.holds(table)?);
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

struct Test<'a> {
    spans: &'a [Span],
    excesses: &'a [Excess],
    pair: (usize, usize),
    spec: &'a Specification,
    level: Level,
}

impl Test<'_> {
    fn holds(&self, counts: &[u64]) -> Result<Option<bool>> {
        let (_, adjusted) = self.p(counts)?;
        Ok((!adjusted.is_nan()).then_some(adjusted <= self.level.alpha()))
    }

    /// The p of the pair, alone and adjusted.
    fn p(&self, counts: &[u64]) -> Result<(f64, f64)> {
        let (first, second) = self.pair;
        let (mut p, mut own) = (Vec::new(), None);
        for one in 0..self.spans.len() {
            for other in one + 1..self.spans.len() {
                if (first.min(second), first.max(second)) == (one, other) {
                    own = Some(p.len());
                }
                // Of an era without exposure there is none, and the adjustment counts none.
                p.push(self.compare(counts, one, other));
            }
        }
        let adjusted = compare::adjust(&p, &vec![0; p.len()], self.spec.adjustment)?;
        let at = |values: &[f64]| {
            own.and_then(|own| values.get(own).copied())
                .unwrap_or(f64::NAN)
        };
        Ok((at(&p), at(&adjusted)))
    }

    fn compare(&self, counts: &[u64], one: usize, other: usize) -> f64 {
        let frequency = |era: usize| Frequency {
            count: counts.get(era).copied().unwrap_or(0),
            years: self.spans.get(era).map_or(0.0, |span| span.years()),
            excess: self.excesses.get(era).copied().unwrap_or(Excess::NONE),
        };
        compare::compare(
            frequency(one),
            frequency(other),
            self.level,
            self.spec.method,
        )
        .p
    }
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
