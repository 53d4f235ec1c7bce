//! How one era stands to the others, and how likely an order of equals is.

use std::cmp::Ordering;

use super::region::compare;

/// What becomes of a finding that turns on two equal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// It holds.
    Hold,
    /// It fails.
    Fail,
    /// It holds by the share of the orders of the equal values in which it does: a tie of two
    /// counts half.
    Half,
}

/// The end of the order from which a place is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Place 1 is the lowest value.
    Lowest,
    /// Place 1 is the highest value.
    Highest,
}

/// How many of the other eras stand below, level with and above one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Eras with a lower value.
    pub below: usize,
    /// Eras with an equal value.
    pub level: usize,
    /// Eras with a higher value.
    pub above: usize,
}

impl Standing {
    /// How `value` stands to the `others`; those without a value do not count.
    pub fn of(value: f64, others: impl IntoIterator<Item = f64>) -> Self {
        let mut standing = Self::default();
        for other in others.into_iter().filter(|other| !other.is_nan()) {
            match compare(other, value) {
                Ordering::Less => standing.below += 1,
                Ordering::Equal => standing.level += 1,
                Ordering::Greater => standing.above += 1,
            }
        }
        standing
    }

    /// The others that come before it, counted from one end.
    pub fn ahead(self, from: End) -> usize {
        match from {
            End::Lowest => self.below,
            End::Highest => self.above,
        }
    }
}

/// How one era of a list stands to the others.
pub fn standing(values: &[f64], era: usize) -> Standing {
    let value = values.get(era).copied().unwrap_or(f64::NAN);
    let others = values.iter().enumerate().filter(|(other, _)| *other != era);
    Standing::of(value, others.map(|(_, other)| *other))
}

/// The share of the orders of equals in which exactly `others` are below `era`; none if the era has
/// no value, 0 if some other value is on the wrong side of it.
pub(super) fn share_ahead_only_of(values: &[f64], era: usize, others: &[usize]) -> Option<f64> {
    let value = values.get(era).copied()?;
    let (mut behind_level, mut before_level) = (0, 0);
    for (other, found) in values.iter().enumerate() {
        if other == era || found.is_nan() {
            continue;
        }
        let should_be_below = others.contains(&other);
        match compare(*found, value) {
            Ordering::Equal if should_be_below => behind_level += 1,
            Ordering::Equal => before_level += 1,
            order if (order == Ordering::Less) != should_be_below => return Some(0.0),
            _ => {}
        }
    }
    Some(orders_share(behind_level, before_level))
}

/// The share of the orders of equals in which each value is below the next; 0 if one is above it.
pub(super) fn share_ascending(values: &[f64]) -> f64 {
    let (mut share, mut run) = (1.0, 1);
    for (this, next) in values.iter().zip(values.iter().skip(1)) {
        run = match compare(*this, *next) {
            Ordering::Less => 1,
            Ordering::Equal => run + 1,
            Ordering::Greater => return 0.0,
        };
        share /= place_number(run);
    }
    share
}

/// The share of the orders of `behind + 1 + before` equals in which one has exactly the right ones
/// behind it: `behind! before! / (behind + 1 + before)!`.
fn orders_share(behind: usize, before: usize) -> f64 {
    let mut share = 1.0;
    for factor in 1..=before {
        share *= place_number(factor) / place_number(behind + factor);
    }
    share / place_number(behind + before + 1)
}

/// A small count as a number.
pub(super) fn place_number(place: usize) -> f64 {
    u32::try_from(place).map_or(f64::INFINITY, f64::from)
}
