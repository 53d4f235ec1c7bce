//! How few missed visits would change what is said of two scopes, each with visits of its own.
//!
//! A missed visit counts in one of the two alone, or in both, as far as that is possible. An order is
//! turned by visits that raise one of its sides, the heaviest the soonest.

use crate::claims::claim::{Claim, Statement};
use crate::claims::evaluator::Evaluator;
use crate::claims::record::Record;
use crate::claims::specification::Specification;
use crate::claims::verdict::Verdict;
use crate::error::{ClaimMistake, Error, Result};

/// The fewest missed visits with which the verdict may be another; none if no number up to `most` does.
///
/// # Errors
///
/// [`Error::Claim`] for a claim of which it is not worked out.
pub(super) fn fewest_across(
    evaluator: &mut Evaluator<'_>,
    record: &Record,
    claim: &Claim,
    spec: &Specification,
    with_unclear: bool,
    (verdict, most): (Verdict, u64),
) -> Result<Option<u64>> {
    let pair = evaluator.pair_missed(claim, spec, with_unclear)?;
    let pair = pair.ok_or_else(not_worked_out)?;
    let (measure, order) = match &claim.says {
        Statement::Lower { measure, .. } => (*measure, true),
        Statement::Ratio { measure, .. } => (*measure, false),
        _ => return Err(not_worked_out()),
    };
    let weights = record.weighing(measure, spec.scheme).real();
    let classes = weights.iter().enumerate();
    let heaviest = classes.max_by(|left, right| left.1.total_cmp(right.1));
    let (class, heaviest) = heaviest.ok_or_else(not_worked_out)?;
    let other = |missed: [u64; 3]| pair.verdict(record, spec.scheme, missed, class) != verdict;
    if order {
        let [first, second, both] = pair.possible;
        return Ok((1..=most).find(|&visits| {
            // So many raise one of the scopes, and the other as little as can be.
            let raised = [(first, [visits, 0, 0]), (second, [0, visits, 0])];
            raised.into_iter().any(|(possible, alone)| {
                let alone = possible.then_some(alone);
                let missed = alone.or_else(|| both.then_some([0, 0, visits]));
                missed.is_some_and(&other)
            })
        }));
    }
    // Where visits weigh differently a ratio may want some of each.
    let even = |weight: &f64| (weight - heaviest).abs() < f64::EPSILON;
    if !weights.iter().all(even) {
        return Err(not_worked_out());
    }
    let apart = |missed: &[u64; 3]| {
        let mut pairs = missed.iter().zip(pair.possible);
        pairs.all(|(visits, possible)| *visits == 0 || possible)
    };
    Ok((1..=most).find(|visits| {
        let firsts = (0..=*visits).flat_map(|first| {
            (0..=visits - first).map(move |second| [first, second, visits - first - second])
        });
        firsts.filter(apart).any(other)
    }))
}

fn not_worked_out() -> Error {
    let said = "how many missed visits would change it is not worked out for this claim";
    ClaimMistake::new("claim", "not_on_eras", said).into()
}
