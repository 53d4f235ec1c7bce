//! How few visits a record must have missed for a claim to have another verdict, in every specification.
//!
//! A claim that is reproduced is asked for the fewest visits with which it may fail, one that is not
//! for the fewest with which it may hold. What the record leaves open stays open: a visit in doubt may
//! not have taken place, and where unclear visits are read both ways, either reading may be the one.

use super::apart_fragility;
use super::cells::Cells;
use super::missed_across::fewest_across;
use super::missed_in_eras::OpenEras;
use super::multiverse::Multiverse;
use super::on_record::{exposure, tally_by};
use super::relative_fragility::fewest_added_relative;
use super::wait_fragility;
use crate::claims::claim::{Claim, Statement};
use crate::claims::class_weights::Schemes;
use crate::claims::comparisons::{Comparisons, Test};
use crate::claims::evaluator::Evaluator;
use crate::claims::record::Record;
use crate::claims::specification::{Specification, Unclear, Unsourced};
use crate::claims::verdict::Verdict;
use crate::error::{Error, Result};
use crate::progress::Tick;
use crate::threads::{Threads, replicates};

impl Multiverse<'_> {
    /// For every specification the fewest missed visits that may change the verdict on each claim; 0 where
    /// no number up to `most` does or the claim is not determined, `most + 1` where it is not worked out.
    ///
    /// # Errors
    ///
    /// As [`Multiverse::answers`].
    pub fn missed(
        &self,
        claims: &[Claim],
        most: u64,
        tick: &mut Tick<'_>,
    ) -> Result<Vec<Vec<u64>>> {
        self.limit_claims(claims)?;
        let one = |number: u64, tick: &mut Tick<'_>| {
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            let Some(claim) = claims.get(place) else {
                return Ok(Vec::new());
            };
            let ask = |evaluator: &mut Evaluator<'_>,
                       spec: &Specification,
                       schemes: &Schemes,
                       cells: &mut Cells<'_, u64>| {
                let asked = evaluator.asked_if_named(claim, spec)?;
                let mut verdicts = vec![Verdict::NotDetermined; schemes.numbers.len()];
                for (values, fewest) in cells.values.iter_mut().zip(&mut cells.others) {
                    asked.numbers(self.record, schemes, values, &mut verdicts);
                    let each = fewest.iter_mut().zip(&schemes.numbers).zip(&verdicts);
                    for ((cell, scheme), verdict) in each {
                        let mut spec = spec.clone();
                        spec.scheme = *scheme;
                        *cell = changed(evaluator, self.record, claim, &spec, (*verdict, most));
                    }
                }
                Ok(())
            };
            let base = self.own.with(&claim.conventions);
            let asked = self.asked_for(&claim.says);
            let (_, mut fewest) = self.spread(&base, &asked, 1, &ask, 1, tick)?;
            Ok(fewest.pop().unwrap_or_default())
        };
        let threads = Threads::usual()?.of(claims.len() > 1);
        replicates(claims.len(), threads, &one, tick)
    }
}

/// The fewest missed visits over the readings that are open, as [`Multiverse::missed`] tells them.
fn changed(
    evaluator: &mut Evaluator<'_>,
    record: &Record,
    claim: &Claim,
    spec: &Specification,
    (verdict, most): (Verdict, u64),
) -> u64 {
    if verdict == Verdict::NotDetermined {
        return 0;
    }
    let readings: &[Unclear] = match spec.unclear {
        Unclear::Both => &[Unclear::Exclude, Unclear::Include],
        Unclear::Exclude => &[Unclear::Exclude],
        Unclear::Include => &[Unclear::Include],
    };
    let mut fewest: Option<u64> = None;
    let mut all_known = true;
    for unclear in readings {
        let mut spec = spec.clone();
        spec.unclear = *unclear;
        match fewest_missed(evaluator, record, claim, &spec, (verdict, most)) {
            Ok(found) => {
                let found = found.filter(|visits| (1..=most).contains(visits));
                fewest = fewest.into_iter().chain(found).min();
            }
            Err(_) => all_known = false,
        }
    }
    fewest.unwrap_or(if all_known { 0 } else { most + 1 })
}

/// The fewest missed visits that may change a verdict under one reading of the unclear visits.
fn fewest_missed(
    evaluator: &mut Evaluator<'_>,
    record: &Record,
    claim: &Claim,
    spec: &Specification,
    (verdict, most): (Verdict, u64),
) -> Result<Option<u64>> {
    let with_unclear = spec.unclear == Unclear::Include;
    let holds = verdict == Verdict::NotReproduced;
    match &claim.says {
        // A series does not turn on visits.
        Statement::Series(_) => Ok(None),
        Statement::Qualification { .. } => Err(Error::undefined(
            "the missed visits",
            "the claim is about the visits that there are",
        )),
        Statement::Relative(_) => fewest_added_relative(record, claim, spec, most),
        Statement::Lag { .. }
        | Statement::NoAnswer { .. }
        | Statement::LagSummary { .. }
        | Statement::LagsLower { .. }
        | Statement::Gap { .. } => {
            let mut spec = spec.clone();
            if spec.unsourced == Unsourced::Doubt {
                spec.unsourced = Unsourced::Include;
            }
            wait_fragility::fewest_missed(evaluator, claim, &spec, with_unclear, holds)
        }
        Statement::ToldApart { .. } => {
            let tally = tally_by(evaluator, record, claim, spec)?;
            let pair = claim.pair_on(&tally.labels)?;
            let eras = tally.counts.chunks_exact(tally.n_classes.max(1));
            let counts: Vec<u64> = eras.map(|era| era.iter().sum()).collect();
            let asked = Comparisons::new(tally.years, tally.excesses, &pair, Test::of(spec)?);
            apart_fragility::fewest_added(&asked, &counts, most)
        }
        _ => {
            let Some(eras) = evaluator.one_list(claim, spec)? else {
                let asked = (verdict, most);
                return fewest_across(evaluator, record, claim, spec, with_unclear, asked);
            };
            let (measure, assertion) = claim.on_list(&eras.labels)?;
            let weights = record.weighing(measure, spec.scheme);
            let quarters = eras
                .spans
                .iter()
                .map(|span| exposure(measure, *span) * 1461.0);
            let quarters: Vec<f64> = quarters.map(f64::round).collect();
            OpenEras::new(&eras.counts, &quarters, weights, most)?.fewest(&assertion, holds)
        }
    }
}
