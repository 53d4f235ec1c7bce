//! The constraints of a claim: the differences of weighted counts that are above 0 while it holds.

use super::counts::{Counts, sum_at};
use crate::claims::assertion::Assertion;
use crate::special::real::to_real;

/// A difference of weighted counts that is above 0 now and at most 0 where the claim fails.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LinearConstraint {
    /// What a unit of each class's weight contributes.
    terms: Vec<f64>,
    constant: f64,
    /// The pair of eras that is level where the difference is 0.
    pub(super) level: Option<(usize, usize)>,
}

impl LinearConstraint {
    /// The difference under these class weights.
    pub(super) fn at(&self, class_weights: &[f64]) -> f64 {
        let terms = self.terms.iter().zip(class_weights);
        self.constant + terms.map(|(term, weight)| term * weight).sum::<f64>()
    }
}

/// Every way in which a claim that holds under these class weights may come to fail.
pub(super) fn holding(
    counts: &Counts,
    assertion: &Assertion,
    class_weights: &[f64],
) -> Vec<LinearConstraint> {
    let all: Vec<LinearConstraint> = match assertion {
        Assertion::Value { era, interval } => interval
            .ends()
            .flat_map(|end| {
                let sum = sum_at(end, exposure(counts, *era));
                both_ways(&scaled(counts, *era, 1.0), -sum, None)
            })
            .collect(),
        Assertion::Ratio {
            over,
            under,
            interval,
        } => interval
            .ends()
            .flat_map(|end| both_ways(&difference(counts, *over, *under, end), 0.0, None))
            .collect(),
        _ => assertion
            .pairs(counts.n_eras())
            .into_iter()
            .filter(|(one, other)| exposure(counts, *one) > 0.0 && exposure(counts, *other) > 0.0)
            .flat_map(|(one, other)| {
                both_ways(
                    &difference(counts, one, other, 1.0),
                    0.0,
                    Some((one, other)),
                )
            })
            .collect(),
    };
    all.into_iter()
        .filter(|constraint| constraint.at(class_weights) >= 0.0)
        .collect()
}

/// One era's counts less `times` another's, each by the other's exposure.
fn difference(counts: &Counts, one: usize, other: usize, times: f64) -> Vec<f64> {
    let minuend = scaled(counts, one, exposure(counts, other));
    let subtrahend = scaled(counts, other, times * exposure(counts, one));
    let each = minuend.iter().zip(subtrahend);
    each.map(|(left, right)| left - right).collect()
}

fn scaled(counts: &Counts, era: usize, times: f64) -> Vec<f64> {
    let counts = counts.era(era).iter();
    counts.map(|count| to_real(*count) * times).collect()
}

fn exposure(counts: &Counts, era: usize) -> f64 {
    counts.quarters().get(era).copied().unwrap_or(0.0)
}

fn both_ways(terms: &[f64], constant: f64, level: Option<(usize, usize)>) -> [LinearConstraint; 2] {
    [1.0, -1.0].map(|sign| LinearConstraint {
        terms: terms.iter().map(|term| sign * term).collect(),
        constant: sign * constant,
        level,
    })
}
