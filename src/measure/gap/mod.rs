//! The days without a visit: every gap between consecutive visit days, and the open one.
//!
//! The open gap at the end of the observation is judged by the predictive probability
//! `(1 + g / T)^-n` of a gap of at least g days after n visit days in T days of observation: the
//! exponential tail with its rate mixed over Gamma(n, T).

pub mod vague;

use crate::error::{Error, Result, same_length};
use crate::progress::Tick;
use crate::special::real::{days_to_real, to_real};
use crate::time::window::Window;

/// Up to so many days of all units a table of them is made in place of sorting.
const TABLE_UP_TO: usize = 1 << 22;

/// A table of more cells a row takes longer to clear than the rows to sort.
const CELLS_A_ROW: usize = 4;

/// Rows between two looks at the caller.
const BETWEEN_TICKS: usize = 1 << 18;

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
/// - What `tick` returns.
pub fn gaps(
    days: &[i64],
    unit: &[u32],
    n_units: usize,
    window: Window,
    tick: &mut Tick<'_>,
) -> Result<Vec<Gap>> {
    let visits = visit_days(days, unit, n_units, window, tick)?;
    let mut found = Vec::with_capacity(visits.len() + n_units);
    let mut rest = visits.as_slice();
    let mut ticked = 0;
    for number in (0..n_units).map_while(|unit| u32::try_from(unit).ok()) {
        if found.len() >= ticked {
            tick(found.len() as u64, visits.len() as u64)?;
            ticked = found.len() + BETWEEN_TICKS;
        }
        let own = rest.partition_point(|(unit, _)| *unit <= number);
        let (visit_days, later) = rest.split_at(own);
        rest = later;
        let start = found.len();
        let pairs = visit_days.iter().zip(visit_days.iter().skip(1));
        found.extend(pairs.map(|(&(_, from), &(_, to))| Gap {
            unit: number,
            from: Some(from),
            to: Some(to),
            days: to.day - from.day,
            rank: 0,
            probability: None,
            visit_days: visit_days.len() as u64,
        }));
        found.push(open(number, visit_days, window));
        if let Some(own) = found.get_mut(start..) {
            rank(own);
        }
    }
    Ok(found)
}

/// The observed days on which each unit had a visit, ascending, with the first row of each.
fn visit_days(
    days: &[i64],
    unit: &[u32],
    n_units: usize,
    window: Window,
    tick: &mut Tick<'_>,
) -> Result<Vec<(u32, Visit)>> {
    same_length(("group", unit.len()), ("days", days.len()))?;
    let rows = || unit.iter().zip(days).enumerate();
    let code = |unit: u32| usize::try_from(unit).unwrap_or(usize::MAX);
    if let Some((row, (&code, _))) = rows().find(|(_, (unit, _))| code(**unit) >= n_units) {
        return Err(Error::BadCode {
            name: "group".into(),
            row,
            code,
            labels: n_units,
        });
    }
    let observed = rows().filter(|(_, (_, day))| window.contains(**day));
    let n_days = usize::try_from(window.days()).unwrap_or(usize::MAX);
    let most = TABLE_UP_TO.min(days.len().saturating_mul(CELLS_A_ROW));
    if let Some(cells) = n_units.checked_mul(n_days).filter(|cells| *cells <= most) {
        let mut first = vec![usize::MAX; cells];
        for (row, (&unit, &day)) in observed {
            if row.is_multiple_of(BETWEEN_TICKS) {
                tick(row as u64, days.len() as u64)?;
            }
            let place = usize::try_from(day - window.since()).unwrap_or(usize::MAX);
            if let Some(first) = first.get_mut(code(unit) * n_days + place) {
                *first = row.min(*first);
            }
        }
        let each = (0_u32..).zip(first.chunks(n_days));
        let visits = each.flat_map(|(unit, first)| {
            let visited = (window.since()..).zip(first);
            let visited = visited.filter(|(_, row)| **row < usize::MAX);
            visited.map(move |(day, &row)| (unit, Visit { day, row }))
        });
        return Ok(visits.collect());
    }
    // In the order of units first: each is sorted by itself, and the caller looked at between them.
    let mut places = vec![0_usize; n_units];
    for (_, (&unit, _)) in observed.clone() {
        if let Some(count) = places.get_mut(code(unit)) {
            *count += 1;
        }
    }
    let mut all = 0;
    for place in &mut places {
        all += std::mem::replace(place, all);
    }
    let mut visits = vec![(0, Visit { day: 0, row: 0 }); all];
    for (row, (&unit, &day)) in observed {
        if row.is_multiple_of(BETWEEN_TICKS) {
            tick(row as u64, days.len() as u64)?;
        }
        if let Some(place) = places.get_mut(code(unit)) {
            if let Some(visit) = visits.get_mut(*place) {
                *visit = (unit, Visit { day, row });
            }
            *place += 1;
        }
    }
    let mut done = 0;
    for own in visits.chunk_by_mut(|(one, _), (other, _)| one == other) {
        tick(done, all as u64)?;
        done += own.len() as u64;
        own.sort_unstable_by_key(|(_, visit)| (visit.day, visit.row));
    }
    visits.dedup_by_key(|visit| (visit.0, visit.1.day));
    Ok(visits)
}

fn open(unit: u32, visit_days: &[(u32, Visit)], window: Window) -> Gap {
    let from = visit_days.last().map(|(_, visit)| *visit);
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
    use crate::progress::unattended;
    use crate::random::Stream;

    fn of(days: &[i64]) -> Vec<Gap> {
        let units = vec![0; days.len()];
        let window = Window::new(0, 99).unwrap();
        gaps(days, &units, 1, window, &mut unattended).unwrap()
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

    #[test]
    fn a_table_of_days_and_sorting_give_the_same() {
        let mut stream = Stream::new(7, 0);
        let mut draw = |below: u64| i64::try_from(stream.below(below)).unwrap();
        let units: Vec<u32> = (0..300).map(|_| u32::try_from(draw(4)).unwrap()).collect();
        let days: Vec<i64> = (0..300).map(|_| draw(60) - 5).collect();
        let window = Window::new(0, 49).unwrap();
        let narrow = gaps(&days, &units, 4, window, &mut unattended).unwrap();
        // So many units that no table is made: those without a visit come behind.
        let many = TABLE_UP_TO / 50 + 1;
        let wide = gaps(&days, &units, many, window, &mut unattended).unwrap();
        assert_eq!(narrow[..], wide[..narrow.len()]);
        let mut plain: Vec<(u32, i64)> = units.iter().copied().zip(days.iter().copied()).collect();
        plain.sort_unstable();
        plain.dedup();
        plain.retain(|(_, day)| window.contains(*day));
        let starts = narrow.iter().filter_map(|gap| Some((gap.unit, gap.from?)));
        let found: Vec<(u32, i64)> = starts
            .clone()
            .map(|(unit, from)| (unit, from.day))
            .collect();
        assert_eq!(found, plain);
        for (unit, from) in starts {
            let same = |row: &usize| units[*row] == unit && days[*row] == from.day;
            assert_eq!(Some(from.row), (0..300).find(same));
        }
    }
}
