//! Values that doubt leaves open: every value that an era may have.
//!
//! Any subset of the visits in doubt may not have taken place. A value keeps the counts of which it is
//! made and is worked out exactly only where floating point does not tell it from another.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::amount::{Amount, yearly};
use super::class_weights::Weights;
use super::cumulative::OpenCounts;
use super::measure::Measure;
use super::rank::End;

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

impl<'a> Valuation<'a> {
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

    /// The same value, exactly only where somebody asks.
    pub fn value(self, counts: &'a [u64]) -> Value<'a> {
        let sum = self.weights.real_sum(counts);
        Value {
            real: self.measure.of_sum(sum, self.quarters),
            counts,
            made_by: self,
        }
    }
}

impl Measure {
    /// The floating-point number that so much is in `quarters` quarter days; `NAN` without exposure.
    #[inline]
    pub(super) fn of_sum(self, sum: f64, quarters: f64) -> f64 {
        if self.is_frequency() {
            yearly(sum, quarters)
        } else if quarters > 0.0 {
            sum
        } else {
            f64::NAN
        }
    }
}

/// A value with the counts that it is made of: where floating point does not tell two of them apart,
/// they are worked out exactly.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    real: f64,
    counts: &'a [u64],
    made_by: Valuation<'a>,
}

impl Value<'_> {
    /// The number; `NAN` where there is none.
    #[inline]
    pub fn real(self) -> f64 {
        self.real
    }

    /// The exact value.
    #[inline]
    pub fn amount(self) -> Amount {
        self.made_by.of(self.counts)
    }

    /// The order of two values: that of their amounts.
    #[inline]
    pub fn compare(self, other: Value<'_>) -> Ordering {
        Amount::apart(self.real, other.real)
            .unwrap_or_else(|| self.amount().compare(other.amount()))
    }

    #[inline]
    pub(super) fn is_below(self, other: Value<'_>) -> bool {
        self.compare(other).is_lt()
    }
}

/// The tables of counts that an era may have, over all subsets of its visits in doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tables {
    each: Vec<Vec<u64>>,
    /// The counts if all visits in doubt took place.
    plain: Vec<u64>,
    /// Whether these are all of them, and not only the first and the last.
    complete: bool,
}

impl Tables {
    /// The tables of an era, as far as a measure tells them apart.
    pub fn of(counts: &OpenCounts, measure: Measure) -> Self {
        let (each, complete) = if measure.is_weighted() {
            tables(counts)
        } else {
            totals(counts)
        };
        let plain = counts.all();
        Self {
            each,
            plain,
            complete,
        }
    }

    /// The counts if all visits in doubt took place.
    pub fn plain(&self) -> &[u64] {
        &self.plain
    }

    /// Whether no visit is in doubt.
    pub fn are_certain(&self) -> bool {
        self.each.len() == 1
    }

    /// The values that the era may have.
    pub fn values<'a>(&'a self, valuation: Valuation<'a>) -> Values<'a> {
        let plain = valuation.value(&self.plain);
        let mut each = Vec::new();
        if !plain.real.is_nan() {
            each.extend(self.each.iter().map(|table| valuation.value(table)));
            each.sort_by(|left, right| left.compare(*right));
            each.dedup_by(|left, right| left.compare(*right).is_eq());
        }
        Values {
            each,
            plain,
            complete: self.complete || plain.real.is_nan(),
        }
    }
}

/// Every value that an era may have.
#[derive(Debug, Clone)]
pub struct Values<'a> {
    /// Ascending; empty for an era without exposure.
    pub(super) each: Vec<Value<'a>>,
    /// The value if all visits in doubt took place.
    plain: Value<'a>,
    /// Whether these are all of them, and not only the lowest and the highest.
    pub(super) complete: bool,
}

impl<'a> Values<'a> {
    /// Weighs the one value of an era without doubt anew: its number is this.
    #[inline]
    pub(super) fn weigh(&mut self, weights: &'a Weights, real: f64) {
        for own in self.each.iter_mut().chain([&mut self.plain]) {
            (own.real, own.made_by.weights) = (real, weights);
        }
    }

