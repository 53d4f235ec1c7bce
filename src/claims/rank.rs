//! Ranks: how one era stands to the others.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::amount::Amount;

/// The end of the order from which places are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// Place 1 is the lowest value.
    #[default]
    Bottom,
    /// Place 1 is the highest value.
    Top,
}

/// How many of the other eras are below, tied with and above one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RankCount {
    /// Eras with a lower value.
    pub below: usize,
    /// Eras with an equal value.
    pub ties: usize,
    /// Eras with a higher value.
    pub above: usize,
}

impl RankCount {
    /// Of one era of a list; those without a value do not count.
    pub fn of(values: &[Amount], era: usize) -> Self {
        let value = values.get(era).copied().unwrap_or(Amount::NONE);
        let mut rank = Self::default();
        for (other, found) in values.iter().enumerate() {
            if other == era || found.is_none() {
                continue;
            }
            match found.compare(value) {
                Ordering::Less => rank.below += 1,
                Ordering::Equal => rank.ties += 1,
                Ordering::Greater => rank.above += 1,
            }
        }
        rank
    }

    /// Of each era of a list, none for one without a value: in n log n steps, where all are asked for.
    pub fn each(values: &[Amount]) -> Vec<Option<Self>> {
        let known = |value: &&Amount| !value.is_none();
        let mut sorted: Vec<Amount> = values.iter().filter(known).copied().collect();
        sorted.sort_by(|one, other| one.value().total_cmp(&other.value()));
        let of = |value: Amount| {
            let below = sorted.partition_point(|other| other.compare(value).is_lt());
            let not_above = sorted.partition_point(|other| other.compare(value).is_le());
            Self {
                below,
                ties: (not_above - below).saturating_sub(1),
                above: sorted.len() - not_above,
            }
        };
        let each = values.iter();
        each.map(|value| (!value.is_none()).then(|| of(*value)))
            .collect()
    }

    /// Whether there is no other era that it could stand before or behind.
    pub fn is_alone(self) -> bool {
        self.below + self.ties + self.above == 0
    }

    /// The others that come before it, counted from one end.
    pub fn ahead(self, from: End) -> usize {
        match from {
            End::Bottom => self.below,
            End::Top => self.above,
        }
    }

    /// Whether a place is one of those that it shares with the eras tied with it.
    pub fn holds(self, place: usize, from: End) -> bool {
        let first = self.ahead(from) + 1;
        (first..=first + self.ties).contains(&place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    #[test]
    fn all_at_once_are_as_one_by_one() {
        for replicate in 0..200 {
            let mut stream = Stream::new(7, replicate);
            let mut drawn = || (stream.unit() * 6.0).floor();
            let values: Vec<Amount> = (0..9)
                .map(|era| match drawn() {
                    0.0 => Amount::NONE,
                    // Level but for the last bits, as quotients are.
                    value if era % 2 == 0 => Amount::real(value * (1.0 + f64::EPSILON)),
                    value => Amount::real(value),
                })
                .collect();
            for (era, found) in RankCount::each(&values).into_iter().enumerate() {
                let known = values.get(era).is_some_and(|value| !value.is_none());
                assert_eq!(found, known.then(|| RankCount::of(&values, era)));
            }
        }
    }

    #[test]
    fn equal_eras_share_each_of_their_places() {
        let values = [2.0, 1.0, 2.0, f64::NAN, 5.0].map(Amount::real);
        let rank = RankCount::of(&values, 0);
        assert_eq!((rank.below, rank.ties, rank.above), (1, 1, 1));
        assert!(rank.holds(2, End::Bottom) && rank.holds(3, End::Bottom));
        assert!(!rank.holds(1, End::Bottom) && !rank.holds(4, End::Bottom));
        assert!(rank.holds(2, End::Top) && rank.holds(3, End::Top) && !rank.holds(1, End::Top));
    }
}
