//! Values that doubt leaves open: every value that an era may have, and verdicts over all of them.
//!
//! Any subset of the visits in doubt may not have taken place. Eras of one list share no visit, so each
//! takes its values independently of the others; what is asserted is asked of every combination.

use std::collections::BTreeSet;

use super::amount::{Amount, Weights};
use super::claim::Measure;
use super::cumulative::OpenCounts;
use super::interval::{Interval, Position};
use super::rank::End;
use super::verdict::Verdict;

/// Beyond so many distinct tables of counts only the lowest and the highest value are looked at.
const MOST_TABLES: usize = 1 << 14;

/// What makes a value of counts: the measure, the weights, and the exposure in quarter days.
#[derive(Debug, Clone, Copy)]
pub struct Valuation<'a> {
    /// What is counted.
    pub measure: Measure,
    /// The weight of each class; even for an unweighted measure.
    pub weights: &'a Weights,
    /// Exposure in quarter days.
    pub quarters: f64,
}

impl Valuation<'_> {
    /// The value of so many visits of each class; none without exposure.
    pub fn of(self, counts: &[u64]) -> Amount {
        let sum = self.weights.sum(counts);
        if self.measure.is_frequency() {
            sum.per_year(self.quarters)
        } else if self.quarters > 0.0 {
            sum
        } else {
            Amount::NONE
        }
    }
}

/// Every value that an era may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// Ascending; empty for an era without exposure.
    each: Vec<Amount>,
    /// The value if all visits in doubt took place.
    plain: Amount,
    /// Whether these are all of them, and not only the lowest and the highest.
    complete: bool,
}

impl Values {
    /// The values over all subsets of the visits in doubt.
    pub fn of(counts: &OpenCounts, valuation: Valuation<'_>) -> Self {
        let plain = valuation.of(&counts.all());
        if plain.is_none() {
            return Self {
                each: Vec::new(),
                plain,
                complete: true,
            };
        }
        let (tables, complete) = if valuation.measure.is_weighted() {
            tables(counts)
        } else {
            totals(counts)
        };
        let mut values: Vec<Amount> = tables.iter().map(|table| valuation.of(table)).collect();
        values.sort_by(|left, right| left.compare(*right));
        values.dedup_by(|left, right| left.compare(*right).is_eq());
        Self {
            each: values,
            plain,
            complete,
        }
    }

    /// The value if all visits in doubt took place.
    pub fn plain(&self) -> Amount {
        self.plain
    }

    /// The lowest value; none without exposure.
    pub fn low(&self) -> Amount {
        self.each.first().copied().unwrap_or(Amount::NONE)
    }

    /// The highest value.
    pub fn high(&self) -> Amount {
        self.each.last().copied().unwrap_or(Amount::NONE)
    }

    /// Whether this may be its value; where not all are known, any between the ends.
    fn may_be(&self, value: Amount) -> bool {
        let equal = |own: &Amount| !own.is_below(value) && !value.is_below(*own);
        let within = !value.is_below(self.low()) && !self.high().is_below(value);
        within && (!self.complete || self.each.iter().any(equal))
    }

    /// Whether this is its value in any case.
    fn is_only(&self, value: Amount) -> bool {
        let mut ends = [self.low(), self.high()].into_iter();
        ends.all(|end| !end.is_below(value) && !value.is_below(end))
    }

    /// Whether the era has no value at all.
    pub fn is_none(&self) -> bool {
        self.each.is_empty()
    }

    /// The values to look at in a comparison with others: its own, and where it cannot name all of
    /// them also those of the others that lie between.
    fn marks(&self, others: &[&Self]) -> Vec<Amount> {
        let mut marks = self.each.clone();
        if !self.complete {
            let ends = others.iter().flat_map(|other| [other.low(), other.high()]);
            marks.extend(ends.filter(|end| {
                !end.is_none() && !end.is_below(self.low()) && !self.high().is_below(*end)
            }));
        }
        marks
    }
}

