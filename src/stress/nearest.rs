//! The nearest scheme: the smallest change of the free weights that overturns a finding.
//!
//! The size of a change is that of the weight that changes most: by what factor (a weight of 2 is
//! as far from 1 as one of 1/2), or by what amount. All schemes within a given change form a box,
//! and the difference of two weighted counts takes its least value over a box at a corner, because
//! it is linear in each weight taken alone. So the search is exact: the smallest box with a corner
//! at which the finding fails.

use super::counts::Counts;
use super::edge::{Edge, holding};
use super::finding::{Finding, Ties};
use super::free::FreeWeights;
use crate::error::{Error, Result};
use crate::progress::Tick;

/// How far apart two schemes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// The largest factor by which a weight changes, up or down; 1 for no change.
    Factor,
    /// The largest amount by which a weight changes; 0 for no change.
    Amount,
}

/// The nearest scheme that overturns a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// The free weights at which the finding is about to fail: there it is tied, or a value is at
    /// the end of its region.
    pub weights: Vec<f64>,
    /// How far they are from those given.
    pub distance: f64,
    /// The pair of eras that is level there; none where a value leaves its region.
    pub level: Option<(usize, usize)>,
}

const STEPS: u32 = 200;
/// How far beyond its edge a finding must fail. Where weights hardly matter, the first steps are lost
/// in the tolerance of comparisons.
const BEYOND: [f64; 4] = [1e-9, 1e-7, 1e-5, 1e-3];

/// The nearest scheme at which a finding that holds at the weights `from` fails.
///
/// None if no admissible scheme overturns it. Where it fails already the distance is that of no
/// change.
///
/// # Errors
///
/// [`Error::OutOfRange`] if `from` lies outside the bounds, or a weight or bound is not above 0
/// where factors are asked for, or a bound is not finite; [`Error::Undefined`] if the finding is
/// not determined there; [`Error::Length`] if lists differ in length; whatever `tick` returns.
pub fn nearest(
    counts: &Counts,
    free: &FreeWeights,
    from: &[f64],
    finding: &Finding,
    distance: Distance,
    tick: &mut Tick<'_>,
) -> Result<Option<Nearest>> {
    finding.check(counts.n_eras())?;
    let search = Search::new(counts, free, from, distance)?;
    let fails_already = search
        .fails(finding, from)?
        .ok_or_else(Finding::undetermined)?;
    if fails_already {
        return Ok(Some(Nearest {
            weights: from.to_vec(),
            distance: search.nothing(),
            level: None,
        }));
    }
    let edges = holding(counts, finding, &free.class_weights(from));
    let mut found: Vec<Nearest> = Vec::new();
    for (done, edge) in (0_u64..).zip(&edges) {
        let mut step = |step: u64| {
            tick(
                done * u64::from(STEPS) + step,
                edges.len() as u64 * u64::from(STEPS),
            )
        };
        found.extend(search.along(edge, finding, &mut step)?);
    }
    found.sort_by(|left, right| left.distance.total_cmp(&right.distance));
    Ok(found.into_iter().next())
}

struct Search<'a> {
    counts: &'a Counts,
    free: &'a FreeWeights,
    from: &'a [f64],
    distance: Distance,
    furthest: f64,
}

