//! Fragility of a comparison: how many visits would flip whether two eras are told apart (M22).
//!
//! Walsh's index: of two eras told apart, the fewest visits added to the one with the lower frequency, and
//! the fewest struck from the other, that leave them not told apart; of two that are not, the fewest added
//! to either, and struck from either, that tell them apart. The whole table of comparisons is
//! adjusted anew with every change; how much years vary stays what the record says.

use super::fragility::{Change, MOST_ADDED, smallest};
use crate::claims::claim::Being;
use crate::claims::comparisons::Comparisons;
use crate::error::{Error, Result};
use crate::special::real;

/// Up to so many visits are moved one by one. More of them move p one way, and are searched by halving.
const ONE_BY_ONE: u64 = 1 << 12;

/// The fewest visits of one era that flip whether two eras are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flip {
    /// Whether they are added or struck out.
    pub change: Change,
    /// The era.
    pub era: usize,
    /// How many; none if no number of them does.
    pub visits: Option<u64>,
}

/// Each way in which visits may flip whether the pair of some comparisons is told apart, and whether it is.
///
/// # Errors
///
/// [`Error::Undefined`] if an era of the pair was not observed.
pub fn flips(asked: &Comparisons, counts: &[u64]) -> Result<(bool, Vec<Flip>)> {
    let record = Record::new(asked, counts)?;
    let (added, removed) = (Change::Added, Change::Removed);
    let ways = record.levelled().into_iter();
    let ways = ways.flat_map(|(lower, higher)| [(added, lower), (removed, higher)]);
    let found = ways.map(|(change, era)| {
        let most = match change {
            Change::Added => MOST_ADDED,
            Change::Removed => record.count(era),
        };
        let visits = record.fewest(change, era, most)?;
        Ok(Flip {
            change,
            era,
            visits,
        })
    });
    Ok((record.told, found.collect::<Result<_>>()?))
}

/// The fewest visits, but no more than `most`, that flip it by being added.
///
/// # Errors
///
/// As [`flips`].
pub fn fewest_added(asked: &Comparisons, counts: &[u64], most: u64) -> Result<Option<u64>> {
    let record = Record::new(asked, counts)?;
    let mut fewest = None;
    for (era, _) in record.levelled() {
        let most = fewest.unwrap_or(most);
        fewest = record.fewest(Change::Added, era, most)?.or(fewest);
    }
    Ok(fewest)
}

struct Record<'a> {
    asked: &'a Comparisons,
    counts: &'a [u64],
    p: Vec<f64>,
    told: bool,
}

impl<'a> Record<'a> {
    fn new(asked: &'a Comparisons, counts: &'a [u64]) -> Result<Self> {
        let p = asked.each(counts);
        let told = asked
            .tells(&p, counts)?
            .ok_or_else(|| Error::undefined("the comparison", "an era of it was not observed"))?;
        Ok(Self {
            asked,
            counts,
            p,
            told,
        })
    }

    fn count(&self, era: usize) -> u64 {
        self.counts.get(era).copied().unwrap_or(0)
    }

    /// The eras to which visits may be added, each with the one from which they may be struck: if the
    /// pair is told apart, those that level it; else those that tell it apart as it is asked for, or, where
    /// either direction will do, first in the order in which it is.
    fn levelled(&self) -> Vec<(usize, usize)> {
        let (lower, higher) = self.asked.in_order(self.counts);
        if self.told {
            return vec![(lower, higher)];
        }
        let (one, other) = self.asked.pair();
        match self.asked.being() {
            Some(Being::Lower) => vec![(other, one)],
            Some(Being::Higher) => vec![(one, other)],
            None => vec![(higher, lower), (lower, higher)],
        }
    }

    fn fewest(&self, change: Change, era: usize, most: u64) -> Result<Option<u64>> {
        let (mut p, mut counts) = (self.p.clone(), self.counts.to_vec());
        let mut flipped = |visits: u64| -> Result<bool> {
            if let Some(count) = counts.get_mut(era) {
                *count = match change {
                    Change::Added => self.count(era) + visits,
                    Change::Removed => self.count(era) - visits,
                };
            }
            self.asked.renew(&mut p, &counts, era);
            Ok(self.asked.tells(&p, &counts)? == Some(!self.told))
        };
        for visits in 1..=most.min(ONE_BY_ONE) {
            if flipped(visits)? {
                return Ok(Some(visits));
            }
        }
        // Two that are told apart are so no longer where they are level, and are again beyond.
        let most = if self.told {
            most.min(self.to_level())
        } else {
            most
        };
        if most <= ONE_BY_ONE {
            return Ok(None);
        }
        // What could be wrong with the comparisons has come up one by one.
        Ok(smallest(most, |visits| flipped(visits).unwrap_or(false)))
    }