/// Whether a value lies in an interval.
pub fn lies_in(values: &Values, interval: Interval) -> Verdict {
    if values.is_none() {
        return Verdict::NotDetermined;
    }
    if !values.complete {
        return in_range(values.low(), values.high(), interval);
    }
    Verdict::over(
        values
            .each
            .iter()
            .map(|value| Some(interval.contains(*value))),
    )
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
pub fn place(eras: &[Values], era: usize, from: End, place: usize) -> Verdict {
    if alone(eras, era) {
        return Verdict::NotDetermined;
    }
    let Some((own, others)) = apart(eras, era) else {
        return Verdict::NotDetermined;
    };
    // Of the others those that are surely ahead, and those that may be no further behind than a tie.
    let counts = |at: Amount| {
        let (mut ahead, mut not_behind) = (0, 0);
        for other in &others {
            let (sure, may) = match from {
                End::Bottom => (other.high().is_below(at), !at.is_below(other.low())),
                End::Top => (at.is_below(other.low()), !other.high().is_below(at)),
            };
            ahead += usize::from(sure);
            not_behind += usize::from(may);
        }
        (ahead, not_behind)
    };
    // It holds for certain if at most `place - 1` others may be ahead of any of its values, and at
    // least so many are never behind it.
    let certainly = |at: Amount| {
        let (mut may_be_ahead, mut never_behind) = (0, 0);
        for other in &others {
            let (may, never) = match from {
                End::Bottom => (other.low().is_below(at), !at.is_below(other.high())),
                End::Top => (at.is_below(other.high()), !other.low().is_below(at)),
            };
            may_be_ahead += usize::from(may);
            never_behind += usize::from(never);
        }
        may_be_ahead < place && never_behind + 1 >= place
    };
    let marks = own.marks(&others);
    let certain = marks.iter().all(|at| certainly(*at));
    let possible = marks.iter().any(|at| {
        let (ahead, not_behind) = counts(*at);
        (ahead + 1..=not_behind + 1).contains(&place)
    });
    Verdict::of(certain, possible)
}

/// Whether exactly these eras are lower than one, with at least so many others of equal value, which
/// are not lower.
pub fn ahead_only_of(eras: &[Values], era: usize, lower: &[usize], tied: usize) -> Verdict {
    let valued = |place: &usize| eras.get(*place).is_some_and(|values| !values.is_none());
    let Some((own, others)) = apart(eras, era) else {
        return Verdict::NotDetermined;
    };
    if !lower.iter().all(valued) {
        return Verdict::NotDetermined;
    }
    let rest = || {
        eras.iter()
            .enumerate()
            .filter(|(other, found)| *other != era && !found.is_none())
    };
    let level = |at: Amount, holds: fn(&Values, Amount) -> bool| {
        let above = rest().filter(|(other, _)| !lower.contains(other));
        above.filter(|(_, found)| holds(found, at)).count() >= tied
    };
    let marks = own.marks(&others);
    let certain = rest().all(|(other, found)| {
        if lower.contains(&other) {
            found.high().is_below(own.low())
        } else {
            !found.low().is_below(own.high())
        }
    });
    let certain = certain && marks.iter().all(|at| level(*at, Values::is_only));
    let possible = marks.iter().any(|at| {
        let apart = rest().all(|(other, found)| {
            if lower.contains(&other) {
                found.low().is_below(*at)
            } else {
                !found.high().is_below(*at)
            }
        });
        apart && level(*at, Values::may_be)
    });
    Verdict::of(certain, possible)
}

/// Whether each of some eras is lower than the next.
pub fn ascending(eras: &[&Values]) -> Verdict {
    if eras.iter().any(|era| era.is_none()) {
        return Verdict::NotDetermined;
    }
    let pairs = || eras.iter().zip(eras.iter().skip(1));
    let certain = pairs().all(|(this, next)| this.high().is_below(next.low()));
    // The lowest chain takes of each era the lowest value that is above the one before it.
    let mut floor: Option<Amount> = None;
    let possible = eras.iter().all(|era| {
        let above = |value: &&Amount| floor.is_none_or(|floor| floor.is_below(**value));
        let next = match era.each.iter().find(above) {
            Some(value) if era.complete => Some(*value),
            Some(value) => Some(floor.map_or(*value, |floor| {
                if era.low().is_below(floor) {
                    floor
                } else {
                    era.low()
                }
            })),
            None => None,
        };
        floor = next;
        next.is_some()
    });
    Verdict::of(certain, possible)
}

/// Whether an era is the only one of its list that has a value, so that it has no place.
pub fn alone(eras: &[Values], era: usize) -> bool {
    apart(eras, era).is_some_and(|(_, others)| others.is_empty())
}

fn apart(eras: &[Values], era: usize) -> Option<(&Values, Vec<&Values>)> {
    let own = eras.get(era).filter(|own| !own.is_none())?;
    let rest = eras.iter().enumerate();
    let others = rest.filter(|(other, found)| *other != era && !found.is_none());
    Some((own, others.map(|(_, found)| found).collect()))
}

/// One table for every number of visits, of whatever class.
fn totals(counts: &OpenCounts) -> (Vec<Vec<u64>>, bool) {
    let doubted: u64 = counts.doubted.iter().sum();
    let table = |more: u64| {
        let mut table = counts.sure.clone();
        if let Some(first) = table.first_mut() {
            *first += more;
        }
        table
    };
    if doubted >= MOST_TABLES as u64 {
        return (vec![table(0), table(doubted)], false);
    }
    ((0..=doubted).map(table).collect(), true)
}

/// Every table of counts by class, or only the first and the last where there are too many.
pub(super) fn tables(counts: &OpenCounts) -> (Vec<Vec<u64>>, bool) {
    let mut size = 1_usize;
    for doubted in &counts.doubted {
        let choices = usize::try_from(*doubted).map_or(usize::MAX, |doubted| doubted + 1);
        size = size.saturating_mul(choices);
    }
    if size > MOST_TABLES {
        return (vec![counts.sure.clone(), counts.all()], false);
    }
    let mut found = BTreeSet::from([counts.sure.clone()]);
    for (class, doubted) in counts.doubted.iter().enumerate() {
        found = found
            .iter()
            .flat_map(|table| {
                (0..=*doubted).map(move |more| {
                    let mut table = table.clone();
                    if let Some(count) = table.get_mut(class) {
                        *count += more;
                    }
                    table
                })
            })
            .collect();
    }
    (found.into_iter().collect(), true)
}

#[cfg(test)]
mod tests;