impl<'a> Search<'a> {
    fn new(
        counts: &'a Counts,
        free: &'a FreeWeights,
        from: &'a [f64],
        distance: Distance,
    ) -> Result<Self> {
        counts.check_classes(free.class_weights(from).len())?;
        if from.len() != free.len() {
            return Err(Error::Length {
                left: "free weights".to_owned(),
                left_len: free.len(),
                right: "starting weights".to_owned(),
                right_len: from.len(),
            });
        }
        let refuse = |name: &str, found: f64, expected: String| Error::OutOfRange {
            name: name.to_owned(),
            found: found.to_string(),
            expected,
        };
        let mut furthest = 0.0_f64;
        for (&start, &(low, high)) in from.iter().zip(free.bounds()) {
            if !(low..=high).contains(&start) {
                let expected = format!("within its bounds {low} and {high}");
                return Err(refuse("a starting weight", start, expected));
            }
            if !high.is_finite() {
                let expected = "finite, because a box is searched".to_owned();
                return Err(refuse("an upper bound", high, expected));
            }
            if distance == Distance::Factor && low <= 0.0 {
                let expected = "above 0, because change is measured as a factor".to_owned();
                return Err(refuse("a lower bound", low, expected));
            }
            furthest = furthest.max(match distance {
                Distance::Factor => (high / start).max(start / low),
                Distance::Amount => (high - start).max(start - low),
            });
        }
        Ok(Self {
            counts,
            free,
            from,
            distance,
            furthest,
        })
    }

    fn nothing(&self) -> f64 {
        match self.distance {
            Distance::Factor => 1.0,
            Distance::Amount => 0.0,
        }
    }

    fn fails(&self, finding: &Finding, weights: &[f64]) -> Result<Option<bool>> {
        let values = self.counts.frequencies(&self.free.class_weights(weights))?;
        let support = finding.support(&values, Ties::Hold);
        Ok(support.map(|support| support < 0.5))
    }

    /// The nearest scheme at which one difference reaches 0, if the finding fails beyond it.
    fn along(
        &self,
        edge: &Edge,
        finding: &Finding,
        step: &mut dyn FnMut(u64) -> Result<()>,
    ) -> Result<Option<Nearest>> {
        if self.lowest(edge, self.furthest).0 > 0.0 {
            return Ok(None);
        }
        let (mut near, mut far) = (self.nothing(), self.furthest);
        for done in 0..u64::from(STEPS) {
            step(done)?;
            let middle = f64::midpoint(near, far);
            if middle <= near || middle >= far {
                break;
            }
            if self.lowest(edge, middle).0 > 0.0 {
                near = middle;
            } else {
                far = middle;
            }
        }
        let mut fails = false;
        for further in BEYOND {
            let beyond = self.lowest(edge, far + further * far.max(1.0)).1;
            fails = fails || self.fails(finding, &beyond)? == Some(true);
        }
        if !fails {
            return Ok(None);
        }
        Ok(Some(Nearest {
            weights: self.lowest(edge, far).1,
            distance: far,
            level: edge.level,
        }))
    }

    /// The least value of a difference within a distance, and the corner at which it is taken.
    fn lowest(&self, edge: &Edge, distance: f64) -> (f64, Vec<f64>) {
        let box_of_schemes: Vec<(f64, f64)> = self
            .from
            .iter()
            .zip(self.free.bounds())
            .map(|(&start, &(low, high))| match self.distance {
                Distance::Factor => ((start / distance).max(low), (start * distance).min(high)),
                Distance::Amount => ((start - distance).max(low), (start + distance).min(high)),
            })
            .collect();
        let mut best = (
            edge.at(&self.free.class_weights(self.from)),
            self.from.to_vec(),
        );
        for corner in 0..1_u32 << box_of_schemes.len() {
            let weights: Vec<f64> = box_of_schemes
                .iter()
                .zip(0_u32..)
                .map(|((low, high), bit)| if corner >> bit & 1 == 0 { *low } else { *high })
                .collect();
            let value = edge.at(&self.free.class_weights(&weights));
            if value < best.0 {
                best = (value, weights);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::super::break_even::break_even;
    use super::super::finding::End;
    use super::*;
    use crate::progress::unattended;

    fn vector() -> Counts {
        Counts::new(vec![0, 9, 3, 2], 2, &[5.0, 4.0]).unwrap()
    }

    fn leads(era: usize) -> Finding {
        Finding::Place {
            era,
            place: 1,
            from: End::Highest,
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
        let finding = Finding::Place {
            era: 0,
            place: 1,
            from: End::Lowest,
        };
        let factor = Distance::Factor;
        let found = nearest(&counts, &free, &[3.0], &finding, factor, &mut unattended);
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
