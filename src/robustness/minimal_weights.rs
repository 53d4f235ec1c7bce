//! The nearest scheme: the smallest change of the free weights that overturns a claim.
//!
//! The size of a change is that of the weight that changes most: by what factor (a weight of 2 is
//! as far from 1 as one of 1/2), or by what amount. All schemes within a given change form a box,
//! and the difference of two weighted counts takes its least value over a box at a corner, because
//! it is linear in each weight taken alone. So the search is exact: the smallest box with a corner
//! at which the claim fails.

use super::constraint::{LinearConstraint, holding};
use super::counts::Counts;
use super::free_weights::FreeWeights;
use super::neighbourhood::{Distance, WeightBox};
use crate::claims::amount::Amount;
use crate::claims::assertion::Assertion;
use crate::error::Result;
use crate::progress::Tick;

/// The nearest scheme that overturns a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// The free weights at which the claim is about to fail: there it is tied, or a value is at
    /// the end of its interval.
    pub weights: Vec<f64>,
    /// How far they are from those given.
    pub distance: f64,
    /// The pair of eras that is level there; none where a value leaves its interval.
    pub level: Option<(usize, usize)>,
}

const STEPS: u32 = 200;
/// How far beyond its constraint a claim must fail. Where weights hardly matter, the first steps are lost
/// in the tolerance of comparisons.
const BEYOND: [f64; 4] = [1e-9, 1e-7, 1e-5, 1e-3];

/// The nearest scheme at which a claim that holds at the weights `from` fails.
///
/// None if no admissible scheme overturns it. Where it fails already the distance is that of no
/// change.
///
/// # Errors
///
/// [`crate::Error::OutOfRange`] if `from` lies outside the bounds, or a weight or bound is not above 0
/// where factors are asked for, or a bound is not finite; [`crate::Error::Undefined`] if the claim is
/// not determined there; [`crate::Error::Length`] if lists differ in length; whatever `tick` returns.
pub fn nearest(
    counts: &Counts,
    free: &FreeWeights,
    from: &[f64],
    assertion: &Assertion,
    distance: Distance,
    tick: &mut Tick<'_>,
) -> Result<Option<Nearest>> {
    assertion.check(counts.n_eras())?;
    counts.check_classes(free.class_weights(from).len())?;
    let search = Search {
        counts,
        free,
        weight_box: WeightBox::new(free, from, distance)?,
    };
    let fails_already = search
        .fails(assertion, from)?
        .ok_or_else(Assertion::undetermined)?;
    if fails_already {
        return Ok(Some(Nearest {
            weights: from.to_vec(),
            distance: search.weight_box.nothing(),
            level: None,
        }));
    }
    let constraints = holding(counts, assertion, &free.class_weights(from));
    let mut found: Vec<Nearest> = Vec::new();
    for (done, constraint) in (0_u64..).zip(&constraints) {
        let mut step = |step: u64| {
            tick(
                done * u64::from(STEPS) + step,
                constraints.len() as u64 * u64::from(STEPS),
            )
        };
        found.extend(search.along(constraint, assertion, &mut step)?);
    }
    found.sort_by(|left, right| left.distance.total_cmp(&right.distance));
    Ok(found.into_iter().next())
}

struct Search<'a> {
    counts: &'a Counts,
    free: &'a FreeWeights,
    weight_box: WeightBox<'a>,
}

