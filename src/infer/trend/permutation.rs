//! The years of an era in another order: how often would a trend as strong come about?
//!
//! Whole years are exchanged, each with its visits and its exposure, so that what varies from year
//! to year is kept. All orders are gone through while they are few, else they are drawn; a drawn p
//! is `(b + 1) / (m + 1)` (Davison and Hinkley 1997, section 4.3).

use super::Years;
use crate::error::Result;
use crate::progress::Tick;
use crate::random::Stream;
use crate::special::gamma::ln_gamma;
use crate::special::real::to_real;

/// Up to how many different orders are all gone through.
const MOST_ORDERS: f64 = 1e6;

/// Within how much two statistics are equal, in units of the largest.
const TIES: f64 = 1e-9;

/// Orders looked at between two looks at the caller.
const BETWEEN_TICKS: u64 = 10_000;

/// The trend seen among those of the same years in other orders.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Permutation {
    /// Twice the smaller tail, at most 1.
    pub p: f64,
    /// Standard error of p if orders were drawn, else 0.
    pub error: f64,
    /// How many orders were looked at.
    pub orders: u64,
    /// Whether they are all there are.
    pub exact: bool,
    /// The smallest p that these years could have given in any order.
    pub smallest: f64,
}

/// Compares the trend with that of the same years in other orders; nothing with fewer than two
/// years or without a visit.
///
/// # Errors
///
/// Whatever `tick` returns.
pub fn permutation(
    years: &Years,
    draws: u64,
    seed: u64,
    tick: &mut Tick<'_>,
) -> Result<Option<Permutation>> {
    if !years.can_move() {
        return Ok(None);
    }
    let kinds = Kinds::of(years);
    let different = kinds.orders();
    let mut tally = Tally::new(&kinds, years);
    let exact = different <= MOST_ORDERS;
    if exact {
        let mut order = kinds.sorted();
        loop {
            tally.add(&order, tick)?;
            if !next_order(&mut order) {
                break;
            }
        }
    } else {
        for draw in 0..draws {
            tally.add(&kinds.shuffled(seed, draw), tick)?;
        }
    }
    let orders = tally.orders;
    let (p, error) = if exact {
        let share = to_real(tally.above.min(tally.below)) / to_real(orders);
        ((2.0 * share).min(1.0), 0.0)
    } else {
        central(tally.above, tally.below, orders)
    };
    Ok(Some(Permutation {
        p,
        error,
        orders,
        exact,
        smallest: (2.0 / different).min(1.0),
    }))
}

/// The central p of a drawn reference, and its standard error.
pub(super) fn central(above: u64, below: u64, draws: u64) -> (f64, f64) {
    let share = to_real(above.min(below) + 1) / to_real(draws + 1);
    let error = 2.0 * (share * (1.0 - share).max(0.0) / to_real(draws)).sqrt();
    ((2.0 * share).min(1.0), error)
}

/// The years by what they have: two with the same visits and exposure are of one kind.
struct Kinds {
    /// Kind of each year, in the order seen.
    of_year: Vec<usize>,
    /// Visits beyond what one frequency expects, by kind.
    excess: Vec<f64>,
}

impl Kinds {
    fn of(years: &Years) -> Self {
        let pairs: Vec<(u64, f64)> = years
            .counts
            .iter()
            .copied()
            .zip(years.exposure.iter().copied())
            .collect();
        let mut distinct = pairs.clone();
        distinct.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
        distinct.dedup();
        let a_year = to_real(years.visits) / years.exposure();
        Self {
            of_year: pairs
                .iter()
                .map(|pair| {
                    distinct
                        .iter()
                        .position(|one| one == pair)
                        .unwrap_or_default()
                })
                .collect(),
            excess: distinct
                .iter()
                .map(|(count, exposure)| to_real(*count) - a_year * exposure)
                .collect(),
        }
    }

    /// How many orders differ.
    fn orders(&self) -> f64 {
        let factorial = |n: usize| ln_gamma(to_real(n as u64) + 1.0);
        let same = (0..self.excess.len()).map(|kind| {
            let of_kind = self.of_year.iter().filter(|one| **one == kind).count();
            factorial(of_kind)
        });
        // a whole number again, as long as it is one that matters
        let orders = (factorial(self.of_year.len()) - same.sum::<f64>()).exp();
        if orders < 1e12 {
            orders.round()
        } else {
            orders
        }
    }

