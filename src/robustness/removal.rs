//! Whether a claim on waiting times fails without some visits, wherever visits known vaguely may fall.

use std::collections::HashSet;

use super::wait_fragility::Overturned;
use crate::claims::claim::{Claim, Statement};
use crate::claims::evaluator::Evaluator;
use crate::claims::outcome::Outcome;
use crate::claims::record::Record;
use crate::claims::specification::{Specification, Unclear};
use crate::claims::verdict::Verdict;
use crate::error::Result;

/// Whether a claim fails once visits are gone that were found by the first days that they may have been.
///
/// The claim itself is asked again: what is then not determined has not failed.
///
/// # Errors
///
/// As [`Evaluator::answer`].
pub fn removal_fails(
    record: &Record,
    claim: &Claim,
    spec: &Specification,
    removed: Overturned,
) -> Result<bool> {
    let spec = spec.with(&claim.conventions);
    let gone = days_gone(record, claim, &spec, removed)?;
    let rows = (0..record.len()).filter(|row| {
        let days = record.days(*row, spec.date_rule);
        gone.contains(&days.first)
    });
    let rows: Vec<(usize, Outcome)> = rows.map(|row| (row, Outcome::False)).collect();
    let changed = record.judged_otherwise(&rows);
    let answer = Evaluator::new(&changed).answer_if_named(claim, &spec)?;
    Ok(answer.verdict == Verdict::NotReproduced)
}

/// The days on which visits are gone. Whoever takes some of a day takes all of it: what is left of a day
/// ends the same wait.
fn days_gone(
    record: &Record,
    claim: &Claim,
    spec: &Specification,
    removed: Overturned,
) -> Result<HashSet<i64>> {
    let Some(from) = removed.day.filter(|_| removed.visits > 0) else {
        return Ok(HashSet::new());
    };
    if removed.visits == 1 {
        return Ok(HashSet::from([from]));
    }
    let with_unclear = spec.unclear == Unclear::Include;
    let mut evaluator = Evaluator::new(record);
    let mut days = match &claim.says {
        Statement::Gap { at, .. } => evaluator.days(at, spec, with_unclear)?,
        says => match says.shock_scopes().as_slice() {
            [(_, scope)] => evaluator.shocks_and_days(scope, spec, with_unclear)?.1,
            _ => Vec::new(),
        },
    };
    days.retain(|day| *day >= from);
    days.sort_unstable();
    let most = usize::try_from(removed.visits).unwrap_or(usize::MAX);
    Ok(days.into_iter().take(most).collect())
}
