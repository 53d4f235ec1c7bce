//! Fragility: how many unrecorded or wrongly included visits would overturn a claim (M14).
//!
//! The visits are placed in, or taken from, the one era that needs fewest. One era is enough: a
//! assertion on places turns on pairs of eras, and of a pair only one era can be raised, or one
//! lowered, to turn it.

use super::counts::Counts;
use crate::claims::amount::Amount;
use crate::claims::assertion::Assertion;
use crate::claims::class_weights::Weights;
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

/// The fewest visits whose addition or removal overturns a claim.
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

/// Beside the most visits that a table may have, their sum still fits.
pub(super) const MOST_ADDED: u64 = 1 << 62;

/// The fewest visits that overturn a claim on frequencies, for each change and kind of visit.
///
/// Claims on counts are claims on frequencies with a year of exposure for every era.
///
/// # Errors
///
/// [`crate::Error::OutOfRange`] if the claim names an era that is not there;
/// [`crate::Error::Undefined`] if it is not determined; [`crate::Error::Length`] if there is not
/// one weight a class.
pub fn fragility(
    counts: &Counts,
    weights: &Weights,
    assertion: &Assertion,
) -> Result<Vec<Overturn>> {
    let (record, holds) = Record::new(counts, weights, assertion)?;
    let both = |change| [Which::Lightest, Which::Heaviest].map(|which| (change, which));
    let cases = [Change::Added, Change::Removed].into_iter().flat_map(both);
    Ok(cases
        .map(|(change, which)| {
            let found = if holds {
                record.fewest(change, which)
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
    weights: &'a Weights,
    assertion: &'a Assertion,
    values: Vec<Amount>,
}

impl<'a> Record<'a> {
    /// The record, and whether the claim holds on it.
    fn new(
        counts: &'a Counts,
        weights: &'a Weights,
        assertion: &'a Assertion,
    ) -> Result<(Self, bool)> {
        assertion.check(counts.n_eras())?;
        let values = counts.amounts(weights)?;
        let holds = assertion
            .holds(&values)
            .ok_or_else(Assertion::undetermined)?;
        let record = Self {
            counts,
            weights,
            assertion,
            values,
        };
        Ok((record, holds))
    }

    fn fewest(&self, change: Change, which: Which) -> Option<(u64, Option<usize>)> {
        let exposed = self.counts.quarters().iter().enumerate();
        exposed
            .filter(|(_, quarters)| **quarters > 0.0)
            .filter_map(|(era, quarters)| {
                let pile = match change {
                    Change::Added => self.unlimited(which),
                    Change::Removed => self.recorded(era, which),
                };
                let mut changed = self.values.clone();
                let overturned = |visits: u64| {
                    let mut counts = self.counts.era(era).to_vec();
                    for (class, moved) in pile.first(visits) {
                        if let Some(count) = counts.get_mut(class) {
                            *count = match change {
                                Change::Added => *count + moved,
                                Change::Removed => *count - moved,
                            };
                        }
                    }
                    if let Some(value) = changed.get_mut(era) {
                        *value = self.weights.sum(&counts).per_year(*quarters);
                    }
                    self.assertion.holds(&changed) == Some(false)
                };
                smallest_judged(pile.size(), overturned).map(|visits| (visits, Some(era)))
            })
            .min()
    }

    fn unlimited(&self, which: Which) -> Pile {
        let mut layers = self.layers(which, |_| MOST_ADDED);
        layers.truncate(1);
        Pile(layers)
    }

    fn recorded(&self, era: usize, which: Which) -> Pile {
        let counts = self.counts.era(era);
        Pile(self.layers(which, |class| counts.get(class).copied().unwrap_or(0)))
    }

    /// The classes that weigh something, the lightest or the heaviest first.
    fn layers(&self, which: Which, count: impl Fn(usize) -> u64) -> Vec<(usize, u64)> {
        let weights = self.weights.real();
        let weight = |class: usize| weights.get(class).copied().unwrap_or(0.0);
        let mut layers: Vec<(usize, u64)> = (0..weights.len())
            .filter(|class| weight(*class) > 0.0)
            .map(|class| (class, count(class)))
            .collect();
        layers.sort_by(|(left, _), (right, _)| match which {
            Which::Lightest => weight(*left).total_cmp(&weight(*right)),
            Which::Heaviest => weight(*right).total_cmp(&weight(*left)),
        });
        layers
    }
}

/// Visits in the order in which they are moved: how many of each class.
struct Pile(Vec<(usize, u64)>);

impl Pile {
    fn size(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// Of which classes the first so many are.
    fn first(&self, visits: u64) -> Vec<(usize, u64)> {
        let mut left = visits;
        let taken = self.0.iter().map(|(class, count)| {
            let taken = left.min(*count);
            left -= taken;
            (*class, taken)
        });
        taken.collect()
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

/// The same of a condition that may cease to hold with the very last, when nothing is left to judge.
pub(super) fn smallest_judged(most: u64, mut holds: impl FnMut(u64) -> bool) -> Option<u64> {
    let before = smallest(most.saturating_sub(1), &mut holds);
    before.or_else(|| (most > 0 && holds(most)).then_some(most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::interval::Interval;
    use crate::claims::rank::End;

    fn found(overturns: &[Overturn]) -> Vec<(Option<u64>, Option<usize>)> {
        let each = overturns.iter();
        each.map(|found| (found.visits, found.era)).collect()
    }

    fn weighing(weights: &[f64]) -> Weights {
        Weights::new(weights.to_vec()).unwrap()
    }

    fn lowest(era: usize) -> Assertion {
        Assertion::Place {
            era,
            place: 1,
            from: End::Bottom,
        }
    }

    #[test]
    fn the_lowest_era_of_the_record() {
        // 5 in 4 years is lowest; second 9 in 5: ceil(1.8 * 4 - 5) = 3 more, or ceil(9 - 6.25) fewer
        let counts = Counts::new(vec![5, 9, 67], 1, &[4.0, 5.0, 17.0]).unwrap();
        let overturns = fragility(&counts, &weighing(&[1.0]), &lowest(0)).unwrap();
        let expected = [
            (Some(3), Some(0)),
            (Some(3), Some(0)),
            (Some(3), Some(1)),
            (Some(3), Some(1)),
        ];
        assert_eq!(found(&overturns), expected);
    }

    #[test]
    fn equal_eras_share_their_places_and_are_in_no_order() {
        let counts = Counts::new(vec![2, 4], 1, &[1.0, 1.0]).unwrap();
        let visits = |assertion: &Assertion| {
            let all = fragility(&counts, &weighing(&[1.0]), assertion).unwrap();
            (all[0].visits, all[2].visits)
        };
        assert_eq!(visits(&lowest(0)), (Some(3), Some(3)));
        let order = Assertion::Ascending { eras: vec![0, 1] };
        assert_eq!(visits(&order), (Some(2), Some(2)));
    }

    #[test]
    fn light_and_heavy_visits() {
        let counts = Counts::new(vec![2, 0, 5, 3], 2, &[1.0, 1.0]).unwrap();
        let overturns = fragility(&counts, &weighing(&[1.0, 3.0]), &lowest(0)).unwrap();
        // sums 2 and 14: 13 light or 5 heavy more; fewer: 5 light and 3 heavy, or 3 heavy and 4 light
        let expected = [
            (Some(13), Some(0)),
            (Some(5), Some(0)),
            (Some(8), Some(1)),
            (Some(7), Some(1)),
        ];
        assert_eq!(found(&overturns), expected);
    }

    #[test]
    fn a_claim_that_fails_already_and_one_that_cannot_be_overturned() {
        let counts = Counts::new(vec![5, 9], 1, &[4.0, 5.0]).unwrap();
        let now = fragility(&counts, &weighing(&[1.0]), &lowest(1)).unwrap();
        assert_eq!(now[0].visits, Some(0));
        let few = Assertion::Value {
            era: 0,
            interval: Interval::at_most(Amount::decimal(2.0)).unwrap(),
        };
        let overturns = fragility(&counts, &weighing(&[1.0]), &few).unwrap();
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
