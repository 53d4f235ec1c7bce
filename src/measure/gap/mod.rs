//! The days without a visit: every gap between consecutive visit days, and the open one.
//!
//! The open gap at the end of the observation is judged by the predictive probability
//! `(1 + g / T)^-n` of a gap of at least g days after n visit days in T days of observation: the
//! exponential tail with its rate mixed over Gamma(n, T).

pub mod vague;

use crate::error::Result;
use crate::special::real::{days_to_real, to_real};
use crate::time::sorted::SortedDays;
use crate::time::window::Window;

/// A day with a visit, and the first of the rows of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// The day.
    pub day: i64,
    /// The row.
    pub row: usize,
}

/// A gap between two consecutive visit days of one unit, or from the last one to the end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Whose gap it is: a dyad, a direction, or everything.
    pub unit: u32,
    /// The visit day it follows, and the first row of that day; none in a unit without a visit.
    pub from: Option<Visit>,
    /// The visit day that ends it; none while it is open.
    pub to: Option<Visit>,
    /// Its days: between two visit days their distance; while open, the days so far.
    pub days: i64,
    /// 1 for the longest gap of the unit, the open one included; equal gaps share the smaller.
    pub rank: u64,
    /// For an open gap, the probability of one at least as long at the unit's own frequency.
    pub probability: Option<f64>,
    /// How many days of the unit had a visit.
    pub visit_days: u64,
}

/// All gaps of every unit, in the order of unit and day; each unit ends with its open gap.
///
/// Several visits on one day are one visit day. A unit without a visit has one open gap as long as
/// the observation. Visits outside the observation are left out.
///
/// # Errors
///
/// - [`crate::Error::Length`] if the columns differ in length.
/// - [`crate::Error::BadCode`] if a unit is not below `n_units`.
pub fn gaps(days: &[i64], unit: &[u32], n_units: usize, window: Window) -> Result<Vec<Gap>> {
    let sorted = SortedDays::new(unit, days, n_units)?;
    let mut found = Vec::with_capacity(days.len() + n_units);
    for (code, number) in (0..n_units).zip(0..) {
        let visit_days = visit_days(&sorted, code, window);
        let start = found.len();
        let pairs = visit_days.iter().zip(visit_days.iter().skip(1));
        found.extend(pairs.map(|(&from, &to)| Gap {
            unit: number,
            from: Some(from),
            to: Some(to),
            days: to.day - from.day,
            rank: 0,
            probability: None,
            visit_days: visit_days.len() as u64,
        }));
        found.push(open(number, &visit_days, window));
        if let Some(own) = found.get_mut(start..) {
            rank(own);
        }
    }
    Ok(found)
}

fn visit_days(sorted: &SortedDays, unit: usize, window: Window) -> Vec<Visit> {
    let next = |from: i64| {
        let found = sorted.next_on_or_after(unit, from)?;
        let row = found.rows.first().copied()?;
        window.contains(found.day).then_some(Visit {
            day: found.day,
            row,
        })
    };
    std::iter::successors(next(window.since()), |last| next(last.day + 1)).collect()
}

fn open(unit: u32, visit_days: &[Visit], window: Window) -> Gap {
    let from = visit_days.last().copied();
    let days = from.map_or(window.days(), |last| window.through() - last.day);
    let share = days_to_real(days) / days_to_real(window.days());
    Gap {
        unit,
        from,
        to: None,
        days,
        rank: 0,
        probability: Some((-share.ln_1p() * to_real(visit_days.len() as u64)).exp()),
        visit_days: visit_days.len() as u64,
    }
}

fn rank(gaps: &mut [Gap]) {
    let mut order: Vec<&mut Gap> = gaps.iter_mut().collect();
    order.sort_by_key(|gap| std::cmp::Reverse(gap.days));
    let (mut rank, mut previous) = (1, None);
    for (place, gap) in (1..).zip(order) {
        if previous != Some(gap.days) {
            rank = place;
        }
        previous = Some(gap.days);
        gap.rank = rank;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: &[i64]) -> Vec<Gap> {
        gaps(days, &vec![0; days.len()], 1, Window::new(0, 99).unwrap()).unwrap()
    }

    #[test]
    fn longest_first_and_ties_share() {
        let found = of(&[30, 10, 10, 0, 50, 200]);
        let days: Vec<_> = found.iter().map(|gap| (gap.days, gap.rank)).collect();
        assert_eq!(days, [(10, 4), (20, 2), (20, 2), (49, 1)]);
        let open = found.last().unwrap();
        assert_eq!(
            (open.from, open.to, open.visit_days),
            (Some(Visit { day: 50, row: 4 }), None, 4)
        );
        assert!((open.probability.unwrap() - 1.49_f64.powi(-4)).abs() < 1e-15);
    }

    #[test]
    fn a_unit_without_a_visit_is_one_open_gap() {
        let found = of(&[]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].from, found[0].days, found[0].probability),
            (None, 100, Some(1.0))
        );
    }
}
