//! A claim on a record, as the small tables on which it is pushed about.

use super::apart_bounds;
use super::bounds_verdict::verdict;
use super::completions::Known;
use crate::claims::claim::{Claim, Statement};
use crate::claims::cumulative::OpenCounts;
use crate::claims::evaluator::Evaluator;
use crate::claims::list::Span;
use crate::claims::measure::Measure;
use crate::claims::record::Record;
use crate::claims::specification::{DateRule, Specification, Unclear, Unsourced};
use crate::claims::told_apart::comparisons;
use crate::claims::verdict::Verdict;
use crate::error::{ClaimMistake, Error, Result};
use crate::infer::dispersion::Dispersion;
use crate::special::excess::Excess;

/// Counts by era and class of the eras of one list.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// What each era is called.
    pub labels: Vec<String>,
    /// Visits, the class varying fastest.
    pub counts: Vec<u64>,
    /// Number of classes.
    pub n_classes: usize,
    /// Years of exposure of each era; one each where counts are compared.
    pub years: Vec<f64>,
    /// The weight of each class; 1 where visits are not weighted.
    pub weights: Vec<f64>,
    /// How the years of the eras vary.
    pub dispersion: Dispersion,
    /// What the intervals and tests of each era allow for.
    pub excesses: Vec<Excess>,
}

/// The tally of the list of eras that a claim is about, all visits in doubt counted.
///
/// # Errors
///
/// [`Error::Claim`] if the claim is not about the eras of one list, or names what there is not.
pub fn tally(record: &Record, claim: &Claim, spec: &Specification) -> Result<Tally> {
    tally_by(&mut Evaluator::new(record), record, claim, spec)
}

/// The same, by an evaluator of the record that keeps what it works out.
pub(super) fn tally_by(
    evaluator: &mut Evaluator<'_>,
    record: &Record,
    claim: &Claim,
    spec: &Specification,
) -> Result<Tally> {
    let spec = counted_as(claim, spec);
    let eras = evaluator.one_list(claim, &spec)?.ok_or_else(several)?;
    let measure = claim.measure_on(&eras.labels)?;
    let weights = record.weighing(measure, spec.scheme);
    let years = eras.spans.iter().map(|span| exposure(measure, *span));
    Ok(Tally {
        counts: eras.counts.iter().flat_map(OpenCounts::all).collect(),
        n_classes: record.n_classes(),
        years: years.collect(),
        weights: weights.real().to_vec(),
        dispersion: eras.dispersion,
        excesses: eras.excesses,
        labels: eras.labels,
    })
}

/// Whether a claim on the eras of one list holds wherever visits known vaguely may fall.
///
/// # Errors
///
/// As [`tally`]; [`Error::Undefined`] for visits dated by their end, of which only one day is kept.
pub fn vague_days_verdict(record: &Record, claim: &Claim, spec: &Specification) -> Result<Verdict> {
    let spec = counted_as(claim, spec);
    if spec.date_rule == DateRule::End {
        let reason = "visits are dated by their end";
        return Err(Error::undefined("the verdict over vague days", reason));
    }
    let mut evaluator = Evaluator::new(record);
    let eras = evaluator.one_list(claim, &spec)?.ok_or_else(several)?;
    let measure = claim.measure_on(&eras.labels)?;
    let weights = record.weighing(measure, spec.scheme);
    let known = eras.selection.rows.iter().map(|row| {
        let days = record.days(*row, spec.date_rule);
        let weight = weights.real().get(record.class(*row)).copied();
        Known {
            first: days.first,
            last: days.last,
            counts: true,
            weights: weight.into_iter().collect(),
        }
    });
    let known: Vec<Known> = known.collect();
    if let Statement::ToldApart { .. } = claim.says {
        let pair = claim.pair_on(&eras.labels)?;
        let asked = comparisons(&eras.spans, &eras.excesses, &pair, &spec)?;
        return apart_bounds::verdict(&known, &eras.spans, &asked);
    }
    let (_, assertion) = claim.on_list(&eras.labels)?;
    let spans: Vec<Span> = eras
        .spans
        .iter()
        .map(|span| Span {
            quarters: exposure(measure, *span) * 1461.0,
            ..*span
        })
        .collect();
    verdict(&known, &spans, &assertion)
}

/// Visits in doubt count here, and unclear ones only where the claim has them count.
pub(super) fn counted_as(claim: &Claim, spec: &Specification) -> Specification {
    let mut spec = spec.with(&claim.conventions);
    if spec.unsourced == Unsourced::Doubt {
        spec.unsourced = Unsourced::Include;
    }
    if spec.unclear == Unclear::Both {
        spec.unclear = Unclear::Exclude;
    }
    spec
}

/// A count is a frequency with a year of exposure for every era that was observed.
pub(super) fn exposure(measure: Measure, span: Span) -> f64 {
    if measure.is_frequency() {
        span.years()
    } else if span.quarters > 0.0 {
        1.0
    } else {
        0.0
    }
}

fn several() -> Error {
    let said = "the claim is not about the eras of one list";
    ClaimMistake::new("claim", "not_on_eras", said).into()
}
