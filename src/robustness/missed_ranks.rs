//! How few missed visits put an era at its place among the others, or off it.
//!
//! Of each other era it is known how many visits it takes that it stands lower than a value of the era that
//! is meant, level with it, or higher; here the cheapest choice of them is found.

use crate::claims::assertion::Assertion;
use crate::claims::rank::End;

/// What is said of where an era stands among the others.
#[derive(Debug, Default)]
pub(super) struct Ranking {
    /// The era that is meant.
    pub(super) era: usize,
    places: Vec<(usize, End)>,
    /// Exactly these eras are lower, where that is said.
    pub(super) lower: Option<Vec<usize>>,
}

/// What it takes that another era stands so to a value of the era that is meant.
pub(super) struct Costs {
    pub(super) below: Option<usize>,
    pub(super) not_above: Option<usize>,
    pub(super) level: Option<usize>,
    pub(super) not_below: Option<usize>,
    pub(super) above: Option<usize>,
    /// Whether it is said to be lower, where that is said of each.
    pub(super) lower: Option<bool>,
}

impl Ranking {
    pub(super) fn of(parts: &[&Assertion]) -> Self {
        let mut found = Self::default();
        for part in parts {
            match part {
                Assertion::Place { era, place, from } => {
                    found.era = *era;
                    found.places.push((*place, *from));
                }
                Assertion::AheadOnlyOf { era, others } => {
                    found.era = *era;
                    found.lower = Some(others.clone());
                }
                _ => {}
            }
        }
        found
    }

    /// Of the others at most so many are lower, and at least so many no higher, for each place.
    pub(super) fn places_among(&self, others: usize) -> Vec<usize> {
        let places = self.places.iter().map(|(place, from)| match from {
            End::Bottom => place.saturating_sub(1),
            End::Top => (others + 1).saturating_sub(*place),
        });
        places.collect()
    }

    /// Of each other era either that it is no higher or that it is no lower, so many of the first kind.
    pub(super) fn holding(&self, costs: &[Costs], places: &[usize]) -> Option<usize> {
        let place = places.first().copied();
        if self.lower.is_none() {
            let wanted = place?;
            let each: Vec<[Option<usize>; 2]> = costs
                .iter()
                .map(|other| [other.not_above, other.not_below])
                .collect();
            return cheapest(&each, wanted);
        }
        let lower = costs.iter().filter(|other| other.lower == Some(true));
        let lower: Vec<Option<usize>> = lower.map(|other| other.below).collect();
        let rest = costs.iter().filter(|other| other.lower != Some(true));
        let rest: Vec<[Option<usize>; 2]> =
            rest.map(|other| [other.level, other.not_below]).collect();
        let level = match place {
            Some(place) => place.checked_sub(lower.len())?,
            None => 0,
        };
        let all = lower.into_iter().sum::<Option<usize>>()?;
        Some(all + cheapest(&rest, level)?)
    }
}

/// What it takes that one era too many is lower, or higher, or one is not where it is said to be.
pub(super) fn failing(costs: &[Costs], places: &[usize]) -> Option<usize> {
    let lower: Vec<Option<usize>> = costs.iter().map(|other| other.below).collect();
    let higher: Vec<Option<usize>> = costs.iter().map(|other| other.above).collect();
    let by_place = places.iter().flat_map(|place| {
        let beyond = (costs.len() + 1).saturating_sub(*place);
        [
            sum_of_least(&lower, place + 1),
            sum_of_least(&higher, beyond),
        ]
    });
    let by_name = costs.iter().map(|other| match other.lower {
        Some(true) => other.not_below,
        Some(false) => other.below,
        None => None,
    });
    by_place.chain(by_name).flatten().min()
}

/// The least sum that takes the first of its two numbers of exactly so many, and of the others the second.
fn cheapest(each: &[[Option<usize>; 2]], first: usize) -> Option<usize> {
    // By how many the first was taken: the least sum so far.
    let mut sums: Vec<Option<usize>> = vec![None; first + 1];
    if let Some(start) = sums.first_mut() {
        *start = Some(0);
    }
    for [one, other] in each {
        for taken in (0..=first).rev() {
            let at = |place: usize| sums.get(place).copied().flatten();
            let without = at(taken).zip(*other).map(|(sum, more)| sum + more);
            let before = taken.checked_sub(1).and_then(at);
            let with = before.zip(*one).map(|(sum, more)| sum + more);
            if let Some(sum) = sums.get_mut(taken) {
                *sum = without.into_iter().chain(with).min();
            }
        }
    }
    sums.last().copied().flatten()
}

fn sum_of_least(each: &[Option<usize>], number: usize) -> Option<usize> {
    let mut known: Vec<usize> = each.iter().flatten().copied().collect();
    known.sort_unstable();
    let taken = known.get(..number)?;
    Some(taken.iter().sum())
}
