//! Fragility: how many unrecorded or wrongly included visits would overturn a finding (M14).
//!
//! The visits are placed in, or taken from, the one era that needs fewest. One era is enough: a
//! finding on places turns on pairs of eras, and of a pair only one era can be raised, or one
//! lowered, to turn it.

use super::counts::{Counts, frequency, number};
use super::finding::Finding;
use crate::error::Result;

/// What was wrong with the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Visits had been left out.
    Added,
    /// Visits had been taken in that do not belong.
    Removed,
}

/// Which visits are meant, where visits differ in weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those of the lightest class with a weight above 0; for removals, lightest first.
    Lightest,
    /// Those of the heaviest class; for removals, heaviest first.
    Heaviest,
}

/// The fewest visits whose addition or removal overturns a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overturn {
    /// Whether they are added or removed.
    pub change: Change,
    /// Which visits.
    pub which: Which,
    /// How many; 0 if it does not hold as it is, none if no number of them overturns it.
    pub visits: Option<u64>,
    /// The era that they are added to or removed from; none where there are no such visits.
    pub era: Option<usize>,
}

const MOST_ADDED: u64 = 1 << 40;

/// The fewest visits that overturn a finding on frequencies, for each change and kind of visit.
///
/// `ties_hold` says whether a finding survives a tie. Findings on counts are findings on
/// frequencies with a year of exposure for every era.
///
/// # Errors
///
/// [`crate::Error::OutOfRange`] if the finding names an era that is not there;
/// [`crate::Error::Undefined`] if it is not determined; [`crate::Error::Length`] if there is not
/// one weight a class.
pub fn fragility(
    counts: &Counts,
    weights: &[f64],
    finding: &Finding,
    ties_hold: bool,
) -> Result<Vec<Overturn>> {
    finding.check(counts.n_eras())?;
    let record = Record {
        counts,
        weights,
        sums: counts.sums(weights)?,
        finding,
        ties_hold,
    };
    let values = counts.frequencies(weights)?;
    let holds = finding
        .holds(&values, ties_hold)
        .ok_or_else(Finding::undetermined)?;
    let both = |change| [Which::Lightest, Which::Heaviest].map(|which| (change, which));
    let cases = [Change::Added, Change::Removed].into_iter().flat_map(both);
    Ok(cases
        .map(|(change, which)| {
            let found = if holds {
                record.fewest(&values, change, which)
            } else {
                Some((0, None))
            };
            Overturn {
                change,
                which,
                visits: found.map(|found| found.0),
                era: found.and_then(|found| found.1),
            }
        })
        .collect())
}

struct Record<'a> {
    counts: &'a Counts,
    weights: &'a [f64],
    sums: Vec<f64>,
    finding: &'a Finding,
    ties_hold: bool,
}

impl Record<'_> {
    fn fewest(&self, values: &[f64], change: Change, which: Which) -> Option<(u64, Option<usize>)> {
        let exposed = self.sums.iter().zip(self.counts.quarters()).enumerate();
        exposed
            .filter(|(_, (_, quarters))| **quarters > 0.0)
            .filter_map(|(era, (sum, quarters))| {
                let pile = match change {
                    Change::Added => self.unlimited(which),
                    Change::Removed => self.recorded(era, which),
                };
                let mut changed = values.to_vec();
                let overturned = |visits: u64| {
                    let moved = pile.weight_of(visits);
                    let sum = match change {
                        Change::Added => sum + moved,
                        Change::Removed => (sum - moved).max(0.0),
                    };
                    if let Some(value) = changed.get_mut(era) {
                        *value = frequency(sum, *quarters);
                    }
                    self.finding.holds(&changed, self.ties_hold) != Some(true)
                };
                smallest(pile.size(), overturned).map(|visits| (visits, Some(era)))
            })
            .min()
    }

    fn unlimited(&self, which: Which) -> Pile {
        let weighty = self.weights.iter().copied().filter(|weight| *weight > 0.0);
        let weight = match which {
            Which::Lightest => weighty.min_by(f64::total_cmp),
            Which::Heaviest => weighty.max_by(f64::total_cmp),
        };
        Pile(
            weight
                .map(|weight| (MOST_ADDED, weight))
                .into_iter()
                .collect(),
        )
    }

    fn recorded(&self, era: usize, which: Which) -> Pile {
        let classes = self.counts.era(era).iter().zip(self.weights);
        let mut layers: Vec<(u64, f64)> = classes
            .filter(|(count, weight)| **count > 0 && **weight > 0.0)
            .map(|(count, weight)| (*count, *weight))
            .collect();
        layers.sort_by(|left, right| match which {
            Which::Lightest => left.1.total_cmp(&right.1),
            Which::Heaviest => right.1.total_cmp(&left.1),
        });
        Pile(layers)
    }
}

