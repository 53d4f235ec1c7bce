//! How few visits a record must have missed for a claim to have another verdict, in every specification.
//!
//! The same searches as in [`super::fragility`], [`super::apart_fragility`],
//! [`super::relative_fragility`] and [`super::wait_fragility`], whichever a claim is for.

use super::apart_fragility;
use super::cells::Cells;
use super::counts::Counts;
use super::fragility::fewest_added;
use super::multiverse::Multiverse;
use super::on_record::tally_by;
use super::relative_fragility::fewest_added_relative;
use super::wait_fragility::fragility_of_wait;
use crate::claims::claim::{Claim, Statement};
use crate::claims::class_weights::{Schemes, Weights};
use crate::claims::comparisons::{Comparisons, Test};
use crate::claims::evaluator::Evaluator;
use crate::claims::record::Record;
use crate::claims::specification::Specification;
use crate::error::Result;
use crate::progress::{Tick, unattended};
use crate::threads::{Threads, replicates};

impl Multiverse<'_> {
    /// For every specification the fewest missed visits that change the verdict on each claim; 0 where
    /// no number up to `most` does, or where it is not worked out.
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
                let fewest = cells.others.iter_mut().flat_map(|column| column.iter_mut());
                for (cell, scheme) in fewest.zip(&schemes.numbers) {
                    let mut spec = spec.clone();
                    spec.scheme = *scheme;
                    // What the record does not determine cannot be pushed.
                    let found = fewest_missed(evaluator, self.record, claim, &spec, most);
                    *cell = found.ok().flatten().unwrap_or(0);
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

/// The fewest missed visits that change the verdict on a claim; none if no number up to `most` does.
fn fewest_missed(
    evaluator: &mut Evaluator<'_>,
    record: &Record,
    claim: &Claim,
    spec: &Specification,
    most: u64,
) -> Result<Option<u64>> {
    let fewest = match &claim.says {
        Statement::Series(_) | Statement::Qualification { .. } => None,
        Statement::Relative(_) => fewest_added_relative(record, claim, spec, most)?,
        Statement::Lag { .. }
        | Statement::NoAnswer { .. }
        | Statement::LagSummary { .. }
        | Statement::LagsLower { .. }
        | Statement::Gap { .. } => {
            let (added, _) = fragility_of_wait(record, claim, spec, &mut unattended)?;
            added.map(|found| found.visits)
        }
        says => {
            let tally = tally_by(evaluator, record, claim, spec)?;
            if let Statement::ToldApart { .. } = says {
                let pair = claim.pair_on(&tally.labels)?;
                let eras = tally.counts.chunks_exact(tally.n_classes.max(1));
                let counts: Vec<u64> = eras.map(|era| era.iter().sum()).collect();
                let asked = Comparisons::new(tally.years, tally.excesses, &pair, Test::of(spec)?);
                apart_fragility::fewest_added(&asked, &counts, most)?
            } else {
                let (_, assertion) = claim.on_list(&tally.labels)?;
                let counts = Counts::new(tally.counts, tally.n_classes, &tally.years)?;
                fewest_added(&counts, &Weights::new(tally.weights)?, &assertion)?
            }
        }
    };
    Ok(fewest.filter(|visits| (1..=most).contains(visits)))
}
