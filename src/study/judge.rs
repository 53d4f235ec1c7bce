//! Judging: what a claim says against every value that its quantity may have.
//!
//! A quantity is a range where the record or the definition leaves something open, and one value
//! where it does not. A claim that holds over the whole range is reproduced, one that holds nowhere
//! in it is not, and one that turns on where in it the truth lies is not determined.

use std::cmp::Ordering;

use super::claim::{End, Verdict};
use crate::robustness::region::{Cover, Region, compare};

/// The values that a quantity may have, both ends possible; not a number where it has none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Possible {
    /// The lowest.
    pub low: f64,
    /// The highest; may be infinite.
    pub high: f64,
}

impl Possible {
    /// A quantity without doubt.
    pub fn exactly(value: f64) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    fn is_none(self) -> bool {
        self.low.is_nan() || self.high.is_nan()
    }

    fn negated(self) -> Self {
        Self {
            low: -self.high,
            high: -self.low,
        }
    }
}

/// Whether a quantity lies in a region. With a `step` it has only the values `low`, `low + step`
/// and so on, as a count has.
pub fn value(region: Region, possible: Possible, step: Option<f64>) -> Verdict {
    if possible.is_none() {
        return Verdict::NotDetermined;
    }
    match region.covers(possible.low, possible.high) {
        Cover::All => Verdict::Reproduced,
        Cover::None => Verdict::NotReproduced,
        Cover::Some if step.is_some_and(|step| steps_over(region, possible, step)) => {
            Verdict::NotReproduced
        }
        Cover::Some => Verdict::NotDetermined,
    }
}

/// Whether a stepped quantity passes a region without landing in it.
fn steps_over(region: Region, possible: Possible, step: f64) -> bool {
    if step <= 0.0 || !possible.high.is_finite() {
        return false;
    }
    let first = ((region.low() - possible.low) / step).round().max(0.0);
    let last = ((possible.high - possible.low) / step).round();
    [first - 1.0, first, first + 1.0]
        .into_iter()
        .filter(|steps| (0.0..=last).contains(steps))
        .all(|steps| !region.contains(possible.low + steps * step))
}

/// Whether an era stands at a place among all of them; eras of equal value share their places.
pub fn place(eras: &[Possible], era: usize, from: End, place: usize) -> Verdict {
    let Some((own, others)) = apart(eras, era, from) else {
        return Verdict::NotDetermined;
    };
    let count =
        |holds: &dyn Fn(&Possible) -> bool| others.iter().filter(|other| holds(other)).count();
    let certain = count(&|other| less(other.low, own.high)) < place
        && count(&|other| !less(own.low, other.high)) + 1 >= place;
    let marks = others.iter().flat_map(|other| [other.low, other.high]);
    let possible = marks
        .filter(|mark| !less(*mark, own.low) && !less(own.high, *mark))
        .chain([own.low, own.high])
        .any(|at| {
            let surely_lower = count(&|other| less(other.high, at));
            let maybe_not_higher = count(&|other| !less(at, other.low));
            (surely_lower + 1..=maybe_not_higher + 1).contains(&place)
        });
    verdict(certain, possible)
}

/// Whether exactly these eras are lower than one; an era of equal value is not.
pub fn ahead_only_of(eras: &[Possible], era: usize, lower: &[usize]) -> Verdict {
    let Some((own, _)) = apart(eras, era, End::Bottom) else {
        return Verdict::NotDetermined;
    };
    let others = eras
        .iter()
        .enumerate()
        .filter(|(other, range)| *other != era && !range.is_none());
    let (below, above): (Vec<_>, Vec<_>) = others.partition(|(other, _)| lower.contains(other));
    if below.len() < lower.len() {
        return Verdict::NotDetermined;
    }
    let certain = below.iter().all(|(_, other)| less(other.high, own.low))
        && above.iter().all(|(_, other)| !less(other.low, own.high));
    let ceiling = above
        .iter()
        .fold(own.high, |ceiling, (_, other)| ceiling.min(other.high));
    let possible =
        !less(ceiling, own.low) && below.iter().all(|(_, other)| less(other.low, ceiling));
    verdict(certain, possible)
}

/// Whether each quantity is lower than the next.
pub fn ascending(quantities: &[Possible]) -> Verdict {
    if quantities.iter().any(|quantity| quantity.is_none()) {
        return Verdict::NotDetermined;
    }
    let pairs = || quantities.iter().zip(quantities.iter().skip(1));
    let certain = pairs().all(|(this, next)| less(this.high, next.low));
    let mut floor = f64::NEG_INFINITY;
    let possible = pairs().all(|(this, next)| {
        floor = floor.max(this.low);
        less(floor, next.high)
    });
    verdict(certain, possible)
}

/// Whether two things both hold.
#[must_use]
pub fn both(one: Verdict, other: Verdict) -> Verdict {
    match (one, other) {
        (Verdict::NotReproduced, _) | (_, Verdict::NotReproduced) => Verdict::NotReproduced,
        (Verdict::Reproduced, Verdict::Reproduced) => Verdict::Reproduced,
        _ => Verdict::NotDetermined,
    }
}

/// An era and the others that have a value, in the order that is counted from the bottom.
fn apart(eras: &[Possible], era: usize, from: End) -> Option<(Possible, Vec<Possible>)> {
    let turned = |range: &Possible| match from {
        End::Bottom => *range,
        End::Top => range.negated(),
    };
    let own = eras.get(era).filter(|own| !own.is_none())?;
    let others = eras
        .iter()
        .enumerate()
        .filter(|(other, range)| *other != era && !range.is_none());
    Some((
        turned(own),
        others.map(|(_, range)| turned(range)).collect(),
    ))
}