    /// The value if all visits in doubt took place.
    pub fn plain(&self) -> Amount {
        self.plain.amount()
    }

    /// The same as a number.
    #[inline]
    pub fn plain_real(&self) -> f64 {
        self.plain.real
    }

    /// The lowest value; none without exposure.
    pub fn low(&self) -> Amount {
        self.each.first().map_or(Amount::NONE, |low| low.amount())
    }

    /// The highest value.
    pub fn high(&self) -> Amount {
        self.each.last().map_or(Amount::NONE, |high| high.amount())
    }

    /// The lowest and the highest value; none without exposure.
    #[inline]
    pub(super) fn ends(&self) -> Option<(Value<'a>, Value<'a>)> {
        Some((*self.each.first()?, *self.each.last()?))
    }

    /// How the ends of what it may be stand to a value, seen from an end: the nearer, and the farther.
    #[inline]
    pub(super) fn order(&self, value: Value<'_>, from: End) -> Option<(Ordering, Ordering)> {
        let (low, high) = self.ends()?;
        let order = low.compare(value);
        let other = if self.each.len() == 1 {
            order
        } else {
            high.compare(value)
        };
        Some(match from {
            End::Bottom => (order, other),
            End::Top => (other.reverse(), order.reverse()),
        })
    }

    /// Whether the era may have no lower value than this, and whether it surely has not.
    pub(super) fn not_below(&self, value: Value<'_>) -> (bool, bool) {
        self.ends().map_or((false, false), |(low, high)| {
            (!high.is_below(value), !low.is_below(value))
        })
    }

    /// Whether the era may have no higher value than this, and whether it surely has not.
    pub(super) fn not_above(&self, value: Value<'_>) -> (bool, bool) {
        self.ends().map_or((false, false), |(low, high)| {
            (!value.is_below(low), !value.is_below(high))
        })
    }

    /// Whether this may be its value; where not all are known, any between the ends.
    pub(super) fn may_be(&self, value: Value<'_>) -> bool {
        let equal = |own: &Value<'_>| own.compare(value).is_eq();
        let within = self.not_above(value).0 && self.not_below(value).0;
        within && (!self.complete || self.each.iter().any(equal))
    }

    /// Whether this is its value in any case.
    pub(super) fn is_only(&self, value: Value<'_>) -> bool {
        self.ends()
            .is_some_and(|(low, high)| low.compare(value).is_eq() && high.compare(value).is_eq())
    }

    /// Whether the era has no value at all.
    #[inline]
    pub fn is_none(&self) -> bool {
        self.each.is_empty()
    }

    /// The values to look at in a comparison with the other eras: its own, and where it cannot name all
    /// of them also those of the others that lie between.
    pub(super) fn marks(&self, eras: &[Self], own: usize) -> Cow<'_, [Value<'a>]> {
        if self.complete {
            return Cow::Borrowed(&self.each);
        }
        let ends = others(eras, own).filter_map(|(_, other)| other.ends());
        let ends = ends.flat_map(|(low, high)| [low, high]);
        let between = |end: &Value<'a>| {
            let (above, below) = (self.not_above(*end), self.not_below(*end));
            above.0 && below.0
        };
        Cow::Owned(
            self.each
                .iter()
                .copied()
                .chain(ends.filter(between))
                .collect(),
        )
    }
}

/// The other eras that have a value, with their positions.
#[inline]
pub(super) fn others<'s, 'a>(
    eras: &'s [Values<'a>],
    era: usize,
) -> impl Iterator<Item = (usize, &'s Values<'a>)> {
    let rest = eras.iter().enumerate();
    rest.filter(move |(other, found)| *other != era && !found.is_none())
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
    let mut found = vec![counts.sure.clone()];
    let doubted = counts.doubted.iter().enumerate();
    for (class, doubted) in doubted.filter(|(_, doubted)| **doubted > 0) {
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
    (found, true)
}