impl Search<'_> {
    fn fails(&self, assertion: &Assertion, weights: &[f64]) -> Result<Option<bool>> {
        let values = self.counts.frequencies(&self.free.class_weights(weights))?;
        let values: Vec<Amount> = values.into_iter().map(Amount::real).collect();
        Ok(assertion.holds(&values).map(|holds| !holds))
    }

    /// The nearest scheme at which one difference reaches 0, if the claim fails beyond it.
    fn along(
        &self,
        constraint: &LinearConstraint,
        assertion: &Assertion,
        step: &mut dyn FnMut(u64) -> Result<()>,
    ) -> Result<Option<Nearest>> {
        if self.lowest(constraint, self.weight_box.furthest()).0 > 0.0 {
            return Ok(None);
        }
        let (mut near, mut far) = (self.weight_box.nothing(), self.weight_box.furthest());
        for done in 0..u64::from(STEPS) {
            step(done)?;
            let middle = f64::midpoint(near, far);
            if middle <= near || middle >= far {
                break;
            }
            if self.lowest(constraint, middle).0 > 0.0 {
                near = middle;
            } else {
                far = middle;
            }
        }
        let mut fails = false;
        for further in BEYOND {
            let beyond = self.lowest(constraint, far + further * far.max(1.0)).1;
            fails = fails || self.fails(assertion, &beyond)? == Some(true);
        }
        if !fails {
            return Ok(None);
        }
        Ok(Some(Nearest {
            weights: self.lowest(constraint, far).1,
            distance: far,
            level: constraint.level,
        }))
    }

    /// The least value of a difference within a distance, and the corner at which it is taken.
    fn lowest(&self, constraint: &LinearConstraint, distance: f64) -> (f64, Vec<f64>) {
        let here = self.weight_box.from().to_vec();
        let at = |weights: &[f64]| constraint.at(&self.free.class_weights(weights));
        let mut best = (at(&here), here);
        for corner in self.weight_box.corners(distance) {
            let value = at(&corner);
            if value < best.0 {
                best = (value, corner);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::super::break_even::break_even;
    use super::*;
    use crate::Error;
    use crate::claims::rank::End;
    use crate::progress::unattended;

    fn vector() -> Counts {
        Counts::new(vec![0, 9, 3, 2], 2, &[5.0, 4.0]).unwrap()
    }

    fn leads(era: usize) -> Assertion {
        Assertion::Place {
            era,
            place: 1,
            from: End::Top,
        }
    }

    fn run(free: &FreeWeights, from: &[f64], distance: Distance) -> Option<Nearest> {
        nearest(&vector(), free, from, &leads(1), distance, &mut unattended).unwrap()
    }

    #[test]
    fn with_one_weight_it_is_the_break_even_weight() {
        let acts = vec![vec![true, false]];
        let free = FreeWeights::new(vec![1.0, 1.0], acts, vec![(0.5, 5.0)]).unwrap();
        let flips = break_even(&vector(), &free, &leads(1)).unwrap().flips;
        for (distance, change) in [
            (Distance::Factor, 45.0 / 26.0),
            (Distance::Amount, 19.0 / 15.0),
        ] {
            let found = run(&free, &[3.0], distance).unwrap();
            assert!((found.weights[0] - flips[0].weight).abs() < 1e-12);
            assert!((found.distance - change).abs() < 1e-12, "{found:?}");
            assert_eq!(found.level, Some((1, 0)));
        }
    }

    #[test]
    fn two_weights_share_the_change() {
        let acts = vec![vec![true, false], vec![false, true]];
        let bounds = vec![(0.5, 5.0), (0.5, 5.0)];
        let free = FreeWeights::new(vec![1.0, 1.0], acts, bounds).unwrap();
        let found = run(&free, &[3.0, 1.0], Distance::Factor).unwrap();
        // B leads while (3s + 2m)/4 > 9m/5, that is while s/m > 26/15; 3/c over c is 26/15
        assert!((found.distance - (45.0_f64 / 26.0).sqrt()).abs() < 1e-12);
        assert!((found.weights[0] / found.weights[1] - 26.0 / 15.0).abs() < 1e-12);
    }

    #[test]
    fn a_weight_that_hardly_matters() {
        // A is lowest but for weights so small that the ten summits of B do not count
        let counts = Counts::new(vec![0, 600, 10, 1399], 2, &[1.5, 3.5]).unwrap();
        let acts = vec![vec![true, false]];
        let free = FreeWeights::new(vec![1.0, 1.0], acts, vec![(1e-4, 5.0)]).unwrap();
        let assertion = Assertion::Place {
            era: 0,
            place: 1,
            from: End::Bottom,
        };
        let factor = Distance::Factor;
        let found = nearest(&counts, &free, &[3.0], &assertion, factor, &mut unattended);
        let found = found.unwrap().unwrap();
        assert!((found.weights[0] - 0.1).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn already_overturned_and_never() {
        let acts = vec![vec![true, false]];
        let free = |low| FreeWeights::new(vec![1.0, 1.0], acts.clone(), vec![(low, 5.0)]).unwrap();
        let now = run(&free(0.5), &[1.0], Distance::Factor).unwrap();
        assert!((now.distance - 1.0).abs() < 1e-15);
        assert_eq!(run(&free(2.0), &[3.0], Distance::Factor), None);
        let outside = nearest(
            &vector(),
            &free(2.0),
            &[1.0],
            &leads(1),
            Distance::Factor,
            &mut unattended,
        );
        assert!(matches!(outside, Err(Error::OutOfRange { .. })));
    }
}