fn less(left: f64, right: f64) -> bool {
    compare(left, right) == Ordering::Less
}

fn verdict(certain: bool, possible: bool) -> Verdict {
    match (certain, possible) {
        (true, _) => Verdict::Reproduced,
        (false, true) => Verdict::NotDetermined,
        (false, false) => Verdict::NotReproduced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every range of whole numbers from 0 to 3.
    fn ranges() -> Vec<Possible> {
        let ends = || (0..=3).map(f64::from);
        ends()
            .flat_map(|low| {
                ends()
                    .filter(move |high| *high >= low)
                    .map(move |high| Possible { low, high })
            })
            .collect()
    }

    /// Every completion of some ranges by whole numbers.
    fn completions(ranges: &[Possible]) -> Vec<Vec<f64>> {
        ranges.iter().fold(vec![Vec::new()], |before, range| {
            let values = || {
                (0..=3)
                    .map(f64::from)
                    .filter(|value| (range.low..=range.high).contains(value))
            };
            before
                .iter()
                .flat_map(|values_so_far| {
                    values().map(move |value| [values_so_far.as_slice(), &[value]].concat())
                })
                .collect()
        })
    }

    fn by_enumeration(ranges: &[Possible], holds: impl Fn(&[f64]) -> bool) -> Verdict {
        let all = completions(ranges);
        let count = all.iter().filter(|values| holds(values)).count();
        verdict(count == all.len(), count > 0)
    }

    fn triples() -> impl Iterator<Item = [Possible; 3]> {
        let all = ranges();
        let (second, third) = (all.clone(), all.clone());
        all.into_iter().flat_map(move |a| {
            let third = third.clone();
            second
                .clone()
                .into_iter()
                .flat_map(move |b| third.clone().into_iter().map(move |c| [a, b, c]))
        })
    }

    #[test]
    fn places_agree_with_enumeration() {
        for eras in triples() {
            for wanted in 1..=3 {
                for (from, sign) in [(End::Bottom, 1.0), (End::Top, -1.0)] {
                    let expected = by_enumeration(&eras, |values| {
                        let own = values[0] * sign;
                        let lower = values.iter().filter(|value| **value * sign < own).count();
                        let not_higher =
                            values.iter().filter(|value| **value * sign <= own).count();
                        (lower + 1..=not_higher).contains(&wanted)
                    });
                    assert_eq!(
                        place(&eras, 0, from, wanted),
                        expected,
                        "{eras:?} {wanted} {from:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn ahead_only_of_agrees_with_enumeration() {
        for eras in triples() {
            for lower in [vec![], vec![1], vec![2], vec![1, 2]] {
                let expected = by_enumeration(&eras, |values| {
                    (1..3).all(|other| (values[other] < values[0]) == lower.contains(&other))
                });
                assert_eq!(
                    ahead_only_of(&eras, 0, &lower),
                    expected,
                    "{eras:?} {lower:?}"
                );
            }
        }
    }

    #[test]
    fn orders_agree_with_enumeration() {
        for [a, b, _] in triples() {
            let expected = by_enumeration(&[a, b], |values| values[0] < values[1]);
            assert_eq!(ascending(&[a, b]), expected, "{a:?} {b:?}");
        }
    }

    #[test]
    fn a_count_may_step_over_a_print() {
        let region = Region::printed(1.5, 1).unwrap();
        let (wide, narrow) = (
            Possible {
                low: 1.0,
                high: 3.0,
            },
            Possible {
                low: 1.0,
                high: 1.5,
            },
        );
        assert_eq!(value(region, wide, Some(1.0)), Verdict::NotReproduced);
        assert_eq!(value(region, wide, Some(0.25)), Verdict::NotDetermined);
        assert_eq!(value(region, wide, None), Verdict::NotDetermined);
        assert_eq!(value(region, narrow, Some(0.5)), Verdict::NotDetermined);
        assert_eq!(
            value(region, Possible::exactly(1.54), None),
            Verdict::Reproduced
        );
        assert_eq!(
            value(region, Possible::exactly(f64::NAN), None),
            Verdict::NotDetermined
        );
    }

    #[test]
    fn a_lag_that_still_runs() {
        let running = Possible {
            low: 188.0,
            high: f64::INFINITY,
        };
        assert_eq!(
            value(Region::printed(99.0, 0).unwrap(), running, None),
            Verdict::NotReproduced
        );
        assert_eq!(
            value(Region::printed(200.0, 0).unwrap(), running, None),
            Verdict::NotDetermined
        );
        assert_eq!(
            value(Region::above(100.0).unwrap(), running, None),
            Verdict::Reproduced
        );
    }

    #[test]
    fn an_era_without_exposure_has_no_place() {
        let eras = [
            Possible::exactly(f64::NAN),
            Possible::exactly(1.0),
            Possible::exactly(2.0),
        ];
        assert_eq!(place(&eras, 0, End::Bottom, 1), Verdict::NotDetermined);
        assert_eq!(place(&eras, 1, End::Bottom, 1), Verdict::Reproduced);
        assert_eq!(ahead_only_of(&eras, 2, &[0]), Verdict::NotDetermined);
        assert_eq!(place(&eras, 9, End::Bottom, 1), Verdict::NotDetermined);
    }
}
