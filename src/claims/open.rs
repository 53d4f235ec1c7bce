//! Verdicts over values that doubt leaves open.
//!
//! Any subset of the visits in doubt may not have taken place. Eras of one list share no visit, so each
//! takes its values independently of the others; what is asserted is asked of every combination.

use super::amount::Amount;
use super::interval::{Interval, Position};
use super::rank::End;
use super::values::{Value, Values, others};
use super::verdict::Verdict;

/// Whether a value lies in an interval.
pub fn lies_in(values: &Values<'_>, interval: Interval) -> Verdict {
    if !values.complete {
        return in_range(values.low(), values.high(), interval);
    }
    let contains = |value: &Value<'_>| interval.contains_number(value.real(), || value.amount());
    Verdict::over(values.each.iter().map(|value| Some(contains(value))))
}

/// Whether a value of which only the ends are known lies in an interval.
pub fn in_range(low: Amount, high: Amount, interval: Interval) -> Verdict {
    if low.is_none() || high.is_none() {
        return Verdict::NotDetermined;
    }
    match interval.position(low, high) {
        Position::Inside => Verdict::Reproduced,
        Position::Outside => Verdict::NotReproduced,
        Position::Overlaps => Verdict::NotDetermined,
    }
}

/// Whether an era stands at a place of its list; equal eras share each of their places.
pub fn place(eras: &[Values<'_>], era: usize, from: End, place: usize) -> Verdict {
    let Some(own) = eras.get(era).filter(|own| !own.is_none()) else {
        return Verdict::NotDetermined;
    };
    if others(eras, era).next().is_none() {
        return Verdict::NotDetermined;
    }
    let (mut certain, mut possible) = (true, false);
    for at in own.marks(eras, era).iter() {
        // Of the others those that are surely ahead, those that may be, those that may be no further
        // behind than a tie, and those that are surely not.
        let (mut ahead, mut may_be_ahead, mut not_behind, mut never_behind) = (0, 0, 0, 0);
        for (_, other) in others(eras, era) {
            let Some((near, far)) = other.order(*at, from) else {
                continue;
            };
            ahead += usize::from(far.is_lt());
            may_be_ahead += usize::from(near.is_lt());
            not_behind += usize::from(near.is_le());
            never_behind += usize::from(far.is_le());
        }
        // It holds for certain if at most `place - 1` others may be ahead of any of its values, and
        // at least so many are never behind it.
        certain &= may_be_ahead < place && never_behind + 1 >= place;
        possible |= (ahead + 1..=not_behind + 1).contains(&place);
    }
    Verdict::of(certain, possible)
}

/// Whether exactly these eras are lower than one, with at least so many others of equal value, which
/// are not lower.
pub fn ahead_only_of(eras: &[Values<'_>], era: usize, lower: &[usize], tied: usize) -> Verdict {
    let valued = |place: &usize| eras.get(*place).is_some_and(|values| !values.is_none());
    let Some(own) = eras.get(era).filter(|own| !own.is_none()) else {
        return Verdict::NotDetermined;
    };
    if !lower.iter().all(valued) {
        return Verdict::NotDetermined;
    }
    let level = |at: Value<'_>, surely: bool| {
        let above = others(eras, era).filter(|(other, _)| !lower.contains(other));
        let equal = above.filter(|(_, found)| {
            if surely {
                found.is_only(at)
            } else {
                found.may_be(at)
            }
        });
        equal.count() >= tied
    };
    // Whether the others stand so to a value: those named below it, and no other, surely or perhaps.
    let stands = |at: Value<'_>, surely: bool| {
        others(eras, era).all(|(other, found)| {
            let (may_not_be_below, is_not_below) = found.not_below(at);
            if lower.contains(&other) {
                !(if surely {
                    may_not_be_below
                } else {
                    is_not_below
                })
            } else if surely {
                is_not_below
            } else {
                may_not_be_below
            }
        })
    };
    let marks = own.marks(eras, era);
    let certain =
        own.each.iter().all(|at| stands(*at, true)) && marks.iter().all(|at| level(*at, true));
    let possible = marks
        .iter()
        .any(|at| stands(*at, false) && level(*at, false));
    Verdict::of(certain, possible)
}

/// Whether each of some eras is lower than the next.
pub fn ascending(eras: &[Values<'_>], order: &[usize]) -> Verdict {
    let named = || order.iter().filter_map(|era| eras.get(*era));
    if named().any(Values::is_none) {
        return Verdict::NotDetermined;
    }
    let certain = named().zip(named().skip(1)).all(|(this, next)| {
        let ends = this.each.last().zip(next.each.first());
        ends.is_some_and(|(high, low)| high.is_below(*low))
    });
    // The lowest chain takes of each era the lowest value that is above the one before it.
    let mut floor: Option<Value<'_>> = None;
    let possible = certain
        || named().all(|era| {
            let above = |value: &&Value<'_>| floor.is_none_or(|floor| floor.is_below(**value));
            let next = match (era.each.iter().find(above), era.each.first(), floor) {
                // Between the ends any value may be its own.
                (Some(_), Some(low), Some(floor)) if !era.complete => {
                    Some(if low.is_below(floor) { floor } else { *low })
                }
                (next, ..) => next.copied(),
            };
            floor = next;
            next.is_some()
        });
    Verdict::of(certain, possible)
}

/// Whether an era is the only one of its list that has a value, so that it has no place.
pub fn alone(eras: &[Values<'_>], era: usize) -> bool {
    let valued = eras.get(era).is_some_and(|own| !own.is_none());
    valued && others(eras, era).next().is_none()
}

#[cfg(test)]
mod tests;