/// Visits in the order in which they are moved: how many of each weight.
struct Pile(Vec<(u64, f64)>);

impl Pile {
    fn size(&self) -> u64 {
        self.0.iter().map(|layer| layer.0).sum()
    }

    fn weight_of(&self, visits: u64) -> f64 {
        let mut left = visits;
        let mut sum = 0.0;
        for (count, weight) in &self.0 {
            let taken = left.min(*count);
            sum += number(taken) * weight;
            left -= taken;
        }
        sum
    }
}

/// The smallest number from 1 to `most` from which on a condition holds.
pub(super) fn smallest(most: u64, mut holds: impl FnMut(u64) -> bool) -> Option<u64> {
    let mut high = 1;
    while high < most && !holds(high) {
        high = (high * 2).min(most);
    }
    if most == 0 || !holds(high) {
        return None;
    }
    let mut low = high / 2;
    while high - low > 1 {
        let middle = u64::midpoint(low, high);
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::super::region::Region;
    use super::super::standing::End;
    use super::*;

    fn found(overturns: &[Overturn]) -> Vec<(Option<u64>, Option<usize>)> {
        let each = overturns.iter();
        each.map(|found| (found.visits, found.era)).collect()
    }

    fn lowest(era: usize) -> Finding {
        Finding::Place {
            era,
            place: 1,
            from: End::Lowest,
        }
    }

    #[test]
    fn the_lowest_era_of_the_record() {
        // 5 in 4 years is lowest; second 9 in 5: ceil(1.8 * 4 - 5) = 3 more, or ceil(9 - 6.25) fewer
        let counts = Counts::new(vec![5, 9, 67], 1, &[4.0, 5.0, 17.0]).unwrap();
        let overturns = fragility(&counts, &[1.0], &lowest(0), true).unwrap();
        let expected = [
            (Some(3), Some(0)),
            (Some(3), Some(0)),
            (Some(3), Some(1)),
            (Some(3), Some(1)),
        ];
        assert_eq!(found(&overturns), expected);
    }

    #[test]
    fn ties_as_the_caller_says() {
        let counts = Counts::new(vec![2, 4], 1, &[1.0, 1.0]).unwrap();
        let visits = |ties_hold| {
            let all = fragility(&counts, &[1.0], &lowest(0), ties_hold).unwrap();
            (all[0].visits, all[2].visits)
        };
        assert_eq!(visits(false), (Some(2), Some(2)));
        assert_eq!(visits(true), (Some(3), Some(3)));
    }

    #[test]
    fn light_and_heavy_visits() {
        let counts = Counts::new(vec![2, 0, 5, 3], 2, &[1.0, 1.0]).unwrap();
        let overturns = fragility(&counts, &[1.0, 3.0], &lowest(0), false).unwrap();
        // sums 2 and 14: 12 light or 4 heavy more; fewer: 3 heavy (9) and 3 light, or 5 light and 3 heavy
        let expected = [
            (Some(12), Some(0)),
            (Some(4), Some(0)),
            (Some(8), Some(1)),
            (Some(6), Some(1)),
        ];
        assert_eq!(found(&overturns), expected);
    }

    #[test]
    fn a_finding_that_fails_already_and_one_that_cannot_be_overturned() {
        let counts = Counts::new(vec![5, 9], 1, &[4.0, 5.0]).unwrap();
        let now = fragility(&counts, &[1.0], &lowest(1), true).unwrap();
        assert_eq!(now[0].visits, Some(0));
        let few = Finding::Value {
            era: 0,
            region: Region::at_most(2.0).unwrap(),
        };
        let overturns = fragility(&counts, &[1.0], &few, true).unwrap();
        assert_eq!(overturns[0].visits, Some(4));
        assert_eq!(overturns[2].visits, None);
        assert_eq!(overturns[2].era, None);
    }

    #[test]
    fn the_search_is_exact() {
        for most in 0..40 {
            for first in 1..45 {
                let found = smallest(most, |visits| visits >= first);
                assert_eq!(found, (first <= most).then_some(first));
            }
        }
    }
}