    /// How many visits, added to the lower era or struck from the higher, make both level.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of visits below 2^64, or cut off there"
    )]
    fn to_level(&self) -> u64 {
        let (lower, higher) = self.asked.in_order(self.counts);
        let [few, many] = [lower, higher].map(|era| real::to_real(self.count(era)));
        let [short, long] = [lower, higher].map(|era| self.asked.expected(self.counts, era));
        let (added, struck) = (many * short / long - few, many - few * long / short);
        added.max(struck).ceil() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::comparisons::{Pair, Test};
    use crate::infer::compare::{Adjustment, Method};
    use crate::special::excess::Excess;
    use crate::special::level::Level;

    type Found = (bool, Vec<Option<u64>>);

    fn found(counts: &[u64], years: &[f64], excess: Excess, method: Method) -> Found {
        directed(counts, years, excess, method, None)
    }

    fn directed(
        counts: &[u64],
        years: &[f64],
        excess: Excess,
        method: Method,
        being: Option<Being>,
    ) -> Found {
        let pair = Pair {
            one: 0,
            other: 1,
            against: None,
            being,
        };
        let test = Test {
            level: Level::new(0.95).unwrap(),
            method,
            adjustment: Adjustment::Holm,
        };
        let excesses = vec![excess; years.len()];
        let asked = Comparisons::new(years.to_vec(), excesses, &pair, test);
        let (told, flips) = flips(&asked, counts).unwrap();
        let added = flips.iter().filter(|flip| flip.change == Change::Added);
        let fewest = added.filter_map(|flip| flip.visits).min();
        for most in [0, 1, 2, 5, 20, MOST_ADDED] {
            let within = fewest.filter(|visits| *visits <= most);
            assert_eq!(fewest_added(&asked, counts, most), Ok(within));
        }
        (told, flips.iter().map(|flip| flip.visits).collect())
    }

    fn central(counts: &[u64], years: &[f64]) -> Found {
        found(counts, years, Excess::NONE, Method::Central)
    }

    #[test]
    fn the_eras_of_the_record() {
        let both = |add, strike| (true, vec![Some(add), Some(strike)]);
        let days = [17.442_847, 5.245_722, 40.947_296];
        assert_eq!(central(&[67, 9], &days[..2]), both(2, 7));
        assert_eq!(central(&[67, 9, 86], &days), both(1, 2));
        assert_eq!(central(&[67, 9], &[17.0, 5.0]), both(2, 6));
        assert_eq!(central(&[67, 9, 85], &[17.0, 5.0, 41.0]), both(1, 1));
        assert_eq!(central(&[55, 6], &[10.0, 4.33]), both(7, 22));
        assert_eq!(central(&[56, 5], &[10.0, 4.0]), both(7, 24));
    }

    #[test]
    fn a_direction_is_held_and_reached_from_the_other() {
        let years = [17.442_847, 5.245_722];
        let of = |counts: &[u64], being| {
            directed(counts, &years, Excess::NONE, Method::Central, Some(being))
        };
        assert_eq!(of(&[67, 9], Being::Higher), (true, vec![Some(2), Some(7)]));
        // The first era has by far the more visits a year; to be the lower it needs many of the other.
        let (told, ways) = of(&[67, 9], Being::Lower);
        let (added, struck) = (ways[0].unwrap(), ways[1].unwrap());
        assert!(!told && ways.len() == 2);
        assert!(of(&[67, 9 + added], Being::Lower).0 && !of(&[67, 8 + added], Being::Lower).0);
        assert!(of(&[67 - struck, 9], Being::Lower).0 && !of(&[68 - struck, 9], Being::Lower).0);
        assert!(!of(&[67, 9 + added], Being::Higher).0);
        assert_eq!(of(&[20, 6], Being::Lower).1.len(), 2);
    }

    #[test]
    fn eras_whose_years_vary() {
        let excess = |per_rate, degrees_of_freedom| Excess {
            per_rate,
            degrees_of_freedom,
        };
        let hu_and_xi = excess(0.181_850_927_189_190_94, 58.0);
        let told = found(&[56, 5], &[10.0, 4.0], hu_and_xi, Method::DispersedYears);
        assert_eq!(told, (true, vec![Some(4), Some(16)]));
        let kims = excess(0.258_375_587_203_895_4, 60.0);
        let not = found(&[67, 9], &[17.0, 5.0], kims, Method::DispersedYears);
        // The higher is the first: 17 more of it or 3 fewer of the other, then the opposite order.
        let due = vec![Some(17), Some(3), Some(30), Some(58)];
        assert_eq!(not, (false, due));
    }

    #[test]
    fn what_no_number_of_visits_flips() {
        // Beside a long era without any visit, one in a short era may stay a matter of chance.
        assert_eq!(
            central(&[0, 0], &[1.0, 1.0]).1,
            [Some(6), None, Some(6), None]
        );
        let wide = Excess {
            per_rate: 50.0,
            degrees_of_freedom: 2.0,
        };
        let (told, ways) = found(&[3, 2], &[1.0, 1.0], wide, Method::Dispersed);
        assert!(!told && ways.iter().all(Option::is_none));
    }

    #[test]
    fn many_visits_are_found_by_halving() {
        let million = 1_000_000;
        let (told, ways) = central(&[2 * million, million], &[1.0, 1.0]);
        let (add, strike) = (ways[0].unwrap(), ways[1].unwrap());
        assert!(told && central(&[2 * million, million + add], &[1.0, 1.0]).1.len() == 4);
        assert_eq!(
            central(&[2 * million, million + add - 1], &[1.0, 1.0])
                .1
                .len(),
            2
        );
        assert_eq!(
            central(&[2 * million - strike, million], &[1.0, 1.0])
                .1
                .len(),
            4
        );
        assert_eq!(
            central(&[2 * million - strike + 1, million], &[1.0, 1.0])
                .1
                .len(),
            2
        );
    }

    #[test]
    fn an_era_that_was_not_observed() {
        let pair = Pair {
            one: 0,
            other: 1,
            against: Some(vec![1]),
            being: None,
        };
        let test = Test {
            level: Level::new(0.95).unwrap(),
            method: Method::Central,
            adjustment: Adjustment::Holm,
        };
        let asked = Comparisons::new(vec![1.0, 0.0], Vec::new(), &pair, test);
        assert!(flips(&asked, &[3, 4]).is_err());
    }
}