    fn sorted(&self) -> Vec<usize> {
        let mut order = self.of_year.clone();
        order.sort_unstable();
        order
    }

    fn shuffled(&self, seed: u64, draw: u64) -> Vec<usize> {
        let mut stream = Stream::new(seed, draw);
        let mut order = self.of_year.clone();
        for last in (1..order.len()).rev() {
            let other = stream.below(last as u64 + 1);
            order.swap(last, usize::try_from(other).unwrap_or_default());
        }
        order
    }
}

/// How many orders have a trend at least as far up, and at least as far down.
struct Tally<'a> {
    kinds: &'a Kinds,
    numbers: Vec<f64>,
    seen: f64,
    slack: f64,
    above: u64,
    below: u64,
    orders: u64,
}

impl<'a> Tally<'a> {
    fn new(kinds: &'a Kinds, years: &Years) -> Self {
        let numbers: Vec<f64> = years
            .numbers
            .iter()
            .map(|&number| to_real(number))
            .collect();
        let largest = kinds
            .excess
            .iter()
            .fold(1.0_f64, |most, one| most.max(one.abs()));
        let slack = TIES * largest * numbers.iter().sum::<f64>();
        let mut tally = Self {
            kinds,
            numbers,
            seen: 0.0,
            slack,
            above: 0,
            below: 0,
            orders: 0,
        };
        tally.seen = tally.trend(&kinds.of_year);
        tally
    }

    fn trend(&self, order: &[usize]) -> f64 {
        let excess = order.iter().filter_map(|kind| self.kinds.excess.get(*kind));
        let each = self.numbers.iter().zip(excess);
        each.map(|(number, excess)| number * excess).sum()
    }

    fn add(&mut self, order: &[usize], tick: &mut Tick<'_>) -> Result<()> {
        let trend = self.trend(order);
        self.above += u64::from(trend >= self.seen - self.slack);
        self.below += u64::from(trend <= self.seen + self.slack);
        self.orders += 1;
        if self.orders.is_multiple_of(BETWEEN_TICKS) {
            tick(self.orders, self.orders + 1)?;
        }
        Ok(())
    }
}

/// The order after this one, in the order of a dictionary; false after the last.
fn next_order(order: &mut [usize]) -> bool {
    let rise = order.windows(2).rposition(|pair| match pair {
        [one, other] => one < other,
        _ => false,
    });
    let Some(at) = rise else {
        return false;
    };
    let Some((head, tail)) = order.split_at_mut_checked(at + 1) else {
        return false;
    };
    if let Some(pivot) = head.last_mut()
        && let Some(next) = tail.iter_mut().rev().find(|one| **one > *pivot)
    {
        std::mem::swap(pivot, next);
    }
    tail.reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::super::tests::years;
    use super::*;
    use crate::progress::unattended;

    fn of(counts: &[u64]) -> Permutation {
        let found = permutation(&years(counts), 99_999, 0, &mut unattended);
        found.unwrap().unwrap()
    }

    #[test]
    fn vectors_of_m24() {
        let seven = of(&[2, 3, 1, 4, 6, 5, 8]);
        assert!(seven.exact && seven.orders == 5040);
        assert!((seven.p - 92.0 / 5040.0).abs() < 1e-14);
        let five = of(&[5, 4, 3, 2, 1]);
        assert!((five.p - 2.0 / 120.0).abs() < 1e-15);
        assert!((five.smallest - 2.0 / 120.0).abs() < 1e-15);
        let one = of(&[0, 0, 3, 0]);
        assert!((one.p - 1.0).abs() < 1e-15 && one.orders == 4);
        assert!((one.smallest - 0.5).abs() < 1e-15);
        let ten = of(&[1, 6, 0, 5, 2, 9, 3, 8, 12, 4]);
        assert!(!ten.exact && (ten.p - 0.120).abs() < 3.0 * (0.001 + ten.error));
    }

    #[test]
    fn every_order_comes_once() {
        let mut order = vec![0, 0, 1, 2];
        let mut all = vec![order.clone()];
        while next_order(&mut order) {
            all.push(order.clone());
        }
        assert_eq!(all.len(), 12);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 12);
    }

    #[test]
    fn nothing_to_order() {
        let none = |counts: &[u64]| permutation(&years(counts), 9, 0, &mut unattended).unwrap();
        assert_eq!((none(&[4]), none(&[0, 0])), (None, None));
        assert!((of(&[2, 2, 2]).p - 1.0).abs() < 1e-15);
    }
}
